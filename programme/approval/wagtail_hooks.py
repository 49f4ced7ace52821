"""What approval adds to Wagtail's admin and hears from the rooms below."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from programme.partners.permissions import is_partner_person, sections_of, within

from . import urls
from .action_menu import arrange_actions
from .checklist import open_points
from .first_messages import tell_editors
from .languages.editor import moderate_translation_editor
from .languages.following import follow_publication
from .notifications import tell_of_cancellation, tell_of_join_link, tell_that_published
from .panels import arrange_panels
from .people import user_can_see_queue
from .publication import end_what_is_overtaken, let_live
from .take_down import why_not_ask_as

hooks.register("guard_publication", let_live)
hooks.register("after_guarded_publication", end_what_is_overtaken)
hooks.register("after_guarded_publication", follow_publication)
hooks.register("after_guarded_publication", tell_that_published)
hooks.register("after_cancel_occurrence", tell_of_cancellation)
hooks.register("after_announcement_waits", tell_editors)
hooks.register("after_change_join_link", tell_of_join_link)
# Late, so that what others add to the dashboard is there to be arranged.
hooks.register("construct_homepage_panels", arrange_panels, order=100)
hooks.register("construct_page_action_menu", arrange_actions)
# Before wagtail-localize's own, which publishes.
hooks.register("before_edit_page", moderate_translation_editor, order=-100)


class ApprovalsMenuItem(MenuItem):
    """Shown to those who see the queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_see_queue(request.user)


@hooks.register("register_admin_urls")
def register_approval_urls() -> list[Any]:
    return [path("hyvaksynnat/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_approvals_menu_item() -> MenuItem:
    return ApprovalsMenuItem(_("Approvals"), reverse("approval:queue"), name="approvals", icon_name="tasks", order=90)


@hooks.register("insert_global_admin_css")
def add_admin_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_page_header_buttons")
def add_buttons_to_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if user_can_see_queue(user):
        address = f"{reverse('approval:records')}?page={page.pk}"
        yield Button(_("Approval records"), address, icon_name="tasks", priority=60)
    elif is_partner_person(user) and not why_not_ask_as(page=page, user=user):
        address = reverse("approval:ask_take_down", args=[page.pk])
        yield Button(_("Ask for this page to be taken down"), address, icon_name="warning", priority=61)


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_one_may_see(pages: Any, request: Any) -> Any:
    """A partner links to public pages and to their own drafts, and learns of no others (row M14)."""
    if not is_partner_person(request.user):
        return pages
    return pages.filter(Q(live=True) | within(sections_of(request.user)))


@hooks.register("find_what_a_page_lacks")
def find_open_points(page: Any) -> Iterator[tuple[str, str]]:
    if getattr(page, "needs_approval", False):
        for point in open_points(page):
            yield point.field, f"{point.ask} {point.why}"
