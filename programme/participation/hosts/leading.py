"""A page to whose dates people are coming is not taken away under them: whoever tries is led to the dates first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages

from programme.catalogue.models import ProgrammePage

from ..models import Place
from ..rules import why_not_unpublish


def lead_to_dates_first(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say why *page* cannot be unpublished or deleted now, where its dates can be cancelled; None if it can.

    What goes past Wagtail's forms is refused by `guards` and by `services.dates.close_page`.
    """
    inside = ProgrammePage.objects.descendant_of(page, inclusive=True).live()
    for each in inside.filter(translation_key__in=_keys_with_people()):
        reason = why_not_unpublish(page=each)
        if reason:
            messages.error(request, reason)
            return redirect("hosts:dates_of_page", each.pk)
    return None


def _keys_with_people() -> Any:
    return Place.objects.present().coming(timezone.now()).values("occurrence__translation_key")
