"""What the button at the foot of a partner's page offers: saving, one way to submit, and an editor's two decisions."""

from typing import Any

from django.http import HttpRequest

# Publishing is refused unless somebody else has submitted, and then the review page is the place to decide. Starting
# the workflow over would be a second way to submit what "submit again" submits.
_LEFT_OUT = {"action-publish", "action-restart-workflow"}


def arrange_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave out of a partner's page what Wagtail offers and the rules refuse."""
    # Wagtail's menu does not know a page that is being made; what is below a partner's section is a partner's.
    page = context.get("page") or context["parent_page"].specific
    if getattr(page, "needs_approval", False):
        items[:] = [item for item in items if item.name not in _LEFT_OUT]
