"""How a page in another language than its reader's is announced, in the reader's language.

A name of a language is inflected in Finnish, so there is a whole text for each. Swedish is there for later; a further
language goes by its own name until it has texts.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LABELS: dict[str, str | Promise] = {
    "fi": _("Page in Finnish"),
    "en": _("Page in English"),
    "sv": _("Page in Swedish"),
}
_SENTENCES: dict[str, str | Promise] = {
    "fi": _("The page about this is in Finnish."),
    "en": _("The page about this is in English."),
    "sv": _("The page about this is in Swedish."),
}
_ONLY: dict[str, str | Promise] = {
    "fi": _("This page is only in Finnish."),
    "en": _("This page is only in English."),
    "sv": _("This page is only in Swedish."),
}


@dataclass(frozen=True)
class Announcement:
    """What a card says of the language of its page: to the eye, and as a whole sentence to those who listen."""

    code: str
    label: str
    sentence: str


def announcement_of(language_code: str) -> Announcement:
    """Return what is said of a page in that language, in the active one."""
    name = dict(settings.LANGUAGES).get(language_code, language_code)
    return Announcement(language_code, str(_LABELS.get(language_code, name)), str(_SENTENCES.get(language_code, name)))


def only_in(language_code: str) -> str:
    """Return the sentence that a page is in that language alone, in the active one."""
    return str(_ONLY.get(language_code, dict(settings.LANGUAGES).get(language_code, language_code)))
