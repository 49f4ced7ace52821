"""Tags that bring the programme onto pages of other rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from embed_video.backends import EmbedVideoException, detect_backend
from wagtail.models import Page

from home.content_version import current_version, version_of
from home.page_cache import next_midnight
from home.translations import LanguageLink
from media.restrictions import unrestricted
from programme.catalogue.announcements import only_in
from programme.catalogue.cards import Card, cards_of, listed_pages
from programme.catalogue.listing import matching, tell_when_cards_change
from programme.catalogue.models import Occurrence, ProgrammeIndexPage

register = template.Library()

COMING_CARDS = 6
OTHER_CARDS = 3
UNDATED_LOOKED_AT = 24


@dataclass(frozen=True)
class ComingUp:
    """What the front page shows."""

    today: list[Card]
    next: list[Card]
    videos: list[Card]
    own_time: list[Card]
    index_url: str


@dataclass(frozen=True)
class Offered:
    """What a partner's page shows."""

    upcoming: list[Card]
    anytime: list[Card]
    past: list[Card]


@dataclass(frozen=True)
class Notice:
    """What a page says to readers of a language that it is not in: all of it in theirs."""

    language_code: str
    sentence: str
    programme_text: str
    programme_url: str


@register.simple_tag(takes_context=True)
def coming_up(context: dict[str, Any]) -> ComingUp:
    """What is on today and next, and what can be done at any time; all cards are made together."""
    now = timezone.now()
    page: Page = context["page"]
    language = page.locale.language_code
    dated = list(
        matching(language_code=language, chosen={}, now=now).filter(shown_start__isnull=False)[: 2 * COMING_CARDS]
    )
    with_dates = Occurrence.objects.values("translation_key")
    undated = listed_pages(language).exclude(translation_key__in=with_dates).order_by("-first_published_at", "pk")
    cards = cards_of([*dated, *undated[:UNDATED_LOOKED_AT]], language_code=language, now=now)
    request = context.get("request")
    if request is not None:
        tell_when_cards_change(request, cards, now)
    midnight = next_midnight(now)
    coming = [card for card in cards if card.when is not None and card.when.end > now]
    return ComingUp(
        today=[card for card in coming if card.when is not None and card.when.start < midnight][:COMING_CARDS],
        next=[card for card in coming if card.when is not None and card.when.start >= midnight][:COMING_CARDS],
        videos=[card for card in cards if card.page.kind == "video"][:OTHER_CARDS],
        own_time=[card for card in cards if card.when is None and card.page.kind != "video"][:OTHER_CARDS],
        index_url=_index_url(language, request),
    )


@register.simple_tag(takes_context=True)
def programme_of(context: dict[str, Any], section: Page) -> Offered:
    """Everything live below a partner's section, in whichever of its languages."""
    now = timezone.now()
    language = section.locale.language_code
    pages = listed_pages(language).filter(_below(section.get_translations(inclusive=True)))
    cards = cards_of(list(pages.order_by("-first_published_at", "pk")[:60]), language_code=language, now=now)
    request = context.get("request")
    if request is not None:
        tell_when_cards_change(request, cards, now)
    upcoming = [card for card in cards if card.when is not None and not card.is_past]
    return Offered(
        upcoming=sorted(upcoming, key=_start),
        anytime=[card for card in cards if card.when is None],
        past=sorted((card for card in cards if card.is_past), key=_start, reverse=True),
    )


@register.simple_tag(takes_context=True)
def notices_for_others(context: dict[str, Any], links: list[LanguageLink]) -> list[Notice]:
    """What a page that is public in one language alone says to readers of the others; *links* are its language switch.

    Nothing in a preview: it is no page of the public site yet.
    """
    request = context.get("request")
    elsewhere = [link for link in links if not link.is_current]
    if getattr(request, "is_preview", False) or any(link.is_same_page for link in elsewhere):
        return []
    language = context["page"].locale.language_code
    notices = []
    for link in elsewhere:
        with override(link.code):
            notices.append(
                Notice(
                    language_code=link.code,
                    sentence=only_in(language),
                    # Translators: say your own language in the place of English.
                    programme_text=gettext("See the programme in English"),
                    programme_url=_index_url(link.code, request) or f"/{link.code}/",
                )
            )
    return notices


@register.simple_tag
def embedded_video(address: str, title: str, language: str = "") -> SafeString:
    """The card of a video from elsewhere; nothing for an address that is not one of a platform we know."""
    try:
        backend = detect_backend(address)
        backend.get_code()
    except EmbedVideoException:
        return SafeString("")
    return render_to_string(
        "components/embedded_video.html", {"backend": backend, "title": title, "language": language}
    )


def _start(card: Card) -> datetime:
    return card.when.start if card.when is not None else timezone.now()


def _below(sections: Iterable[Page]) -> Q:
    """The direct children of each of them."""
    below = Q(pk__in=[])
    for section in sections:
        below |= Q(path__startswith=section.path, depth=section.depth + 1)
    return below


def _index_url(language_code: str, request: HttpRequest | None) -> str:
    """The address of the listing in a language, empty where there is none; kept until the content changes."""
    version = version_of(request) if request is not None else current_version()
    key = f"programme-index:{version}:{language_code}"
    url: str | None = cache.get(key)
    if url is None:
        public = unrestricted(ProgrammeIndexPage.objects.live())
        index = public.filter(locale__language_code=language_code).first()
        url = (index.url or "") if index else ""
        cache.set(key, url, 24 * 3600)
    return url
