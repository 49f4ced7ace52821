"""Cancelling one date: at once, from a fixed list, and told to the editors."""

from typing import Any

import pytest
from django.urls import reverse

from home.models import OutgoingMail
from programme.catalogue.models import Occurrence
from tests.conftest import publish


@pytest.fixture
def page(partner: Any, make_workshop: Any) -> Any:
    return publish(make_workshop(partner, days=(7, 14)))


def first_date(page: Any) -> Occurrence:
    return Occurrence.objects.of_translation_key(page.translation_key).order_by("start")[0]


def address(page: Any, occurrence: Occurrence) -> str:
    return reverse("catalogue_cancel_date", args=[page.pk, occurrence.pk])


def test_an_artist_cancels_and_readers_see_it_at_once(page: Any, artist: Any, editor: Any, client: Any) -> None:
    assert "Peruttu" not in client.get(page.url).content.decode()
    client.force_login(artist)
    occurrence = first_date(page)
    listed = client.get(reverse("catalogue_dates", args=[page.pk])).content.decode()
    assert address(page, occurrence) in listed
    answer = client.post(address(page, occurrence), {"reason": "illness"})
    assert answer.status_code == 302
    client.logout()
    shown = client.get(page.url).content.decode()
    assert "Peruttu" in shown
    assert "Ohjaaja on sairastunut" in shown
    mail = OutgoingMail.objects.get(purpose="occurrence_cancelled")
    assert mail.recipient == editor.email
    assert page.title in mail.subject


def test_words_of_ones_own_are_no_reason(page: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    answer = client.post(address(page, first_date(page)), {"reason": "Tulkaa muualle"})
    assert answer.status_code == 200
    assert "Tulkaa muualle" in answer.context["form"].errors["reason"][0]
    assert not first_date(page).is_cancelled


def test_cancelling_twice_tells_once(page: Any, artist: Any, editor: Any, client: Any) -> None:
    client.force_login(artist)
    for _again in range(2):
        client.post(address(page, first_date(page)), {"reason": "weather"})
    assert OutgoingMail.objects.filter(purpose="occurrence_cancelled").count() == 1


def test_nobody_cancels_anothers_dates(
    page: Any, other_partner: Any, other_artist: Any, make_workshop: Any, client: Any
) -> None:
    own = publish(make_workshop(other_partner, "Villaa"))
    client.force_login(other_artist)
    occurrence = first_date(page)
    # Wagtail answers a refusal inside its admin by leading back to the dashboard.
    assert client.get(reverse("catalogue_dates", args=[page.pk])).status_code == 302
    assert client.post(address(page, occurrence), {"reason": "illness"}).status_code == 302
    assert client.post(address(own, occurrence), {"reason": "illness"}).status_code == 404
    assert not first_date(page).is_cancelled
