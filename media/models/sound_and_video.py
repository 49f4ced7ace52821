"""Sound and video files of our own. Captions, posters and renditions come with hosted video."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from media.names import unguessable_name

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
    thumbnail = models.FileField(_("still picture"), upload_to=poster_path, blank=True)
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
