"""What the footer says: contact, statements, and who to call (conventions U3, A3, G10)."""

from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import TranslatableMixin

validate_phone = RegexValidator(
    r"^\+?[0-9][0-9 ]{1,18}$", _("Write the number with digits and spaces only, for example 09 2525 0111.")
)


def telephone_address(number: str) -> str:
    """Return the `tel:` address of a number written the Finnish way; short numbers such as 112 stay as they are."""
    digits = number.replace(" ", "")
    if digits.startswith("0"):
        return f"tel:+358{digits[1:]}"
    return f"tel:{digits}"


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """Contact details and the pages that every footer links to."""

    contact_name = models.CharField(_("who answers"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[validate_phone])
    accessibility_statement = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Choose the page in the first language; readers of the others are led to its translation."),
    )
    privacy_notice = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy notice"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Choose the page in the first language; readers of the others are led to its translation."),
    )

    # Read in the same query, by what Wagtail's settings offer for it.
    select_related: ClassVar = ["accessibility_statement", "privacy_notice"]

    panels: ClassVar = [
        HelpPanel(_("These show at the foot of every page.")),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            heading=_("Contact"),
        ),
        MultiFieldPanel([FieldPanel("accessibility_statement"), FieldPanel("privacy_notice")], heading=_("Statements")),
    ]

    class Meta:
        verbose_name = _("footer")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def contact_phone_address(self) -> str:
        return telephone_address(self.contact_phone)


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    def in_language(self, language_code: str) -> Self:
        """The help lines as readers of that language see them, in their order."""
        return self.filter(locale__language_code=language_code).order_by("sort_order", "name")


class HelpLine(TranslatableMixin, models.Model):
    """A telephone or chat that helps. One row for each language of the site."""

    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[validate_phone])
    website = models.URLField(_("website"), blank=True)
    hours = models.CharField(
        _("when it answers"), max_length=120, blank=True, help_text=_("For example: day and night")
    )
    spoken_languages = models.CharField(_("languages spoken"), max_length=120, blank=True)
    cost = models.CharField(_("what it costs"), max_length=120, blank=True)
    checked_on = models.DateField(_("last checked"), help_text=_("When somebody last made sure that this is right."))
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = HelpLineQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("phone"),
        FieldPanel("website"),
        FieldPanel("hours"),
        FieldPanel("spoken_languages"),
        FieldPanel("cost"),
        FieldPanel("checked_on"),
        FieldPanel("sort_order"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_address(self) -> str:
        return telephone_address(self.phone)
