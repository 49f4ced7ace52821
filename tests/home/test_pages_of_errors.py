"""What a reader sees when something is missing or broken: their language, and a way on."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.wagtail_tests import WagtailTestUtils


def links(soup: Any) -> list[str]:
    return [link["href"] for link in soup.find_all("a", href=True)]


@pytest.mark.parametrize(
    ("address", "language", "heading", "ways_on"),
    [
        ("/fi/olematon/", "fi", "Tätä sivua ei ole", ["/fi/", "/fi/ohjelma/", "/fi/tekijat/"]),
        ("/fi/tekijat/ei-ole/äö/", "fi", "Tätä sivua ei ole", ["/fi/", "/fi/ohjelma/", "/fi/tekijat/"]),
        ("/en/nowhere/", "en", "This page is not here", ["/en/", "/en/programme/", "/en/makers/"]),
        ("/olematon/", "fi", "Tätä sivua ei ole", ["/fi/", "/fi/ohjelma/", "/fi/tekijat/"]),
        ("/media/pictures/nothing.png", "fi", "Tätä sivua ei ole", ["/fi/", "/fi/ohjelma/", "/fi/tekijat/"]),
    ],
)
def test_a_page_that_is_not_there(
    address: str, language: str, heading: str, ways_on: list[str], site: None, client: Any
) -> None:
    answer = client.get(address)
    soup = WagtailTestUtils.get_soup(answer.content.decode())
    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == language
    assert soup.html["lang"] == language
    assert [title.get_text(strip=True) for title in soup.find_all("h1")] == [heading]
    assert links(soup.main.ul) == ways_on
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    # The switch leads to the front page of the other language, and every page offers help.
    assert {f"/{code}/" for code in ("fi", "en")} - {f"/{language}/"} <= set(links(soup))
    assert "tel:112" in links(soup)
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/fi/olematon/", "/en/nowhere/"])
def test_the_links_of_the_missing_page_work(address: str, site: None, client: Any) -> None:
    soup = WagtailTestUtils.get_soup(client.get(address).content.decode())
    # The admin asks who is there first.
    addresses = {link for link in links(soup) if link.startswith("/")} - {"/admin/"}
    assert {link: client.get(link).status_code for link in addresses} == dict.fromkeys(addresses, 200)


def test_a_missing_page_is_not_kept(site: None, client: Any) -> None:
    for _time in range(2):
        assert "ETag" not in client.get("/fi/olematon/").headers


@pytest.mark.parametrize("address", ["/fi/", "/en/programme/"])
def test_a_broken_site_still_speaks_both_languages(address: str) -> None:
    """Without the `db` fixture every query fails, as when the database is down."""
    answer = Client(raise_request_exception=False).get(address)
    soup = WagtailTestUtils.get_soup(answer.content.decode())
    assert answer.status_code == 500
    assert soup.html["lang"] == "fi"
    assert soup.h1.get_text() == "Jokin meni rikki"
    english = soup.find("div", {"lang": "en"})
    assert english.h2.get_text() == "Something broke"
    assert links(soup) == ["/fi/", "tel:112", "/en/", "tel:112"]
    assert english.a["href"] == "/en/"
