"""Files that are not what they say: a clear answer in the person's language, and nothing is kept of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from media.models import Attachment, Picture
from tests.pictures import png, png_that_announces

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><title>Hei</title><script>alert(1)</script>"


def text_named_jpg() -> SimpleUploadedFile:
    return SimpleUploadedFile("kettu.jpg", "Tämä on tekstiä.".encode(), content_type="image/jpeg")


def bomb() -> SimpleUploadedFile:
    return png_that_announces(20_000, 20_000)


def drawing() -> SimpleUploadedFile:
    return SimpleUploadedFile("kettu.svg", DRAWING, content_type="image/svg+xml")


def drawing_named_png() -> SimpleUploadedFile:
    return SimpleUploadedFile("kettu.png", DRAWING, content_type="image/png")


def page() -> SimpleUploadedFile:
    return SimpleUploadedFile("ohje.html", PAGE, content_type="text/html")


PICTURES = [
    (
        text_named_jpg,
        {
            "fi": "Kuva ei kelpaa. Lähettämäsi tiedosto ei ole kuva, tai tiedosto on vioittunut.",
            "en": "Upload a valid image. The file you uploaded was either not an image or a corrupted image.",
        },
    ),
    (
        bomb,
        {
            "fi": "Kuvassa on liikaa kuvapisteitä (tuntematon määrä). Niitä voi olla enintään 50000000.",
            "en": "This file has too many pixels (unknown number). Maximum pixels 50000000.",
        },
    ),
    (
        drawing,
        {
            "fi": "Kuvan muoto ei ole tuettu. Tuetut muodot: AVIF, GIF, JPG, JPEG, PNG, WEBP.",
            "en": "Not a supported image format. Supported formats: AVIF, GIF, JPG, JPEG, PNG, WEBP.",
        },
    ),
    (
        drawing_named_png,
        {
            "fi": "Ei kelvollinen .png-kuva. Tiedostopääte ei vastaa tiedostomuotoa (svg)",
            "en": "Not a valid .png image. The extension does not match the file format (svg)",
        },
    ),
]
DOCUMENTS = [
    (
        page,
        {
            "fi": 'Pääte "html" ei ole sallittu. Sallittuja päätteitä ovat '
            '"csv, docx, ics, odt, ods, pdf, pptx, txt, xlsx, zip".',
            "en": "File extension “html” is not allowed. Allowed extensions are: "
            "csv, docx, ics, odt, ods, pdf, pptx, txt, xlsx, zip.",
        },
    )
]


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


CASES = [("image", *case) for case in PICTURES] + [("document", *case) for case in DOCUMENTS]
each_file = pytest.mark.parametrize(("kind", "make", "says"), CASES, ids=[case[1].__name__ for case in CASES])


@each_file
def test_refused_by_the_form(kind: str, make: Any, says: Any, language: str, by_form: Any, settings: Any) -> None:
    answer = by_form(kind, make())
    assert answer.status_code == 200
    assert said_at_file(answer.content.decode()) == says[language]
    assert 'value="Kettu ja pöllö"' in answer.content.decode()
    assert_nothing_is_kept(settings.MEDIA_ROOT)


@each_file
def test_refused_by_the_chooser(kind: str, make: Any, says: Any, language: str, by_chooser: Any, settings: Any) -> None:
    answer = by_chooser(kind, make())
    assert (answer.status_code, answer.json()["step"]) == (200, "reshow_creation_form")
    assert said_at_file(answer.json()["htmlFragment"]) == says[language]
    assert 'value="Kettu ja pöllö"' in answer.json()["htmlFragment"]
    assert_nothing_is_kept(settings.MEDIA_ROOT)


@each_file
def test_refused_among_several(kind: str, make: Any, says: Any, language: str, by_dragging: Any, settings: Any) -> None:
    answer = by_dragging(kind, make())
    assert answer.json() == {"success": False, "error_message": says[language]}
    assert_nothing_is_kept(settings.MEDIA_ROOT)


def test_the_bomb_is_a_small_file() -> None:
    assert len(bomb().read()) < 100_000


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
