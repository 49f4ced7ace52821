"""Files to download."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from media.cleaning import is_new
from media.contents import check_document
from media.names import clean_title, unguessable_name

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
        indexes: ClassVar = [models.Index(fields=["file"], name="attachment_by_file")]

    def clean(self) -> None:
        clean_title(self)
        # Without a file there is nothing to judge: the form that completes an earlier upload has none.
        if not self.file:
            return
        super().clean()
        if is_new(self.file):
            try:
                check_document(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
