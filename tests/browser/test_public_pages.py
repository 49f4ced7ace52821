"""Every public page type in Chromium: axe, the Nu validator, narrow and wide."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Complaints
from tests.conftest import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)


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
    live_server: Any, partner: Any, make_workshop: Any, browser: Browser, complaints: Complaints, tmp_path: Path
) -> None:
    finnish = publish(make_workshop(partner, days=(-3, 2, 9)))
    english = publish(make_workshop(partner, "Clay fox", language="en"))
    addresses = ["/fi/", "/en/", "/fi/ohjelma/", "/en/programme/", "/fi/tekijat/", "/en/makers/"]
    addresses += ["/fi/tekijat/saviverstas-hella/", "/en/makers/saviverstas-hella/", finnish.url, english.url]
    addresses += ["/fi/saavutettavuus/", "/en/privacy/", "/fi/ei-ole/", "/en/not-here/", "/fi/tili/login/"]
    problems: list[str] = []
    sources: dict[str, str] = {}
    context = browser.new_context()
    complaints.watch(context)
    page = context.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            response = page.goto(f"{live_server.url}{address}")
            assert response is not None
            sources[address] = response.text()
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            problems += [
                f"{address} at {width}: {violation['id']} {[node['html'][:90] for node in violation['nodes'][:2]]}"
                for violation in found.response["violations"]
            ]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                problems.append(f"{address} at {width}: scrolls sideways")
    assert problems + complaints == []
    assert nu_errors(sources, tmp_path / "html") == []
