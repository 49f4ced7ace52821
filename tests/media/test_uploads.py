"""Files that are not what they say: a clear answer in the person's language, and nothing is kept of them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import UploadedFile
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from media.contents import MAX_ENTRIES, MAX_UNPACKED, check_document, check_recording
from media.models import Attachment, Picture, Recording
from media.names import readable_title
from tests.pictures import png, png_that_announces

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><title>Hei</title><script>alert(1)</script>"


def sent(name: str, data: bytes) -> Callable[[], SimpleUploadedFile]:
    """Return what makes the file anew for each request, because a request uses it up."""
    return lambda: SimpleUploadedFile(name, data)


def packed(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def noise(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(stream, kind)
    return stream.getvalue()


def locked() -> bytes:
    """An archive that says of its entry that it is encrypted."""
    data = bytearray(packed({"ohje.txt": b"Hei"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """An archive whose entry unpacks to more than it says."""
    data = bytearray(packed({"ohje.txt": bytes(1_000_000)}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


WORD = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
TABLE = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
SLIDES = packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>", "ppt/embeddings/a.xlsx": TABLE})
OPEN_TEXT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
OPEN_TABLE = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
BOMB = packed({f"{number}.txt": bytes(MAX_UNPACKED // 4) for number in range(5)})
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Työpaja\r\nEND:VCALENDAR\r\n".encode()

NO_PICTURE = {
    "fi": "Tiedosto ei ole kuva, tai se on vioittunut. "
    "Valitse kuva, jonka muoto on JPEG, PNG, WebP, GIF, AVIF tai HEIC.",
    "en": "This file is not a picture, or it is damaged. "
    "Choose a picture in one of the formats JPEG, PNG, WebP, GIF, AVIF or HEIC.",
}
DAMAGED = {
    "fi": "Kuva on vioittunut, tai siitä tuli perille vain osa. "
    "Jos se aukeaa omalla laitteellasi, tallenna se siellä uudelleen JPEG-kuvana ja lähetä se.",
    "en": "This picture is damaged, or only a part of it arrived. "
    "If it opens on your own device, save it there again as a JPEG and upload that.",
}
TOO_MANY_PIXELS = {
    "fi": "Kuvassa on liikaa kuvapisteitä: niitä voi olla enintään 50 miljoonaa. "
    "Pienennä kuvaa esimerkiksi 4 000 kuvapisteen levyiseksi ja lähetä se uudelleen.",
    "en": "This picture has too many pixels: at most 50 million are possible. "
    "Make it smaller, for example 4,000 pixels wide, and upload it again.",
}
DRAWN = {
    "fi": "SVG-muotoisia piirroksia ei voi näyttää täällä. Tallenna piirros PNG-kuvana ja lähetä se.",
    "en": "Drawings in the SVG format cannot be shown here. Save the drawing as a PNG and upload that.",
}
OTHER_EXTENSION = {
    "fi": "Kuvan muoto ei ole tuettu. Tuetut muodot: AVIF, GIF, HEIC, HEIF, JPG, JPEG, PNG, WEBP.",
    "en": "Not a supported image format. Supported formats: AVIF, GIF, HEIC, HEIF, JPG, JPEG, PNG, WEBP.",
}
NO_SUCH_DOCUMENT = {
    "fi": 'Pääte "html" ei ole sallittu. Sallittuja päätteitä ovat '
    '"csv, docx, ics, odt, ods, pdf, pptx, txt, xlsx, zip".',
    "en": "File extension “html” is not allowed. Allowed extensions are: "
    "csv, docx, ics, odt, ods, pdf, pptx, txt, xlsx, zip.",
}
MARKUP = {
    "fi": "Tiedostossa on verkkosivun osia (HTML). Tällä nimellä voi lähettää vain pelkkää tekstiä.",
    "en": "This file holds parts of a web page (HTML). Only plain text can be uploaded under this name.",
}
UNPACKS = {
    "fi": "Tiedosto on purettuna liian suuri: siinä voi olla enintään 200,0\xa0MB ja 2000 tiedostoa.",
    "en": "This file unpacks to too much: at most 200.0\xa0MB in 2000 files are possible.",
}
TOO_BIG = {
    "fi": "Tiedosto on liian suuri (20,0\xa0MB). Tiedoston koko voi olla enintään 20,0\xa0MB.",
    "en": "This file is too big (20.0\xa0MB). Maximum filesize 20.0\xa0MB.",
}


def something_else(extension: str) -> dict[str, str]:
    return {
        "fi": f"Tiedoston nimen lopussa on .{extension}, mutta tiedosto on jotakin muuta tai vioittunut. "
        "Avaa se omalla laitteellasi ja tallenna se uudelleen haluamassasi muodossa.",
        "en": f"The name of this file ends in .{extension}, but the file is something else or damaged. "
        "Open it on your own device and save it again in the format that you want.",
    }


CASES = {
    "text-named-jpg": ("image", sent("kettu.jpg", "Tämä on tekstiä.".encode()), NO_PICTURE),
    "page-named-png": ("image", sent("kettu.png", PAGE), NO_PICTURE),
    "start-of-a-jpeg": ("image", sent("kettu.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"), DAMAGED),
    "bomb": ("image", lambda: png_that_announces(20_000, 20_000), TOO_MANY_PIXELS),
    "200-million-pixels": ("image", lambda: png_that_announces(20_000, 10_000), TOO_MANY_PIXELS),
    "51-million-pixels": ("image", lambda: png_that_announces(10_000, 5_100), TOO_MANY_PIXELS),
    "half-a-png": ("image", sent("kettu.png", noise("PNG")[:20_000]), DAMAGED),
    "half-a-jpeg": ("image", sent("kettu.jpg", noise("JPEG")[:20_000]), DAMAGED),
    "drawing": ("image", sent("kettu.svg", DRAWING), OTHER_EXTENSION),
    "drawing-named-png": ("image", sent("kettu.png", DRAWING), DRAWN),
    "picture-named-html": ("image", lambda: png("kettu.html"), OTHER_EXTENSION),
    "too-big": ("image", sent("kettu.png", png().read() + bytes(20 * 1024 * 1024)), TOO_BIG),
    "page": ("document", sent("ohje.html", PAGE), NO_SUCH_DOCUMENT),
    "page-named-pdf": ("document", sent("ohje.pdf", PAGE), something_else("pdf")),
    "page-named-txt": ("document", sent("ohje.txt", PAGE), MARKUP),
    "picture-named-docx": ("document", lambda: png("ohje.docx"), something_else("docx")),
    "archive-bomb": ("document", sent("ohje.zip", BOMB), UNPACKS),
}


def said_at_file(html: str) -> str:
    (place,) = WagtailTestUtils.get_soup(html).select(
        '[id*="file"][id$="-errors"], .w-field__errors:has(.error-message)'
    )
    return place.get_text(" ", strip=True)


@pytest.fixture(params=["fi", "en"])
def language(request: Any, artist: Any, client: Any) -> str:
    """The language of the artist, who is signed in."""
    artist.language = request.param
    artist.save()
    client.force_login(artist)
    return request.param


@pytest.fixture
def by_form(partner: Any, client: Any) -> Callable[..., Any]:
    """Send a file from the page "add an image" or "add a document"."""

    def send(kind: str, file: SimpleUploadedFile) -> Any:
        values = {"title": "Kettu ja pöllö", "licence": "all-rights", "collection": partner.collection.pk}
        return client.post(reverse(f"wagtail{kind}s:add".replace("documents", "docs")), {**values, "file": file})

    return send


@pytest.fixture
def by_chooser(partner: Any, client: Any) -> Callable[..., Any]:
    """Send a file from the chooser of a page's form."""

    def send(kind: str, file: SimpleUploadedFile) -> Any:
        values = {
            "title": "Kettu ja pöllö",
            "licence": "all-rights",
            "collection": partner.collection.pk,
            "file": file,
        }
        address = reverse(f"wagtail{kind}s_chooser:create".replace("documents", "docs"))
        return client.post(address, {f"{kind}-chooser-upload-{name}": value for name, value in values.items()})

    return send


