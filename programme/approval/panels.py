"""What the dashboard shows in the place of Wagtail's own panels on workflows."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from programme.partners.permissions import is_partner_person

from .people import user_can_see_queue
from .queue import MOST_OWN_PAGES, own_pages, queue_context


class QueuePanel(Component):
    """What waits for the city's people."""

    name = "approval-queue"
    template_name = "approval/admin/queue_panel.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return queue_context(request.user) | {"csrf_token": parent_context["csrf_token"]}


class OwnPagesPanel(Component):
    """Where an artist's own pages stand."""

    name = "approval-own-pages"
    template_name = "approval/admin/own_pages_panel.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        pages = own_pages(parent_context["request"].user)
        return {"pages": pages[:MOST_OWN_PAGES], "more": max(0, len(pages) - MOST_OWN_PAGES)}


def arrange_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put ours in the place of Wagtail's, which know nothing of partners, ages and requests."""
    panels[:] = [
        panel
        for panel in panels
        if not isinstance(panel, WorkflowObjectsToModeratePanel | UserObjectsInWorkflowModerationPanel)
    ]
    if user_can_see_queue(request.user):
        panels.append(QueuePanel())
    elif is_partner_person(request.user):
        panels.append(OwnPagesPanel())
