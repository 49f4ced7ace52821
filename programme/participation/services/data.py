"""Export and erasure of a person's data, by the participant and by the coordinator; logged without the data."""

from typing import Any

from programme.catalogue.models import Occurrence

from ..models import Signup


def export_signup(*, signup: Signup) -> dict[str, Any]:
    """Return everything that is kept about the participant, ready for JSON; logged."""
    raise NotImplementedError


def erase_signup(*, signup: Signup) -> None:
    """Let a participant be forgotten at once: cancel, pass the places on, remove every row; logged."""
    raise NotImplementedError


def export_contact(*, contact: str, by: Any) -> list[dict[str, Any]]:
    """Return what is kept about an e-mail address or a telephone number. Raises Refused (rules.why_not_erase)."""
    raise NotImplementedError


def erase_contact(*, contact: str, by: Any) -> int:
    """Forget an e-mail address or a telephone number; return how many signups went. Raises Refused."""
    raise NotImplementedError


def export_participants(*, occurrence: Occurrence, by: Any) -> list[Signup]:
    """Return who comes to a date, for the artist's list; logged. Raises Refused (rules.why_not_see_participants)."""
    raise NotImplementedError
