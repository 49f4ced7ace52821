"""What the publication of one language does to the others: shared things follow, and who is behind is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from media.models import UseState
from media.uses import files_of, fingerprints_of, lock_files, record_uses
from programme.approval.models.languages import LiveTranslation
from programme.approval.models.submissions import Submission
from programme.approval.pins import content_hash

from .originals import original_of, translation_of, translations_of
from .passages import Passage, differing, passages_of
from .shared import carry_over, share_the_same

_sharing: ContextVar[bool] = ContextVar("sharing", default=False)


def is_sharing() -> bool:
    """Is a publication under way that only carries shared things over to another language?"""
    return _sharing.get()


@contextmanager
def _share() -> Iterator[None]:
    token = _sharing.set(True)
    try:
        yield
    finally:
        _sharing.reset(token)


def follow_publication(*, page: Page, revision: Revision, user: Any) -> None:
    """Bring the other languages in line with *page*, which was published; called in that transaction.

    An original's shared things are approved with it, and are written to the public version of each translation; one
    that waits is pinned anew. A translation changes nothing of its original.
    """
    if not getattr(page, "needs_approval", False) or is_sharing():
        return
    translation = translation_of(page)
    if translation is None:
        for target in translations_of(page):
            share_with(translation=target, original=page, user=user)
            note_how_far_behind(translation=target, original=page)
        return
    LiveTranslation.objects.update_or_create(
        page_id=page.pk, defaults={"made_from": _made_from(page), "behind": [], "behind_since": None}
    )
    original = original_of(page)
    if original is not None:
        note_how_far_behind(translation=page, original=original)


def share_with(*, translation: Page, original: Page, user: Any) -> None:
    """Write what *original* shares into the public version of *translation*, and into the one that waits.

    What was drafted after the public version stays the latest version.
    """
    submission = Submission.objects.of_page(translation.pk).waiting().first()
    latest = translation.get_latest_revision()
    if translation.live and not share_the_same(original, translation):
        public = translation.live_revision.as_object() if translation.live_revision else translation
        carry_over(original=original, translation=public)
        revision = public.save_revision(user=user, clean=False, log_action=True)
        with _share():
            revision.publish(user=user, skip_permission_checks=True)
        if submission is None and latest is not None and latest.pk != translation.live_revision_id:
            draft = latest.as_object()
            carry_over(original=original, translation=draft)
            draft.save_revision(user=latest.user, clean=False)
    if submission is not None:
        _pin_again(submission, original, user)


def note_how_far_behind(*, translation: Page, original: Page) -> None:
    """Compare what the public *translation* was made from with what the public *original* says now."""
    state = LiveTranslation.objects.filter(page_id=translation.pk).first()
    if state is None:
        return
    behind: list[Passage] = []
    if original.live:
        made_from = [Passage(*pair) for pair in state.made_from]
        behind = differing(made_from, passages_of(original))
    state.behind = [[passage.path, passage.text] for passage in behind]
    state.behind_since = (state.behind_since or timezone.now()) if behind else None
    state.save(update_fields=["behind", "behind_since"])


def source_passages(page: Page) -> list[list[str]]:
    """Return what the words of *page*, a translation, were made from, as it is stored; of an original nothing."""
    translation = translation_of(page)
    if translation is None:
        return []
    return [[passage.path, passage.text] for passage in passages_of(translation.source.as_instance())]


def _made_from(page: Page) -> list[list[str]]:
    """What was pinned with the submission, if there was one; else what the translation editor shows."""
    submission = Submission.objects.of_page(page.pk).order_by("-submitted_at", "-pk").first()
    made_from: list[list[str]] = submission.made_from if submission else []
    return made_from or source_passages(page)


def _pin_again(submission: Submission, original: Page, user: Any) -> None:
    """What waits keeps its words, and shares what was approved meanwhile: an editor was shown both."""
    version = submission.revision.as_object()
    latest = version.get_latest_revision()
    if share_the_same(original, version) and latest is not None and latest.pk == submission.revision_id:
        return
    carry_over(original=original, translation=version)
    files = files_of(version)
    lock_files(files)
    revision = version.save_revision(user=user, clean=False)
    submission.revision = revision
    submission.content_hash = content_hash(revision)
    submission.files = fingerprints_of(files)
    submission.save(update_fields=["revision", "content_hash", "files"])
    task_state = submission.task_state
    task_state.revision = revision
    task_state.save(update_fields=["revision"])
    record_uses(page=version, state=UseState.SUBMITTED, files=files)
