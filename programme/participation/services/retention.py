"""Forgetting: signups go at most 30 days after their last date, counts stay (conventions G5)."""

from dataclasses import dataclass, field
from datetime import datetime

SMALLEST_NUMBER_SHOWN = 5


@dataclass(frozen=True)
class Retired:
    """What went, or would go: numbers, by kind."""

    numbers: dict[str, int] = field(default_factory=dict)


def retire(*, now: datetime | None = None, dry_run: bool = False) -> Retired:
    """Remove what has been kept long enough, after counting it."""
    raise NotImplementedError


def shown(number: int) -> str:
    """Return a count as a report prints it: small numbers could tell who it was."""
    raise NotImplementedError
