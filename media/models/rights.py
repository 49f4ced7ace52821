"""Who made a file, and may it be shown (conventions: Privacy, last line)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentState(models.TextChoices):
    """Have the people who can be recognised agreed to be shown?"""

    UNDECIDED = "", _("Not answered yet")
    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("Everyone who can be recognised has agreed")


class Licence(models.TextChoices):
    """Under which terms others may use the file."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC0 = "cc0", "CC0"


class RightsMixin(models.Model):
    """Author, licence, confirmation of rights, consent and expiry of an uploaded file."""

    author = models.CharField(
        _("author"), max_length=120, blank=True, help_text=_("Who took the picture or made the file.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.ALL_RIGHTS)
    rights_confirmed = models.BooleanField(
        _("I may publish this"),
        default=False,
        help_text=_("You made it yourself, or the author has allowed you to publish it here."),
    )
    consent = models.CharField(
        _("recognisable people"),
        max_length=20,
        choices=ConsentState.choices,
        default=ConsentState.UNDECIDED,
        blank=True,
        help_text=_("For a child, a guardian agrees."),
    )
    expires_on = models.DateField(
        _("may be used until"), null=True, blank=True, help_text=_("Leave empty if there is no end date.")
    )

    class Meta:
        abstract = True


RIGHTS_FORM_FIELDS = ("author", "licence", "rights_confirmed", "consent", "expires_on")
