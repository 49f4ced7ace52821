"""Requests to take a page down: the reader's form, the artist's, and the editor's two buttons."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from home.accounts.decorators import only_if
from home.refusals import Refused, shown_here
from media.restrictions import unrestricted
from programme.approval.forms import ReaderTakeDownForm, TakeDownForm
from programme.approval.models import TakeDownRequest
from programme.approval.people import user_can_see_queue
from programme.approval.take_down import ask_for_take_down, close_request, take_down, why_not_ask_as


# Nothing here depends on a session, so there is nothing that another site could do in a reader's name; and the
# protection would set a cookie, which no public page does (conventions G1).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask_as_reader(request: HttpRequest, pk: int) -> HttpResponse:
    """The public form; the page that it is about stays as it is."""
    reported = _public_page(pk)
    form = ReaderTakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.is_from_a_machine:
                ask_for_take_down(page=reported, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, shown_here(refusal))
        else:
            return redirect(f"{request.path}?sent=1")
    context = {"reported": reported, "form": form, "is_sent": request.method != "POST" and "sent" in request.GET}
    return render(request, "approval/report.html", context)


def ask_as_artist(request: HttpRequest, page_pk: int) -> HttpResponse:
    """The same from the page's menu in the admin."""
    page = get_object_or_404(Page, pk=page_pk).specific
    reason = why_not_ask_as(page=page, user=request.user)
    if reason:
        raise Refused(reason)
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_take_down(page=page, reason=form.cleaned_data["reason"], asked_by=request.user)
        except Refused as refusal:
            form.add_error(None, shown_here(refusal))
        else:
            messages.success(request, _("The editors know now. The page stays public until they have looked at it."))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "approval/admin/ask_take_down.html", {"page": page, "form": form})


@require_POST
@only_if(user_can_see_queue)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has dealt with it."""
    close_request(request=get_object_or_404(TakeDownRequest, pk=pk), user=request.user)
    messages.success(request, _("Marked as dealt with."))
    return redirect("approval:queue")


@require_POST
@only_if(user_can_see_queue)
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the page down, for those who may."""
    asked = get_object_or_404(TakeDownRequest.objects.select_related("page"), pk=pk)
    take_down(request=asked, user=request.user)
    messages.success(request, _("“%(title)s” is not public any more.") % {"title": asked.page.title})
    return redirect("approval:queue")


def _public_page(pk: int) -> Any:
    """The page, if it is a partner's, anyone can see it, and it is in the language of the address."""
    page = get_object_or_404(unrestricted(Page.objects.live()).select_related("locale"), pk=pk).specific
    if not getattr(page, "needs_approval", False) or page.locale.language_code != get_language():
        raise Http404
    return page
