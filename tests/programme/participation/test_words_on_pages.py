"""One word about places on the programme's pages, and the way to sign up."""

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from programme.catalogue.models import CancellationReason
from programme.catalogue.occurrences import cancel_occurrence
from programme.participation.models import CancelledBy
from programme.participation.services import cancel
from tests.programme.participation.sessions import dates_of, join

LISTS = ("/fi/", "/fi/ohjelma/", "/fi/tekijat/saviverstas-hella/")


def words_at(client: Any, address: str) -> list[str]:
    text = client.get(address).text
    words = ("Paikkoja on", "Muutama paikka jäljellä", "Täynnä, voit jäädä jonoon", "Peruttu")
    return [word for word in words if word in text]


def test_the_word_changes_on_pages_and_cards_as_places_go(make_session: Any, client: Any, artist: Any) -> None:
    page = make_session(3)
    link = f'href="/fi/ilmoittaudu/{dates_of(page)[0].uuid}/"'

    def everywhere() -> list[str]:
        assert len({tuple(words_at(client, address)) for address in (page.url, *LISTS)}) == 1
        return words_at(client, page.url)

    assert everywhere() == ["Paikkoja on"]
    assert link in client.get(page.url).text
    signup = join(page, size=2)
    assert everywhere() == ["Muutama paikka jäljellä"]
    # Another signup that does not change the word leaves cached pages as they are.
    cancel(signup=join(page, "Eino", size=2), by=CancelledBy.SELF)
    with CaptureQueriesContext(connection) as captured:
        client.get(page.url)
    assert len(captured) == 1
    join(page, "Helmi")
    assert everywhere() == ["Täynnä, voit jäädä jonoon"]
    assert link in client.get(page.url).text
    cancel(signup=signup, by=CancelledBy.SELF)
    assert everywhere() == ["Paikkoja on"]
    cancel_occurrence(page=page, occurrence=dates_of(page)[0], reason=CancellationReason.ILLNESS, by=artist)
    assert everywhere() == ["Peruttu"]
    assert link not in client.get(page.url).text


def test_the_link_goes_with_the_start(make_session: Any, client: Any, monkeypatch: Any) -> None:
    from django.core.cache import cache
    from django.utils import timezone

    page = make_session(3)
    start = dates_of(page)[0].start
    monkeypatch.setattr(timezone, "now", lambda: start)
    cache.clear()
    for address in (page.url, *LISTS):
        text = client.get(address).text
        assert ("/fi/ilmoittaudu/" in text, "Paikkoja on" in text) == (False, False)


@pytest.mark.parametrize(
    ("way", "sentence", "links"),
    [
        ("none", "Ei tarvitse ilmoittautua. Tule vain.", 0),
        ("first_come", "Ei tarvitse ilmoittautua: ensin tulleet mahtuvat. Paikkoja on 3.", 0),
        ("each_date", "", 2),
        ("whole_course", "Ilmoittaudut kaikkiin kertoihin yhdellä kertaa.", 1),
    ],
)
def test_each_way_of_signing_up_says_how(way: str, sentence: str, links: int, make_session: Any, client: Any) -> None:
    page = make_session(3, 3, signup=way)
    text = client.get(page.url).text
    assert sentence in text
    assert text.count('href="/fi/ilmoittaudu/') == links
    if way == "whole_course":
        assert f'href="/fi/ilmoittaudu/{page.pk}/"' in text


def test_a_preview_shows_its_plans(make_session: Any) -> None:
    page = make_session(3)
    request = RequestFactory().get("/")
    answer = page.make_preview_request(request, page.default_preview_mode)
    assert (answer.status_code, "/fi/ilmoittaudu/" in answer.content.decode()) == (200, False)


def test_pages_with_signing_up_stay_without_cookies_and_cached(make_session: Any, client: Any) -> None:
    page = make_session(3, 3)
    assert dict(client.get(page.url).cookies) == {}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).headers["Cache-Control"] == "max-age=0, must-revalidate"
    assert len(captured) == 1
