"""Cached pages: they end when what they show changes by itself, and are for anonymous readers only."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache.backends import base, locmem
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.page_cache import next_midnight
from tests.conftest import publish

HELSINKI = ZoneInfo("Europe/Helsinki")
# A Wednesday; the workshop of these tests is that day from 17.00 to 18.30.
NOON = datetime(2027, 3, 3, 12, tzinfo=HELSINKI)


def at(hours: int, minutes: int = 0, seconds: int = 0) -> datetime:
    return NOON.replace(hour=hours, minute=minutes, second=seconds)


@pytest.fixture
def clock(monkeypatch: Any) -> SimpleNamespace:
    """The time of day for Django and for the cache; a test sets `clock.now`."""
    frozen = SimpleNamespace(now=NOON)
    monkeypatch.setattr(timezone, "now", lambda: frozen.now)
    for module in (base, locmem):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: frozen.now.timestamp()))
    return frozen


@pytest.fixture
def workshop(clock: Any, partner: Any, make_workshop: Any) -> Any:
    return publish(make_workshop(partner, days=(0,)))


@pytest.fixture
def is_cached(client: Any) -> Callable[[str], bool]:
    """Fetch a page, and say whether it came from the cache: that takes one query, for the content version."""

    def fetch(address: str) -> bool:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured) == 1

    return fetch


@pytest.mark.parametrize("address", ["/fi/", "/fi/ohjelma/", "/fi/tekijat/saviverstas-hella/", None])
def test_a_page_ends_at_the_next_start_and_end_that_it_shows(
    address: str | None, workshop: Any, clock: Any, is_cached: Any
) -> None:
    address = address or workshop.url
    assert not is_cached(address)
    assert is_cached(address)
    clock.now = at(16, 59, 59)
    assert is_cached(address)
    clock.now = at(17)
    assert not is_cached(address)
    clock.now = at(18, 29, 59)
    assert is_cached(address)
    clock.now = at(18, 30)
    assert not is_cached(address)
    clock.now = at(23, 59, 59)
    assert is_cached(address)
    clock.now += timedelta(seconds=1)
    assert not is_cached(address)


def test_the_listing_forgets_what_is_over(workshop: Any, clock: Any, client: Any) -> None:
    assert workshop.url in client.get("/fi/ohjelma/").content.decode()
    assert workshop.url not in client.get("/fi/ohjelma/?when=past").content.decode()
    clock.now = at(18, 30)
    assert workshop.url not in client.get("/fi/ohjelma/").content.decode()
    assert workshop.url in client.get("/fi/ohjelma/?when=past").content.decode()


def test_a_page_without_dates_lasts_until_midnight_in_helsinki(clock: Any, site: None, is_cached: Any) -> None:
    address = "/fi/saavutettavuus/"
    assert not is_cached(address)
    clock.now = at(23, 59, 59)
    assert is_cached(address)
    clock.now += timedelta(seconds=1)
    assert not is_cached(address)
    assert clock.now.astimezone(ZoneInfo("UTC")).hour == 22


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2027, 3, 28, tzinfo=HELSINKI), 23),
        (datetime(2027, 10, 31, tzinfo=HELSINKI), 25),
        (datetime(2027, 3, 3, tzinfo=HELSINKI), 24),
        (datetime(2027, 3, 3, 22, 30, tzinfo=ZoneInfo("UTC")), 23.5),
    ],
)
def test_midnight_on_days_of_any_length(now: datetime, hours: float) -> None:
    assert next_midnight(now) - now.astimezone(ZoneInfo("UTC")) == timedelta(hours=hours)


def test_signed_in_people_get_pages_of_their_own(workshop: Any, artist: Any, client: Any, is_cached: Any) -> None:
    assert not is_cached(workshop.url)
    client.force_login(artist)
    for _time in range(2):
        assert not is_cached(workshop.url)
        assert "ETag" not in client.get(workshop.url).headers
    client.logout()
    assert is_cached(workshop.url)


def test_what_signed_in_people_see_is_not_kept_for_others(
    workshop: Any, editor: Any, client: Any, is_cached: Any
) -> None:
    client.force_login(editor)
    seen = client.get(workshop.url).content.decode()
    client.logout()
    assert not is_cached(workshop.url)
    assert "wagtail-userbar" in seen
    assert "wagtail-userbar" not in client.get(workshop.url).content.decode()


def test_head_answers_as_get_does_without_content(workshop: Any, client: Any) -> None:
    shown = client.get(workshop.url)
    for _time in range(2):
        asked = client.head(workshop.url)
        assert (asked.status_code, asked.content) == (200, b"")
        names = ("Content-Type", "ETag", "Cache-Control", "Content-Language", "Content-Security-Policy")
        assert {name: asked.headers[name] for name in names} == {name: shown.headers[name] for name in names}
    assert client.get(workshop.url).content == shown.content


@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', "*"])
def test_a_reader_who_has_the_page_gets_no_second_copy(written: str, workshop: Any, client: Any) -> None:
    first = client.get(workshop.url)
    answer = client.get(workshop.url, headers={"if-none-match": written.format(first.headers["ETag"])})
    assert (answer.status_code, answer.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Content-Language"):
        assert answer.headers[name] == first.headers[name]


def test_a_reader_of_an_old_page_gets_the_new_one(workshop: Any, client: Any) -> None:
    tag = client.get(workshop.url).headers["ETag"]
    workshop.title = "Uusi nimi"
    workshop.save_revision()
    publish(workshop)
    answer = client.get(workshop.url, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "Uusi nimi" in answer.content.decode()
