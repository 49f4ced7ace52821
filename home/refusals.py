"""Refusals with a reason that reaches the person (architecture: "Refuse with a reason, not a boolean")."""

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

_refusals: ContextVar[list[str] | None] = ContextVar("refusals", default=None)


class Refused(PermissionDenied):
    """An act is refused, and the person is told why on the page that follows.

    Wagtail's admin turns every PermissionDenied into one sentence that says nothing, so the reason is also left for
    `RefusalMiddleware`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        refusals = _refusals.get()
        if refusals is not None and reason not in refusals:
            refusals.append(reason)


def shown_here(refusal: Refused) -> str:
    """Return the reason for the page that is being made, so that the page after it does not show it again.

    A public page must use this, too: a message left for later is a cookie.
    """
    reason = str(refusal)
    refusals = _refusals.get()
    if refusals is not None and reason in refusals:
        refusals.remove(reason)
    return reason


class RefusalMiddleware:
    """Shows the reasons of what was refused during a request as messages on the next page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusals: list[str] = []
        token = _refusals.set(refusals)
        try:
            response = self.get_response(request)
        finally:
            _refusals.reset(token)
        # A page that is rendered in the answer has printed its messages already; one that follows a redirect has not.
        for reason in refusals:
            messages.error(request, reason)
        return response
