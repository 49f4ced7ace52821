"""What participation hears from the rooms below, and adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from programme.catalogue.models import DatedPage

from .hosts import urls
from .hosts.access import user_can_host
from .hosts.consequences import consequences_of_cancelling
from .hosts.leading import lead_to_dates_first
from .hosts.panels import add_panels
from .mails import note_refusal
from .services.dates import close_page, follow_cancellation, follow_publication, lock_dates

hooks.register("before_changing_occurrences", lock_dates)
hooks.register("after_bring_in_line", follow_publication)
hooks.register("after_cancel_occurrence", follow_cancellation)
hooks.register("after_mail_is_refused", note_refusal)
hooks.register("guard_unpublication", close_page)
hooks.register("consequences_of_cancelling", consequences_of_cancelling)
hooks.register("construct_homepage_panels", add_panels, order=95)
hooks.register("before_unpublish_page", lead_to_dates_first)
hooks.register("before_delete_page", lead_to_dates_first)


class ParticipantsMenuItem(MenuItem):
    """Shown to those who have something to do with it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_host(request.user)


@hooks.register("register_admin_urls")
def register_host_urls() -> list[Any]:
    return [path("osallistujat/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_participants_menu_item() -> MenuItem:
    return ParticipantsMenuItem(
        _("Participants"), reverse("hosts:dates"), name="participants", icon_name="group", order=80
    )


def _buttons(page: Any, user: Any) -> Iterator[Button]:
    model = page.specific_class or page.__class__
    if issubclass(model, DatedPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(_("Who is coming"), reverse("hosts:dates_of_page", args=[page.pk]), icon_name="group", priority=32)
        yield Button(_("Joining link"), reverse("hosts:join_links", args=[page.pk]), icon_name="link", priority=33)


@hooks.register("register_page_listing_more_buttons")
def add_buttons_to_listing(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return _buttons(page, user)


@hooks.register("register_page_header_buttons")
def add_buttons_to_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return _buttons(page, user)
