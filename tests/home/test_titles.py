"""Titles in another language than the page carry its name wherever they are printed (conventions A2)."""

from typing import Any

import pytest
from django.core.cache import cache
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from home.models import FrontPage, SiteSettings, StandardPage
from home.titles import title_in_its_language
from programme.catalogue.models import WorkshopPage
from tests.conftest import publish

SONGS = "Visor vid stranden"
ROOMS = "Föreningen Linden"


def marked(client: Any, address: str, words: str) -> set[tuple[str | None, str | None]]:
    """The languages under which *words* stand in the body of a page, and the directions."""
    cache.clear()
    soup = WagtailTestUtils.get_soup(client.get(address).content.decode())
    texts = soup.body.find_all(string=lambda text: words in text)
    assert texts, address
    return {
        (text.find_parent(lang=True)["lang"], text.find_parent(lang=True).get("dir"))
        for text in texts
        if text.find_parent("div", attrs={"data-player": True}) is None
    }


@pytest.fixture
def songs(partner: Any, make_workshop: Any) -> WorkshopPage:
    """A workshop with a Swedish title, in a section with another."""
    section = partner.sections.get(locale__language_code="fi")
    section.title, section.title_language = ROOMS, "sv"
    section.save_revision()
    publish(section)
    return publish(make_workshop(partner, SONGS, title_language="sv"))


def test_a_title_in_another_language(songs: Any, client: Any) -> None:
    for address in ("/fi/", "/fi/ohjelma/", "/fi/tekijat/saviverstas-hella/", songs.url):
        assert marked(client, address, SONGS) == {("sv", None)}, address
        assert marked(client, address, ROOMS) == {("sv", None)}, address
    assert marked(client, "/fi/tekijat/", ROOMS) == {("sv", None)}
    heading = WagtailTestUtils.get_soup(client.get(songs.url).content.decode()).h1
    assert (heading.span["lang"], heading.get_text()) == ("sv", SONGS)


def test_a_title_in_the_language_of_the_page(partner: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner, "Savikettu"))
    assert marked(client, page.url, "Savikettu") == {("fi", None)}
    assert WagtailTestUtils.get_soup(client.get(page.url).content.decode()).h1.span is None


def test_a_title_in_the_menu_and_the_footer(site: None, client: Any) -> None:
    front = FrontPage.objects.get(locale__language_code="fi")
    page = StandardPage(title="من نحن", title_language="ar", show_in_menus=True, locale=front.locale)
    front.add_child(instance=page)
    page.save_revision().publish()
    below = StandardPage(title="Mehr", title_language="de", locale=front.locale)
    page.add_child(instance=below)
    below.save_revision().publish()
    footer = SiteSettings.load()
    footer.privacy_notice = page
    footer.save()
    assert marked(client, "/fi/", "من نحن") == {("ar", "rtl")}
    # As a crumb, too.
    assert marked(client, below.url, "من نحن") == {("ar", "rtl")}
    # The notice has no translation, so readers of English are led to it as it is.
    assert marked(client, "/en/", "من نحن") == {("ar", "rtl")}


@pytest.mark.django_db
def test_a_title_is_escaped() -> None:
    page = WorkshopPage(title="<b>Moi", title_language="sv")
    assert title_in_its_language(page) == '<span lang="sv">&lt;b&gt;Moi</span>'
    page.title_language = 'sv"><script>'
    assert title_in_its_language(page) == "&lt;b&gt;Moi"
