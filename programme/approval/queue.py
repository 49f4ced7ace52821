"""What waits for the city's people, and where an artist's own pages stand: read models for lists, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState, WorkflowState

from programme.catalogue.models import ProgrammePage
from programme.participation.announcements import WaitingAnnouncement, waiting_announcements
from programme.partners.models import PartnerPage
from programme.partners.permissions import sections_of, within

from .models import LiveTranslation, Submission, TakeDownRequest
from .people import user_can_review
from .working_days import working_days_between

MOST_OWN_PAGES = 30


@dataclass(frozen=True)
class Waiting:
    """One submission. `age` is in words, empty for today; `is_late` when it waits longer than the city promises."""

    submission: Submission
    partner: str
    kind: str
    language: str
    age: str
    working_days: int
    is_late: bool
    is_own: bool

    @property
    def title(self) -> str:
        return str(self.submission.page.draft_title or self.submission.page.title)


@dataclass(frozen=True)
class Asked:
    """One open request to take a page down."""

    request: TakeDownRequest
    partner: str
    kind: str
    language: str
    age: str
    can_unpublish: bool


@dataclass(frozen=True)
class FirstMessage:
    """What a new partner's artist wrote to participants. `is_own` if the reader wrote it: somebody else decides."""

    waiting: WaitingAnnouncement
    age: str
    is_own: bool


class Standing(IntEnum):
    """Where a page stands, in the order in which its artist can do something about it."""

    SENT_BACK = 1
    WAITS = 2
    DRAFT = 3
    LIVE_WITH_DRAFT = 4
    LIVE_BEHIND = 5
    LIVE = 6


STANDING_TEXTS: dict[Standing, tuple[str | Promise, str | Promise]] = {
    # For a page that nobody can see yet, and for one that everyone can see.
    Standing.SENT_BACK: (gettext_lazy("Sent back"), gettext_lazy("Public; the change was sent back")),
    Standing.WAITS: (gettext_lazy("Waits for approval"), gettext_lazy("Public; a change waits for approval")),
    Standing.DRAFT: (gettext_lazy("Draft"), gettext_lazy("Draft")),
    Standing.LIVE_WITH_DRAFT: (
        gettext_lazy("Draft"),
        gettext_lazy("Public; you have changes that are not sent for approval"),
    ),
    Standing.LIVE_BEHIND: (gettext_lazy("Public"), gettext_lazy("Public; the original has changed since")),
    Standing.LIVE: (gettext_lazy("Public"), gettext_lazy("Public")),
}


@dataclass(frozen=True)
class OwnPage:
    """One page of an artist's. `words` are the editor's, when it was sent back."""

    page: Page
    standing: Standing
    language: str
    words: str = ""
    submission: Submission | None = None

    @property
    def text(self) -> str:
        return str(STANDING_TEXTS[self.standing][1 if self.page.live else 0])

    @property
    def css_class(self) -> str:
        return self.standing.name.lower().replace("_", "-")


def waiting_for(user: Any) -> list[Waiting]:
    """Return everything that waits for a decision, oldest first; the same number of queries however much it is."""
    now = timezone.now()
    submissions = list(
        Submission.objects.waiting().select_related("page__locale", "submitted_by", "task_state__workflow_state")
    )
    partners = partners_of(submission.page for submission in submissions)
    waiting = []
    for submission in submissions:
        days = working_days_between(submission.submitted_at, now)
        waiting.append(
            Waiting(
                submission=submission,
                partner=partners.get(submission.page_id, ""),
                kind=kind_of(submission.page),
                language=submission.page.locale.get_display_name(),
                age=_age(submission.submitted_at, now),
                working_days=days,
                is_late=days > settings.APPROVAL_WORKING_DAYS,
                is_own=user.pk in {submission.submitted_by_id, submission.task_state.workflow_state.requested_by_id},
            )
        )
    return waiting


def asked_of(user: Any) -> list[Asked]:
    """Return the open requests to take a page down, oldest first; the same number of queries however many."""
    now = timezone.now()
    requests = list(TakeDownRequest.objects.open().select_related("page__locale", "asked_by"))
    partners = partners_of(request.page for request in requests)
    return [
        Asked(
            request=request,
            partner=partners.get(request.page_id, ""),
            kind=kind_of(request.page),
            language=request.page.locale.get_display_name(),
            age=_age(request.created_at, now),
            # Whether the page is locked, too, is asked when the button is pressed: it takes queries for each page.
            can_unpublish=request.page.live and request.page.permissions_for_user(user).can_publish(),
        )
        for request in requests
    ]


