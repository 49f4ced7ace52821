"""Does a text give away the private way into a session (conventions G9), however it is written?"""

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from .models import JoinLink

# What people write between the digits of a number.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-–/]+(?=\d)")
_TAGS = re.compile(r"<[^>]*>")
# Shorter ones stand in every text.
_SHORTEST_NUMBER = 5
_SHORTEST_CODE = 4


def gives_away(text: str, links: Iterable[JoinLink]) -> bool:
    """Is one of *links* in *text*: its address with or without the query, its telephone number, or its code?

    *text* may be HTML. A code without a digit is not looked for: it may be any word ("savi"), and lets nobody in
    without the rest.
    """
    if not text:
        return False
    written = _comparable(text)
    # Formatting in the middle of an address hides it from who looks at the source, and not from who reads.
    texts = (written, _TAGS.sub("", written))
    return any(
        _has_address(each, link.url) or _has_number(each, link.phone) or _has_code(each, link.code)
        for link in links
        for each in texts
    )


def _comparable(text: str) -> str:
    return unquote(html.unescape(text)).casefold()


def _has_address(text: str, url: str) -> bool:
    if not url:
        return False
    parts = urlsplit(url)
    address = (parts.netloc.rpartition("@")[2] + parts.path).rstrip("/")
    if not parts.path.strip("/"):
        # The host alone is that of everybody's sessions there; the room is in the query.
        address = url.partition("://")[2].rstrip("/")
    # Not the beginning of another: room 123 is not room 1234.
    return re.search(rf"{re.escape(_comparable(address))}(?![\w-])", text) is not None


def _has_number(text: str, phone: str) -> bool:
    digits = "".join(character for character in phone if character.isdigit())
    # Without what differs between a number at home and the same from abroad.
    digits = digits.removeprefix("00").removeprefix("358").lstrip("0")
    return len(digits) >= _SHORTEST_NUMBER and digits in _BETWEEN_DIGITS.sub("", text)


def _has_code(text: str, code: str) -> bool:
    characters = [re.escape(character) for character in code.casefold() if character.isalnum()]
    if len(characters) < _SHORTEST_CODE or not any(character.isdigit() for character in code):
        return False
    return re.search(rf"(?<!\w){r'[\s\-–.]*'.join(characters)}(?!\w)", text) is not None
