"""From an artist's first words to a reader's screen, and back: nobody sees what no editor approved."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browser.conftest import Complaints
from tests.browser.journey import Member, Visitor, choose_file, finnish_date, link_in, newest_mail, plain
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TITLE = "Savikettu keittiön pöydällä"
NEW_TITLE = "Savikettu ikkunalaudalla"
HOURS = "17.00–18.30"
ANSWERS = {
    "Mitä se maksaa?": "Ei mitään, savikin on ilmaista.",
    "Kuka voi tulla?": "Kaikki.",
    "Pitääkö osata jotain?": "Ei, aloitamme alusta.",
    "Mitä tarvitsen?": "Leivinpaperia ja keittiön pöydän.",
    "Miten osallistun?": "Avaa linkki viideltä. Voit tulla myöhässäkin.",
    "Näkyykö minusta mitään?": "Ei, jos pidät kameran kiinni.",
}
WISH = "Kirjoita vielä, kuka voi tulla."
SECTION = "/fi/tekijat/saviverstas-hella/"
PAGE = f"{SECTION}savikettu-keittion-poydalla/"
# The page itself comes first: it is what the very next request after an approval asks for.
PLACES = {
    "page": PAGE,
    "listing": "/fi/ohjelma/",
    "search": "/fi/ohjelma/?q=savikettu",
    "front page": "/fi/",
    "section": SECTION,
}
EVERYWHERE = set(PLACES)


def test_from_the_first_words_to_the_reader(
    live_server: Any, artist: Any, editor: Any, browser: Browser, complaints: Complaints, tmp_path: Path
) -> None:
    hella = Member(browser, live_server.url, complaints)
    city = Member(browser, live_server.url, complaints)
    reader = Visitor(browser, live_server.url, complaints)
    dates = [timezone.localdate() + timedelta(days=days) for days in (3, 10, 17)]
    dates_in_finnish = [finnish_date(day, HOURS) for day in dates]

    write_and_submit(hella, artist.email, dates, clay_fox(tmp_path))
    assert reader.open(PAGE).status == 404
    assert where_found(reader, TITLE) == set()
    assert not in_sitemap(reader)

    review = link_in(newest_mail(editor.email), "/admin/")
    city.open(review)
    city.sign_in(editor.email, PASSWORD)
    assert dates_in_preview(city) == " ".join(dates_in_finnish)
    city.open(review)
    send_back(city, WISH)
    assert reader.open(PAGE).status == 404

    sent_back = newest_mail(artist.email)
    assert f"Toimittaja on lukenut sivun ”{TITLE}” ja pyytää muutoksia." in sent_back.body
    assert WISH in sent_back.body
    address_of_form = link_in(sent_back, "/admin/")
    hella.open(address_of_form)
    hella.write("Kuka voi tulla?", "Kaikki yli 7-vuotiaat.")
    hella.submit()
    assert reader.open(PAGE).status == 404

    review = link_in(newest_mail(editor.email), "/admin/")
    city.open(address_of_form)
    assert changed_since_sent_back(city) == {"Kuka voi tulla?": "Kaikki. yli 7-vuotiaat."}
    city.open(review)
    approve(city)
    assert where_found(reader, TITLE) == EVERYWHERE
    assert in_sitemap(reader)
    assert f"{dates_in_finnish[0]} ja 2 ajankohtaa lisää" in reader.reads("/fi/ohjelma/")
    page_text = reader.reads(PAGE)
    assert " ".join(dates_in_finnish) in page_text
    assert "Kaikki yli 7-vuotiaat." in page_text
    assert reader.page.get_by_role("img", name="Ruskea savikettu keittiön pöydällä.").count() == 1
    assert PAGE in newest_mail(artist.email).body

    hella.open(address_of_form)
    hella.write("Otsikko", NEW_TITLE)
    hella.submit()
    assert where_found(reader, TITLE) == EVERYWHERE
    assert where_found(reader, NEW_TITLE) == set()

    city.open(link_in(newest_mail(editor.email), "/admin/"))
    assert side_by_side(city) == {"Otsikko": (TITLE, NEW_TITLE)}
    approve(city)
    assert where_found(reader, NEW_TITLE) == EVERYWHERE
    assert where_found(reader, TITLE) == set()
    assert complaints == []


def write_and_submit(hella: Member, email: str, dates: list[date], picture: Path) -> None:
    """Sign in, find one's own section, fill in a workshop's form, and send it for approval: all of it by keyboard."""
    hella.open("/admin/")
    hella.sign_in(email, PASSWORD)
    open_an_empty_form(hella)
    hella.write("Otsikko", TITLE)
    hella.write("Lyhyesti", "Muovaillaan yhdessä kettu savesta.")
    upload(hella, picture)
    hella.write("Mitä kuvassa on", "Ruskea savikettu keittiön pöydällä.")
    for number, day in enumerate(dates):
        add_date(hella, number, day)
    for question, answer in ANSWERS.items():
        hella.write(question, answer)
    hella.press(hella.page.get_by_role("checkbox", name="keramiikka"), "Space")
    hella.write("Kuka vastaa kysymyksiin", "Aino Virtanen")
    hella.write("Sähköpostiosoite", "aino@example.org")
    hella.submit()


def open_an_empty_form(hella: Member) -> None:
    """Take the button on the start page."""
    page = hella.page
    hella.press(page.get_by_role("main").get_by_role("link", name="Lisää työpaja").first)
    page.wait_for_url("**/add/catalogue/workshoppage/**")
    hella.skip_to_main()


def upload(hella: Member, picture: Path) -> None:
    """Add a new picture, with what the city has to know of its rights."""
    hella.press(hella.page.get_by_role("button", name="Valitse kuva"))
    chooser = hella.page.get_by_role("dialog")
    hella.press(chooser.get_by_role("tab", name="Haku"), "ArrowRight")
    hella.write("Otsikko", "Savikettu", within=chooser)
    choose_file(chooser.get_by_label("Tiedosto"), picture)
    hella.write("Tekijä", "Aino Virtanen", within=chooser)
    hella.press(chooser.get_by_role("checkbox", name="Saan julkaista tämän"), "Space")
    # Of the three answers, "Ketään ei voi tunnistaa".
    hella.press(chooser.get_by_role("combobox", name="Tunnistettavat ihmiset"), "ArrowDown")
    hella.press(chooser.get_by_role("button", name="Lisää uusi"))
    chooser.wait_for(state="hidden")


def add_date(hella: Member, number: int, day: date) -> None:
    """Add a date after the *number* dates that the form has."""
    dates = hella.page.locator("#dates-root")
    hella.press(dates.get_by_role("button", name="Lisää tähän").last)
    hella.tab_to(hella.page.get_by_role("combobox", name=re.compile("vaihtoeh")))
    hella.page.keyboard.type("Ajankohta")
    hella.page.keyboard.press("ArrowDown")
    hella.page.keyboard.press("Enter")
    block = dates.locator("section").nth(number)
    hella.write("Päivä", f"{day:%d.%m.%Y}", within=block)
    hella.write("Alkaa kello", "17:00", within=block)
    hella.write("Päättyy kello", "18:30", within=block)


def dates_in_preview(city: Member) -> str:
    """Look at the page as a reader would, and return its dates as they are printed."""
    address = city.page.get_by_role("link", name="Katso niin kuin lukija").get_attribute("href")
    assert address is not None
    city.open(address)
    city.page.get_by_role("heading", level=1, name=TITLE).wait_for()
    return plain(city.page.locator("ul.dates").inner_text())


def side_by_side(city: Member) -> dict[str, tuple[str, str]]:
    """Return, by field, what is public now and what would be after approval."""
    pairs = {}
    for row in city.page.locator(".approval-row", has=city.page.locator(".approval-pair")).all():
        before, after = (plain(side.inner_text()) for side in row.locator(".approval-text").all())
        pairs[plain(row.get_by_role("heading").inner_text())] = (before, after)
    return pairs


def send_back(city: Member, words: str) -> None:
    """Ask for changes to the submission that is open."""
    city.page.get_by_label("Mitä pitäisi muuttaa?").fill(words)
    with city.page.expect_navigation():
        city.page.get_by_role("button", name="Palauta saatesanoin").click()


def approve(city: Member) -> None:
    """Approve the submission that is open, having ticked what was checked."""
    for tick in city.page.locator("#decide").get_by_role("checkbox").all():
        tick.check()
    with city.page.expect_navigation():
        city.page.get_by_role("button", name="Hyväksy ja julkaise").click()


def changed_since_sent_back(city: Member) -> dict[str, str]:
    """Return, by field, old and new words as the comparison shows them in one line."""
    page = city.page
    page.get_by_role("link", name="Historia").click()
    page.get_by_role("heading", level=1, name="Historia").wait_for()
    rows = page.get_by_role("row").all()
    texts = [row.inner_text() for row in rows]
    wish = next(number for number, text in enumerate(texts) if WISH in text)
    read_then = next(number for number in range(wish, len(rows)) if "Luonnos tallennettu" in texts[number])
    rows[read_then].get_by_role("button", name="Toimet").click()
    page.get_by_role("link", name="Vertaa nykyiseen versioon").click()
    page.get_by_role("heading", level=1, name="Vertaa").wait_for()
    cells = [row.get_by_role("cell").all_inner_texts() for row in page.locator("main tbody tr").all()]
    return {field.strip(" :\n"): plain(words) for field, words in cells}


def where_found(reader: Visitor, title: str) -> set[str]:
    """Name the places at which *reader* sees *title*."""
    return {name for name, path in PLACES.items() if title in reader.reads(path)}


def in_sitemap(reader: Visitor) -> bool:
    # Chromium's own view of XML breaks the policy with a style of its own, so it is fetched and not shown.
    return f"{PAGE}</loc>" in reader.page.request.get(f"{reader.address}/sitemap.xml").text()


def clay_fox(folder: Path) -> Path:
    """Draw a picture that stands for a photograph."""
    image = Image.new("RGB", (1600, 1200), "burlywood")
    ImageDraw.Draw(image).ellipse((400, 300, 1200, 900), fill="sienna")
    image.save(folder / "kettu.jpg", quality=85)
    return folder / "kettu.jpg"
