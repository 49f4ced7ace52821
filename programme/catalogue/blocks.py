"""What the body of a programme page is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.blocks import text_blocks
from media.embeds import validate_video_address


class PictureBlock(blocks.StructBlock):
    """A picture with a decision on its alternative text (conventions A5)."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("One sentence for people who cannot see the picture."),
    )
    decorative = blocks.BooleanBlock(
        label=_("The picture is only decoration"),
        required=False,
        help_text=_("Tick this if the page says the same without the picture."),
    )
    caption = blocks.CharBlock(label=_("Text under the picture"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/picture.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation or not cleaned["picture"]:
            return cleaned
        if not cleaned["decorative"] and not cleaned["alt_text"].strip():
            raise StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(_("Say what the picture shows, or tick that it is only decoration."))
                }
            )
        return cleaned


class EmbeddedVideoBlock(blocks.StructBlock):
    """A video from elsewhere; it loads only after a click (conventions G2, A5)."""

    title = blocks.CharBlock(
        label=_("Name of the video"), max_length=120, help_text=_("Read aloud to people who cannot see the player.")
    )
    address = blocks.URLBlock(
        label=_("Address of the video"),
        validators=[validate_video_address],
        help_text=_("From YouTube, Vimeo or Facebook. Open the video there and copy its address."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "components/blocks/video.html"


class MaterialBlock(blocks.StructBlock):
    """One thing that is needed, and what does instead."""

    name = blocks.CharBlock(label=_("What is needed"), max_length=120, help_text=_("For example: 500 g of clay"))
    substitute = blocks.CharBlock(
        label=_("What does instead"),
        required=False,
        max_length=160,
        help_text=_("Something found at home. For example: salt dough of flour, salt and water"),
    )


class MaterialsBlock(blocks.StructBlock):
    """What is needed, with household substitutes."""

    materials = blocks.ListBlock(MaterialBlock(), label=_("Things"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("What you need")
        template = "components/blocks/materials.html"


class StepBlock(blocks.StructBlock):
    """One step of the instructions."""

    text = blocks.TextBlock(label=_("What to do"), max_length=600, rows=3)
    picture = ImageChooserBlock(label=_("Picture"), required=False)
    alt_text = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("Leave empty if the step says the same in words."),
    )


class StepsBlock(blocks.StructBlock):
    """Instructions in order."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "components/blocks/steps.html"


class FileBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("File"))
    label = blocks.CharBlock(
        label=_("What it is"), max_length=120, help_text=_("The words of the link. For example: Pattern for the mitten")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "components/blocks/file.html"


def programme_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of a programme page's body."""
    return [
        *text_blocks(),
        ("picture", PictureBlock()),
        ("video", EmbeddedVideoBlock()),
        ("materials", MaterialsBlock()),
        ("steps", StepsBlock()),
        ("file", FileBlock()),
    ]
