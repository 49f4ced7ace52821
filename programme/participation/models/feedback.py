"""What stays of a session: what people said without their names, and counts."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    """How was it?"""

    GOOD = "good", _("Good")
    SO_SO = "so_so", _("So-so")
    BAD = "bad", _("Not good")


class Again(models.TextChoices):
    """Would you come again?"""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class OfOccurrenceQuerySet(models.QuerySet["OfOccurrence"]):
    def of_page(self, translation_key: uuid.UUID) -> Self:
        """Those of one page."""
        return self.filter(translation_key=translation_key)

    def of_occurrence(self, occurrence_uuid: uuid.UUID) -> Self:
        """Those of one date."""
        return self.filter(occurrence_uuid=occurrence_uuid)


class OfOccurrence(models.Model):
    """Says of which date it is without a foreign key: it stays when the date is taken off the page."""

    translation_key = models.UUIDField(_("page"), db_index=True)
    occurrence_uuid = models.UUIDField(_("date"), db_index=True)
    started_at = models.DateTimeField(_("starts"))

    objects = OfOccurrenceQuerySet.as_manager()

    class Meta:
        abstract = True


class Feedback(OfOccurrence):
    """Three taps; no link to a person, and the day alone says when, so that no list of signups tells who it was."""

    how = models.CharField(_("How was it?"), max_length=10, choices=How.choices)
    again = models.CharField(_("Would you come again?"), max_length=10, choices=Again.choices, blank=True)
    words = models.TextField(_("In your own words"), max_length=1000, blank=True)
    given_on = models.DateField(_("given"), default=timezone.localdate)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return str(How(self.how).label)


class CountKind(models.TextChoices):
    """What was counted."""

    SIGNED_UP = "signed_up", _("signed up")
    CAME = "came", _("came")
    DID_NOT_COME = "did_not_come", _("did not come")
    CANCELLED = "cancelled", _("cancelled")
    WAITED = "waited", _("did not get a place")
    AGE_BAND = "age_band", _("signed up, by age")
    MUNICIPALITY = "municipality", _("signed up, by municipality")


class Count(OfOccurrence):
    """A number of people at one date, kept when their signups are removed.

    Exact here; `services.retention.shown` leaves small numbers out of everything that people see.
    """

    kind = models.CharField(_("what was counted"), max_length=15, choices=CountKind.choices)
    # The AgeBand, or the municipality's code; empty where the kind says it all.
    key = models.CharField(_("of whom"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints = [
            models.UniqueConstraint(fields=["occurrence_uuid", "kind", "key"], name="one_count_of_a_kind_per_date")
        ]

    def __str__(self) -> str:
        return f"{CountKind(self.kind).label} {self.key}: {self.number}"
