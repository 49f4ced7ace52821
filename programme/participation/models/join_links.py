"""How one gets into a session: private, beside the page and never on it (conventions G9)."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.settings import telephone_address, validate_phone
from programme.catalogue.models import Occurrence

USUALLY_OPENS_MINUTES_BEFORE = 15


class JoinLinkQuerySet(models.QuerySet["JoinLink"]):
    def of_page(self, translation_key: uuid.UUID) -> Self:
        """Those of one page: for all dates, and for single ones."""
        return self.filter(translation_key=translation_key)

    def leading_to(self, occurrence: Occurrence) -> Self:
        """The date's own, and after it the one for all dates."""
        own_first = F("occurrence_uuid").desc(nulls_last=True)
        dates = Q(occurrence_uuid=occurrence.uuid) | Q(occurrence_uuid=None)
        return self.of_page(occurrence.translation_key).filter(dates).order_by(own_first)


class JoinLink(models.Model):
    """Address and telephone of a session. Seen by the partner, editors, and confirmed participants in the window."""

    translation_key = models.UUIDField(_("page"), db_index=True)
    # Occurrence.uuid; empty: for all dates that have none of their own.
    occurrence_uuid = models.UUIDField(_("date"), null=True, blank=True)
    url = models.URLField(
        _("address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("From Teams, Zoom, Jitsi, Meet or another service. It begins with https://."),
    )
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[validate_phone])
    code = models.CharField(_("code"), max_length=60, blank=True)
    opens_minutes_before = models.PositiveSmallIntegerField(
        _("opens so many minutes before the start"),
        default=USUALLY_OPENS_MINUTES_BEFORE,
        validators=[MaxValueValidator(24 * 60)],
    )
    # Rises with each replacement; numbers the messages about it.
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
        editable=False,
    )

    objects = JoinLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("join link")
        verbose_name_plural = _("join links")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(occurrence_uuid=None), name="one_join_link_per_page"
            ),
            models.UniqueConstraint(
                fields=["translation_key", "occurrence_uuid"],
                condition=Q(occurrence_uuid__isnull=False),
                name="one_join_link_per_date",
            ),
            models.CheckConstraint(condition=~Q(url="", phone=""), name="join_link_leads_somewhere"),
        ]

    @property
    def phone_address(self) -> str:
        """The number as a `tel:` address."""
        return telephone_address(self.phone)

    def opens_at(self, occurrence: Occurrence) -> datetime:
        """When participants of *occurrence* get it."""
        return occurrence.start - timedelta(minutes=self.opens_minutes_before)

    def __str__(self) -> str:
        # Never the address: this is what logs and lists print.
        return str(self._meta.verbose_name)
