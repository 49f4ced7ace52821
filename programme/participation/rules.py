"""Why something cannot be done: a reason that a page can show, or an empty text if it can."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.catalogue.models import MOST_IN_A_GROUP, DatedPage, EventPage, Occurrence, SignupWay, WorkshopPage
from programme.partners.models import Partner, PartnerPage
from programme.partners.permissions import is_partner_person, user_can_manage_partners

from .models import Announcement, Attendance, JoinLink, Place, Signup
from .terms import Terms, current_terms
from .ways_in import gives_away

# How long after a date its partner sees who came (conventions G7).
PARTNER_SEES_FOR = timedelta(days=30)
FEEDBACK_FOR = timedelta(days=30)


def why_not_sign_up(*, page: Any, occurrences: Sequence[Occurrence], now: datetime, terms: Terms | None = None) -> str:
    """Return why nobody can sign up to these dates of *page* now.

    Asks whether the page is public and takes signups, a privacy notice is published (no signup opens without one), and
    the dates are coming and go ahead. Whether there is room is not asked: that is known under the lock only.
    """
    reason = why_not_these_dates(page=page, occurrences=occurrences, now=now)
    if not reason and not (terms or current_terms()).has_privacy_notice:
        return _("Signing up is not open yet, because the privacy notice has not been published.")
    return reason


def why_not_these_dates(*, page: Any, occurrences: Sequence[Occurrence], now: datetime) -> str:
    """The same but for the privacy notice; asks the database for a course only."""
    if not page.live:
        return _("This page is not public any more.")
    way = getattr(page, "signup", SignupWay.NONE)
    if way not in SignupWay.with_signups:
        return _("You need not sign up. Just come.")
    if not occurrences:
        return _("There are no dates to sign up to at the moment.")
    if any(date.translation_key != page.translation_key for date in occurrences):
        return _("This date belongs to another page.")
    if any(date.is_cancelled for date in occurrences):
        return _("This session has been cancelled.")
    if any(date.start <= now for date in occurrences):
        return _("This session has begun or is over, so you cannot sign up any more.")
    if way == SignupWay.EACH_DATE:
        return _("Sign up to one date at a time.") if len(occurrences) > 1 else ""
    dates = Occurrence.objects.of_translation_key(page.translation_key).going_ahead().filter(start__gt=now)
    if set(dates.values_list("pk", flat=True)) != {date.pk for date in occurrences}:
        return _("The dates of this course have changed. Please look at them again.")
    return ""


def why_not_with(*, page: Any, details: Any) -> str:
    """Return why the page does not take what was typed; the form says most of it at its fields."""
    if not details.name.strip():
        return _("Tell us what to call you. Any name will do.")
    reason = why_not_called(details.name)
    reason = reason or (why_not_called(details.helper_name) if details.is_for_someone_else else "")
    if reason:
        return reason
    if not details.email.strip() and not details.phone.strip():
        return _("Give an e-mail address or a telephone number, so that we can reach you.")
    if not 1 <= details.size <= page.largest_group:
        return _too_many(page.largest_group)
    if details.has_under_13 and not page.is_open_to_children:
        return _("This session is not meant for children under 13.")
    if details.has_under_13 and not details.guardian_contact.strip():
        return _("Give the telephone number or e-mail address of a guardian of the child.")
    if sum(details.age_bands.values()) > details.size or any(number < 0 for number in details.age_bands.values()):
        return _("The ages are of more people than are coming.")
    return ""


def why_not_called(name: str) -> str:
    """Return why nobody is called *name*: mails greet by it, and it would lead whoever gets one to any address."""
    written = name.casefold()
    if any(sign in written for sign in ("://", "www.", "@")):
        return _("Write a name only, without an address of a website or an e-mail address.")
    return ""


def why_not_change(*, signup: Signup, now: datetime) -> str:
    """Return why the participant can change nothing any more: cancelled, or every date is over."""
    if not signup.is_present:
        return _("This signup has been cancelled.")
    if not signup.places.coming(now).exists():
        return _("This session is over.")
    return ""


def why_not_so_many(*, signup: Signup, size: int) -> str:
    """Return why *size* people cannot come by this signup, whatever room there is."""
    largest = largest_group_of(signup)
    return "" if 1 <= size <= max(largest, signup.size) else _too_many(largest)


def why_not_share(*, signup: Signup) -> str:
    """Return why so many people of a helper cannot come to a date: they are more than a fair share of its places.

    Asked after the rows were written, under the lock of the signup's dates. One contact takes half of the places at
    most, and at least one largest household; those who wait count as well. What the organiser writes is not bound.
    """
    per_date = (
        Place.objects.present()
        .filter(signup__contact_key=signup.contact_key, occurrence__in=signup.places.values("occurrence"))
        .order_by()
        .values("occurrence")
        .annotate(people=Sum("signup__size"), places=F("occurrence__seats__capacity"))
    )
    largest = largest_group_of(signup)
    shares = [(max(row["places"] // 2, largest), row["people"]) for row in per_date if row["places"] is not None]
    share = min((share for share, people in shares if people > share), default=None)
    if share is None:
        return ""
    return ngettext(
        "You can sign up %(number)d person to this, so that there is room for others, too. If more are coming, "
        "please ask the organiser: they can add people to the list.",
        "You can sign up %(number)d people to this at most, so that there is room for others, too. If more are "
        "coming, please ask the organiser: they can add people to the list.",
        share,
    ) % {"number": share}


def why_not_take_on_own_page(*, signup: Signup, terms: Terms | None = None) -> str:
    """Return why an offered place cannot be taken on the participant's own page, but by the link in the mail alone.

    Where addresses are to be confirmed: whoever signed up is on the own page at once, whatever address they typed, and
    who waited has confirmed nothing yet. What the organiser entered has its link from a mail in any case.
    """
    if signup.form_key is None or not signup.email or signup.has_to_be_called:
        return ""
    if not (terms or current_terms()).confirm_addresses:
        return ""
    return _(
        "The link with which you take the place is in the message that we sent to %(address)s. If it has not come, "
        "make a new link on this page: then we send the message again."
    ) % {"address": signup.email}


def why_not_join(*, place: Place, now: datetime) -> str:
    """Return why *place* gets no join link now: not confirmed, cancelled, too early, over, or none was entered."""
    occurrence = place.occurrence
    if occurrence.is_cancelled:
        return _("This session has been cancelled.")
    if not place.signup.is_confirmed:
        return _("You do not have a place in this session.")
    if now >= occurrence.end:
        return _("This session is over.")
    link = JoinLink.objects.leading_to(occurrence).first()
    if link is None:
        return _("The organiser has not told us yet how to join. Please look again a little later.")
    if now < link.opens_at(occurrence):
        return _("You can join a little before the start. Please look again then.")
    return ""


def why_not_give_feedback(*, place: Place, now: datetime) -> str:
    """Return why *place* cannot give feedback: not over, no place, did not come, or given before."""
    if place.feedback_given:
        return _("We have your feedback already. Thank you!")
    if place.occurrence.is_cancelled:
        return _("This session has been cancelled.")
    if not place.signup.is_confirmed or place.attendance == Attendance.DID_NOT:
        return _("Feedback is for those who were there.")
    if now < place.occurrence.end:
        return _("You can give feedback when the session is over.")
    if now > place.occurrence.end + FEEDBACK_FOR:
        return _("The time for feedback on this session is over.")
    return ""


def why_not_see_participants(*, user: Any, occurrence: Occurrence, now: datetime) -> str:
    """Return why *user* may not see who comes: not their own page, or ended more than 30 days ago (conventions G7).

    Editors of the city see them as long as they are kept.
    """
    page = page_of(occurrence)
    if page is None or not page.permissions_for_user(user).can_edit():
        return _("This is not your page.")
    if is_partner_person(user) and now > occurrence.end + PARTNER_SEES_FOR:
        return _("The names are shown until 30 days after the session.")
    return ""


def why_not_announce(*, user: Any, occurrence: Occurrence, now: datetime) -> str:
    """Return why *user* may not write to the participants of *occurrence*."""
    return why_not_see_participants(user=user, occurrence=occurrence, now=now)


def why_not_write(*, occurrence: Occurrence, text: str) -> str:
    """Return why *text* may not be written to the participants: it gives away the private way in (conventions G9)."""
    if gives_away(text, JoinLink.objects.of_page(occurrence.translation_key)):
        return _(
            "Leave the link to the session, its telephone number and its code out of the message. Everybody who has a "
            "place finds them on their own page, where strangers cannot see them."
        )
    return ""


def why_not_decide_on_announcement(*, user: Any, announcement: Announcement, now: datetime) -> str:
    """Return why *user* may not release or refuse the artist's words: editors may, as long as nobody has."""
    if announcement.released_at or announcement.refused_at:
        return _("Somebody has decided on this message already.")
    if announcement.written_by_id == user.pk:
        return _("You wrote this yourself. Somebody else has to decide on it.")
    return "" if is_editor_of(user=user, occurrence=announcement.occurrence) else _("Only an editor can do this.")


