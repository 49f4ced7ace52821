"""From the fields of a date block to moments in time."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue

LONGEST_BLOCK_ID = 64


@dataclass(frozen=True)
class PlannedDate:
    """One date as the page has it. `start` and `end` are aware; `end` is after `start`."""

    block_id: str
    start: datetime
    end: datetime
    capacity: int | None
    note: str
    # The fields of an Occurrence that a template reads; a plan is never cancelled.
    is_cancelled: bool = False


def moment(day: date, at: time) -> datetime:
    """Return the moment in the service's time zone.

    An hour that the spring clock change skips is read as the hour after it; of an hour that the autumn change
    repeats, the first is meant.
    """
    naive = datetime.combine(day, at)
    return timezone.make_aware(naive).astimezone(timezone.get_default_timezone())


def span(value: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    """Return start and end of a date block's value, or None while the artist has not filled them in."""
    day, starts, ends = value.get("date"), value.get("start_time"), value.get("end_time")
    if day is None or starts is None or ends is None:
        return None
    return moment(day, starts), moment(value.get("end_date") or day, ends)


def planned_dates(dates: StreamValue | None) -> Iterator[PlannedDate]:
    """Yield the complete dates of a page, in the order of the page.

    A block id that is missing, too long, or stands on the page twice is replaced by one that depends on
    what it was and on where it stands, so that publishing twice finds the same row again.
    """
    seen: set[str] = set()
    for position, child in enumerate(dates or []):
        if child.block_type != "date":
            continue
        moments = span(child.value)
        if moments is None or moments[1] <= moments[0]:
            continue
        block_id = str(child.id or "")
        if not block_id or len(block_id) > LONGEST_BLOCK_ID or block_id in seen:
            block_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{block_id}#{position}"))
        seen.add(block_id)
        yield PlannedDate(
            block_id=block_id,
            start=moments[0],
            end=moments[1],
            capacity=child.value.get("capacity"),
            note=(child.value.get("note") or "").strip(),
        )
