"""What follows from the publication of a programme page."""

from typing import Any

from wagtail.signals import page_published

from .models import EventPage, ProgrammePage, WorkshopPage
from .occurrences import bring_in_line


def follow_publications() -> None:
    """Connect to Wagtail's announcement of a publication; called once, when the app registry is ready."""
    for model in (WorkshopPage, EventPage):
        page_published.connect(
            _bring_occurrences_in_line, sender=model, dispatch_uid=f"catalogue.dates.{model.__name__}"
        )


def _bring_occurrences_in_line(instance: ProgrammePage, **_signal: Any) -> None:
    bring_in_line(page=instance)
