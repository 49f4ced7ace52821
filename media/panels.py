"""Panels of the admin that belong to pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


def image_panels() -> MultiFieldPanel:
    """The panels of `media.pictures.MainImageMixin`."""
    return MultiFieldPanel(
        [FieldPanel("main_image"), FieldPanel("main_image_alt"), FieldPanel("main_image_decorative")],
        heading=_("Picture"),
    )
