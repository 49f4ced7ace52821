"""The gate: a byte of a file that no live page uses is unreachable."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import PageViewRestriction

from media.models import Attachment, Picture, Recording
from media.renditions import make_renditions
from media.uses import FileKey, files_of, in_use, key_of
from tests.conftest import publish


def drawn(colour: str = "red") -> ImageFile:
    data = io.BytesIO()
    Image.new("RGB", (330, 210), colour).save(data, "JPEG")
    return ImageFile(io.BytesIO(data.getvalue()), name="savikettu.jpg")


@pytest.fixture
def picture(partner: Any, artist: Any) -> Picture:
    image = Picture(title="Savikettu", file=drawn(), collection=partner.collection, uploaded_by_user=artist)
    image.save()
    make_renditions(image)
    return image


@pytest.fixture
def page(partner: Any, picture: Picture, make_workshop: Any) -> Any:
    return make_workshop(partner, main_image=picture, main_image_decorative=True)


def addresses(picture: Picture) -> list[str]:
    return [picture.file.url, *(rendition.url for rendition in picture.renditions.all())]


def status_codes(client: Any, picture: Picture) -> set[int]:
    return {client.get(address).status_code for address in addresses(picture)}


def test_public_from_publication_to_unpublication(page: Any, picture: Picture, client: Any) -> None:
    assert len(addresses(picture)) > 8
    assert status_codes(client, picture) == {404}
    live = publish(page)
    assert status_codes(client, picture) == {200}
    live.unpublish()
    assert status_codes(client, picture) == {404}


def test_private_again_when_the_page_shows_another(page: Any, picture: Picture, client: Any) -> None:
    live = publish(page)
    live.main_image = None
    live.save_revision()
    assert status_codes(client, picture) == {200}
    publish(live)
    assert status_codes(client, picture) == {404}


def test_one_live_use_of_two_is_enough(
    page: Any, picture: Picture, partner: Any, make_workshop: Any, client: Any
) -> None:
    other = publish(make_workshop(partner, "Toinen", main_image=picture, main_image_decorative=True))
    publish(page).delete()
    assert status_codes(client, picture) == {200}
    other.delete()
    assert status_codes(client, picture) == {404}


def test_a_hidden_page_shows_no_files(page: Any, picture: Picture, client: Any) -> None:
    live = publish(page)
    restriction = PageViewRestriction.objects.create(page=live.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert status_codes(client, picture) == {404}
    restriction.delete()
    assert status_codes(client, picture) == {200}


def test_people_who_work_with_it_see_it(
    picture: Picture, artist: Any, other_artist: Any, editor: Any, client: Any
) -> None:
    for person, expected in ((artist, 200), (editor, 200), (other_artist, 404)):
        client.force_login(person)
        answers = {address: client.get(address).status_code for address in addresses(picture)}
        assert set(answers.values()) == {expected}, (person, answers)


def test_a_public_picture_costs_one_query_and_none_when_asked_again(page: Any, picture: Picture, client: Any) -> None:
    publish(page)
    address = addresses(picture)[1]
    for most in (1, 0):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) == most, queries.captured_queries


def test_answers_are_harmless_and_asked_for_every_time(page: Any, picture: Picture, client: Any) -> None:
    publish(page)
    answer = client.get(picture.file.url)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = client.get(picture.file.url, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_documents_are_downloads(partner: Any, make_workshop: Any, client: Any) -> None:
    document = Attachment(title="Kaava", file=ContentFile(b"%PDF-1.4", name="kaava.pdf"), collection=partner.collection)
    document.save()
    page = make_workshop(partner, body=[("file", {"document": document, "label": "Kaava"})])
    assert client.get(document.url).status_code == 404
    publish(page)
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_behind_nginx_the_answer_names_the_file(page: Any, picture: Picture, settings: Any, client: Any) -> None:
    settings.UPLOADS_ACCEL_PREFIX = "/protected-uploads/"
    assert client.get(picture.file.url).status_code == 404
    publish(page)
    answer = client.get(picture.file.url)
    assert answer.headers["X-Accel-Redirect"] == f"/protected-uploads/{picture.file.name}"
    assert answer.content == b""


@pytest.mark.parametrize(
    "name", ["../porukalla.sqlite3", "pictures/../../porukalla.sqlite3", "pictures", "", "pictures/%00", "renditions/x"]
)
def test_names_that_lead_elsewhere(name: str, site: None, client: Any, editor: Any) -> None:
    assert client.get(f"/media/{name}").status_code in {404, 301}
    client.force_login(editor)
    assert client.get(f"/media/{name}").status_code in {404, 301}


def test_every_place_of_a_page_that_holds_a_file_is_found(partner: Any, picture: Picture, make_workshop: Any) -> None:
    second = Picture.objects.create(title="Toinen", file=drawn("blue"), collection=partner.collection)
    third = Picture.objects.create(title="Kolmas", file=drawn("green"), collection=partner.collection)
    document = Attachment.objects.create(title="Kaava", file=ContentFile(b"x", name="kaava.pdf"))
    linked = Attachment.objects.create(title="Linkki", file=ContentFile(b"y", name="linkki.pdf"))
    page = make_workshop(
        partner,
        main_image=picture,
        main_image_decorative=True,
        body=[
            ("picture", {"picture": second, "alt_text": "Kettu", "decorative": False, "caption": ""}),
            ("steps", {"steps": [{"text": "Muovaa", "picture": third, "alt_text": ""}]}),
            ("file", {"document": document, "label": "Kaava"}),
            ("text", f'<p><a linktype="document" id="{linked.pk}">Linkki</a></p>'),
        ],
    )
    expected = {key_of(file) for file in (picture, second, third, document, linked)}
    assert files_of(page) == expected
    assert files_of(page.get_latest_revision_as_object()) == expected
    assert not in_use(FileKey("picture", picture.pk))
    publish(page)
    assert all(in_use(key) for key in expected)


def test_recordings_and_their_stills(partner: Any, client: Any) -> None:
    recording = Recording.objects.create(
        title="Laulu",
        type="audio",
        duration=1,
        file=ContentFile(b"ID3", name="laulu.mp3"),
        thumbnail=drawn(),
        collection=partner.collection,
    )
    for file in (recording.file, recording.thumbnail):
        assert client.get(file.url).status_code == 404
