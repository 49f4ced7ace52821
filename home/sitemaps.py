"""The map of the site for search engines: what anybody may read, each page with its languages."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from media.restrictions import unrestricted

from .translations import Alternate, alternates


class PageSitemap(Sitemap):
    """Every public page of every language; one query, however many they are."""

    def items(self) -> Any:
        public = unrestricted(Page.objects.live().filter(depth__gt=1))
        return [page for page in public.select_related("locale").order_by("path") if page.url]

    def location(self, item: Page) -> str:
        return str(item.url)

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        # Django's own alternates are one object in several languages; here each language is a page of its own.
        by_key: dict[UUID, dict[str, str]] = defaultdict(dict)
        for item in self.paginator.object_list:
            by_key[item.translation_key][item.locale.language_code] = item.url
        urls: list[dict[str, Any]] = super()._urls(page, protocol, domain)  # type: ignore[misc]  # not in the stubs
        for url in urls:
            url["alternates"] = [
                _absolute(alternate, f"{protocol}://{domain}")
                for alternate in alternates(by_key[url["item"].translation_key])
            ]
        return urls


def _absolute(alternate: Alternate, root: str) -> dict[str, str]:
    return {"lang_code": alternate.hreflang, "location": root + alternate.url}
