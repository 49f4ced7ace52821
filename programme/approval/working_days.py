"""Finnish working days: Monday to Friday, without the public holidays and the eves on which the city is closed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from django.utils import timezone

_SATURDAY, _FRIDAY = 5, 4
_FIXED = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))


def easter_of(year: int) -> date:
    """Return Easter Sunday, by the Gregorian computus (Meeus)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    leaps_of_century, rest_of_century = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leaps_of_century - epact - rest_of_century) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Return the days of *year* on which nobody works, weekends aside."""
    easter = easter_of(year)
    midsummer_eve = _first(_FRIDAY, date(year, 6, 19))
    moving = {
        easter - timedelta(days=2),
        easter,
        easter + timedelta(days=1),
        easter + timedelta(days=39),
        easter + timedelta(days=49),
        midsummer_eve,
        midsummer_eve + timedelta(days=1),
        _first(_SATURDAY, date(year, 10, 31)),
    }
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_working_day(day: date) -> bool:
    """Does the city work on *day*?"""
    return day.weekday() < _SATURDAY and day not in holidays_of(day.year)


def working_days_between(start: datetime, end: datetime) -> int:
    """Return how many working days have begun after the day of *start*, up to that of *end*, in Helsinki.

    What comes on a Monday has waited one working day on Tuesday; what comes on a Saturday, on Monday.
    """
    first, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    return sum(is_working_day(day) for day in _days_after(first, last))


def _days_after(first: date, last: date) -> Iterator[date]:
    for number in range(1, (last - first).days + 1):
        yield first + timedelta(days=number)


def _first(weekday: int, earliest: date) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
