"""Places, counted under one lock. The only code that writes `Seats`, and the word that readers see.

A household that signs up to one date writes its rows first, and one conditional UPDATE of the date's seats comes last,
`take_at_once`, so that the row everybody wants is locked for the time of a commit. (On PostgreSQL `at_once` does most
of that in one statement.) Everything else (courses, the waiting list, cancellations, offers, other numbers of places)
locks the seats of the page's coming dates, changes what it came to change, and calls `settle`, which hands on what
became free.

Rows are locked in one order: seats by primary key, then signups and dates, then the content version. The catalogue
asks for the seats (hook `before_changing_occurrences`) before it locks a date itself.
"""

import time
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.content_version import raise_version
from home.refusals import Refused
from programme.catalogue.models import Availability, Occurrence

from ..models import Message, MessageKind, Place, Seats, Signup, SignupStatus
from ..terms import Terms, current_terms

MOST_LEFT_TO_SAY_FEW = 5
_DEADLOCK = "40P01"
_MOST_TRIES = 4

_COLUMNS = ("wanted", "capacity", "taken", "next_position", "is_open", "quiet_until")


class LockedSeats(dict[int, Seats]):
    """Seats that this transaction holds, by their date; knows what the database has."""

    def __init__(self, rows: Iterable[Seats]) -> None:
        super().__init__((seats.pk, seats) for seats in rows)
        self._stored = {pk: self._columns(seats) for pk, seats in self.items()}

    def save(self) -> None:
        """Write the rows that changed."""
        for pk, seats in self.items():
            if self._columns(seats) != self._stored[pk]:
                seats.save(update_fields=_COLUMNS)
                self._stored[pk] = self._columns(seats)

    def _columns(self, seats: Seats) -> tuple[Any, ...]:
        return tuple(getattr(seats, name) for name in _COLUMNS)


def in_one_transaction[**Arguments, Result](verb: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Run *verb* in a transaction; again when the database ends it to resolve a deadlock.

    Our own order of locks has none. An editor who publishes several pages at once holds the content version while
    their next page is brought in line, and either side may then be the one that is ended.
    """

    @wraps(verb)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        tries = 1
        while True:
            try:
                with transaction.atomic():
                    return verb(*args, **kwargs)
            except OperationalError as error:
                ended = getattr(error.__cause__, "sqlstate", "") == _DEADLOCK
                if not ended or connection.in_atomic_block or tries == _MOST_TRIES:
                    raise
                time.sleep(0.02 * tries)
                tries += 1

    return run


# One statement that counts, refuses and says what stands, which QuerySet.update cannot. Both databases know RETURNING.
_TAKE = """
    UPDATE participation_seats SET taken = taken + %s
    WHERE occurrence_id = %s AND is_open AND (capacity IS NULL OR taken + %s <= capacity)
    RETURNING taken, capacity, word
"""


def take_at_once(*, occurrence: Occurrence, size: int, terms: Terms) -> bool:
    """Take places at one date if there are enough; holds its lock from here to the end of the transaction.

    Who waits is not overtaken: whatever is free has been offered to everybody it is enough for.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [size, occurrence.pk, size])
        row = cursor.fetchone()
    if row is None:
        return False
    taken, capacity, said = row
    seats = Seats(pk=occurrence.pk, capacity=capacity, taken=taken, word=said)
    word = _word(seats, terms)
    if word != said:
        Seats.objects.filter(pk=seats.pk).update(quiet_until=_quiet_until(capacity, taken))
        _say(seats, word)
    return True


def lock_page(translation_key: uuid.UUID, *, now: datetime, also: Iterable[int] = ()) -> LockedSeats:
    """Lock the seats of a page's coming dates, and of those dates of it that are named."""
    wanted = Q(occurrence__translation_key=translation_key, occurrence__end__gt=now) | Q(pk__in=list(also))
    return LockedSeats(Seats.objects.filter(wanted).select_related("occurrence").locked())


def lock_dates(pks: Iterable[int]) -> LockedSeats:
    """Lock the seats of these dates alone, for a signup that takes or waits, and frees nothing.

    A date that `take_at_once` refused may be locked already, so its signup must not lock another one before it.
    """
    return LockedSeats(Seats.objects.filter(pk__in=list(pks)).select_related("occurrence").locked())


def lock_signup(signup: Signup, *, now: datetime) -> tuple[Signup | None, LockedSeats]:
    """Lock the seats of the signup's page, and read the signup as it stands then; None if it has been removed."""
    dates = list(signup.places.values_list("occurrence_id", flat=True))
    seats = lock_page(signup.translation_key, now=now, also=dates)
    return Signup.objects.select_for_update().filter(pk=signup.pk).first(), seats


def lock_place(place: Place) -> Place:
    """Lock one place, and read it as it stands then, with its signup and date. Raises Refused if it was removed."""
    found = Place.objects.select_for_update(of=("self",)).select_related("signup", "occurrence").filter(pk=place.pk)
    locked = found.first()
    if locked is None:
        raise Refused(_("This signup has been removed."))
    return locked


