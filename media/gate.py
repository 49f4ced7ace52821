"""The one address from which uploads are served.

Pages carry this address in every set-up. Who may read which file is decided here and nowhere else.
"""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# What a browser may show in a page. Anything else is a download.
SHOWN_IN_PAGES = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/")
UPLOAD_CSP = "default-src 'none'; sandbox"
A_DAY = 24 * 3600


@require_safe
def serve_upload(request: HttpRequest, name: str) -> FileResponse:
    """Serve one uploaded file: never run as a page (row H6 of the approval table), documents as downloads."""
    if ".." in PurePosixPath(name).parts:
        raise Http404
    try:
        file = default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=content_type, as_attachment=not content_type.startswith(SHOWN_IN_PAGES))
    response.headers["Content-Security-Policy"] = UPLOAD_CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = f"max-age={A_DAY}"
    return response
