"""Words to participants: written, looked at, sent; of a new partner, after an editor has read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from home.accounts.decorators import only_if
from home.refusals import Refused, shown_here
from programme.catalogue.models import ProgrammePage

from ...models import Announcement, Audience
from ...rules import partner_of, why_not_announce
from ...services import announce, refuse_announcement, release_announcement
from ...services.messages import waits_for_an_editor, who_gets
from ..access import date_with_people, page_of, titled_pages, unread_by, user_can_publish
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
        "by_mail": sum(signup.can_be_mailed for signup in recipients),
        "to_call": sum(not signup.can_be_mailed for signup in recipients),
        "waits_for_editor": partner is not None and waits_for_an_editor(partner),
        "written": Announcement.objects.filter(occurrence=occurrence).order_by("-written_at", "-pk"),
    }
    return render(request, "participation/admin/write.html", context)


def _said_of(announcement: Announcement) -> str:
    if announcement.released_at is None:
        return _("Thank you. An editor reads your message first, and it is sent after that.")
    return _("The message is on its way.")


@dataclass(frozen=True)
class Unread:
    """One message that waits for an editor, with the title of its page."""

    announcement: Announcement
    title: str
    is_own: bool


def unread_of(announcements: Iterable[Announcement], user: object) -> list[Unread]:
    """Return *announcements* with their titles; one query more."""
    rows = list(announcements)
    pages = titled_pages({row.occurrence.translation_key for row in rows})

    def title(row: Announcement) -> str:
        page: ProgrammePage | None = pages.get(row.occurrence.translation_key)
        return str(page.title) if page else ""

    return [Unread(row, title(row), row.written_by == user) for row in rows]


@require_safe
@only_if(user_can_publish)
def unread(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, oldest first."""
    rows = unread_by(request.user).select_related("occurrence", "partner", "written_by")
    items = unread_of(rows, request.user)
    return render(request, "participation/admin/unread.html", {"items": items})


@require_POST
@only_if(user_can_publish)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it."""
    number = release_announcement(announcement=get_object_or_404(Announcement, pk=pk), by=request.user)
    text = ngettext("Sent to one household.", "Sent to %(number)s households.", number)
    messages.success(request, text % {"number": number})
    return redirect("hosts:unread")


@require_POST
@only_if(user_can_publish)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it from being sent."""
    refuse_announcement(announcement=get_object_or_404(Announcement, pk=pk), by=request.user)
    messages.success(request, _("It is not sent. The artist sees that on the page where it was written."))
    return redirect("hosts:unread")
