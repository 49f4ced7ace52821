"""Dates and periods as people read them (conventions L1).

Finnish: `ke 14.10.2020 klo 17.00–18.30`, `ma 21.12. – su 27.12.2020`. English: `Wed 14 October 2020, 17:00–18:30`.
A non-breaking space stands where a line must not break: after `klo`, and inside a date. How another language writes
them, its catalogue says, in the letters of Django's date formats.
"""

import re
from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext, pgettext

NO_BREAK = "\u00a0"
EN_DASH = "\u2013"
WORD_JOINER = "\u2060"


def clock_text(moment: datetime) -> str:
    """Return the time of day, in Helsinki: `17.00` or `9.05`, in English `17:00` or `09:05`."""
    return dateformat.format(timezone.localtime(moment), pgettext("format of a time", "H:i"))


def day_text(day: date, *, with_year: bool = True, with_weekday: bool = True) -> str:
    """Return a day: `ke 14.10.2020`, in English `Wed 14 October 2020`."""
    if with_year and with_weekday:
        letters = pgettext("format of a date", "D j F Y")
    elif with_weekday:
        letters = pgettext("format of a date", "D j F")
    elif with_year:
        letters = pgettext("format of a date", "j F Y")
    else:
        letters = pgettext("format of a date", "j F")
    return dateformat.format(day, letters).replace(" ", NO_BREAK)


def moment_text(moment: datetime) -> str:
    """Return a moment: `ke 14.10.2020 klo 9.05`, in English `Wed 14 October 2020, 09:05`."""
    return _at(day_text(timezone.localtime(moment).date()), clock_text(moment))


def period_text(start: datetime, end: datetime) -> str:
    """Return a period: one day with its hours, or the first and the last day."""
    first, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    if first != last:
        return f"{day_text(first, with_year=first.year != last.year)} {EN_DASH} {day_text(last)}"
    return _at(day_text(first), f"{clock_text(start)}{EN_DASH}{clock_text(end)}")


def _at(day: str, hours: str) -> str:
    return gettext("%(day)s, %(hours)s") % {"day": day, "hours": hours}


def unbroken(period: str) -> str:
    """Return *period* for HTML: no line ends after the dash between two hours. Plain text needs no joiner."""
    return re.sub(rf"(?<=\d{EN_DASH})(?=\d)", WORD_JOINER, period)
