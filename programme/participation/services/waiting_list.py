"""The waiting list: who gets a place that becomes free, and for how long it is offered."""

from collections.abc import Sequence
from datetime import datetime

from programme.catalogue.models import Occurrence

from ..models import Signup


def fill(*, occurrences: Sequence[Occurrence], now: datetime | None = None) -> list[Signup]:
    """Offer what is free to those who wait, in their order; return who got an offer.

    Run on every gain of places, in its transaction.
    """
    raise NotImplementedError


def take_offer(*, signup: Signup, now: datetime | None = None) -> Signup:
    """Make an offered place the participant's. Raises Refused if it is not offered, or not any more."""
    raise NotImplementedError


def decline_offer(*, signup: Signup, now: datetime | None = None) -> bool:
    """Give an offered place back and leave the list; False if nothing is offered."""
    raise NotImplementedError


def expire_due(*, now: datetime | None = None) -> int:
    """End held places and offers that nobody answered in time, and offer their places on; return how many ended."""
    raise NotImplementedError
