"""Programme pages as cards: everything a listing shows of twenty of them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from media.renditions import CARD, prefetch_renditions
from media.restrictions import unrestricted
from programme.partners.models import PartnerPage

from .announcements import Announcement, announcement_of
from .models import Municipality, Occurrence, ProgrammePage


@dataclass(frozen=True)
class Card:
    """One programme page in a listing."""

    page: ProgrammePage
    url: str
    section: PartnerPage | None
    when: Occurrence | None
    more_dates: int
    municipalities: list[str]
    is_past: bool
    # Has the date shown a word about places, and not begun?
    says_places: bool
    provider: str
    # None where the page is in its reader's language.
    announcement: Announcement | None


def listed_pages(language_code: str) -> Any:
    """The pages that readers of a language are shown, in whichever language, with what a card shows of each."""
    pages = ProgrammePage.objects.for_readers_of(language_code)
    return pages.select_related("locale", "main_image", "videopage")


def cards_of(pages: Sequence[ProgrammePage], *, language_code: str, now: datetime) -> list[Card]:
    """Make cards for readers of a language, in the order of *pages*; four queries however many they are."""
    if not pages:
        return []
    prefetch_renditions([page.main_image for page in pages], [CARD])
    sections = _sections_of(pages, language_code)
    dates = _dates_of(pages)
    municipalities = _municipalities_of(pages)
    cards = []
    for page in pages:
        section = sections.get(_parent_path(page))
        language = page.locale.language_code
        of_page = dates[page.translation_key]
        coming = [occurrence for occurrence in of_page if occurrence.end > now]
        going_ahead = [occurrence for occurrence in coming if not occurrence.is_cancelled]
        shown = (going_ahead or coming or of_page[-1:])[:1]
        cards.append(
            Card(
                page=page,
                url=page.url or "",
                # What a section that is not public says of itself is a draft.
                section=section,
                when=shown[0] if shown else None,
                more_dates=max(len(going_ahead) - 1, 0),
                municipalities=municipalities[page.pk],
                is_past=bool(of_page) and not coming,
                says_places=bool(shown) and bool(shown[0].availability) and shown[0].start > now,
                provider=page.videopage.provider if page.kind == "video" else "",
                announcement=announcement_of(language) if language != language_code else None,
            )
        )
    return cards


def _sections_of(pages: Sequence[ProgrammePage], language_code: str) -> dict[str, PartnerPage]:
    """The public section of each page's partner by the path of its own: in the reader's language, else the page's."""
    parents = PartnerPage.objects.filter(path__in={_parent_path(page) for page in pages})
    public = unrestricted(PartnerPage.objects.live())
    family = list(
        PartnerPage.objects.filter(translation_key__in=parents.values("translation_key"))
        .annotate(is_public=Exists(public.filter(pk=OuterRef("pk"))))
        .select_related("locale")
    )
    in_language = {
        section.translation_key: section
        for section in family
        if section.is_public and section.locale.language_code == language_code
    }
    shown = {section.path: in_language.get(section.translation_key, section) for section in family}
    return {path: section for path, section in shown.items() if section.is_public}


def _parent_path(page: Page) -> str:
    return str(page.path[: -Page.steplen])


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
