"""The first messages that a new partner writes to participants: an editor sends them on, or does not."""

from typing import Any

from django.db import transaction

from programme.participation.models import Announcement
from programme.participation.services import refuse_announcement

from .notifications import tell_of_waiting_announcement, tell_that_announcement_is_refused


def refuse(*, announcement: Announcement, by: Any) -> None:
    """Keep it from being sent, and tell who wrote it; raises Refused for who may not."""
    with transaction.atomic():
        refuse_announcement(announcement=announcement, by=by)
        tell_that_announcement_is_refused(announcement)


def tell_editors(*, announcement: Announcement) -> None:
    """Mail the editors that a message waits (hook of participation): it may be about tomorrow."""
    tell_of_waiting_announcement(announcement)
