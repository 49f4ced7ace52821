"""Tags that bring the programme onto pages of other rooms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from embed_video.backends import EmbedVideoException, detect_backend
from wagtail.models import Page

from home.content_version import current_version, version_of
from home.page_cache import next_midnight
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
    cards = cards_of([*dated, *undated[:UNDATED_LOOKED_AT]], now=now)
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
        index_url=_index_url(page, request),
    )


@register.simple_tag(takes_context=True)
def programme_of(context: dict[str, Any], section: Page) -> Offered:
    """Everything live below a partner's section."""
    now = timezone.now()
    pages = listed_pages(section.locale.language_code).child_of(section).order_by("-first_published_at", "pk")[:60]
    cards = cards_of(list(pages), now=now)
    request = context.get("request")
    if request is not None:
        tell_when_cards_change(request, cards, now)
    upcoming = [card for card in cards if card.when is not None and not card.is_past]
    return Offered(
        upcoming=sorted(upcoming, key=_start),
        anytime=[card for card in cards if card.when is None],
        past=sorted((card for card in cards if card.is_past), key=_start, reverse=True),
    )


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


def _index_url(page: Page, request: HttpRequest | None) -> str:
    """The address of the listing below a front page; kept until the content changes."""
    version = version_of(request) if request is not None else current_version()
    key = f"programme-index:{version}:{page.pk}"
    url: str | None = cache.get(key)
    if url is None:
        index = ProgrammeIndexPage.objects.live().child_of(page).first()
        url = (index.url or "") if index else ""
        cache.set(key, url, 24 * 3600)
    return url
