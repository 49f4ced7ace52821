"""Picture files for tests."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def png(name: str = "kettu.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A small picture that is right."""
    written = BytesIO()
    Image.new("RGB", size, "orange").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")


def png_that_announces(width: int, height: int) -> SimpleUploadedFile:
    """A picture of a few kilobytes whose header says that it is *width* by *height* points, all of them black."""
    rows = zlib.compressobj(9)
    row = bytes(width // 8 + 2)
    data = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    written = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return SimpleUploadedFile("iso.png", written, content_type="image/png")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
