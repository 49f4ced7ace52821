"""Calendar entries, read back by a library that did not write them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from ics import Calendar

from programme.catalogue.calendar import Method, calendar_of, entry_of

HELSINKI = ZoneInfo("Europe/Helsinki")


def dated(start: datetime, end: datetime, *, sequence: int = 0, is_cancelled: bool = False) -> Any:
    identity = UUID("d2b5d6c8-f779-4c7f-abf3-df3e03855fe5")
    return SimpleNamespace(uuid=identity, start=start, end=end, sequence=sequence, is_cancelled=is_cancelled)


def read_back(entry: Any, **values: Any) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The event, the properties that this library does not name, and those of the calendar."""
    calendar = Calendar(calendar_of([entry], **values))
    (event,) = calendar.events
    return event, {line.name: line.value for line in event.extra}, {line.name: line.value for line in calendar.extra}


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        (datetime(2026, 10, 24, 14, 0, tzinfo=UTC), 17),
        (datetime(2026, 10, 25, 15, 0, tzinfo=UTC), 17),
        (datetime(2027, 3, 27, 15, 0, tzinfo=UTC), 17),
        (datetime(2027, 3, 28, 14, 0, tzinfo=UTC), 17),
    ],
)
def test_hours_are_those_of_helsinki_on_both_sides_of_a_clock_change(start: datetime, hour: int) -> None:
    entry = entry_of(dated(start, start.replace(minute=30)), title="Savikettu", url="https://a.example/")
    event, _more, _calendar = read_back(entry)
    assert event.begin.datetime == start
    assert event.begin.datetime.astimezone(HELSINKI).hour == hour
    assert f"DTSTART;TZID=Europe/Helsinki:{start.astimezone(HELSINKI):%Y%m%dT%H%M%S}" in calendar_of([entry])


def test_an_update_replaces_the_entry_and_a_cancellation_cancels_it() -> None:
    start, end = datetime(2026, 12, 1, 15, tzinfo=UTC), datetime(2026, 12, 1, 16, tzinfo=UTC)
    files = [
        read_back(entry_of(dated(start, end), title="Savikettu", url="https://a.example/")),
        read_back(entry_of(dated(start, end, sequence=1), title="Savikettu", url="https://a.example/")),
        read_back(
            entry_of(dated(start, end, sequence=2, is_cancelled=True), title="Savikettu", url="https://a.example/"),
            method=Method.CANCEL,
        ),
    ]
    assert len({event.uid for event, _more, _calendar in files}) == 1
    assert [more["SEQUENCE"] for _event, more, _calendar in files] == ["0", "1", "2"]
    assert [event.status for event, _more, _calendar in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "METHOD:CANCEL" in calendar_of([], method=Method.CANCEL)
    assert all(event.created is not None for event, _more, _calendar in files)


def test_who_gives_up_their_own_place_gets_a_newer_entry_than_they_had() -> None:
    occurrence = dated(datetime(2026, 12, 1, 15, tzinfo=UTC), datetime(2026, 12, 1, 16, tzinfo=UTC), sequence=3)
    event, more, _calendar = read_back(
        entry_of(occurrence, title="Savikettu", url="https://a.example/", cancelled=True)
    )
    assert (event.status, more["SEQUENCE"]) == ("CANCELLED", "4")


def test_letters_and_signs_come_through() -> None:
    occurrence = dated(datetime(2026, 12, 1, 15, tzinfo=UTC), datetime(2026, 12, 1, 16, tzinfo=UTC))
    title = "Hämärän äänet; 1, 2 ja \\ – ”näin”" + "ö" * 90
    event, _more, _calendar = read_back(entry_of(occurrence, title=title, url="https://a.example/fi/?a=1&b=2"))
    assert (event.name, event.url) == (title, "https://a.example/fi/?a=1&b=2")
