"""Signing up, and confirming the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils.translation import gettext as _

from home.refusals import Refused
from programme.catalogue.models import Municipality, Occurrence

from .. import limits, rules
from ..models import CancelledBy, Consent, ConsentKind, Message, MessageKind, Place, Signup, SignupStatus
from ..terms import Terms, current_terms
from . import at_once, places
from .consents import TEXT_VERSIONS
from .contacts import key_of_details, normal_email
from .endings import end
from .messages import tell
from .waiting_list import take_offer

# A helper signs up several households with their own contact.
MOST_BY_A_HELPER = 10


class SignupRefused(Refused):
    """No signup was made; the reason says why, and what can be done. Public pages print it by `shown_here`."""


class SignedUpAlready(SignupRefused):
    """This contact has signed up to the date before, by another form, or has renewed the link since.

    Public pages must not say more about `signup` to whoever typed the contact; its link goes to the contact.
    """

    def __init__(self, reason: str, signup: Signup | None = None) -> None:
        super().__init__(reason)
        self.signup = signup


class TooManyAttempts(SignupRefused):
    """This contact, or this client, has tried too often; waiting helps."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a participant typed; checked for form by the form, and for the page's rules here."""

    name: str
    language: str
    email: str = ""
    phone: str = ""
    size: int = 1
    municipality: Municipality | None = None
    message: str = ""
    is_for_someone_else: bool = False
    helper_name: str = ""
    has_under_13: bool = False
    guardian_contact: str = ""
    age_bands: Mapping[str, int] = field(default_factory=dict)
    consents: frozenset[ConsentKind] = frozenset()
    # Whose request it is, for the limits; empty: nobody's, and not limited.
    client_address: str = ""
    # Which showing of the form it was: sent twice for the same dates and contact, it makes one signup. Empty: no form
    # of a resident, but the organiser.
    form: UUID | None = None


def dates_of_course(*, page: Any, now: datetime | None = None) -> list[Occurrence]:
    """Return the dates that a signup to the whole course is for: those that have not begun and go ahead."""
    dates = Occurrence.objects.of_translation_key(page.translation_key).going_ahead()
    return list(dates.filter(start__gt=places.moment(now)).order_by("start", "pk"))


def sign_up(*, page: Any, occurrences: Sequence[Occurrence], details: Details, now: datetime | None = None) -> Signup:
    """Sign a household up to one date, or to the dates of a course; return the signup as it stands.

    Its status says how it went: CONFIRMED, HELD (until `confirm_address`), or WAITLISTED with a position. The message
    to the participant is due then; a job sends it. *page* is the live page in the participant's language. The signup
    that the same form made before for the same contact is returned once more, as it stands, whatever else the form says
    now: its `is_made_now` is False. Raises SignupRefused with a reason.
    """
    now = places.moment(now)
    reason = rules.why_not_these_dates(page=page, occurrences=occurrences, now=now)
    reason = reason or rules.why_not_with(page=page, details=details)
    if reason:
        raise SignupRefused(reason)
    contact_key = key_of_details(details.email, details.phone)
    if not limits.may_sign_up(contact_key=contact_key, client_address=details.client_address):
        raise TooManyAttempts(_("There have been many signups from here just now. Please try again a little later."))
    try:
        return _sign_up_at_once(
            page=page, occurrences=occurrences, details=details, contact_key=contact_key, now=now
        ) or _sign_up(page=page, occurrences=occurrences, details=details, contact_key=contact_key, now=now)
    except IntegrityError:
        key = _form_key(details, contact_key, occurrences)
        same = Signup.objects.filter(form_key=key).first() if key else None
        # Whoever renewed the link did not want it to be found by what was there before.
        if same is not None and same.link_version == 1:
            same.is_made_now = False
            return same
        earlier = (
            same or Signup.objects.present().of_contact(contact_key).filter(places__occurrence__in=occurrences).first()
        )
        if earlier is None:
            raise
        raise SignedUpAlready(
            _("You have signed up to this already. If you have lost your own link, ask the organiser."), earlier
        ) from None


def _sign_up_at_once(
    *, page: Any, occurrences: Sequence[Occurrence], details: Details, contact_key: str, now: datetime
) -> Signup | None:
    """The usual case, in one statement where the database can; None where more has to be asked."""
    if not at_once.is_possible() or len(occurrences) > 1 or details.is_for_someone_else:
        return None
    signup = _make(page=page, occurrences=occurrences, details=details, contact_key=contact_key, now=now)
    signup.status, signup.confirmed_at = SignupStatus.CONFIRMED, now
    consents = [(kind, TEXT_VERSIONS[kind]) for kind in sorted(details.consents)]
    return signup if at_once.make(signup, occurrence=occurrences[0], consents=consents) else None


