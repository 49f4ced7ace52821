"""One dated session. A row of its own, which outlives every edit of the page (architecture: "Pages propose")."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CancellationReason(models.TextChoices):
    """The fixed list a cancellation chooses from: words that need no approval (approval.md, exceptions)."""

    ILLNESS = "illness", _("The instructor is ill")
    FEW_SIGNUPS = "few_signups", _("Too few people signed up")
    PLACE = "place", _("The place is not available")
    TECHNICAL = "technical", _("Technical trouble")
    WEATHER = "weather", _("The weather")
    OTHER = "other", _("We had to change our plans")


class Availability(models.TextChoices):
    """The one word about places that the programme's pages print."""

    UNSAID = "", _("nothing to say")
    PLACES = "places", _("There are places")
    FEW = "few", _("A few places left")
    WAITING_LIST = "waiting_list", _("Full, you can join the waiting list")
    FULL = "full", _("Full")


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def of_translation_key(self, translation_key: uuid.UUID) -> Self:
        """Those of one page, which all its languages share."""
        return self.filter(translation_key=translation_key)

    def not_over(self, now: datetime) -> Self:
        """Those that have not ended."""
        return self.filter(end__gt=now)

    def over(self, now: datetime) -> Self:
        """Those that have ended."""
        return self.filter(end__lte=now)

    def starting_between(self, first: datetime, last: datetime) -> Self:
        """Those that start from *first* up to, not including, *last*."""
        return self.filter(start__gte=first, start__lt=last)

    def going_ahead(self) -> Self:
        """Those that are not cancelled."""
        return self.filter(cancelled_at=None)


class Occurrence(models.Model):
    """One dated session of a workshop or an event, shared by the page's languages.

    Publication of the page brings start, end, capacity and note in line. What was decided about the session
    itself (that it is cancelled) lives in columns that publication never touches.
    """

    uuid = models.UUIDField(_("identity"), default=uuid.uuid4, unique=True, editable=False)
    # The page's, not a foreign key: pages come and go by language, and page children lose their ids.
    translation_key = models.UUIDField(_("page"), db_index=True, editable=False)
    # The date's id on the page. It comes from a browser, so it means something only together with translation_key.
    block_id = models.CharField(max_length=64, editable=False)
    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)
    # Where it is held, as the page said when it was last brought in line: a date whose page says otherwise has moved.
    # Empty: not known.
    where = models.CharField(_("where"), max_length=400, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancellation_reason = models.CharField(
        _("reason"), max_length=20, choices=CancellationReason.choices, blank=True, editable=False
    )

    # Written by participation alone, and only when the word changes: public pages are made anew then.
    availability = models.CharField(
        _("places left"),
        max_length=12,
        choices=Availability.choices,
        default=Availability.UNSAID,
        blank=True,
        editable=False,
    )
    # Of the calendar entry (conventions I3): rises with each change that people have to hear of.
    sequence = models.PositiveIntegerField(_("number of changes"), default=0, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "block_id"], name="one_occurrence_per_date"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="occurrence_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["start", "translation_key"], name="occurrence_by_start")]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None
