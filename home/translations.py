"""Where the language switch of a page leads, and which of its translations search engines are told of (L3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from media.restrictions import unrestricted

from .titles import with_title_language


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switch.

    `is_same_page` is False where the link leads to the nearest parent instead. `is_alternate` says that anybody may
    read this page in that language: search engines are told of no other.
    """

    code: str
    name: str
    url: str
    is_current: bool
    is_same_page: bool
    is_alternate: bool = False


@dataclass(frozen=True)
class Alternate:
    """A page in one language as search engines are told of it; `hreflang` is a language or `x-default`."""

    hreflang: str
    url: str


def language_links(page: Page) -> list[LanguageLink]:
    """Return a link for each language in which there is something to read; two queries, whatever the depth."""
    ancestors = {ancestor.translation_key: ancestor for ancestor in line_of(page)}
    public = unrestricted(Page.objects.filter(translation_key__in=ancestors, live=True)).select_related("locale")
    nearest: dict[str, tuple[int, Page]] = {}
    is_public = False
    for candidate in public:
        is_public = is_public or candidate.pk == page.pk
        depth = ancestors[candidate.translation_key].depth
        code = candidate.locale.language_code
        if code not in nearest or depth > nearest[code][0]:
            nearest[code] = (depth, candidate)
    links = []
    current = page.locale.language_code
    for code, name in settings.LANGUAGES:
        if code == current:
            links.append(LanguageLink(code, name, page.url or f"/{code}/", True, True, is_alternate=is_public))
        elif code in nearest:
            depth, translation = nearest[code]
            same = depth == page.depth
            links.append(LanguageLink(code, name, translation.url, False, same, is_alternate=same and is_public))
    return links


def links_of_view(request: HttpRequest) -> list[LanguageLink]:
    """Return a link for each language to the view that answers; for views that are no pages of the tree."""
    current = request.LANGUAGE_CODE
    here = request.get_full_path()
    return [
        LanguageLink(code, name, translate_url(here, code), is_current=code == current, is_same_page=True)
        for code, name in settings.LANGUAGES
    ]


def links_to(addresses: Mapping[str, str]) -> list[LanguageLink]:
    """Return a link for each language to what a view says is itself in it; else to the front page."""
    current = get_language()
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


def links_to_fronts(front_urls: Mapping[str, str], current: str | None) -> list[LanguageLink]:
    """Return a link to the front page of each language that has one; for an address where nothing is."""
    return [
        LanguageLink(code, name, front_urls.get(code, f"/{code}/"), is_current=code == current, is_same_page=False)
        for code, name in settings.LANGUAGES
        if code == current or code in front_urls
    ]


def alternates_among(links: Iterable[LanguageLink]) -> list[Alternate]:
    """Return what search engines are told of a page in its languages; nothing of a page that is not public."""
    return alternates({link.code: link.url for link in links if link.is_alternate})


def alternates(urls: Mapping[str, str]) -> list[Alternate]:
    """Return the languages of a page in the order of the settings, and the one for readers of any other language."""
    found = [Alternate(code, urls[code]) for code, _name in settings.LANGUAGES if code in urls]
    if found:
        found.append(Alternate("x-default", urls.get(settings.LANGUAGE_CODE, found[0].url)))
    return found


def line_of(page: Page) -> list[Page]:
    """Return the page and its ancestors below the root of the tree, from the top down; one query a page object."""
    if page.depth == 2:
        return [page]
    line: list[Page] | None = getattr(page, "_line_of_ancestors", None)
    if line is None:
        line = list(with_title_language(page.get_ancestors(inclusive=True).filter(depth__gt=1)))
        page._line_of_ancestors = line
    return line