@pytest.fixture
def by_dragging(partner: Any, client: Any) -> Callable[..., Any]:
    """Send a file as "add several at once" does."""

    def send(kind: str, file: SimpleUploadedFile) -> Any:
        address = reverse(f"wagtail{kind}s:add_multiple".replace("documents", "docs"))
        values = {"title": "Kettu ja pöllö", "files[]": file, "collection": partner.collection.pk}
        return client.post(address, values, headers={"x-requested-with": "XMLHttpRequest"})

    return send


def assert_nothing_is_kept(root: Path) -> None:
    assert (Picture.objects.count(), Attachment.objects.count(), UploadedFile.objects.count()) == (0, 0, 0)
    assert [path for path in root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("kind", "make", "says"), CASES.values(), ids=CASES)
def test_refused_by_every_way(
    kind: str, make: Any, says: Any, language: str, by_form: Any, by_chooser: Any, by_dragging: Any, settings: Any
) -> None:
    answer = by_form(kind, make())
    assert answer.status_code == 200
    assert said_at_file(answer.content.decode()) == says[language]
    assert 'value="Kettu ja pöllö"' in answer.content.decode()
    assert_nothing_is_kept(settings.MEDIA_ROOT)

    answer = by_chooser(kind, make())
    assert (answer.status_code, answer.json()["step"]) == (200, "reshow_creation_form")
    assert said_at_file(answer.json()["htmlFragment"]) == says[language]
    assert 'value="Kettu ja pöllö"' in answer.json()["htmlFragment"]
    assert_nothing_is_kept(settings.MEDIA_ROOT)

    answer = by_dragging(kind, make())
    assert answer.json() == {"success": False, "error_message": says[language]}
    assert_nothing_is_kept(settings.MEDIA_ROOT)


