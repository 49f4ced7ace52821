"""Copy a page as a new draft: everything but the dates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from home.slugs import ascii_slug, free_slug

from .models import ProgrammePage


def why_not_copy(*, page: ProgrammePage, user: Any) -> str:
    """Return why *user* may not copy *page* beside itself; empty if they may."""
    if not page.get_parent().permissions_for_user(user).can_add_subpage():
        return _("You may not add pages in this part of the site.")
    return ""


def copy_as_new_draft(*, page: ProgrammePage, user: Any) -> ProgrammePage:
    """Return a draft beside *page* with the content of its latest revision and without its dates.

    The copy has a translation key of its own, so it shares no occurrence with the original. Raises
    PermissionDenied for who may not add pages there.
    """
    reason = why_not_copy(page=page, user=user)
    if reason:
        raise PermissionDenied(reason)
    with transaction.atomic():
        title = _("%(title)s (copy)") % {"title": page.get_latest_revision_as_object().title}
        slug = free_slug(ascii_slug(title) or "kopio", parent=page.get_parent())
        changes: dict[str, Any] = {"title": title, "draft_title": title, "slug": slug}
        if hasattr(page, "dates"):
            changes["dates"] = []
        latest = page.get_latest_revision_as_object()
        copy: ProgrammePage = latest.copy(
            update_attrs=changes, copy_revisions=False, keep_live=False, user=user, log_action="wagtail.copy"
        )
        return copy
