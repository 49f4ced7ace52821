"""Who was there, and how it was."""

from datetime import datetime
from typing import Any

from ..models import Again, Attendance, Feedback, How, Place


def record_attendance(*, place: Place, attendance: Attendance, by: Any, now: datetime | None = None) -> Place:
    """Write down what the artist saw. Raises Refused for who may not see the participants."""
    raise NotImplementedError


def give_feedback(
    *, place: Place, how: How, again: Again | None = None, words: str = "", now: datetime | None = None
) -> Feedback:
    """Keep what a participant says, once, apart from who said it. Raises Refused (rules.why_not_give_feedback)."""
    raise NotImplementedError
