"""Where a participant's own pages are: the addresses behind the signed links. They are keys, so never log them."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .models import Signup
from .services import confirming_token_of, token_of


def own_page_address(signup: Signup) -> str:
    """Return the whole address of the participant's own page, in their language."""
    return _address(signup, "own_page", token_of(signup))


def confirming_address(signup: Signup) -> str:
    """Return the whole address at which the e-mail address is confirmed; it is for the mail to that address alone."""
    return _address(signup, "confirm_address", confirming_token_of(signup))


def _address(signup: Signup, name: str, token: str) -> str:
    with translation.override(signup.language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"