def is_editor_of(*, user: Any, occurrence: Occurrence) -> bool:
    """May *user* let the page of *occurrence* live? Then nobody else has to look at what they write."""
    page = page_of(occurrence)
    return page is not None and bool(page.permissions_for_user(user).can_publish())


def why_not_erase(*, user: Any) -> str:
    """Return why *user* may not export or erase by contact: coordinators and administrators may."""
    return "" if user_can_manage_partners(user) else _("Only a coordinator can do this.")


def why_not_unpublish(*, page: Any) -> str:
    """Return why *page* can be neither unpublished nor deleted: people are coming to its dates.

    Empty while another language of the page stays public.
    """
    if not isinstance(page.specific_deferred, DatedPage) or not page.live:
        return ""
    if page.get_translations().live().exists():
        return ""
    coming = Place.objects.present().coming(timezone.now())
    number = coming.filter(occurrence__translation_key=page.translation_key).values("signup").distinct().count()
    if not number:
        return ""
    return ngettext(
        "%(number)d household has signed up to “%(title)s”. Cancel its dates first; then they are told.",
        "%(number)d households have signed up to “%(title)s”. Cancel its dates first; then they are told.",
        number,
    ) % {"number": number, "title": page.title}


def pages_of(translation_key: Any) -> list[DatedPage]:
    """Return the workshop or event in each language, the one that was made first at the front."""
    found = [
        page for model in (WorkshopPage, EventPage) for page in model.objects.filter(translation_key=translation_key)
    ]
    return sorted(found, key=lambda page: page.pk)


def page_of(occurrence: Occurrence) -> DatedPage | None:
    """Return the page of a date, in the language that came first; None when it has been deleted."""
    return next(iter(pages_of(occurrence.translation_key)), None)


def partner_of(occurrence: Occurrence) -> Partner | None:
    """Return whose date it is."""
    page = page_of(occurrence)
    section = page.get_parent().specific if page else None
    return section.partner if isinstance(section, PartnerPage) else None


def largest_group_of(signup: Signup) -> int:
    """Return how many may come with one signup, as the page says it today."""
    return max((page.largest_group for page in pages_of(signup.translation_key)), default=MOST_IN_A_GROUP)


def _too_many(largest: int) -> str:
    return ngettext(
        "One person can come with one signup.",
        "Between 1 and %(number)d people can come with one signup.",
        largest,
    ) % {"number": largest}
