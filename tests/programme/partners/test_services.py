"""A partner with everything that belongs to one; and nothing more than the list allows."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from home.models import OutgoingMail
from programme.partners.models import Partner
from programme.partners.permissions import beyond_the_list
from programme.partners.services import create_partner, invite, remove_person
from tests.conftest import PASSWORD


def test_sections_are_live_in_both_languages(partner: Partner, client: Any) -> None:
    assert sorted(partner.sections.values_list("locale__language_code", "live")) == [("en", True), ("fi", True)]
    assert len(set(partner.sections.values_list("translation_key"))) == 1
    assert client.get("/fi/tekijat/saviverstas-hella/").status_code == 200
    assert client.get("/en/makers/saviverstas-hella/").status_code == 200


def test_a_name_is_taken_once(partner: Partner) -> None:
    with pytest.raises(ValidationError):
        create_partner(name="saviverstas  hella", by=None)
    assert Partner.objects.count() == 1


def test_a_name_has_letters(site: None) -> None:
    with pytest.raises(ValidationError) as refused:
        create_partner(name="123", by=None)
    assert list(refused.value.message_dict) == ["name"]


def test_the_group_holds_the_list_and_nothing_else(partner: Partner, artist: Any) -> None:
    assert beyond_the_list(partner.group) == []
    section = partner.sections.first()
    permissions = section.permissions_for_user(artist)
    assert permissions.can_add_subpage()
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert not permissions.can_delete()


def test_a_partner_cannot_touch_another(other_partner: Partner, artist: Any, client: Any) -> None:
    client.force_login(artist)
    section = other_partner.sections.first()
    assert client.get(f"/admin/pages/{section.pk}/edit/").status_code == 302
    assert not section.permissions_for_user(artist).can_edit()


def test_an_invited_person_sets_a_password_and_signs_in(partner: Partner, client: Any) -> None:
    user = invite(partner=partner, email="Uusi@Example.org", first_name="Uusi", last_name="Tekijä", language="en")
    sent = OutgoingMail.objects.get(recipient="uusi@example.org")
    link = re.search(r"http://testserver(/en/\S+)", sent.text)
    assert link
    page = client.get(link.group(1), follow=True)
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": "aivan-uusi-salasana", "password2": "aivan-uusi-salasana"}
    )
    assert answer.status_code == 302
    client.logout()
    answer = client.post("/fi/tili/login/", {"login": "uusi@example.org", "password": "aivan-uusi-salasana"})
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert list(partner.members) == [user]


def test_an_editor_is_not_invited_by_a_partner(partner: Partner, editor: Any) -> None:
    with pytest.raises(ValidationError):
        invite(partner=partner, email=editor.email, first_name="E", last_name="K", language="fi")
    assert not partner.members.exists()


def test_removal_ends_access_at_once(partner: Partner, artist: Any, client: Any) -> None:
    client.post("/fi/tili/login/", {"login": artist.email, "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    remove_person(partner=partner, user=artist)
    assert client.get("/admin/").status_code == 302


def test_only_coordinators_look_after_partners(partner: Partner, artist: Any, coordinator: Any, client: Any) -> None:
    client.force_login(artist)
    assert client.get("/admin/kumppanit/").status_code in {302, 403}
    client.force_login(coordinator)
    assert client.get("/admin/kumppanit/").status_code == 200
    answer = client.post("/admin/kumppanit/", {"name": "Virike ry"})
    assert answer.status_code == 302
    assert Partner.objects.filter(name="Virike ry").exists()
    assert not coordinator.has_perm("accounts.change_user")
    assert not coordinator.has_perm("auth.change_group")
