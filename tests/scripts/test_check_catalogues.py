"""The check of catalogues says what is missing, so that `make check` fails."""

from pathlib import Path
from types import ModuleType
from typing import Any

import polib
import pytest

from cms.settings.environment import PROJECT_DIR


@pytest.fixture
def check(monkeypatch: Any) -> ModuleType:
    monkeypatch.syspath_prepend(str(PROJECT_DIR / "scripts"))
    import check_catalogues

    return check_catalogues


def catalogue(entries: str) -> polib.POFile:
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return polib.pofile(head + entries)


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ('msgid "Moi"\nmsgstr "Hei"\n', []),
        ('msgid "Moi"\nmsgstr ""\n', ["not translated: 'Moi'"]),
        ('#, fuzzy\nmsgid "Moi"\nmsgstr "Hei"\n', ["fuzzy: 'Moi'"]),
        (
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s päivä"\nmsgstr[1] ""\n',
            ["not translated: '%(n)s day'"],
        ),
        (
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s päivä"\n',
            ["not in all forms: '%(n)s day'"],
        ),
        ('msgid "%(n)s day"\nmsgstr "päivä"\n', ["lacks %(n): 'päivä', for '%(n)s day'"]),
    ],
)
def test_an_unfinished_translation(entries: str, problems: list[str], check: Any) -> None:
    assert list(check.problems_of_catalogue(catalogue(entries))) == problems


def test_a_string_that_is_in_no_catalogue(check: Any) -> None:
    template = catalogue('msgid "Something new"\nmsgstr ""\n')
    assert list(check.problems_of_sources(template, catalogue(""))) == ["not in the catalogue: 'Something new' ()"]


def test_what_upstream_says_in_english_only(check: Any, monkeypatch: Any) -> None:
    assert list(check.problems_of_upstream()) == []
    monkeypatch.setattr(check, "UPSTREAM_FOLDER", Path("nowhere"))
    missing = {problem.partition(":")[0] for problem in check.problems_of_upstream()}
    assert {"wagtail.admin", "wagtail_localize", "wagtailmedia"} <= missing
