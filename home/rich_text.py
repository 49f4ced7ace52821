"""The mark in rich text for words in another language than the page (conventions A2, A7).

It is stored as `<span lang="sv">`. It is a style of the editor and not an entity, so that a link may lie inside it;
each language is a style of its own, so that nothing but a language of the list can ever be stored.
"""

import json
from typing import Any

from django.forms import Media, Script
from django.utils.functional import lazystr
from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature

from .language_of_parts import CODES, FEATURE, LANGUAGES, attributes_of


def converter_rule() -> dict[str, Any]:
    """How the mark is read from the database and written to it."""
    return {
        "from_database_format": {f'span[lang="{code}"]': InlineStyleElementHandler(_style(code)) for code in CODES},
        "to_database_format": {
            "style_map": {_style(code): {"element": "span", "props": attributes_of(code)} for code in CODES}
        },
    }


class LanguageFeature(Feature):
    """The mark in the editor: a style for each language, a button, a key, and what shows the marked words."""

    def construct_options(self, options: dict[str, Any]) -> None:
        # Without label and icon a style has no button of its own.
        styles = [{"type": _style(code), "style": {}} for code, _name in LANGUAGES]
        options.setdefault("inlineStyles", []).extend(styles)
        for kind in ("controls", "decorators", "plugins"):
            options.setdefault(kind, []).append({"type": FEATURE})

    @property
    def media(self) -> Media:
        # Kept with the widget, so its words are looked up each time that it is printed.
        return Media(js=[Script("js/language-of-parts.js", **{"data-words": lazystr(_Words())})])  # type: ignore[list-item]  # not in the stubs yet


class _Words:
    """What the editor's script says, in the active language, as JSON."""

    def __str__(self) -> str:
        return json.dumps(
            {
                "languages": [{**attributes_of(code), "name": str(name)} for code, name in LANGUAGES],
                "button": gettext("Language of these words"),
                "why": gettext("A screen reader then reads these words aloud in their own language."),
                "choose": gettext("In which language are they?"),
                "same": gettext("In the language of the page"),
                "nothing": gettext("First select the words that are in another language."),
                "save": gettext("Mark"),
                "close": gettext("Close"),
            }
        )


def _style(code: str) -> str:
    return f"LANGUAGE_{code}"
