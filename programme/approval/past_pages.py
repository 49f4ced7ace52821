"""A page as an approval record keeps it, made again from the stored content."""

import copy
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from .models import ApprovalRecord

# No script runs, no form is sent and nothing is loaded into another window; pictures behind the gate still show,
# because the frame keeps the site's origin.
SANDBOX = "sandbox allow-same-origin"


def page_of(record: ApprovalRecord) -> Page | None:
    """Return the page object, unsaved; None for a kind of page that the code no longer knows.

    What it pointed to and is gone, is missing: Wagtail's own reading fails on a picture that was deleted.
    """
    try:
        model = apps.get_model(record.model)
    except LookupError:
        return None
    content = copy.deepcopy(record.content)
    for field in model._meta.concrete_fields:
        is_link = isinstance(field, models.ForeignKey) and not field.remote_field.parent_link
        if is_link and content.get(field.name) is not None and not _exists(field, content[field.name]):
            content[field.name] = None
    page: Page = model.from_serializable_data(content, check_fks=False)
    page.content_type = page.content_type if page.content_type_id else page.get_content_type()
    return page


def render_past_page(record: ApprovalRecord, request: HttpRequest) -> HttpResponse | None:
    """Return the page as readers saw it, in today's layout, unable to run or send anything."""
    page = page_of(record)
    if page is None or page.locale_id is None:
        return None
    response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    policy = response.headers.get("Content-Security-Policy", "")
    response.headers["Content-Security-Policy"] = "; ".join(filter(None, [policy, SANDBOX]))
    return response


def _exists(field: Any, value: Any) -> bool:
    return bool(field.related_model._default_manager.filter(**{field.target_field.attname: value}).exists())
