"""The waiting list: who gets a place that becomes free, and for how long it is offered."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from home.refusals import Refused

from .. import rules
from ..models import CancelledBy, MessageKind, Signup, SignupStatus
from . import places
from .endings import end
from .messages import tell


@places.in_one_transaction
def take_offer(*, signup: Signup, on_own_page: bool = False, now: datetime | None = None) -> Signup:
    """Make an offered place the participant's. Raises Refused if it is not offered, or not any more.

    *on_own_page*: by whoever has that page, perhaps without the mail (`rules.why_not_take_on_own_page`).
    """
    now = places.moment(now)
    current, _seats = places.lock_signup(signup, now=now)
    if current is not None and current.is_confirmed:
        return current
    if current is None or current.status != SignupStatus.OFFERED:
        raise Refused(_("Nothing is offered to you at the moment."))
    if current.expires_at is not None and current.expires_at <= now:
        raise Refused(_("The time to take this place is over, and it is offered to the next. You can sign up again."))
    reason = rules.why_not_take_on_own_page(signup=current) if on_own_page else ""
    if reason:
        raise Refused(reason)
    current.status, current.expires_at, current.confirmed_at = SignupStatus.CONFIRMED, None, now
    current.save(update_fields=["status", "expires_at", "confirmed_at"])
    tell(signups=[current], kind=MessageKind.CONFIRMATION, now=now)
    return current


@places.in_one_transaction
def decline_offer(*, signup: Signup, now: datetime | None = None) -> bool:
    """Give an offered place back and leave the list; False if nothing is offered."""
    now = places.moment(now)
    current, seats = places.lock_signup(signup, now=now)
    if current is None or current.status != SignupStatus.OFFERED:
        return False
    end(current, seats, by=CancelledBy.SELF, now=now)
    places.settle(seats, now=now)
    return True


def expire_due(*, now: datetime | None = None) -> int:
    """End held places and offers that nobody answered in time, and offer their places on; return how many ended."""
    now = places.moment(now)
    keys = Signup.objects.expired(now).order_by().values_list("translation_key", flat=True).distinct()
    return sum(_expire(key, now=now) for key in list(keys))


def fill_everywhere(*, now: datetime | None = None) -> int:
    """Offer what is free on every list on which somebody waits; return how many offers were made.

    Every verb that frees places does this itself, in its transaction. This looks whether time alone has freed
    something: the full date of a course is over.
    """
    now = places.moment(now)
    waiting = Signup.objects.in_turn().filter(places__occurrence__start__gt=now)
    keys = waiting.order_by().values_list("translation_key", flat=True).distinct()
    return sum(len(_fill(key, now=now)) for key in list(keys))


@places.in_one_transaction
def _fill(translation_key: UUID, *, now: datetime) -> list[Signup]:
    return places.settle(places.lock_page(translation_key, now=now), now=now)


@places.in_one_transaction
def _expire(translation_key: UUID, *, now: datetime) -> int:
    expired = Signup.objects.expired(now).of_page(translation_key)
    dates = list(expired.values_list("places__occurrence", flat=True).distinct())
    seats = places.lock_page(translation_key, now=now, also=[pk for pk in dates if pk])
    # As they stand under the lock: somebody may have answered just now.
    ended = list(expired.prefetch_related("places"))
    for signup in ended:
        end(signup, seats, by=CancelledBy.EXPIRED, now=now)
    tell(signups=ended, kind=MessageKind.CANCELLED, now=now)
    places.settle(seats, now=now)
    return len(ended)
