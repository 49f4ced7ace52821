"""The cache of whole pages for anonymous readers.

A page is kept under the content version (see `content_version`) it was made under, until the next moment
at which what it shows would change by itself: a start or an end that it shows, or midnight in Helsinki.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from .content_version import version_of

LONGEST_QUERY_STRING = 200
# Never looked up: these answer differently to each person, or are no pages.
PREFIXES_LEFT_OUT = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)

# What an answer without content repeats of the one with it (RFC 9110, 15.4.5).
SENT_WITHOUT_CONTENT = ("Cache-Control", "Content-Language", "ETag", "Vary")


@dataclass(frozen=True)
class StoredPage:
    """What is kept of a response; enough to send it again byte for byte."""

    content: bytes
    headers: dict[str, str]
    etag: str


def shows_until(request: HttpRequest, moment: datetime | None) -> None:
    """Tell the cache that what this request renders changes by itself at *moment* (None: it does not)."""
    if moment is None:
        return
    earlier: datetime | None = getattr(request, "page_shows_until", None)
    if earlier is None or moment < earlier:
        request.page_shows_until = moment  # type: ignore[attr-defined]  # our own mark, read below


def next_midnight(now: datetime) -> datetime:
    """Return the coming midnight in the service's time zone; days of 23 and 25 hours are handled."""
    local = timezone.localtime(now)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), time.min))


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD requests from the cache, with one query (the content version)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_cached(request):
            return self.get_response(request)
        key = _key(request, version_of(request))
        stored: StoredPage | None = cache.get(key)
        if stored is None:
            response = self.get_response(request)
            stored = _store(key, request, response)
            if stored is None:
                return response
        if _has_it_already(request, stored.etag):
            return HttpResponseNotModified(
                headers={name: stored.headers[name] for name in SENT_WITHOUT_CONTENT if name in stored.headers}
            )
        return HttpResponse(stored.content, headers=stored.headers)


def _has_it_already(request: HttpRequest, etag: str) -> bool:
    """Does the reader hold this very page? A server in front that compresses pages marks their tags as weak."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or etag in [tag.removeprefix("W/") for tag in known]


def _may_be_cached(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY_STRING
        and not request.path_info.startswith(PREFIXES_LEFT_OUT)
    )


def _key(request: HttpRequest, version: int) -> str:
    address = f"{request.method} {request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"page:{version}:{hashlib.sha256(address.encode()).hexdigest()}"


def _store(key: str, request: HttpRequest, response: HttpResponse) -> StoredPage | None:
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or "no-store" in response.get("Cache-Control", "")
    ):
        return None
    now = timezone.now()
    until: datetime = min(getattr(request, "page_shows_until", None) or next_midnight(now), next_midnight(now))
    seconds = int((until - now).total_seconds())
    if seconds <= 0:
        return None
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    headers = dict(response.headers) | {"ETag": etag, "Cache-Control": "max-age=0, must-revalidate"}
    stored = StoredPage(content=response.content, headers=headers, etag=etag)
    cache.set(key, stored, timeout=seconds)
    return stored
