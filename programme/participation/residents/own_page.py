"""The participant's own page, and what can be done there. The address is the key."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from home.refusals import Refused, shown_here

from .. import rules, services
from ..mails import calendar_of_signup
from ..models import CancelledBy, ConsentKind, Place, Signup, SignupStatus
from .forms import FeedbackForm, SizeForm
from .privacy import behind_link, say, say_lost, unkept
from .standing import page_for, standing_of

# What was done, as the page says it after it was led back to; in the address, so that there is no cookie.
DONE = {
    "before": gettext_lazy(
        "You had signed up already, so this changed nothing. If another number of people is coming, change it on this "
        "page."
    ),
    "number": gettext_lazy("The number is changed."),
    "taken": gettext_lazy("The place is yours."),
    "confirmed": gettext_lazy("Your address is confirmed."),
    "consent": gettext_lazy("It is as you wish from now on."),
    "link": gettext_lazy("This is your new link: keep its address. The old one works no more."),
    "feedback": gettext_lazy("Thank you, that helps. Nobody sees from it who you are."),
}


def _act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For what a button does: whoever comes by a link or by “back” is led to the page with the button."""

    @wraps(view)
    def answer(request: HttpRequest, signup: Signup, token: str, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("own_page", args=[token]))
        try:
            return view(request, signup, token, **kwargs)
        except Refused as refusal:
            reason = shown_here(refusal)
        try:
            current = services.signup_of(token)
        except services.LinkRefused as lost:
            return say_lost(request, lost)
        return _show(request, current, token, refusal=reason, status=409)

    return behind_link(answer)


