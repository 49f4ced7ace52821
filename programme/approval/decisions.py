"""The verbs of an editor: approve, and send back with words."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from home.refusals import Refused

from .forms import TICKS
from .models.submissions import Submission
from .publication import Decision, deciding
from .rules import why_not_decide, why_not_live


def decide_on(*, submission: Submission, user: Any, action: str, **words_and_ticks: Any) -> None:
    """Decide by the task's own action, "approve" or "reject"; raises Refused with the reason where that may not be."""
    task_state = submission.task_state
    task_state.task.specific.on_action(task_state, user, action, **words_and_ticks)


def approve(*, task_state: TaskState, user: Any, decide: Callable[..., None], comment: str = "", **ticks: bool) -> None:
    """Publish what was submitted; raises Refused with the reason where it may not go live.

    What an editor mended during review is part of what is approved: the pin moves to the latest revision.
    """
    submission = getattr(task_state, "submission", None)
    if submission is None:
        raise Refused(_("This was submitted before the present rules. It has to be submitted again."))
    missing = [name for name in TICKS if not ticks.get(name)]
    if missing:
        raise Refused(_("Tick what you have checked before you approve."))
    with transaction.atomic():
        # One decision at a time on a page.
        page = Page.objects.select_for_update().get(pk=submission.page_id).specific
        _refuse_if_decided(task_state)
        revision = page.get_latest_revision()
        reason = why_not_live(page=revision.as_object(), revision=revision, submission=submission, user=user)
        if reason:
            raise Refused(reason)
        if task_state.revision_id != revision.pk:
            task_state.revision = revision
            task_state.save(update_fields=["revision"])
        with deciding(Decision(submission, comment=comment, ticks=dict.fromkeys(TICKS, True))):
            decide(task_state, user, "approve", comment=comment)


def send_back(
    *, task_state: TaskState, user: Any, decide: Callable[..., None], comment: str = "", **_ticks: Any
) -> None:
    """Send back with words; raises Refused for who may not decide."""
    reason = why_not_decide(
        user=user, workflow_state=task_state.workflow_state, groups=task_state.task.specific.groups.all()
    )
    if reason:
        raise Refused(reason)
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        _refuse_if_decided(task_state)
        decide(task_state, user, "reject", comment=comment)


def _refuse_if_decided(task_state: TaskState) -> None:
    """Wagtail asks the object in memory, which may be older than a colleague's decision."""
    task_state.refresh_from_db(fields=["status"])
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(_("Somebody has decided on this already."))
