"""The one address from which uploads are served, and the one place where it is decided who may read them.

Pages carry this address in every set-up: behind nginx the answer names the file and nginx sends it; from S3 the
bytes pass through here. There is never a redirect to a signed address, which would outlive the decision.
"""

import mimetypes
import uuid
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from .uses import file_behind, is_public

# What a browser may show in a page. Anything else is a download.
SHOWN_IN_PAGES = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/")
UPLOAD_CSP = "default-src 'none'; sandbox"
# How long a process may go on serving a file without asking the database: the guarantee says a second.
DECISION_KEPT_FOR_SECONDS = 1
GENERATION_KEY = "gate:generation"


@require_safe
def serve_upload(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve one uploaded file to anyone if a live page uses it, otherwise to those who work with it."""
    if ".." in PurePosixPath(name).parts or "\\" in name or "\0" in name:
        raise Http404
    public = _is_public(name)
    if not public and not user_can_read(request.user, name):
        raise Http404
    etag = f'"{name}"'
    # A stored name never gets other bytes, so the name itself says whether a copy is still right.
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _answer(name)
    response.headers["ETag"] = etag
    # A browser may keep the bytes and must ask every time; a cache that serves several people may keep nothing.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = UPLOAD_CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def user_can_read(user: Any, name: str) -> bool:
    """May *user* read a file that is not public: their own, or of a collection in which they choose or change files?"""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    if name.startswith("avatar_images/"):
        return True
    file = file_behind(name)
    if file is None:
        return False
    if file.uploaded_by_user_id == user.pk:
        return True
    policy = policy_registry.get_by_type(type(file))
    # "add" stands for "choose" in wagtailmedia, which knows no permission of that name.
    allowed: bool = policy._check_perm(user, ["choose", "change", "add"], collection=file.collection)
    return allowed


def forget_decisions() -> None:
    """Make every process that shares the cache ask the database again: now, and once the change is committed."""
    cache.delete(GENERATION_KEY)
    transaction.on_commit(lambda: cache.delete(GENERATION_KEY))


def _is_public(name: str) -> bool:
    generation = cache.get_or_set(GENERATION_KEY, lambda: uuid.uuid4().hex, None)
    key = f"gate:{generation}:{name}"
    if cache.get(key):
        return True
    if not is_public(name):
        return False
    cache.set(key, True, DECISION_KEPT_FOR_SECONDS)
    return True


def _answer(name: str) -> HttpResponseBase:
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    as_attachment = not content_type.startswith(SHOWN_IN_PAGES)
    if settings.UPLOADS_ACCEL_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = f"{settings.UPLOADS_ACCEL_PREFIX.rstrip('/')}/{quote(name)}"
        if as_attachment:
            response.headers["Content-Disposition"] = f'attachment; filename="{PurePosixPath(name).name}"'
        return response
    try:
        file = default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    return FileResponse(file, content_type=content_type, as_attachment=as_attachment)
