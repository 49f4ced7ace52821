"""The forms of Wagtail and wagtailmedia for uploads, with fields of ours."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from .fields import PictureFormField
from .freeze import why_not_change
from .models.rights import Licence
from .uses import key_of, lock_files


class UnusedFileMixin:
    """Asks once more, when the change is written, whether the file is in use.

    Views ask before they read the form. While a big file is looked through, a page that uses the old one may be
    submitted and approved.
    """

    instance: Any

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            if self.instance.pk:
                lock_files([key_of(self.instance)])
                reason = why_not_change(self.instance)
                if reason:
                    raise PermissionDenied(reason)
            return super().save(commit=commit)  # type: ignore[misc]  # of the form that this is mixed into


class LicenceMixin:
    """For "add several", which asks for nothing but the file: the licence is the strictest until somebody says."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "licence" in self.fields:
            self.fields["licence"].required = False

    def clean_licence(self) -> str:
        return self.cleaned_data["licence"] or Licence.ALL_RIGHTS


class PictureForm(UnusedFileMixin, LicenceMixin, BaseImageForm):
    """The base of the single form, of the chooser's and of "add several"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A field declared on the class would also appear in the forms that leave the file out.
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureFormField(label=field.label, required=field.required, widget=field.widget)


class AttachmentForm(UnusedFileMixin, LicenceMixin, BaseDocumentForm):
    """The base of the single form for documents, of the chooser's and of "add several"."""


class RecordingForm(UnusedFileMixin, BaseMediaForm):
    """The base of the forms for sound and video."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("file", "thumbnail"):
            if name in self.fields:
                # The stored name is ours and short, so the length of the uploader's does not matter.
                self.fields[name].max_length = None
