"""What becomes due by time alone: reminders before a date, thanks after it.

Each looks at what is due now, so a run that was missed, late or doubled does no harm. A reminder is of one start: when
the date moves, it moves along. Nobody is reminded who heard the time within the window already, by signing up in it,
by an earlier reminder, or by being told that the date has moved.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from programme.catalogue.models import EventPage, Occurrence, Reminders, WorkshopPage

from .models import Attendance, Consent, ConsentKind, Message, MessageKind, MessageState, Place, SignupStatus

A_DAY = timedelta(hours=24)
TWO_HOURS = timedelta(hours=2)
# The artist has written down who came, or is about to.
THANKS_AFTER = timedelta(hours=1)
# Later than this, thanks would only surprise.
NO_THANKS_AFTER = timedelta(days=3)


def number_of_start(start: datetime) -> int:
    """Return the number of a reminder's message: the minute that it reminds of, so that there is one for each start."""
    return int(start.timestamp()) // 60


def remind(*, now: datetime | None = None) -> int:
    """Make the reminders due whose time has come, and return how many; the same number of queries however many."""
    now = now or timezone.now()
    soon = list(Occurrence.objects.going_ahead().filter(start__gt=now, start__lte=now + A_DAY))
    wanted = _reminders_of({occurrence.translation_key for occurrence in soon})
    windows: dict[MessageKind, dict[int, datetime]] = {kind: {} for kind in sorted(MessageKind.reminders)}
    for occurrence in soon:
        window = _window_of(occurrence, wanted.get(occurrence.translation_key, Reminders.NONE), now=now)
        if window is not None:
            kind, opened_at = window
            windows[kind][occurrence.pk] = opened_at
    return sum(_remind(kind, opened, now=now) for kind, opened in windows.items() if opened)


def thank(*, now: datetime | None = None) -> int:
    """Make the thanks due of those whose last date is over, and return how many; two queries, however many."""
    now = now or timezone.now()
    thanked = Message.objects.filter(
        signup=OuterRef("signup"), kind=MessageKind.THANKS, occurrence=OuterRef("occurrence")
    )
    later = Place.objects.filter(
        signup=OuterRef("signup"), occurrence__end__gt=OuterRef("occurrence__end"), occurrence__cancelled_at=None
    )
    places = (
        Place.objects.filter(
            ~Exists(thanked),
            ~Exists(later),
            signup__status=SignupStatus.CONFIRMED,
            occurrence__cancelled_at=None,
            occurrence__end__lte=now - THANKS_AFTER,
            occurrence__end__gt=now - NO_THANKS_AFTER,
        )
        .exclude(attendance=Attendance.DID_NOT)
        .select_related("signup", "occurrence")
        .order_by("pk")
    )
    return _make_due(MessageKind.THANKS, places, now=now)


def _reminders_of(translation_keys: set[UUID]) -> dict[UUID, str]:
    """What the pages say about reminders, as it is public; the original's where a translation differs."""
    found: dict[UUID, str] = {}
    for model in (WorkshopPage, EventPage):
        pages = model.objects.live().filter(translation_key__in=translation_keys).order_by("-pk")
        found.update(pages.values_list("translation_key", "reminders"))
    return found


def _window_of(occurrence: Occurrence, reminders: str, *, now: datetime) -> tuple[MessageKind, datetime] | None:
    """Return which reminder of a coming date it is time for, and since when.

    Counted in hours that pass, whatever the clock on the wall does between. Where the one two hours before is due, a
    late one of the day before is not sent beside it.
    """
    if reminders == Reminders.DAY_AND_TWO_HOURS and now >= occurrence.start - TWO_HOURS:
        return MessageKind.REMINDER_HOURS, occurrence.start - TWO_HOURS
    if reminders in {Reminders.DAY_BEFORE, Reminders.DAY_AND_TWO_HOURS}:
        return MessageKind.REMINDER_DAY, occurrence.start - A_DAY
    return None


def _remind(kind: MessageKind, opened: dict[int, datetime], *, now: datetime) -> int:
    """Remind those of the dates, each with the moment at which its window opened, who have not heard since."""
    heard = (
        Message.objects.filter(
            signup=OuterRef("signup"), occurrence=OuterRef("occurrence"), kind__in=[kind, MessageKind.CHANGED]
        )
        .exclude(state=MessageState.DROPPED)
        .order_by("-due_at")
    )
    consents = Consent.objects.in_force().filter(signup=OuterRef("signup"), kind=ConsentKind.REMINDERS)
    places = (
        Place.objects.filter(Exists(consents), occurrence__in=opened, signup__status=SignupStatus.CONFIRMED)
        .annotate(heard_at=Subquery(heard.values("due_at")[:1]))
        .select_related("signup", "occurrence")
        .order_by("pk")
    )
    return _make_due(
        kind,
        (
            place
            for place in places
            if all(
                moment is None or moment < opened[place.occurrence_id]
                for moment in (place.signup.confirmed_at, place.heard_at)
            )
        ),
        now=now,
    )


def _make_due(kind: MessageKind, places: Iterable[Place], *, now: datetime) -> int:
    """One message for each place. Another run at the same time makes none twice: the table has each once."""
    messages = Message.objects.bulk_create(
        [
            Message(
                signup=place.signup,
                kind=kind,
                occurrence=place.occurrence,
                number=number_of_start(place.occurrence.start) if kind in MessageKind.reminders else 0,
                due_at=now,
            )
            for place in places
        ],
        ignore_conflicts=True,
    )
    return len(messages)
