"""What an artist does with a programme page beside editing it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .copies import copy_as_new_draft, why_not_copy
from .models import ProgrammePage


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
