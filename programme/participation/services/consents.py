"""What a participant agrees to (conventions G8)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.catalogue.models import Mode, Reminders

from ..models import Consent, ConsentKind, Signup

# Of the words that the form shows for each; raise it when they change.
TEXT_VERSIONS: dict[ConsentKind, str] = {
    ConsentKind.REMINDERS: "2026-1",
    ConsentKind.RECORDING: "2026-2",
    ConsentKind.PHOTO: "2026-1",
}


def consents_asked_by(page: Any) -> list[ConsentKind]:
    """Return what *page* asks its participants, in the order in which it asks."""
    asked = {
        ConsentKind.REMINDERS: page.reminders != Reminders.NONE,
        ConsentKind.RECORDING: page.mode in {Mode.ONLINE, Mode.BOTH},
        ConsentKind.PHOTO: page.mode in {Mode.IN_PERSON, Mode.BOTH},
    }
    return [kind for kind, is_asked in asked.items() if is_asked]


def give_consent(*, signup: Signup, kind: ConsentKind, now: datetime | None = None) -> None:
    """Write down a consent to today's words, unless one is in force; nothing if the signup has been removed."""
    with transaction.atomic():
        # One at a time for a signup.
        if Signup.objects.select_for_update().filter(pk=signup.pk).exists():
            Consent.objects.in_force().get_or_create(
                signup=signup,
                kind=kind,
                defaults={"text_version": TEXT_VERSIONS[kind], "given_at": now or timezone.now()},
            )


def withdraw_consent(*, signup: Signup, kind: ConsentKind, now: datetime | None = None) -> bool:
    """Withdraw; False if none was in force. What was agreed to before stays written down, as long as the signup."""
    in_force = Consent.objects.in_force().filter(signup=signup, kind=kind)
    return bool(in_force.update(withdrawn_at=now or timezone.now()))
