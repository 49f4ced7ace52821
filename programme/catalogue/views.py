"""What an artist does with a programme page beside editing it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from home.dates import period_text

from .copies import copy_as_new_draft, why_not_copy
from .forms import CancellationForm
from .models import Occurrence, ProgrammePage
from .occurrences import cancel_occurrence, why_not_cancel


def copy_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then copy and lead to the new draft."""
    page = get_object_or_404(ProgrammePage, pk=pk).specific
    if why_not_copy(page=page, user=request.user):
        raise PermissionDenied
    if request.method == "POST":
        copy = copy_as_new_draft(page=page, user=request.user)
        messages.success(request, _("Here is the copy. Give it a title and new dates."))
        return redirect("wagtailadmin_pages:edit", copy.pk)
    return render(request, "catalogue/admin/copy.html", {"page": page})


def page_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates that readers see, each with the way to cancel it."""
    page = _page_with_dates(request, pk)
    dates = Occurrence.objects.of_translation_key(page.translation_key).not_over(timezone.now())
    return render(request, "catalogue/admin/dates.html", {"page": page, "dates": dates.order_by("start", "pk")})


def cancel_date(request: HttpRequest, pk: int, occurrence_pk: int) -> HttpResponse:
    """Ask for a reason, then cancel; readers see it at once."""
    page = _page_with_dates(request, pk)
    # Looked up among the page's own dates, so that nobody cancels another partner's by its number.
    occurrence = get_object_or_404(Occurrence.objects.of_translation_key(page.translation_key), pk=occurrence_pk)
    form = CancellationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancelled = cancel_occurrence(
            page=page, occurrence=occurrence, reason=form.cleaned_data["reason"], by=request.user
        )
        date = period_text(occurrence.start, occurrence.end)
        if cancelled:
            messages.success(request, _("Cancelled: %(date)s. Readers see it now.") % {"date": date})
        else:
            messages.warning(request, _("%(date)s had been cancelled already.") % {"date": date})
        return redirect("catalogue_dates", page.pk)
    # Sentences of the rooms above: the hooks `consequences_of_cancelling` know whom it concerns.
    consequences = [
        sentence
        for say in hooks.get_hooks("consequences_of_cancelling")
        for sentence in say(page=page, occurrence=occurrence)
    ]
    context = {"page": page, "occurrence": occurrence, "form": form, "consequences": consequences}
    return render(request, "catalogue/admin/cancel.html", context)


def _page_with_dates(request: HttpRequest, pk: int) -> ProgrammePage:
    page = get_object_or_404(ProgrammePage, pk=pk)
    if why_not_cancel(page=page, user=request.user):
        raise PermissionDenied
    return page
