"""People are coming: their page stays public until its dates are cancelled and they are told.

Unpublication passes `home.publication`, which calls `close_page`. Deletion has many roads (a page, a section above it,
a language, a queryset), and Django announces every row of each.
"""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page

from home.refusals import Refused

from . import rules


def guard_every_deletion() -> None:
    """Connect to the deletion of pages; called once, when the app registry is ready."""
    pre_delete.connect(_refuse_deletion, sender=Page, dispatch_uid="participation.guard_deletion")


def _refuse_deletion(instance: Page, **_signal: Any) -> None:
    reason = rules.why_not_unpublish(page=instance)
    if reason:
        raise Refused(reason)
