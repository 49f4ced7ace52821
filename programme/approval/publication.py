"""Every road to live on a partner's page passes `let_live`, and leaves a record."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from wagtail.models import Page, Revision

from home.publication import current_city_act
from home.refusals import Refused
from media.uses import files_of, fingerprints_of, lock_files

from .checklist import summary_of
from .forms import TICKS
from .languages.following import is_sharing
from .models.records import ApprovalRecord, Road
from .models.submissions import Submission
from .pins import content_hash
from .rules import why_not_live, why_not_share


@dataclass(frozen=True)
class Decision:
    """An approval that is under way."""

    submission: Submission
    comment: str = ""
    ticks: dict[str, bool] = field(default_factory=dict)
    # The same for all languages that are decided on together.
    key: UUID = field(default_factory=uuid4)


_decision: ContextVar[Decision | None] = ContextVar("decision", default=None)


@contextmanager
def deciding(decision: Decision) -> Iterator[None]:
    """Let the publication inside know which submission is approved, and with which words."""
    token = _decision.set(decision)
    try:
        yield
    finally:
        _decision.reset(token)


def let_live(*, page: Page, revision: Revision, user: Any) -> None:
    """Raise Refused unless *revision* of a partner's page may go live, and write down what was decided.

    *page* is the revision as an object. Called in the transaction of the publication, before anything is written.
    """
    if not getattr(page, "needs_approval", False):
        return
    lock_files(files_of(page))
    act = current_city_act()
    decision = _decision.get()
    if is_sharing():
        # The original was let through in this very transaction, and its shared things with it.
        by = act.by if act else user
        _record(page=page, revision=revision, user=by, road=Road.SHARED, submission=None, decision=decision)
        return
    if act is not None:
        _record(page=page, revision=revision, user=act.by, road=Road.CITY, submission=None, comment=act.reason)
        return
    submission = decision.submission if decision else Submission.objects.of_page(page.pk).waiting().first()
    if user is None:
        raise Refused("A partner's page goes live by a person's approval only.")
    reason = why_not_live(page=page, revision=revision, submission=submission, user=user) or why_not_share(page)
    if reason:
        raise Refused(reason)
    _record(
        page=page,
        revision=revision,
        user=user,
        road=Road.APPROVAL if decision else Road.PUBLISHED,
        submission=submission,
        decision=decision,
        # From the page's own form nobody says what they have checked, and the record says so.
        ticks=decision.ticks if decision else dict.fromkeys(TICKS, False),
    )


def end_what_is_overtaken(*, page: Page, revision: Revision, user: Any) -> None:
    """Cancel what still waits on a page that was published past its workflow.

    Wagtail would do so at every publication, also at one that only carries shared things over.
    """
    if not is_sharing() and _decision.get() is None and (state := page.current_workflow_state):
        state.cancel(user=user)


def _record(
    *,
    page: Page,
    revision: Revision,
    user: Any,
    road: Road,
    submission: Submission | None,
    decision: Decision | None = None,
    comment: str = "",
    ticks: dict[str, bool] | None = None,
) -> ApprovalRecord:
    submitted_by = submission.submitted_by if submission else None
    return ApprovalRecord.objects.create(
        decision=decision.key if decision else uuid4(),
        page_pk=page.pk,
        revision_pk=revision.pk,
        translation_key=page.translation_key,
        language=page.locale.language_code,
        title=page.title,
        url_path=page.url_path,
        model=page._meta.label,
        content=revision.content,
        content_hash=content_hash(revision),
        files=fingerprints_of(files_of(page)),
        checklist=summary_of(page) | (ticks or {}),
        road=road,
        submitted_revision_pk=submission.revision_id if submission else None,
        submitted_by=submitted_by,
        submitted_by_name=_name(submitted_by),
        decided_by=user,
        decided_by_name=_name(user),
        comment=comment or (decision.comment if decision else ""),
    )


def _name(user: Any) -> str:
    return f"{user} <{user.email}>" if user else ""
