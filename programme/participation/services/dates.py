"""What a publication of the page, or the cancellation of a date, means for those who signed up."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from home.refusals import Refused
from programme.catalogue.models import DatedPage, Occurrence, SignupWay

from .. import rules
from ..models import MessageKind, Seats, Signup
from . import places
from .changes import cancel_occurrence_signups
from .messages import tell


def lock_dates(*, translation_key: uuid.UUID) -> None:
    """Hold the seats of a page before the catalogue locks its dates: the order of locks (hook of the catalogue)."""
    list(Seats.objects.of_page(translation_key).locked())


@places.in_one_transaction
def follow_publication(
    *, page: Any, decides: bool, changed: Sequence[Occurrence], cancelled: Sequence[Occurrence]
) -> None:
    """Open the dates of a page that went public, with the places that it says; tell whom its changes concern.

    A translation that does not decide on the dates opens those that its unpublished source had closed.
    """
    now = timezone.now()
    takes_signups = page.signup in SignupWay.with_signups
    dates = list(Occurrence.objects.of_translation_key(page.translation_key).not_over(now))
    if takes_signups:
        # There is no signup without a row, so a new one starts from nothing.
        Seats.objects.bulk_create(
            [Seats(occurrence=date, wanted=date.capacity, capacity=date.capacity, is_open=False) for date in dates],
            ignore_conflicts=True,
        )
    seats = places.lock_page(page.translation_key, now=now)
    for each in seats.values():
        if decides:
            each.wanted = each.occurrence.capacity
        each.is_open = takes_signups and not each.occurrence.is_cancelled
    places.settle(seats, now=now)
    for date in changed:
        if date.end > now:
            tell(
                signups=Signup.objects.present().at(date.pk),
                kind=MessageKind.CHANGED,
                occurrence=date,
                number=date.sequence,
                now=now,
            )
    for date in cancelled:
        cancel_occurrence_signups(occurrence=date, now=now)


def follow_cancellation(*, page: Any, occurrence: Occurrence, by: Any) -> None:
    """End the signups of a date that was cancelled by itself (hook of the catalogue)."""
    cancel_occurrence_signups(occurrence=occurrence)


@places.in_one_transaction
def close_page(*, page: Any, user: Any = None) -> None:
    """Take no more signups to a page that is being unpublished; raises Refused while people are coming to its dates.

    The seats are locked first, so that nobody signs up between the question and the answer.
    """
    if not isinstance(page.specific_deferred, DatedPage):
        return
    now = timezone.now()
    seats = places.lock_page(page.translation_key, now=now)
    reason = rules.why_not_unpublish(page=page)
    if reason:
        raise Refused(reason)
    if page.get_translations().live().exists():
        return
    for each in seats.values():
        each.is_open = False
    places.settle(seats, now=now)
