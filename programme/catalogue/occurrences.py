"""The verbs of occurrences: brought in line with a published page, cancelled, looked up."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.content_version import raise_version

from .dates.moments import PlannedDate, planned_dates
from .models import CancellationReason, Occurrence


@dataclass(frozen=True)
class Changes:
    """What a publication did to the occurrences of a page."""

    created: int = 0
    changed: int = 0
    deleted: int = 0
    cancelled: int = 0


def is_source(page: Page) -> bool:
    """Is *page* the one whose dates count? The other language's page, if wagtail-localize translates it, is not."""
    return not Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()


def source_was_ever_live(page: Page) -> bool:
    """Has the page that *page* translates ever been published?"""
    return (
        Page.objects.filter(translation_key=page.translation_key, first_published_at__isnull=False)
        .exclude(pk=page.pk)
        .exists()
    )


def bring_in_line(*, page: Page) -> Changes:
    """Make the occurrences of a page that is being published what its dates say.

    The source page's publication creates, changes and removes. A translation's creates what is missing, and
    only if its source was never live. A date is looked up by its block id among the page's own occurrences
    alone: an id posted from elsewhere, or kept by a copy of the page, is a new date.

    Inside the transaction it calls the hooks `before_changing_occurrences` with the translation key, before it locks
    a date, and at the end `after_bring_in_line` with the page, whether it decides on the dates, and the occurrences
    that people have to hear of: those whose time, place or note changed, and those that were cancelled.
    """
    decides = is_source(page)
    with transaction.atomic():
        # One publication of a page at a time, in whichever language.
        list(Page.objects.select_for_update().filter(translation_key=page.translation_key).values_list("pk"))
        known = {occurrence.block_id: occurrence for occurrence in _locked(page.translation_key)}
        created = changed = deleted = 0
        moved: list[Occurrence] = []
        cancelled: list[Occurrence] = []
        plans = planned_dates(page.dates) if decides or not source_was_ever_live(page) else ()
        for plan in plans:
            occurrence = known.pop(plan.block_id, None)
            if occurrence is None:
                # A translation says it in other words, which are no news when the original says its own.
                _create(page.translation_key, plan, where=page.where if decides else "")
                created += 1
            elif decides and _differs(occurrence, plan, where=page.where):
                if _change(occurrence, plan, where=page.where):
                    moved.append(occurrence)
                changed += 1
        if decides:
            for occurrence in known.values():
                if _remove(occurrence):
                    deleted += 1
                elif occurrence.is_cancelled:
                    cancelled.append(occurrence)
        for follow in hooks.get_hooks("after_bring_in_line"):
            follow(page=page, decides=decides, changed=moved, cancelled=cancelled)
    return Changes(created=created, changed=changed, deleted=deleted, cancelled=len(cancelled))


def why_not_cancel(*, page: Page, user: Any) -> str:
    """Return why *user* may not cancel dates of *page*; empty if they may: those who may edit the page."""
    if not page.permissions_for_user(user).can_edit():
        return _("You may not change pages in this part of the site.")
    return ""


def cancel_occurrence(*, page: Page, occurrence: Occurrence, reason: CancellationReason, by: Any) -> bool:
    """Cancel at once, without an editor (an exception that approval.md names); False if it was cancelled before.

    Calls the hooks `after_cancel_occurrence` with the page, the occurrence and *by*, inside the transaction: the
    rooms above tell the people whom it concerns. Raises PermissionDenied for who may not edit the page, and for
    a date that is not the page's.
    """
    refusal = why_not_cancel(page=page, user=by)
    if refusal or occurrence.translation_key != page.translation_key:
        raise PermissionDenied(refusal)
    with transaction.atomic():
        locked = next((each for each in _locked(page.translation_key) if each.pk == occurrence.pk), None)
        if locked is None or locked.is_cancelled:
            return False
        _cancel(locked, reason)
        for tell in hooks.get_hooks("after_cancel_occurrence"):
            tell(page=page, occurrence=locked, by=by)
        # Last, as everywhere: whoever holds it waits for nothing else.
        raise_version()
    occurrence.refresh_from_db()
    return True


def _locked(translation_key: uuid.UUID) -> list[Occurrence]:
    """Lock the dates of a page, after what the rooms above lock; rows that refer to the dates may still be written."""
    for lock in hooks.get_hooks("before_changing_occurrences"):
        lock(translation_key=translation_key)
    return list(Occurrence.objects.select_for_update(no_key=True).of_translation_key(translation_key).order_by("pk"))


def _create(translation_key: uuid.UUID, plan: PlannedDate, *, where: str) -> None:
    Occurrence.objects.create(
        translation_key=translation_key,
        block_id=plan.block_id,
        start=plan.start,
        end=plan.end,
        capacity=plan.capacity,
        note=plan.note,
        where=where,
    )


def _differs(occurrence: Occurrence, plan: PlannedDate, *, where: str) -> bool:
    return (
        _what_people_hear(occurrence) != _what_people_hear(plan)
        or occurrence.capacity != plan.capacity
        or occurrence.where != where
    )


def _change(occurrence: Occurrence, plan: PlannedDate, *, where: str) -> bool:
    """Write what *plan* says; return whether those who come have to hear of it: a number of places is no news."""
    is_news = _what_people_hear(occurrence) != _what_people_hear(plan)
    has_moved = bool(occurrence.where) and occurrence.where != where
    occurrence.start, occurrence.end, occurrence.note = plan.start, plan.end, plan.note
    occurrence.capacity, occurrence.where = plan.capacity, where
    occurrence.sequence += is_news or has_moved
    occurrence.save(update_fields=["start", "end", "capacity", "note", "where", "sequence"])
    return is_news or has_moved


def _what_people_hear(date: Occurrence | PlannedDate) -> tuple[Any, ...]:
    return date.start, date.end, date.note


def _cancel(occurrence: Occurrence, reason: CancellationReason) -> None:
    occurrence.cancelled_at = timezone.now()
    occurrence.cancellation_reason = reason
    occurrence.sequence += 1
    occurrence.save(update_fields=["cancelled_at", "cancellation_reason", "sequence"])


def _remove(occurrence: Occurrence) -> bool:
    """Delete; or cancel, and return False, where a row of another room protects it (people have signed up).

    One that is over took place, whatever the page says of it now: it stays as it is.
    """
    try:
        with transaction.atomic():
            occurrence.delete()
    except (ProtectedError, RestrictedError):
        if not occurrence.is_cancelled and occurrence.end > timezone.now():
            _cancel(occurrence, CancellationReason.OTHER)
        return False
    return True
