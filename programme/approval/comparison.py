"""What changes between two versions of a page, in words and pictures, one pair for each field or part of the text.

Wagtail's own comparison prints one text with both versions in it. An editor who decides whether people may read
something wants to read it as they would, so the two are kept apart here, with what differs marked in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import StreamBlockComparison, diff_text
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from home.dates import day_text, period_text
from home.models import BOOKKEEPING_FIELDS
from media.models import Picture
from media.uses import files_of, get_files
from programme.catalogue.dates.moments import PlannedDate, planned_dates
from programme.catalogue.templatetags.programme import embedded_video

_THUMBNAIL = "max-480x360"
# Words keep their line ends; what stands beside them does not.
_WORDS = '<span class="approval-words">{}</span>'
_LINE_ENDS = ("p", "li", "h2", "h3", "h4", "br")


@dataclass(frozen=True)
class Row:
    """One field, or one part of the text, as it was and as it would be. An empty side says nothing there.

    `key` is the field's name, with the block's id for a part of a text: the same in all languages of a page.
    """

    key: str
    label: str
    before: SafeString
    after: SafeString
    has_changed: bool
    note: str = ""


@dataclass(frozen=True)
class FileRow:
    """One file that the versions use, with what is known of it; `is_new` and `is_gone` compare the two."""

    file: Any
    kind: str
    thumbnail: SafeString
    is_new: bool
    is_gone: bool

    @property
    def has_changed(self) -> bool:
        return self.is_new or self.is_gone


def compare(before: Page | None, after: Page, *, request: HttpRequest) -> list[Row]:
    """Return a row for everything in the page's form, in its order, and for whatever else differs.

    *before* is None for a page that nobody has seen: then everything that says something has changed.
    """
    shown: set[str] = set()
    rows: list[Row] = []
    for field in _fields_of_the_form(after, request):
        shown.add(field.name)
        rows += _rows_of(field, before, after)
    if before is not None:
        # A change is never out of sight because no form shows its field.
        hidden = shown | BOOKKEEPING_FIELDS
        rows += [
            row
            for field in after._meta.concrete_fields
            if field.name not in hidden
            for row in _rows_of(field, before, after)
            if row.has_changed
        ]
    return [row for row in rows if row.before or row.after or row.has_changed]


def compare_files(before: Page | None, after: Page) -> list[FileRow]:
    """Return every file that one of the versions refers to, also from rich text."""
    old = files_of(before) if before is not None else set()
    new = files_of(after)
    found = get_files(old | new)
    return [
        FileRow(
            file=found[key],
            kind=str(found[key]._meta.verbose_name),
            thumbnail=_thumbnail(found[key]),
            is_new=key not in old,
            is_gone=key not in new,
        )
        for key in sorted(old | new, key=lambda key: (key not in new, key))
        if key in found
    ]


def _fields_of_the_form(page: Page, request: HttpRequest) -> Iterator[Any]:
    form = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    for comparator in form.get_comparison():
        comparison = comparator(page, page)
        if comparison.is_field:
            yield comparison.field


def _rows_of(field: Any, before: Page | None, after: Page) -> list[Row]:
    if field.name == "dates":
        return [_row_of_dates(field, before, after)]
    if isinstance(field, StreamField):
        return _rows_of_blocks(field, before, after)
    old = _text(field, before) if before is not None else ""
    new = _text(field, after)
    changed = (before is None and bool(new)) or (
        before is not None and _prepared(field, before) != _prepared(field, after)
    )
    sides = [_marked(old, new, is_new=before is None, side=side) for side in ("before", "after")]
    for number, page in enumerate((before, after)):
        if page is not None:
            sides[number] += _shown_beside(field, page)
    return [Row(field.name, _label(field), sides[0], sides[1], changed)]


def _label(field: Any) -> str:
    return str(capfirst(getattr(field, "verbose_name", field.name)))


def _prepared(field: Any, page: Page) -> Any:
    value = field.value_from_object(page)
    return sorted(each.pk for each in value) if field.many_to_many else field.get_prep_value(value)


def _text(field: Any, page: Page) -> str:
    """A field's value as a person would write it."""
    value = field.value_from_object(page)
    if field.many_to_many:
        return ", ".join(str(each) for each in value)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else ""
    if isinstance(field, models.ForeignKey):
        related = field.related_model._default_manager.filter(pk=value).first()
        return _("(deleted)") if related is None else str(related)
    if isinstance(value, date):
        return day_text(value) if type(value) is date else str(localize(value))
    return str(value)


def _shown_beside(field: Any, page: Page) -> SafeString:
    """What words alone do not show: the picture itself, the player of the video."""
    value = field.value_from_object(page)
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Picture):
        return _thumbnail(Picture.objects.filter(pk=value).first())
    if field.name == "video_address" and value:
        return embedded_video(value, page.title)
    return SafeString("")


def _marked(before: str, after: str, *, is_new: bool, side: str) -> SafeString:
    """One side of a pair of texts, with what only this side says marked."""
    own = after if side == "after" else before
    if not own:
        return SafeString("")
    if is_new or before == after:
        return format_html(_WORDS, own)
    marked, tag = ("deletion", "del") if side == "before" else ("addition", "ins")
    words = (
        (format_html("<{0}>{1}</{0}>", SafeString(tag), text) if kind == marked else text,)
        for kind, text in diff_text(before, after).changes
        if kind in {marked, "equal"}
    )
    return format_html(_WORDS, format_html_join("", "{}", words))


