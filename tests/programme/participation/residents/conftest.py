"""People who fill in the form by hand, and take their time."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programme.participation.residents import forms


@pytest.fixture(autouse=True)
def _nobody_is_too_quick(monkeypatch: Any) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))


@pytest.fixture
def set_clock(monkeypatch: Any) -> Callable[[datetime], None]:
    """Make it another moment, for everything that asks Django."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


@pytest.fixture
def fill_in(client: Any) -> Callable[..., Any]:
    """Open the form at an address, and send it with what is usual and what is given."""

    def fill(address: str, **values: str) -> Any:
        answer = client.get(address)
        stamp = re.search(r'name="stamp" value="([^"]+)"', answer.text)
        usual = {"name": "Aino", "email": "aino@example.org", "size": "1", "stamp": stamp[1] if stamp else ""}
        return client.post(address, {**usual, **values})

    return fill
