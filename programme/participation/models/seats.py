"""How many places of a date are taken: the row that everybody who wants one has to pass."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.catalogue.models import Availability


class SeatsQuerySet(models.QuerySet["Seats"]):
    def of_page(self, translation_key: uuid.UUID) -> Self:
        """Those of one page's dates."""
        return self.filter(occurrence__translation_key=translation_key)

    def locked(self) -> Self:
        """For update, in the one order in which rows are locked; of the seats alone."""
        return self.order_by("pk").select_for_update(of=("self",))


class Seats(models.Model):
    """The places of one date: the lock, and the count. Written by `services.places` alone.

    There is a row for each date that people sign up to, with or without a limit. Where the artist lowers the number of
    places below what is taken, nobody loses theirs: `capacity` stays at what is taken and follows as people cancel.
    """

    occurrence = models.OneToOneField(
        "catalogue.Occurrence", on_delete=models.CASCADE, primary_key=True, related_name="seats", verbose_name=_("date")
    )
    # What the page says; empty: anyone fits in.
    wanted = models.PositiveSmallIntegerField(_("places on the page"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    # The sizes of all occupying signups.
    taken = models.PositiveIntegerField(_("taken"), default=0)
    next_position = models.PositiveIntegerField(_("next place in the queue"), default=1)
    # Does the date take signups: it goes ahead, and its page is public and asks for them.
    is_open = models.BooleanField(_("open"), default=True)
    # What the occurrence says, so that a signup sees without a query whether the word changes.
    word = models.CharField(
        _("places left"), max_length=12, choices=Availability.choices, default=Availability.UNSAID, blank=True
    )

    objects = SeatsQuerySet.as_manager()

    class Meta:
        verbose_name = _("places of a date")
        verbose_name_plural = _("places of dates")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="never_more_taken_than_there_are"
            )
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{'–' if self.capacity is None else self.capacity}"

    @property
    def free(self) -> int | None:
        """How many more fit in; None: anyone."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    def has_room_for(self, size: int) -> bool:
        return self.free is None or size <= self.free
