"""What identifies a version, so that an approval can be held against it."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

from home.models import BOOKKEEPING_FIELDS

# Keys of a revision that are no fields of the page.
_BESIDE = BOOKKEEPING_FIELDS | {"pk", "wagtail_admin_comments"}


def content_hash(revision: Revision) -> str:
    """Return the SHA-256 of everything in *revision* that a reader may come to see."""
    content: dict[str, Any] = {name: value for name, value in revision.content.items() if name not in _BESIDE}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()
