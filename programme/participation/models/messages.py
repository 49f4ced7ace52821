"""What is due to a participant: a row, written with what causes it, rendered into the outbox by a job."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """What it says."""

    CONFIRMATION = "confirmation", _("confirmation")
    CONFIRM_ADDRESS = "confirm_address", _("request to confirm the address")
    WAITING = "waiting", _("place on the waiting list")
    OFFER = "offer", _("offer of a place")
    CHANGED = "changed", _("change of the date")
    CANCELLED = "cancelled", _("cancellation")
    REMINDER_DAY = "reminder_day", _("reminder the day before")
    REMINDER_HOURS = "reminder_hours", _("reminder two hours before")
    THANKS = "thanks", _("thanks, with a link to feedback")
    JOIN_CHANGED = "join_changed", _("new way to join")
    FROM_ARTIST = "from_artist", _("message from the organiser")

    @classproperty
    def about_a_date(cls) -> frozenset["MessageKind"]:
        """Those that are worth nothing once the date is over."""
        return frozenset(MessageKind) - {MessageKind.THANKS, MessageKind.CANCELLED, MessageKind.FROM_ARTIST}

    @classproperty
    def reminders(cls) -> frozenset["MessageKind"]:
        """Those that need a consent, and speak of one start."""
        return frozenset({MessageKind.REMINDER_DAY, MessageKind.REMINDER_HOURS})


class MessageState(models.TextChoices):
    """How far it has come."""

    DUE = "due", _("to be sent")
    MAILED = "mailed", _("handed to the outbox")
    TO_CALL = "to_call", _("somebody has to call")
    CALLED = "called", _("called")
    DROPPED = "dropped", _("no longer needed")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """Those that a job has to render, or to hand to the artist who calls; oldest first."""
        return self.filter(state=MessageState.DUE, due_at__lte=now).order_by("due_at", "pk")

    def to_call(self) -> Self:
        """Those of people who gave a telephone number only."""
        return self.filter(state=MessageState.TO_CALL).order_by("due_at", "pk")


class Message(models.Model):
    """One thing that one participant is to hear, once.

    `number` tells a second change of the same date from the first: it is the occurrence's sequence, the moment at which
    the join link was changed, the announcement's key, or counts up. The job that hands it over changes the state and
    writes the mail in one transaction, so it is sent at most once.
    """

    signup = models.ForeignKey("Signup", on_delete=models.CASCADE, related_name="messages", verbose_name=_("signup"))
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    # Empty where it is about the whole signup (a course, or before a date is chosen).
    occurrence = models.ForeignKey(
        "catalogue.Occurrence",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("date"),
        db_index=False,
    )
    number = models.PositiveBigIntegerField(default=0)
    announcement = models.ForeignKey(
        "Announcement", null=True, blank=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    state = models.CharField(_("state"), max_length=10, choices=MessageState.choices, default=MessageState.DUE)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    # When it was handed over, called about or dropped, and by whom if a person did it.
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    mail = models.ForeignKey(
        "home.OutgoingMail", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["signup", "kind", "number"],
                condition=Q(occurrence=None),
                name="one_message_of_a_kind_per_signup",
            ),
            models.UniqueConstraint(
                fields=["signup", "kind", "occurrence", "number"],
                condition=Q(occurrence__isnull=False),
                name="one_message_of_a_kind_per_date",
            ),
        ]
        # A message of a signup that just came refers to none of these: it need not be in four more indexes.
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="message_due"),
            models.Index(fields=["occurrence"], condition=Q(occurrence__isnull=False), name="message_by_date"),
            models.Index(fields=["mail"], condition=Q(mail__isnull=False), name="message_by_mail"),
            models.Index(fields=["announcement"], condition=Q(announcement__isnull=False), name="message_by_words"),
            models.Index(fields=["done_by"], condition=Q(done_by__isnull=False), name="message_by_caller"),
        ]

    def __str__(self) -> str:
        return str(MessageKind(self.kind).label)