def first_messages_for(user: Any) -> list[FirstMessage]:
    """Return the messages to participants that wait, oldest first; the same number of queries however many."""
    now = timezone.now()
    return [
        FirstMessage(
            waiting=waiting,
            age=_age(waiting.announcement.written_at, now),
            is_own=waiting.announcement.written_by_id == user.pk,
        )
        for waiting in waiting_announcements()
    ]


def own_pages(user: Any) -> list[OwnPage]:
    """Return the pages of the partners that *user* publishes for, with where each stands; four queries."""
    sections = list(sections_of(user).select_related("locale"))
    if not sections:
        return []
    pages: list[Page] = [
        *ProgrammePage.objects.filter(within(sections))
        .select_related("locale")
        .order_by("-latest_revision_created_at", "-pk")[: 10 * MOST_OWN_PAGES],
        *sections,
    ]
    latest = latest_submissions(pages)
    behind = set(LiveTranslation.objects.behind().values_list("page_id", flat=True))
    return sorted(
        (own_page(page, latest.get(page.pk), is_behind=page.pk in behind) for page in pages),
        key=lambda own: own.standing,
    )


def latest_submissions(pages: Iterable[Page]) -> dict[int, Submission]:
    """Return the last submission of each page that has one, by the page's primary key; one query."""
    submissions = (
        Submission.objects.filter(page__in=[page.pk for page in pages])
        .select_related("task_state__workflow_state")
        .order_by("submitted_at", "pk")
    )
    return {submission.page_id: submission for submission in submissions}


def standing_of(page: Page) -> OwnPage:
    """Return where *page*, which may be a revision as an object, stands."""
    submission = (
        Submission.objects.of_page(page.pk)
        .select_related("task_state__workflow_state")
        .order_by("-submitted_at", "-pk")
        .first()
    )
    return own_page(page, submission)


def partners_of(pages: Iterable[Page]) -> dict[int, str]:
    """Return the partner's name for each page that is in a partner's section, by the page's primary key; one query."""
    paths = {page.pk: page.path for page in pages}
    if not paths:
        return {}
    lines = {path[:end] for path in paths.values() for end in range(Page.steplen, len(path) + 1, Page.steplen)}
    names = dict(PartnerPage.objects.filter(path__in=lines).values_list("path", "partner__name"))
    return {pk: name for pk, path in paths.items() for section, name in names.items() if path.startswith(section)}


def kind_of(page: Page) -> str:
    """Return what kind of page it is, in words; no query for the specific page."""
    model = page.specific_class
    return str(model.get_verbose_name()) if model else _("Page")


def own_page(page: Page, submission: Submission | None, *, is_behind: bool = False) -> OwnPage:
    """Return where *page* stands, from its last submission; is_behind says so of a public translation."""
    standing = Standing.DRAFT
    words = ""
    if page.live:
        standing = Standing.LIVE_WITH_DRAFT if page.has_unpublished_changes else Standing.LIVE
    if submission is not None:
        state = submission.task_state
        if state.status == TaskState.STATUS_IN_PROGRESS:
            standing = Standing.WAITS
        elif (
            state.status == TaskState.STATUS_REJECTED
            and state.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        ):
            standing, words = Standing.SENT_BACK, state.comment
    if standing == Standing.LIVE and is_behind:
        standing = Standing.LIVE_BEHIND
    return OwnPage(page, standing, page.locale.get_display_name(), words, submission)


def _age(since: datetime, now: datetime) -> str:
    """An age in words, such as "2 days"; empty for today."""
    if timezone.localtime(since).date() == timezone.localtime(now).date():
        return ""
    return timesince(since, now, depth=1)


def queue_context(user: Any) -> dict[str, Any]:
    """Return what `approval/admin/queue_items.html` takes."""
    return {
        "waiting": waiting_for(user),
        "asked": asked_of(user),
        "first_messages": first_messages_for(user),
        "promised_days": settings.APPROVAL_WORKING_DAYS,
        "can_review": user_can_review(user),
    }
