"""Where the language switch of a page leads (conventions L3)."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page

from media.restrictions import unrestricted


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switch. `is_same_page` is False where the link leads to the nearest parent instead."""

    code: str
    name: str
    url: str
    is_current: bool
    is_same_page: bool


def language_links(page: Page) -> list[LanguageLink]:
    """Return a link for each language of the site; two queries, whatever the depth of the page."""
    ancestors = {ancestor.translation_key: ancestor for ancestor in line_of(page)}
    live = Page.objects.live().filter(translation_key__in=ancestors).exclude(locale_id=page.locale_id)
    nearest: dict[str, tuple[int, Page]] = {}
    for candidate in unrestricted(live).select_related("locale"):
        depth = ancestors[candidate.translation_key].depth
        code = candidate.locale.language_code
        if code not in nearest or depth > nearest[code][0]:
            nearest[code] = (depth, candidate)
    links = []
    current = getattr(page, "language_code", None) or page.locale.language_code
    for code, name in settings.LANGUAGES:
        if code == current:
            links.append(LanguageLink(code, name, page.url or f"/{code}/", is_current=True, is_same_page=True))
        elif code in nearest:
            depth, translation = nearest[code]
            links.append(LanguageLink(code, name, translation.url, is_current=False, is_same_page=depth == page.depth))
        else:
            links.append(LanguageLink(code, name, f"/{code}/", is_current=False, is_same_page=False))
    return links


def line_of(page: Page) -> list[Page]:
    """Return the page and its ancestors below the root of the tree, from the top down; one query a page object."""
    if page.depth == 2:
        return [page]
    line: list[Page] | None = getattr(page, "_line_of_ancestors", None)
    if line is None:
        line = list(page.get_ancestors(inclusive=True).filter(depth__gt=1))
        page._line_of_ancestors = line
    return line
