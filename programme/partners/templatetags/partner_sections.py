"""Tags that list partners."""

from django import template
from wagtail.models import Page

from media.renditions import CARD, prefetch_renditions
from programme.partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def sections_below(page: Page) -> list[PartnerPage]:
    """The live sections below a list of partners, in the order of the alphabet; two queries."""
    sections = list(PartnerPage.objects.live().public().child_of(page).select_related("main_image").order_by("title"))
    prefetch_renditions([section.main_image for section in sections], [CARD])
    return sections
