"""The dates of a page as blocks of its form."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from home.dates import period_text

from .moments import span
from .repeating import MOST_DATES, days_of, single_dates


class DateBlock(blocks.StructBlock):
    """One date: a session of a workshop, a day of an event."""

    date = blocks.DateBlock(label=_("Day"))
    start_time = blocks.TimeBlock(label=_("Starts at"))
    end_date = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Only if it ends on a later day, such as an exhibition.")
    )
    end_time = blocks.TimeBlock(label=_("Ends at"))
    capacity = blocks.IntegerBlock(
        label=_("Places"), required=False, min_value=1, max_value=5000, help_text=_("Leave empty if anyone fits in.")
    )
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=120, help_text=_("For example: with sign language interpretation")
    )

    class Meta:
        icon = "date"
        label = _("Date")
        label_format = "{date} {start_time}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (day := cleaned.get("date")) and (last := cleaned.get("end_date")) and last < day:
            raise StructBlockValidationError(
                block_errors={"end_date": ValidationError(_("The last day is before the first."))}
            )
        moments = span(cleaned)
        if moments and moments[1] <= moments[0]:
            raise StructBlockValidationError(
                block_errors={"end_time": ValidationError(_("It ends before it begins. Check the times."))}
            )
        return cleaned


class RepeatBlock(blocks.StructBlock):
    """Repeating dates, which become single dates when the page is saved."""

    first_date = blocks.DateBlock(
        label=_("First day"), help_text=_("The weekday repeats: choose a Wednesday for Wednesdays.")
    )
    last_date = blocks.DateBlock(label=_("Until"))
    every_weeks = blocks.ChoiceBlock(
        label=_("How often"),
        choices=[("1", _("every week")), ("2", _("every second week")), ("4", _("every fourth week"))],
        default="1",
    )
    start_time = blocks.TimeBlock(label=_("Starts at"))
    end_time = blocks.TimeBlock(label=_("Ends at"))
    capacity = blocks.IntegerBlock(
        label=_("Places each time"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("Leave empty if anyone fits in."),
    )
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=120)

    class Meta:
        icon = "rotate"
        label = _("Repeating dates")
        help_text = _("These become single dates when you save. After that you can change each one by itself.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        first, last = cleaned.get("first_date"), cleaned.get("last_date")
        starts, ends = cleaned.get("start_time"), cleaned.get("end_time")
        errors: dict[str, ValidationError] = {}
        if first and last and last < first:
            errors["last_date"] = ValidationError(_("The last day is before the first."))
        if starts and ends and ends <= starts:
            errors["end_time"] = ValidationError(_("It ends before it begins. Check the times."))
        if len(days_of(cleaned)) > MOST_DATES:
            errors["last_date"] = ValidationError(
                _("That makes more than %(most)s dates. Choose an earlier last day."), params={"most": MOST_DATES}
            )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class DatesBlock(blocks.StreamBlock):
    """All dates of a page; two dates of one page never overlap."""

    date = DateBlock()
    repeat = RepeatBlock()

    class Meta:
        required = False

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        taken: list[tuple[datetime, datetime]] = []
        errors: dict[int, ValidationError] = {}
        for position, child in enumerate(cleaned):
            values = single_dates(child.value) if child.block_type == "repeat" else [child.value]
            for moments in filter(None, map(span, values)):
                if other := next((past for past in taken if past[0] < moments[1] and moments[0] < past[1]), None):
                    errors[position] = ValidationError(
                        _("This overlaps another date of this page: %(date)s."),
                        params={"date": period_text(*other)},
                    )
                    break
                taken.append(moments)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
