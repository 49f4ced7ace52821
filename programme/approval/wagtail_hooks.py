"""What approval adds to Wagtail's admin and hears from the rooms below."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from wagtail import hooks

from programme.partners.models import PartnerPage
from programme.partners.permissions import is_partner_person

from .checklist import open_points
from .notifications import tell_of_cancellation
from .publication import let_live

hooks.register("guard_publication", let_live)
hooks.register("after_cancel_occurrence", tell_of_cancellation)


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_one_may_see(pages: Any, request: Any) -> Any:
    """A partner links to public pages and to their own drafts, and learns of no others (row M14)."""
    if not is_partner_person(request.user):
        return pages
    own = Q()
    for section in PartnerPage.objects.filter(partner__group__user=request.user):
        own |= Q(path__startswith=section.path)
    return pages.filter(Q(live=True) | own)


@hooks.register("find_what_a_page_lacks")
def find_open_points(page: Any) -> Iterator[tuple[str, str]]:
    if getattr(page, "needs_approval", False):
        for point in open_points(page):
            yield point.field, f"{point.ask} {point.why}"
