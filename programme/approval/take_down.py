"""Asking for a page to be taken down, and what the city does about it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.signals import page_unpublished

from home.refusals import Refused

from .models import TakeDownRequest
from .notifications import tell_of_take_down_request, tell_that_taken_down

MOST_OPEN_FOR_A_PAGE = 5
MOST_FROM_READERS_IN_AN_HOUR = 20
KEPT_AFTER_CLOSING = timedelta(days=365)


def ask_for_take_down(*, page: Page, reason: str, asked_by: Any = None) -> TakeDownRequest:
    """Keep a request and mail the editors; raises Refused when there are enough of them already.

    The page stays as it is. *asked_by* is None for a reader.
    """
    with transaction.atomic():
        # One at a time for a page, so that the limit holds.
        Page.objects.select_for_update().get(pk=page.pk)
        why = _why_not_ask(page, asked_by)
        if why:
            raise Refused(why)
        request = TakeDownRequest.objects.create(page_id=page.pk, reason=reason, asked_by=asked_by)
        tell_of_take_down_request(request)
    return request


def why_not_ask_as(*, page: Page, user: Any) -> str:
    """Return why *user* may not ask for *page* from the admin; empty if they may."""
    if not page.live:
        return _("This page is not public.")
    if not page.permissions_for_user(user).can_edit():
        return _("This is not your page.")
    return ""


def close_request(*, request: TakeDownRequest, user: Any) -> None:
    """Record that somebody has dealt with *request*; the page stays as it is."""
    TakeDownRequest.objects.open().filter(pk=request.pk).update(closed_at=timezone.now(), closed_by=user)


def take_down(*, request: TakeDownRequest, user: Any) -> None:
    """Unpublish the page and close every open request about it; raises Refused for who may not."""
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=request.page_id).specific
        if page.live:
            try:
                UnpublishPageAction(page, user=user).execute()
            except PermissionDenied:
                raise Refused(_("You may not unpublish this page.")) from None
        TakeDownRequest.objects.open().filter(page_id=page.pk).update(closed_at=timezone.now(), closed_by=user)


def remove_old_requests() -> int:
    """Remove what was closed more than a year ago: the words may be about people."""
    removed, _by_model = TakeDownRequest.objects.filter(closed_at__lt=timezone.now() - KEPT_AFTER_CLOSING).delete()
    return removed


def tell_whose_page_is_taken_down() -> None:
    """Connect to every way of unpublishing; called once, when the app registry is ready."""
    page_unpublished.connect(_tell_whose_page, dispatch_uid="approval.taken_down")


def _tell_whose_page(instance: Page, **_signal: Any) -> None:
    # Wagtail sends the same before it deletes a live page: then there is no draft to lead anyone to. An alias goes
    # with the page that it repeats, whose people are told once.
    if not instance.live and not instance.alias_of_id and getattr(instance, "needs_approval", False):
        tell_that_taken_down(instance)


def _why_not_ask(page: Page, asked_by: Any) -> str:
    too_many = TakeDownRequest.objects.open().filter(page_id=page.pk).count() >= MOST_OPEN_FOR_A_PAGE
    if not too_many and asked_by is None:
        hour_ago = timezone.now() - timedelta(hours=1)
        lately = TakeDownRequest.objects.filter(asked_by=None, created_at__gt=hour_ago).count()
        too_many = lately >= MOST_FROM_READERS_IN_AN_HOUR
    if not too_many:
        return ""
    return _("The editors have many messages waiting already. Please write or call them: the contact is below.")
