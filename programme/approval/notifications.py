"""Mails about approval: to editors when something waits, to the artist when it is decided."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from home.accounts.models import User
from home.dates import period_text
from home.outbox import queue_mail

from .models import EditorApproval


def take_the_place_of_wagtails_mails() -> None:
    """Connect under the names of Wagtail's own notifiers, before they are connected: a name is connected once.

    Wagtail's mails are sent inside the request, are lost when the server does not answer, and tell an artist
    nothing of the editor's words.
    """
    names = (
        (task_submitted, _tell_editors, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _tell_nobody, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, _tell_that_sent_back, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, _tell_that_approved, WorkflowState, "workflow_state_approved_email_notification"),
    )
    for signal, receiver, sender, name in names:
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def editors_of(*tasks: EditorApproval) -> list[User]:
    """The people who can decide on one of *tasks*, and have an account in use."""
    groups = Group.objects.filter(editorapproval__in=tasks)
    return list(User.objects.filter(groups__in=groups, is_active=True).distinct().order_by("pk"))


def tell_of_cancellation(*, page: Any, occurrence: Any, by: Any) -> None:
    """Tell the editors of a date that was cancelled without them (one of the exceptions in approval.md)."""
    for editor in editors_of(*EditorApproval.objects.filter(active=True)):
        if editor.pk == by.pk:
            continue
        with override(editor.language):
            date = period_text(occurrence.start, occurrence.end)
            reason = occurrence.get_cancellation_reason_display()
        _mail("occurrence_cancelled", editor, page, by=str(by), date=date, reason=reason)


def _tell_nobody(**_signal: Any) -> None:
    """Submission is told by its task; the workflow itself has nothing to add."""


def _tell_editors(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    task = instance.task.specific
    if not isinstance(task, EditorApproval):
        return
    page = instance.revision.as_object()
    for editor in editors_of(task):
        if user is None or editor.pk != user.pk:
            _mail("approval_waiting", editor, page, submitted_by=str(user) if user else "")


def _tell_that_sent_back(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    _tell_the_artist("approval_sent_back", instance, user)


def _tell_that_approved(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    _tell_the_artist("approval_approved", instance, user)


def _tell_the_artist(purpose: str, state: WorkflowState, decided_by: Any) -> None:
    artist = state.requested_by
    if artist is None or not artist.is_active or (decided_by is not None and artist.pk == decided_by.pk):
        return
    decided = state.task_states.order_by("-finished_at", "-pk").first()
    _mail(purpose, artist, state.content_object, comment=decided.comment if decided else "")


def _mail(purpose: str, recipient: User, page: Any, **context: Any) -> None:
    with override(recipient.language):
        kind = str(page.specific_class.get_verbose_name()) if page.specific_class else _("page")
    queue_mail(
        purpose=purpose,
        recipient=recipient.email,
        language=recipient.language,
        context={
            "person": recipient,
            "title": page.title,
            "kind": kind,
            "edit_link": f"{settings.BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}",
            "page_link": page.full_url or "",
            **context,
        },
    )
