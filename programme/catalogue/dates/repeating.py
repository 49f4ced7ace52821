"""Repeating dates: written once ("every Wednesday at 17 until …"), then single dates like any other."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from wagtail.blocks import StreamBlock, StreamValue

MOST_DATES = 60


def days_of(value: Mapping[str, Any]) -> list[date]:
    """Return the days of a repeat block's value, at most MOST_DATES + 1, so that a caller can see "too many"."""
    first, last, weeks = value.get("first_date"), value.get("last_date"), value.get("every_weeks")
    if first is None or last is None or not weeks:
        return []
    days: list[date] = []
    day = first
    while day <= last and len(days) <= MOST_DATES:
        days.append(day)
        day += timedelta(weeks=int(weeks))
    return days


def single_dates(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the values of the date blocks that a repeat block stands for."""
    for day in days_of(value):
        yield {
            "date": day,
            "start_time": value["start_time"],
            "end_date": None,
            "end_time": value["end_time"],
            "capacity": value.get("capacity"),
            "note": value.get("note") or "",
        }


def spread_out(dates: StreamValue) -> StreamValue:
    """Return *dates* with each complete repeat block replaced by its single dates, all in order of time.

    The new ids follow from the repeat block's own id, so that saving the same form twice makes the same dates.
    Dates still without a day stand last.
    """
    block: StreamBlock = dates.stream_block
    date_block = block.child_blocks["date"]
    children: list[tuple[str, Any, str | None]] = []
    for child in dates:
        if child.block_type == "repeat" and days_of(child.value):
            for value in single_dates(child.value):
                identity = uuid.uuid5(uuid.NAMESPACE_OID, f"{child.id}#{value['date'].isoformat()}")
                children.append(("date", date_block.normalize(value), str(identity)))
        else:
            children.append((child.block_type, child.value, child.id))
    children.sort(key=lambda entry: _place(entry[1]))
    return StreamValue(block, children)


def _place(value: Mapping[str, Any]) -> tuple[bool, str, str]:
    day = value.get("date") or value.get("first_date")
    return day is None, day.isoformat() if day else "", str(value.get("start_time") or "")
