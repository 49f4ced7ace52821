"""Old addresses lead on to new ones, if readers could know the old ones."""

import copy
from collections.abc import Callable
from typing import Any

from wagtail.contrib.redirects import signal_handlers


def redirect_for_public_pages_alone() -> None:
    """Let Wagtail make redirects for public pages only; called once, when the app registry is ready.

    A draft has its address in its row, too. Wagtail would make an address that was never public lead to the next one
    that somebody typed, and take the redirect of a page that once stood there away from it.
    """
    create: Callable[..., None] = signal_handlers.create_redirects

    def guarded(page: Any, page_old: Any, sites: Any) -> None:
        sites = tuple(sites)
        if page.live and page_old.live:
            create(page=page, page_old=page_old, sites=sites)
            return
        # Pages below may be public all the same.
        for child in page.get_children().specific():
            before = copy.copy(child)
            before.url_path = page_old.url_path + child.url_path[len(page.url_path) :]
            guarded(child, before, sites)

    signal_handlers.create_redirects = guarded
