"""The join link's life: entered, replaced, and handed out in its window."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programme.catalogue.models import Occurrence

from ..models import JoinLink, Place


@dataclass(frozen=True, kw_only=True)
class JoinDetails:
    """What the artist enters."""

    url: str = ""
    phone: str = ""
    code: str = ""
    opens_minutes_before: int = 15


def join_link_for(occurrence: Occurrence) -> JoinLink | None:
    """Return the date's own link, else the page's; for the artist and for rules. Participants get it by handing out."""
    raise NotImplementedError


def opens_at(occurrence: Occurrence, link: JoinLink | None) -> datetime:
    """Return when the button appears."""
    raise NotImplementedError


def set_join_link(*, page: Any, details: JoinDetails, by: Any, occurrence: Occurrence | None = None) -> JoinLink:
    """Enter or replace the link of one date, or of all dates that have none of their own; takes effect at once.

    Where the window is open, those who have a place are told. Raises PermissionDenied for who may not edit the page.
    """
    raise NotImplementedError


def remove_join_link(*, page: Any, by: Any, occurrence: Occurrence | None = None) -> bool:
    """Take the link away; False if there was none."""
    raise NotImplementedError


def hand_out_join_link(*, place: Place, now: datetime | None = None) -> JoinLink:
    """Give a confirmed participant the way in, and record that they came. Raises Refused (rules.why_not_join)."""
    raise NotImplementedError
