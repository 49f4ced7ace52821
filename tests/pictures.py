"""Picture files for tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def png(name: str = "kettu.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A small picture that is right."""
    written = BytesIO()
    Image.new("RGB", size, "orange").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")
