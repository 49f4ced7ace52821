"""The language switch, and what search engines are told of a page in its languages (conventions L3)."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from programme.catalogue.models import WorkshopPage
from tests.conftest import publish
from tests.many_pages import clone

ROOT = "http://testserver"


@pytest.fixture
def finnish(partner: Any, make_workshop: Any) -> WorkshopPage:
    """A page that is public in Finnish only."""
    return publish(make_workshop(partner, "Savikettu"))


@pytest.fixture
def english(partner: Any, finnish: Any, make_workshop: Any) -> WorkshopPage:
    """Its English version, not yet public."""
    page = make_workshop(partner, "Clay fox", language="en")
    page.translation_key = finnish.translation_key
    page.save()
    page.save_revision()
    return page


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def head_of(client: Any, address: str) -> dict[str, str]:
    """What a page says of its languages in its head."""
    soup = WagtailTestUtils.get_soup(client.get(address).content.decode())
    return {link["hreflang"]: link["href"] for link in soup.head.find_all("link", rel="alternate")}


def switch_of(client: Any, address: str) -> dict[str, tuple[str | None, bool]]:
    """Where the switch leads in each language, and whether it says that this is another page."""
    soup = WagtailTestUtils.get_soup(client.get(address).content.decode())
    found: dict[str, tuple[str | None, bool]] = {}
    for item in soup.find("nav", class_="languages").find_all("li"):
        code = item.find(lang=True)["lang"]
        link = item.find("a")
        assert link is None or link["hreflang"] == code
        found[code] = (link["href"] if link else None, item.find("small") is not None)
    return found


def sitemap_of(client: Any) -> dict[str, dict[str, str]]:
    """The languages of each address of the sitemap."""
    cache.clear()
    text = client.get("/sitemap.xml").content.decode()
    pages = re.findall(r"<loc>(.*?)</loc>(.*?)</url>", text, re.DOTALL)
    assert len(pages) == text.count("<url>")
    return {
        address: dict(re.findall(r'<xhtml:link rel="alternate" hreflang="(.*?)" href="(.*?)"', rest))
        for address, rest in pages
    }


def test_a_page_in_one_language(finnish: Any, english: Any, client: Any) -> None:
    alone = {"fi": ROOT + finnish.url, "x-default": ROOT + finnish.url}
    assert head_of(client, finnish.url) == alone
    assert switch_of(client, finnish.url) == {"fi": (None, False), "en": ("/en/makers/saviverstas-hella/", True)}
    sitemap = sitemap_of(client)
    assert sitemap[ROOT + finnish.url] == alone
    assert ROOT + english.url not in sitemap
    # Of what both languages have, the English is there as well.
    front = {"fi": f"{ROOT}/fi/", "en": f"{ROOT}/en/", "x-default": f"{ROOT}/fi/"}
    assert sitemap[f"{ROOT}/en/"] == sitemap[f"{ROOT}/fi/"] == head_of(client, "/en/") == front


def test_a_page_in_english_only(partner: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner, "Clay fox", language="en"))
    alone = {"en": ROOT + page.url, "x-default": ROOT + page.url}
    assert head_of(client, page.url) == alone == sitemap_of(client)[ROOT + page.url]
    assert switch_of(client, page.url) == {"fi": ("/fi/tekijat/saviverstas-hella/", True), "en": (None, False)}


def test_a_page_in_both_languages(finnish: Any, english: Any, client: Any) -> None:
    english = publish(english)
    both = {"fi": ROOT + finnish.url, "en": ROOT + english.url, "x-default": ROOT + finnish.url}
    sitemap = sitemap_of(client)
    for page, other in ((finnish, english), (english, finnish)):
        assert head_of(client, page.url) == both == sitemap[ROOT + page.url]
        assert switch_of(client, page.url)[other.locale.language_code] == (other.url, False)


def test_a_translation_that_was_taken_down(finnish: Any, english: Any, client: Any) -> None:
    english = publish(english)
    english.unpublish()
    assert set(head_of(client, finnish.url)) == {"fi", "x-default"}
    assert switch_of(client, finnish.url)["en"] == ("/en/makers/saviverstas-hella/", True)
    assert ROOT + english.url not in sitemap_of(client)


def test_a_translation_that_not_everybody_may_read(finnish: Any, english: Any, client: Any, artist: Any) -> None:
    english = publish(english)
    restrict(english)
    assert set(head_of(client, finnish.url)) == {"fi", "x-default"}
    assert switch_of(client, finnish.url)["en"] == ("/en/makers/saviverstas-hella/", True)
    sitemap = sitemap_of(client)
    assert ROOT + english.url not in sitemap
    assert set(sitemap[ROOT + finnish.url]) == {"fi", "x-default"}
    # Who may read it meets no claim that search engines could.
    client.force_login(artist)
    assert head_of(client, english.url) == {}


def test_a_section_that_not_everybody_may_read(finnish: Any, english: Any, client: Any) -> None:
    english = publish(english)
    restrict(english.get_parent())
    assert switch_of(client, finnish.url)["en"] == ("/en/makers/", True)
    assert {address for address in sitemap_of(client) if "/en/makers/" in address} == {f"{ROOT}/en/makers/"}


def test_a_view_leads_to_itself(site: None, client: Any) -> None:
    address = "/fi/tili/login/?next=/admin/"
    assert switch_of(client, address)["en"] == ("/en/tili/login/?next=/admin/", False)
    assert head_of(client, address) == {}


def test_a_language_without_a_front_page_is_not_offered(site: None, client: Any, settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("sv", "svenska")]
    for address in ("/fi/", "/fi/olematon/"):
        assert set(switch_of(client, address)) == {"fi", "en"}


def test_the_sitemap_takes_as_many_queries_for_many_pages(finnish: Any, client: Any) -> None:
    def counted() -> int:
        cache.clear()
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml?again")
        return len(captured)

    few = counted()
    clone(finnish, 200)
    assert counted() == few
    assert len(sitemap_of(client)) > 200
