"""A way in is found however it is written, and nothing else is taken for one."""

import pytest

from programme.participation.models import JoinLink
from programme.participation.ways_in import gives_away


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        ("https://meet.example.org/j/1?pwd=x&y=2", "<p>https://<b>meet.example.org</b>/j/1</p>", True),
        ("https://meet.example.org/j/1?pwd=x", '<a href="https://meet.example.org/j/1?pwd=x">tästä</a>', True),
        ("https://meet.example.org/savi%20huone", "meet.example.org/savi huone", True),
        ("https://meet.example.org/j/1/", "Tule: meet.example.org/j/1.", True),
        ("https://meet.example.org/j/1", "https://meet.example.org/j/12", False),
        ("https://meet.example.org/j/1", "Olemme palvelussa meet.example.org.", False),
        ("https://meet.example.org/?room=savi", "Olemme palvelussa meet.example.org.", False),
        ("https://meet.example.org/?room=savi", "meet.example.org/?room=savi", True),
        ("https://meet.example.org/#savi", "<p>MEET.example.org/#Savi</p>", True),
    ],
)
def test_an_address(url: str, text: str, expected: bool) -> None:
    assert gives_away(text, [JoinLink(url=url)]) is expected


@pytest.mark.parametrize(
    ("phone", "code", "text", "expected"),
    [
        ("+358 9 2525 0199", "", "09 2525 0199", True),
        ("09 2525 0199", "", "+358925250199", True),
        ("09 2525 0199", "", "09 2525 0198", False),
        ("112", "", "Soita 112", False),
        ("09 2525 0199", "4711", "Torstaina 24.11. klo 17", False),
        ("09 2525 0199", "4711", "koodi 47 11", True),
        ("09 2525 0199", "4711", "numero 14711", False),
        ("09 2525 0199", "savi", "Teemme savesta. Savi tulee.", False),
        ("09 2525 0199", "Savi-22", "savi22", True),
        ("09 2525 0199", "22", "22 ihmistä", False),
    ],
)
def test_a_number_and_a_code(phone: str, code: str, text: str, expected: bool) -> None:
    assert gives_away(text, [JoinLink(phone=phone, code=code)]) is expected
