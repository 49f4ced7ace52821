"""Pictures and their renditions."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from media.names import unguessable_name

from .rights import RIGHTS_FORM_FIELDS, RightsMixin


class Picture(RightsMixin, AbstractImage):
    """A picture. `description` is the alternative text that a page starts from; the page decides."""

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
        permissions: ClassVar = [("choose_picture", "Can choose picture")]
        # The gate looks files up by their stored name.
        indexes: ClassVar = [models.Index(fields=["file"], name="picture_by_file")]

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{unguessable_name(filename)}"

    def clean(self) -> None:
        super().clean()
        if not self.title.strip():
            raise ValidationError({"title": _("Give the picture a name.")})


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
