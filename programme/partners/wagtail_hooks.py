"""What the partners room adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .dashboard import arrange_help, arrange_menu, arrange_panels, arrange_summary
from .permissions import user_can_manage_partners

# Late, so that what others add is there to be arranged; the room of approval comes later still.
hooks.register("construct_main_menu", arrange_menu, order=90)
hooks.register("construct_help_menu", arrange_help, order=90)
hooks.register("construct_homepage_panels", arrange_panels, order=90)
hooks.register("construct_homepage_summary_items", arrange_summary, order=90)


class PartnersMenuItem(MenuItem):
    """Shown to those who look after partners."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_manage_partners(request.user)


@hooks.register("register_admin_urls")
def register_partner_urls() -> list[Any]:
    return [path("kumppanit/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_partners_menu_item() -> MenuItem:
    return PartnersMenuItem(_("Partners"), reverse("partners:list"), name="partners", icon_name="group", order=250)
