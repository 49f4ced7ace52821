"""What the partners room adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .views import user_can_manage_partners


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
