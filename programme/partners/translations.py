"""A section that is translated into a new language stays its partner's (row M9)."""

from typing import Any

from wagtail.signals import copy_for_translation_done

from .models import PartnerPage
from .permissions import grant_section


def follow_translations() -> None:
    """Connect to Wagtail's announcement of a translation; called once, when the app registry is ready."""
    copy_for_translation_done.connect(_grant_section, dispatch_uid="partners.grant_section")


def _grant_section(target_obj: Any, **_signal: Any) -> None:
    if isinstance(target_obj, PartnerPage):
        grant_section(target_obj.partner.group, target_obj)
