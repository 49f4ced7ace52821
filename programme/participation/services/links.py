"""The signed link of a signup: the key to everything about it."""

from home.refusals import Refused

from ..models import Signup


class LinkRefused(Refused):
    """The link is not ours, was renewed, or its signup has been removed."""


def token_of(signup: Signup) -> str:
    """Return what stands in the address of the participant's own page; never log it."""
    raise NotImplementedError


def signup_of(token: str) -> Signup:
    """Return the signup whose link it is; raises LinkRefused."""
    raise NotImplementedError


def renew_link(*, signup: Signup) -> Signup:
    """Make every link that was sent before worthless; the confirmation, with the new one, is due again."""
    raise NotImplementedError
