"""Sound and video files of our own. Captions, posters and renditions come with hosted video."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia
from wagtailmedia.settings import wagtailmedia_settings

from media.cleaning import clean_in_place, is_new
from media.contents import check_recording
from media.fields import StillField
from media.names import clean_title, unguessable_name

from .rights import RIGHTS_FORM_FIELDS, RightsMixin


def media_path(instance: models.Model, filename: str) -> str:
    """Where a sound or video file is stored."""
    return f"media/{unguessable_name(filename)}"


def poster_path(instance: models.Model, filename: str) -> str:
    """Where the still picture of a video is stored."""
    return f"posters/{unguessable_name(filename)}"


class Recording(RightsMixin, AbstractMedia):
    """A sound or video file."""

    file = models.FileField(_("file"), upload_to=media_path)
    thumbnail = StillField(_("still picture"), upload_to=poster_path, blank=True)
    file_hash = models.CharField(max_length=40, blank=True, editable=False)
    description = models.CharField(
        _("alternative text"), max_length=255, blank=True, help_text=_("What is heard or seen, in one sentence.")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        *RIGHTS_FORM_FIELDS,
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
    )

    class Meta:
        verbose_name = _("sound or video")
        verbose_name_plural = _("sounds and videos")
        indexes: ClassVar = [
            models.Index(fields=["file"], name="recording_by_file"),
            models.Index(fields=["thumbnail"], name="recording_by_still"),
        ]

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """As wagtailmedia does, but what is wrong with a file is said at its field and not above the form."""
        clean_title(self)
        if is_new(self.file):
            extensions = {
                "audio": wagtailmedia_settings.AUDIO_EXTENSIONS,
                "video": wagtailmedia_settings.VIDEO_EXTENSIONS,
            }
            try:
                FileExtensionValidator(extensions.get(self.type))(self.file)
                check_recording(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
        try:
            super().clean(*args, **kwargs)
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                raise
            raise ValidationError({"thumbnail": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Before anything is stored: a still that is no picture must not leave the sound or video behind.
        clean_in_place(self.thumbnail)
        super().save(*args, **kwargs)
