"""Doors that were found later, by somebody who knew the others; tried as in `test_attacks`."""

from typing import Any

from django.test import Client, TestCase
from wagtail.contrib.redirects.models import Redirect

from programme.catalogue.models import WorkshopPage
from tests.approval.test_attacks import door


def where_it_leads(address: str) -> tuple[int, str]:
    answer = Client().get(address)
    return answer.status_code, answer.headers.get("Location", "")


# Addresses


@door("new", "take over the old address of a public page: a draft takes it, and moves on")
def test_old_address_of_a_live_page(
    live: Any, artist: Any, editor: Any, partner: Any, post: Any, typed: Any, approve: Any, make_workshop: Any
) -> None:
    old = live.url
    post(artist, "wagtailadmin_pages:edit", live.pk, data=typed(slug="uusi-osoite", **{"action-submit": "1"}))
    live.refresh_from_db()
    approve(editor, live)
    live.refresh_from_db()
    before = where_it_leads(old)
    assert before == (301, live.url)
    draft = make_workshop(partner, "Kaappaus", slug=old.rstrip("/").rpartition("/")[2])
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=typed(slug="kaupunki-valehtelee"))
    assert WorkshopPage.objects.get(pk=draft.pk).slug == "kaupunki-valehtelee"
    assert where_it_leads(old) == before


@door("new", "make an address lead to words that nobody approved: a draft is renamed, or moved")
def test_addresses_of_drafts(draft: Any, artist: Any, partner: Any, post: Any, typed: Any) -> None:
    old = draft.get_url_parts()[2]
    post(artist, "wagtailadmin_pages:edit", draft.pk, data=typed(slug="kaupunki-valehtelee"))
    english = partner.sections.get(locale__language_code="en")
    post(artist, "wagtailadmin_pages:move_confirm", draft.pk, english.pk)
    assert where_it_leads(old)[0] == 404
    assert not Redirect.objects.exists()


@door("works", "an editor moves a section that is not public: the addresses of public pages below it lead on")
def test_moving_above_public_pages(live: Any, partner: Any, editor: Any) -> None:
    section = partner.sections.get(locale__language_code="fi")
    section.unpublish()
    old = live.url
    section.slug = "toinen"
    with TestCase.captureOnCommitCallbacks(execute=True):
        section.save()
    live = WorkshopPage.objects.get(pk=live.pk)
    assert where_it_leads(old) == (301, live.url)
