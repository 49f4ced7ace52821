"""Which page uses which file: what the gate and the freeze read.

Wagtail's own reference index is filled after the fact and knows no submissions, so it cannot decide who may read.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """The three kinds of uploaded file."""

    PICTURE = "picture", _("picture")
    ATTACHMENT = "attachment", _("file")
    RECORDING = "recording", _("sound or video")


class UseState(models.TextChoices):
    """In which version of the page the file is used."""

    LIVE = "live", _("published")
    SUBMITTED = "submitted", _("waits for approval")


class FileUse(models.Model):
    """One file in one version of one page; goes with the page.

    A row says what the published version uses. Whether readers see that version is the page's own `live`, which
    the gate asks in the same query: unpublishing needs no second write.
    """

    kind = models.CharField(max_length=10, choices=FileKind.choices)
    # Of the file's own table; not a foreign key, because there are three.
    file_id = models.PositiveBigIntegerField()
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=UseState.choices)

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.UniqueConstraint(fields=["kind", "file_id", "page", "state"], name="one_row_per_use"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_id}"
