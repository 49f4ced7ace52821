"""What a participant agrees to (conventions G8)."""

from datetime import datetime

from django.utils import timezone

from ..models import Consent, ConsentKind, Signup

# Of the words that the form shows for each; raise it when they change.
TEXT_VERSIONS: dict[ConsentKind, str] = {ConsentKind.REMINDERS: "2026-1", ConsentKind.RECORDING: "2026-2"}


def withdraw_consent(*, signup: Signup, kind: ConsentKind, now: datetime | None = None) -> bool:
    """Withdraw; False if none was in force. What was agreed to before stays written down, as long as the signup."""
    in_force = Consent.objects.in_force().filter(signup=signup, kind=kind)
    return bool(in_force.update(withdrawn_at=now or timezone.now()))