def _row_of_dates(field: Any, before: Page | None, after: Page) -> Row:
    sides = [
        [(planned.block_id, _date_text(planned)) for planned in _in_order(field, page)] if page is not None else []
        for page in (before, after)
    ]
    changed = {text for _key, text in sides[0]} != {text for _key, text in sides[1]}
    marked = [
        format_html(
            '<ul class="approval-dates">{}</ul>',
            format_html_join(
                "",
                "<li>{}</li>",
                (
                    (
                        escape(text)
                        if before is None or text in {known for _key, known in other}
                        else format_html("<{0}>{1}</{0}>", tag, text),
                    )
                    for _key, text in lines
                ),
            ),
        )
        if lines
        else SafeString("")
        for lines, other, tag in ((sides[0], sides[1], SafeString("del")), (sides[1], sides[0], SafeString("ins")))
    ]
    return Row(field.name, _label(field), marked[0], marked[1], changed)


def _in_order(field: Any, page: Page) -> list[PlannedDate]:
    return sorted(planned_dates(field.value_from_object(page)), key=lambda planned: planned.start)


def _date_text(planned: PlannedDate) -> str:
    text = period_text(planned.start, planned.end)
    if planned.capacity:
        text = _("%(date)s, places: %(places)s") % {"date": text, "places": planned.capacity}
    return f"{text} ({planned.note})" if planned.note else text


def _rows_of_blocks(field: StreamField, before: Page | None, after: Page) -> list[Row]:
    stream = field.stream_block
    new = field.value_from_object(after)
    old = field.value_from_object(before) if before is not None else stream.empty_value()
    rows: list[Row] = []
    # Wagtail's pairs come in the order of the new text, with what is gone in between, and do not say which they are.
    ids = iter([child.id for child in new])
    for pair in StreamBlockComparison(stream, True, True, old, new).get_block_comparisons():
        texts = [
            _block_text(pair.block, value) if exists else ""
            for exists, value in ((pair.exists_a, pair.val_a), (pair.exists_b, pair.val_b))
        ]
        # The stored form: two equal lists of blocks do not compare as equal.
        changed = (
            pair.is_new()
            or pair.is_deleted()
            or pair.block.get_prep_value(pair.val_a) != pair.block.get_prep_value(pair.val_b)
        )
        sides = [_marked(*texts, is_new=before is None, side=side) for side in ("before", "after")]
        for number, (exists, value) in enumerate(((pair.exists_a, pair.val_a), (pair.exists_b, pair.val_b))):
            if exists:
                sides[number] += _shown_beside_block(pair.block, value)
        note = _("Only the look of the text has changed.") if changed and texts[0] == texts[1] else ""
        key = f"{field.name}.{next(ids) if pair.exists_b else f'gone-{len(rows)}'}"
        rows.append(Row(key, f"{_label(field)}: {pair.block.label}", sides[0], sides[1], changed, note))
    if [child.id for child in old] != [child.id for child in new] and {child.id for child in old} == {
        child.id for child in new
    }:
        moved = _("The parts are in another order.")
        rows.append(Row(f"{field.name}.order", _label(field), SafeString(""), escape(moved), True))
    return rows


def _block_text(block: blocks.Block, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(block, blocks.RichTextBlock):
        return _text_of_html(value.source)
    if isinstance(block, blocks.StructBlock):
        lines = [(child.label, _block_text(child, value.get(name))) for name, child in block.child_blocks.items()]
        return "\n".join(f"{label}: {text}" for label, text in lines if text)
    if isinstance(block, blocks.ListBlock):
        return "\n".join(
            f"{number}. {_block_text(block.child_block, child)}" for number, child in enumerate(value, start=1)
        )
    if isinstance(block, blocks.BooleanBlock):
        return _("Yes") if value else ""
    return str(value)


def _text_of_html(source: str) -> str:
    """The words of rich text, with where its links lead: a changed address is a change that a reader meets."""
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a"):
        link.append(f" [→ {link.get('href') or _('a page or file that is gone or not public')}]")
    for item in soup.find_all("li"):
        item.insert(0, "• ")
    for element in soup.find_all(_LINE_ENDS):
        element.append("\n")
    return str(soup.get_text()).strip()


def _shown_beside_block(block: blocks.Block, value: Any) -> SafeString:
    if value is None:
        return SafeString("")
    if isinstance(block, ImageChooserBlock):
        return _thumbnail(value)
    if isinstance(block, DocumentChooserBlock):
        return format_html('<p><a href="{}">{}</a></p>', value.url, value.filename)
    if isinstance(block, blocks.StructBlock):
        shown = SafeString("").join(
            _shown_beside_block(child, value.get(name)) for name, child in block.child_blocks.items()
        )
        return SafeString(shown) + (
            embedded_video(value["address"], value["title"])
            if {"address", "title"} <= set(block.child_blocks)
            else SafeString("")
        )
    if isinstance(block, blocks.ListBlock):
        return SafeString("".join(_shown_beside_block(block.child_block, child) for child in value))
    return SafeString("")


def _thumbnail(file: Any) -> SafeString:
    if not isinstance(file, Picture):
        return SafeString("")
    try:
        rendition = file.get_rendition(_THUMBNAIL)
    except (SourceImageIOError, OSError):
        return SafeString("")
    return format_html(
        '<img class="approval-thumbnail" src="{}" width="{}" height="{}" alt="" loading="lazy">',
        rendition.url,
        rendition.width,
        rendition.height,
    )
