"""Adding a language is settings, a catalogue and content, and nothing else (conventions L4)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from cms.settings.environment import PROJECT_DIR

# Of the catalogue, as much as the walk looks at.
CATALOGUE = {
    "Programme": "Program",
    ("address of a page", "programme"): "program",
    ("title of a page", "Makers"): "Aktörer",
    ("address of a page", "makers"): "aktorer",
    ("format of a date", "D j F Y"): "D j F Y",
    ("format of a time", "H:i"): "H:i",
    "%(day)s, %(hours)s": "%(day)s kl. %(hours)s",
    "Today": "I dag",
    "What does it cost?": "Vad kostar det?",
    "Emergency number": "Nödnummer",
    "This page is not here": "Sidan finns inte",
    "Skip to the content": "Hoppa till innehållet",
    "Workshop": "Verkstad",
    "in a nutshell": "kort sagt",
}


def write_catalogue(folder: Path) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for source, translated in CATALOGUE.items():
        context, words = source if isinstance(source, tuple) else (None, source)
        catalogue.append(polib.POEntry(msgctxt=context, msgid=words, msgstr=translated))
    folder.mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What somebody meets on a site to which Swedish was added."""
    folder = tmp_path_factory.mktemp("swedish")
    write_catalogue(folder / "locale" / "sv" / "LC_MESSAGES")
    finished = subprocess.run(
        [sys.executable, "-m", "tests.cms.swedish.walk"],
        cwd=PROJECT_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.cms.swedish.settings",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-3000:]
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


@pytest.fixture
def soup(walked: Any) -> Any:
    def of(name: str, status: int = 200) -> Any:
        assert walked["pages"][name][0] == status
        return WagtailTestUtils.get_soup(walked["pages"][name][1])

    return of


def text_of(element: Any) -> str:
    return " ".join(element.get_text().replace("\u2060", "").split())


def test_the_other_languages_stay_as_they_were(walked: Any) -> None:
    # A front page, the listing, the makers and two statements, once.
    assert (walked["unchanged"], walked["made"], walked["made again"]) == (True, 5, 0)


def test_the_front_page(walked: Any, soup: Any) -> None:
    page = soup("front")
    assert page.html["lang"] == "sv"
    assert text_of(page.find(class_="skip-link")) == "Hoppa till innehållet"
    menu = {text_of(link): link["href"] for link in page.find("nav", class_="site-nav").find_all("a")}
    assert menu == {"Program": "/sv/program/", "Aktörer": "/sv/aktorer/"}
    assert "Nödnummer" in text_of(page.footer)
    languages = [text_of(item) for item in page.find("nav", class_="languages").find_all("li")]
    assert languages == ["suomi", "English", "svenska"]
    for name in ("front", "finnish front"):
        alternates = {link["hreflang"]: link["href"] for link in soup(name).find_all("link", rel="alternate")}
        root = "http://testserver"
        assert alternates == {
            "fi": f"{root}/fi/",
            "en": f"{root}/en/",
            "sv": f"{root}/sv/",
            "x-default": f"{root}/fi/",
        }


@pytest.mark.parametrize("name", ["programme", "search"])
def test_the_programme(name: str, walked: Any, soup: Any) -> None:
    card = soup(name).find("article", class_="card")
    assert text_of(card.h3) == "Räv av lera"
    # Days and months are Django's, how they are put together is the catalogue's.
    assert text_of(card.time) == "ons 17 oktober 2046 kl. 17:00–18:30"
    assert "S:t Michel" in text_of(card)
    assert text_of(card.find(class_="kind")) == "Verkstad"


def test_a_workshop(walked: Any, soup: Any) -> None:
    page = soup("workshop")
    assert walked["addresses"]["workshop"] == "/sv/aktorer/saviverstas-hella/rav-av-lera/"
    assert (page.html["lang"], text_of(page.h1)) == ("sv", "Räv av lera")
    assert text_of(page.find("dl", class_="answers").dt) == "Vad kostar det?"
    others = {
        item.a["hreflang"]: (item.a["href"], item.small is not None)
        for item in page.find("nav", class_="languages").find_all("li")
        if item.a
    }
    assert others == {
        "fi": ("/fi/tekijat/saviverstas-hella/", True),
        "en": ("/en/makers/saviverstas-hella/", True),
    }
    assert f"<loc>http://testserver{walked['addresses']['workshop']}</loc>" in walked["pages"]["sitemap"][1]


def test_what_is_not_there(soup: Any) -> None:
    page = soup("nothing", 404)
    assert (page.html["lang"], text_of(page.h1)) == ("sv", "Sidan finns inte")


def test_people_who_sign_in(soup: Any) -> None:
    page = soup("sign in")
    assert page.html["lang"] == "sv"
    assert "Lösenord" in text_of(page.main)
    for name in ("admin", "form"):
        assert soup(name).html["lang"] == "sv"
    assert "Kort sagt" in text_of(soup("form"))
