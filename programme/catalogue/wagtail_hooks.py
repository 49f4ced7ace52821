"""What the catalogue adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .copies import why_not_copy
from .models import DatedPage, ProgrammePage
from .occurrences import why_not_cancel
from .views import cancel_date, copy_page, page_dates


@hooks.register("register_admin_urls")
def register_catalogue_urls() -> list[Any]:
    return [
        path("ohjelma/<int:pk>/kopio/", copy_page, name="catalogue_copy"),
        path("ohjelma/<int:pk>/ajankohdat/", page_dates, name="catalogue_dates"),
        path("ohjelma/<int:pk>/ajankohdat/<int:occurrence_pk>/peru/", cancel_date, name="catalogue_cancel_date"),
    ]


def _buttons(page: Any, user: Any) -> Iterator[Button]:
    model = page.specific_class or page.__class__
    if issubclass(model, DatedPage) and page.live and not why_not_cancel(page=page, user=user):
        address = reverse("catalogue_dates", args=[page.pk])
        yield Button(_("Cancel a date"), address, icon_name="calendar-alt", priority=34)
    if issubclass(model, ProgrammePage) and not why_not_copy(page=page, user=user):
        yield Button(_("Copy as a new draft"), reverse("catalogue_copy", args=[page.pk]), icon_name="copy", priority=35)


@hooks.register("register_page_listing_more_buttons")
def add_buttons_to_listing(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return _buttons(page, user)


@hooks.register("register_page_header_buttons")
def add_buttons_to_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return _buttons(page, user)
