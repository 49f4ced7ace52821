"""Pictures as they are stored: decoded whole, turned upright, and written anew with nothing but their points.

What a camera, a telephone or an editor writes beside the points (place, time, owner, comments, earlier versions) is
left behind, and so is whatever somebody hid behind the end of the picture.
"""

import logging
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, JpegImagePlugin, UnidentifiedImageError

logger = logging.getLogger(__name__)

# The format under which a picture is stored, by the format in which it came, and the extension of that format.
# MPO is a JPEG with further pictures behind it; HEIF is what telephones of Apple make and few browsers show.
STORED_AS = {
    "AVIF": ("AVIF", "avif"),
    "GIF": ("GIF", "gif"),
    "HEIF": ("JPEG", "jpg"),
    "JPEG": ("JPEG", "jpg"),
    "MPO": ("JPEG", "jpg"),
    "PNG": ("PNG", "png"),
    "WEBP": ("WEBP", "webp"),
}
MAY_MOVE = frozenset({"AVIF", "GIF", "PNG", "WEBP"})
MAX_FRAMES = 200
# From so many points on, counted over all frames, time matters more than size: a process waits for the encoder.
LARGE = 8_000_000
# Where nothing better is known about the source.
JPEG_QUALITY = 92
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class CleanedPicture(ContentFile[bytes]):
    """The answer of `clean_picture`, which is stored as it is."""


def clean_picture(file: File[bytes], name: str | None) -> CleanedPicture:
    """Return the picture in *file* without its metadata, under *name* with the extension of its real format.

    Raises ValidationError, with a message for the person who chose the file, when it is no picture that we show,
    is damaged, or would need too much memory. Sizes are read from the header, before anything is decoded.
    """
    if isinstance(file, CleanedPicture):
        return file
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is too big (%(size)s). It may have at most %(most)s.")
            % {
                "size": filesizeformat(file.size),
                "most": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
            },
            code="too_big",
        )
    file.seek(0)
    data = file.read()
    try:
        extension, written = _rewrite(data)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_points() from None
    except Exception as error:  # Broken files make the decoders raise whatever they happen to stumble over.
        logger.info("A damaged picture was refused: %s", type(error).__name__)
        raise ValidationError(
            _(
                "This picture is damaged, or only a part of it arrived. If it opens on your own device, "
                "save it there again as a JPEG and upload that."
            ),
            code="damaged",
        ) from None
    stem = PurePosixPath((name or "").replace("\\", "/")).stem or "picture"
    return CleanedPicture(written, name=f"{stem}.{extension}")


def is_new(value: Any) -> bool:
    """Does the value of a model's file field hold a file that is not stored yet?"""
    return bool(value) and not value._committed


def clean_in_place(value: Any) -> None:
    """Replace the upload that a model's picture field holds by the clean picture; a file already stored stays.

    A validator, and at the same time what makes a model's other fields (size, hash) speak of the clean picture.
    """
    if is_new(value) and not isinstance(value.file, CleanedPicture):
        cleaned = clean_picture(value.file, value.name)
        value.file, value.name = cleaned, cleaned.name


