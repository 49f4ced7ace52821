"""The way to live: every publication of a page passes one function, and the rooms above may refuse it there.

Wagtail publishes from many places: its edit view, bulk actions, workflows, schedules, translations. They all end in
one method of one class, so that method is where the guards stand. A model's own `publish` would not do: the edit view
does not call it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction


@dataclass(frozen=True)
class CityAct:
    """A publication that the city's own code decides on: why, and who set it off."""

    reason: str
    by: Any


_city_act: ContextVar[CityAct | None] = ContextVar("city_act", default=None)
_under_way: ContextVar[bool] = ContextVar("publication_under_way", default=False)


@contextmanager
def city_act(*, reason: str, by: Any) -> Iterator[None]:
    """Publish as the city: for code that makes pages itself, from words that a coordinator typed.

    No view may hand a partner's words to this; a test lists the callers.
    """
    token = _city_act.set(CityAct(reason, by))
    try:
        yield
    finally:
        _city_act.reset(token)


def current_city_act() -> CityAct | None:
    """Return the city's act that is under way, if one is."""
    return _city_act.get()


def publication_under_way() -> bool:
    """Is a publication under way that its guards let through?"""
    return _under_way.get()


def guard_every_publication() -> None:
    """Put the guards into Wagtail's one action of publishing; called once, when the app registry is ready.

    Inside one transaction it calls the hooks `guard_publication(page, revision, user)`, which raise Refused, then
    publishes, then calls `after_guarded_publication` with the same arguments.
    """
    publish: Callable[..., Any] = PublishPageRevisionAction.execute

    def guarded(action: Any, skip_permission_checks: bool = False) -> Any:
        facts = {"page": action.object, "revision": action.revision, "user": action.user}
        with transaction.atomic():
            action.check(skip_permission_checks=skip_permission_checks)
            for guard in hooks.get_hooks("guard_publication"):
                guard(**facts)
            token = _under_way.set(True)
            try:
                result = publish(action, skip_permission_checks=True)
            finally:
                _under_way.reset(token)
            for follow in hooks.get_hooks("after_guarded_publication"):
                follow(**facts)
        return result

    PublishPageRevisionAction.execute = guarded


def guard_every_unpublication() -> None:
    """Put the guards into Wagtail's one action of unpublishing; called once, when the app registry is ready.

    Inside its transaction it calls the hooks `guard_unpublication(page, user)`, which raise Refused. Bulk actions, the
    schedule, the take-down and the unpublication of a section with all below it end there, too.
    """
    unpublish: Callable[..., Any] = UnpublishPageAction.execute

    def guarded(action: Any, skip_permission_checks: bool = False) -> Any:
        with transaction.atomic():
            action.check(skip_permission_checks=skip_permission_checks)
            for guard in hooks.get_hooks("guard_unpublication"):
                guard(page=action.object, user=action.user)
            return unpublish(action, skip_permission_checks=skip_permission_checks)

    UnpublishPageAction.execute = guarded
