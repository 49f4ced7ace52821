"""The organiser's screens on a telephone and a desk, by day and by night: axe, width, and names that are tapped."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, expect

from programme.catalogue.models import Occurrence
from programme.participation.models import (
    Announcement,
    Attendance,
    Feedback,
    How,
    Message,
    MessageState,
    Place,
    Seats,
)
from programme.participation.services import Details, announce, cancel, set_join_link, sign_up
from programme.participation.services.joining import JoinDetails
from tests.browser.conftest import Complaints
from tests.conftest import PASSWORD, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
NAMES = ["Aino ja Onni", "Bahar", "Eetu Kankaanpää-Hirvensalmelainen", "Helmi", "Ilmari", "Kerttu"]


@pytest.fixture
def first(partner: Any, artist: Any, make_workshop: Any) -> Occurrence:
    """A date with people of every kind."""
    page = publish(make_workshop(partner, "Savikettu keittiön pöydällä", days=(7, 14), signup="each_date"))
    first, second = Occurrence.objects.of_translation_key(page.translation_key).order_by("start")
    Seats.objects.filter(pk=first.pk).update(wanted=6, capacity=6)
    for number, name in enumerate(NAMES):
        contact = (
            {"phone": f"040 123 456{number}"} if number % 3 == 2 else {"email": f"osallistuja{number}@example.org"}
        )
        message = "Tulemme vähän myöhässä, bussi on perillä vasta viittä yli." if number % 2 else ""
        details = Details(name=name, language="fi", size=1 + number % 3, message=message, **contact)
        signup = sign_up(page=page, occurrences=[first], details=details)
    gone = sign_up(
        page=page, occurrences=[second], details=Details(name="Poissa", language="fi", email="p@example.org")
    )
    cancel(signup=gone, by="self")
    Message.objects.filter(signup__email="").update(state=MessageState.TO_CALL)
    set_join_link(page=page, details=JoinDetails(url="https://meet.example.org/" + "x" * 80, code="4711"), by=artist)
    set_join_link(page=page, details=JoinDetails(phone="09 2525 0111"), by=artist, occurrence=second)
    announce(occurrence=first, audience="confirmed", text="Ota esiliina mukaan.\n\nNähdään!", by=artist)
    for how in (How.GOOD, How.GOOD, How.BAD):
        Feedback.objects.create(
            translation_key=page.translation_key,
            occurrence_uuid=first.uuid,
            started_at=first.start,
            how=how,
            again="yes",
            words="Oli mukavaa, mutta ääni pätki.",
        )
    assert signup.position
    return first


def signed_in(browser: Browser, address: str, email: str, width: int, scheme: Any) -> BrowserContext:
    """A browser of that width in which somebody has signed in."""
    context = browser.new_context(locale="fi-FI", color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/admin/")
    page.get_by_role("textbox", name="Sähköposti").fill(email)
    page.get_by_label("Salasana").fill(PASSWORD)
    page.keyboard.press("Enter")
    # The form's own address names the page asked for after a question mark.
    page.wait_for_url(re.compile(r"^[^?]*/admin/"))
    page.close()
    return context


def artists_screens(first: Occurrence, page_pk: int) -> dict[str, str]:
    of_date = ("who_comes", "attendance", "paper_list", "export", "said", "add", "write")
    signup = Place.objects.filter(occurrence=first).order_by("pk")[0].signup_id
    return {
        "dashboard": "/admin/",
        **{name: reverse(f"hosts:{name}") for name in ("dates", "past_dates")},
        **{name: reverse(f"hosts:{name}", args=[first.pk]) for name in of_date},
        "cancel": reverse("hosts:cancel", args=[first.pk, signup]),
        **{name: reverse(f"hosts:{name}", args=[page_pk]) for name in ("dates_of_page", "join_links", "join_link")},
        "cancel_date": reverse("catalogue_cancel_date", args=[page_pk, first.pk]),
    }


def citys_screens() -> dict[str, str]:
    return {name: reverse(f"hosts:{name}") for name in ("dates", "look_up", "acts")}


def problems_of(context: BrowserContext, address: str, screens: dict[str, str], view: str, width: int) -> list[str]:
    """What axe finds in the main part of each screen, and which are wider than the window."""
    problems = []
    page = context.new_page()
    for name, path in screens.items():
        page.set_viewport_size({"width": width, "height": 800})
        response = page.goto(f"{address}{path}")
        assert response is not None
        assert (response.status, response.url) == (200, f"{address}{path}")
        found = Axe().run(page, context="main", options={"runOnly": {"type": "tag", "values": TAGS}})
        problems += [
            f"{name} {view}: {violation['id']} {[node['html'][:120] for node in violation['nodes'][:3]]}"
            for violation in found.response["violations"]
        ]
        if page.evaluate("document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth"):
            problems.append(f"{name} {view}: scrolls sideways")
        if folder := os.environ.get("SCREENSHOTS"):
            page.set_viewport_size({"width": width, "height": 2400})
            page.screenshot(path=Path(folder) / f"{name}-{view}.png", full_page=True)
    page.close()
    return problems


def test_every_screen(
    live_server: Any, first: Occurrence, artist: Any, coordinator: Any, browser: Browser, complaints: Complaints
) -> None:
    page_pk = Announcement.objects.get().partner.sections.get(locale__language_code="fi").get_children().get().pk
    problems: list[str] = []
    for width, scheme in VIEWS:
        for person, screens in ((artist, artists_screens(first, page_pk)), (coordinator, citys_screens())):
            context = signed_in(browser, live_server.url, person.email, width, scheme)
            complaints.watch(context)
            view = f"{'city-' if person == coordinator else ''}{width}-{scheme}"
            problems += problems_of(context, live_server.url, screens, view, width)
            context.close()
    assert problems + complaints == []


@pytest.mark.parametrize("has_script", [True, False])
def test_names_are_tapped(
    live_server: Any, first: Occurrence, artist: Any, browser: Browser, complaints: Complaints, has_script: bool
) -> None:
    context = signed_in(browser, live_server.url, artist.email, 360, "light")
    cookies = context.storage_state()
    context.close()
    context = browser.new_context(
        storage_state=cookies, java_script_enabled=has_script, locale="fi-FI", viewport={"width": 360, "height": 800}
    )
    complaints.watch(context)
    page = context.new_page()
    page.goto(f"{live_server.url}{reverse('hosts:attendance', args=[first.pk])}")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    for state in ("paikalla", "ei tullut", "ei merkitty", "paikalla"):
        page.get_by_role("button", name="Bahar").click()
        expect(page.get_by_role("button", name="Bahar")).to_contain_text(state)
    assert Place.objects.get(signup__name="Bahar").attendance == Attendance.CAME
    expect(page.locator("[data-here]")).to_have_text("2 ihmistä paikalla")
    assert (loads == []) == has_script
    context.close()
    assert complaints == []
