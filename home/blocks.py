"""Blocks of running text that any page may use."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .language_of_parts import FEATURE as LANGUAGE_OF_PART

# No h1, no colours, no tables, and no embeds: a pasted address must not call another site (A7, C1).
RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link", LANGUAGE_OF_PART]


class HeadingBlock(blocks.CharBlock):
    """A heading between passages; always the level below the title."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Running text with links and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH_TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "components/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    quote = blocks.TextBlock(label=_("Quote"), max_length=500)
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "components/blocks/quote.html"


def text_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of a page of plain text."""
    return [("heading", HeadingBlock(max_length=120)), ("text", TextBlock()), ("quote", QuoteBlock())]