def test_the_bombs_are_small_files() -> None:
    assert len(png_that_announces(20_000, 20_000).read()) < 100_000
    assert len(BOMB) < 1_000_000


def test_what_is_right_is_kept(language: str, partner: Any, artist: Any, by_form: Any, by_chooser: Any) -> None:
    assert by_form("image", png()).status_code == 302
    assert by_chooser("image", png("pöllö.png", (20, 20))).json()["step"] == "chosen"
    assert by_form("document", SimpleUploadedFile("ohje.txt", b"Hei")).status_code == 302
    pictures = Picture.objects.order_by("pk")
    assert [(picture.width, picture.collection, picture.uploaded_by_user) for picture in pictures] == [
        (40, partner.collection, artist),
        (20, partner.collection, artist),
    ]
    assert Attachment.objects.get().collection == partner.collection


def test_nobody_uploads_into_another_partners_collection(
    partner: Any, artist: Any, other_partner: Any, client: Any, settings: Any
) -> None:
    client.force_login(artist)
    values = {"title": "Kettu", "licence": "all-rights", "collection": other_partner.collection.pk, "file": png()}
    client.post(reverse("wagtailimages:add"), values)
    # With one collection of one's own there is no choice, and it is the one that is taken.
    assert [picture.collection for picture in Picture.objects.all()] == [partner.collection]


def test_editors_upload_too(editor: Any, client: Any, partner: Any) -> None:
    client.force_login(editor)
    values = {"title": "Kettu", "licence": "all-rights", "collection": partner.collection.pk, "file": png()}
    assert client.post(reverse("wagtailimages:add"), values).status_code == 302
    assert Picture.objects.get().collection == partner.collection


