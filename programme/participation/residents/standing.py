"""Where a signup stands, as its own page tells it. A few queries, however many dates a course has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.dates import moment_text
from programme.catalogue.models import Mode, Occurrence

from .. import rules
from ..models import Attendance, CancelledBy, ConsentKind, JoinLink, Place, Signup, SignupStatus
from ..recordings import has_recording
from ..services import consents_asked_by
from .offers import sign_up_key


@dataclass(frozen=True)
class Session:
    """One date of the signup."""

    date: Occurrence
    is_over: bool
    can_be_told_of: bool


@dataclass(frozen=True)
class WayIn:
    """How one gets into the next session. Says whether there is a link, and never what it is."""

    opens_at: datetime | None
    is_open: bool
    by_link: bool
    by_phone: bool


@dataclass(frozen=True)
class Standing:
    """What the participant's own page shows."""

    signup: Signup
    page: Any
    heading: str
    words: str
    sessions: list[Session]
    next: Occurrence | None
    way_in: WayIn | None
    # What the page asks, and what was agreed to when it did; with whether it is agreed to.
    consents: list[tuple[ConsentKind, bool]]
    is_offered: bool
    # Why the offer is taken by the link in the mail, and not here; empty: it is taken here.
    why_not_here: str
    can_change: bool
    largest_group: int
    sign_up_again: Any

    @property
    def title(self) -> str:
        return self.page.title if self.page is not None else _("A session that is not on the site any more")

    @property
    def is_over(self) -> bool:
        """Was there a place, and is every date behind?"""
        return self.signup.is_confirmed and self.next is None

    @property
    def to_prepare(self) -> list[tuple[str, str]]:
        """The answers of the page that one needs before the start."""
        names = ("needs", "participation", "seen")
        fields = {name: getattr(self.page, name, "") for name in names}
        return [(str(self.page._meta.get_field(name).verbose_name), text) for name, text in fields.items() if text]

    @property
    def has_recording(self) -> bool:
        ends = [session.date.end for session in self.sessions if not session.date.is_cancelled]
        return self.is_over and bool(ends) and has_recording(self.page, after=max(ends))


def standing_of(signup: Signup, *, now: datetime) -> Standing:
    """Read where *signup* stands."""
    places = list(signup.places.select_related("occurrence").order_by("occurrence__start", "pk"))
    for place in places:
        place.signup = signup
    page = page_for(signup)
    ahead = [place.occurrence for place in places if place.occurrence.end > now and not place.occurrence.is_cancelled]
    coming = ahead[0] if ahead else None
    heading, words = _words(signup, places, coming, now)
    is_offered = signup.status == SignupStatus.OFFERED and not _has_expired(signup, now)
    again = None
    if not signup.is_present and page is not None and any(date.start > now for date in ahead):
        again = sign_up_key(page, coming)
    return Standing(
        signup=signup,
        page=page,
        heading=heading,
        words=words,
        sessions=[_session(place, now) for place in places],
        next=coming,
        way_in=_way_in(coming, page, now) if coming is not None and signup.is_confirmed else None,
        consents=_consents(signup, page if signup.is_present and coming is not None else None),
        is_offered=is_offered,
        why_not_here=rules.why_not_take_on_own_page(signup=signup) if is_offered else "",
        can_change=signup.is_present and coming is not None and not _has_expired(signup, now),
        largest_group=max(page.largest_group if page is not None else 1, signup.size),
        sign_up_again=again,
    )


def _consents(signup: Signup, page: Any) -> list[tuple[ConsentKind, bool]]:
    """What was agreed to, and what *page* asks. Without one nothing is asked; what was given can be taken back."""
    given = set(signup.consents.in_force().values_list("kind", flat=True))
    asked = consents_asked_by(page) if page is not None else []
    return [(kind, kind in given) for kind in ConsentKind if kind in given or kind in asked]


def page_for(signup: Signup) -> Any:
    """Return the public page of the signup: in the language of the address, else in another; None if there is none."""
    public = [page for page in rules.pages_of(signup.translation_key) if page.live]
    language = get_language()
    return next((page for page in public if page.locale.language_code == language), public[0] if public else None)


def _session(place: Place, now: datetime) -> Session:
    return Session(
        date=place.occurrence,
        is_over=place.occurrence.end <= now,
        can_be_told_of=not rules.why_not_give_feedback(place=place, now=now),
    )


