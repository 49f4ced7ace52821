"""What artists wrote to participants and an editor has to look at first: a read model, in few queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from home.dates import period_text
from programme.catalogue.models import ProgrammePage

from .models import Announcement, Audience, Signup, SignupStatus

AUDIENCES: dict[Audience, frozenset[SignupStatus]] = {
    Audience.CONFIRMED: frozenset({SignupStatus.CONFIRMED}),
    # Who was offered a place has not got it yet.
    Audience.WAITING: SignupStatus.waiting | {SignupStatus.OFFERED},
    Audience.EVERYONE: SignupStatus.present - {SignupStatus.HELD},
}


@dataclass(frozen=True)
class WaitingAnnouncement:
    """One message that waits. `title` is of the page, `date` in words, `people` how many would get it today."""

    announcement: Announcement
    title: str
    date: str
    people: int


def waiting_announcements() -> list[WaitingAnnouncement]:
    """Return what waits for an editor, oldest first; three queries, however many."""
    waiting = list(Announcement.objects.waiting().select_related("occurrence", "partner", "written_by"))
    if not waiting:
        return []
    keys = {announcement.occurrence.translation_key for announcement in waiting}
    # The page that was made first gives the name, so it comes last here.
    pages = ProgrammePage.objects.filter(translation_key__in=keys).order_by("-pk")
    titles = dict(pages.values_list("translation_key", "title"))
    people = _people_at({announcement.occurrence_id for announcement in waiting})
    return [
        WaitingAnnouncement(
            announcement=announcement,
            title=titles.get(announcement.occurrence.translation_key, ""),
            date=period_text(announcement.occurrence.start, announcement.occurrence.end),
            people=sum(
                people[announcement.occurrence_id][status] for status in AUDIENCES[Audience(announcement.audience)]
            ),
        )
        for announcement in waiting
    ]


def _people_at(dates: set[int]) -> dict[int, dict[str, int]]:
    people: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counted = (
        Signup.objects.present()
        .filter(places__occurrence__in=dates)
        .order_by()
        .values_list("places__occurrence", "status")
        .annotate(Sum("size"))
    )
    for date, status, number in counted:
        people[date][status] = number
    return people
