"""Dates as calendar entries (RFC 5545; conventions I3), for mails and for feeds.

An entry points to the page, never to where the session is held online (conventions G9).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from icalendar import Calendar, Event, vText, vUri
from icalendar.timezone import tzp

# Programs hide what is older, so a rule of today's clock changes is enough.
_CLOCK_CHANGES_SINCE = timedelta(days=366)
_PRODUCT = "-//Porukalla//Porukalla//"


class Method(StrEnum):
    """What a program should do with a file that came by mail (RFC 5546)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


class Dated(Protocol):
    """What an entry is made from: an Occurrence."""

    uuid: UUID
    start: datetime
    end: datetime
    sequence: int

    @property
    def is_cancelled(self) -> bool: ...


def uid_of(occurrence: Dated) -> str:
    """Return the identity of the date's entry: the same in every file, so that an update replaces the entry."""
    return f"{occurrence.uuid}@{urlsplit(settings.BASE_URL).hostname or 'porukalla'}"


def entry_of(
    occurrence: Dated,
    *,
    title: str,
    url: str,
    place: str = "",
    words: str = "",
    cancelled: bool = False,
    raised_by: int = 0,
) -> Event:
    """Return the entry of one date. *url* is where a person goes on from it; *cancelled* cancels it for this reader.

    SEQUENCE rises with each change of the date; somebody who cancels their own place needs a number of their own,
    which is above it, because programs drop a cancellation that is not newer than what they have. *raised_by* is for
    who has come back since, and so needs a higher number still.
    """
    event = Event()
    is_off = cancelled or occurrence.is_cancelled
    event.add("UID", uid_of(occurrence))
    event.add("DTSTAMP", timezone.now().replace(microsecond=0))
    event.add("DTSTART", _local(occurrence.start))
    event.add("DTEND", _local(occurrence.end))
    event.add("SEQUENCE", occurrence.sequence + raised_by + (1 if cancelled else 0))
    event.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    event.add("SUMMARY", title)
    event["URL"] = vUri(url)
    if place:
        event.add("LOCATION", place)
    if words:
        event.add("DESCRIPTION", words)
    return event


def calendar_of(entries: Iterable[Event], *, method: Method = Method.PUBLISH, name: str = "") -> str:
    """Return an iCalendar file in the active language, with the clock changes that its entries need."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"{_PRODUCT}{(get_language() or settings.LANGUAGE_CODE).upper()}")
    calendar.add("METHOD", method.value)
    if name:
        calendar.add("NAME", name)
        calendar["X-WR-CALNAME"] = vText(name)
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones(first_date=(timezone.now() - _CLOCK_CHANGES_SINCE).date())
    text: str = calendar.to_ical().decode()
    return text


def _local(moment: datetime) -> datetime:
    """The moment with the name of our time zone, which a program on the other side of a clock change needs."""
    return timezone.localtime(moment).astimezone(tzp.timezone(settings.TIME_ZONE))
