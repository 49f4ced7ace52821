"""What an editor is shown before deciding on one submission."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Revision, TaskState

from .checklist import Point, points_of
from .comparison import FileRow, Row, compare, compare_files
from .languages.originals import original_of
from .languages.shared import carry_over, shared_fields
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


@dataclass(frozen=True)
class Side:
    """One language's row of a passage; `row` is None where that language says nothing there."""

    review: Review
    row: Row | None


@dataclass(frozen=True)
class PassageRow:
    """One passage in all languages that wait, the original's first; what they share stands there once."""

    label: str
    sides: list[Side]
    is_shared: bool

    @property
    def has_changed(self) -> bool:
        return any(side.row is not None and side.row.has_changed for side in self.sides)


def waiting_languages(submission: Submission) -> list[Submission]:
    """Return everything that waits of the page of *submission*, in whichever language, the original first."""
    waiting = Submission.objects.waiting().filter(page__translation_key=submission.page.translation_key)
    related = waiting.select_related("page__locale", "revision", "submitted_by", "task_state__workflow_state")
    return sorted(related, key=lambda each: original_of(each.page) is not None)


def side_by_side(reviews: list[Review]) -> list[PassageRow]:
    """Pair the rows of several languages, in the order of the first; *reviews* has the original first."""
    shared = set(shared_fields(type(reviews[0].page)))
    rows = [{row.key: row for row in review.rows} for review in reviews]
    keys = dict.fromkeys(key for of_language in rows for key in of_language)
    pairs = []
    for key in keys:
        is_shared = key in shared
        sides = [Side(review, of_language.get(key)) for review, of_language in zip(reviews, rows, strict=True)]
        label = next(side.row.label for side in sides if side.row is not None)
        pairs.append(PassageRow(label, sides[:1] if is_shared else sides, is_shared))
    return pairs


def reviews_together(*, submissions: list[Submission], request: HttpRequest) -> list[Review]:
    """Return a review for each language that waits, as all would be after one decision; the original comes first."""
    first, *others = submissions
    original = review_of(submission=first, request=request)
    return [original, *(review_of(submission=each, request=request, original=original.page) for each in others)]


def review_of(*, submission: Submission, request: HttpRequest, original: Page | None = None) -> Review:
    """Return what changes if *submission* is approved now, and why it may not be.

    A translation is shown with what it shares with *original*, or else with its public original: its approval
    publishes that, whatever it was submitted with.
    """
    live_or_not = submission.page.specific
    revision = submission.page.get_latest_revision()
    page = revision.as_object()
    if original is None and (in_public := original_of(page)) is not None and in_public.live:
        original = in_public
    if original is not None:
        carry_over(original=original, translation=page)
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
