"""Whose rights count for pictures and files."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from media.models import Attachment, Picture


@pytest.mark.parametrize("model", [Picture, Attachment])
def test_a_partner_adds_to_its_own_collection_alone(partner: Any, other_partner: Any, artist: Any, model: Any) -> None:
    policy = policy_registry.get_by_type(model)
    assert set(policy.collections_user_has_permission_for(artist, "add")) == {partner.collection}
    assert set(policy.collections_user_has_permission_for(artist, "choose")) == {partner.collection}


@pytest.mark.parametrize("model", [Picture, Attachment])
def test_an_editor_adds_everywhere(partner: Any, editor: Any, model: Any) -> None:
    policy = policy_registry.get_by_type(model)
    assert set(policy.collections_user_has_permission_for(editor, "add")) == set(Collection.objects.all())


def test_the_chooser_lets_an_artist_upload(artist: Any, client: Any) -> None:
    client.force_login(artist)
    answer = client.get(reverse("wagtailimages_chooser:choose"))
    assert reverse("wagtailimages_chooser:create") in answer.json()["html"]
