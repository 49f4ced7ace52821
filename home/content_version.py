"""A number in the database that rises whenever something public changes; cached pages are keyed by it."""

from typing import Any

from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from .models import ContentVersion, HelpLine, SiteSettings


def current_version() -> int:
    """Return the number; one query. Pages rendered under an older number are never served again."""
    return ContentVersion.objects.values_list("number", flat=True).first() or 0


def version_of(request: HttpRequest) -> int:
    """Return the number as this request saw it first; one query for each request."""
    version: int | None = getattr(request, "content_version", None)
    if version is None:
        version = current_version()
        request.content_version = version  # type: ignore[attr-defined]  # our own mark
    return version


def raise_version(**_signal: Any) -> None:
    """Raise the number in the caller's transaction, so that the change and the number show together."""
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})


def raise_on_wagtail_signals() -> None:
    """Connect to what Wagtail announces; called once, when the app registry is ready."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Page, PageViewRestriction, Site
    from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(raise_version, dispatch_uid="home.content_version")
    for model in (HelpLine, SiteSettings, Redirect, Site, PageViewRestriction):
        post_save.connect(raise_version, sender=model, dispatch_uid=f"home.content_version.{model.__name__}")
    for model in (HelpLine, Redirect, PageViewRestriction, Page):
        post_delete.connect(raise_version, sender=model, dispatch_uid=f"home.content_version.{model.__name__}")
