"""Addresses in plain ASCII letters (conventions L2)."""

from django.utils.text import slugify

# NFKD, which slugify uses, splits ä into a and dots but leaves these letters whole and then drops them.
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"đ": "d", "Đ": "D", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss"}
)


def ascii_slug(text: str) -> str:
    """Return *text* as a slug of ASCII letters, digits and hyphens; empty when nothing of it is left."""
    return slugify(text.translate(_LETTERS_WITHOUT_DECOMPOSITION))
