"""The days on which the city works."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from programme.approval.working_days import easter_of, holidays_of, is_working_day, working_days_between

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    "sunday",
    [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter(sunday: date) -> None:
    assert easter_of(sunday.year) == sunday


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays_of(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 6, 19),
        date(2026, 6, 20),
        date(2026, 10, 31),
        date(2026, 12, 6),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 5, 1), False),
        (date(2027, 6, 25), False),
        (date(2027, 6, 24), True),
    ],
)
def test_working_days(day: date, is_one: bool) -> None:
    assert is_working_day(day) is is_one


def at(day: str, clock: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (at("2026-11-23"), at("2026-11-23", "23:00"), 0),
        (at("2026-11-23", "23:59"), at("2026-11-24", "00:01"), 1),
        (at("2026-11-20"), at("2026-11-23"), 1),
        (at("2026-11-21"), at("2026-11-22"), 0),
        (at("2026-11-21"), at("2026-11-23"), 1),
        (at("2026-04-02"), at("2026-04-07"), 1),
        (at("2026-12-23"), at("2026-12-28"), 1),
        (at("2026-12-31"), at("2027-01-07"), 3),
        (at("2026-11-24"), at("2026-11-23"), 0),
    ],
)
def test_days_waited(start: datetime, end: datetime, days: int) -> None:
    assert working_days_between(start, end) == days


def test_the_day_is_that_of_helsinki() -> None:
    # 22.30 in London is past midnight in Helsinki.
    start = datetime(2026, 11, 23, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert working_days_between(start, at("2026-11-24", "18:00")) == 0
