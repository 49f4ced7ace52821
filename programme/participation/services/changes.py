"""What happens to a signup later: other numbers, cancellation, a date that does not take place."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.refusals import Refused
from programme.catalogue.models import Occurrence

from .. import rules
from ..models import CancelledBy, MessageKind, Signup, SignupStatus
from . import places
from .endings import end
from .messages import tell


@places.in_one_transaction
def change_size(*, signup: Signup, size: int, now: datetime | None = None) -> Signup:
    """Make the household larger or smaller; freed places go to the waiting list.

    Raises Refused for more than the page allows, or, with a place, for more than there is room for. Who waits keeps
    the turn, and gets an offer at once if the smaller household fits.
    """
    now = places.moment(now)
    current, seats = places.lock_signup(signup, now=now)
    if current is None:
        raise Refused(_("This signup has been removed."))
    reason = rules.why_not_change(signup=current, now=now) or rules.why_not_so_many(signup=current, size=size)
    if reason:
        raise Refused(reason)
    more = size - current.size
    if current.status in SignupStatus.occupying:
        if more > 0 and not places.have_room(seats, current, more, now=now):
            raise Refused(_no_room(seats, current, now=now))
        places.add_taken(seats, current, more)
    current.size = size
    if sum(current.age_bands.values()) > size:
        # Who stays at home was not said.
        current.age_bands = {}
    current.save(update_fields=["size", "age_bands"])
    if more > 0 and current.is_for_someone_else:
        reason = rules.why_not_share(signup=current)
        if reason:
            raise Refused(reason)
    offered = places.settle(seats, now=now)
    return next((other for other in offered if other.pk == current.pk), current)


@places.in_one_transaction
def cancel(*, signup: Signup, by: CancelledBy, now: datetime | None = None) -> bool:
    """Cancel and give the places to the waiting list; False if it was cancelled before.

    Raises Refused once every date is over: who was there then is not to be changed.
    """
    now = places.moment(now)
    current, seats = places.lock_signup(signup, now=now)
    if current is None or not current.is_present:
        return False
    reason = rules.why_not_change(signup=current, now=now)
    if reason:
        raise Refused(reason)
    end(current, seats, by=by, now=now)
    tell(signups=[current], kind=MessageKind.CANCELLED, now=now)
    places.settle(seats, now=now)
    return True


@places.in_one_transaction
def cancel_occurrence_signups(*, occurrence: Occurrence, now: datetime | None = None) -> int:
    """Follow the cancellation of a date: end its signups, and make the messages due; return how many are told.

    A signup to a course goes on with the dates that are left.
    """
    now = places.moment(now)
    seats = places.lock_page(occurrence.translation_key, now=now, also=[occurrence.pk])
    occurrence.refresh_from_db()
    for each in seats.values():
        if each.pk == occurrence.pk:
            each.occurrence = occurrence
            each.is_open = False
    told = list(Signup.objects.present().at(occurrence.pk).prefetch_related("places__occurrence"))
    for signup in told:
        others = [place.occurrence for place in signup.places.all() if place.occurrence_id != occurrence.pk]
        if not any(date.end > now and not date.is_cancelled for date in others):
            end(signup, seats, by=CancelledBy.DATE, now=now)
    tell(signups=told, kind=MessageKind.CANCELLED, occurrence=occurrence, number=occurrence.sequence, now=now)
    places.settle(seats, now=now)
    return len(told)


def _no_room(seats: places.LockedSeats, signup: Signup, *, now: datetime) -> str:
    coming = [seats[pk] for pk in places.dates_of(signup) if pk in seats and places.is_coming(seats[pk], now)]
    free = min((each.free or 0 for each in coming if each.is_open), default=0)
    if not free:
        return _("There are no more places left. Your own are still yours.")
    return ngettext(
        "There is %(number)d more place left. Yours are still yours.",
        "There are %(number)d more places left. Yours are still yours.",
        free,
    ) % {"number": free}
