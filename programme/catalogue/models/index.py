"""The programme's listing."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.models import BasePage


class ProgrammeIndexPage(BasePage):
    """Everything that is on offer, to filter and to search."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar = ["home.FrontPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "pages/programme_index_page.html"

    class Meta:
        verbose_name = _("programme listing")
        verbose_name_plural = _("programme listings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from programme.catalogue.listing import context_of

        return super().get_context(request, *args, **kwargs) | context_of(self, request)
