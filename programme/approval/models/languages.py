"""How far a live translation is behind what it translates."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class LiveTranslationQuerySet(models.QuerySet["LiveTranslation"]):
    def behind(self) -> Self:
        """Those whose original says something else by now, the one that waits longest first."""
        return self.filter(behind_since__isnull=False, page__live=True).order_by("behind_since", "pk")


class LiveTranslation(models.Model):
    """What the public version of a translation was made from. Written with each publication, of either language.

    Passages are pairs of path and text (approval.languages.passages), as lists, because JSON has no pairs.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="live_translation", verbose_name=_("page")
    )
    made_from = models.JSONField(default=list)
    # The passages of the original that differ now.
    behind = models.JSONField(default=list)
    behind_since = models.DateTimeField(_("behind since"), null=True, blank=True)

    objects = LiveTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("live translation")
        verbose_name_plural = _("live translations")

    def __str__(self) -> str:
        return str(self.page)
