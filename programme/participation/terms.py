"""What the coordinator decided, as it stands now: one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists

from home.models import SiteSettings

from .models import ParticipationSettings

HELD_FOR = timedelta(hours=2)
CLOSE_TO_START = timedelta(days=3)


@dataclass(frozen=True)
class Terms:
    """The settings, and whether a privacy notice is published."""

    has_privacy_notice: bool
    confirm_addresses: bool
    offer_hours: int
    offer_hours_when_close: int
    longest_waiting_list: int | None

    def held_until(self, now: datetime, start: datetime) -> datetime:
        """When a place that waits for an address to be confirmed falls free."""
        return min(now + HELD_FOR, start)

    def offered_until(self, now: datetime, start: datetime) -> datetime:
        """When an offer falls to the next: shorter close to the start, and never after it."""
        close = start - now < CLOSE_TO_START
        hours = self.offer_hours_when_close if close else self.offer_hours
        return min(now + timedelta(hours=hours), start)


_FIELDS = ("confirm_addresses", "offer_hours", "offer_hours_when_close", "longest_waiting_list")


def current_terms() -> Terms:
    """Read the settings. They are as they were made until a coordinator saves them."""
    notice = SiteSettings.objects.filter(privacy_notice__live=True)
    row = ParticipationSettings.objects.annotate(notice=Exists(notice)).values_list("notice", *_FIELDS).first()
    if row is None:
        unsaved = ParticipationSettings()
        row = (notice.exists(), *(getattr(unsaved, name) for name in _FIELDS))
    return Terms(*row)
