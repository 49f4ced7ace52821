"""What happens to a signup later: other numbers, cancellation, a date that does not take place."""

from datetime import datetime

from programme.catalogue.models import Occurrence

from ..models import CancelledBy, Signup


def change_size(*, signup: Signup, size: int, now: datetime | None = None) -> Signup:
    """Make the household larger or smaller; freed places go to the waiting list.

    Raises Refused for more than the page allows, or, with a place, for more than there is room for. Who waits keeps
    the turn, and gets an offer at once if the smaller household fits.
    """
    raise NotImplementedError


def cancel(*, signup: Signup, by: CancelledBy, now: datetime | None = None) -> bool:
    """Cancel and give the places to the waiting list; False if it was cancelled before."""
    raise NotImplementedError


def cancel_occurrence_signups(*, occurrence: Occurrence, now: datetime | None = None) -> int:
    """Follow the cancellation of a date: end its signups, and make the messages due; return how many are told.

    A signup to a course goes on with the dates that are left.
    """
    raise NotImplementedError
