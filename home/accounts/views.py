"""Sign-in at one place, and the pages of the second factor that allauth has not."""

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from .rules import why_needs_second_factor
from .services import record_second_factor


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Stand in the place of Wagtail's own sign-in form, which would by-pass the second factor (row M12)."""
    if request.user.is_authenticated:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return redirect("wagtailadmin_home")
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"), reverse("account_login"))


@never_cache
@login_required
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Say why the admin is closed, and lead to what opens it."""
    reason = why_needs_second_factor(request.user)
    if not reason:
        return redirect("wagtailadmin_home")
    return render(request, "account/second_factor_needed.html", {"reason": reason})


class SetUpSecondFactorView(ActivateTOTPView):
    """Allauth's own, after which this session need not show the factor once more."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_second_factor(self.request)
        return response
