"""What stands around every page: navigation, help lines, contact, statements. Kept until the content changes."""

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from wagtail.models import Page, Site

from media.restrictions import unrestricted

from .models import HelpLine, SiteSettings

KEPT_FOR_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Link:
    """A page in the navigation."""

    title: str
    url: str


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
    navigation = unrestricted(front.get_children().live().in_menu()) if front else []
    statements = [settings.accessibility_statement, settings.privacy_notice]
    keys = [page.translation_key for page in statements if page is not None]
    translations = Page.objects.live().filter(locale__language_code=language, translation_key__in=keys)
    translated = {page.translation_key: page for page in translations}
    accessibility_statement, privacy_notice = (_link(page, translated) for page in statements)
    return Shell(
        front_url=front.url if front else f"/{language}/",
        front_urls={code: page.url for code, page in front_of.items()},
        navigation=[Link(page.title, page.url) for page in navigation],
        help_lines=list(HelpLine.objects.in_language(language)),
        settings=settings,
        accessibility_statement=accessibility_statement,
        privacy_notice=privacy_notice,
    )


def _link(page: Page | None, translated: dict[UUID, Page]) -> Link | None:
    """Its live translation, else the live page itself, else nothing."""
    if page is None:
        return None
    shown = translated.get(page.translation_key, page)
    return Link(shown.title, shown.url) if shown.live else None
