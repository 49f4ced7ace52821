"""Whom the artist calls: people who gave a telephone number only, or whose e-mail address does not exist."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from home.outbox import plain_text
from programme.catalogue.models import Occurrence

from ..models import Message, MessageState, Signup
from ..models.messages import MessageQuerySet
from .letter import in_language_of
from .letters import letters_of


@dataclass(frozen=True)
class Call:
    """One person to call, and what to tell them, in their language."""

    message: Message
    signup: Signup
    text: str


def calls_of(occurrence: Occurrence, *, now: datetime | None = None) -> list[Call]:
    """Return whom to call about a date, longest due first; what is no longer true or of use is left out.

    `services.mark_called` says that it was done. The same number of queries however many they are.
    """
    now = now or timezone.now()
    about = Q(occurrence=occurrence) | Q(occurrence=None, signup__places__occurrence=occurrence)
    calls = []
    for letter in letters_of(_waiting().filter(about), now=now):
        if letter.is_wanted(now):
            with in_language_of(letter):
                text = render_to_string(f"emails/{letter.purpose}.txt#says", letter.context())
            calls.append(Call(message=letter.message, signup=letter.signup, text=plain_text(text).strip()))
    return calls


@transaction.atomic
def drop_needless_calls(*, now: datetime) -> int:
    """Take off every list what need not be said any more, so that it is not counted either; return how many it was."""
    waiting = _waiting().select_for_update(of=("self",), skip_locked=True)
    needless = [letter.message.pk for letter in letters_of(waiting, now=now) if not letter.is_wanted(now)]
    return Message.objects.filter(pk__in=needless).update(state=MessageState.DROPPED, done_at=now)


def _waiting() -> MessageQuerySet:
    return Message.objects.to_call().select_related("signup", "occurrence", "announcement__partner")
