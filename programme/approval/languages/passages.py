"""The passages of a page: the pieces of text that are translated one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# The address is made from the title; who translates may write another, but need not.
NOT_READ = frozenset({"slug"})


@dataclass(frozen=True)
class Passage:
    """One piece of text. `path` is where it stands, as wagtail-localize names it: a field, then ids of blocks."""

    path: str
    text: str

    @property
    def said(self) -> tuple[str, str]:
        """The field, and what is said in it, wherever in the field that is."""
        return self.path.partition(".")[0], self.text


def passages_of(page: Page) -> list[Passage]:
    """Return the passages of *page*, which may be a version in memory, in the order of its fields."""
    return [
        Passage(segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path not in NOT_READ
    ]


def differing(before: Iterable[Passage], after: Iterable[Passage]) -> list[Passage]:
    """Return what *after* says that *before* did not, and then what it no longer says, without repeating a place.

    A text that only moved within its field, or into a block with another id, says the same.
    """
    old, new = list(before), list(after)
    said, says = {passage.said for passage in old}, {passage.said for passage in new}
    changed = [passage for passage in new if passage.said not in said]
    places = {passage.path for passage in changed}
    return changed + [passage for passage in old if passage.said not in says and passage.path not in places]


def label_of(page: Page, path: str) -> str:
    """Return in words where *path* stands on *page*, in the active language: the field, and the kind of block."""
    name, *ids = path.split(".")
    try:
        field: Any = page._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    label = str(capfirst(field.verbose_name))
    if isinstance(field, StreamField) and ids:
        block = next((child for child in getattr(page, name) if str(child.id) == ids[0]), None)
        if block is not None:
            return f"{label}: {block.block.label}"
    return label
