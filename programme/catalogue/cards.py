"""Programme pages as cards: everything a listing shows of twenty of them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wagtail.models import Page

from media.renditions import CARD, prefetch_renditions
from programme.partners.models import PartnerPage

from .models import Municipality, Occurrence, ProgrammePage


@dataclass(frozen=True)
class Card:
    """One programme page in a listing."""

    page: ProgrammePage
    url: str
    partner_name: str
    partner_url: str
    when: Occurrence | None
    more_dates: int
    municipalities: list[str]
    is_past: bool
    # Has the date shown a word about places, and not begun?
    says_places: bool
    provider: str


def listed_pages(language_code: str) -> Any:
    """The pages of a language that anyone may see, with what a card shows of each."""
    return ProgrammePage.objects.for_readers().in_language(language_code).select_related("main_image", "videopage")


def cards_of(pages: Sequence[ProgrammePage], *, now: datetime) -> list[Card]:
    """Make cards, in the order of *pages*; four queries however many they are."""
    if not pages:
        return []
    prefetch_renditions([page.main_image for page in pages], [CARD])
    sections = _sections_of(pages)
    dates = _dates_of(pages)
    municipalities = _municipalities_of(pages)
    cards = []
    for page in pages:
        section = sections.get(page.path[: -Page.steplen])
        of_page = dates[page.translation_key]
        coming = [occurrence for occurrence in of_page if occurrence.end > now]
        going_ahead = [occurrence for occurrence in coming if not occurrence.is_cancelled]
        shown = (going_ahead or coming or of_page[-1:])[:1]
        cards.append(
            Card(
                page=page,
                url=page.url or "",
                # What a section that is not public says of itself is a draft.
                partner_name=section.title if section else "",
                partner_url=(section.url or "") if section else "",
                when=shown[0] if shown else None,
                more_dates=max(len(going_ahead) - 1, 0),
                municipalities=municipalities[page.pk],
                is_past=bool(of_page) and not coming,
                says_places=bool(shown) and bool(shown[0].availability) and shown[0].start > now,
                provider=page.videopage.provider if page.kind == "video" else "",
            )
        )
    return cards


def _sections_of(pages: Sequence[ProgrammePage]) -> dict[str, PartnerPage]:
    paths = {page.path[: -Page.steplen] for page in pages}
    return {section.path: section for section in PartnerPage.objects.live().filter(path__in=paths)}


def _dates_of(pages: Sequence[ProgrammePage]) -> dict[UUID, list[Occurrence]]:
    dates = defaultdict(list)
    keys = {page.translation_key for page in pages}
    for occurrence in Occurrence.objects.filter(translation_key__in=keys).order_by("start", "pk"):
        dates[occurrence.translation_key].append(occurrence)
    return dates


def _municipalities_of(pages: Sequence[ProgrammePage]) -> dict[int, list[str]]:
    names = defaultdict(list)
    through = ProgrammePage.municipalities.through
    links = through.objects.filter(programmepage__in=[page.pk for page in pages]).select_related("municipality")
    for link in links.order_by("municipality__sort_order"):
        municipality: Municipality = link.municipality
        names[link.programmepage_id].append(municipality.name)
    return names
