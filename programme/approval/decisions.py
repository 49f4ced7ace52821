"""The verbs of an editor: approve, and send back with words."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState

from home.refusals import Refused

from .forms import TICKS
from .languages.originals import original_of
from .languages.shared import carry_over, share_the_same
from .models.submissions import Submission
from .publication import Decision, deciding
from .rules import why_not_decide, why_not_live


def decide_on(*, submission: Submission, user: Any, action: str, **words_and_ticks: Any) -> None:
    """Decide by the task's own action, "approve" or "reject"; raises Refused with the reason where that may not be."""
    task_state = submission.task_state
    task_state.task.specific.on_action(task_state, user, action, **words_and_ticks)


def approve_together(*, submissions: list[Submission], user: Any, **words_and_ticks: Any) -> None:
    """Approve several languages of one page in one decision: all of them or, with the reason in Refused, none.

    The original goes first: its translations share what is approved with it.
    """
    key = uuid4()
    with transaction.atomic():
        for submission in sorted(submissions, key=lambda each: original_of(each.page) is not None):
            decide_on(submission=submission, user=user, action="approve", key=key, **words_and_ticks)


def approve(
    *,
    task_state: TaskState,
    user: Any,
    decide: Callable[..., None],
    comment: str = "",
    key: UUID | None = None,
    **ticks: bool,
) -> None:
    """Publish what was submitted; raises Refused with the reason where it may not go live.

    What an editor mended during review is part of what is approved: the pin moves to the latest revision. So is what
    a translation shares with its public original, whatever the one that it was made from said. *key* is that of a
    decision over several languages.
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
        submission.refresh_from_db()
        revision = _with_what_is_shared(page, user)
        reason = why_not_live(page=revision.as_object(), revision=revision, submission=submission, user=user)
        if reason:
            raise Refused(reason)
        if task_state.revision_id != revision.pk:
            task_state.revision = revision
            task_state.save(update_fields=["revision"])
        decision = Decision(submission, comment=comment, ticks=dict.fromkeys(TICKS, True), key=key or uuid4())
        with deciding(decision):
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


def _with_what_is_shared(page: Page, user: Any) -> Revision:
    """The latest revision, or a new one where *page* translates what is public and does not share the same with it."""
    revision: Revision = page.get_latest_revision()
    original = original_of(page)
    version = revision.as_object()
    if original is None or not original.live or share_the_same(original, version):
        return revision
    carry_over(original=original, translation=version)
    aligned: Revision = version.save_revision(user=user, clean=False)
    return aligned


def _refuse_if_decided(task_state: TaskState) -> None:
    """Wagtail asks the object in memory, which may be older than a colleague's decision."""
    task_state.refresh_from_db(fields=["status"])
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(_("Somebody has decided on this already."))
