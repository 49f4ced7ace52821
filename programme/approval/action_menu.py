"""What the button at the foot of a partner's page offers: saving, one way to submit, and an editor's two decisions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.models import WorkflowState

# Publishing is refused unless somebody else has submitted, and then the review page is the place to decide. Starting
# the workflow over would be a second way to submit what "submit again" submits. No partner's page becomes an alias.
_LEFT_OUT = {"action-publish", "action-restart-workflow", "localize-convert-to-alias"}


class SendForApproval(SubmitForModerationMenuItem):
    """Wagtail's button, without the name of the workflow, which says nothing to an artist and is in one language."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        state = parent_context["page"].current_workflow_state if parent_context.get("page") else None
        again = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Send for approval again") if again else _("Send for approval")
        return context


def arrange_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave out of a partner's page what Wagtail offers and the rules refuse, and name the rest plainly."""
    # A page that is only being made is not known to Wagtail's menu; what is below a partner's section is a partner's.
    page = context.get("page") or context["parent_page"].specific
    if getattr(page, "needs_approval", False):
        items[:] = [
            SendForApproval(order=item.order) if item.name == SendForApproval.name else item
            for item in items
            if item.name not in _LEFT_OUT
        ]
