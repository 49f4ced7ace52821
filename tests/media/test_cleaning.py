"""What is stored of a picture: its points, upright, and nothing else."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from media.cleaning import MAX_FRAMES, clean_picture
from media.models import Picture, Recording
from media.renditions import make_renditions
from tests.pictures import png_that_announces

SECRET = b"Kotikatu 3, Mikkeli"
NORTH, EAST = (61.0, 41.0, 15.0), (27.0, 16.0, 20.0)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def halves(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left and blue on the right."""
    picture = Image.new("RGB", size, "red")
    ImageDraw.Draw(picture).rectangle([size[0] // 2, 0, *size], fill="blue")
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Artist] = SECRET.decode()
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", NORTH
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", EAST
    return tags


def written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def cleaned(data: bytes, name: str = "kettu.jpg") -> bytes:
    return clean_picture(ContentFile(data, name=name), name).read()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colours(picture: Image.Image, places: list[tuple[int, int]]) -> list[str]:
    points = [picture.convert("RGB").getpixel(place) for place in places]
    return ["red" if point[0] > 200 > point[2] else "blue" if point[2] > 200 > point[0] else "?" for point in points]


def everything(kind: str) -> dict[str, Any]:
    """Every place for metadata that Pillow can fill in this format."""
    text = PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_text("Location", SECRET.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    return {
        "AVIF": {"exif": exif().tobytes(), "xmp": xmp},
        "GIF": {"comment": SECRET},
        "HEIF": {"exif": exif().tobytes(), "xmp": xmp},
        "JPEG": {"exif": exif().tobytes(), "xmp": xmp, "comment": SECRET, "dpi": (123, 123)},
        "PNG": {"exif": exif().tobytes(), "pnginfo": text},
        "WEBP": {"exif": exif().tobytes(), "xmp": xmp},
    }[kind]


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "HEIF", "JPEG", "PNG", "WEBP"])
def test_all_metadata_goes_and_the_profile_stays(kind: str) -> None:
    # Pillow compresses some texts; the tags below say that they were there.
    data = written(halves(), kind, **everything(kind), **({} if kind == "GIF" else {"icc_profile": PROFILE}))
    assert SECRET in data
    stored = cleaned(data)
    assert SECRET not in stored
    picture = opened(stored)
    picture.load()
    assert dict(picture.getexif()) == {}
    assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert getattr(picture, "text", {}) == {}
    assert {"exif", "xmp", "comment", "dpi", "photoshop"}.isdisjoint(picture.info)
    assert colours(picture, [(5, 20), (55, 20)]) == ["red", "blue"]
    if kind != "GIF":
        assert picture.info["icc_profile"] == PROFILE


def test_iptc_goes() -> None:
    data = written(halves(), "JPEG")
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + (5 + len(SECRET)).to_bytes(4, "big")
    block += b"\x1c\x02\x78" + len(SECRET).to_bytes(2, "big") + SECRET
    data = data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    assert "photoshop" in opened(data).info
    assert SECRET not in cleaned(data)
    assert "photoshop" not in opened(cleaned(data)).info


