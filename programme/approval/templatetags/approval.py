"""What approval puts into templates of the rooms below and of Wagtail."""

from typing import Any

from django import template

from programme.approval.checklist import points_of
from programme.approval.people import user_can_see_queue
from programme.approval.queue import Standing, standing_of

register = template.Library()


@register.inclusion_tag("approval/admin/checklist.html", takes_context=True)
def checklist(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Where *page* stands and what is missing, as it was last saved; nothing for a page of the city's own."""
    if not getattr(page, "needs_approval", False):
        return {"points": []}
    points = points_of(page)
    own = standing_of(page)
    user = context["request"].user
    return {
        "points": points,
        "missing": sum(not point.is_met for point in points),
        "own": own,
        "waits": own.standing == Standing.WAITS,
        "is_sent_back": own.standing == Standing.SENT_BACK,
        "is_published": own.standing == Standing.LIVE,
        "can_see_queue": user_can_see_queue(user),
    }


@register.inclusion_tag("approval/report_link.html")
def report_link(page: Any) -> dict[str, Any]:
    """The link with which a reader tells the editors that something is wrong with *page*."""
    return {"page": page}
