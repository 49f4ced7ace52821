"""Taking in a submission: checked, pinned, its files frozen."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from home.refusals import Refused
from media.models import UseState
from media.publication import make_renditions_soon
from media.uses import end_uses, files_of, fingerprints_of, lock_files, record_uses

from .languages.following import source_passages
from .languages.originals import translation_of
from .models.submissions import ChangeKind, Submission
from .notifications import tell_that_submitted
from .pins import content_hash
from .rules import why_not_submit


def take_in(*, task: Any, start: Callable[..., TaskState], workflow_state: WorkflowState, user: Any) -> TaskState:
    """Start *task* on the page's latest revision, pin it, and freeze its files, in one transaction.

    Raises Refused while the page lacks something; the workflow is then as if nobody had submitted.
    """
    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    reason = why_not_submit(page) if getattr(page, "needs_approval", False) else ""
    if reason:
        _forget(workflow_state)
        raise Refused(reason)
    with transaction.atomic():
        task_state = start(workflow_state, user=user)
        files = files_of(page)
        lock_files(files)
        submission = Submission.objects.create(
            task_state=task_state,
            page_id=page.pk,
            revision=revision,
            kind=kind_of_change(page),
            content_hash=content_hash(revision),
            files=fingerprints_of(files),
            made_from=source_passages(page),
            submitted_by=user,
        )
        record_uses(page=page, state=UseState.SUBMITTED, files=files)
        make_renditions_soon(files)
        tell_that_submitted(submission)
    return task_state


def kind_of_change(page: Page) -> ChangeKind:
    """Return what an editor is asked to let through."""
    if page.live:
        return ChangeKind.EDIT
    return ChangeKind.TRANSLATION if translation_of(page) else ChangeKind.NEW


def release_files_when_decided() -> None:
    """Connect to the ends of a workflow; called once, when the app registry is ready."""
    for signal in (workflow_approved, workflow_rejected, workflow_cancelled):
        signal.connect(_release_files, sender=WorkflowState, dispatch_uid="approval.release_files")


def _release_files(instance: WorkflowState, **_signal: Any) -> None:
    page = instance.content_object
    if isinstance(page, Page):
        end_uses(page=page, state=UseState.SUBMITTED)


def _forget(workflow_state: WorkflowState) -> None:
    """Undo what Wagtail has written before it asked the task: a new state, or an old one set going again."""
    last = workflow_state.task_states.order_by("-started_at", "-pk").first()
    if last is None:
        workflow_state.delete()
        return
    workflow_state.status = WorkflowState.STATUS_NEEDS_CHANGES
    workflow_state.current_task_state = last
    workflow_state.save()
