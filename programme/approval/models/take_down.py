"""Asking for a page to be taken down."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TakeDownRequestQuerySet(models.QuerySet["TakeDownRequest"]):
    def open(self) -> Self:
        """Those that no editor has dealt with, oldest first."""
        return self.filter(closed_at=None).order_by("created_at", "pk")


class TakeDownRequest(models.Model):
    """Somebody asks for a page to be taken down, and says why. Changes nothing itself."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    reason = models.TextField(_("reason"), max_length=1000)
    # Empty for a reader: nobody has to say who they are.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    closed_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    objects = TakeDownRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to take a page down")
        verbose_name_plural = _("requests to take pages down")

    def __str__(self) -> str:
        return str(self.page)
