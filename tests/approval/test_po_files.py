"""Words that are translated elsewhere: they come back whole, and what cannot be read is told, never a 500."""

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from programme.approval.languages import po_files
from tests.approval.translating import act, start, translation_of

RICH = (
    "<p>Savi on <b>pehmeää</b>, sanoi “äiti” ja nauroi: &quot;Öylätti&quot; &amp; 5 &lt; 6.</p>"
    '<p>Katso <a href="https://example.org/ohje">ohje</a>.</p>'
    "<ul><li>leivinpaperia</li><li>savea, <i>jos on</i></li></ul><ol><li>Vaivaa.</li><li>Muotoile.</li></ol>"
)
BODY = [
    ("heading", "Näin se käy"),
    ("text", RICH),
    ("quote", {"quote": 'Savi "muistaa"\nkäden\t— aina \\ ikuisesti.', "source": "Pölhö Öljynen"}),
    (
        "steps",
        {
            "steps": [
                {"text": "Leikkaa pala savea.\nVarovasti.", "picture": None, "alt_text": ""},
                {"text": "Pyöritä.", "picture": None, "alt_text": "Käsi"},
            ]
        },
    ),
    ("materials", {"materials": [{"name": "Vesi", "substitute": "Öljy"}, {"name": "Ääni", "substitute": ""}]}),
]
UNREADABLE = "Tätä tiedostoa ei voi lukea PO-tiedostona. Mitään ei tuotu."
OTHER = "Tämä PO-tiedosto ei ole tämän sivun tällä kielellä."


@pytest.fixture
def english(partner: Any, artist: Any, make_workshop: Any) -> Any:
    return start(artist, make_workshop(partner, body=BODY))


def words_of(page: Any) -> dict[tuple[str, str], str]:
    """What each passage says in the other language, by place and by what the original says."""
    found = StringTranslation.objects.filter(locale=page.locale, context__object_id=page.translation_key)
    return {(each.context.path, each.translation_of.data): each.data for each in found.select_related("context")}


