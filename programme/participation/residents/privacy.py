"""Answers that stay between the reader and the server: in no cache, no search engine, no referrer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from home.refusals import shown_here

from ..services import LinkRefused, LinkUnknown, signup_of

type View = Callable[..., HttpResponse]

# The button that leads into a session ends at an address of the organiser's choice: browsers hold what a form is led
# on to against form-action as well.
_LEADS_OUT = settings.SECURE_CSP | {"form-action": ["'self'", "https:"]}


def unkept(view: View) -> View:
    """Keep what *view* answers out of every cache and index.

    There is no CSRF token, as in the report form (docs/decisions.md): nothing here depends on a session or a cookie.
    Behind the signed link, the address itself is the secret; and its pages send no Origin that could be compared.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(answer)


def behind_link(view: View) -> View:
    """Hand *view* the signup whose signed link is in the address; say calmly that a link does not work any more.

    The address is the key, so that no page behind it names it to another site.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            signup = signup_of(token)
        except LinkRefused as refusal:
            response = say_lost(request, refusal)
        else:
            response = view(request, signup, token, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csp_override(_LEADS_OUT)(unkept(answer))


def say_lost(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    """Say that a link leads nowhere, or no longer."""
    status = 404 if isinstance(refusal, LinkUnknown) else 410
    return say(request, _("This link does not work"), shown_here(refusal), status=status, lost=True)


def say(request: HttpRequest, title: str, words: str, *, status: int, **context: Any) -> HttpResponse:
    """A calm page that says what is the case and what can be done."""
    return render(request, "participation/sentence.html", {"title": title, "words": words, **context}, status=status)
