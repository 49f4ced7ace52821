"""Tags for what stands around every page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from home.content_version import current_version, version_of
from home.shell import Link, Shell, shell_of
from home.translations import LanguageLink, language_links, line_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_shell(context: dict[str, Any]) -> Shell:
    """The shell in the active language."""
    request = context.get("request")
    version = version_of(request) if request is not None else current_version()
    return shell_of(get_language() or settings.LANGUAGE_CODE, version=version)


@register.simple_tag(takes_context=True)
def language_switch(context: dict[str, Any]) -> list[LanguageLink]:
    """A link for each language: to this page, to the nearest parent, or to the front page where there is no page.

    A view that shows no page of the tree may say its `addresses`, by language.
    """
    page = context.get("page")
    if isinstance(page, Page) and page.pk:
        return language_links(page)
    current = get_language()
    addresses = context.get("addresses") or {}
    return [
        LanguageLink(
            code,
            name,
            addresses.get(code, f"/{code}/"),
            is_current=code == current,
            is_same_page=code in addresses,
        )
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def breadcrumbs(context: dict[str, Any]) -> list[Link]:
    """The live pages between the front page and this one, from the top down."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk:
        return []
    return [Link(parent.title, parent.url) for parent in line_of(page)[1:-1] if parent.live]
