"""What documents, sound and video really are, whatever their names say."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
# Documents of an office hold each other (a table in a presentation); that deep and no deeper.
MAX_DEPTH = 2
MAX_INSIDE = 20 * 1024 * 1024
CHUNK = 1024 * 1024

OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
TEXTS = frozenset({"csv", "ics", "txt"})
ARCHIVE_STARTS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
ARCHIVE_ENDINGS = frozenset(
    {"7z", "apk", "arj", "bz2", "cab", "gz", "iso", "jar", "lzh", "rar", "tar", "tgz", "war", "xz", "zip", "zst"}
)
MARKUP = re.compile(
    r"<\s*(?:!doctype|\?xml|\?php|/?(?:html|head|body|script|style|iframe|frame|object|embed|svg|img|link|meta|form|base)\b)",
    re.IGNORECASE,
)
# Tabulator, the two ends of a line, and the end of a page are what plain texts hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def extension_of(name: str | None) -> str:
    """Return the extension of a file's name in small letters and without its dot."""
    return PurePosixPath((name or "").replace("\\", "/")).suffix.lstrip(".").lower()


def check_document(file: File[bytes], name: str | None) -> None:
    """Raise ValidationError unless *file* is what the extension of *name* promises, and unpacks to a sensible size.

    An extension that is not allowed is not judged here.
    """
    extension = extension_of(name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        return
    file.seek(0)
    if extension in TEXTS:
        _check_text(file.read(), extension)
    elif extension == "pdf":
        if not file.read(5).startswith(b"%PDF-"):
            raise _something_else(extension)
    else:
        _Archive(extension).check(file, extension)
    file.seek(0)


def check_recording(file: File[bytes], name: str | None) -> None:
    """Raise ValidationError unless *file* starts as the extension of *name* promises and is not too big."""
    if file.size > settings.RECORDINGS_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is too big (%(size)s). It may have at most %(most)s.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(settings.RECORDINGS_MAX_UPLOAD_SIZE)},
            code="too_big",
        )
    extension = extension_of(name)
    starts_right = RECORDING_STARTS.get(extension)
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if starts_right is not None and not starts_right(head):
        raise _something_else(extension)


def _is_mpeg_audio(head: bytes) -> bool:
    # Eleven bits of synchronisation, then a version and a layer that exist.
    frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x18 != 0x08 and head[1] & 0x06
    return head.startswith(b"ID3") or bool(frame)


def _is_mpeg4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


RECORDING_STARTS: dict[str, Callable[[bytes], bool]] = {
    "m4a": _is_mpeg4,
    "m4v": _is_mpeg4,
    # Older films of Apple start with any of these parts.
    "mov": lambda head: head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"},
    "mp3": _is_mpeg_audio,
    "mp4": _is_mpeg4,
    "ogg": lambda head: head.startswith(b"OggS"),
    "wav": lambda head: head.startswith(b"RIFF") and head[8:12] == b"WAVE",
    "webm": lambda head: head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head,
}


def _something_else(extension: str) -> ValidationError:
    return ValidationError(
        _(
            "The name of this file ends in .%(extension)s, but the file is something else or damaged. "
            "Open it on your own device and save it again in the format that you want."
        )
        % {"extension": extension},
        code="something_else",
    )


def _check_text(data: bytes, extension: str) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("This text cannot be read. Save it as plain text with the encoding UTF-8, and upload it again."),
            code="not_text",
        ) from None
    if UNPRINTABLE.search(text):
        raise _something_else(extension)
    if MARKUP.search(text):
        raise ValidationError(
            _("This file holds parts of a web page (HTML). Only plain text can be uploaded under this name."),
            code="markup",
        )
    if extension == "ics" and not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise _something_else(extension)


class _Archive:
    """Counts what an archive and the documents inside it unpack to."""

    def __init__(self, extension: str) -> None:
        self.extension = extension
        self.entries = 0
        self.unpacked = 0

    def check(self, file: Any, extension: str, depth: int = 1) -> None:
        if not zipfile.is_zipfile(file):
            raise _something_else(self.extension)
        file.seek(0)
        # Anything before the archive would make it something else for another program.
        if not file.read(4).startswith(b"PK"):
            raise _something_else(self.extension)
        try:
            with zipfile.ZipFile(file) as archive:
                self._check_entries(archive, extension, depth)
        except ValidationError:
            raise
        except RuntimeError:
            raise ValidationError(
                _("This file is protected by a password, so nobody can check or open it. Save it without one."),
                code="locked",
            ) from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError):
            raise _something_else(self.extension) from None

    def _check_entries(self, archive: zipfile.ZipFile, extension: str, depth: int) -> None:
        entries = archive.infolist()
        self.entries += len(entries)
        # What the archive says of itself comes first, because reading it costs time.
        if self.entries > MAX_ENTRIES or self.unpacked + sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise self._too_much()
        if not _has_parts_of(archive, extension):
            raise _something_else(self.extension)
        for entry in entries:
            if _leads_elsewhere(entry.filename):
                raise _something_else(self.extension)
            if not entry.is_dir():
                self._check_entry(archive, entry, depth)

    def _check_entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
        extension = extension_of(entry.filename)
        is_document = extension in OFFICE_FOLDERS or extension in OPEN_DOCUMENTS
        if is_document and depth < MAX_DEPTH:
            if entry.file_size > MAX_INSIDE:
                raise self._too_much()
            # In memory: going back in a packed entry means unpacking it from its start each time.
            self.check(BytesIO(b"".join(self._read(archive, entry))), extension, depth + 1)
            return
        head = b""
        for chunk in self._read(archive, entry):
            head = head or chunk[:8]
        if not is_document and extension not in ARCHIVE_ENDINGS and not head.startswith(ARCHIVE_STARTS):
            return
        raise ValidationError(
            _("There is an archive inside this archive. Pack the files themselves, without archives among them."),
            code="nested",
        )

    def _read(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with archive.open(entry) as inside:
            while chunk := inside.read(CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > MAX_UNPACKED:
                    raise self._too_much()
                yield chunk

    def _too_much(self) -> ValidationError:
        return ValidationError(
            _("This file unpacks to too much: at most %(most)s in %(entries)s files are possible.")
            % {"most": filesizeformat(MAX_UNPACKED), "entries": MAX_ENTRIES},
            code="unpacks_to_too_much",
        )


def _has_parts_of(archive: zipfile.ZipFile, extension: str) -> bool:
    names = archive.namelist()
    if folder := OFFICE_FOLDERS.get(extension):
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    if kind := OPEN_DOCUMENTS.get(extension):
        if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
            return False
        return archive.read("mimetype").strip() == kind
    return True


def _leads_elsewhere(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(re.match(r"[A-Za-z]:", name))
