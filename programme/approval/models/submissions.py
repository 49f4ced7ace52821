"""What was submitted: the pin that an approval is held against."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState


class ChangeKind(models.TextChoices):
    """What an editor is asked to let through."""

    NEW = "new", _("new")
    EDIT = "edit", _("change of a published page")
    TRANSLATION = "translation", _("translation")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def waiting(self) -> Self:
        """Those that nobody has decided on, oldest first."""
        return self.filter(task_state__status=TaskState.STATUS_IN_PROGRESS).order_by("submitted_at", "pk")

    def of_page(self, page_pk: int) -> Self:
        """Those of one page."""
        return self.filter(page_id=page_pk)


class Submission(models.Model):
    """One version of one page, pinned: its revision, the revision's content, and the bytes of its files.

    Made by `EditorApproval.start`, in its transaction; what an approval publishes must still be this.
    """

    task_state = models.OneToOneField(
        "wagtailcore.TaskState", on_delete=models.CASCADE, related_name="submission", verbose_name=_("decision")
    )
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="+", verbose_name=_("version")
    )
    kind = models.CharField(_("kind of change"), max_length=12, choices=ChangeKind.choices)
    content_hash = models.CharField(max_length=64)
    # By "kind:primary key" of the file: its stored name and SHA-256 (media.uses.fingerprints_of).
    files = models.JSONField(default=dict)
    # Of a translation: the passages of the original that it was made from (models.languages).
    made_from = models.JSONField(default=list)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("coordinators reminded"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.page} ({self.get_kind_display()})"
