"""Names of stored files: nobody can guess one, and nothing of the uploader's name is trusted."""

import secrets
from pathlib import PurePosixPath

from django.utils.text import slugify


def unguessable_name(filename: str) -> str:
    """Return a name with 96 random bits that keeps the readable part and the extension of *filename*, in ASCII."""
    path = PurePosixPath(filename.replace("\\", "/"))
    readable = slugify(path.stem)[:40] or "file"
    extension = slugify(path.suffix.lstrip("."))[:10]
    name = f"{readable}-{secrets.token_hex(12)}"
    return f"{name}.{extension}" if extension else name
