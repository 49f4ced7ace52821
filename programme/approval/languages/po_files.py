"""Files of words that were translated elsewhere, read before wagtail-localize reads them.

It falls over a file without the name of its translation, and keeps half a word of one that was cut off.
"""

import tempfile
from pathlib import Path
from typing import Any

import polib
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

LARGEST = 2 * 1024 * 1024
_NAME_OF_TRANSLATION = "X-WagtailLocalize-TranslationID"


def why_not_import(*, translation: Translation, upload: Any) -> str:
    """Return why *upload*, a file or None, cannot be brought into *translation*; empty if it can.

    The file is left at its beginning.
    """
    if upload is None:
        return _("Choose a PO file first.")
    if upload.size > LARGEST:
        return _("This file is too large to be the words of one page.")
    content: bytes = upload.read()
    upload.seek(0)
    file = _read(content)
    if file is None or not file.metadata:
        return _("This file cannot be read as a PO file. Nothing was brought in.")
    if file.metadata.get(_NAME_OF_TRANSLATION) != str(translation.uuid):
        return _(
            "This PO file is not of this page in this language. "
            "Download the page's own file, and write the words into that one."
        )
    return ""


def _read(content: bytes) -> polib.POFile | None:
    """The file; None if it is none, or only the beginning of one."""
    # polib takes a text for a path where there is such a file, so it gets a path.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.po"
        path.write_bytes(content)
        try:
            text = content.decode(polib.detect_encoding(str(path)))
            file = polib.pofile(str(path))
        # polib says OSError for what it cannot make sense of; an encoding may be unknown.
        except (OSError, ValueError, LookupError):
            return None
    return None if "\0" in text or any(map(_is_cut_off, text.splitlines())) else file


def _is_cut_off(line: str) -> bool:
    """Does *line* open a quotation that it does not close? polib would take off its last letter and go on."""
    line = line.strip()
    opened = line.find('"')
    if opened < 0 or line.startswith("#"):
        return False
    if opened == len(line) - 1:
        return True
    inside = line[opened + 1 : -1]
    return line[-1] != '"' or (len(inside) - len(inside.rstrip("\\"))) % 2 == 1
