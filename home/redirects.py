"""Old addresses lead on to new ones, if readers could know the old ones."""

import copy
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from wagtail.contrib.redirects import signal_handlers
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


def redirect_for_public_pages_alone() -> None:
    """Let redirects start and end at public pages; called once, when the app registry is ready.

    A draft has its address in its row, too. Wagtail would make an address that was never public lead to the next one
    that somebody typed, and take the redirect of a page that once stood there away from it. It would also lead readers
    on to the address of a page that was taken down, which is what somebody typed last.

    A redirect names the page and not its address, so that it leads to where the page is now: there are no chains. Only
    a page that comes back to an old address of its own would lead from there to itself once it is taken down.
    """
    create: Callable[..., None] = signal_handlers.create_redirects

    def guarded(page: Any, page_old: Any, sites: Any) -> None:
        sites = tuple(sites)
        if page.live and page_old.live:
            create(page=page, page_old=page_old, sites=sites)
            _forget_where_pages_are_now(page)
            return
        # Pages below may be public all the same.
        for child in page.get_children().specific():
            before = copy.copy(child)
            before.url_path = page_old.url_path + child.url_path[len(page.url_path) :]
            guarded(child, before, sites)

    signal_handlers.create_redirects = guarded
    Redirect.get_for_site = classmethod(_to_public_pages)


def _forget_where_pages_are_now(page: Page) -> None:
    """Delete the redirects from the present addresses of *page* and of the public pages below it to those pages."""
    here = page.get_descendants(inclusive=True).live()
    own = Redirect.objects.filter(automatically_created=True, redirect_page__in=here).select_related("redirect_page")
    stale = [
        redirect.pk
        for redirect in own
        if redirect.old_path == Redirect.normalise_path(redirect.redirect_page.url or "")
        and not redirect.redirect_page_route_path
    ]
    Redirect.objects.filter(pk__in=stale).delete()


def _to_public_pages(cls: type[Redirect], site: Any = None) -> Any:
    """In the place of Wagtail's: the redirects of a site that lead somewhere public."""
    redirects = cls.objects.exclude(redirect_page__live=False)
    return redirects.filter(Q(site=site) | Q(site=None)) if site else redirects
