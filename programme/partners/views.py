"""The coordinator's views of partners and their people."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from home.accounts.decorators import only_if
from home.accounts.services import send_password_link

from .forms import InvitationForm, PartnerForm
from .models import Partner
from .permissions import user_can_manage_partners
from .services import remove_person

_for_coordinators = only_if(user_can_manage_partners)


@_for_coordinators
def partner_list(request: HttpRequest) -> HttpResponse:
    """All partners, and the form for a new one."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (partner := form.create(by=request.user)):
        messages.success(
            request, _("“%(name)s” is ready. Now invite the people who publish for it.") % {"name": partner}
        )
        return redirect("partners:detail", partner.pk)
    partners = Partner.objects.annotate(people=Count("group__user"))
    return render(request, "partners/admin/list.html", {"form": form, "partners": partners})


@_for_coordinators
def partner_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One partner: its sections, its people, and the form that invites one more."""
    partner = get_object_or_404(Partner, pk=pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (user := form.invite_to(partner)):
        messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": user.email})
        return redirect("partners:detail", partner.pk)
    context = {
        "partner": partner,
        "form": form,
        "members": partner.members,
        "sections": partner.sections.select_related("locale").order_by("locale_id"),
    }
    return render(request, "partners/admin/detail.html", context)


@_for_coordinators
def partner_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a partner's name in the city's lists."""
    partner = get_object_or_404(Partner, pk=pk)
    form = PartnerForm(request.POST or None, initial={"name": partner.name})
    if request.method == "POST" and form.is_valid() and form.rename(partner):
        messages.success(request, _("The name is changed."))
        return redirect("partners:detail", partner.pk)
    return render(request, "partners/admin/rename.html", {"partner": partner, "form": form})


@require_POST
@_for_coordinators
def person_new_link(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Mail a person a new link to set a password."""
    partner = get_object_or_404(Partner, pk=pk)
    user = get_object_or_404(partner.members, pk=user_pk)
    send_password_link(user=user)
    messages.success(request, _("A new link is on its way to %(address)s.") % {"address": user.email})
    return redirect("partners:detail", partner.pk)


@require_POST
@_for_coordinators
def person_remove(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """End a person's access at once."""
    partner = get_object_or_404(Partner, pk=pk)
    user = get_object_or_404(partner.members, pk=user_pk)
    remove_person(partner=partner, user=user)
    messages.success(request, _("%(person)s can no longer publish for this partner.") % {"person": user})
    return redirect("partners:detail", partner.pk)
