"""Letters read for many messages in the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from home.models import SiteSettings
from programme.catalogue.models import EventPage, Occurrence, WorkshopPage

from .. import rules
from ..models import (
    Consent,
    ConsentKind,
    Message,
    MessageKind,
    Place,
    Signup,
    SignupStatus,
)
from ..terms import Terms, current_terms
from .letter import Contact, Letter


def letters_of(messages: Iterable[Message], *, now: datetime) -> list[Letter]:
    """Return the letter of each message; seven queries, and one each for offers and ends, however many they are.

    The messages come with signup, occurrence and announcement selected.
    """
    messages = list(messages)
    if not messages:
        return []
    signups = {message.signup_id: message.signup for message in messages}
    places: dict[int, list[Place]] = defaultdict(list)
    for place in (
        Place.objects.filter(signup__in=signups).select_related("occurrence").order_by("occurrence__start", "pk")
    ):
        places[place.signup_id].append(place)
    pages = _pages_of({signup.translation_key for signup in signups.values()})
    settings = SiteSettings.load()
    reminded = set(
        Consent.objects.in_force()
        .filter(signup__in=signups, kind=ConsentKind.REMINDERS)
        .values_list("signup_id", flat=True)
    )
    turns = _turns_of(signups.values(), places)
    earlier = _earlier_of(signups.values())
    still_coming = _still_coming(
        message.signup for message in messages if message.kind == MessageKind.CANCELLED and message.occurrence is None
    )
    terms = current_terms() if any(message.kind == MessageKind.OFFER for message in messages) else None
    letters = []
    for message in messages:
        signup = signups[message.signup_id]
        page = _page_in(pages[signup.translation_key], signup.language)
        letters.append(
            Letter(
                message=message,
                signup=signup,
                page=page,
                places=places[signup.pk],
                dates=_dates_of(message, places[signup.pk], now=now),
                contact=_contact_of(page, settings),
                wants_reminders=signup.pk in reminded,
                turn=turns.get(signup.pk, 0),
                is_to_be_confirmed=_is_to_be_confirmed(message, signup, terms),
                earlier=earlier.get(signup.pk, {}),
                still_coming=frozenset(still_coming.get(signup.pk, ())),
            )
        )
    return letters


def _pages_of(translation_keys: set[UUID]) -> dict[UUID, list[Any]]:
    """The pages in each language that have ever been public: what their rows say was approved."""
    pages: dict[UUID, list[Any]] = defaultdict(list)
    for model in (WorkshopPage, EventPage):
        known = model.objects.filter(translation_key__in=translation_keys, first_published_at__isnull=False)
        for page in known.select_related("locale").order_by("pk"):
            pages[page.translation_key].append(page)
    return pages


def _page_in(pages: list[Any], language: str) -> Any:
    """The page to speak of: public before not, then in the reader's language, then the one that was made first."""
    ranked = sorted(pages, key=lambda page: (not page.live, page.locale.language_code != language, page.pk))
    return ranked[0] if ranked else None


def _dates_of(message: Message, places: list[Place], *, now: datetime) -> list[Occurrence]:
    """What the message is about: its own date, or those of the signup; past and cancelled ones where they are meant."""
    dates = [message.occurrence] if message.occurrence else [place.occurrence for place in places]
    if message.kind not in MessageKind.about_a_date:
        return dates
    return [date for date in dates if date.end > now and not date.is_cancelled]


def _is_to_be_confirmed(message: Message, signup: Signup, terms: Terms | None) -> bool:
    if message.kind == MessageKind.OFFER:
        return bool(rules.why_not_take_on_own_page(signup=signup, terms=terms))
    return message.kind == MessageKind.CONFIRM_ADDRESS


def _contact_of(page: Any, settings: SiteSettings) -> Contact:
    if page is not None and (page.contact_email or page.contact_phone):
        return Contact(page.contact_name, page.contact_email, page.contact_phone)
    return Contact(settings.contact_name, settings.contact_email, settings.contact_phone)


def _turns_of(signups: Iterable[Signup], places: Mapping[int, list[Place]]) -> dict[int, int]:
    """Which turn each has in the queue; of a course, in the longest of its dates' queues."""
    waiting = [signup for signup in signups if signup.status in SignupStatus.waiting]
    dates = {place.occurrence_id for signup in waiting for place in places[signup.pk]}
    queues: dict[int, list[int]] = defaultdict(list)
    for date, position in (
        Signup.objects.in_turn().filter(places__occurrence__in=dates).values_list("places__occurrence_id", "position")
    ):
        queues[date].append(position or 0)
    return {
        signup.pk: max(
            sum(position <= (signup.position or 0) for position in queues[place.occurrence_id])
            for place in places[signup.pk]
        )
        for signup in waiting
        if places[signup.pk]
    }


def _earlier_of(signups: Iterable[Signup]) -> dict[int, dict[int, int]]:
    """How many signups of the same contact, to the same date, ended before each began.

    A helper's stand side by side and share an entry, so of theirs all that have ended count.
    """
    by_contact: dict[str, list[Signup]] = defaultdict(list)
    for signup in signups:
        by_contact[signup.contact_key].append(signup)
    earlier: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    ended = (
        Signup.objects.filter(contact_key__in=by_contact, status=SignupStatus.CANCELLED, confirmed_at__isnull=False)
        .order_by()
        .values_list("pk", "contact_key", "created_at", "places__occurrence_id")
    )
    for pk, contact_key, created_at, date in ended:
        for signup in by_contact[contact_key]:
            is_before = signup.is_for_someone_else or (created_at, pk) < (signup.created_at, signup.pk)
            if pk != signup.pk and is_before:
                earlier[signup.pk][date] += 1
    return earlier


def _still_coming(ended: Iterable[Signup]) -> dict[int, set[int]]:
    """The dates at which the contact of each has a place for certain by another signup."""
    by_contact: dict[str, list[Signup]] = defaultdict(list)
    for signup in ended:
        by_contact[signup.contact_key].append(signup)
    dates: dict[int, set[int]] = defaultdict(set)
    if not by_contact:
        return dates
    others = Signup.objects.confirmed().filter(contact_key__in=by_contact).order_by()
    for pk, contact_key, date in others.values_list("pk", "contact_key", "places__occurrence_id"):
        for signup in by_contact[contact_key]:
            if pk != signup.pk:
                dates[signup.pk].add(date)
    return dates
