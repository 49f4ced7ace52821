"""What is due to participants, and what the artist writes to them. Rendering it is the job's."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from home.refusals import Refused
from programme.catalogue.models import Occurrence
from programme.partners.models import Partner

from .. import rules
from ..announcements import AUDIENCES
from ..models import (
    Announcement,
    Audience,
    Message,
    MessageKind,
    MessageState,
    ParticipationSettings,
    ReleasedMessages,
    Signup,
)
from ..models.signups import SignupQuerySet


def tell(
    *,
    signups: Iterable[Signup],
    kind: MessageKind,
    occurrence: Occurrence | None = None,
    number: int = 0,
    announcement: Announcement | None = None,
    now: datetime | None = None,
) -> int:
    """Make one message due to each; one that is due or done already stays one. Return to how many it is."""
    due_at = now or timezone.now()
    rows = [
        Message(
            signup=signup, kind=kind, occurrence=occurrence, number=number, announcement=announcement, due_at=due_at
        )
        for signup in signups
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def announce(
    *, occurrence: Occurrence, audience: Audience, text: str, by: Any, now: datetime | None = None
) -> Announcement:
    """Keep the artist's words and send them; of a new partner, they wait for an editor. Raises Refused.

    What an editor writes goes at once, and does not make the partner known.

    Calls the hooks `after_announcement_waits` with the announcement, inside the transaction, when it waits.
    """
    now = now or timezone.now()
    reason = rules.why_not_announce(user=by, occurrence=occurrence, now=now)
    partner = rules.partner_of(occurrence)
    if reason or partner is None:
        raise Refused(reason or _("This is not your page."))
    if not text.strip():
        raise Refused(_("Write something first."))
    reason = rules.why_not_write(occurrence=occurrence, text=text)
    if reason:
        raise Refused(reason)
    with transaction.atomic():
        # One at a time for a partner, so that the first ones are counted rightly.
        type(partner).objects.select_for_update().get(pk=partner.pk)
        announcement = Announcement.objects.create(
            occurrence=occurrence, partner=partner, audience=audience, text=text.strip(), written_by=by, written_at=now
        )
        if has_to_wait(occurrence=occurrence, partner=partner, by=by):
            for tell_editors in hooks.get_hooks("after_announcement_waits"):
                tell_editors(announcement=announcement)
        else:
            _release(announcement, by=None, now=now)
    return announcement


def release_announcement(*, announcement: Announcement, by: Any, now: datetime | None = None) -> int:
    """Let an editor send it; return to how many. Raises Refused for who may not, and when it was decided before."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
        reason = rules.why_not_decide_on_announcement(user=by, announcement=locked, now=now)
        reason = reason or rules.why_not_write(occurrence=locked.occurrence, text=locked.text)
        if reason:
            raise Refused(reason)
        return _release(locked, by=by, now=now)


def refuse_announcement(*, announcement: Announcement, by: Any, now: datetime | None = None) -> None:
    """Let an editor keep it from being sent."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
        reason = rules.why_not_decide_on_announcement(user=by, announcement=locked, now=now)
        if reason:
            raise Refused(reason)
        locked.refused_at, locked.refused_by = now, by
        locked.save(update_fields=["refused_at", "refused_by"])


def mark_called(*, message: Message, by: Any, now: datetime | None = None) -> None:
    """The artist has called the person whom no mail reaches. Raises Refused for who may not see the participants."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        place = locked.signup.places.select_related("occurrence").order_by("-occurrence__end").first()
        occurrence = locked.occurrence or (place.occurrence if place else None)
        reason = rules.why_not_see_participants(user=by, occurrence=occurrence, now=now) if occurrence else ""
        if reason:
            raise Refused(reason)
        if locked.state == MessageState.TO_CALL:
            locked.state, locked.done_at, locked.done_by = MessageState.CALLED, now, by
            locked.save(update_fields=["state", "done_at", "done_by"])


def has_to_wait(*, occurrence: Occurrence, partner: Partner, by: Any) -> bool:
    """Does an editor have to look at what *by* writes to the participants of *occurrence*?"""
    return waits_for_an_editor(partner) and not rules.is_editor_of(user=by, occurrence=occurrence)


def waits_for_an_editor(partner: Partner) -> bool:
    """Has *partner* too few messages behind it? Those that an editor refused do not count as behind."""
    settings = ParticipationSettings.objects.first() or ParticipationSettings()
    released = ReleasedMessages.objects.filter(partner=partner).first()
    return (released.number if released else 0) < settings.first_messages_checked


def who_gets(occurrence: Occurrence, audience: Audience) -> SignupQuerySet:
    """Return to whom a message to *audience* goes, as things stand."""
    return Signup.objects.at(occurrence.pk).filter(status__in=AUDIENCES[audience])


def _release(announcement: Announcement, *, by: Any, now: datetime) -> int:
    announcement.released_at, announcement.released_by = now, by
    announcement.save(update_fields=["released_at", "released_by"])
    writer = announcement.written_by
    if writer is None or not rules.is_editor_of(user=writer, occurrence=announcement.occurrence):
        ReleasedMessages.objects.get_or_create(partner=announcement.partner)
        ReleasedMessages.objects.filter(partner=announcement.partner).update(number=F("number") + 1)
    return tell(
        signups=who_gets(announcement.occurrence, Audience(announcement.audience)),
        kind=MessageKind.FROM_ARTIST,
        occurrence=announcement.occurrence,
        number=announcement.pk,
        announcement=announcement,
        now=now,
    )
