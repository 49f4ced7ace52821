"""Tags that print a picture in the sizes and formats of `media.renditions`."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError

from media.models import Picture
from media.renditions import BODY, CARD, WIDE, PictureSize

register = template.Library()


@register.simple_tag
def card_picture(image: Picture, alt: str) -> SafeString:
    """A picture in a listing."""
    return _picture(image, alt, CARD, eager=False)


@register.simple_tag
def wide_picture(image: Picture, alt: str, *, eager: bool = False) -> SafeString:
    """A picture across the page; *eager* for the one at the top."""
    return _picture(image, alt, WIDE, eager=eager)


@register.simple_tag
def body_picture(image: Picture, alt: str) -> SafeString:
    """A picture between passages of text."""
    return _picture(image, alt, BODY, eager=False)


def _picture(image: Picture | None, alt: str, size: PictureSize, *, eager: bool) -> SafeString:
    if image is None:
        return SafeString("")
    try:
        renditions = image.get_renditions(*[picture_filter.spec for picture_filter in size.filters])
    except SourceImageIOError:
        # The file is gone or is no picture any more: the page goes on without it.
        return SafeString("")
    by_format: dict[str, list[tuple[str, int]]] = {"webp": [], "jpeg": []}
    fallback = None
    for spec, rendition in renditions.items():
        picture_format = "webp" if spec.endswith("format-webp") else "jpeg"
        by_format[picture_format].append((rendition.url, rendition.width))
        if picture_format == "jpeg" and (fallback is None or rendition.width > fallback.width):
            fallback = rendition
    if fallback is None:
        return SafeString("")
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}" {}></picture>',
        _srcset(by_format["webp"]),
        size.sizes,
        fallback.url,
        _srcset(by_format["jpeg"]),
        size.sizes,
        alt,
        fallback.width,
        fallback.height,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
    )


def _srcset(sources: list[tuple[str, int]]) -> SafeString:
    by_width = sorted(sources, key=lambda source: source[1])
    return format_html_join(", ", "{} {}w", ((url, str(width)) for url, width in by_width))
