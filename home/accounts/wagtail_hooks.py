"""What the accounts room adds to Wagtail's admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from .forms import LanguageForm, NothingToFillIn
from .rules import has_second_factor


@hooks.register("register_account_settings_panel")
class LanguagePanel(BaseSettingsPanel):
    """The language of the interface."""

    name = "language"
    title = _("Language")
    order = 150
    form_class = LanguageForm
    form_object = "user"


@hooks.register("register_account_settings_panel")
class SecondFactorPanel(BaseSettingsPanel):
    """The way to two-step sign-in, which has pages of its own."""

    name = "second_factor"
    title = _("Two-step sign-in")
    order = 160
    template_name = "account/admin/second_factor_panel.html"
    # Wagtail asks every panel for a form.
    form_class = NothingToFillIn

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "is_on": has_second_factor(self.user)}
