"""The short ways of partner people through Wagtail's admin: to their own section, and to an empty form."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel

from .models import PartnerPage
from .permissions import is_partner_person, sections_of

# By the name of the model, because the room that has the models is above this one.
KINDS: list[tuple[str, str | Promise]] = [
    ("workshoppage", _("Add a workshop")),
    ("videopage", _("Add a video")),
    ("eventpage", _("Add an event")),
]
KIND_APP = "catalogue"
# Wagtail's tree begins at the root of all pages; its reports are refused, since they are about everyone.
_NOT_FOR_PARTNERS = {"explorer", "reports"}
# Both lead to Wagtail's own site, which is in English and about another look.
_HELP_ABOUT_WAGTAIL = ("whats-new", "editor-guide")


@dataclass(frozen=True)
class Start:
    """One section in one language, with the addresses of its empty forms by label."""

    section: PartnerPage
    language: str
    is_first: bool

    @property
    def address(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.section.pk])

    @property
    def additions(self) -> list[tuple[str | Promise, str]]:
        return [
            (label, reverse("wagtailadmin_pages:add", args=[KIND_APP, model, self.section.pk]))
            for model, label in KINDS
        ]


def starts_of(user: Any) -> list[Start]:
    """Return the sections that *user* publishes in; for each partner the user's own language comes first."""
    sections = list(sections_of(user).select_related("locale", "partner").order_by("pk"))
    # Who uses the admin in a language that the site does not speak starts in the site's first.
    codes = [section.locale.language_code for section in sections]
    own = user.language if user.language in codes else settings.LANGUAGE_CODE
    sections.sort(key=lambda section: (section.partner.name, section.locale.language_code != own))
    return [
        Start(
            section=section,
            language=section.locale.get_display_name(),
            is_first=number == 0 or sections[number - 1].partner_id != section.partner_id,
        )
        for number, section in enumerate(sections)
    ]


class StartPanel(Component):
    """What partner people come for: buttons to an empty form, and the way to what they have already."""

    name = "partner-start"
    template_name = "partners/admin/start_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"starts": starts_of(parent_context["request"].user)}


def arrange_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the start first for partner people, and leave out what their own list of pages says better."""
    if is_partner_person(request.user):
        panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel | LockedPagesPanel)]
        panels.append(StartPanel())


def arrange_menu(request: HttpRequest, items: list[Any]) -> None:
    """Give partner people their own section in the place of the whole tree."""
    if not is_partner_person(request.user):
        return
    items[:] = [item for item in items if item.name not in _NOT_FOR_PARTNERS]
    for number, start in enumerate(start for start in starts_of(request.user) if start.is_first):
        label = start.section.partner.name if number else _("My section")
        name = f"partner-section-{start.section.pk}"
        items.append(MenuItem(label, start.address, name=name, icon_name="user", order=10 * (number + 1)))
        if number == 0:
            for place, (title, address) in enumerate(start.additions):
                items.append(MenuItem(title, address, name=f"partner-add-{place}", icon_name="plus", order=60 + place))


def arrange_help(request: HttpRequest, items: list[Any]) -> None:
    """Leave partner people the help that is about what they see."""
    if is_partner_person(request.user):
        items[:] = [item for item in items if not item.name.startswith(_HELP_ABOUT_WAGTAIL)]


def arrange_summary(request: HttpRequest, items: list[Any]) -> None:
    """Count nothing for partner people: Wagtail would count everyone's pages."""
    if is_partner_person(request.user):
        items.clear()
