"""How one signs up to a workshop or an event: what the artist chooses on the page, and an editor approves."""

from django.db import models
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

MOST_IN_A_GROUP = 20
USUAL_LARGEST_GROUP = 6


class SignupWay(models.TextChoices):
    """How one gets a place."""

    NONE = "none", _("No signing up: just come")
    FIRST_COME = "first_come", _("No signing up: those who come first fit in")
    EACH_DATE = "each_date", _("Signing up to each date")
    WHOLE_COURSE = "whole_course", _("Signing up once to all dates")

    @classproperty
    def with_signups(cls) -> frozenset["SignupWay"]:
        """The ways in which people sign up here."""
        return frozenset({SignupWay.EACH_DATE, SignupWay.WHOLE_COURSE})


class Reminders(models.TextChoices):
    """When those who ask for it are reminded."""

    NONE = "none", _("No reminder")
    DAY_BEFORE = "day", _("A day before")
    DAY_AND_TWO_HOURS = "day_and_hours", _("A day before, and two hours before")
