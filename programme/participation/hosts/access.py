"""Whose pages and dates somebody sees here. Lists start here; each single date is asked of `rules` again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.refusals import Refused
from programme.catalogue.models import DatedPage, Occurrence, ProgrammePage
from programme.catalogue.models.occurrence import OccurrenceQuerySet
from programme.partners.permissions import is_partner_person

from ..rules import PARTNER_SEES_FOR, why_not_see_participants


def pages_of(user: Any) -> QuerySet[ProgrammePage]:
    """Return the programme pages that *user* may change: a partner's own, or all for the city's people."""
    changeable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    pages: QuerySet[ProgrammePage] = ProgrammePage.objects.filter(pk__in=changeable.values("pk"))
    return pages


def dates_of(user: Any) -> OccurrenceQuerySet:
    """Return the dates of those pages to which people sign up here, or once did."""
    keys = pages_of(user).values("translation_key")
    return Occurrence.objects.filter(translation_key__in=keys, seats__isnull=False)


def dates_with_people(user: Any, now: datetime) -> OccurrenceQuerySet:
    """Return those dates that are coming, under way, or ended so lately that their people are still known."""
    return dates_of(user).filter(end__gt=now - PARTNER_SEES_FOR)


def user_can_host(user: Any) -> bool:
    """Does *user* have anything to do with who takes part: for a partner, or for the city?"""
    if not user.is_active:
        return False
    return is_partner_person(user) or user_can_publish(user)


def user_can_publish(user: Any) -> bool:
    """Is *user* one of the city's people who let things live?"""
    return bool(user.is_active and policy_registry.get_by_type(Page).user_has_permission(user, "publish"))


def date_with_people(user: Any, pk: int, now: datetime) -> Occurrence:
    """Return one date whose people *user* may see. Raises Refused with the reason, or Http404."""
    occurrence = get_object_or_404(Occurrence.objects.select_related("seats"), pk=pk)
    reason = why_not_see_participants(user=user, occurrence=occurrence, now=now)
    if reason:
        raise Refused(reason)
    return occurrence


def page_of(occurrence: Occurrence) -> Any:
    """Return the page of a date: in the language of the admin if there is one, as its own kind. Raises Http404."""
    found = titled_pages([occurrence.translation_key]).get(occurrence.translation_key)
    if found is None:
        raise Http404
    return found.specific


def page_to_host(user: Any, pk: int) -> Any:
    """Return a page with dates that *user* may change. Raises Refused, or Http404."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, DatedPage):
        raise Http404
    if not page.permissions_for_user(user).can_edit():
        raise Refused(_("This is not your page."))
    return page


def titled_pages(keys: Iterable[UUID]) -> dict[UUID, ProgrammePage]:
    """Return one page for each translation key, in the language of the admin where there is one; one query."""
    pages = ProgrammePage.objects.filter(translation_key__in=list(keys)).select_related("locale", "content_type")
    language = get_language()
    # The last one stays: drafts give way to public pages, and those to one's own language.
    ranked = sorted(pages, key=lambda page: (page.locale.language_code == language, page.live, -page.pk))
    return {page.translation_key: page for page in ranked}
