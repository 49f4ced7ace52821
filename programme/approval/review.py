"""What an editor is shown before deciding on one submission."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Revision, TaskState

from .checklist import Point, points_of
from .comparison import FileRow, Row, compare, compare_files
from .models import Submission
from .queue import kind_of, partners_of
from .rules import why_not_decide, why_not_live


@dataclass(frozen=True)
class Mend:
    """What was changed after submission, by whom."""

    by: str
    rows: list[Row]
    submitted: Revision


@dataclass(frozen=True)
class Review:
    """Everything on the page of a review. `revision` is what an approval would publish: the latest."""

    submission: Submission
    page: Page
    revision: Revision
    partner: str
    kind: str
    rows: list[Row]
    files: list[FileRow]
    mend: Mend | None
    points: list[Point]
    # Reasons, empty where there is none.
    why_not_decide: str
    why_not_approve: str

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.has_changed]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self.rows if not row.has_changed]

    @property
    def open_points(self) -> list[Point]:
        return [point for point in self.points if not point.is_met]


def is_waiting(submission: Submission) -> bool:
    """Has nobody decided on it, or taken it back?"""
    return bool(submission.task_state.status == TaskState.STATUS_IN_PROGRESS)


def review_of(*, submission: Submission, request: HttpRequest) -> Review:
    """Return what changes if *submission* is approved now, and why it may not be."""
    live_or_not = submission.page.specific
    revision = submission.page.get_latest_revision()
    page = revision.as_object()
    before = live_or_not if live_or_not.live else None
    workflow_state = submission.task_state.workflow_state
    groups = submission.task_state.task.specific.groups.all()
    reason = why_not_decide(user=request.user, workflow_state=workflow_state, groups=groups)
    return Review(
        submission=submission,
        page=page,
        revision=revision,
        partner=partners_of([page]).get(page.pk, ""),
        kind=kind_of(page),
        rows=compare(before, page, request=request),
        files=compare_files(before, page),
        mend=_mend(submission, revision, page, request),
        points=points_of(page),
        why_not_decide=reason,
        why_not_approve=reason or why_not_live(page=page, revision=revision, submission=submission, user=request.user),
    )


def _mend(submission: Submission, latest: Revision, page: Page, request: HttpRequest) -> Mend | None:
    if latest.pk == submission.revision_id:
        return None
    rows = [row for row in compare(submission.revision.as_object(), page, request=request) if row.has_changed]
    later = (
        Revision.objects.for_instance(page)
        .filter(pk__gt=submission.revision_id, pk__lte=latest.pk)
        .select_related("user")
        .order_by("pk")
    )
    people: dict[Any, None] = dict.fromkeys(str(revision.user) for revision in later if revision.user)
    return Mend(by=", ".join(people), rows=rows, submitted=submission.revision)