# Where the red half is after the picture has been turned as the tag says.
@pytest.mark.parametrize(
    ("orientation", "size", "red", "blue"),
    [
        (1, (60, 40), (5, 20), (55, 20)),
        (2, (60, 40), (55, 20), (5, 20)),
        (3, (60, 40), (55, 20), (5, 20)),
        (4, (60, 40), (5, 20), (55, 20)),
        (5, (40, 60), (20, 5), (20, 55)),
        (6, (40, 60), (20, 5), (20, 55)),
        (7, (40, 60), (20, 55), (20, 5)),
        (8, (40, 60), (20, 55), (20, 5)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_stand_upright(kind: str, orientation: int, size: Any, red: Any, blue: Any) -> None:
    picture = opened(cleaned(written(halves(), kind, exif=exif(orientation).tobytes())))
    assert picture.size == size
    assert colours(picture, [red, blue]) == ["red", "blue"]


def test_tags_that_nobody_can_read_spoil_no_picture() -> None:
    picture = opened(cleaned(written(halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)))
    assert picture.size == (60, 40)


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("ohje.html", "<script>alert(1)</script>")
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tail", [archive(), b"<!doctype html><script>alert(1)</script>"], ids=["archive", "page"])
def test_what_hides_behind_the_end_goes(kind: str, tail: bytes) -> None:
    data = written(halves(), kind) + tail
    stored = cleaned(data)
    assert not zipfile.is_zipfile(io.BytesIO(stored))
    assert b"<script" not in stored
    assert b"PK\x03\x04" not in stored


def test_what_hides_in_a_profile_goes() -> None:
    stored = cleaned(written(halves(), "JPEG", icc_profile=PROFILE + archive()))
    assert opened(stored).info["icc_profile"] == PROFILE
    assert "icc_profile" not in opened(cleaned(written(halves(), "JPEG", icc_profile=archive() * 2))).info


def test_a_picture_of_several_keeps_the_first_only() -> None:
    data = written(halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])
    picture = opened(cleaned(data))
    assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)
    assert colours(picture, [(5, 20), (55, 20)]) == ["red", "blue"]


@pytest.mark.parametrize("subsampling", [0, 1, 2])
def test_a_jpeg_keeps_its_quality(subsampling: int) -> None:
    noise = Image.effect_noise((64, 64), 60).convert("RGB")
    before = opened(written(noise, "JPEG", quality=95, subsampling=subsampling))
    after = opened(cleaned(written(noise, "JPEG", quality=95, subsampling=subsampling)))
    assert after.quantization == before.quantization
    assert after.layer == before.layer
    worst = max(abs(a - b) for a, b in zip(before.convert("L").tobytes(), after.convert("L").tobytes(), strict=True))
    assert worst <= 4


def test_what_loses_nothing_loses_nothing() -> None:
    noise = Image.effect_noise((40, 40), 90).convert("RGBA")
    noise.putalpha(Image.linear_gradient("L").resize((40, 40)))
    assert opened(cleaned(written(noise, "PNG"))).tobytes() == noise.tobytes()
    exact = written(noise, "WEBP", lossless=True, exact=True)
    stored = opened(cleaned(exact)).convert("RGBA")
    assert stored.getchannel("A").tobytes() == noise.getchannel("A").tobytes()
    assert stored.convert("RGBa").tobytes() == noise.convert("RGBa").tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_point_can_be_stored(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    stored = opened(cleaned(written(Image.new(mode, (8, 6)), kind)))
    stored.load()
    assert (stored.size, stored.format) == ((8, 6), kind)
    assert stored.mode == ("RGB" if mode == "CMYK" else mode)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_goes_on_moving(kind: str) -> None:
    frames = [Image.new("RGBA", (30, 20), (255, 0, 0, 0)) for _ in range(3)]
    for number, frame in enumerate(frames):
        ImageDraw.Draw(frame).rectangle([number * 10, 0, number * 10 + 9, 20], fill=(255, 0, 0, 255))
    durations = [100, 200, 300]
    data = written(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=durations, loop=2, disposal=2, lossless=True
    )
    picture = opened(cleaned(data + SECRET))
    assert (picture.n_frames, picture.info["loop"]) == (3, 2)
    for number in range(3):
        picture.seek(number)
        picture.load()
        assert picture.info["duration"] == durations[number]
        seen = [picture.convert("RGBA").getpixel((x, 10))[3] for x in (5, 15, 25)]
        assert seen == [255 if place == number else 0 for place in range(3)]


def test_what_moves_too_long_is_refused(settings: Any) -> None:
    def moving(count: int) -> bytes:
        frames = [Image.new("L", (4, 4), number % 250) for number in range(count)]
        return written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)

    assert opened(cleaned(moving(MAX_FRAMES))).n_frames == MAX_FRAMES
    with pytest.raises(ValidationError) as refusal:
        cleaned(moving(MAX_FRAMES + 1))
    assert refusal.value.code == "too_long"
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 4 * 4 * 10
    with pytest.raises(ValidationError) as refusal:
        cleaned(moving(11))
    assert refusal.value.code == "too_long"


@pytest.mark.parametrize(("width", "height"), [(10_000, 5_001), (20_000, 10_000), (60_000, 60_000)])
def test_a_huge_picture_is_refused_by_its_header(width: int, height: int, monkeypatch: Any) -> None:
    data = png_that_announces(width, 10).read()
    # The header says another height than the rows that follow have.
    header = data[:20] + height.to_bytes(4, "big") + data[24:29]
    data = header + zlib.crc32(header[12:29]).to_bytes(4, "big") + data[33:]
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(ValidationError) as refusal:
        cleaned(data, "iso.png")
    assert refusal.value.code == "too_many_pixels"


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "HEIF", "JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_half_a_picture_is_refused(kind: str, share: float) -> None:
    data = written(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    with pytest.raises(ValidationError) as refusal:
        cleaned(data[: int(len(data) * share)])
    assert refusal.value.code in {"damaged", "not_a_picture"}


@pytest.mark.parametrize(
    ("kind", "named", "stored"),
    [
        ("PNG", "kettu.jpg", "kettu.png"),
        ("JPEG", "kettu.png", "kettu.jpg"),
        ("WEBP", "kettu.jpg", "kettu.webp"),
        ("HEIF", "IMG_1.HEIC", "IMG_1.jpg"),
        ("HEIF", "kettu.jpg", "kettu.jpg"),
        ("PNG", "../../kettu.html", "kettu.png"),
        ("PNG", "", "picture.png"),
    ],
)
def test_the_stored_name_has_the_extension_of_what_is_stored(kind: str, named: str, stored: str) -> None:
    assert clean_picture(ContentFile(written(halves(), kind), name=named), named).name == stored


def test_without_a_decoder_for_heic_the_message_says_how_to_get_a_jpeg(monkeypatch: Any) -> None:
    data = written(halves(), "HEIF")
    monkeypatch.delitem(Image.OPEN, "HEIF")
    with pytest.raises(ValidationError, match="JPEG") as refusal:
        cleaned(data, "IMG_1.HEIC")
    assert refusal.value.code == "not_a_picture"
    assert "iPhone" in refusal.value.message


def test_the_same_picture_twice_is_the_same_file() -> None:
    data = written(halves(), "JPEG", exif=exif(6).tobytes())
    assert cleaned(data) == cleaned(data)


# By whatever way a picture comes -------------------------------------------------------------


def photograph() -> SimpleUploadedFile:
    """A telephone's: lying on its side, with the place where it was taken."""
    data = written(halves((640, 420)), "JPEG", exif=exif(6).tobytes(), comment=SECRET)
    return SimpleUploadedFile("IMG_1.jpg", data + archive(), content_type="image/jpeg")


def by_model(partner: Any, artist: Any, client: Any) -> None:
    Picture.objects.create(title="Kettu", file=photograph(), collection=partner.collection)


def by_the_file_itself(partner: Any, artist: Any, client: Any) -> None:
    picture = Picture(title="Kettu", collection=partner.collection)
    picture.file.save("IMG_1.jpg", photograph())


def by_form(partner: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    values = {"title": "Kettu", "licence": "all-rights", "collection": partner.collection.pk, "file": photograph()}
    assert client.post(reverse("wagtailimages:add"), values).status_code == 302


def by_chooser(partner: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    values = {"title": "Kettu", "licence": "all-rights", "collection": partner.collection.pk, "file": photograph()}
    address = reverse("wagtailimages_chooser:create")
    client.post(address, {f"image-chooser-upload-{name}": value for name, value in values.items()})


def by_dragging(partner: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    values = {"title": "Kettu", "files[]": photograph(), "collection": partner.collection.pk}
    client.post(reverse("wagtailimages:add_multiple"), values, headers={"x-requested-with": "XMLHttpRequest"})


def by_dragging_with_a_name_to_mend(partner: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    values = {"title": "K" * 300, "files[]": photograph(), "collection": partner.collection.pk}
    address = reverse("wagtailimages:add_multiple")
    answer = client.post(address, values, headers={"x-requested-with": "XMLHttpRequest"}).json()
    number = answer["uploaded_file_id"]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=(number,))
    values = {"title": "Kettu", "licence": "all-rights", "collection": partner.collection.pk}
    values = {f"uploaded-image-{number}-{name}": value for name, value in values.items()}
    assert client.post(address, values, headers={"x-requested-with": "XMLHttpRequest"}).json()["success"]


def by_replacing(partner: Any, artist: Any, client: Any) -> None:
    first = SimpleUploadedFile("a.png", written(halves(), "PNG"))
    picture = Picture.objects.create(
        title="Kettu", file=first, collection=partner.collection, uploaded_by_user=artist, file_hash="old"
    )
    client.force_login(artist)
    values = {"title": "Kettu", "licence": "all-rights", "collection": partner.collection.pk, "file": photograph()}
    assert client.post(reverse("wagtailimages:edit", args=(picture.pk,)), values).status_code == 302


def all_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def assert_says_nothing(path: Path) -> None:
    data = path.read_bytes()
    assert SECRET not in data, path
    assert not zipfile.is_zipfile(path), path
    with Image.open(path) as picture:
        assert dict(picture.getexif()) == {}, path
        assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}, path


@pytest.mark.parametrize(
    "way",
    [by_model, by_the_file_itself, by_form, by_chooser, by_dragging, by_dragging_with_a_name_to_mend, by_replacing],
)
def test_every_way_into_the_library(
    way: Callable[..., None], partner: Any, artist: Any, client: Any, settings: Any
) -> None:
    way(partner, artist, client)
    picture = Picture.objects.get()
    stored = Path(picture.file.path)
    assert stored.suffix == ".jpg"
    # Where nothing says the size and the hash, as in "by_the_file_itself", Wagtail finds them out when it needs them.
    assert (picture.width, picture.height, picture.get_file_size()) == (420, 640, stored.stat().st_size)
    kept = picture.get_file_hash()
    picture._set_file_hash()
    assert kept == picture.file_hash
    with Image.open(stored) as opened_again:
        assert opened_again.size == (420, 640)
        assert colours(opened_again, [(210, 20), (210, 600)]) == ["red", "blue"]
    assert make_renditions(picture) > 8
    assert len(all_files(settings.MEDIA_ROOT)) > 9
    for path in all_files(settings.MEDIA_ROOT):
        assert_says_nothing(path)


def test_saving_again_leaves_the_file_alone(partner: Any) -> None:
    by_model(partner, None, None)
    picture = Picture.objects.get()
    before = (picture.file.name, Path(picture.file.path).stat().st_mtime_ns)
    picture.title = "Pöllö"
    picture.save()
    picture.refresh_from_db()
    assert (picture.file.name, Path(picture.file.path).stat().st_mtime_ns) == before


def test_what_is_no_picture_is_never_stored_by_code_either(partner: Any, settings: Any) -> None:
    data = written(Image.effect_noise((200, 200), 90), "PNG")
    with pytest.raises(ValidationError):
        Picture.objects.create(title="x", file=ContentFile(data[:9000], name="x.png"), collection=partner.collection)
    with pytest.raises(ValidationError):
        Recording.objects.create(title="x", type="audio", thumbnail=ContentFile(b"x", name="x.jpg"))
    assert (Picture.objects.count(), Recording.objects.count(), all_files(settings.MEDIA_ROOT)) == (0, 0, [])


def test_stills_of_recordings(partner: Any, settings: Any) -> None:
    song = ContentFile(b"ID3\x04\0\0", name="laulu.mp3")
    Recording.objects.create(title="Laulu", type="audio", file=song, thumbnail=photograph())
    (still,) = (settings.MEDIA_ROOT / "posters").iterdir()
    assert_says_nothing(still)
    with Image.open(still) as picture:
        assert picture.size == (420, 640)


def test_pictures_of_profiles(artist: Any, client: Any, settings: Any) -> None:
    client.force_login(artist)
    address = reverse("wagtailadmin_account")
    values = {
        "name_email-first_name": "Aino",
        "name_email-last_name": "Virtanen",
        "language-language": "fi",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    for size in (200, 600):
        broken = SimpleUploadedFile("x.jpg", written(Image.effect_noise((size, size), 90), "JPEG")[:9000])
        refusal = client.post(address, {**values, "avatar-avatar": broken})
        assert refusal.status_code == 200
        assert "Kuva on vioittunut" in refusal.content.decode()
        assert all_files(settings.MEDIA_ROOT) == []
    answer = client.post(address, {**values, "avatar-avatar": photograph()})
    assert answer.status_code == 302
    (stored,) = all_files(settings.MEDIA_ROOT)
    assert_says_nothing(stored)
    with Image.open(stored) as picture:
        assert picture.size == (262, 400)
