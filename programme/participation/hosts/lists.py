"""Read models for the organiser's screens, each in a number of queries that does not grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from programme.catalogue.models import Mode, Occurrence, ProgrammePage
from programme.catalogue.models.occurrence import OccurrenceQuerySet
from programme.partners.models import PartnerPage

from ..models import (
    Attendance,
    Consent,
    ConsentKind,
    JoinLink,
    MessageState,
    Place,
    Signup,
    SignupStatus,
)
from .access import titled_pages

MODES_WITH_A_LINK = frozenset({Mode.ONLINE, Mode.BOTH})


@dataclass(frozen=True)
class DateLine:
    """One date with its numbers of people; `waiting` counts people, too, since a household needs that many places."""

    occurrence: Occurrence
    page: ProgrammePage | None
    partner_name: str
    coming: int
    unanswered: int
    waiting: int
    to_call: int
    lacks_link: bool

    @property
    def title(self) -> str:
        return str(self.page.title) if self.page else ""

    @property
    def capacity(self) -> int | None:
        return self.occurrence.seats.wanted

    @property
    def more_than_wanted(self) -> bool:
        """Did the artist lower the places below what is taken?"""
        return self.capacity is not None and self.occurrence.seats.taken > self.capacity


def date_lines(dates: QuerySet[Occurrence], *, most: int | None = None) -> list[DateLine]:
    """Return the lines of *dates*, in their order; five queries."""
    rows = list(_with_numbers(dates.select_related("seats"))[:most])
    pages = titled_pages({row.translation_key for row in rows})
    lacking = dates_without_link(rows, pages)
    calls = _calls_by_date(rows)
    partners = _partner_names(pages.values())
    return [
        DateLine(
            occurrence=row,
            page=pages.get(row.translation_key),
            partner_name=partners.get(row.translation_key, ""),
            coming=row.coming,
            unanswered=row.unanswered,
            waiting=row.waiting,
            to_call=calls.get(row.pk, 0),
            lacks_link=row.pk in lacking,
        )
        for row in rows
    ]


def _partner_names(pages: Iterable[ProgrammePage]) -> dict[UUID, str]:
    """Whose each page is, by its translation key: it stands right under the partner's section."""
    sections = {page.translation_key: page.path[: -page.steplen] for page in pages}
    names = dict(PartnerPage.objects.filter(path__in=sections.values()).values_list("path", "partner__name"))
    return {key: names[path] for key, path in sections.items() if path in names}


def _with_numbers(dates: QuerySet[Occurrence]) -> QuerySet[Any]:
    def people(statuses: Iterable[SignupStatus]) -> Coalesce:
        return Coalesce(Sum("places__signup__size", filter=Q(places__signup__status__in=list(statuses))), 0)

    return dates.annotate(
        coming=people({SignupStatus.CONFIRMED}),
        unanswered=people(SignupStatus.expiring),
        waiting=people(SignupStatus.waiting),
    )


def _calls_by_date(dates: Sequence[Occurrence]) -> dict[int, int]:
    # In one call of filter, so that all of it is asked of the same message.
    counted = (
        Place.objects.filter(
            Q(signup__messages__occurrence=None) | Q(signup__messages__occurrence=F("occurrence")),
            occurrence__in=dates,
            signup__messages__state=MessageState.TO_CALL,
        )
        .values_list("occurrence")
        .annotate(number=Count("signup__messages", distinct=True))
    )
    return dict(counted.order_by())


def dates_without_link(dates: Sequence[Occurrence], pages: dict[Any, ProgrammePage]) -> set[int]:
    """Return which coming dates of online pages nobody can join yet; one query."""
    links = JoinLink.objects.filter(translation_key__in={date.translation_key for date in dates})
    known = set(links.values_list("translation_key", "occurrence_uuid"))
    return {
        date.pk
        for date in dates
        if (page := pages.get(date.translation_key))
        and page.mode in MODES_WITH_A_LINK
        and not date.is_cancelled
        and not known & {(date.translation_key, None), (date.translation_key, date.uuid)}
    }


@dataclass(frozen=True)
class Person:
    """One signup at one date, as its row is shown."""

    place: Place
    signup: Signup
    agreed_to: frozenset[str]

    @property
    def attendance(self) -> Attendance:
        return Attendance(self.place.attendance)

    @property
    def next_attendance(self) -> Attendance:
        """What a tap on the name makes of it: there, not there, and not known again."""
        order = list(_TAPS)
        return order[(order.index(self.attendance) + 1) % len(order)]


_TAPS = (Attendance.UNKNOWN, Attendance.CAME, Attendance.DID_NOT)


@dataclass(frozen=True)
class People:
    """Who comes to a date: each list in the order in which people look for a name, those who wait in their turn."""

    confirmed: list[Person]
    held: list[Person]
    offered: list[Person]
    waiting: list[Person]
    cancelled: list[Person]

    @property
    def number_confirmed(self) -> int:
        return sum(person.signup.size for person in self.confirmed)

    @property
    def number_waiting(self) -> int:
        return sum(person.signup.size for person in self.waiting)

    @property
    def number_here(self) -> int:
        return sum(person.signup.size for person in self.confirmed if person.attendance == Attendance.CAME)

    @property
    def all_agreed_to_recording(self) -> bool:
        return all(ConsentKind.RECORDING in person.agreed_to for person in self.confirmed)

    @property
    def all_agreed_to_photographs(self) -> bool:
        return all(ConsentKind.PHOTO in person.agreed_to for person in self.confirmed)


def people_at(occurrence: Occurrence) -> People:
    """Return everybody at *occurrence*; two queries."""
    places = list(
        Place.objects.filter(occurrence=occurrence)
        .select_related("signup__municipality")
        .order_by("signup__name", "signup__pk")
    )
    agreed: dict[int, set[str]] = defaultdict(set)
    in_force = Consent.objects.in_force().filter(signup__places__occurrence=occurrence)
    for signup, kind in in_force.values_list("signup", "kind"):
        agreed[signup].add(kind)
    people = [Person(place, place.signup, frozenset(agreed[place.signup_id])) for place in places]

    def those(status: SignupStatus) -> list[Person]:
        return [person for person in people if person.signup.status == status]

    return People(
        confirmed=those(SignupStatus.CONFIRMED),
        held=those(SignupStatus.HELD),
        offered=sorted(those(SignupStatus.OFFERED), key=lambda person: person.signup.position or 0),
        waiting=sorted(those(SignupStatus.WAITLISTED), key=lambda person: (person.signup.position, person.signup.pk)),
        cancelled=those(SignupStatus.CANCELLED),
    )


def next_date_of(dates: OccurrenceQuerySet, now: datetime) -> DateLine | None:
    """Return the next one of *dates* that goes ahead; one that is under way counts."""
    lines = date_lines(dates.not_over(now).going_ahead().order_by("start", "pk"), most=1)
    return lines[0] if lines else None
