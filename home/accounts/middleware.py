"""Keeps the admin, and files that are not public, from those whose second factor is still missing (row M12)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from .rules import why_needs_code, why_needs_second_factor


class SecondFactorMiddleware:
    """Answers in place of the admin until the person has set up a second factor and given a code in this session.

    It looks at addresses and not at views: whatever a room or an add-on registers in the admin is behind it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED:
            if request.path.startswith(reverse("wagtailadmin_home")):
                return _lead_to_what_is_missing(request) or self.get_response(request)
            if request.path.startswith(settings.MEDIA_URL):
                person = request.user
                # Lazy, because most files are public and then nobody asks who wants one.
                request.user = SimpleLazyObject(  # type: ignore[assignment]  # stands for either
                    lambda: AnonymousUser() if _is_something_missing(person, request) else person
                )
        return self.get_response(request)


def _is_something_missing(user: Any, request: HttpRequest) -> bool:
    return bool(why_needs_code(user=user, request=request) or why_needs_second_factor(user))


def _lead_to_what_is_missing(request: HttpRequest) -> HttpResponse | None:
    if reason := why_needs_code(user=request.user, request=request):
        there = reverse("mfa_reauthenticate")
    elif reason := why_needs_second_factor(request.user):
        there = reverse("second_factor_needed")
    else:
        return None
    if request.method == "PUT" or request.headers.get("x-requested-with") == "XMLHttpRequest":
        # A script has no use for a page.
        return HttpResponseForbidden(reason, content_type="text/plain; charset=utf-8")
    # What was sent by a form is not sent again, so that goes back to the start.
    back = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
    return redirect_to_login(back, there)
