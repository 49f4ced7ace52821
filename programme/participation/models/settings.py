"""What the coordinator decides about taking part."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# The longest that the privacy notice may promise (conventions G5).
LONGEST_RETENTION_DAYS = 30


@register_setting(icon="group")
class ParticipationSettings(BaseGenericSetting):
    """Waiting times and checks, for all workshops and events."""

    confirm_addresses = models.BooleanField(
        _("ask people to confirm their e-mail address"),
        default=False,
        help_text=_("A place is then held for two hours, and becomes theirs when they open the link in the mail."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered place"), default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    offer_hours_when_close = models.PositiveSmallIntegerField(
        _("the same when the start is less than three days away"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    longest_waiting_list = models.PositiveSmallIntegerField(
        _("longest waiting list"),
        null=True,
        blank=True,
        help_text=_("How many signups may wait for one date. Leave empty if the list may be of any length."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days until signups are removed"),
        default=LONGEST_RETENTION_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_RETENTION_DAYS)],
        help_text=_("Counted from the last date. Only numbers stay."),
    )
    first_messages_checked = models.PositiveSmallIntegerField(
        _("messages of a new partner that an editor looks at"),
        default=3,
        help_text=_("So many first messages to participants wait for an editor before they are sent."),
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("confirm_addresses"),
                FieldPanel("offer_hours"),
                FieldPanel("offer_hours_when_close"),
                FieldPanel("longest_waiting_list"),
            ],
            heading=_("Places"),
        ),
        FieldPanel("first_messages_checked"),
        FieldPanel("retention_days"),
    ]

    class Meta:
        verbose_name = _("taking part")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retention_days__gte=1, retention_days__lte=LONGEST_RETENTION_DAYS),
                name="signups_go_within_thirty_days",
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
