"""Tags for what stands around every page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from home.content_version import current_version, version_of
from home.shell import Link, Shell, shell_of
from home.titles import title_in_its_language
from home.translations import (
    Alternate,
    LanguageLink,
    alternates_among,
    language_links,
    line_of,
    links_of_view,
    links_to,
    links_to_fronts,
)

register = template.Library()
register.filter(title_in_its_language)


@register.simple_tag(takes_context=True)
def site_shell(context: dict[str, Any]) -> Shell:
    """The shell in the active language."""
    request = context.get("request")
    version = version_of(request) if request is not None else current_version()
    return shell_of(get_language() or settings.LANGUAGE_CODE, version=version)


@register.simple_tag(takes_context=True)
def language_switch(context: dict[str, Any]) -> list[LanguageLink]:
    """A link for each language: to this page or view, to the nearest parent, or to the front page.

    A view may say its `addresses`, by language, where they do not follow from its own.
    """
    page, request = context.get("page"), context.get("request")
    if isinstance(page, Page) and page.pk:
        return language_links(page)
    addresses = context.get("addresses")
    if addresses:
        return links_to(addresses)
    match = getattr(request, "resolver_match", None)
    # Where nothing is, there is nothing in the other languages either.
    if request is not None and match is not None and not context.get("is_missing"):
        return links_of_view(request)
    return links_to_fronts(site_shell(context).front_urls, get_language())


@register.simple_tag
def alternates(links: list[LanguageLink]) -> list[Alternate]:
    """What search engines are told of this page in its languages."""
    return alternates_among(links)


@register.simple_tag(takes_context=True)
def breadcrumbs(context: dict[str, Any]) -> list[Link]:
    """The live pages between the front page and this one, from the top down."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk:
        return []
    return [Link(parent.title, parent.url, parent.title_language) for parent in line_of(page)[1:-1] if parent.live]
