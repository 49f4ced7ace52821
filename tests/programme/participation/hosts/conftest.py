"""A workshop with people who come, wait, and cancelled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programme.catalogue.models import Occurrence
from programme.participation.models import Seats, Signup
from programme.participation.services import Details, sign_up
from tests.conftest import publish


def dates_of_page(page: Any) -> list[Occurrence]:
    return list(Occurrence.objects.of_translation_key(page.translation_key).order_by("start"))


@pytest.fixture
def workshop(partner: Any, make_workshop: Any) -> Any:
    """A public workshop of the artist's, with two coming dates to sign up to."""
    return publish(make_workshop(partner, "Savikettu", days=(7, 14), signup="each_date"))


@pytest.fixture
def first(workshop: Any) -> Occurrence:
    return dates_of_page(workshop)[0]


@pytest.fixture
def second(workshop: Any) -> Occurrence:
    return dates_of_page(workshop)[1]


@pytest.fixture
def come(workshop: Any, first: Occurrence) -> Callable[..., Signup]:
    """Sign somebody up to the first date."""

    def make(name: str = "Aino", **details: Any) -> Signup:
        values = {"email": f"{name.lower().replace(' ', '.')}@example.org", "language": "fi", **details}
        return sign_up(page=workshop, occurrences=[first], details=Details(name=name, **values))

    return make


def limit(occurrence: Occurrence, places: int) -> None:
    """Let there be so many places."""
    Occurrence.objects.filter(pk=occurrence.pk).update(capacity=places)
    Seats.objects.filter(pk=occurrence.pk).update(wanted=places, capacity=places)


def end(occurrence: Occurrence, **ago: int) -> None:
    """Let a date have ended so long ago."""
    over = timezone.now() - timedelta(**ago)
    Occurrence.objects.filter(pk=occurrence.pk).update(start=over - timedelta(hours=1), end=over)
