"""What one can sign up to at an address, and why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from programme.catalogue.models import Availability, DatedPage, Occurrence, ProgrammePage, SignupWay

from .. import rules

# The words about places under which one can still sign up, if only to wait.
OPEN = frozenset({Availability.PLACES, Availability.FEW, Availability.WAITING_LIST})


@dataclass(frozen=True)
class Offer:
    """The page, and the dates that one can choose from; of a course, all that one signs up to at once."""

    page: Any
    dates: list[Occurrence]
    # The one that the address names.
    named: Occurrence | None
    why_not: str
    is_over: bool

    @property
    def is_course(self) -> bool:
        return bool(self.page.signup == SignupWay.WHOLE_COURSE)

    @property
    def to_choose_from(self) -> list[Occurrence]:
        """The dates of the form's question; none where there is nothing to choose."""
        return [] if self.is_course or self.named is not None or len(self.dates) < 2 else self.dates

    @property
    def waits(self) -> bool:
        """Does whoever signs up here now go on a waiting list?"""
        return bool(self.dates) and all(date.availability == Availability.WAITING_LIST for date in self.dates)


def offer_at(*, key: int | UUID, language: str, now: datetime) -> Offer | None:
    """Return what the page of that number, or the date of that identity, offers; None where nothing public is."""
    if isinstance(key, int) and key > BigIntegerField.MAX_BIGINT:
        return None
    named = Occurrence.objects.filter(uuid=key).first() if isinstance(key, UUID) else None
    if isinstance(key, UUID) and named is None:
        return None
    page = _public_page(key if named is None else named.translation_key, language)
    if page is None:
        return None
    if named is not None and page.signup != SignupWay.WHOLE_COURSE:
        return _offer(page, [named], named, now)
    coming = Occurrence.objects.of_translation_key(page.translation_key).going_ahead().filter(start__gt=now)
    return _offer(page, list(coming.order_by("start", "pk")), None, now)


def sign_up_key(page: Any, date: Occurrence | None) -> int | UUID:
    """Return what the address of the form names: the date, or the page where it is about all dates."""
    return page.pk if date is None or page.signup == SignupWay.WHOLE_COURSE else date.uuid


def languages_of(page: Any) -> dict[str, int]:
    """The page's number in each language in which it is public; one query."""
    pages = ProgrammePage.objects.for_readers().filter(translation_key=page.translation_key)
    return dict(pages.values_list("locale__language_code", "pk"))


def _public_page(key: int | UUID, language: str) -> DatedPage | None:
    # Asked of the number itself: where a relation is compared, SQLite fails on one that is too large for it.
    which = Q(translation_key=key) if isinstance(key, UUID) else Q(page_ptr__in=Page.objects.filter(pk=key))
    pages = ProgrammePage.objects.for_readers().filter(locale__language_code=language).select_related("locale")
    page = pages.filter(which).first()
    specific = page.specific if page is not None else None
    return specific if isinstance(specific, DatedPage) else None


def _offer(page: Any, dates: list[Occurrence], named: Occurrence | None, now: datetime) -> Offer:
    takes = [date for date in dates if not date.is_cancelled and date.start > now]
    why_not = is_over = None
    if page.signup not in SignupWay.with_signups:
        why_not = _("You need not sign up here. Everything else is on the page.")
    elif named is not None and named.is_cancelled:
        why_not, is_over = _("This session has been cancelled."), True
    elif not takes:
        why_not, is_over = _("This has begun already, or is over. One cannot sign up to it any more."), True
    elif all(date.availability == Availability.FULL for date in takes):
        why_not = _("This session is full, and so is its waiting list.")
    else:
        if page.signup == SignupWay.EACH_DATE:
            takes = [date for date in takes if date.availability != Availability.FULL]
        asked = takes if page.signup == SignupWay.WHOLE_COURSE else takes[:1]
        why_not = rules.why_not_sign_up(page=page, occurrences=asked, now=now)
    return Offer(page=page, dates=takes, named=named, why_not=why_not or "", is_over=bool(is_over))
