"""Tags that list partners."""

from django import template
from wagtail.models import Page

from media.renditions import CARD, prefetch_renditions
from media.restrictions import unrestricted
from programme.partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def sections_below(page: Page) -> list[PartnerPage]:
    """The live sections below a list of partners, in the order of the alphabet; two queries."""
    live = PartnerPage.objects.live().child_of(page)
    sections = list(unrestricted(live).select_related("main_image").order_by("title"))
    prefetch_renditions([section.main_image for section in sections], [CARD])
    return sections
