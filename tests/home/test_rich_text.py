"""The mark for words in another language: what is stored, what the editor is given, and that nothing else gets in."""

import json
from typing import Any

import pytest
from django.utils import translation
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.rich_text import RichText, expand_db_html

from home.blocks import RICH_TEXT_FEATURES, TextBlock
from home.language_of_parts import CODES, LANGUAGES

SENTENCE = '<p data-block-key="a">Sanoimme <span lang="sv">god dag</span> kaikille.</p>'


@pytest.fixture
def widget() -> Any:
    return get_rich_text_editor_widget(features=RICH_TEXT_FEATURES)


def stored(widget: Any, html: str) -> str:
    """What is stored after the text was opened in the editor and saved."""
    value: str = widget.value_from_datadict({"text": widget.format_value(html)}, {}, "text")
    return value


@pytest.mark.parametrize(
    "html",
    [
        SENTENCE,
        '<p data-block-key="a"><span lang="ar" dir="rtl">مرحبا</span></p>',
        '<p data-block-key="a"><a href="https://example.org"><span lang="se">Bures</span></a> ja moi</p>',
        '<p data-block-key="a"><b><span lang="smn">Tierâ</span></b></p>',
    ],
)
def test_a_mark_is_kept(html: str, widget: Any) -> None:
    assert stored(widget, html) == html
    assert expand_db_html(html).replace(' data-block-key="a"', "") == html.replace(' data-block-key="a"', "")


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_language_on_offer_is_kept(code: str, widget: Any) -> None:
    assert f'lang="{code}"' in stored(widget, f'<p>Moi <span lang="{code}">moi</span></p>')


@pytest.mark.parametrize(
    "html",
    [
        '<p>Moi <span lang="xx">moi</span></p>',
        '<p>Moi <span onclick="alert(1)">moi</span></p>',
        '<p>Moi <span class="hero">moi</span></p>',
    ],
)
def test_no_other_span_is_kept(html: str, widget: Any) -> None:
    assert "span" not in stored(widget, html)


def test_of_a_mark_the_language_alone_is_kept(widget: Any) -> None:
    html = '<p>Moi <span lang="sv" class="hero" style="color:red" onclick="x">hej</span></p>'
    assert '<span lang="sv">hej</span>' in stored(widget, html)


@pytest.mark.parametrize("style", ["LANGUAGE_xx", 'LANGUAGE_sv"><script>alert(1)</script>', "lang", "LANGUAGE_"])
def test_what_a_browser_makes_up_is_not_stored(style: str, widget: Any) -> None:
    state = json.loads(widget.format_value("<p>Moi moi</p>"))
    state["blocks"][0]["inlineStyleRanges"] = [{"offset": 0, "length": 3, "style": style}]
    html = widget.value_from_datadict({"text": json.dumps(state)}, {}, "text")
    assert html.partition(">")[2] == "Moi moi</p>"


def test_the_editor_offers_the_languages_in_the_language_of_the_person(widget: Any) -> None:
    for language, name in (("fi", "ruotsi"), ("en", "Swedish")):
        with translation.override(language):
            scripts = [script for script in widget.media.render_js() if "language-of-parts" in script]
            assert len(scripts) == 1
            assert name in scripts[0]
    assert [style["type"] for style in widget.options["inlineStyles"] if style["type"].startswith("LANGUAGE_")] == [
        f"LANGUAGE_{code}" for code, _name in LANGUAGES
    ]


def test_searching_finds_the_marked_words() -> None:
    assert TextBlock().get_searchable_content(RichText(SENTENCE)) == ["Sanoimme god dag kaikille."]
