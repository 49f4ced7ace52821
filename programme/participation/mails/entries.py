"""The calendar files that go with mails to participants (conventions I3)."""

from datetime import datetime

from django.utils.translation import gettext as _

from programme.catalogue.calendar import Method, calendar_of, entry_of
from programme.catalogue.models import Occurrence

from ..addresses import own_page_address
from ..models import Message, MessageKind, Signup, SignupStatus
from .letter import Letter, in_language_of
from .letters import letters_of

_PUBLISHED = frozenset({MessageKind.CONFIRMATION, MessageKind.CHANGED})


def calendar_for(letter: Letter) -> str:
    """Return the file that goes with the letter, in the active language; empty for those who have no entry to change.

    Entries point to the participant's own page, never to where the session is held online (conventions G9).
    """
    signup = letter.signup
    # Who never had a place for certain has no entry.
    if signup.confirmed_at is None or not letter.dates:
        return ""
    if letter.kind in _PUBLISHED and signup.status == SignupStatus.CONFIRMED:
        return _file(letter, Method.PUBLISH)
    if letter.kind == MessageKind.CANCELLED:
        return _file(letter, Method.CANCEL)
    return ""


def calendar_of_signup(signup: Signup, *, now: datetime) -> str:
    """Return the file that the participant's own page hands out: what the last mail about the whole signup brought.

    Empty for who has no place for certain.
    """
    kind = MessageKind.CANCELLED if signup.status == SignupStatus.CANCELLED else MessageKind.CONFIRMATION
    (letter,) = letters_of([Message(signup=signup, kind=kind)], now=now)
    with in_language_of(letter):
        return calendar_for(letter)


def _file(letter: Letter, method: Method) -> str:
    # The entry is of the date, not of the signup: it stays for those who still come by the same address.
    dates = [date for date in letter.dates if method == Method.PUBLISH or date.pk not in letter.still_coming]
    if not dates:
        return ""
    gave_up = method == Method.CANCEL and letter.message.occurrence is None
    link = own_page_address(letter.signup)
    words = "" if method == Method.CANCEL else _words(link)
    return calendar_of(
        (
            entry_of(
                date,
                title=letter.page.title if letter.page else "",
                url=link,
                place=letter.place,
                words=words,
                cancelled=gave_up,
                raised_by=_raised_by(letter, date),
            )
            for date in dates
        ),
        method=method,
    )


def _words(link: str) -> str:
    return _("Your own page, where you join, change the number of people or cancel: %(link)s") % {"link": link}


def _raised_by(letter: Letter, date: Occurrence) -> int:
    """Above what this person's program has seen: who gave up a place and signed up again has a newer entry.

    Giving up counts one (`entry_of`), so coming back counts two.
    """
    return 2 * letter.earlier.get(date.pk, 0)
