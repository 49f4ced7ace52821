"""What the catalogue adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .copies import why_not_copy
from .models import ProgrammePage
from .views import copy_page


@hooks.register("register_admin_urls")
def register_catalogue_urls() -> list[Any]:
    return [path("ohjelma/<int:pk>/kopio/", copy_page, name="catalogue_copy")]


def _copy_button(page: Any, user: Any) -> Iterator[Button]:
    if issubclass(page.specific_class or page.__class__, ProgrammePage) and not why_not_copy(page=page, user=user):
        yield Button(_("Copy as a new draft"), reverse("catalogue_copy", args=[page.pk]), icon_name="copy", priority=35)


@hooks.register("register_page_listing_more_buttons")
def add_copy_button_to_listing(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return _copy_button(page, user)


@hooks.register("register_page_header_buttons")
def add_copy_button_to_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return _copy_button(page, user)
