"""Who let this go live: the answer, years later, also when the page is gone."""

import uuid
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Road(models.TextChoices):
    """How a version came to be published."""

    APPROVAL = "approval", _("approved from the queue")
    PUBLISHED = "published", _("published by an editor from the page's form")
    CITY = "city", _("made by the city")
    SHARED = "shared", _("shared things, approved in the other language")


class ApprovalRecordQuerySet(models.QuerySet["ApprovalRecord"]):
    def of_page(self, page_pk: int) -> Self:
        """Those of one page, newest first."""
        return self.filter(page_pk=page_pk).order_by("-decided_at", "-pk")

    def decided_with(self, record: "ApprovalRecord") -> Self:
        """The others of the same decision: other languages of the page."""
        return self.filter(decision=record.decision).exclude(pk=record.pk).order_by("pk")


class ApprovalRecord(models.Model):
    """One publication of one version of one language. Never changed, and not deleted with the page.

    Names are kept beside the links to people: the record must say who it was when an account is gone (the city's
    duty to show who decided; conventions, Privacy).
    """

    # One decision may let several languages live, and carries shared things over to those that are.
    decision = models.UUIDField(default=uuid.uuid4, db_index=True)
    # Not foreign keys: page and revision may go.
    page_pk = models.PositiveBigIntegerField(_("page"), db_index=True)
    revision_pk = models.PositiveBigIntegerField(_("version"))
    translation_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=255)
    url_path = models.CharField(_("address"), max_length=1000)
    model = models.CharField(max_length=100)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    content_hash = models.CharField(max_length=64)
    files = models.JSONField(default=dict)
    # The points of the checklist as they stood, and what the editor ticked.
    checklist = models.JSONField(default=dict)
    road = models.CharField(_("road"), max_length=10, choices=Road.choices)
    submitted_revision_pk = models.PositiveBigIntegerField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("submitted by")
    )
    submitted_by_name = models.CharField(max_length=320, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    decided_by_name = models.CharField(max_length=320, blank=True)
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    comment = models.TextField(_("comment"), blank=True)

    objects = ApprovalRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval record")
        verbose_name_plural = _("approval records")

    def __str__(self) -> str:
        return self.title

    @property
    def was_mended(self) -> bool:
        """Did an editor change the version between submission and approval?"""
        return self.submitted_revision_pk is not None and self.submitted_revision_pk != self.revision_pk
