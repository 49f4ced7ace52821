"""Signing up, and confirming the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from home.refusals import Refused
from programme.catalogue.models import Municipality, Occurrence

from ..models import ConsentKind, Signup


class SignupRefused(Refused):
    """No signup was made; the reason says why, and what can be done. Public pages print it by `shown_here`."""


class SignedUpAlready(SignupRefused):
    """This contact has signed up to the date before: perhaps the form was sent twice.

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


def dates_of_course(*, page: Any, now: datetime | None = None) -> list[Occurrence]:
    """Return the dates that a signup to the whole course is for: those that have not begun and go ahead."""
    raise NotImplementedError


def sign_up(*, page: Any, occurrences: Sequence[Occurrence], details: Details, now: datetime | None = None) -> Signup:
    """Sign a household up to one date, or to the dates of a course; return the signup as it stands.

    Its status says how it went: CONFIRMED, HELD (until `confirm_address`), or WAITLISTED with a position. The message
    to the participant is due then; a job sends it. *page* is the live page in the participant's language. Raises
    SignupRefused with a reason.
    """
    raise NotImplementedError


def confirm_address(*, signup: Signup, now: datetime | None = None) -> Signup:
    """Make a held place the participant's; returns the signup unchanged if it is no longer held."""
    raise NotImplementedError
