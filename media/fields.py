"""Fields that hold pictures: what is not right is refused in the form, and what is stored has been cleaned."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms import FileField
from PIL import Image
from wagtail.images.fields import WagtailImageField as WagtailFormField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .cleaning import CleanedOnSave, CleanedPicture, clean_in_place, clean_picture
from .contents import extension_of


class PictureFieldFile(CleanedOnSave, WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Read the size from the header, where Wagtail's own decodes the picture; unknown if it is none."""
        close = self.closed
        self.open()
        try:
            return Image.open(self).size
        except (OSError, ValueError, Image.DecompressionBombError):
            return None, None
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    """Wagtail's field with the cleaning; for the database the same, so it needs no migration of its own."""

    attr_class = PictureFieldFile
    default_validators = [clean_in_place]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class StillFieldFile(CleanedOnSave, FieldFile):
    pass


class StillField(models.FileField):
    """A plain file field whose file is a picture."""

    attr_class = StillFieldFile
    default_validators = [clean_in_place]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class PictureFormField(WagtailFormField):
    """Wagtail's form field, but it looks into the whole file, and what comes out of it is the clean picture.

    Wagtail's own asks the header only, and lets exceptions of the decoder through to the person.
    """

    def to_python(self, data: Any) -> CleanedPicture | None:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        if extension_of(file.name) not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        return clean_picture(file, file.name)
