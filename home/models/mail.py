"""Mail as rows: written with the change that causes it, sent by a job, tried again until it goes."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    # The server has it, or is about to; whether it took it has not been noted.
    HANDED = "handed", _("handed over")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    REFUSED = "refused", _("no such address")
    # It would come too late, or say what is true no more.
    DROPPED = "dropped", _("no longer needed")

    @classproperty
    def ended(cls) -> frozenset["MailStatus"]:
        """Those with which nothing more happens."""
        return frozenset({MailStatus.SENT, MailStatus.FAILED, MailStatus.REFUSED, MailStatus.DROPPED})


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        """Those whose time has come, oldest first."""
        return self.filter(status=MailStatus.WAITING, next_attempt_at__lte=now).order_by("created_at")

    def too_late(self, now: datetime) -> Self:
        """Those that wait, and are worth nothing any more."""
        return self.filter(status=MailStatus.WAITING, worth_until__lte=now)

    def hanging(self, since: datetime) -> Self:
        """Those whose sender stopped between taking them and saying how it went."""
        return self.filter(status__in=[MailStatus.SENDING, MailStatus.HANDED], attempted_at__lt=since)


class OutgoingMail(models.Model):
    """One mail to one person, rendered in their language. Removed 30 days after nothing more happens with it."""

    # Also the Message-ID.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=80)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    # An iCalendar file with its METHOD, which goes along as an attachment.
    calendar = models.TextField(_("calendar entry"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=MailStatus.choices, default=MailStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    # Later than this it is not sent. Empty: late is better than never.
    worth_until = models.DateTimeField(_("worth sending until"), null=True)
    attempted_at = models.DateTimeField(_("last attempt"), null=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(status="waiting"), name="outgoing_mail_due"),
        ]

    def __str__(self) -> str:
        return self.subject
