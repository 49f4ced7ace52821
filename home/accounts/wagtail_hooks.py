"""What the accounts room adds to Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from .forms import LanguageForm


@hooks.register("register_account_settings_panel")
class LanguagePanel(BaseSettingsPanel):
    """The language of the interface."""

    name = "language"
    title = _("Language")
    order = 150
    form_class = LanguageForm
    form_object = "user"
