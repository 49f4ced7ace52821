"""Copy as a new draft: everything but the dates."""

from typing import Any

from programme.catalogue.models import Keyword, Occurrence, WorkshopPage
from tests.conftest import publish


def test_a_copy_is_a_draft_without_dates(partner: Any, artist: Any, make_workshop: Any, client: Any) -> None:
    page = make_workshop(partner)
    page.themes.set([Keyword.objects.get(yso="p1420")])
    page.save_revision()
    page = publish(page)
    client.force_login(artist)
    assert client.get(f"/admin/ohjelma/{page.pk}/kopio/").status_code == 200
    assert WorkshopPage.objects.count() == 1
    answer = client.post(f"/admin/ohjelma/{page.pk}/kopio/")
    copy = WorkshopPage.objects.exclude(pk=page.pk).get()
    assert answer.headers["Location"] == f"/admin/pages/{copy.pk}/edit/"
    assert (copy.live, copy.cost, copy.owner) == (False, page.cost, artist)
    assert len(copy.get_latest_revision_as_object().dates) == 0
    assert [theme.yso for theme in copy.get_latest_revision_as_object().themes.all()] == ["p1420"]
    assert copy.translation_key != page.translation_key
    assert Occurrence.objects.count() == 1
    assert "kopio" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_partner_does_not_copy_from_another(partner: Any, other_artist: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner))
    client.force_login(other_artist)
    client.post(f"/admin/ohjelma/{page.pk}/kopio/")
    assert WorkshopPage.objects.count() == 1