def dates_of(signup: Signup) -> list[int]:
    """The primary keys of the signup's dates; prefetched where many are asked."""
    return [place.occurrence_id for place in signup.places.all()]


def is_coming(seats: Seats, now: datetime) -> bool:
    """Does a place at this date still mean something?"""
    return seats.occurrence.start > now and not seats.occurrence.is_cancelled


def add_taken(seats: LockedSeats, signup: Signup, number: int) -> None:
    """Count *number* people more, or fewer, at every date of the signup. `settle` writes it."""
    for pk in dates_of(signup):
        if pk in seats:
            seats[pk].taken = max(seats[pk].taken + number, 0)


def have_room(seats: LockedSeats, signup: Signup, size: int, *, now: datetime) -> bool:
    """Is there room for *size* more people at every coming date of the signup?"""
    coming = [seats[pk] for pk in dates_of(signup) if pk in seats and is_coming(seats[pk], now)]
    return bool(coming) and all(each.is_open and each.has_room_for(size) for each in coming)


def next_position(seats: LockedSeats, signup: Signup) -> int:
    """Give out the last place in the queue of all the signup's dates."""
    own = [seats[pk] for pk in dates_of(signup) if pk in seats]
    position = max((each.next_position for each in own), default=1)
    for each in own:
        each.next_position = position + 1
    return position


def settle(
    seats: LockedSeats, *, now: datetime, terms: Terms | None = None, something_is_free: bool = True
) -> list[Signup]:
    """Hand on what is free, write the seats, and say what readers see; return who got an offer.

    The end of every change of places, in its transaction, with the rows that it locked: those of the whole page, unless
    nothing became free.
    """
    terms = terms or current_terms()
    for each in seats.values():
        each.capacity = None if each.wanted is None else max(each.wanted, each.taken)
    offered = _offer(seats, now=now, terms=terms) if something_is_free else []
    for each in seats.values():
        each.quiet_until = _quiet_until(each.capacity, each.taken)
    seats.save()
    for each in seats.values():
        word = _word(each, terms)
        if word != each.word:
            _say(each, word)
    return offered


def _offer(seats: LockedSeats, *, now: datetime, terms: Terms) -> list[Signup]:
    """Offer free places along the queue: to each household that fits whole, in the order in which they came.

    A household that does not fit keeps its place at the front, and is asked first each time that something becomes
    free; meanwhile smaller ones behind it are not held up (docs/decisions.md).
    """
    open_dates = {pk: each for pk, each in seats.items() if each.is_open and is_coming(each, now) and each.free != 0}
    if not open_dates:
        return []
    queue = Signup.objects.in_turn().filter(places__occurrence__in=open_dates).distinct()
    limits = [each.free for each in open_dates.values()]
    free = [limit for limit in limits if limit is not None]
    if len(free) == len(limits):
        queue = queue.filter(size__lte=max(free))
    offered = []
    for signup in queue.prefetch_related("places"):
        if not have_room(seats, signup, signup.size, now=now):
            continue
        add_taken(seats, signup, signup.size)
        start = min(seats[pk].occurrence.start for pk in dates_of(signup) if pk in open_dates)
        signup.status = SignupStatus.OFFERED
        signup.expires_at = terms.offered_until(now, start)
        signup.save(update_fields=["status", "expires_at"])
        offered.append(signup)
    Message.objects.bulk_create([Message(signup=signup, kind=MessageKind.OFFER, due_at=now) for signup in offered])
    return offered


def _word(seats: Seats, terms: Terms) -> str:
    if not seats.is_open:
        return Availability.UNSAID
    word = _word_of_count(seats.capacity, seats.taken)
    if word == Availability.WAITING_LIST and terms.longest_waiting_list is not None:
        waiting = Signup.objects.in_turn().at(seats.pk).count()
        return Availability.FULL if waiting >= terms.longest_waiting_list else word
    return word


def _word_of_count(capacity: int | None, taken: int) -> str:
    if capacity is None:
        return Availability.PLACES
    free = capacity - taken
    if free <= 0:
        return Availability.WAITING_LIST
    return Availability.FEW if free <= _few(capacity) else Availability.PLACES


def _few(capacity: int) -> int:
    return min(MOST_LEFT_TO_SAY_FEW, max(capacity // 4, 1))


def _quiet_until(capacity: int | None, taken: int) -> int | None:
    """The number taken at which the word will change next; 0 when everything is taken."""
    if capacity is None:
        return None
    if capacity <= taken:
        return 0
    first_of_few = capacity - _few(capacity)
    return first_of_few if taken < first_of_few else capacity


def _say(seats: Seats, word: str) -> None:
    """Change the word that readers see. Cached pages are made anew for that, and for no other signup."""
    Seats.objects.filter(pk=seats.pk).update(word=word)
    Occurrence.objects.filter(pk=seats.pk).update(availability=word)
    seats.word = word
    raise_version()


def moment(now: datetime | None) -> datetime:
    """The moment of a verb: as it was told, or now."""
    return now or timezone.now()
