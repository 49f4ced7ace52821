"""What stands around every page: navigation, help lines, contact, statements. Kept until the content changes."""

from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Page, Site

from media.restrictions import unrestricted

from .models import HelpLine, SiteSettings
from .titles import with_title_language

KEPT_FOR_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Link:
    """A page in the navigation."""

    title: str
    url: str
    title_language: str = ""


@dataclass(frozen=True)
class Shell:
    """The shell of one language."""

    front_url: str
    # Of every language that has a public one.
    front_urls: dict[str, str]
    navigation: list[Link]
    help_lines: list[HelpLine]
    settings: SiteSettings
    accessibility_statement: Link | None
    privacy_notice: Link | None


def shell_of(language: str, *, version: int) -> Shell:
    """Return the shell in *language* under a content version; from the cache when warm."""
    key = f"shell:{version}:{language}"
    shell: Shell | None = cache.get(key)
    if shell is None:
        shell = _read(language)
        cache.set(key, shell, KEPT_FOR_SECONDS)
    return shell


def _read(language: str) -> Shell:
    """Five queries: settings with their pages, front pages, those pages' translations, menu, help lines."""
    settings = SiteSettings.load()
    roots = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    fronts = unrestricted(Page.objects.live().filter(translation_key__in=roots)).select_related("locale")
    front_of = {page.locale.language_code: page for page in fronts}
    front = front_of.get(language)
    navigation = with_title_language(unrestricted(front.get_children().live().in_menu())) if front else []
    statements = [settings.accessibility_statement, settings.privacy_notice]
    keys = [page.translation_key for page in statements if page is not None]
    live = with_title_language(Page.objects.live().filter(translation_key__in=keys)).select_related("locale")
    # Each one in the reader's language, else as it was chosen.
    by_key = {(page.translation_key, page.locale.language_code): page for page in live}
    by_pk = {page.pk: page for page in live}
    accessibility_statement, privacy_notice = (
        _statement(by_key.get((page.translation_key, language)) or by_pk.get(page.pk)) if page else None
        for page in statements
    )
    return Shell(
        front_url=front.url if front else f"/{language}/",
        front_urls={code: page.url for code, page in front_of.items()},
        navigation=[_link(page) for page in navigation],
        help_lines=list(HelpLine.objects.in_language(language)),
        settings=settings,
        accessibility_statement=accessibility_statement,
        privacy_notice=privacy_notice,
    )


def _link(page: Page) -> Link:
    return Link(page.title, page.url, getattr(page, "title_language", ""))


def _statement(page: Page | None) -> Link | None:
    """A link to a page that may be in another language than the reader's, and says so."""
    if page is None:
        return None
    return Link(page.title, page.url, page.title_language or page.locale.language_code)
