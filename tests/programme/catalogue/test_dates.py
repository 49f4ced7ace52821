"""Dates in the form: clear refusals, and repetition."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from programme.catalogue.dates.blocks import DateBlock, DatesBlock, RepeatBlock
from programme.catalogue.dates.repeating import spread_out
from tests.conftest import date_value


def repeat(**values: Any) -> dict[str, Any]:
    return {
        "first_date": date(2027, 1, 6),
        "last_date": date(2027, 1, 27),
        "every_weeks": "1",
        "start_time": time(17),
        "end_time": time(18),
        "capacity": 8,
        "note": "",
        **values,
    }


def test_a_date_that_ends_before_it_begins() -> None:
    block = DateBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize(date_value(1, "18:00", "17:00")))
    assert list(refused.value.block_errors) == ["end_time"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_date": date(2026, 1, 1)}, "last_date"),
        ({"end_time": time(16)}, "end_time"),
        ({"last_date": date(2029, 1, 1)}, "last_date"),
    ],
)
def test_a_repetition_that_cannot_be(values: dict[str, Any], field: str) -> None:
    block = RepeatBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize(repeat(**values)))
    assert list(refused.value.block_errors) == [field]


def test_overlapping_dates_are_refused_at_the_later_one() -> None:
    block = DatesBlock()
    dates = StreamValue(
        block,
        [
            ("repeat", block.child_blocks["repeat"].normalize(repeat()), "r"),
            (
                "date",
                block.child_blocks["date"].normalize(date_value(0, "17:30", "19:00", date=date(2027, 1, 13))),
                "d",
            ),
        ],
    )
    with pytest.raises(ValidationError) as refused:
        block.clean(dates)
    assert list(refused.value.block_errors) == [1]


def test_a_repetition_becomes_single_dates_with_stable_ids() -> None:
    block = DatesBlock()
    dates = StreamValue(block, [("repeat", block.child_blocks["repeat"].normalize(repeat()), "r")])
    spread = spread_out(dates)
    assert [child.value["date"].day for child in spread] == [6, 13, 20, 27]
    assert {child.block_type for child in spread} == {"date"}
    assert [child.id for child in spread_out(dates)] == [child.id for child in spread]
