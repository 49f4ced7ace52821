"""What is offered: programme pages, their dates, the listing, and the vocabularies that describe them."""

from .index import ProgrammeIndexPage
from .occurrence import Availability, CancellationReason, Occurrence
from .programme import DatedPage, EventPage, Level, Mode, ProgrammePage, VideoPage, WorkshopPage
from .signing_up import MOST_IN_A_GROUP, USUAL_LARGEST_GROUP, Reminders, SignupWay
from .vocabulary import Keyword, KeywordGroup, Municipality, SpokenLanguage

__all__ = [
    "MOST_IN_A_GROUP",
    "USUAL_LARGEST_GROUP",
    "Availability",
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
    "Reminders",
    "SignupWay",
    "SpokenLanguage",
    "VideoPage",
    "WorkshopPage",
]
