"""Files to download."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from media.names import unguessable_name

from .rights import RIGHTS_FORM_FIELDS, RightsMixin


def document_path(instance: models.Model, filename: str) -> str:
    """Where a document is stored."""
    return f"documents/{unguessable_name(filename)}"


class Attachment(RightsMixin, AbstractDocument):
    """A file to download, such as a pattern or a song sheet."""

    file = models.FileField(_("file"), upload_to=document_path)

    admin_form_fields = ("title", "file", *RIGHTS_FORM_FIELDS, "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions: ClassVar = [("choose_attachment", "Can choose file")]
        indexes: ClassVar = [models.Index(fields=["file"], name="attachment_by_file")]
