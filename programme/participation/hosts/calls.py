"""What is said on the telephone to those whom no mail reaches: the due message, in the words of who calls."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.dates import moment_text, period_text
from home.models.settings import telephone_address
from programme.catalogue.models import Occurrence

from ..models import Message, MessageKind
from ..services import join_link_for
from .lists import calls_at


@dataclass(frozen=True)
class Call:
    """One call: whom, and what to tell them."""

    message: Message
    words: str

    @property
    def telephone(self) -> str:
        """The number as a `tel:` address."""
        return telephone_address(self.message.signup.phone)

    @property
    def asks_for_answer(self) -> bool:
        """Do they have to say whether they take the place?"""
        return self.message.kind == MessageKind.OFFER


def calls_in_words(occurrence: Occurrence) -> list[Call]:
    """Return the calls that are due for *occurrence*, oldest first; two queries."""
    due = calls_at(occurrence)
    return [Call(message, _words_of(message, occurrence)) for message in due]


def _words_of(message: Message, occurrence: Occurrence) -> str:
    date = period_text(occurrence.start, occurrence.end)
    signup = message.signup
    match MessageKind(message.kind):
        case MessageKind.CONFIRMATION:
            return _("You have a place: %(date)s, %(number)s coming.") % {"date": date, "number": signup.size}
        case MessageKind.WAITING:
            return _("It is full for now. You are on the waiting list, and we ring you if a place becomes free.")
        case MessageKind.OFFER:
            until = moment_text(signup.expires_at) if signup.expires_at else ""
            return _("A place is free for you: %(date)s. Do you take it? It is kept until %(until)s.") % {
                "date": date,
                "until": until,
            }
        case MessageKind.CHANGED:
            return _("The time has changed. The new one is %(date)s.") % {"date": date}
        case MessageKind.CANCELLED if occurrence.is_cancelled:
            return _("The session on %(date)s is cancelled. The reason: %(reason)s.") % {
                "date": date,
                "reason": occurrence.get_cancellation_reason_display(),
            }
        case MessageKind.CANCELLED:
            return _("Your signup for %(date)s is cancelled.") % {"date": date}
        case MessageKind.REMINDER_DAY | MessageKind.REMINDER_HOURS:
            return _("A reminder: %(date)s.") % {"date": date}
        case MessageKind.JOIN_CHANGED:
            return _("The way in has changed. %(way)s") % {"way": _way_in(occurrence)}
        case MessageKind.FROM_ARTIST if message.announcement is not None:
            return message.announcement.text
        case MessageKind.THANKS:
            return _("Thank you for coming. How was it?")
    return str(MessageKind(message.kind).label)


def _way_in(occurrence: Occurrence) -> str:
    link = join_link_for(occurrence)
    if link is None or not link.phone:
        return _("Ask them to look at the page, or give them the new address.")
    if link.code:
        return _("Call %(phone)s, code %(code)s.") % {"phone": link.phone, "code": link.code}
    return _("Call %(phone)s.") % {"phone": link.phone}
