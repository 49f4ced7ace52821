"""Mails about approval: to editors when something waits, to the artist when it is decided, to coordinators if late."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from home.accounts.models import User
from home.dates import period_text
from home.models import SiteSettings
from home.outbox import queue_mail
from programme.participation import rules as participation_rules
from programme.participation.models import Announcement

from .models import ApprovalRecord, Submission, TakeDownRequest
from .models.records import Road
from .people import coordinators, reviewers


def take_the_place_of_wagtails_mails() -> None:
    """Connect under the names of Wagtail's own notifiers, before they are connected: a name is connected once.

    Wagtail's mails are sent inside the request, are lost when the server does not answer, and tell an artist
    nothing of the editor's words.
    """
    names = (
        (task_submitted, _tell_nobody, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _tell_nobody, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, _tell_that_sent_back, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, _tell_that_approved, WorkflowState, "workflow_state_approved_email_notification"),
    )
    for signal, receiver, sender, name in names:
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def tell_of_cancellation(*, page: Any, occurrence: Any, by: Any) -> None:
    """Tell the editors of a date that was cancelled without them (one of the exceptions in approval.md)."""
    for editor in reviewers():
        if editor.pk == by.pk:
            continue
        with override(editor.language):
            date = period_text(occurrence.start, occurrence.end)
            reason = occurrence.get_cancellation_reason_display()
        _mail("occurrence_cancelled", editor, page, by=str(by), date=date, reason=reason)


def tell_of_join_link(*, page: Any, occurrence: Any, by: Any) -> None:
    """Tell the editors that the way into a session was changed without them (the other exception in approval.md).

    The mail leads to it and never holds it: mails are forwarded.
    """
    for editor in reviewers():
        if editor.pk == by.pk:
            continue
        with override(editor.language):
            date = period_text(occurrence.start, occurrence.end) if occurrence else ""
        _mail("join_link_changed", editor, page, by=str(by), date=date, link=_link("hosts:join_links", page.pk))


def tell_that_submitted(submission: Submission) -> None:
    """Tell those who decide that something waits; not the one who submitted it, who may not decide."""
    page = submission.revision.as_object()
    for editor in reviewers():
        if editor.pk != submission.submitted_by_id:
            _mail(
                "approval_waiting",
                editor,
                page,
                submitted_by=str(submission.submitted_by or ""),
                review_link=_link("approval:review", submission.pk),
            )


def tell_that_published(*, page: Any, revision: Any, user: Any) -> None:
    """Tell the artist when an editor published from the page's own form.

    Wagtail then cancels the workflow, and says nothing of an approval. What goes live by the queue is told by its
    workflow, what the city makes itself by nobody.
    """
    record = ApprovalRecord.objects.of_page(page.pk).first()
    if record is None or record.revision_pk != revision.pk or record.road != Road.PUBLISHED:
        return
    artist = record.submitted_by
    if artist is not None and _wants_to_know(artist, user):
        _mail("approval_approved", artist, page, **_facts_of(record))


def tell_of_take_down_request(request: TakeDownRequest) -> None:
    """Tell those who decide that somebody asks for a page to be taken down."""
    for editor in reviewers():
        _mail(
            "take_down_asked",
            editor,
            request.page,
            reason=request.reason,
            asked_by=str(request.asked_by or ""),
            queue_link=_link("approval:queue"),
        )


def tell_that_taken_down(page: Any) -> None:
    """Tell those whose page is not public any more: who submitted it, or else everyone of the partner's.

    Only the city can take a page down, so the mail says that it did. Who it was is not known here, nor is why: a
    reader's words may be about people, and stay with the editors.
    """
    submission = Submission.objects.of_page(page.pk).order_by("-submitted_at", "-pk").first()
    author = submission.submitted_by if submission else None
    if author is not None and author.is_active:
        people = [author]
    else:
        above = page.get_ancestors(inclusive=True).values("pk")
        people = list(User.objects.filter(groups__partner__sections__in=above, is_active=True).distinct())
    contact = SiteSettings.load()
    for person in people:
        _mail("taken_down", person, page, contact=contact)


def tell_of_waiting_announcement(announcement: Announcement) -> None:
    """Tell the editors of a new partner's message to participants; not the one who wrote it."""
    for editor in reviewers():
        if editor.pk != announcement.written_by_id:
            _mail_of_announcement("announcement_waiting", editor, announcement, queue_link=_link("approval:queue"))


def tell_that_announcement_is_refused(announcement: Announcement) -> None:
    """Tell who wrote it that an editor did not send it."""
    artist = announcement.written_by
    if artist is not None and artist.is_active:
        _mail_of_announcement("announcement_refused", artist, announcement, contact=SiteSettings.load())


def _mail_of_announcement(purpose: str, recipient: User, announcement: Announcement, **context: Any) -> None:
    page = participation_rules.page_of(announcement.occurrence)
    with override(recipient.language):
        date = period_text(announcement.occurrence.start, announcement.occurrence.end)
    _mail(
        purpose,
        recipient,
        page,
        date=date,
        words=announcement.text,
        partner=announcement.partner.name,
        **context,
    )


def remind_of(submission: Submission, *, working_days: int) -> None:
    """Tell the coordinators that *submission* waits longer than the city promises."""
    for person in coordinators():
        _mail(
            "approval_late",
            person,
            submission.revision.as_object(),
            working_days=working_days,
            submitted_by=str(submission.submitted_by or ""),
            queue_link=_link("approval:queue"),
        )


def _tell_nobody(**_signal: Any) -> None:
    """Submission is told when it has been taken in; Wagtail's signals come before that."""


def _tell_that_sent_back(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    _tell_the_artist("approval_sent_back", instance, user)


def _tell_that_approved(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    record = ApprovalRecord.objects.of_page(int(instance.object_id)).first()
    _tell_the_artist("approval_approved", instance, user, **(_facts_of(record) if record else {}))


def _tell_the_artist(purpose: str, state: WorkflowState, decided_by: Any, **facts: Any) -> None:
    artist = state.requested_by
    if artist is not None and _wants_to_know(artist, decided_by):
        decided = state.task_states.order_by("-finished_at", "-pk").first()
        _mail(purpose, artist, state.content_object, **{"comment": decided.comment if decided else "", **facts})


def _wants_to_know(artist: User, decided_by: Any) -> bool:
    return artist.is_active and (decided_by is None or artist.pk != decided_by.pk)


def _facts_of(record: ApprovalRecord) -> dict[str, str]:
    """The editor's words, and where to see what an editor mended, if one did."""
    versions = [record.page_pk, record.submitted_revision_pk, record.revision_pk]
    compared = _link("wagtailadmin_pages:revisions_compare", *versions) if record.was_mended else ""
    return {"comment": record.comment, "comparison_link": compared}


def _link(name: str, *arguments: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=arguments)}"


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
            "edit_link": _link("wagtailadmin_pages:edit", page.pk),
            "page_link": page.full_url or "",
            **context,
        },
    )
