"""Translations made by wagtail-localize: languages of parts, addresses and titles."""

from typing import Any

import polib
import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from programme.catalogue.models import WorkshopPage
from tests.conftest import publish

SENTENCE = '<p>Sanoimme <span lang="sv">god dag</span> kaikille.</p>'


@pytest.fixture
def source(partner: Any, make_workshop: Any) -> WorkshopPage:
    return publish(make_workshop(partner, "Savikettu", body=[("text", SENTENCE)]))


@pytest.fixture
def target(source: Any) -> WorkshopPage:
    """The English page, as translating begins."""
    translate_object(source, [Locale.objects.get(language_code="en")])
    return in_english()


def in_english() -> WorkshopPage:
    return WorkshopPage.objects.get(translation_key=translation().source.object_id, locale__language_code="en")


def translation() -> Translation:
    return Translation.objects.get()


def segment_at(path: str) -> StringSegment:
    """The string of the source in its newest form."""
    return StringSegment.objects.filter(context__path=path, source=translation().source).select_related("string").get()


def translate(path: str, text: str) -> StringTranslation:
    """Write a translation as the translation editor does."""
    segment = segment_at(path)
    written, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation().target_locale,
        context=segment.context,
        defaults={
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "has_error": False,
        },
    )
    return written


def body_segment() -> StringSegment:
    (segment,) = StringSegment.objects.filter(string__data__contains="god dag").select_related("context")
    return segment


def save() -> WorkshopPage:
    """Bring the strings into the draft of the English page, and return it."""
    made = translation()
    made.source.get_ephemeral_translated_instance(made.target_locale, fallback=True).save_revision()
    return in_english().get_latest_revision_as_object()


def approve() -> WorkshopPage:
    save()
    return publish(in_english())


def changed(source: WorkshopPage, **values: str) -> None:
    """Change the live source, and tell its translations."""
    for name, value in values.items():
        setattr(source, name, value)
    source.save_revision()
    translation().source.update_or_create_from_instance(publish(source))


# Languages of parts


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (SENTENCE, ['Sanoimme <span lang="sv">god dag</span> kaikille.']),
        ('<p><span lang="sv">Hela stycket</span></p>', ['<span lang="sv">Hela stycket</span>']),
        ('<p><b><span lang="sv">Fet</span></b></p>', ['<span lang="sv">Fet</span>']),
        ('<p>Katso <span lang="sv">Å</span>: <i>ö</i></p>', ['Katso <span lang="sv">Å</span>: <i>ö</i>']),
        (
            '<p><a href="mailto:a@b.fi"><span lang="se">Bures</span></a> ja <span dir="rtl" lang="fa">سلام</span></p>',
            ['<a id="a1"><span lang="se">Bures</span></a> ja <span dir="rtl" lang="fa">سلام</span>'],
        ),
    ],
)
def test_strings_keep_the_mark(html: str, found: list[str]) -> None:
    template, strings = extract_strings(html)
    assert [string.data for string, _attributes in strings] == found
    assert "span" not in template
    assert restore_strings(template, strings) == html


def test_a_translator_may_mark_change_and_move_languages() -> None:
    value = StringValue.from_translated_html('<span lang="fi">Moi</span>, we said, and <span lang="ar">مرحبا</span>')
    # Written from the right, without the translator's knowing how.
    assert value.render_html({}) == ('<span lang="fi">Moi</span>, we said, and <span dir="rtl" lang="ar">مرحبا</span>')


@pytest.mark.parametrize(
    "html",
    [
        '<span lang="xx">Moi</span>',
        "<span>Moi</span>",
        '<span lang="sv" onclick="alert(1)">Moi</span>',
        '<span lang="sv" id="a1">Moi</span>',
        '<span lang="sv"><script>alert(1)</script></span>',
        '<span lang="sv"><a href="javascript:alert(1)">Moi</a></span>',
    ],
)
def test_nothing_else_gets_into_a_translation(html: str, target: Any) -> None:
    with pytest.raises(ValueError, match="<"):
        StringValue.from_translated_html(html)
    segment = body_segment()
    written = translate_segment(segment, html)
    assert written.has_error
    assert written.get_error()
    # The draft says what the source says.
    assert '<span lang="sv">god dag</span>' in str(save().body)