class CleanedOnSave:
    """For a FieldFile: no way of storing a file leads past the cleaning."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        cleaned = clean_picture(content, name)
        # Otherwise this object would go on reading the upload instead of what is stored.
        self._file = cleaned
        self.__dict__.pop("_dimensions_cache", None)
        super().save(cleaned.name, cleaned, save=save)  # type: ignore[misc]

    save.alters_data = True  # type: ignore[attr-defined]


def _rewrite(data: bytes) -> tuple[str, bytes]:
    picture = _open(data)
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_points()
    arrived_as = picture.format or ""
    stored_as, extension = STORED_AS[arrived_as]
    profile = picture.info.get("icc_profile") or b""
    frames, durations = [], []
    for frame in _frames(picture):
        frames.append(_bare(frame, stored_as, profile))
        durations.append(frame.info.get("duration") or 100)
    moves_over_something = len(frames) > 1 and any(_is_see_through(frame) for frame in frames)
    if moves_over_something:
        # Frames of different kinds make the encoder of GIF leave some of them out.
        frames = [frame.convert("RGBA") for frame in frames]
    first = frames[0]
    is_large = len(frames) * first.width * first.height > LARGE
    options = _options(picture, first, stored_as, data, is_large=is_large)
    if kept := _kept_profile(profile, first.mode):
        options["icc_profile"] = kept
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        if "loop" in picture.info and stored_as != "AVIF":
            options["loop"] = picture.info["loop"]
        if stored_as == "GIF" and moves_over_something:
            # Otherwise what an earlier frame drew shines through the holes of a later one.
            options["disposal"] = 2
    stream = BytesIO()
    first.save(stream, stored_as, **options)
    written = bytearray(stream.getvalue())
    if stored_as == "WEBP" and moves_over_something and written[12:16] == b"VP8X":
        # The encoder cuts frames to what is drawn, and where nothing of that is see-through it forgets to say that
        # the rest of the picture is.
        written[20] |= 0x10
    return extension, bytes(written)


def _open(data: bytes) -> Image.Image:
    try:
        # Only these decoders: Pillow knows dozens of others, some of which start programs.
        return Image.open(BytesIO(data), formats=[name for name in STORED_AS if name in Image.OPEN])
    except UnidentifiedImageError:
        head = data[:2048].lower()
        if b"<svg" in head:
            message = _("Drawings in the SVG format cannot be shown here. Save the drawing as a PNG and upload that.")
        elif data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
            message = _(
                "This picture is in the HEIC format of telephones, which cannot be opened here. On an iPhone, choose "
                "Settings, Camera, Formats, Most Compatible, or send the picture to yourself by e-mail: "
                "it then becomes a JPEG."
            )
        else:
            message = _(
                "This file is not a picture, or it is damaged. Choose a picture in one of the formats "
                "JPEG, PNG, WebP, GIF, AVIF or HEIC."
            )
        raise ValidationError(message, code="not_a_picture") from None


def _too_many_points() -> ValidationError:
    return ValidationError(
        _(
            "This picture has too many pixels: at most %(most)d million are possible. "
            "Make it smaller, for example 4,000 pixels wide, and upload it again."
        )
        % {"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
        code="too_many_pixels",
    )


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield the frames one after another; all of them are the same object."""
    yield picture
    if picture.format not in MAY_MOVE or not getattr(picture, "is_animated", False):
        return
    # Counting the frames of a GIF means reading all of it, so they are counted while they come.
    for number in range(1, MAX_FRAMES + 1):
        try:
            picture.seek(number)
        except EOFError:
            return
        points = (number + 1) * picture.width * picture.height
        if number == MAX_FRAMES or points > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(
                _(
                    "This moving picture is too long: at most %(frames)d frames with %(most)d million pixels in all "
                    "are possible. Make it shorter or smaller, or upload it as a video."
                )
                % {"frames": MAX_FRAMES, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
                code="too_long",
            )
        yield picture


def _bare(frame: Image.Image, stored_as: str, profile: bytes) -> Image.Image:
    """Return a copy of *frame* that stands upright and knows nothing but its points."""
    bare = frame.copy()
    bare.info = {key: frame.info[key] for key in ("transparency",) if key in frame.info}
    try:
        orientation = frame.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # A picture with broken metadata is a good picture once they are gone.
        orientation = None
    if orientation:
        # Alone, because writing the other tags fails where a camera wrote nonsense into one.
        bare.getexif()[ExifTags.Base.Orientation] = orientation
        bare = ImageOps.exif_transpose(bare)
        bare.info.pop("exif", None)
    if stored_as == "JPEG" and bare.mode not in {"L", "RGB"}:
        return _in_srgb(bare, profile)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if picture.mode == "CMYK" and profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                converted.info = {}
                return converted
        except (ImageCms.PyCMSError, OSError):
            pass
    return picture.convert("RGB")


def _kept_profile(profile: bytes, mode: str) -> bytes:
    """Return *profile* as far as its own header says that it goes, if it is one and suits pictures of *mode*."""
    if len(profile) < 128:
        return b""
    try:
        space = ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip()
    except OSError:
        return b""
    wanted = "GRAY" if mode in {"1", "L", "LA", "I", "I;16"} else "RGB"
    return profile[: struct.unpack(">I", profile[:4])[0]] if space == wanted else b""


def _options(
    picture: Image.Image, first: Image.Image, stored_as: str, data: bytes, *, is_large: bool
) -> dict[str, Any]:
    """Return how to write the picture so that nobody sees a difference, and in seconds even where it *is_large*."""
    if stored_as == "JPEG":
        options: dict[str, Any] = {"progressive": bool(picture.info.get("progressive")), "optimize": True}
        tables = getattr(picture, "quantization", None)
        sampling = JpegImagePlugin.get_sampling(picture) if tables and picture.mode == first.mode == "RGB" else -1
        # The source's own tables lose next to nothing and keep the size; a JPEG of more than eight bits is rare.
        if tables and picture.mode == first.mode and all(0 < step < 256 for table in tables.values() for step in table):
            options["qtables"] = tables
        else:
            options["quality"] = JPEG_QUALITY
        # 0 is 4:4:4. Turned by a quarter, 4:2:2 would blur in the other direction.
        options["subsampling"] = 0 if sampling == 1 and picture.size != first.size else max(sampling, 0)
        return options
    if stored_as == "WEBP":
        if _is_lossless_webp(data):
            # Here "quality" is how long the encoder tries; the points stay as they are.
            return {"lossless": True, **({"method": 0, "quality": 0} if is_large else {"method": 2})}
        return {"quality": JPEG_QUALITY, "method": 2 if is_large else 4}
    if stored_as == "AVIF":
        return {"quality": 85, "speed": 8}
    if stored_as == "PNG":
        return {"compress_level": 3 if is_large else 6}
    return {}


def _is_lossless_webp(data: bytes) -> bool:
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[place : place + 8])
        if kind in {b"VP8L", b"VP8 "}:
            return bool(kind == b"VP8L")
        # Frames of a moving picture are chunks inside this one, behind sixteen bytes about it.
        place += 24 if kind == b"ANMF" else 8 + size + size % 2
    return False


def _is_see_through(frame: Image.Image) -> bool:
    return "transparency" in frame.info or frame.mode in {"LA", "PA", "RGBA"}
