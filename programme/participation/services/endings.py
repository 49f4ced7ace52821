"""How a signup ends, under the lock of its seats: one place, for every way."""

from datetime import datetime

from django.db.models import Q

from home.models import MailStatus, OutgoingMail
from home.outbox import drop

from ..models import CancelledBy, Message, MessageKind, MessageState, Signup, SignupStatus
from . import places


def end(signup: Signup, seats: places.LockedSeats, *, by: CancelledBy, now: datetime) -> None:
    """Cancel *signup*, count its places back, and drop what it need not hear any more. The caller settles.

    Mails that wait in the outbox are dropped as well. Its contact may sign up again, also by the same form; an offer
    does not reach it by accident, because it waits no longer.
    """
    if signup.status in SignupStatus.occupying:
        places.add_taken(seats, signup, -signup.size)
    signup.status, signup.expires_at, signup.form_key = SignupStatus.CANCELLED, None, None
    signup.cancelled_at, signup.cancelled_by = now, by
    signup.save(update_fields=["status", "expires_at", "form_key", "cancelled_at", "cancelled_by"])
    signup.places.update(contact_key="")
    # What is in the outbox and says that a date does not take place stays true.
    mailed = Message.objects.filter(signup=signup, state=MessageState.MAILED).exclude(kind=MessageKind.CANCELLED)
    drop(OutgoingMail.objects.filter(pk__in=mailed.values("mail")))
    to_say = Q(state__in=[MessageState.DUE, MessageState.TO_CALL])
    unsent = Q(state=MessageState.MAILED, mail__status=MailStatus.DROPPED)
    Message.objects.filter(to_say | unsent, signup=signup).update(state=MessageState.DROPPED, done_at=now)
