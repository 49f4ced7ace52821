"""What the artist writes to those who come."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """To whom it goes."""

    CONFIRMED = "confirmed", _("those who have a place")
    WAITING = "waiting", _("those on the waiting list")
    EVERYONE = "everyone", _("both")


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def waiting(self) -> Self:
        """Those that an editor has to look at, oldest first."""
        return self.filter(released_at=None, refused_at=None).order_by("written_at", "pk")

    def released(self) -> Self:
        """Those that go out, or have gone."""
        return self.filter(released_at__isnull=False)


class ReleasedMessages(models.Model):
    """How many messages of a partner went out, for as long as there is the partner: the messages themselves go."""

    partner = models.OneToOneField(
        "partners.Partner", on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("partner")
    )
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("messages that went out")
        verbose_name_plural = _("messages that went out")

    def __str__(self) -> str:
        return str(self.number)


class Announcement(models.Model):
    """The artist's words to the participants of one date, kept as they were sent.

    The first ones of a new partner wait until an editor releases them. Removed with the signups of its date.
    """

    occurrence = models.ForeignKey(
        "catalogue.Occurrence", on_delete=models.CASCADE, related_name="announcements", verbose_name=_("date")
    )
    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.CASCADE, related_name="announcements", verbose_name=_("partner")
    )
    audience = models.CharField(_("to whom"), max_length=10, choices=Audience.choices, default=Audience.CONFIRMED)
    text = models.TextField(_("message"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    # Empty where nobody had to look at it.
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("released by"),
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("refused by"),
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to participants")
        verbose_name_plural = _("messages to participants")

    def __str__(self) -> str:
        return self.text[:60]
