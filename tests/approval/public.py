"""What anyone sees: the whole public site as one value that two moments can be compared by."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.core.cache import cache
from django.test import Client
from wagtail.models import Page

from media.models import Attachment, Picture, Recording

# Answers that differ from one request to the next without anything having changed.
_VARYING = re.compile(rb"csrfmiddlewaretoken[^>]*>")


def every_address() -> list[str]:
    """Return the addresses of every page, live or not, of every list, and of every stored file."""
    pages = [page.get_url_parts()[2] for page in Page.objects.filter(depth__gt=1).order_by("path")]
    lists = ["/fi/ohjelma/?q=savi", "/en/programme/?q=clay", "/fi/ohjelma/?when=past", "/sitemap.xml"]
    return [*dict.fromkeys(pages), *lists, *every_file()]


def every_file() -> list[str]:
    """Return the address of every uploaded file and of everything made of it."""
    files = []
    for picture in Picture.objects.prefetch_related("renditions").order_by("pk"):
        files += [picture.file.url, *(rendition.url for rendition in picture.renditions.all())]
    files += [attachment.file.url for attachment in Attachment.objects.order_by("pk")]
    for recording in Recording.objects.order_by("pk"):
        files += [file.url for file in (recording.file, recording.thumbnail) if file]
    return files


def what_anyone_sees(addresses: Iterable[str] | None = None) -> dict[str, str]:
    """Return what an anonymous visitor gets at each address that answers: a short hash of the body."""
    seen = {}
    client = Client()
    for address in every_address() if addresses is None else addresses:
        answer = client.get(address)
        if answer.status_code == 200:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen[address] = sha256(_VARYING.sub(b"", body)).hexdigest()[:16]
        elif answer.status_code not in {404, 405}:
            seen[address] = str(answer.status_code)
    return seen


def text_of_everything() -> str:
    """Return all public pages and lists as one text, rendered anew, for looking for words that must not be there."""
    cache.clear()
    client = Client()
    texts = []
    for address in every_address():
        if not address.startswith("/media/"):
            answer = client.get(address)
            if answer.status_code == 200:
                texts.append(answer.content.decode())
    return "\n".join(texts)