def translate_segment(segment: StringSegment, text: str) -> StringTranslation:
    return StringTranslation.objects.create(
        translation_of=segment.string, locale=translation().target_locale, context=segment.context, data=text
    )


def test_a_translated_sentence_is_printed_with_its_mark(target: Any, client: Any) -> None:
    translate_segment(body_segment(), 'To everybody we said <span lang="sv">god dag</span>.')
    page = approve()
    assert '<p>To everybody we said <span lang="sv">god dag</span>.</p>' in client.get(page.url).content.decode()


def test_a_mark_survives_a_po_file(target: Any) -> None:
    exported = polib.pofile(str(translation().export_po()))
    (entry,) = [entry for entry in exported if "god dag" in entry.msgid]
    assert entry.msgid == 'Sanoimme <span lang="sv">god dag</span> kaikille.'
    entry.msgstr = 'We said <span lang="sv">god dag</span> to everybody.'
    assert translation().import_po(polib.pofile(str(exported))) == []
    assert '<p>We said <span lang="sv">god dag</span> to everybody.</p>' in str(save().body)
    again = polib.pofile(str(translation().export_po()))
    assert [each.msgstr for each in again if each.msgid == entry.msgid] == [entry.msgstr]


# Addresses


def test_the_address_follows_from_the_translated_title(target: Any) -> None:
    assert target.slug == "savikettu"
    translate("title", "A clay fox &amp; friends")
    assert save().slug == "a-clay-fox-friends"
    # Translators see it, and nothing of it is left to do.
    row = StringTranslation.objects.get(context__path="slug")
    assert (row.data, row.translation_type) == ("a-clay-fox-friends", StringTranslation.TRANSLATION_TYPE_MACHINE)
    translate("title", "Clay foxes")
    assert save().slug == "clay-foxes"


def test_a_translator_may_write_another_address(target: Any) -> None:
    translate("title", "Clay fox")
    translate("slug", "Ketun Savi")
    translate("title", "Clay foxes")
    assert save().slug == "ketun-savi"


def test_an_address_that_is_taken_gets_a_number(target: Any, partner: Any, make_workshop: Any) -> None:
    publish(make_workshop(partner, "Clay fox", language="en"))
    translate("title", "Clay fox")
    assert save().slug == "clay-fox-2"


def test_an_address_that_readers_know_stays(source: Any, target: Any) -> None:
    translate("title", "Clay fox")
    assert approve().slug == "clay-fox"
    translate("title", "Clay foxes")
    assert save().slug == "clay-fox"
    changed(source, slug="kettu-savesta", title="Kettu savesta")
    translate("title", "A fox of clay")
    assert save().slug == "clay-fox"
    # But a translator may decide on another one.
    translate("slug", "fox")
    assert save().slug == "fox"


def test_a_draft_that_upstream_saves_has_the_same_address(target: Any) -> None:
    translate("title", "Clay fox")
    translation().save_target(publish=False)
    assert WorkshopPage.objects.get(pk=target.pk).slug == "clay-fox"


# Titles


def test_the_language_of_a_title_in_a_translation(source: Any, target: Any) -> None:
    # Not translated yet, it is in the language of the source.
    assert save().title_language == "fi"
    translate("title", "Clay fox")
    assert save().title_language == ""
    changed(source, title="Visor vid stranden", title_language="sv")
    translate("title", "Visor vid stranden")
    assert save().title_language == "sv"
    translate("title", "Songs by the shore")
    assert save().title_language == ""
    assert WorkshopPage.objects.get(pk=source.pk).title_language == "sv"
