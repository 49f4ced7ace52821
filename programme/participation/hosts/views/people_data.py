"""The coordinator's side of data protection: what is kept of one contact, given out or removed; and the log of it."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from home.accounts.decorators import only_if

from ...models import DataAct
from ...rules import why_not_erase
from ...services import erase_contact, export_contact
from ...services.data import signups_of_contact
from ..forms import ContactForm

PAGE_SIZE = 50
EXPORT_NAME = "omat-tiedot"


def user_can_erase(user: Any) -> bool:
    """May *user* give out and remove what is kept of a contact?"""
    return not why_not_erase(user=user)


# The contact is sent in the body of a POST each time: an address with it would end up in logs (conventions G10).
@require_http_methods(["GET", "HEAD", "POST"])
@only_if(user_can_erase)
def look_up(request: HttpRequest) -> HttpResponse:
    """How many signups one contact has; then what to do with them."""
    form = ContactForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = len(signups_of_contact(form.cleaned_data["contact"]))
    return render(request, "participation/admin/look_up.html", {"form": form, "found": found})


@require_POST
@only_if(user_can_erase)
def export(request: HttpRequest) -> HttpResponse:
    """Give out what is kept, as JSON."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return redirect("hosts:look_up")
    kept = export_contact(contact=form.cleaned_data["contact"], by=request.user)
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{EXPORT_NAME}.json"'
    return response


@require_POST
@only_if(user_can_erase)
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once, then remove."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return redirect("hosts:look_up")
    contact = form.cleaned_data["contact"]
    if "sure" not in request.POST:
        found = len(signups_of_contact(contact))
        return render(request, "participation/admin/erase.html", {"form": form, "found": found})
    number = erase_contact(contact=contact, by=request.user)
    text = ngettext("One signup is removed.", "%(number)s signups are removed.", number)
    messages.success(request, text % {"number": number} if number else _("There was nothing to remove."))
    return redirect("hosts:look_up")


@require_safe
@only_if(user_can_erase)
def acts(request: HttpRequest) -> HttpResponse:
    """Who took out or removed data, and when; never whose."""
    rows = DataAct.objects.select_related("by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "participation/admin/acts.html", {"acts": page})
