"""The sizes and formats in which pages show pictures; made before a page goes live, not while it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import Filter

from .models import Picture, Rendition


@dataclass(frozen=True)
class PictureSize:
    """A place on a page: the operation (with one set of braces for the widths), and the `sizes` attribute."""

    operation: str
    sizes: str

    @property
    def filters(self) -> list[Filter]:
        """One filter for each width and format; WebP first, JPEG for browsers that know no WebP (U2)."""
        return [Filter(spec=spec) for spec in Filter.expand_spec([self.operation, "format-{webp,jpeg}"])]


CARD = PictureSize("fill-{320x200,640x400}", "(min-width: 60rem) 20rem, (min-width: 36rem) 50vw, 100vw")
WIDE = PictureSize("fill-{640x400,1280x800}", "(min-width: 70rem) 70rem, 100vw")
BODY = PictureSize("width-{480,960}", "(min-width: 48rem) 44rem, 100vw")
ALL_SIZES = (CARD, WIDE, BODY)


def prefetch_renditions(images: Iterable[Picture | None], sizes: Sequence[PictureSize]) -> None:
    """Read the renditions of all *images* for *sizes* with one query."""
    present = [image for image in images if image is not None]
    if not present:
        return
    specs = [picture_filter.spec for size in sizes for picture_filter in size.filters]
    prefetch_related_objects(
        present,
        Prefetch("renditions", Rendition.objects.filter(filter_spec__in=specs), to_attr="prefetched_renditions"),
    )


def make_renditions(image: Picture) -> int:
    """Make every rendition of *image* that a page may show and that is missing; return how many there are now."""
    filters = {picture_filter.spec: picture_filter for size in ALL_SIZES for picture_filter in size.filters}
    return len(image.get_renditions(*filters.values()))
