"""What the organiser does for a person: sign up, cancel, take an offered place, call."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from home.refusals import Refused, shown_here
from programme.catalogue.models import SignupWay

from ...models import CancelledBy, Message, Signup, SignupStatus
from ...services import SignedUpAlready, cancel, dates_of_course, mark_called, sign_up, take_offer
from ..access import date_with_people, page_of
from ..forms import SignupForm

NAMES_OF_LANGUAGES = dict(settings.LANGUAGES)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody up: to this date, or to the whole course."""
    now = timezone.now()
    occurrence = date_with_people(request.user, pk, now)
    page = page_of(occurrence)
    live = {each.locale.language_code: each for each in page.get_translations(inclusive=True).live().specific()}
    languages = [(code, NAMES_OF_LANGUAGES[code]) for code in NAMES_OF_LANGUAGES if code in live]
    form = SignupForm(request.POST or None, page=page, languages=languages or [(page.locale.language_code, "")])
    if request.method == "POST" and form.is_valid():
        is_course = page.signup == SignupWay.WHOLE_COURSE
        try:
            signup = sign_up(
                page=live.get(form.details.language, page),
                occurrences=dates_of_course(page=page, now=now) if is_course else [occurrence],
                details=form.details,
            )
        except SignedUpAlready as refusal:
            shown_here(refusal)
            form.add_error(None, _("This telephone number or e-mail address has signed up to it already."))
        except Refused as refusal:
            form.add_error(None, shown_here(refusal))
        else:
            words = {"name": signup.name, "status": signup.get_status_display()}
            messages.success(request, _("%(name)s is on the list: %(status)s.") % words)
            return redirect("hosts:who_comes", pk)
    context = {"occurrence": occurrence, "page": page, "form": form}
    return render(request, "participation/admin/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_for(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Ask, then cancel for somebody; they are told."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    signup = _signup_at(occurrence.pk, signup_pk)
    if request.method == "POST":
        if cancel(signup=signup, by=CancelledBy.PARTNER):
            messages.success(request, _("%(name)s is cancelled.") % {"name": signup.name})
        else:
            messages.warning(request, _("%(name)s had been cancelled already.") % {"name": signup.name})
        return redirect("hosts:who_comes", pk)
    if not signup.is_present:
        raise Http404
    dates = [place.occurrence for place in signup.places.select_related("occurrence").order_by("occurrence__start")]
    context = {"occurrence": occurrence, "page": page_of(occurrence), "signup": signup, "dates": dates}
    return render(request, "participation/admin/cancel.html", context)


@require_POST
def take_for(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """They said on the telephone that they take the place that was offered."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    signup = _signup_at(occurrence.pk, signup_pk)
    if signup.status != SignupStatus.OFFERED:
        messages.warning(request, _("The place is not offered to them any more."))
    else:
        take_offer(signup=signup)
        messages.success(request, _("%(name)s has the place.") % {"name": signup.name})
    return redirect("hosts:who_comes", pk)


@require_POST
def called(request: HttpRequest, pk: int, message_pk: int) -> HttpResponse:
    """They were called, and know."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    due = Message.objects.filter(signup__places__occurrence=occurrence).select_related("signup")
    message = get_object_or_404(due, pk=message_pk)
    mark_called(message=message, by=request.user)
    messages.success(request, _("Marked: %(name)s knows.") % {"name": message.signup.name})
    return redirect("hosts:who_comes", pk)


def _signup_at(occurrence_pk: int, signup_pk: int) -> Signup:
    """One of the date's own signups, so that nobody reaches another's by number."""
    return get_object_or_404(Signup.objects.at(occurrence_pk), pk=signup_pk)
