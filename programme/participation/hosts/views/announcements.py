"""Words to participants: written, looked at, sent; of a new partner, after an editor has read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from home.refusals import Refused, shown_here

from ...models import Announcement, Audience
from ...rules import partner_of, why_not_announce
from ...services import announce
from ...services.messages import has_to_wait, who_gets
from ..access import date_with_people, page_of
from ..forms import AnnouncementForm


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, see it as they get it, send."""
    now = timezone.now()
    occurrence = date_with_people(request.user, pk, now)
    reason = why_not_announce(user=request.user, occurrence=occurrence, now=now)
    if reason:
        raise Refused(reason)
    page, partner = page_of(occurrence), partner_of(occurrence)
    form = AnnouncementForm(request.POST or None)
    is_shown = False
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        is_shown = True
        if "send" in request.POST:
            try:
                announcement = announce(occurrence=occurrence, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, shown_here(refusal))
            else:
                messages.success(request, _said_of(announcement))
                return redirect("hosts:write", pk)
    recipients = list(who_gets(occurrence, Audience(form.cleaned_data["audience"]))) if is_shown else []
    context = {
        "occurrence": occurrence,
        "page": page,
        "form": form,
        "is_shown": is_shown,
        "by_mail": sum(not signup.has_to_be_called for signup in recipients),
        "to_call": sum(signup.has_to_be_called for signup in recipients),
        "waits_for_editor": partner is not None
        and has_to_wait(occurrence=occurrence, partner=partner, by=request.user),
        "written": Announcement.objects.filter(occurrence=occurrence).order_by("-written_at", "-pk"),
    }
    return render(request, "participation/admin/write.html", context)


def _said_of(announcement: Announcement) -> str:
    if announcement.released_at is None:
        return _("Thank you. An editor reads your message first, and it is sent after that.")
    return _("The message is on its way.")
