"""Where a participant's own page is: the address behind the signed link."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from .models import Signup
from .services.links import token_of

# In Finnish osallistuminen/<str:token>/, below the language's own prefix.
OWN_PAGE = gettext_lazy("taking-part/<str:token>/")


def own_page_address(signup: Signup) -> str:
    """Return the whole address of the participant's own page, in their language; a key, so never log it."""
    with translation.override(signup.language):
        path = gettext("taking-part/<str:token>/").replace("<str:token>", token_of(signup))
    return f"{settings.BASE_URL}/{signup.language}/{path}"