@behind_link
@require_http_methods(["GET", "HEAD"])
def own_page(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Where things stand."""
    return _show(request, signup, token, done=str(DONE.get(request.GET.get("done", ""), "")))


@_act
def change_number(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Come with more or fewer people."""
    standing = standing_of(signup, now=timezone.now())
    form = SizeForm(request.POST, size=signup.size, most=standing.largest_group)
    if not standing.can_change:
        raise Refused(rules.why_not_change(signup=signup, now=timezone.now()) or standing.heading)
    status = 200
    if form.is_valid():
        try:
            services.change_size(signup=signup, size=form.cleaned_data["size"])
        except Refused as refusal:
            form.add_error("size", shown_here(refusal))
            status = 409
        else:
            return _back(token, "number")
    signup.refresh_from_db()
    return _show(request, signup, token, size_form=form, status=status)


@_act
def cancel_signup(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Give the places back."""
    services.cancel(signup=signup, by=CancelledBy.SELF)
    return _back(token)


@_act
def answer_offer(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Take what the waiting list offers, or leave it to the next."""
    if request.POST.get("answer") == "take":
        services.take_offer(signup=signup, on_own_page=True)
        return _back(token, "taken")
    services.decline_offer(signup=signup)
    return _back(token)


@_act
def consent(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Give a consent, or take it back."""
    answers = {"give": services.give_consent, "withdraw": services.withdraw_consent}
    answer, _space, kind = request.POST.get("consent", "").partition(" ")
    if answer not in answers or kind not in ConsentKind:
        raise Http404
    answers[answer](signup=signup, kind=ConsentKind(kind))
    return _back(token, "consent")


@_act
def new_link(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Make this link worthless, and lead to the new one."""
    return _back(services.token_of(services.renew_link(signup=signup)), "link")


@_act
def download(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Everything that is kept, as JSON."""
    response = JsonResponse(
        services.export_signup(signup=signup), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="porukalla.json"'
    return response


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """Ask once, then forget."""
    if request.method == "POST":
        services.erase_signup(signup=signup)
        title = _("Everything about you has been deleted")
        return say(
            request, title, _("Your place is free for somebody else, and your link does not work any more."), status=200
        )
    return render(request, "participation/delete.html", _context(signup, token, "delete_signup"))


@behind_link
@require_http_methods(["GET", "HEAD"])
def calendar_file(request: HttpRequest, signup: Signup, token: str) -> HttpResponse:
    """The dates of who has a place, or had one, as the mails bring them."""
    entries = calendar_of_signup(signup, now=timezone.now())
    if not entries:
        raise Http404
    response = HttpResponse(entries, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="porukalla.ics"'
    return response


@_act
def join(request: HttpRequest, signup: Signup, token: str, date: UUID) -> HttpResponse:
    """Hand out the way in, to a confirmed participant in its window: lead to it, or show what one has to type."""
    place = _place(signup, date)
    link = services.hand_out_join_link(place=place)
    by_link = bool(link.url) and request.POST.get("by") != "phone"
    # Where there is a telephone, too, the code is for that, and shown beside it.
    if by_link and (link.phone or not link.code):
        return HttpResponseRedirect(link.url, status=303)
    context = {"link": link, "date": place.occurrence, **_context(signup, token, "own_page")}
    return render(request, f"participation/{'with_code' if by_link else 'by_phone'}.html", context)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, signup: Signup, token: str, date: UUID) -> HttpResponse:
    """Three taps, kept apart from who made them."""
    place = _place(signup, date)
    reason = rules.why_not_give_feedback(place=place, now=timezone.now())
    form = FeedbackForm(request.POST if request.method == "POST" else None, auto_id="feedback-%s")
    if not reason and request.method == "POST" and form.is_valid():
        try:
            services.give_feedback(place=place, **form.answers)
        except Refused as refusal:
            reason = shown_here(refusal)
        else:
            return _back(token, "feedback")
    if reason:
        status = 409 if request.method == "POST" else 200
        return say(request, _("Feedback"), reason, status=status, back=reverse("own_page", args=[token]))
    context = {"form": form, "date": place.occurrence, "programme_page": page_for(signup)}
    return render(request, "participation/feedback.html", {**context, **_context(signup, token, "feedback", date)})


@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address, or answer an offer, by a button: what scans the links of mails opens pages, and no more."""
    try:
        signup = services.signup_to_confirm(token)
    except services.LinkRefused as refusal:
        response = say_lost(request, refusal)
    else:
        if request.method == "POST" or signup.status not in SignupStatus.expiring:
            signup = _confirm(signup, request.POST.get("answer", "")) if request.method == "POST" else signup
            response = _back(services.token_of(signup), "confirmed" if signup.is_confirmed else "")
        else:
            context = {
                "signup": signup,
                "programme_page": page_for(signup),
                "addresses": _addresses("confirm_address", token),
            }
            response = render(request, "participation/confirm.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _confirm(signup: Signup, answer: str) -> Signup:
    """Do what the button in the mail's page says; the own page says how it went."""
    try:
        if answer != "leave":
            return services.confirm_address(signup=signup)
        services.decline_offer(signup=signup)
    except Refused as refusal:
        # The time is over, as their own page says.
        shown_here(refusal)
    return signup


def _show(
    request: HttpRequest,
    signup: Signup,
    token: str,
    *,
    done: str = "",
    refusal: str = "",
    size_form: SizeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = standing_of(signup, now=timezone.now())
    context = {
        "standing": standing,
        "done": done,
        "refusal": refusal,
        "size_form": size_form or SizeForm(size=signup.size, most=standing.largest_group),
        **_context(signup, token, "own_page"),
    }
    return render(request, "participation/own_page.html", context, status=status)


def _context(signup: Signup, token: str, name: str, *more: UUID) -> dict[str, Any]:
    """What every page behind the link takes; *name* is the address of this page in the other languages."""
    return {"signup": signup, "token": token, "addresses": _addresses(name, token, *more)}


def _addresses(name: str, *arguments: Any) -> dict[str, str]:
    addresses = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            addresses[language] = reverse(name, args=arguments)
    return addresses


def _back(token: str, done: str = "") -> HttpResponse:
    address = reverse("own_page", args=[token])
    return HttpResponseRedirect(f"{address}?done={done}" if done else address, status=303)


def _place(signup: Signup, date: UUID) -> Place:
    place: Place = get_object_or_404(signup.places.select_related("occurrence", "signup"), occurrence__uuid=date)
    return place
