"""Dates and periods as people read them (conventions L1).

Finnish: `ke 14.10.2020 klo 17.00–18.30`, `ma 21.12. – su 27.12.2020`. English: `Wed 14 October 2020, 17:00–18:30`.
A non-breaking space stands where a line must not break: after `klo`, and inside a date.
"""

import re
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.dates import MONTHS

NO_BREAK = "\u00a0"
EN_DASH = "\u2013"
WORD_JOINER = "\u2060"
_FINNISH_WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _is_finnish() -> bool:
    return (translation.get_language() or "fi").startswith("fi")


def clock_text(moment: datetime) -> str:
    """Return the time of day, in Helsinki: `17.00` or `9.05`, in English `17:00` or `09:05`."""
    local = timezone.localtime(moment)
    return f"{local.hour}.{local.minute:02}" if _is_finnish() else f"{local.hour:02}:{local.minute:02}"


def day_text(day: date, *, with_year: bool = True, with_weekday: bool = True) -> str:
    """Return a day: `ke 14.10.2020`, in English `Wed 14 October 2020`."""
    if _is_finnish():
        weekday = f"{_FINNISH_WEEKDAYS[day.weekday()]}{NO_BREAK}" if with_weekday else ""
        return f"{weekday}{day.day}.{day.month}.{day.year if with_year else ''}"
    weekday = f"{_ENGLISH_WEEKDAYS[day.weekday()]}{NO_BREAK}" if with_weekday else ""
    with translation.override("en"):
        month = str(MONTHS[day.month])
    year = f"{NO_BREAK}{day.year}" if with_year else ""
    return f"{weekday}{day.day}{NO_BREAK}{month}{year}"


def moment_text(moment: datetime) -> str:
    """Return a moment: `ke 14.10.2020 klo 9.05`, in English `Wed 14 October 2020, 09:05`."""
    day = day_text(timezone.localtime(moment).date())
    return f"{day} klo{NO_BREAK}{clock_text(moment)}" if _is_finnish() else f"{day}, {clock_text(moment)}"


def period_text(start: datetime, end: datetime) -> str:
    """Return a period: one day with its hours, or the first and the last day."""
    first, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    if first != last:
        return f"{day_text(first, with_year=first.year != last.year)} {EN_DASH} {day_text(last)}"
    hours = f"{clock_text(start)}{EN_DASH}{clock_text(end)}"
    if _is_finnish():
        return f"{day_text(first)} klo{NO_BREAK}{hours}"
    return f"{day_text(first)}, {hours}"


def unbroken(period: str) -> str:
    """Return *period* for HTML: no line ends after the dash between two hours. Plain text needs no joiner."""
    return re.sub(rf"(?<=\d{EN_DASH})(?=\d)", WORD_JOINER, period)
