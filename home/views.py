"""Views of the shell: a page by its address, the first redirect, and the pages that say that something failed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve


def to_default_language(request: HttpRequest) -> HttpResponse:
    """Lead from `/` to the default language, whatever the browser prefers (conventions L3)."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at *path*, as Wagtail does, but found with one query instead of two for each level.

    Wagtail walks down the tree; `url_path`, which it keeps, names a page in one. Where that finds nothing,
    Wagtail's own routing has the last word.
    """
    page = _page_at(path)
    if page is not None:
        try:
            request._wagtail_route_for_request = page.specific.route(request, [])  # type: ignore[attr-defined]  # where Wagtail keeps its own result
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]  # Wagtail's mark of "not found"
    response: HttpResponse = wagtail_serve(request, path)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to go instead."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed; asks nothing of the database, which may be what failed."""
    return render(request, "500.html", status=500)


def _page_at(path: str) -> Page | None:
    language = translation.get_language()
    roots = [root for root in Site.get_site_root_paths() if root.language_code == language]
    if len(roots) != 1:
        return None
    components = [component for component in path.split("/") if component]
    page: Page | None = Page.objects.filter(
        url_path="/".join([roots[0].root_path.rstrip("/"), *components, ""])
    ).first()
    return page
