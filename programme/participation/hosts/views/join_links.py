"""The way in: entered beside the page, never on it, and in force at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from programme.catalogue.models import Occurrence

from ...models import JoinLink
from ...services import remove_join_link, set_join_link
from ..access import page_to_host
from ..forms import JoinLinkForm


@require_safe
def overview(request: HttpRequest, page_pk: int) -> HttpResponse:
    """What is entered: for all dates, and for each coming one."""
    page = page_to_host(request.user, page_pk)
    links = {link.occurrence_uuid: link for link in JoinLink.objects.of_page(page.translation_key)}
    dates = Occurrence.objects.of_translation_key(page.translation_key).not_over(timezone.now()).going_ahead()
    context = {
        "page": page,
        "for_all": links.get(None),
        "dates": [(date, links.get(date.uuid)) for date in dates.order_by("start", "pk")],
    }
    return render(request, "participation/admin/join_links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, page_pk: int, occurrence_pk: int | None = None) -> HttpResponse:
    """Enter or replace one: of a date, or of all dates that have none of their own."""
    page = page_to_host(request.user, page_pk)
    occurrence = _date_of(page, occurrence_pk)
    link = _link_of(page, occurrence)
    form = JoinLinkForm.of(link, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_join_link(page=page, details=form.details, by=request.user, occurrence=occurrence)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The way in is saved, and in force now."))
            return redirect("hosts:join_links", page.pk)
    context = {"page": page, "occurrence": occurrence, "is_new": link is None, "form": form}
    return render(request, "participation/admin/join_link_form.html", context)


@require_POST
def remove(request: HttpRequest, page_pk: int, occurrence_pk: int | None = None) -> HttpResponse:
    """Take it away."""
    page = page_to_host(request.user, page_pk)
    if remove_join_link(page=page, by=request.user, occurrence=_date_of(page, occurrence_pk)):
        messages.success(request, _("The way in is removed."))
    return redirect("hosts:join_links", page.pk)


def _date_of(page: Any, occurrence_pk: int | None) -> Occurrence | None:
    """One of the page's own dates, so that nobody reaches another's by number."""
    if occurrence_pk is None:
        return None
    return get_object_or_404(Occurrence.objects.of_translation_key(page.translation_key), pk=occurrence_pk)


def _link_of(page: Any, occurrence: Occurrence | None) -> JoinLink | None:
    own = JoinLink.objects.of_page(page.translation_key)
    return own.filter(occurrence_uuid=occurrence.uuid if occurrence else None).first()
