"""What the shell adds to Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import HelpLine


class HelpLineViewSet(SnippetViewSet):
    """The help lines of the footer."""

    model = HelpLine
    icon = "help"
    menu_label = _("Help lines")
    menu_name = "help-lines"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["name", "phone", "hours", "checked_on"]


register_snippet(HelpLineViewSet)
