"""The join link's life: entered, replaced, and handed out in its window."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from home.refusals import Refused
from programme.catalogue.models import Occurrence

from .. import rules
from ..models import Attendance, JoinLink, MessageKind, Place, Signup
from ..models.join_links import USUALLY_OPENS_MINUTES_BEFORE
from . import places
from .messages import tell


@dataclass(frozen=True, kw_only=True)
class JoinDetails:
    """What the artist enters."""

    url: str = ""
    phone: str = ""
    code: str = ""
    opens_minutes_before: int = USUALLY_OPENS_MINUTES_BEFORE


def join_link_for(occurrence: Occurrence) -> JoinLink | None:
    """Return the date's own link, else the page's; for the artist and for rules. Participants get it by handing out."""
    return JoinLink.objects.leading_to(occurrence).first()


def set_join_link(
    *, page: Any, details: JoinDetails, by: Any, occurrence: Occurrence | None = None, now: datetime | None = None
) -> JoinLink:
    """Enter or replace the link of one date, or of all dates that have none of their own; takes effect at once.

    Where the window is open, those who have a place are told. Raises PermissionDenied for who may not edit the page,
    ValidationError for what is no way to join.
    """
    now = now or timezone.now()
    _require_edit(page, by, occurrence)
    try:
        return _set(page=page, details=details, by=by, occurrence=occurrence, now=now)
    except IntegrityError:
        # Somebody entered the first one at the same moment. Now there is one to replace.
        return _set(page=page, details=details, by=by, occurrence=occurrence, now=now)


def _set(*, page: Any, details: JoinDetails, by: Any, occurrence: Occurrence | None, now: datetime) -> JoinLink:
    with transaction.atomic():
        link = _stored(page, occurrence)
        in_force = link or (join_link_for(occurrence) if occurrence else None)
        before = (in_force.url, in_force.phone, in_force.code) if in_force else None
        link = link or JoinLink(
            translation_key=page.translation_key, occurrence_uuid=occurrence.uuid if occurrence else None
        )
        link.url, link.phone, link.code = details.url.strip(), details.phone.strip(), details.code.strip()
        link.opens_minutes_before = details.opens_minutes_before
        if not link.url and not link.phone:
            raise ValidationError({"url": _("Give an address or a telephone number.")})
        link.full_clean(validate_constraints=False)
        link.changed_at, link.changed_by = now, by
        link.save()
        if before is not None and before != (link.url, link.phone, link.code):
            _tell_who_waits(link, now=now)
        _tell_the_city(page=page, occurrence=occurrence, by=by)
    return link


def remove_join_link(*, page: Any, by: Any, occurrence: Occurrence | None = None, now: datetime | None = None) -> bool:
    """Take the link away; False if there was none. Raises PermissionDenied for who may not edit the page.

    Where a date's own link could be had already and the one for all dates takes its place, participants are told.
    """
    now = now or timezone.now()
    _require_edit(page, by, occurrence)
    with transaction.atomic():
        link = _stored(page, occurrence)
        if link is None:
            return False
        link.delete()
        if occurrence is not None:
            _tell_who_had(link, occurrence, now=now)
        _tell_the_city(page=page, occurrence=occurrence, by=by)
    return True


def hand_out_join_link(*, place: Place, now: datetime | None = None) -> JoinLink:
    """Give a confirmed participant the way in, and record that they came. Raises Refused (rules.why_not_join)."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = places.lock_place(place)
        reason = rules.why_not_join(place=locked, now=now)
        link = join_link_for(locked.occurrence)
        if reason or link is None:
            raise Refused(reason or _("The organiser has not told us yet how to join."))
        if locked.attendance != Attendance.CAME:
            locked.attendance, locked.attended_at = Attendance.CAME, now
            locked.save(update_fields=["attendance", "attended_at"])
    return link


def _require_edit(page: Any, by: Any, occurrence: Occurrence | None) -> None:
    of_page = occurrence is None or occurrence.translation_key == page.translation_key
    if not of_page or not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("This is not your page."))


def _stored(page: Any, occurrence: Occurrence | None) -> JoinLink | None:
    own = JoinLink.objects.of_page(page.translation_key).filter(occurrence_uuid=occurrence.uuid if occurrence else None)
    return own.select_for_update(of=("self",)).first()


def _tell_the_city(*, page: Any, occurrence: Occurrence | None, by: Any) -> None:
    """The rooms above tell the editors what happens without them (approval.md, exceptions); never the link itself."""
    for tell_them in hooks.get_hooks("after_change_join_link"):
        tell_them(page=page, occurrence=occurrence, by=by)


def _tell_who_waits(link: JoinLink, *, now: datetime) -> None:
    """Before the window nobody has the old one, and after the end nobody needs the new one.

    The moment numbers the messages: a version would begin anew for a link that was removed and entered again.
    """
    dates = Occurrence.objects.of_translation_key(link.translation_key).going_ahead().not_over(now)
    for date in dates.filter(start__lte=now + timedelta(minutes=link.opens_minutes_before)):
        current = join_link_for(date)
        if current is not None and current.pk == link.pk:
            _tell_of_change(date, now=now)


def _tell_who_had(removed: JoinLink, date: Occurrence, *, now: datetime) -> None:
    """Where nothing takes its place, there is nothing to tell yet: entering the next one does."""
    current = join_link_for(date)
    if current is None or date.is_cancelled or not removed.opens_at(date) <= now < date.end:
        return
    if (current.url, current.phone, current.code) != (removed.url, removed.phone, removed.code):
        _tell_of_change(date, now=now)


def _tell_of_change(date: Occurrence, *, now: datetime) -> None:
    confirmed = Signup.objects.confirmed().at(date.pk)
    number = int(now.timestamp() * 1000)
    tell(signups=confirmed, kind=MessageKind.JOIN_CHANGED, occurrence=date, number=number, now=now)
