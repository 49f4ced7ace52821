"""Titles in another language than the page around them (conventions A2)."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .language_of_parts import CODES, attributes_of
from .models import TitleLanguageMixin


def title_in_its_language(titled: Any) -> SafeString:
    """Return the title of a page, or of a link to one, as HTML that names its language where it is another one."""
    language = getattr(titled, "title_language", "")
    if language not in CODES or language == get_language():
        return conditional_escape(titled.title)
    direction = SafeString(' dir="rtl"') if "dir" in attributes_of(language) else ""
    return format_html('<span lang="{}"{}>{}</span>', language, direction, titled.title)


def with_title_language(pages: Any) -> Any:
    """Let each of *pages* know the language of its title, whatever kind of page it is; no query of its own."""
    return pages.annotate(title_language=Coalesce(*_title_languages(), Value("")))


@cache
def _title_languages() -> list[str]:
    """The ways from a page to each table that has a language of the title."""
    return [
        f"{model._meta.model_name}__title_language"
        for model in apps.get_models()
        if issubclass(model, TitleLanguageMixin) and model._meta.get_field("title_language").model is model
    ]
