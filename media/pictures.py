"""The main picture of a page, with a decision on its alternative text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MainImageMixin(models.Model):
    """A picture, and either a text that stands for it or the decision that it needs none (conventions A5)."""

    main_image = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        # A picture in use is never deleted under a page: what was approved does not vanish.
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("A picture from your own work is best. Shown at the top of the page and in the listing."),
    )
    main_image_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_(
            "One sentence for people who cannot see the picture. "
            "For example: Two children shape a clay fox at a kitchen table."
        ),
    )
    main_image_decorative = models.BooleanField(
        _("the picture is only decoration"),
        default=False,
        help_text=_("Tick this if the page says the same without the picture."),
    )

    class Meta:
        abstract = True

    @property
    def main_image_text(self) -> str:
        """The alternative text to print; empty for a decorative picture."""
        return "" if self.main_image_decorative else self.main_image_alt
