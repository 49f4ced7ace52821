"""Languages that words can be in, other than that of the page around them (conventions A2, A7)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# The mark in rich text (home/rich_text.py).
FEATURE = "language-of-part"

# Those that people in and around Mikkeli write and speak most.
LANGUAGES: list[tuple[str, Any]] = [
    ("fi", _("Finnish")),
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("se", _("Northern Sámi")),
    ("smn", _("Inari Sámi")),
    ("sms", _("Skolt Sámi")),
    ("ru", _("Russian")),
    ("uk", _("Ukrainian")),
    ("et", _("Estonian")),
    ("ar", _("Arabic")),
    ("fa", _("Persian")),
    ("ckb", _("Kurdish (Sorani)")),
    ("so", _("Somali")),
    ("vi", _("Vietnamese")),
    ("th", _("Thai")),
    ("zh", _("Chinese")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("fr", _("French")),
]
CODES = frozenset(code for code, _name in LANGUAGES)
_FROM_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb"})


def attributes_of(code: str) -> dict[str, str]:
    """Return what marks an element as being in a language: `lang`, and `dir` where it is written from the right."""
    return {"lang": code, "dir": "rtl"} if code in _FROM_RIGHT_TO_LEFT else {"lang": code}
