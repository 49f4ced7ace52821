"""What follows for files when a page of any kind is published, unpublished, hidden or deleted."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from .gate import forget_decisions
from .models import FileKind, UseState
from .uses import files_of, record_uses


def follow_publications() -> None:
    """Connect to what Wagtail and Django announce; called once, when the app registry is ready."""
    page_published.connect(_record_live_uses, dispatch_uid="media.live_uses")
    page_unpublished.connect(_forget_decisions, dispatch_uid="media.forget_decisions")
    post_delete.connect(_forget_decisions, sender=Page, dispatch_uid="media.forget_decisions.page")
    post_save.connect(_forget_decisions, sender=PageViewRestriction, dispatch_uid="media.forget_decisions.hidden")
    post_delete.connect(_forget_decisions, sender=PageViewRestriction, dispatch_uid="media.forget_decisions.shown")


def _forget_decisions(**_signal: Any) -> None:
    forget_decisions()


def _record_live_uses(instance: Any, **_signal: Any) -> None:
    files = files_of(instance)
    record_uses(page=instance, state=UseState.LIVE, files=files)
    forget_decisions()
    make_renditions_soon(files)


def make_renditions_soon(files: Any) -> None:
    """Enqueue the renditions of the pictures among *files*, to be made after the transaction commits."""
    from .tasks import make_renditions

    for key in sorted(files):
        if key.kind == FileKind.PICTURE:
            transaction.on_commit(partial(make_renditions.enqueue, key.pk))
