"""What a reader gets: the right pages, in a constant number of queries, without cookies."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import publish

MOST_QUERIES = 12


def queries_of(client: Any, address: str) -> int:
    """The queries of a page that is not cached, with the shell already known."""
    cache.clear()
    # What is kept under the content version (shell, filter words) is warm; the page itself is rendered anew.
    client.get(f"{address}?warm=1")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"{address}?nothing={captured.initial_queries}")
    assert response.status_code == 200
    return len(captured)


ADDRESSES = ["/fi/", "/fi/ohjelma/", "/fi/tekijat/", "/fi/tekijat/saviverstas-hella/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_queries_are_few_and_constant(address: str, partner: Any, make_workshop: Any, client: Any) -> None:
    publish(make_workshop(partner, "Ensimmäinen", days=(1, 8)))
    one = queries_of(client, address)
    for number in range(21):
        publish(make_workshop(partner, f"Paja numero {number}", days=(number + 1, number + 9)))
    many = queries_of(client, address)
    assert many == one
    assert many <= MOST_QUERIES


def test_queries_of_a_workshop(partner: Any, make_workshop: Any, client: Any) -> None:
    page = publish(make_workshop(partner, days=(1, 8)))
    assert queries_of(client, page.url) <= MOST_QUERIES


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
