"""The page on which one signs up. It has an address of its own, so that the programme's pages stay cached."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.refusals import shown_here

from ..models import Signup
from ..services import Details, SignedUpAlready, SignupRefused, TooManyAttempts, send_link, sign_up, token_of
from .forms import SignupForm
from .offers import Offer, languages_of, offer_at
from .privacy import say, unkept


@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest, key: int | UUID) -> HttpResponse:
    """The form; what it makes is led to the participant's own page."""
    offer = offer_at(key=key, language=get_language() or "fi", now=timezone.now())
    if offer is None:
        # The same for what is not public any more, not public yet, and never was: nobody learns which.
        return say(
            request,
            _("Nobody can sign up here now"),
            _(
                "It may have been taken off the programme, or the address may have a slip in it. "
                "You have done nothing wrong."
            ),
            status=404,
        )
    is_sent = request.method == "POST"
    if offer.why_not:
        status = 410 if offer.is_over else 409 if is_sent else 200
        form = SignupForm(request.POST, offer=offer) if is_sent else None
        return _show(request, key, offer, form, status=status)
    form = SignupForm(request.POST if is_sent else None, offer=offer)
    if is_sent and form.is_valid():
        if again := form.why_look_again():
            form.add_error(None, again)
        else:
            return _sign_up(request, key, offer, form)
    return _show(request, key, offer, form)


def _sign_up(request: HttpRequest, key: int | UUID, offer: Offer, form: SignupForm) -> HttpResponse:
    details = form.details(client_address=get_adapter(request).get_client_ip(request))
    try:
        signup = sign_up(page=offer.page, occurrences=form.chosen_dates, details=details)
    except SignedUpAlready as refusal:
        words = shown_here(refusal)
        if refusal.signup is not None and refusal.signup.can_be_mailed:
            # To the contact, never to whoever typed it here.
            send_link(signup=refusal.signup)
            words = _("This contact has signed up to this before. We have sent the link to it once more.")
        return say(request, _("You are on the list already"), words, status=409, page_of_programme=offer.page)
    except SignupRefused as refusal:
        form.add_error(None, shown_here(refusal))
        return _show(request, key, offer, form, status=429 if isinstance(refusal, TooManyAttempts) else 409)
    address = reverse("own_page", args=[token_of(signup)])
    if not signup.is_made_now and _says_something_else(signup, details):
        address = f"{address}?done=before"
    response = HttpResponseRedirect(address, status=303)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _says_something_else(signup: Signup, details: Details) -> bool:
    """Does the form that was sent again say who comes otherwise than when it made *signup*?"""
    return (signup.size, signup.name) != (details.size, " ".join(details.name.split()))


def _show(
    request: HttpRequest, key: int | UUID, offer: Offer, form: SignupForm | None, *, status: int = 200
) -> HttpResponse:
    context = {"offer": offer, "form": form, "addresses": _addresses(key, offer.page)}
    return render(request, "participation/sign_up.html", context, status=status)


def _addresses(key: int | UUID, page: Any) -> dict[str, str]:
    """This page in each language in which the programme page is public."""
    addresses = {}
    for language, pk in languages_of(page).items():
        with override(language):
            addresses[language] = reverse("sign_up", args=[key if isinstance(key, UUID) else pk])
    return addresses
