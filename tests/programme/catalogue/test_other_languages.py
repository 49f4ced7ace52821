"""A page that is live in one language only: listed for readers of the others, announced as what it is, never twice."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from home.dates import period_text, unbroken
from media.models import Picture
from media.renditions import make_renditions
from programme.catalogue.models import EventPage, Occurrence, ProgrammePage, WorkshopPage
from programme.partners.models import PartnerPage
from tests.conftest import publish
from tests.many_pages import clone, published
from tests.pictures import png
from tests.programme.catalogue.test_public_pages import MOST_QUERIES, queries_of

FINNISH = [
    "/fi/",
    "/fi/ohjelma/",
    "/fi/ohjelma/?kind=workshop",
    "/fi/ohjelma/?q=Hella",
    "/fi/tekijat/saviverstas-hella/",
]
ENGLISH = ["/en/", "/en/programme/", "/en/programme/?kind=workshop", "/en/programme/?q=Hella"]
ENGLISH += ["/en/makers/saviverstas-hella/"]
IN_ENGLISH = "/en/makers/saviverstas-hella/a-fox/"
IN_FINNISH = "/fi/tekijat/saviverstas-hella/kettu/"


def cards(client: Any, address: str) -> list[tuple[str, str]]:
    """The address of each card at *address*, and the language that its link, title and summary are said to be in."""
    found = []
    for card in re.findall(r"<article class=\"card.*?</article>", client.get(address).content.decode(), re.DOTALL):
        link, hreflang = re.search(r'<h\d[^>]*><a href="([^"]+)"(?: hreflang="(\w+)")?', card).groups()  # type: ignore[union-attr]  # every card has one
        title = re.search(r"<h\d(?: lang=\"(\w+)\")?>", card)
        summary = re.search(r"<p(?: lang=\"(\w+)\")?>Muovaillaan", card)
        assert title
        assert summary
        assert {title[1], summary[1]} == {hreflang}
        found.append((link, hreflang or ""))
    return found


def everywhere(client: Any, addresses: list[str]) -> set[tuple[tuple[str, str], ...]]:
    """What the lists at these addresses show; one element where they agree."""
    return {tuple(cards(client, address)) for address in addresses}


@pytest.fixture
def only_english(partner: Any, make_workshop: Any) -> Any:
    """A workshop that is live in English and has no Finnish version."""
    return publish(make_workshop(partner, "A fox", language="en", easy_summary="At Hella we make foxes."))


def finnish_version(partner: Any, make_workshop: Any, page: Any) -> Any:
    """The draft of its Finnish version."""
    return make_workshop(partner, "Kettu", translation_key=page.translation_key, easy_summary="Hella tekee kettuja.")


def test_each_step_shows_a_page_once_and_in_the_readers_language_if_it_can(
    partner: Any, make_workshop: Any, only_english: Any, client: Any
) -> None:
    # The cache of pages is on throughout: every step has to renew the lists of both languages.
    announced, own = {((IN_ENGLISH, "en"),)}, {((IN_ENGLISH, ""),)}
    assert (everywhere(client, FINNISH), everywhere(client, ENGLISH)) == (announced, own)

    finnish = finnish_version(partner, make_workshop, only_english)
    assert (everywhere(client, FINNISH), everywhere(client, ENGLISH)) == (announced, own)

    finnish = publish(finnish)
    assert everywhere(client, FINNISH) == {((IN_FINNISH, ""),)}
    assert everywhere(client, ENGLISH) == own

    finnish.unpublish()
    assert (everywhere(client, FINNISH), everywhere(client, ENGLISH)) == (announced, own)

    publish(finnish)
    only_english.unpublish()
    assert everywhere(client, FINNISH) == {((IN_FINNISH, ""),)}
    assert everywhere(client, ENGLISH) == {((IN_FINNISH, "fi"),)}

    WorkshopPage.objects.get(pk=finnish.pk).unpublish()
    assert (everywhere(client, FINNISH), everywhere(client, ENGLISH)) == ({()}, {()})


def test_a_restricted_version_counts_as_not_there(
    partner: Any, make_workshop: Any, only_english: Any, client: Any
) -> None:
    finnish = publish(finnish_version(partner, make_workshop, only_english))
    restriction = PageViewRestriction.objects.create(page=finnish, restriction_type=PageViewRestriction.LOGIN)
    assert everywhere(client, FINNISH) == {((IN_ENGLISH, "en"),)}
    assert "This page is only" not in client.get(IN_ENGLISH).content.decode()
    assert "Tämä sivu on vain englanniksi." in client.get(IN_ENGLISH).content.decode()
    restriction.delete()
    assert everywhere(client, FINNISH) == {((IN_FINNISH, ""),)}
    PageViewRestriction.objects.create(page=only_english, restriction_type=PageViewRestriction.LOGIN)
    assert everywhere(client, ENGLISH) == {((IN_FINNISH, "fi"),)}
    finnish.unpublish()
    assert everywhere(client, FINNISH) | everywhere(client, ENGLISH) == {()}


def test_an_announcement_is_in_the_readers_language(only_english: Any, client: Any) -> None:
    date = Occurrence.objects.get()
    with override("fi"):
        when = unbroken(period_text(date.start, date.end))
    assert "klo" in when
    for address in FINNISH:
        content = client.get(address).content.decode()
        assert '<p class="hidden">Tästä kertova sivu on englanniksi.</p>' in content
        assert '<span class="mark language" aria-hidden="true">Sivu englanniksi</span>' in content
        # The words of the card itself are the reader's.
        assert (f">{when}</time>" in content, "<li>Verkossa</li>" in content) == (True, True)
    for address in ENGLISH:
        assert "hreflang" not in client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_alternative_text_of_an_announced_page_says_its_language(site: None, partner: Any, client: Any) -> None:
    picture = Picture.objects.create(title="Fox", file=png(size=(1280, 800)))
    make_renditions(picture)
    section = partner.sections.get(locale__language_code="en")
    published(section, WorkshopPage, "A fox", days=(7,), main_image=picture)
    assert '<div lang="en"><picture>' in client.get("/fi/ohjelma/").content.decode()
    assert "<div><picture>" in client.get("/en/programme/").content.decode()


def test_counts_and_filters_hold_what_is_announced(
    partner: Any, make_workshop: Any, only_english: Any, client: Any
) -> None:
    publish(make_workshop(partner, "Ruukku"))
    theme = only_english.themes.get()
    for address, total in (("/fi/ohjelma/", 2), ("/en/programme/", 2), (f"/fi/ohjelma/?theme={theme.yso}", 2)):
        assert client.get(address).context["total"] == total
    # Themes that nothing but an announced page has can be chosen, in the reader's words.
    publish(finnish_version(partner, make_workshop, only_english))
    assert client.get("/fi/ohjelma/").context["total"] == 2
    WorkshopPage.objects.get(title="Ruukku").unpublish()
    WorkshopPage.objects.get(title="Kettu").unpublish()
    assert (theme.yso, theme.name_fi) in client.get("/fi/ohjelma/").context["filters"].fields["theme"].choices


@pytest.mark.parametrize(("query", "found"), [("foxes", True), ("hen", False), ("kettu", False)])
def test_search_finds_an_announced_page_by_its_own_words(
    query: str, found: bool, only_english: Any, make_workshop: Any, partner: Any, client: Any
) -> None:
    make_workshop(partner, "Hen and kettu", language="en")
    announced = [(IN_ENGLISH, "en")] if found else []
    assert cards(client, f"/fi/ohjelma/?q={query}") == announced
    # Its words are no longer looked up once it has stepped back behind the reader's own.
    publish(finnish_version(partner, make_workshop, only_english))
    assert cards(client, f"/fi/ohjelma/?q={query}") == ([(IN_FINNISH, "")] if query == "kettu" else [])


def test_the_partner_on_a_card_is_the_readers_if_its_section_is_public(only_english: Any, client: Any) -> None:
    finnish, english = (PartnerPage.objects.get(locale__language_code=code) for code in ("fi", "en"))

    def shown() -> tuple[str, str]:
        card = client.get("/fi/ohjelma/").context["cards"][0]
        return (card.section.title, card.section.url) if card.section else ("", "")

    assert shown() == (finnish.title, finnish.url)
    english.unpublish()
    assert shown() == (finnish.title, finnish.url)
    publish(english)
    restriction = PageViewRestriction.objects.create(page=finnish, restriction_type=PageViewRestriction.LOGIN)
    assert shown() == (english.title, english.url)
    restriction.delete()
    finnish.unpublish()
    assert shown() == (english.title, english.url)
    PartnerPage.objects.get(pk=english.pk).unpublish()
    assert shown() == ("", "")


def test_a_partners_page_lists_no_other_partners_pages(
    partner: Any, other_partner: Any, make_workshop: Any, only_english: Any, client: Any
) -> None:
    publish(make_workshop(other_partner, "Sukka", language="en"))
    assert cards(client, "/fi/tekijat/saviverstas-hella/") == [(IN_ENGLISH, "en")]
    assert cards(client, "/fi/tekijat/lankapiiri/") == [("/en/makers/lankapiiri/sukka/", "en")]


def test_a_third_language_is_shown_the_first_that_there_is(
    partner: Any, make_workshop: Any, only_english: Any, settings: Any
) -> None:
    settings.LANGUAGES = [("fi", "suomi"), ("en", "English"), ("sv", "svenska")]
    finnish = publish(finnish_version(partner, make_workshop, only_english))
    swedish = list(ProgrammePage.objects.for_readers_of("sv").values_list("pk", flat=True))
    assert swedish == [finnish.pk]
    finnish.unpublish()
    assert list(ProgrammePage.objects.for_readers_of("sv").values_list("pk", flat=True)) == [only_english.pk]
    # A tree in a language that the site has given up leads nowhere.
    settings.LANGUAGES = [("fi", "suomi"), ("sv", "svenska")]
    assert not ProgrammePage.objects.for_readers_of("sv").exists()


def test_queries_are_as_many_at_1_as_at_200_announced_pages(partner: Any, client: Any) -> None:
    picture = Picture.objects.create(title="Savikettu", file=png(size=(1280, 800)))
    make_renditions(picture)
    section = partner.sections.get(locale__language_code="en")
    page = published(section, EventPage, "Concert", days=(0, 1, 9), main_image=picture, cost="Nothing.")
    addresses = [*FINNISH[:2], "/fi/ohjelma/?q=Concert", FINNISH[-1], page.url]

    def counted(total: int) -> dict[str, int]:
        cache.clear()
        for address in ("/fi/ohjelma/", "/fi/ohjelma/?q=Concert"):
            listing = client.get(address).context
            assert listing["total"] == total
            assert {card.announcement.code for card in listing["cards"]} == {"en"}
        return {address: queries_of(client, address) for address in addresses}

    few = counted(1)
    clone(page, 199)
    assert counted(200) == few
    assert {address: count for address, count in few.items() if count > MOST_QUERIES} == {}


def test_a_page_in_one_language_says_so_in_the_other(
    partner: Any, make_workshop: Any, only_english: Any, client: Any
) -> None:
    notice = re.compile(r'<p class="notice in-other-language" lang="(\w+)">(.*?)</p>')

    def notices(address: str) -> list[tuple[str, str]]:
        return notice.findall(client.get(address).content.decode())

    in_finnish = 'Tämä sivu on vain englanniksi. <a href="/fi/ohjelma/" hreflang="fi">Katso ohjelma suomeksi</a>'
    in_english = 'This page is only in Finnish. <a href="/en/programme/" hreflang="en">See the programme in English</a>'
    assert notices(IN_ENGLISH) == [("fi", in_finnish)]
    finnish = publish(finnish_version(partner, make_workshop, only_english))
    assert notices(IN_ENGLISH) + notices(IN_FINNISH) == []
    only_english.unpublish()
    assert notices(IN_FINNISH) == [("en", in_english)]
    # The sections of a partner are there in both, until one is not.
    assert notices("/fi/tekijat/saviverstas-hella/") == []
    Page.objects.get(url_path__endswith="/makers/saviverstas-hella/").unpublish()
    assert notices("/fi/tekijat/saviverstas-hella/") == [("en", in_english)]
    assert finnish.live


def test_a_preview_says_nothing_of_other_languages(partner: Any, make_workshop: Any) -> None:
    draft = make_workshop(partner, "A fox", language="en")
    preview = draft.make_preview_request(preview_mode="").content.decode()
    assert "<h1>A fox</h1>" in preview
    assert "in-other-language" not in preview
