"""Rows of people who take part, made without asking the rules."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from programme.catalogue.models import Occurrence
from programme.participation.models import Consent, ConsentKind, Message, MessageKind, Place, Signup, SignupStatus


def make_signup(
    *dates: Occurrence,
    status: SignupStatus = SignupStatus.CONFIRMED,
    reminders: bool = False,
    signed_up_at: datetime | None = None,
    **values: Any,
) -> Signup:
    """A household at these dates, as the verbs leave it."""
    moment = signed_up_at or timezone.now() - timedelta(days=30)
    email = values.get("email", "" if values.get("phone") else "aino@example.org")
    signup = Signup.objects.create(
        **{
            "translation_key": dates[0].translation_key,
            "language": "fi",
            "name": "Aino",
            "email": email,
            "status": status,
            "contact_key": email or values.get("phone", ""),
            "created_at": moment,
            "confirmed_at": moment if status == SignupStatus.CONFIRMED else None,
            "expires_at": timezone.now() + timedelta(hours=2) if status in SignupStatus.expiring else None,
            "position": 1 if status in {SignupStatus.WAITLISTED, SignupStatus.OFFERED} else None,
            **values,
        }
    )
    Place.objects.bulk_create([Place(signup=signup, occurrence=date) for date in dates])
    if reminders:
        Consent.objects.create(signup=signup, kind=ConsentKind.REMINDERS, text_version="1")
    return signup


def make_due(signup: Signup, kind: MessageKind, **values: Any) -> Message:
    """A message that a verb has left."""
    return Message.objects.create(signup=signup, kind=kind, **values)


def move(occurrence: Occurrence, start: datetime) -> None:
    """What a publication does to a date whose time has changed."""
    occurrence.end += start - occurrence.start
    occurrence.start = start
    occurrence.sequence += 1
    occurrence.save()
