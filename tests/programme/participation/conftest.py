"""What most tests of participation start from: a public workshop with dates that people sign up to."""

from collections.abc import Callable
from typing import Any

import pytest

from programme.catalogue.models import WorkshopPage
from programme.partners.models import Partner
from tests.conftest import date_value, publish


@pytest.fixture
def make_session(partner: Partner, make_workshop: Callable[..., WorkshopPage]) -> Callable[..., WorkshopPage]:
    """Publish a workshop with one date for each of *places*, a week from today and each a day later."""

    def make(*places: int | None, signup: str = "each_date", **values: Any) -> WorkshopPage:
        page = make_workshop(partner, signup=signup, days=(), **values)
        page.dates = [("date", date_value(7 + day, capacity=capacity)) for day, capacity in enumerate(places)]
        page.save_revision()
        return publish(page)

    return make
