"""Who was there, and how it was."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.refusals import Refused

from .. import rules
from ..models import Again, Attendance, Feedback, How, Place
from . import places


def record_attendance(*, place: Place, attendance: Attendance, by: Any, now: datetime | None = None) -> Place:
    """Write down what the artist saw. Raises Refused for who may not see the participants."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = places.lock_place(place)
        reason = rules.why_not_see_participants(user=by, occurrence=locked.occurrence, now=now)
        if not reason and not locked.signup.is_confirmed:
            reason = _("Only those who have a place can be there.")
        if reason:
            raise Refused(reason)
        locked.attendance = attendance
        locked.attended_at = now if attendance == Attendance.CAME else None
        locked.save(update_fields=["attendance", "attended_at"])
    return locked


def give_feedback(
    *, place: Place, how: How, again: Again | None = None, words: str = "", now: datetime | None = None
) -> Feedback:
    """Keep what a participant says, once, apart from who said it. Raises Refused (rules.why_not_give_feedback)."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = places.lock_place(place)
        reason = rules.why_not_give_feedback(place=locked, now=now)
        if reason:
            raise Refused(reason)
        locked.feedback_given = True
        locked.save(update_fields=["feedback_given"])
        return Feedback.objects.create(
            translation_key=locked.occurrence.translation_key,
            occurrence_uuid=locked.occurrence.uuid,
            started_at=locked.occurrence.start,
            how=how,
            again=again or "",
            words=words.strip(),
            given_on=timezone.localdate(now),
        )
