"""What is due to participants, and what the artist writes to them. Rendering is a job's (`participation.mails`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from programme.catalogue.models import Occurrence

from ..models import Announcement, Audience, Message, MessageKind, Signup


def tell(
    *,
    signups: Iterable[Signup],
    kind: MessageKind,
    occurrence: Occurrence | None = None,
    number: int = 0,
    now: datetime | None = None,
) -> int:
    """Make one message due to each; one that is due or done already stays one. Return how many are new."""
    raise NotImplementedError


def announce(
    *, occurrence: Occurrence, audience: Audience, text: str, by: Any, now: datetime | None = None
) -> Announcement:
    """Keep the artist's words and send them; of a new partner, they wait for an editor. Raises Refused."""
    raise NotImplementedError


def release_announcement(*, announcement: Announcement, by: Any, now: datetime | None = None) -> int:
    """Let an editor send it; return to how many. Raises Refused for who may not, and when it was decided before."""
    raise NotImplementedError


def refuse_announcement(*, announcement: Announcement, by: Any, now: datetime | None = None) -> None:
    """Let an editor keep it from being sent."""
    raise NotImplementedError


def mark_called(*, message: Message, by: Any, now: datetime | None = None) -> None:
    """The artist has called the person whom no mail reaches."""
    raise NotImplementedError