# What documents are -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ohje.pdf", b"%PDF-1.7\n%%EOF"),
        ("OHJE.PDF", b"%PDF-1.7\n%%EOF"),
        ("ohje.docx", WORD),
        ("taulukko.xlsx", TABLE),
        ("esitys.pptx", SLIDES),
        ("ohje.odt", OPEN_TEXT),
        ("taulukko.ods", OPEN_TABLE),
        ("kaikki.zip", packed({"ohje.docx": WORD, "kuvat/kettu.png": png().read(), "Lue minut.txt": b"Hei"})),
        ("ohje.txt", "Tämä on 1 < 2 & 3 > 2.\r\n\tHei 🦊".encode()),
        ("ohje.txt", "\ufeffHei".encode()),
        ("luettelo.csv", "nimi;määrä\r\nkettu;2\r\n".encode()),
        ("paja.ics", CALENDAR),
    ],
)
def test_documents_that_are_what_they_say(name: str, data: bytes) -> None:
    check_document(SimpleUploadedFile(name, data), name)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("ohje.pdf", b"\n" + PAGE + b"%PDF-1.7", "something_else"),
        ("ohje.pdf", WORD, "something_else"),
        ("ohje.docx", TABLE, "something_else"),
        ("ohje.docx", b"PK\x03\x04" + bytes(200), "something_else"),
        ("ohje.docx", PAGE + WORD, "something_else"),
        ("ohje.docx", WORD[: len(WORD) // 2], "something_else"),
        ("taulukko.xlsx", WORD, "something_else"),
        ("esitys.pptx", OPEN_TEXT, "something_else"),
        ("ohje.odt", OPEN_TABLE, "something_else"),
        ("taulukko.ods", WORD, "something_else"),
        ("kaikki.zip", b"Rar!\x1a\x07\x00" + bytes(50), "something_else"),
        ("kaikki.zip", packed({"../../etc/passwd": b"x"}), "something_else"),
        ("kaikki.zip", packed({"C:\\Windows\\a.txt": b"x"}), "something_else"),
        ("kaikki.zip", lying(), "something_else"),
        ("kaikki.zip", locked(), "locked"),
        ("kaikki.zip", packed({"sisus.zip": packed({"a.txt": b"x"})}), "nested"),
        ("kaikki.zip", packed({"sisus.txt": packed({"a.txt": b"x"})}), "nested"),
        ("kaikki.zip", packed({"sisus.7z": b"x"}), "nested"),
        ("kaikki.zip", packed({"esitys.pptx": SLIDES}), "nested"),
        ("esitys.pptx", packed({"[Content_Types].xml": b"", "ppt/a.xml": b"", "ppt/b.zip": WORD}), "nested"),
        ("kaikki.zip", packed({f"{number}.txt": b"" for number in range(MAX_ENTRIES + 1)}), "unpacks_to_too_much"),
        ("ohje.docx", packed({"a.docx": BOMB, "[Content_Types].xml": b"", "word/a": b""}), "unpacks_to_too_much"),
        ("ohje.txt", "Tämä on tekstiä.".encode("latin-1"), "not_text"),
        ("ohje.txt", "Tämä".encode("utf-16"), "not_text"),
        ("ohje.txt", b"MZ\x00\x01", "something_else"),
        ("ohje.csv", b"a;<script>alert(1)</script>", "markup"),
        ("paja.ics", b"Hei", "something_else"),
        ("paja.ics", CALENDAR.replace(b"SUMMARY:", b"SUMMARY:<iframe src=x>"), "markup"),
    ],
)
def test_documents_that_are_something_else(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_document(SimpleUploadedFile(name, data), name)
    assert refusal.value.code == code


# What recordings are ------------------------------------------------------------------------

FILM = b"\0\0\0\x18ftypmp42" + bytes(100)
RECORDINGS = {
    "m4a": FILM,
    "mp3": b"ID3\x04" + bytes(100),
    "ogg": b"OggS" + bytes(100),
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(100),
    "m4v": FILM,
    "mov": b"\0\0\0\x08wide" + bytes(100),
    "mp4": FILM,
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(100),
}


@pytest.mark.parametrize("extension", RECORDINGS)
def test_recordings_are_what_they_say(extension: str) -> None:
    name = f"laulu.{extension}"
    check_recording(SimpleUploadedFile(name, RECORDINGS[extension]), name)
    for other in (PAGE, b"", b"\xff\xd8\xff\xe0", b"GIF89a", b"%PDF-1.7", b"PK\x03\x04"):
        with pytest.raises(ValidationError):
            check_recording(SimpleUploadedFile(name, other), name)
    check_recording(SimpleUploadedFile("laulu.mp3", b"\xff\xfb\x90\x64" + bytes(100)), "laulu.mp3")


@pytest.fixture
def by_media_form(partner: Any, client: Any) -> Callable[..., Any]:
    def send(kind: str, **files: Any) -> Any:
        values = {
            "title": "Kettu ja pöllö",
            "licence": "all-rights",
            "collection": partner.collection.pk,
            "duration": 1,
        }
        return client.post(reverse("wagtailmedia:add", args=(kind,)), {**values, **files})

    return send


@pytest.fixture
def by_media_chooser(partner: Any, client: Any) -> Callable[..., Any]:
    def send(kind: str, **files: Any) -> Any:
        values = {
            "title": "Kettu ja pöllö",
            "licence": "all-rights",
            "collection": partner.collection.pk,
            "duration": 1,
        }
        values = {f"media-chooser-upload-{name}": value for name, value in {**values, **files}.items()}
        return client.post(reverse("wagtailmedia:chooser_upload", args=(kind,)), values)

    return send


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_recordings_that_are_something_else(
    kind: str, language: str, by_media_form: Any, by_media_chooser: Any, settings: Any
) -> None:
    extension = {"audio": "mp3", "video": "mp4"}[kind]
    for send in (by_media_form, by_media_chooser):
        answer = send(kind, file=SimpleUploadedFile(f"laulu.{extension}", PAGE))
        html = answer.content.decode() if send is by_media_form else answer.json()["html"]
        assert something_else(extension)[language] in said_at_file(html)
        assert 'value="Kettu ja pöllö"' in html
        assert Recording.objects.count() == 0
        assert_nothing_is_kept(settings.MEDIA_ROOT)


def test_stills_that_are_no_pictures(language: str, by_media_form: Any, settings: Any) -> None:
    answer = by_media_form(
        "video",
        file=SimpleUploadedFile("paja.mp4", RECORDINGS["mp4"]),
        thumbnail=SimpleUploadedFile("kuva.png", PAGE),
    )
    assert NO_PICTURE[language] in answer.content.decode()
    assert_nothing_is_kept(settings.MEDIA_ROOT)
    answer = by_media_form("video", file=SimpleUploadedFile("paja.mp4", RECORDINGS["mp4"]), thumbnail=png())
    assert answer.status_code == 302
    assert Recording.objects.get().thumbnail.name.endswith(".png")


# Names --------------------------------------------------------------------------------------

NAMES = [
    "../../../etc/kettu.png",
    "..\\..\\kettu.png",
    "kettu\u202egnp.png",
    "🦊 kettu 🦉.png",
    "k" * 300 + ".png",
    "kettu\0.png",
    "Käsityö – ”Savikettu”.PNG",
    ".png",
    "kettu.html.png",
    "<script>alert(1)</script>.png",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_anywhere(
    name: str, language: str, by_form: Any, by_chooser: Any, by_dragging: Any, settings: Any
) -> None:
    for send in (by_form, by_chooser, by_dragging):
        file = png()
        file._name = name
        assert send("image", file).status_code in {200, 302}
    root = Path(settings.MEDIA_ROOT)
    stored = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    assert {path.parts[0] for path in stored} <= {"pictures", "renditions"}
    assert {picture.file.name for picture in Picture.objects.all()} <= {str(path) for path in stored}
    for path in stored:
        assert str(path).isascii()
        assert len(str(path)) <= 100
        assert "<" not in str(path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Savi\u202ekettu", "Savikettu"),
        ("\u2066Savi\u2069 \u200bkettu\ufeff", "Savi kettu"),
        ("Savi\r\nkettu\t", "Savi kettu"),
        ("Savikettu 👩\u200d🎨", "Savikettu 👩\u200d🎨"),
        ("\u202e\u200b", ""),
    ],
)
def test_titles_hide_nothing(given: str, kept: str) -> None:
    assert readable_title(given) == kept


def test_titles_are_cleaned_by_every_form(language: str, partner: Any, client: Any) -> None:
    values = {"title": "Savi\u202ekettu", "licence": "all-rights", "collection": partner.collection.pk}
    client.post(reverse("wagtailimages:add"), {**values, "file": png()})
    client.post(reverse("wagtaildocs:add"), {**values, "file": SimpleUploadedFile("ohje.txt", b"Hei")})
    film = SimpleUploadedFile("paja.mp4", RECORDINGS["mp4"])
    client.post(reverse("wagtailmedia:add", args=("video",)), {**values, "file": film, "duration": 1})
    titles = [model.objects.get().title for model in (Picture, Attachment, Recording)]
    assert titles == ["Savikettu"] * 3
    answer = client.post(reverse("wagtailimages:add"), {**values, "title": "\u202e", "file": png()})
    says = {"fi": "Anna tiedostolle nimi, jonka voi lukea.", "en": "Give the file a name that can be read."}
    assert says[language] in answer.content.decode()
    assert Picture.objects.count() == 1


def test_a_title_that_is_too_long_can_be_mended(
    language: str, partner: Any, client: Any, by_dragging: Any, settings: Any
) -> None:
    ways = {
        "image": (png(), "wagtailimages:create_multiple_from_uploaded_image", "uploaded-image"),
        "document": (
            SimpleUploadedFile("ohje.txt", b"Hei"),
            "wagtaildocs:create_multiple_from_uploaded_document",
            "uploaded-document",
        ),
    }
    for kind, (file, name, prefix) in ways.items():
        address = reverse(f"wagtail{kind}s:add_multiple".replace("documents", "docs"))
        values = {"title": "K" * 300, "files[]": file, "collection": partner.collection.pk}
        answer = client.post(address, values, headers={"x-requested-with": "XMLHttpRequest"}).json()
        number = answer["uploaded_file_id"]
        fields = {"title": "Kettu", "licence": "cc0", "collection": partner.collection.pk}
        data = {f"{prefix}-{number}-{field}": value for field, value in fields.items()}
        answer = client.post(reverse(name, args=(number,)), data, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.json()["success"], kind
    assert [(file.title, file.licence) for file in (Picture.objects.get(), Attachment.objects.get())] == [
        ("Kettu", "cc0")
    ] * 2
    assert UploadedFile.objects.count() == 0


def test_a_picture_under_the_wrong_name_is_kept_under_the_right_one(language: str, by_form: Any) -> None:
    assert by_form("image", png("kettu.jpg")).status_code == 302
    assert Picture.objects.get().file.name.endswith(".png")


def test_the_format_of_telephones_becomes_a_jpeg(language: str, by_form: Any) -> None:
    assert by_form("image", SimpleUploadedFile("IMG_1.HEIC", noise("HEIF"))).status_code == 302
    picture = Picture.objects.get()
    assert picture.file.name.endswith(".jpg")
    assert (picture.width, picture.height) == (300, 300)


def test_several_at_once_need_no_licence_yet(language: str, by_dragging: Any) -> None:
    assert by_dragging("image", png()).json()["success"]
    assert by_dragging("document", SimpleUploadedFile("ohje.txt", b"Hei")).json()["success"]
    kept = [(file.licence, file.rights_confirmed) for file in (Picture.objects.get(), Attachment.objects.get())]
    assert kept == [("all-rights", False)] * 2


# Anything at all ----------------------------------------------------------------------------

STARTS = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"GIF89a",
    b"RIFF\x20\0\0\0WEBPVP8 ",
    b"RIFF\x20\0\0\0WEBPVP8X",
    b"\0\0\0\x1cftypavif",
    b"\0\0\0\x18ftypheic",
    b"<svg>",
    b"8BPS",
    b"II*\0",
    b"BM",
]


@example_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=400),
    extension=st.sampled_from(["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]),
)
def test_random_bytes_are_refused(
    start: bytes, rest: bytes, extension: str, artist: Any, client: Any, by_dragging: Any, settings: Any
) -> None:
    client.force_login(artist)
    answer = by_dragging("image", SimpleUploadedFile(f"kettu.{extension}", start + rest or b"x"))
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert_nothing_is_kept(settings.MEDIA_ROOT)
