"""Views of the shell: a page by its address, the first redirect, and the pages that say that something failed."""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve

from .content_version import version_of

KEPT_FOR_SECONDS = 24 * 3600


def to_default_language(request: HttpRequest) -> HttpResponse:
    """Lead from `/` to the default language, whatever the browser prefers (conventions L3)."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at *path*, as Wagtail does, but found with one query instead of two for each level.

    Wagtail walks down the tree; `url_path`, which it keeps, names a page in one. Where that finds nothing,
    Wagtail's own routing has the last word.
    """
    page = _page_at(request, path)
    if page is not None:
        try:
            request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]  # where Wagtail keeps its own result
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]  # Wagtail's mark of "not found"
    response: HttpResponse = wagtail_serve(request, path)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to go instead."""
    return render(request, "404.html", {"is_missing": True}, status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often, and that waiting helps."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed, in every language; asks nothing of the database, which may be what failed."""
    return render(request, "500.html", {"languages": settings.LANGUAGES}, status=500)


def _page_at(request: HttpRequest, path: str) -> Page | None:
    """Return the specific page at *path*, live or not; which page that is, is kept until the content changes."""
    language = translation.get_language()
    roots = [root for root in Site.get_site_root_paths() if root.language_code == language]
    if len(roots) != 1:
        return None
    components = [component for component in path.split("/") if component]
    address = "/".join([roots[0].root_path.rstrip("/"), *components, ""])
    key = f"route:{version_of(request)}:{hashlib.sha256(address.encode()).hexdigest()}"
    known: tuple[int, int] | None = cache.get(key)
    if known is None:
        known = Page.objects.filter(url_path=address).values_list("pk", "content_type_id").first()
        if known is None:
            return None
        cache.set(key, known, KEPT_FOR_SECONDS)
    primary_key, content_type_id = known
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    page: Page | None = (
        model._default_manager.filter(pk=primary_key).select_related("locale").first() if model else None
    )
    return page
