"""What artists wrote to participants: sent on, or not, by an editor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from home.accounts.decorators import only_if
from programme.approval import first_messages
from programme.approval.people import user_can_review
from programme.participation.models import Announcement
from programme.participation.services import release_announcement


@require_POST
@only_if(user_can_review)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it."""
    number = release_announcement(announcement=get_object_or_404(Announcement, pk=pk), by=request.user)
    text = ngettext("It goes to %(number)d signup.", "It goes to %(number)d signups.", number)
    messages.success(request, text % {"number": number})
    return redirect("approval:queue")


@require_POST
@only_if(user_can_review)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it from being sent, and tell the artist."""
    first_messages.refuse(announcement=get_object_or_404(Announcement, pk=pk), by=request.user)
    messages.success(request, _("It is not sent. The artist has been told."))
    return redirect("approval:queue")
