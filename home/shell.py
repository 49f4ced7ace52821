"""What stands around every page: navigation, help lines, contact, statements. Kept until the content changes."""

from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Locale, Page, Site

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
    settings = SiteSettings.load()
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    locale = Locale.objects.filter(language_code=language).first()
    front = site.root_page.get_translation_or_none(locale) if site and locale else None
    navigation = list(front.get_children().live().public().in_menu()) if front else []
    return Shell(
        front_url=front.url if front else f"/{language}/",
        navigation=[Link(page.title, page.url) for page in navigation],
        help_lines=list(HelpLine.objects.in_language(language)),
        settings=settings,
        accessibility_statement=_link(settings.accessibility_statement, locale),
        privacy_notice=_link(settings.privacy_notice, locale),
    )


def _link(page: Page | None, locale: Locale | None) -> Link | None:
    """The live page in that language, else the live page itself, else nothing."""
    if page is None:
        return None
    translated = page.get_translation_or_none(locale) if locale else None
    shown = translated if translated is not None and translated.live else page
    return Link(shown.title, shown.url) if shown.live else None
