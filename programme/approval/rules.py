"""Why somebody may not decide: a reason that a page can show, or an empty string."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState


def why_not_decide(*, user: Any, workflow_state: WorkflowState, groups: Any) -> str:
    """Return why *user* may not approve or send back what *workflow_state* carries; empty if they may.

    Four eyes hold for everyone, administrators included.
    """
    if not user.is_active:
        return _("Your account is not in use.")
    if not user.is_superuser and not groups.filter(pk__in=user.groups.values("pk")).exists():
        return _("Only editors decide on this.")
    if workflow_state.requested_by_id == user.pk:
        return _("You submitted this yourself. Somebody else has to decide on it.")
    page = workflow_state.content_object
    if not user.is_superuser and not page.permissions_for_user(user).can_publish():
        return _("You may not publish in this part of the site.")
    return ""