@places.in_one_transaction
def _sign_up(
    *, page: Any, occurrences: Sequence[Occurrence], details: Details, contact_key: str, now: datetime
) -> Signup:
    """Rows first, places last: what everybody wants is locked for the time of a commit."""
    terms = current_terms()
    reason = rules.why_not_sign_up(page=page, occurrences=occurrences, now=now, terms=terms)
    if reason:
        raise SignupRefused(reason)
    signup = _make(page=page, occurrences=occurrences, details=details, contact_key=contact_key, now=now)
    if terms.confirm_addresses and details.email:
        signup.status = SignupStatus.HELD
        signup.expires_at = terms.held_until(now, min(date.start for date in occurrences))
    else:
        signup.status, signup.confirmed_at = SignupStatus.CONFIRMED, now
    signup.save(force_insert=True)
    own_key = "" if details.is_for_someone_else else contact_key
    Place.objects.bulk_create(
        Place(signup=signup, occurrence=date, contact_key=own_key) for date in sorted(occurrences, key=lambda d: d.pk)
    )
    Consent.objects.bulk_create(_consents(signup, details, now))
    message = Message(signup=signup, kind=_kind_for(signup), due_at=now)
    message.save(force_insert=True)
    if len(occurrences) > 1 or not places.take_at_once(occurrence=occurrences[0], size=signup.size, terms=terms):
        _take_or_wait(signup, message, now=now, terms=terms)
    if details.is_for_someone_else:
        _check_helper(signup, occurrences)
    return signup


def _make(*, page: Any, occurrences: Sequence[Occurrence], details: Details, contact_key: str, now: datetime) -> Signup:
    return Signup(
        form_key=_form_key(details, contact_key, occurrences),
        translation_key=page.translation_key,
        language=details.language,
        # On one line: mails begin with it, and it must not begin a paragraph of its own there.
        name=" ".join(details.name.split()),
        email=normal_email(details.email),
        phone=details.phone.strip(),
        size=details.size,
        municipality=details.municipality,
        message=details.message.strip(),
        is_for_someone_else=details.is_for_someone_else,
        helper_name=details.helper_name.strip() if details.is_for_someone_else else "",
        has_under_13=details.has_under_13,
        guardian_contact=details.guardian_contact.strip() if details.has_under_13 else "",
        age_bands={band: number for band, number in details.age_bands.items() if number and page.asks_age_band},
        contact_key=contact_key,
        created_at=now,
    )


def _form_key(details: Details, contact_key: str, occurrences: Sequence[Occurrence]) -> UUID | None:
    """What one form can make once: whoever goes back, and mends the contact or the date, makes another signup.

    So does a helper who goes back and writes the next name.
    """
    if details.form is None:
        return None
    whom = details.name.strip().casefold() if details.is_for_someone_else else ""
    return uuid5(details.form, "|".join([contact_key, *sorted(str(date.uuid) for date in occurrences), whom]))


def _consents(signup: Signup, details: Details, now: datetime) -> list[Consent]:
    return [
        Consent(signup=signup, kind=kind, text_version=TEXT_VERSIONS[kind], given_at=now)
        for kind in sorted(details.consents)
    ]


def _kind_for(signup: Signup) -> MessageKind:
    if signup.status == SignupStatus.HELD:
        return MessageKind.CONFIRM_ADDRESS
    return MessageKind.WAITING if signup.status in SignupStatus.waiting else MessageKind.CONFIRMATION


def _take_or_wait(signup: Signup, message: Message, *, now: datetime, terms: Terms) -> None:
    """Take the places of a course together, or join the queue, under the lock of the signup's dates."""
    dates = places.dates_of(signup)
    seats = places.lock_dates(dates)
    own = list(seats.values())
    if len(own) < len(dates) or not all(each.is_open for each in own):
        raise SignupRefused(_("This session does not take signups any more."))
    if places.have_room(seats, signup, signup.size, now=now):
        places.add_taken(seats, signup, signup.size)
    else:
        if terms.longest_waiting_list is not None:
            waiting = max(Signup.objects.in_turn().at(each.pk).count() for each in own)
            if waiting >= terms.longest_waiting_list:
                raise SignupRefused(_("This session is full, and so is its waiting list."))
        signup.status, signup.confirmed_at, signup.expires_at = SignupStatus.WAITLISTED, None, None
        signup.position = places.next_position(seats, signup)
        signup.save(update_fields=["status", "confirmed_at", "expires_at", "position"])
        message.kind = _kind_for(signup)
        message.save(update_fields=["kind"])
    places.settle(seats, now=now, terms=terms, something_is_free=False)


def _check_helper(signup: Signup, occurrences: Sequence[Occurrence]) -> None:
    """Asked under the lock, after the rows were written, so that it cannot be passed by trying at once."""
    others = Signup.objects.present().of_contact(signup.contact_key).filter(is_for_someone_else=True)
    if others.filter(places__occurrence__in=occurrences).distinct().count() > MOST_BY_A_HELPER:
        raise SignupRefused(
            _("You have signed up many people to this already. Please ask the organiser for more places.")
        )
    reason = rules.why_not_share(signup=signup)
    if reason:
        raise SignupRefused(reason)


@places.in_one_transaction
def confirm_address(*, signup: Signup, now: datetime | None = None) -> Signup:
    """Make a held or an offered place the participant's; returns the signup unchanged if it is neither any more.

    Raises Refused if the time to take the offer is over.
    """
    now = places.moment(now)
    current, seats = places.lock_signup(signup, now=now)
    if current is not None and current.status == SignupStatus.OFFERED:
        return take_offer(signup=current, now=now)
    if current is None or current.status != SignupStatus.HELD:
        return current or signup
    if current.expires_at is not None and current.expires_at <= now:
        end(current, seats, by=CancelledBy.EXPIRED, now=now)
        places.settle(seats, now=now)
        return current
    current.status, current.expires_at, current.confirmed_at = SignupStatus.CONFIRMED, None, now
    current.save(update_fields=["status", "expires_at", "confirmed_at"])
    tell(signups=[current], kind=MessageKind.CONFIRMATION, now=now)
    return current
