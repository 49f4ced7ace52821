"""Tags that print days and periods (conventions L1)."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.dates import day_text, moment_text, period_text, unbroken

register = template.Library()


@register.simple_tag
def period(start: datetime, end: datetime) -> SafeString:
    """A period as `<time>`; the machine-readable start carries the offset of that day."""
    text = unbroken(period_text(start, end))
    return format_html('<time datetime="{}">{}</time>', timezone.localtime(start).isoformat(), text)


@register.simple_tag
def day(value: date | datetime | None) -> SafeString | str:
    """A day as `<time>`; nothing for None."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), day_text(local, with_weekday=False))


@register.filter
def moment(value: datetime) -> str:
    """A day with its hour, for use inside a sentence."""
    return moment_text(value)
