"""What the dashboard says about participants."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from programme.partners.permissions import is_partner_person

from .access import dates_of
from .lists import next_date_of


class NextDatePanel(Component):
    """The next date of an artist: how many come, whether they can get in, whom to call."""

    name = "hosts-next-date"
    template_name = "participation/admin/next_date_panel.html"
    order = 60

    def __init__(self, line: Any) -> None:
        self.line = line

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"line": self.line}


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Add what there is something to say about."""
    user = request.user
    if is_partner_person(user):
        line = next_date_of(dates_of(user), timezone.now())
        if line is not None:
            panels.append(NextDatePanel(line))
