"""Pictures and their renditions."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from media.cleaning import clean_in_place, is_new
from media.fields import PictureField
from media.names import clean_title, unguessable_name

from .rights import RIGHTS_FORM_FIELDS, RightsMixin


class Picture(RightsMixin, AbstractImage):
    """A picture. `description` is the alternative text that a page starts from; the page decides."""

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")

    admin_form_fields = (
        "title",
        "file",
        "description",
        *RIGHTS_FORM_FIELDS,
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        # The gate looks files up by their stored name.
        indexes: ClassVar = [models.Index(fields=["file"], name="picture_by_file")]

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{unguessable_name(filename)}"

    def clean(self) -> None:
        super().clean()
        clean_title(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is cleaned first, so that width, height, size and hash are those of what is stored."""
        if is_new(self.file):
            clean_in_place(self.file)
            self.file = self.file.file
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    """A size and format of a picture, made before a page that shows it goes live."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]
        indexes: ClassVar = [models.Index(fields=["file"], name="rendition_by_file")]

    def get_upload_to(self, filename: str) -> str:
        return f"renditions/{filename}"
