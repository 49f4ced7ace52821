"""Forgetting: signups go at most 30 days after their last date, counts stay (conventions G5)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from home.models import OutgoingMail
from programme.catalogue.models import Occurrence

from ..models import (
    Announcement,
    Attendance,
    Count,
    CountKind,
    DataAct,
    Feedback,
    JoinLink,
    Message,
    ParticipationSettings,
    Place,
    Signup,
    SignupStatus,
)

SMALLEST_NUMBER_SHOWN = 5
WORDS_OF_FEEDBACK_KEPT = timedelta(days=365)
DATA_ACTS_KEPT = timedelta(days=365)
_AT_ONCE = 200


@dataclass(frozen=True)
class Retired:
    """What went, or would go: numbers, by what it was."""

    numbers: dict[str, int] = field(default_factory=dict)


def retire(*, now: datetime | None = None, dry_run: bool = False) -> Retired:
    """Remove what has been kept long enough, after counting it; with *dry_run* only say how much it is."""
    now = now or timezone.now()
    before = now - timedelta(days=_retention_days())
    numbers: Counter[str] = Counter()
    numbers["signups"] = _retire_signups(before, dry_run=dry_run)
    # As long as somebody is known to whom it was sent: their mail is found by it, and has to go with them.
    still_known = Message.objects.filter(announcement=OuterRef("pk")).exclude(
        signup__in=_old_signups(before).values("pk")
    )
    over = Occurrence.objects.filter(end__lte=before)
    old = {
        "announcements": Announcement.objects.filter(~Exists(still_known), occurrence__in=over),
        "join_links": JoinLink.objects.filter(occurrence_uuid__in=over.values("uuid")),
        "join_links_without_date": _old_links_without_date(before),
        "data_acts": DataAct.objects.filter(at__lte=now - DATA_ACTS_KEPT),
    }
    for name, rows in old.items():
        numbers[name] = rows.count() if dry_run else rows.delete()[1].get(rows.model._meta.label, 0)
    words = Feedback.objects.exclude(words="").filter(given_on__lte=timezone.localdate(now - WORDS_OF_FEEDBACK_KEPT))
    numbers["words_of_feedback"] = words.count() if dry_run else words.update(words="")
    return Retired(dict(numbers))


def shown_parts(numbers: Mapping[str, int]) -> dict[str, str]:
    """Return the parts of a whole as a report prints them.

    One small number beside its whole could be worked out from the others: then the next smallest is left out with it.
    """
    small = [key for key, number in numbers.items() if 0 < number < SMALLEST_NUMBER_SHOWN]
    others = sorted((number, key) for key, number in numbers.items() if number >= SMALLEST_NUMBER_SHOWN)
    if len(small) != 1 or not others:
        return {key: shown(number) for key, number in numbers.items()}
    left_out = {small[0], others[0][1]}
    return {key: gettext("left out") if key in left_out else shown(number) for key, number in numbers.items()}


def shown(number: int) -> str:
    """Return a count as a report prints it: small numbers could tell who it was, so "0" and "< 5" are what is said."""
    if 0 < number < SMALLEST_NUMBER_SHOWN:
        return f"< {SMALLEST_NUMBER_SHOWN}"
    return str(number)


def _retention_days() -> int:
    settings = ParticipationSettings.objects.first() or ParticipationSettings()
    return settings.retention_days


def _old_signups(before: datetime) -> Any:
    """Those whose last date ended by *before*; of those without a date (there should be none), who signed up then."""
    dated = Signup.objects.annotate(last_end=Max("places__occurrence__end"))
    return dated.filter(last_end__lte=before) | dated.filter(last_end=None, created_at__lte=before)


def _old_links_without_date(before: datetime) -> Any:
    """Those for all dates of a page, and those of a date that is gone; not of a draft, whose dates are yet to come."""
    dates = Occurrence.objects.filter(translation_key=OuterRef("translation_key"))
    is_page_gone = ~Exists(Page.objects.filter(translation_key=OuterRef("translation_key")))
    return JoinLink.objects.filter(
        Q(occurrence_uuid=None) | ~Exists(Occurrence.objects.filter(uuid=OuterRef("occurrence_uuid"))),
        Exists(dates) | is_page_gone,
        ~Exists(dates.filter(end__gt=before)),
        changed_at__lte=before,
    )


def _retire_signups(before: datetime, *, dry_run: bool) -> int:
    old = _old_signups(before)
    if dry_run:
        return old.count()
    removed = 0
    while pks := list(old.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        removed += _retire(pks)
    return removed


def _retire(pks: list[int]) -> int:
    """Count and remove in one transaction, so that nobody is counted twice, whenever the job is stopped."""
    with transaction.atomic():
        locked = Signup.objects.select_for_update(of=("self",)).filter(pk__in=pks)
        signups = list(locked.select_related("municipality").order_by("pk"))
        by_pk = {signup.pk: signup for signup in signups}
        counts: Counter[tuple[int, str, str]] = Counter()
        occurrences: dict[int, Occurrence] = {}
        for place in Place.objects.filter(signup__in=by_pk).select_related("occurrence"):
            occurrences[place.occurrence_id] = place.occurrence
            for kind, key, number in _counted(by_pk[place.signup_id], place):
                counts[place.occurrence_id, kind, key] += number
        for (occurrence_pk, kind, key), number in counts.items():
            _add(occurrences[occurrence_pk], kind, key, number)
        OutgoingMail.objects.filter(pk__in=_mails_of(by_pk)).delete()
        Signup.objects.filter(pk__in=by_pk).delete()
    return len(signups)


def _mails_of(pks: Any) -> list[int]:
    return list(Message.objects.filter(signup__in=pks).exclude(mail=None).values_list("mail", flat=True))


def _counted(signup: Signup, place: Place) -> list[tuple[str, str, int]]:
    """What one signup adds to the counts of one of its dates, in people."""
    size = signup.size
    # A course can lose one date, and go on.
    if signup.status == SignupStatus.CANCELLED or place.occurrence.is_cancelled:
        return [(CountKind.CANCELLED, "", size)]
    if signup.status != SignupStatus.CONFIRMED:
        return [(CountKind.WAITED, "", size)]
    counted: list[tuple[str, str, int]] = [(CountKind.SIGNED_UP, "", size)]
    if place.attendance == Attendance.CAME:
        counted.append((CountKind.CAME, "", size))
    elif place.attendance == Attendance.DID_NOT:
        counted.append((CountKind.DID_NOT_COME, "", size))
    counted += [(CountKind.AGE_BAND, band, number) for band, number in signup.age_bands.items()]
    if signup.municipality:
        counted.append((CountKind.MUNICIPALITY, signup.municipality.code, size))
    return counted


def _add(occurrence: Occurrence, kind: str, key: str, number: int) -> None:
    count, created = Count.objects.get_or_create(
        occurrence_uuid=occurrence.uuid,
        kind=kind,
        key=key,
        defaults={
            "translation_key": occurrence.translation_key,
            "started_at": occurrence.start,
            "number": number,
        },
    )
    if not created:
        Count.objects.filter(pk=count.pk).update(number=F("number") + number)
