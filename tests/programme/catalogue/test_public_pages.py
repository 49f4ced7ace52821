"""What a reader gets: the right pages, in a constant number of queries, without cookies."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.content_version import raise_version
from media.models import Picture
from media.renditions import make_renditions
from programme.catalogue.models import EventPage, ProgrammePage, VideoPage, WorkshopPage
from tests.conftest import publish
from tests.many_pages import clone, published
from tests.pictures import png

MOST_QUERIES = 12
# Of the first request after a change of the content: the shell, the filters' words and the route are read anew.
MOST_QUERIES_AFTER_A_CHANGE = 20


def queries_of(client: Any, address: str, *, after_a_change: bool = False) -> int:
    """The queries of a page that is not cached, with what is kept under the content version known, or out of date."""
    cache.clear()
    address += "&" if "?" in address else "?"
    client.get(f"{address}first=1")
    if after_a_change:
        raise_version()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"{address}counted=1")
    assert response.status_code == 200
    return len(captured)


@pytest.fixture
def one_of_each_kind(partner: Any, other_partner: Any) -> list[ProgrammePage]:
    """A workshop, a video and an event, at two partners."""
    picture = Picture.objects.create(title="Savikettu", file=png(size=(1280, 800)))
    make_renditions(picture)
    section, other_section = (each.sections.get(locale__language_code="fi") for each in (partner, other_partner))
    return [
        published(section, WorkshopPage, "Paja", days=(0, 8), main_image=picture),
        published(section, VideoPage, "Video", main_image=picture, video_address="https://vimeo.com/76979871"),
        published(other_section, EventPage, "Konsertti", days=(1, 9), main_image=picture, cost="Ei mitään."),
    ]


def test_queries_are_few_and_the_same_at_20_and_at_2000_pages(one_of_each_kind: list[Any], client: Any) -> None:
    addresses = ["/fi/", "/fi/ohjelma/", "/fi/tekijat/", "/fi/tekijat/saviverstas-hella/", "/fi/tekijat/lankapiiri/"]
    addresses += ["/fi/ohjelma/?q=yhdessä", "/fi/ohjelma/?when=past", *(page.url for page in one_of_each_kind)]

    def counted(total: int) -> dict[str, tuple[int, int]]:
        # All are listed, a full page of cards is shown, and the last of them is reached by its address.
        cache.clear()
        listing = client.get("/fi/ohjelma/").context
        assert (listing["total"], len(listing["cards"])) == (total, 20)
        last = client.get(f"/fi/ohjelma/?page={total // 20}").context["cards"][-1]
        assert client.get(last.url).status_code == 200
        assert client.get("/fi/ohjelma/?q=muovailla").context["total"] == total
        return {
            address: (queries_of(client, address), queries_of(client, address, after_a_change=True))
            for address in addresses
        }

    for page, count in zip(one_of_each_kind, (6, 6, 5), strict=True):
        clone(page, count)
    few = counted(20)
    for page in one_of_each_kind:
        clone(page, 660)
    assert counted(2000) == few
    assert {address: found for address, found in few.items() if found[0] > MOST_QUERIES} == {}
    assert {address: found for address, found in few.items() if found[1] > MOST_QUERIES_AFTER_A_CHANGE} == {}


def test_a_draft_is_nowhere(partner: Any, make_workshop: Any, client: Any) -> None:
    draft = make_workshop(partner, "Salainen savikettu")
    assert client.get("/fi/tekijat/saviverstas-hella/salainen-savikettu/").status_code == 404
    addresses = ("/fi/", "/fi/ohjelma/", "/fi/ohjelma/?q=savikettu", "/fi/tekijat/saviverstas-hella/", "/sitemap.xml")
    for address in addresses:
        assert "savikettu/" not in client.get(address).content.decode()
    page = publish(draft)
    for address in addresses:
        cache.clear()
        assert page.url in client.get(address).content.decode(), address


def test_the_next_request_after_a_publication_shows_it(partner: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner, "Vanha nimi"))
    assert "Vanha nimi" in client.get(page.url).content.decode()
    with CaptureQueriesContext(connection) as captured:
        client.get(page.url)
    assert len(captured) == 1
    page.title = "Uusi nimi"
    page.save_revision()
    assert "Vanha nimi" in client.get(page.url).content.decode()
    publish(page)
    assert "Uusi nimi" in client.get(page.url).content.decode()


@pytest.mark.parametrize("address", ["/fi/", "/en/", "/fi/ohjelma/?q=savi", "/fi/saavutettavuus/"])
def test_no_cookie_and_nothing_from_elsewhere(address: str, site: None, client: Any) -> None:
    response = client.get(address, headers={"accept-language": "sv"})
    assert response.status_code == 200
    assert not response.cookies
    assert 'src="http' not in response.content.decode()
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_the_first_address_leads_to_finnish(site: None, client: Any) -> None:
    response = client.get("/", headers={"accept-language": "en"})
    assert (response.status_code, response.headers["Location"]) == (302, "/fi/")


def test_missing_translation_leads_to_the_nearest_parent(partner: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner))
    assert 'href="/en/makers/saviverstas-hella/"' in client.get(page.url).content.decode()


@pytest.mark.parametrize("query", ["page=99999", "page=x", "kind=x", "theme=%00", "q=" + "a" * 400, "q=%22%27(*"])
def test_odd_filters_answer(query: str, site: None, client: Any) -> None:
    assert client.get(f"/fi/ohjelma/?{query}").status_code == 200
