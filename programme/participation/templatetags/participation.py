"""What participation puts into the programme's pages: one word about places, and the way to sign up."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone

from programme.catalogue.models import Occurrence, SignupWay
from programme.participation.residents.offers import OPEN

register = template.Library()


@register.inclusion_tag("participation/places.html")
def places_of(page: Any, date: Any) -> dict[str, Any]:
    """The word about a date’s places, and the link to sign up; nothing in a preview, which shows plans."""
    if not _is_ahead(date) or not date.availability:
        return {}
    leads_on = page.signup == SignupWay.EACH_DATE and date.availability in OPEN
    return {"date": date, "key": date.uuid if leads_on else None}


@register.inclusion_tag("participation/how_to_sign_up.html")
def how_to_sign_up(page: Any, dates: Sequence[Any]) -> dict[str, Any]:
    """Below the dates: the link to sign up to a course, or that one need not."""
    way = getattr(page, "signup", "")
    ahead = [date for date in dates if not date.is_cancelled]
    takes = [date for date in ahead if _is_ahead(date) and date.availability in OPEN]
    return {
        "key": page.pk if way == SignupWay.WHOLE_COURSE and takes else None,
        "just_come": bool(ahead) and way == SignupWay.NONE,
        "first_come": bool(ahead) and way == SignupWay.FIRST_COME,
        "dates": ahead,
    }


def _is_ahead(date: Any) -> bool:
    return isinstance(date, Occurrence) and not date.is_cancelled and date.start > timezone.now()
