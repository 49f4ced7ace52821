"""Addresses in ASCII letters (conventions L2)."""

import pytest

from home.slugs import ascii_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Käsityöpaja", "kasityopaja"),
        ("Åland", "aland"),
        ("Sámi giella đŋŧ", "sami-giella-dnt"),
        ("!!!", ""),
        ("pitkä " * 40, ("pitka-" * 17)[:100]),
    ],
)
def test_ascii_slug(title: str, slug: str) -> None:
    assert ascii_slug(title) == slug
