"""Every public page type in Chromium, with the demonstration's content: axe, the Nu validator, narrow and wide."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Browser
from wagtail.models import Page

from cms.demonstration.load import load
from programme.catalogue.models import WorkshopPage
from tests.browser.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Narrow and wide in light, and once in dark for the contrast.
VIEWS = ((320, "light"), (1280, "light"), (320, "dark"))
BESIDE_PAGES = [
    "/fi/ei-ole/",
    "/en/not-here/",
    "/fi/ohjelma/?q=ei-tallaista-ole",
    "/en/programme/?kind=video",
    "/fi/tili/login/",
    "/en/tili/password/reset/",
]


def one_of_each_kind() -> list[str]:
    """Return the address of a live page of every type in both languages, and of the form that reports it."""
    addresses: dict[tuple[int, int], str] = {}
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path")
    for page in pages:
        addresses.setdefault((page.content_type_id, page.locale_id), page.url)
    workshops = [page for page in pages if page.specific_class is WorkshopPage]
    reports = []
    for page in workshops[:1] + workshops[-1:]:
        with override(page.locale.language_code):
            reports.append(reverse("report_page", args=[page.pk]))
    return [*addresses.values(), *reports]


def nu_errors(pages: dict[str, str], folder: Path) -> list[dict[str, Any]]:
    """What the Nu validator calls an error in the given HTML, by address."""
    folder.mkdir()
    for number, html in enumerate(pages.values()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
    command = ["java", "-jar", os.environ["NU_VALIDATOR_JAR"], "--format", "json", "--errors-only", str(folder)]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages: list[dict[str, Any]] = json.loads(output)["messages"]
    return messages


def test_every_public_page_type(
    live_server: Any, site: None, browser: Browser, complaints: Complaints, tmp_path: Path
) -> None:
    load()
    addresses = one_of_each_kind() + BESIDE_PAGES
    # Front page, text, programme, list and section of partners, workshop, video, event: eight types in two languages.
    assert len(addresses) == 16 + 2 + len(BESIDE_PAGES)
    problems: list[str] = []
    sources: dict[str, str] = {}
    for width, scheme in VIEWS:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        complaints.watch(context)
        page = context.new_page()
        for address in addresses:
            response = page.goto(f"{live_server.url}{address}")
            assert response is not None
            sources[address] = response.text()
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            view = f"{address} at {width} {scheme}"
            problems += [
                f"{view}: {violation['id']} {[node['html'][:90] for node in violation['nodes'][:2]]}"
                for violation in found.response["violations"]
            ]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                problems.append(f"{view}: scrolls sideways")
        context.close()
    assert problems + complaints == []
    assert nu_errors(sources, tmp_path / "html") == []
