"""What the shell adds to Wagtail's admin, and to its rich text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .language_of_parts import FEATURE as LANGUAGE_OF_PART
from .links import PublicPageLinkHandler
from .models import HelpLine
from .rich_text import LanguageFeature, converter_rule


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


# After Wagtail's own, in whose place it comes.
@hooks.register("register_rich_text_features", order=100)
def link_to_public_pages_alone(features: Any) -> None:
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("register_rich_text_features")
def mark_language_of_parts(features: Any) -> None:
    features.register_editor_plugin("draftail", LANGUAGE_OF_PART, LanguageFeature())
    features.register_converter_rule("contentstate", LANGUAGE_OF_PART, converter_rule())


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    return [*icons, "icons/language-of-part.svg"]
