"""Addresses that readers know keep leading to the page, in one step, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.conftest import publish

IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["fi", "en"])


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Callable[..., str]:
    """Give a page another address, approved, and return it."""

    def act(page: Any, slug: str) -> str:
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        page.save_revision()
        with django_capture_on_commit_callbacks(execute=True):
            address: str = publish(page).url
        return address

    return act


def steps_from(client: Any, address: str) -> list[str]:
    """The addresses that a reader is led through; the last one shows a page."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return [step for step, _status in answer.redirect_chain]


@IN_BOTH_LANGUAGES
def test_every_old_address_leads_to_the_page_in_one_step(
    language: str, partner: Any, make_workshop: Any, client: Any, rename: Any
) -> None:
    page = publish(make_workshop(partner, "Savikettu", language=language))
    addresses = [page.url, rename(page, "savikettu-uusi"), rename(page, "savikettu-uusin")]
    assert len(set(addresses)) == 3
    for old in addresses[:2]:
        assert steps_from(client, old) == [addresses[2]]
    assert steps_from(client, addresses[2]) == []


@IN_BOTH_LANGUAGES
def test_a_page_that_comes_back_to_an_old_address(
    language: str, partner: Any, make_workshop: Any, client: Any, rename: Any
) -> None:
    page = publish(make_workshop(partner, "Savikettu", language=language))
    first = page.url
    second = rename(page, "toinen")
    assert rename(page, page.slug) == first
    assert steps_from(client, first) == []
    assert steps_from(client, second) == [first]
    assert [redirect.old_path + "/" for redirect in Redirect.objects.all()] == [second]
    # Taken down, it is gone, and nobody is led round in a circle.
    type(page).objects.get(pk=page.pk).unpublish()
    for address in (first, second):
        assert client.get(address).status_code == 404


@IN_BOTH_LANGUAGES
def test_pages_below_a_section_that_moved(
    language: str, partner: Any, make_workshop: Any, client: Any, rename: Any
) -> None:
    page = publish(make_workshop(partner, "Savikettu", language=language))
    section = partner.sections.get(locale__language_code=language)
    sections = [section.url, rename(section, "hella"), rename(section, "hellan-paja")]
    old = [f"{address}savikettu/" for address in sections]
    last = rename(page, "kettu")
    assert last == f"{sections[2]}kettu/"
    for address in old:
        assert steps_from(client, address) == [last]
    for address in sections[:2]:
        assert steps_from(client, address) == [sections[2]]
    # And back again.
    assert rename(section, section.slug) == sections[0]
    assert steps_from(client, f"{sections[0]}kettu/") == []
    for address in (*old, last):
        assert steps_from(client, address) == [f"{sections[0]}kettu/"]
    assert not Redirect.objects.filter(old_path=f"{sections[0]}kettu").exists()


def test_the_other_language_stays_where_it_is(partner: Any, make_workshop: Any, client: Any, rename: Any) -> None:
    finnish = publish(make_workshop(partner, "Savikettu"))
    english = make_workshop(partner, "Clay fox", language="en")
    english.translation_key = finnish.translation_key
    english.save()
    english.save_revision()
    english = publish(english)
    rename(finnish, "kettu")
    assert steps_from(client, english.url) == []
    assert {redirect.old_path for redirect in Redirect.objects.all()} == {finnish.url.rstrip("/")}


def test_nobody_is_led_to_an_address_that_somebody_typed(
    partner: Any, make_workshop: Any, client: Any, rename: Any
) -> None:
    page = publish(make_workshop(partner, "Savikettu"))
    first = page.url
    rename(page, "toinen")
    assert client.get(first).status_code == 301
    page = type(page).objects.get(pk=page.pk)
    page.unpublish()
    page.slug = "mita-tahansa"
    page.save()
    page.save_revision()
    answer = client.get(first)
    assert (answer.status_code, "mita-tahansa" in str(answer.headers)) == (404, False)
    # Approved again, the old addresses lead to the page again.
    page = publish(page)
    assert steps_from(client, first) == [page.url]


def test_an_address_that_another_page_took_over(partner: Any, make_workshop: Any, client: Any, rename: Any) -> None:
    first = publish(make_workshop(partner, "Savikettu"))
    old = first.url
    rename(first, "kettu")
    second = publish(make_workshop(partner, "Savikettu"))
    assert second.url == old
    assert steps_from(client, old) == []
    last = rename(second, "toinen-kettu")
    assert steps_from(client, old) == [last]


def test_the_longest_title_can_be_renamed(partner: Any, make_workshop: Any, client: Any, rename: Any) -> None:
    """On PostgreSQL an address that is too long for a redirect would fail."""
    page = publish(make_workshop(partner, "Hyvin pitkä otsikko " * 12))
    assert len(page.slug) <= 100
    old = page.url
    assert steps_from(client, old) == []
    new = rename(page, "lyhyt")
    assert steps_from(client, old) == [new]
    assert Page.objects.get(pk=page.pk).slug == "lyhyt"
