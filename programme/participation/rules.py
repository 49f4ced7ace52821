"""Why something cannot be done: a reason that a page can show, or an empty text if it can."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from programme.catalogue.models import Occurrence

from .models import Place, Signup


def why_not_sign_up(*, page: Any, occurrences: Sequence[Occurrence], now: datetime) -> str:
    """Return why nobody can sign up to these dates of *page* now.

    Asks whether the page is public and takes signups, a privacy notice is published (no signup opens without one), and
    the dates are coming and go ahead. Whether there is room is not asked: that is known under the lock only.
    """
    raise NotImplementedError


def why_not_change(*, signup: Signup, now: datetime) -> str:
    """Return why the participant can change nothing any more: cancelled, or every date is over."""
    raise NotImplementedError


def why_not_join(*, place: Place, now: datetime) -> str:
    """Return why *place* gets no join link now: not confirmed, cancelled, too early, over, or none was entered."""
    raise NotImplementedError


def why_not_give_feedback(*, place: Place, now: datetime) -> str:
    """Return why *place* cannot give feedback: not over, not confirmed, or given before."""
    raise NotImplementedError


def why_not_see_participants(*, user: Any, occurrence: Occurrence, now: datetime) -> str:
    """Return why *user* may not see who comes: not their own page, or ended more than 30 days ago (conventions G7).

    Editors of the city see them as long as they are kept.
    """
    raise NotImplementedError


def why_not_announce(*, user: Any, occurrence: Occurrence, now: datetime) -> str:
    """Return why *user* may not write to the participants of *occurrence*."""
    raise NotImplementedError


def why_not_erase(*, user: Any) -> str:
    """Return why *user* may not export or erase by contact: coordinators and administrators may."""
    raise NotImplementedError


def why_not_unpublish(*, page: Any) -> str:
    """Return why *page* can be neither unpublished nor deleted: people are coming to its dates.

    Empty while another language of the page stays public.
    """
    raise NotImplementedError
