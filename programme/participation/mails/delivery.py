"""What is due becomes mail, once: rendered, kept in the outbox and marked in one transaction."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import MailStatus, OutgoingMail
from home.outbox import drop, keep_mails, render_mail, unsaved_mail

from ..models import Message, MessageState, Signup
from .calls import drop_needless_calls
from .entries import calendar_for
from .letter import Letter, in_language_of
from .letters import letters_of

logger = logging.getLogger(__name__)

# As many as are lost, and done again, when a worker is killed.
BATCH = 50
TRIED_AGAIN_AFTER = timedelta(minutes=10)
# The job runs each minute.
LOOKED_AT_BEFORE = timedelta(minutes=2)


def hand_over_due(*, now: datetime | None = None) -> int:
    """Turn every message that is due into a mail or a call, and return how many are dealt with.

    Several workers may do this at once: each takes messages that no other has. One that is killed leaves its batch as
    it was. A message whose template fails waits by itself, and is tried again after ten minutes.
    """
    drop_untrue_mails(now=now or timezone.now())
    dealt_with = 0
    while batch := _hand_over_batch(now or timezone.now()):
        dealt_with += batch
    drop_needless_calls(now=now or timezone.now())
    return dealt_with


@transaction.atomic
def drop_untrue_mails(*, now: datetime) -> int:
    """Drop what the mail server did not take in time: mails that stopped being true while they waited for it.

    Looked at shortly before they are tried again, so a server that is down for long costs little.
    """
    waiting = list(
        Message.objects.filter(
            state=MessageState.MAILED,
            mail__status=MailStatus.WAITING,
            mail__attempts__gt=0,
            mail__next_attempt_at__lte=now + LOOKED_AT_BEFORE,
        )
        .select_related("signup", "occurrence", "announcement__partner")
        .select_for_update(of=("self",), skip_locked=True)
    )
    untrue = [letter.message for letter in letters_of(waiting, now=now) if not letter.is_wanted(now)]
    if not untrue:
        return 0
    dropped = drop(OutgoingMail.objects.filter(pk__in=[message.mail_id for message in untrue]))
    Message.objects.filter(pk__in=[message.pk for message in untrue], mail__status=MailStatus.DROPPED).update(
        state=MessageState.DROPPED, done_at=now
    )
    return dropped


def note_refusal(*, mail: OutgoingMail) -> None:
    """Mark the participant whose address does not exist (hook of the outbox); who gave a telephone, too, is called."""
    now = timezone.now()
    message = Message.objects.select_related("signup").filter(mail=mail).first()
    if message is None:
        return
    Signup.objects.filter(pk=message.signup_id, unreachable_at=None).update(unreachable_at=now)
    if message.signup.phone:
        Message.objects.filter(pk=message.pk, state=MessageState.MAILED).update(
            state=MessageState.TO_CALL, done_at=None
        )


@transaction.atomic
def _hand_over_batch(now: datetime) -> int:
    due = (
        Message.objects.due(now)
        .select_related("signup", "occurrence", "announcement__partner")
        .select_for_update(of=("self",), skip_locked=True)
    )
    messages = list(due[:BATCH])
    mails: list[tuple[Message, OutgoingMail]] = []
    for letter in letters_of(messages, now=now):
        mail = _deal_with(letter, now=now)
        if mail is not None:
            mails.append((letter.message, mail))
    kept = keep_mails(mail for _message, mail in mails)
    for (message, _mail), mail in zip(mails, kept, strict=True):
        message.mail = mail
    Message.objects.bulk_update(messages, ["state", "due_at", "done_at", "mail"])
    return len(messages)


def _deal_with(letter: Letter, *, now: datetime) -> OutgoingMail | None:
    """Set the message's state, and return the mail if it becomes one."""
    message = letter.message
    try:
        if not letter.is_wanted(now):
            message.state, message.done_at = MessageState.DROPPED, now
            return None
        if letter.signup.has_to_be_called:
            message.state = MessageState.TO_CALL
            return None
        mail = _mail_of(letter)
    except Exception as error:  # whatever a template raises, this message must wait, and no other
        # The class alone: an error's words can repeat what a participant typed, and logs hold none of it (G10).
        logger.error("Message %s (%s) waits: %s", message.pk, message.kind, type(error).__name__)
        message.due_at = now + TRIED_AGAIN_AFTER
        return None
    message.state, message.done_at = MessageState.MAILED, now
    return mail


def _mail_of(letter: Letter) -> Any:
    with in_language_of(letter):
        rendered = render_mail(purpose=letter.purpose, language=letter.signup.language, context=letter.context())
        return unsaved_mail(
            rendered,
            recipient=letter.signup.email,
            calendar=calendar_for(letter),
            worth_until=letter.worth_until,
        )
