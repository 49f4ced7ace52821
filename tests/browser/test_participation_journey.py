"""A family takes part on a phone, with scripts and without: signs up, comes, says how it was, and is forgotten."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from home.content_version import raise_version
from programme.catalogue.models import Occurrence
from programme.participation.models import (
    Attendance,
    ConsentKind,
    Feedback,
    JoinLink,
    ParticipationSettings,
    Place,
    Signup,
)
from programme.participation.services import JoinDetails, confirming_token_of, set_join_link, token_of
from tests.browser.conftest import Complaints
from tests.browser.journey import plain
from tests.browser.test_public_pages import TAGS, VIEWS, nu_errors
from tests.conftest import date_value, publish
from tests.programme.participation.sessions import dates_of, join

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SESSION = "https://meet.example.org/j/salainen-huone"
LONGER_THAN_A_MACHINE = 2_200


@pytest.fixture
def workshop(site: None, partner: Any, artist: Any, make_workshop: Callable[..., Any]) -> Any:
    """A workshop for children and grown-ups, with two dates and a way in."""
    page = make_workshop(
        partner,
        "Savikettu keittiön pöydällä",
        days=(),
        signup="each_date",
        mode="both",
        is_open_to_children=True,
        asks_age_band=True,
        needs="Savea, leivinpaperia ja vanha paita.",
        seen="Ei, jos pidät kameran kiinni.",
    )
    page.dates = [("date", date_value(3, capacity=8)), ("date", date_value(10, capacity=8))]
    page.save_revision()
    page = publish(page)
    set_join_link(page=page, details=JoinDetails(url=SESSION, phone="09 2525 0199", code="4711"), by=artist)
    return page


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def phone(request: Any, browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """A small telephone, which gets to the session as the network would let it."""
    context = browser.new_context(
        locale="fi-FI", viewport={"width": 320, "height": 640}, java_script_enabled=request.param
    )
    context.set_default_timeout(10_000)
    complaints.watch(context)
    context.route("https://meet.example.org/**", lambda route: route.fulfill(body="Tervetuloa!"))
    yield context.new_page()
    context.close()


def starts_in(page: Any, minutes: int) -> None:
    """Let the time pass until the first date starts in so many minutes."""
    date = dates_of(page)[0]
    start = timezone.now().replace(microsecond=0) + timedelta(minutes=minutes)
    Occurrence.objects.filter(pk=date.pk).update(start=start, end=start + timedelta(minutes=90))
    raise_version()


def text_of(page: Page) -> str:
    return plain(page.get_by_role("main").inner_text())


def test_a_family_takes_part(live_server: Any, workshop: Any, phone: Page, complaints: Complaints) -> None:
    phone.goto(f"{live_server.url}{workshop.url}")
    assert phone.context.cookies() == []
    phone.get_by_role("link", name=re.compile("^Osallistu")).first.click()
    phone.wait_for_timeout(LONGER_THAN_A_MACHINE)

    phone.get_by_label("Miksi sinua kutsutaan?").fill("Perhe Ääkkönen")
    phone.get_by_label("Montako teitä tulee?").fill("3")
    phone.get_by_label("Joku meistä on alle 13-vuotias").check()
    phone.get_by_label("Muistuta minua ennen alkua").check()
    phone.get_by_role("button", name="Osallistu").click()
    # Two things are missing, and what was written is still there.
    assert "Anna sähköpostiosoite tai puhelinnumero" in text_of(phone)
    assert "Alle 13-vuotiaalla pitää olla huoltaja" in text_of(phone)
    assert phone.get_by_label("Miksi sinua kutsutaan?").input_value() == "Perhe Ääkkönen"
    phone.get_by_label("Sähköpostiosoite", exact=True).fill("perhe@example.org")
    phone.get_by_label("Huoltajan puhelinnumero").fill("040 123 4567")
    phone.get_by_role("button", name="Osallistu").click()

    assert phone.get_by_role("heading", level=1).inner_text() == "Tervetuloa mukaan"
    own_page = phone.url
    assert Signup.objects.get().size == 3
    phone.get_by_label("Montako teitä tulee?").fill("2")
    phone.get_by_role("button", name="Muuta määrää").click()
    assert "Määrä on muutettu." in text_of(phone)
    assert Signup.objects.get().size == 2
    assert "Savea, leivinpaperia ja vanha paita." in text_of(phone)
    assert phone.get_by_role("button", name="Osallistu").count() == 0

    starts_in(workshop, 10)
    phone.goto(own_page)
    assert "salainen-huone" not in phone.content()
    with phone.expect_request("https://meet.example.org/**") as asked:
        phone.get_by_role("button", name="Osallistu", exact=True).click()
    phone.wait_for_url(SESSION)
    assert "referer" not in asked.value.all_headers()
    assert Place.objects.get().attendance == Attendance.CAME

    starts_in(workshop, -100)
    phone.goto(own_page)
    phone.get_by_role("link", name="Kerro, millaista oli").click()
    phone.get_by_text("Hyvä", exact=True).click()
    phone.get_by_text("Kyllä", exact=True).click()
    phone.get_by_role("button", name="Lähetä").click()
    assert "Kiitos, tästä on apua." in text_of(phone)
    assert list(Feedback.objects.values_list("how", "again")) == [("good", "yes")]

    phone.get_by_role("link", name="Poista kaikki tietoni").click()
    phone.get_by_role("button", name="Kyllä, poista kaikki").click()
    assert "Kaikki tietosi on poistettu" in text_of(phone)
    assert not Signup.objects.exists()
    answer = phone.goto(own_page)
    assert answer is not None
    assert answer.status == 410
    assert phone.context.cookies() == []
    assert complaints == []


class Looker:
    """Looks at pages narrow and wide, in light and dark, and notes what axe and the Nu validator complain of."""

    def __init__(self, browser: Browser, address: str, complaints: Complaints) -> None:
        self.address = address
        self.problems: list[str] = []
        self.sources: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        for width, scheme in VIEWS:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
            complaints.watch(context)
            self.pages[f"{width} {scheme}"] = context.new_page()

    def look(self, name: str, path: str, press: str = "") -> None:
        """Open *path*, press a button there if one is named, and look at what comes."""
        for view, page in self.pages.items():
            page.goto(f"{self.address}{path}")
            if press:
                with page.expect_navigation():
                    page.get_by_role("button", name=press, exact=True).click()
            else:
                # After a press, the source that was sent cannot be read any more.
                self.sources[name] = page.request.get(f"{self.address}{path}").text()
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            self.problems += [
                f"{name} at {view}: {violation['id']} {[node['html'][:90] for node in violation['nodes'][:2]]}"
                for violation in found.response["violations"]
            ]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                self.problems.append(f"{name} at {view}: scrolls sideways")
            if folder := os.environ.get("SCREENSHOTS"):
                page.screenshot(path=f"{folder}/{name} {view}.png", full_page=True)


def ask_for_confirmation() -> None:
    """From now on, an address is confirmed by the link in a mail alone; everybody here came by the form."""
    settings = ParticipationSettings.load()
    settings.confirm_addresses = True
    settings.save()
    for signup in Signup.objects.all():
        Signup.objects.filter(pk=signup.pk).update(form_key=uuid4())


def test_every_page_on_the_way(
    live_server: Any, workshop: Any, browser: Browser, complaints: Complaints, tmp_path: Path
) -> None:
    looker = Looker(browser, live_server.url, complaints)
    date, later = dates_of(workshop)
    signup = join(workshop, size=2, consents=frozenset(ConsentKind))
    others = {name: join(workshop, name.title(), date=1) for name in ("held", "waitlisted", "offered", "cancelled")}
    soon = timezone.now() + timedelta(hours=2)
    for status, other in others.items():
        until = soon if status in {"held", "offered"} else None
        Signup.objects.filter(pk=other.pk).update(status=status, expires_at=until, position=1)

    def own(one: Signup, rest: str = "") -> str:
        return f"/fi/osallistuminen/{token_of(one)}/{rest}"

    looker.look("workshop", workshop.url)
    looker.look("cards", "/fi/ohjelma/")
    looker.look("dates to choose from", f"/fi/ilmoittaudu/{workshop.pk}/")
    looker.look("form", f"/fi/ilmoittaudu/{date.uuid}/")
    looker.look("form with slips", f"/fi/ilmoittaudu/{workshop.pk}/", press="Osallistu")
    for status, other in others.items():
        looker.look(status, own(other))
    looker.look("nothing to sign up to", "/fi/ilmoittaudu/999999/")
    looker.look("confirm", f"/fi/osallistuminen/vahvista/{confirming_token_of(others['held'])}/")
    looker.look("confirmed", own(signup))
    looker.look("confirmed in English", f"/en/taking-part/{token_of(signup)}/")
    looker.look("delete", own(signup, "poista/"))
    looker.look("lost link", "/fi/osallistuminen/x/")
    starts_in(workshop, 10)
    looker.look("open door", own(signup))
    looker.look("by telephone", own(signup), press="Osallistu puhelimella")
    link = JoinLink.objects.filter(translation_key=workshop.translation_key)
    link.update(phone="", code="47 11 99")
    looker.look("with code", own(signup), press="Osallistu")
    ask_for_confirmation()
    looker.look("offered to an unconfirmed address", own(others["offered"]))
    looker.look("take by mail", f"/fi/osallistuminen/vahvista/{confirming_token_of(others['offered'])}/")
    starts_in(workshop, -100)
    looker.look("over", own(signup))
    looker.look("feedback", own(signup, f"palaute/{date.uuid}/"))
    looker.look("too late to sign up", f"/fi/ilmoittaudu/{date.uuid}/")
    assert later.start > timezone.now()
    assert looker.problems + complaints == []
    assert nu_errors(looker.sources, tmp_path / "html") == []
