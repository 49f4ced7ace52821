"""Addresses in plain ASCII letters (conventions L2)."""

from django.utils.text import slugify
from wagtail.models import Page

# NFKD, which slugify uses, splits ä into a and dots but leaves these letters whole and then drops them.
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"đ": "d", "Đ": "D", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss"}
)
# A redirect remembers addresses of 255 letters, those of the pages above included.
LONGEST_SLUG = 100


def ascii_slug(text: str) -> str:
    """Return *text* as a slug of ASCII letters, digits and hyphens; empty when nothing of it is left."""
    return slugify(text.translate(_LETTERS_WITHOUT_DECOMPOSITION))[:LONGEST_SLUG].rstrip("-")


def free_slug(slug: str, *, parent: Page, page: Page | None = None) -> str:
    """Return *slug*, or the first of *slug*-2, *slug*-3 … that no page below *parent* has, *page* aside."""
    free, number = slug, 2
    while not Page._slug_is_available(free, parent, page):
        free, number = f"{slug}-{number}", number + 1
    return free
