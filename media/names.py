"""Names of stored files: nobody can guess one, and nothing of the uploader's name is trusted."""

import secrets
import unicodedata
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

# Joins the parts of one emoji; every other invisible character only hides something.
ZERO_WIDTH_JOINER = "\u200d"


def unguessable_name(filename: str) -> str:
    """Return a name with 96 random bits that keeps the readable part and the extension of *filename*, in ASCII."""
    path = PurePosixPath(filename.replace("\\", "/"))
    readable = slugify(path.stem)[:40] or "file"
    extension = slugify(path.suffix.lstrip("."))[:10]
    name = f"{readable}-{secrets.token_hex(12)}"
    return f"{name}.{extension}" if extension else name


def readable_title(title: str) -> str:
    """Return *title* without control characters and without those that turn the direction of writing."""
    kept = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in title
        if letter == ZERO_WIDTH_JOINER or unicodedata.category(letter) not in {"Cf", "Cs"}
    )
    return " ".join(kept.split())


def clean_title(file: Any) -> None:
    """Make the title of an uploaded *file* readable, in its model's `clean`; refuse one of which nothing is left."""
    given, file.title = file.title, readable_title(file.title)
    # A title that was empty from the start has its own message.
    if given and not file.title:
        raise ValidationError({"title": _("Give the file a name that can be read.")}, code="unreadable")
