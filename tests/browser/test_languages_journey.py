"""Two languages in a browser: English first, announced to Finnish readers; then Finnish; then both in one decision."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from programme.catalogue.models import Keyword, WorkshopPage
from tests.browser.conftest import Complaints
from tests.browser.journey import Member, Visitor, plain
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ENGLISH = "A clay fox on the kitchen table"
FINNISH = "Savikettu keittiön pöydällä"
NEW_ENGLISH = "A clay fox on the window sill"
NEW_FINNISH = "Savikettu ikkunalaudalla"
ENGLISH_PAGE = "/en/makers/saviverstas-hella/a-clay-fox-on-the-kitchen-table/"
FINNISH_PAGE = "/fi/tekijat/saviverstas-hella/savikettu-keittion-poydalla/"
LISTING = "/fi/ohjelma/"
LONGEST_WAIT = 15_000


def test_english_first_then_finnish_then_both(
    live_server: Any,
    partner: Any,
    artist: Any,
    editor: Any,
    make_workshop: Any,
    browser: Browser,
    complaints: Complaints,
) -> None:
    original = make_workshop(partner, ENGLISH, language="en")
    original.themes.set(Keyword.objects.filter(group="activity")[:1])
    original.save()
    original.save_revision(user=artist)
    hella = Member(browser, live_server.url, complaints)
    city = Member(browser, live_server.url, complaints)
    reader = Visitor(browser, live_server.url, complaints)
    hella.open(form_of(original))
    hella.sign_in(artist.email, PASSWORD)
    city.open("/admin/")
    city.sign_in(editor.email, PASSWORD)

    hella.open(form_of(original))
    hella.submit()
    assert reader.open(ENGLISH_PAGE).status == 404
    approve(city, "Hyväksy ja julkaise")
    assert ENGLISH in reader.reads(ENGLISH_PAGE)
    assert announced(reader) == [("en", ENGLISH)]

    hella.open(form_of(original))
    hella.page.get_by_role("button", name="Aloita tämä sivu kielellä: suomi").click()
    hella.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/$"))
    finnish = WorkshopPage.objects.get(locale__language_code="fi")
    translate(hella, {"title": FINNISH, "summary": "Muovaillaan yhdessä.", "*": "Suomeksi."}, leave_open=True)
    send(hella)
    assert finnish_words(finnish) >= {FINNISH, "Muovaillaan yhdessä.", "Suomeksi."}
    assert reader.open(FINNISH_PAGE).status == 404
    assert announced(reader) == [("en", ENGLISH)]
    approve(city, "Hyväksy ja julkaise")
    assert FINNISH in reader.reads(FINNISH_PAGE)
    assert announced(reader) == []
    assert FINNISH in reader.reads(LISTING)

    hella.open(form_of(original))
    hella.write("Otsikko", NEW_ENGLISH)
    hella.submit()
    assert language_panel(hella, form_of(finnish)).count() == 0
    approve(city, "Hyväksy ja julkaise")
    assert plain(language_panel(hella, form_of(finnish)).inner_text()) == "Muuttunut tämän jälkeen: Otsikko"
    assert reader.page.get_by_role("link", name=NEW_ENGLISH).count() == 0
    reader.open(FINNISH_PAGE)
    assert reader.page.get_by_role("main").get_by_role("link", name=NEW_ENGLISH).count() == 1

    hella.open(form_of(finnish))
    with hella.page.expect_navigation():
        hella.page.get_by_role("button", name="Tuo alkuperäisen muutokset").click()
    translate(hella, {"title": NEW_FINNISH})
    send(hella)
    hella.open(form_of(original))
    hella.write("Lyhyesti", "We shape a fox together.")
    hella.submit()
    city.open("/admin/hyvaksynnat/")
    city.page.locator(".approval-item h3 a").first.click()
    city.page.locator("#decide").wait_for()
    sides = plain(city.page.locator(".approval-row", has=city.page.locator(".approval-in-language")).first.inner_text())
    assert NEW_FINNISH.split()[-1] in plain(city.page.get_by_role("main").inner_text())
    assert "English" in sides
    assert "suomi" in sides
    decide_here(city, "Hyväksy kaikki kielet")
    assert NEW_FINNISH in reader.reads(FINNISH_PAGE)
    assert "We shape a fox together." in reader.reads(ENGLISH_PAGE)
    assert complaints == []


def form_of(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def announced(reader: Visitor) -> list[tuple[str, str]]:
    """Language and title of the cards in the Finnish listing that are in another language."""
    reader.open(LISTING)
    headings = reader.page.locator("article.card :is(h2, h3)[lang]").all()
    return [(heading.get_attribute("lang") or "", plain(heading.inner_text())) for heading in headings]


def translate(hella: Member, words: dict[str, str], *, leave_open: bool = False) -> None:
    """Write what is not translated yet, passage by passage; with *leave_open*, the last is not saved by its button."""
    page = hella.page
    page.locator(".js-translation-editor section:visible li.incomplete").first.wait_for()
    # The address is behind another tab, and follows from the title.
    passages = page.locator(".js-translation-editor section:visible section:visible li.incomplete")
    for left in range(passages.count(), 0, -1):
        passage = passages.first
        source = plain(passage.locator("p").first.inner_text())
        text = words.get("title" if "fox" in source else "summary" if "Muovaillaan" in source else "*", "Suomeksi.")
        passage.get_by_role("button", name="Käännä").click()
        area = page.locator(".js-translation-editor textarea")
        area.fill(text)
        if leave_open and left == 1:
            return
        save(area)


def save(area: Locator) -> None:
    area.locator("xpath=ancestor::li[1]").get_by_role("button", name="Tallenna").click()
    area.wait_for(state="detached", timeout=LONGEST_WAIT)


def send(hella: Member) -> None:
    """Press the button below the editor, which saves first what is still open."""
    foot = hella.page.locator(".approval-translation-foot")
    foot.get_by_role("button", name="Lähetä hyväksyttäväksi").click()
    foot.get_by_text("Odottaa hyväksyntää").wait_for(timeout=LONGEST_WAIT)


def finnish_words(page: WorkshopPage) -> set[str]:
    submitted = WorkshopPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return {submitted.title, submitted.summary, *(answer for _question, answer in submitted.answers)}


def language_panel(hella: Member, address: str) -> Locator:
    """What the panel of languages says of passages that have changed."""
    hella.open(address)
    hella.page.locator(".approval-languages").wait_for()
    return hella.page.locator(".approval-languages .approval-note")


def approve(city: Member, button: str) -> None:
    """Open the one submission that waits, and decide."""
    city.open("/admin/hyvaksynnat/")
    city.page.locator(".approval-item h3 a").click()
    decide_here(city, button)


def decide_here(city: Member, button: str) -> None:
    city.page.locator("#decide").wait_for()
    for tick in city.page.locator("#decide").get_by_role("checkbox").all():
        tick.check()
    with city.page.expect_navigation():
        city.page.get_by_role("button", name=button).click()
    # The fragment of the form stays in the address.
    city.page.wait_for_url(re.compile(r"/admin/hyvaksynnat/(#decide)?$"))
