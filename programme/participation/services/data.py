"""Export and erasure of a person's data, by the participant and by the coordinator; logged without the data."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import OutgoingMail
from home.refusals import Refused
from programme.catalogue.models import Occurrence

from .. import rules
from ..models import CancelledBy, DataAct, DataActKind, Place, Signup, SignupStatus
from . import places
from .contacts import key_of, keys_in, normal_email
from .endings import end


def export_signup(*, signup: Signup, now: datetime | None = None) -> dict[str, Any]:
    """Return everything that is kept about the participant, ready for JSON; logged."""
    with transaction.atomic():
        DataAct.objects.create(kind=DataActKind.EXPORTED_SELF, number=1, at=places.moment(now))
        return _everything_about(signup)


@places.in_one_transaction
def erase_signup(*, signup: Signup, now: datetime | None = None) -> None:
    """Let a participant be forgotten at once: cancel, pass the places on, remove every row; logged."""
    now = places.moment(now)
    if _erase(signup, now=now):
        DataAct.objects.create(kind=DataActKind.ERASED_SELF, number=1, at=now)


def export_contact(*, contact: str, by: Any, now: datetime | None = None) -> list[dict[str, Any]]:
    """Return what is kept about an e-mail address or a telephone number. Raises Refused (rules.why_not_erase)."""
    _require_coordinator(by)
    with transaction.atomic():
        found = [_everything_about(signup) for signup in signups_of_contact(contact)]
        DataAct.objects.create(kind=DataActKind.EXPORTED_PERSON, by=by, number=len(found), at=places.moment(now))
    return found


@places.in_one_transaction
def erase_contact(*, contact: str, by: Any, now: datetime | None = None) -> int:
    """Forget an e-mail address or a telephone number; return how many signups went. Raises Refused."""
    _require_coordinator(by)
    now = places.moment(now)
    number = sum(_erase(signup, now=now) for signup in signups_of_contact(contact))
    DataAct.objects.create(kind=DataActKind.ERASED_PERSON, by=by, number=number, at=now)
    return number


def export_participants(*, occurrence: Occurrence, by: Any, now: datetime | None = None) -> list[Signup]:
    """Return who comes to a date, for the artist's list; logged. Raises Refused (rules.why_not_see_participants)."""
    now = places.moment(now)
    reason = rules.why_not_see_participants(user=by, occurrence=occurrence, now=now)
    if reason:
        raise Refused(reason)
    with transaction.atomic():
        coming = Signup.objects.present().at(occurrence.pk).select_related("municipality").prefetch_related("consents")
        found = list(coming.order_by("name", "pk"))
        DataAct.objects.create(
            kind=DataActKind.EXPORTED_LIST, by=by, occurrence_uuid=occurrence.uuid, number=len(found), at=now
        )
    return found


def signups_of_contact(contact: str) -> list[Signup]:
    """Signups reached by *contact*, also where it is the second contact that was given, or a guardian's."""
    if not keys_in(contact):
        # A word without digits: there is no such contact, and it must not find what else has no digits.
        return []
    key = key_of(contact)
    found = list(Signup.objects.of_contact(key))
    known = {signup.pk for signup in found}
    if "@" in contact:
        others = Signup.objects.filter(guardian_contact__icontains=normal_email(contact))
    else:
        others = Signup.objects.exclude(phone="", guardian_contact="")
    for signup in others:
        if signup.pk not in known and key in keys_in(signup.phone) | keys_in(signup.guardian_contact):
            found.append(signup)
    # In one order, so that two erasures at once do not wait for each other.
    return sorted(found, key=lambda signup: (str(signup.translation_key), signup.pk))


def _erase(signup: Signup, *, now: datetime) -> bool:
    current, seats = places.lock_signup(signup, now=now)
    if current is None:
        return False
    if current.is_present:
        end(current, seats, by=CancelledBy.SELF, now=now)
        places.settle(seats, now=now)
    # Locked, so that the job that is turning one of them into a mail right now has finished, and the mail goes, too.
    mails = list(current.messages.select_for_update(of=("self",)).values_list("mail", flat=True))
    OutgoingMail.objects.filter(pk__in=[pk for pk in mails if pk is not None]).delete()
    current.delete()
    return True


def _require_coordinator(by: Any) -> None:
    reason = rules.why_not_erase(user=by)
    if reason:
        raise Refused(reason)


def _everything_about(signup: Signup) -> dict[str, Any]:
    return {
        "name": signup.name,
        "email": signup.email,
        "phone": signup.phone,
        "language": signup.language,
        "size": signup.size,
        "municipality": str(signup.municipality or ""),
        "message": signup.message,
        "is_for_someone_else": signup.is_for_someone_else,
        "helper_name": signup.helper_name,
        "has_under_13": signup.has_under_13,
        "guardian_contact": signup.guardian_contact,
        "age_bands": signup.age_bands,
        "status": signup.status,
        "position": signup.position if signup.status in SignupStatus.waiting else None,
        "signed_up": _moment(signup.created_at),
        "confirmed": _moment(signup.confirmed_at),
        "cancelled": _moment(signup.cancelled_at),
        "cancelled_by": signup.cancelled_by,
        "to_be_answered_by": _moment(signup.expires_at),
        "could_not_be_reached": _moment(signup.unreachable_at),
        "dates": [_date(place) for place in signup.places.select_related("occurrence").order_by("occurrence__start")],
        "consents": [
            {
                "kind": consent.kind,
                "text_version": consent.text_version,
                "given": _moment(consent.given_at),
                "withdrawn": _moment(consent.withdrawn_at),
            }
            for consent in signup.consents.order_by("given_at")
        ],
        "messages": [
            {"kind": message.kind, "due": _moment(message.due_at), "state": message.state}
            for message in signup.messages.order_by("due_at")
        ],
    }


def _date(place: Place) -> dict[str, Any]:
    return {
        "starts": _moment(place.occurrence.start),
        "ends": _moment(place.occurrence.end),
        "attendance": place.attendance,
        "attended": _moment(place.attended_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else None