def download(user: Any, page: Any) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("wagtail_localize:download_pofile", args=[translation_of(page).pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def upload(user: Any, page: Any, content: bytes | None) -> list[str]:
    """Bring a file in from the page's own form; return what the person is told on the page that follows."""
    client = Client()
    client.force_login(user)
    address = reverse("wagtail_localize:upload_pofile", args=[translation_of(page).pk])
    data: dict[str, Any] = {"next": reverse("wagtailadmin_pages:edit", args=[page.pk])}
    if content is not None:
        data["file"] = SimpleUploadedFile("words.po", content)
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == data["next"]
    return [str(message).strip() for message in answer.context["messages"]]


def test_a_round_trip_loses_nothing(english: Any, artist: Any) -> None:
    for segment in StringSegment.objects.filter(source=translation_of(english).source):
        # Every passage says what its original says, and something in front: tags, quotes and breaks included.
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=english.locale,
            defaults={"data": f"Å—{segment.string.data}" if segment.context.path != "slug" else "a-fox"},
        )
    before = words_of(english)
    assert any("<b>" in words for words in before.values())
    assert any('<a id="a1">' in words for words in before.values())
    assert any("<br" in words for words in before.values())
    assert not StringTranslation.objects.filter(has_error=True).exists()
    exported = download(artist, english)
    StringTranslation.objects.all().delete()
    upload(artist, english, exported.encode())
    assert words_of(english) == before
    assert not StringTranslation.objects.filter(has_error=True).exists()
    assert words_of(english) == {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(download(artist, english))
    }


def test_the_draft_has_the_words_that_came_back(english: Any, artist: Any) -> None:
    po = polib.pofile(download(artist, english))
    for entry in po:
        entry.msgstr = "" if entry.msgctxt == "slug" else entry.msgid.upper() if "<" not in entry.msgid else entry.msgid
    upload(artist, english, str(po).encode())
    act(artist, english, "save")
    draft = english.get_latest_revision_as_object()
    assert draft.title == "SAVIKETTU"
    body = str(draft.body)
    assert "LEIVINPAPERIA" in body
    assert "PYÖRITÄ." in body
    assert "ÖLJY" in body
    assert '<a href="https://example.org/ohje">ohje</a>' in body


def a_file(page: Any, **metadata: str) -> bytes:
    po = translation_of(page).export_po()
    for entry in po:
        entry.msgstr = "Brought in"
    po.metadata = {name: value for name, value in {**po.metadata, **metadata}.items() if value}
    return str(po).encode()


NAME = "X-WagtailLocalize-TranslationID"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda _file: None, "Valitse ensin PO-tiedosto.", id="no file"),
        pytest.param(lambda _file: b"", UNREADABLE, id="empty"),
        pytest.param(lambda _file: b"\n \n", UNREADABLE, id="blank"),
        pytest.param(lambda _file: b"\x00\xff\xfe\x01" * 99, UNREADABLE, id="binary"),
        pytest.param(lambda _file: b"PK\x03\x04" + bytes(range(256)), UNREADABLE, id="an office document"),
        pytest.param(lambda _file: "Pöllö".encode("utf-16"), UNREADABLE, id="another encoding"),
        pytest.param(lambda file: file.replace(b"charset=utf-8", b"charset=utf-16"), UNREADABLE, id="wrong encoding"),
        pytest.param(lambda file: file.replace(b"charset=utf-8", b"charset=nonsense"), None, id="no such encoding"),
        pytest.param(lambda file: file + b'\nmsgid "a\x00b"\nmsgstr "c"\n', UNREADABLE, id="a zero among the words"),
        pytest.param(lambda file: file[: file.rindex(b"Brought") + 4], UNREADABLE, id="cut off in a word"),
        pytest.param(lambda file: file[: file.rindex(b'"Brought') + 1], UNREADABLE, id="cut off at a quotation mark"),
        pytest.param(lambda file: file[: file.rindex(b"msgstr") + 4], UNREADABLE, id="cut off in a keyword"),
        pytest.param(lambda file: file[:40], UNREADABLE, id="cut off in the head"),
        pytest.param(lambda file: file + b"msgstr[7]\n", UNREADABLE, id="nonsense at the end"),
        pytest.param(lambda file: b"<html><body>Sign in</body></html>", UNREADABLE, id="a page in its place"),
        pytest.param(lambda file: b"/etc/passwd", UNREADABLE, id="a path"),
    ],
)
def test_what_cannot_be_read(spoil: Any, told: str | None, english: Any, artist: Any) -> None:
    messages = upload(artist, english, spoil(a_file(english)))
    assert len(messages) == 1
    if told is not None:
        assert messages == [told]
        assert not StringTranslation.objects.exists()


def test_the_file_of_another_translation(english: Any, partner: Any, artist: Any, make_workshop: Any) -> None:
    other = start(artist, make_workshop(partner, "Pöllö"))
    (message,) = upload(artist, english, a_file(other))
    assert message.startswith(OTHER)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("name", ["", "nonsense"])
def test_a_file_without_the_name_of_its_translation(name: str, english: Any, artist: Any) -> None:
    (message,) = upload(artist, english, a_file(english, **{NAME: name}))
    assert message.startswith(OTHER)
    assert not StringTranslation.objects.exists()


def test_a_file_that_is_too_large(english: Any, artist: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(po_files, "LARGEST", 100)
    assert upload(artist, english, a_file(english)) == ["Tämä tiedosto on liian iso yhden sivun sanoiksi."]
    assert not StringTranslation.objects.exists()


def test_it_is_told_in_the_persons_own_language(english: Any, artist: Any) -> None:
    artist.language = "en"
    artist.save()
    assert upload(artist, english, b"") == ["This file cannot be read as a PO file. Nothing was brought in."]


def test_what_the_file_says_beside_the_words_of_this_page(english: Any, artist: Any) -> None:
    """Passages that are not here, or no longer, and words twice, change nothing else."""
    po = polib.pofile(a_file(english).decode())
    po.append(polib.POEntry(msgctxt="body.gone", msgid="Savikettu", msgstr="A"))
    po.append(polib.POEntry(msgctxt="title", msgid="Ei missään", msgstr="B"))
    po.append(polib.POEntry(msgid="Ilman paikkaa", msgstr="C"))
    po.append(polib.POEntry(msgctxt="summary", msgid="Savikettu", msgstr="D"))
    upload(artist, english, str(po).encode())
    assert set(words_of(english).values()) == {"Brought in"}