def _has_expired(signup: Signup, now: datetime) -> bool:
    """Has the time to answer run out? A job writes it down a little later."""
    return signup.expires_at is not None and signup.expires_at <= now


def _way_in(date: Occurrence, page: Any, now: datetime) -> WayIn | None:
    link = JoinLink.objects.leading_to(date).first()
    if link is None:
        is_online = page is None or page.mode in {Mode.ONLINE, Mode.BOTH}
        return WayIn(opens_at=None, is_open=False, by_link=False, by_phone=False) if is_online else None
    opens_at = link.opens_at(date)
    return WayIn(opens_at=opens_at, is_open=now >= opens_at, by_link=bool(link.url), by_phone=bool(link.phone))


def _words(signup: Signup, places: list[Place], coming: Occurrence | None, now: datetime) -> tuple[str, str]:
    """The heading, and what it means for the reader."""
    if _has_expired(signup, now):
        return _words_of_end(CancelledBy.EXPIRED)
    if not signup.is_present:
        return _words_of_end(CancelledBy(signup.cancelled_by or CancelledBy.SELF))
    if coming is None:
        held = [place for place in places if not place.occurrence.is_cancelled]
        if not held:
            return _words_of_end(CancelledBy.DATE)
        if not signup.is_confirmed:
            return _("This is over already"), _("No place became free this time. Perhaps the next one is for you.")
        if all(place.attendance == Attendance.DID_NOT for place in held):
            return _("This is over already"), _("Perhaps we see you another time.")
        return _("Thank you for taking part"), ""
    if signup.status == SignupStatus.HELD and signup.unreachable_at is None:
        return _("Confirm your address"), _(
            "We have sent a message to %(address)s. Open the link in it, and the place is yours. It is held for you "
            "until %(moment)s."
        ) % {"address": signup.email, "moment": moment_text(signup.expires_at or now)}
    is_lost = signup.unreachable_at is not None and bool(rules.why_not_take_on_own_page(signup=signup))
    if signup.status == SignupStatus.OFFERED and not is_lost:
        return _("A place is free for you"), _("Say by %(moment)s whether you take it. Then it goes to the next.") % {
            "moment": moment_text(signup.expires_at or now)
        }
    if signup.unreachable_at is not None and not (signup.is_confirmed and signup.phone):
        return _words_without_mail(signup)
    if signup.status in SignupStatus.waiting:
        words = _("You are number %(number)d in the queue. When a place becomes free, we send you a message.")
        if signup.has_to_be_called:
            words = _("You are number %(number)d in the queue. When a place becomes free, the organiser calls you.")
        return _("You are on the waiting list"), words % {"number": _place_in_queue(signup, coming)}
    if signup.has_to_be_called:
        return _("You are welcome to take part"), _(
            "Your place is certain. Keep the address of this page, as a bookmark or a picture: it is your way in."
        )
    return _("You are welcome to take part"), _(
        "Your place is certain. The link of this page is in the message that we send to %(address)s."
    ) % {"address": signup.email}


def _words_without_mail(signup: Signup) -> tuple[str, str]:
    """For those of whose address the mail server said that it does not exist. Another address is another signup."""
    heading = _("Our message to %(address)s did not arrive") % {"address": signup.email}
    if signup.is_confirmed:
        return heading, _(
            "Perhaps there is a slip in it. Your place is still yours. Keep the address of this page, as a bookmark or "
            "a picture: it is your way in."
        )
    return heading, _("Perhaps there is a slip in it. Cancel here and sign up again with the right one.")


def _words_of_end(by: CancelledBy) -> tuple[str, str]:
    if by == CancelledBy.SELF:
        return _("Your place is cancelled"), _("It goes to somebody else now. Thank you for telling us.")
    if by == CancelledBy.EXPIRED:
        return _("The time to answer has run out"), _(
            "So the place went on to somebody else. You have done nothing wrong."
        )
    if by == CancelledBy.PARTNER:
        return _("The organiser has cancelled your place"), _("Ask the organiser if you do not know why.")
    return _("The session has been cancelled"), _("We are sorry. Perhaps there is something else for you.")


def _place_in_queue(signup: Signup, date: Occurrence) -> int:
    return Signup.objects.in_turn().at(date.pk).filter(position__lt=signup.position or 0).count() + 1
