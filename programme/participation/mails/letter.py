"""One message with everything that it tells of: what its mail says, whether it is still true, and for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import translation

from home.dates import moment_text, period_text
from programme.catalogue.models import Mode, Occurrence

from ..addresses import confirming_address, own_page_address
from ..models import (
    Attendance,
    CancelledBy,
    Message,
    MessageKind,
    Place,
    Signup,
    SignupStatus,
)
from ..recordings import has_recording
from ..reminders import number_of_start


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Letter:
    """One message and what it is about. `page` is in the participant's language where that is public."""

    message: Message
    signup: Signup
    page: Any
    # Every date of the signup, in order, and those that this message is about.
    places: Sequence[Place]
    dates: Sequence[Occurrence]
    contact: Contact
    wants_reminders: bool
    # In the waiting list; 0 for who does not wait.
    turn: int
    # Is its link, which nobody has but who reads the mail, what it takes to answer?
    is_to_be_confirmed: bool = False
    # How often this contact has signed up to a date and given it up before.
    earlier: Mapping[int, int] = field(default_factory=dict)
    # The dates to which this contact still comes by another signup: a helper's, who signed up several.
    still_coming: frozenset[int] = frozenset()

    @property
    def kind(self) -> MessageKind:
        return MessageKind(self.message.kind)

    @property
    def purpose(self) -> str:
        """The name of the mail's templates."""
        if self.kind == MessageKind.CANCELLED and self.message.occurrence is None:
            return "participant_left"
        return f"participant_{self.kind.value}"

    def is_wanted(self, now: datetime) -> bool:
        """Is it still true, and of use? Between the deed and the mail, things may have changed again."""
        if self.kind == MessageKind.CANCELLED:
            return not self._is_of_a_stranger
        if self.kind == MessageKind.CHANGED and self.signup.status == SignupStatus.HELD:
            # Perhaps somebody else's address. Who confirms it is told the time as it is then.
            return False
        if self.kind == MessageKind.FROM_ARTIST:
            return self.signup.is_present
        if self.kind == MessageKind.THANKS:
            return self.signup.is_confirmed and not any(place.attendance == Attendance.DID_NOT for place in self._own)
        if not self.dates:
            return False
        return self._is_true_of_status(now) and self._is_true_of_date(now)

    @property
    def worth_until(self) -> datetime | None:
        """After which moment the mail would only confuse; None: late is better than never."""
        occurrence = self.message.occurrence
        match self.kind:
            case MessageKind.CONFIRM_ADDRESS | MessageKind.OFFER:
                return self.signup.expires_at
            case MessageKind.REMINDER_DAY | MessageKind.REMINDER_HOURS:
                return occurrence.start if occurrence else None
            case MessageKind.JOIN_CHANGED:
                return occurrence.end if occurrence else None
            case _:
                return None

    def context(self) -> dict[str, Any]:
        """What the templates take, in the language that is active."""
        return {
            "signup": self.signup,
            "title": self.page.title if self.page else "",
            "dates": [_text_of(date) for date in self.dates],
            "place": self.place,
            "is_online": self._mode in {Mode.ONLINE, Mode.BOTH},
            "needs": getattr(self.page, "needs", ""),
            "until": moment_text(self.signup.expires_at) if self.signup.expires_at else "",
            "turn": self.turn,
            "is_waiting": self.signup.status in SignupStatus.waiting,
            "is_present": self.signup.is_present,
            "has_other_dates": self.signup.is_present and len(self.places) > 1,
            "was_offered": self.signup.cancelled_by == CancelledBy.EXPIRED and self.signup.position is not None,
            "ended_by": self.signup.cancelled_by,
            "reason": self._reason,
            "words": self.message.announcement.text if self.message.announcement else "",
            "writer": self.message.announcement.partner.name if self.message.announcement else "",
            "came": any(place.attendance == Attendance.CAME for place in self._own),
            "recording": self._recording,
            "wants_reminders": self.wants_reminders,
            "contact": self.contact,
            "is_to_be_confirmed": self.is_to_be_confirmed,
            "link": confirming_address(self.signup) if self.is_to_be_confirmed else own_page_address(self.signup),
        }

    @property
    def place(self) -> str:
        """Where to come; empty for what is online, or has no place of its own."""
        names = (getattr(self.page, name, "") for name in ("venue_name", "venue_address"))
        return ", ".join(name for name in names if name)

    @property
    def _is_of_a_stranger(self) -> bool:
        """Was a place held for an address that nobody confirmed, until the time ran out or they gave it up?

        Whoever typed it has the own page, and the address has had one mail already.
        """
        signup = self.signup
        gone = signup.cancelled_by in {CancelledBy.EXPIRED, CancelledBy.SELF}
        never_had = signup.confirmed_at is None and signup.position is None
        return self.message.occurrence_id is None and gone and never_had and not signup.has_to_be_called

    @property
    def _own(self) -> list[Place]:
        """The places that the message is about."""
        return [place for place in self.places if self.message.occurrence_id in (None, place.occurrence_id)]

    @property
    def _mode(self) -> str:
        return getattr(self.page, "mode", "")

    @property
    def _reason(self) -> str:
        occurrence = self.message.occurrence
        return str(occurrence.get_cancellation_reason_display()) if occurrence else ""

    @property
    def _recording(self) -> str:
        """The page's address, if there is a recording on it; empty otherwise."""
        occurrence = self.message.occurrence
        if occurrence is None or not has_recording(self.page, after=occurrence.end):
            return ""
        return str(self.page.full_url)

    def _is_true_of_status(self, now: datetime) -> bool:
        status, expires_at = self.signup.status, self.signup.expires_at
        match self.kind:
            case MessageKind.CONFIRM_ADDRESS:
                return status == SignupStatus.HELD and expires_at is not None and expires_at > now
            case MessageKind.OFFER:
                return status == SignupStatus.OFFERED and expires_at is not None and expires_at > now
            case MessageKind.WAITING:
                return status in SignupStatus.waiting
            case MessageKind.CHANGED:
                return self.signup.is_present
            case MessageKind.REMINDER_DAY | MessageKind.REMINDER_HOURS:
                return status == SignupStatus.CONFIRMED and self.wants_reminders
            case _:
                return status == SignupStatus.CONFIRMED

    def _is_true_of_date(self, now: datetime) -> bool:
        occurrence = self.message.occurrence
        if occurrence is None:
            return True
        if self.kind == MessageKind.CHANGED and self.message.number != occurrence.sequence:
            # It has changed again: the message about that says how it is now.
            return False
        if self.kind in MessageKind.reminders:
            return self.message.number == number_of_start(occurrence.start) and occurrence.start > now
        return True


def _text_of(date: Occurrence) -> str:
    when = period_text(date.start, date.end)
    return f"{when}, {date.note}" if date.note else when


def in_language_of(letter: Letter) -> Any:
    """Return the context manager under which everything of the letter is made."""
    return translation.override(letter.signup.language)
