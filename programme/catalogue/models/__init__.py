"""What is offered: programme pages, their dates, the listing, and the vocabularies that describe them."""

from .index import ProgrammeIndexPage
from .occurrence import CancellationReason, Occurrence
from .programme import DatedPage, EventPage, Level, Mode, ProgrammePage, VideoPage, WorkshopPage
from .vocabulary import Keyword, KeywordGroup, Municipality, SpokenLanguage

__all__ = [
    "CancellationReason",
    "DatedPage",
    "EventPage",
    "Keyword",
    "KeywordGroup",
    "Level",
    "Mode",
    "Municipality",
    "Occurrence",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "SpokenLanguage",
    "VideoPage",
    "WorkshopPage",
]
