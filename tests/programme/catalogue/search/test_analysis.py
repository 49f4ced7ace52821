import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from csv import DictReader
from pathlib import Path
from threading import Barrier

import pytest

from programme.catalogue.search import analysis, finnish
from programme.catalogue.search.analysis import ANALYSED, MOST_WORDS, analyser_name, base_forms, query_terms

DATA = Path(__file__).parent / "data"


def terms(text: str, language: str = "fi") -> set[str]:
    return set(base_forms(text, language).split())


def finds(query: str, text: str, language: str = "fi") -> bool:
    """Whether *query* finds *text*, without a database: every word by any of its alternatives."""
    words = query_terms(query)
    return bool(words) and all(terms(text, language).intersection(alternatives) for alternatives in words)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(DictReader(lines, delimiter="\t"))


def measure() -> tuple[float, float, float]:
    """Recall of inflections, recall with compounds, and precision over the Finnish set."""
    indexed = {row["id"]: terms(row["text"]) for row in rows("finnish_texts.tsv")}
    inflected = inflected_found = all_right = right = found_in_all = 0
    for row in rows("finnish_search.tsv"):
        matches = {key for key in row["matches"].split(",") if key}
        matches_by_compound = {key for key in row["matches_by_compound"].split(",") if key}
        words = query_terms(row["query"])
        found = {key for key, text in indexed.items() if all(text.intersection(alternatives) for alternatives in words)}
        inflected += len(matches)
        inflected_found += len(found & matches)
        all_right += len(matches | matches_by_compound)
        right += len(found & (matches | matches_by_compound))
        found_in_all += len(found)
    return inflected_found / inflected, right / all_right, right / found_in_all


@pytest.mark.parametrize(("name", "least"), [("voikko", (0.95, 0.85, 0.88)), ("simplemma", (0.80, 0.45, 0.95))])
def test_quality_on_the_finnish_set(
    name: str, least: tuple[float, float, float], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(name)
    measured = measure()
    assert all(figure >= bound for figure, bound in zip(measured, least, strict=True)), measured


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("lasten", "Elokuvia lapsille"),
        ("lapsille", "Lasten kuoro"),
        ("nuorille", "Nuorten ilta"),
        ("nuorten", "Nuoret laulavat"),
        ("nuoret", "Ohjelmaa nuorille"),
        ("käsitöitä", "Käsityö"),
        ("käsityö", "Tehdään käsitöitä"),
        ("savityöpajaan", "Savityöpaja"),
        ("savityöpaja", "Tervetuloa savityöpajaan"),
        ("SAVITYÖPAJA", "savityöpaja"),
        ("lasten ja nuorten", "Lapset, nuoret"),
        ("peli-ilta", "Peli-ilta nuorisotalolla"),
        ("EU", "EU:n rahoitus"),
        ("EU:n", "Rahoittajana EU"),
        ("kasitoita", "Tehdään käsitöitä"),
        ("kasityo", "Tehdään käsitöitä"),
    ],
)
def test_inflected_words_find_each_other(query: str, text: str, analyser: str) -> None:
    assert finds(query, text)


@pytest.mark.usefixtures("voikko")
@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("savi", "Tervetuloa savityöpajaan"),
        ("paja", "Tervetuloa savityöpajaan"),
        ("työpajat", "Tervetuloa savityöpajaan"),
        ("opettajat", "Kieltenopettajien koulutus"),
        ("kasitoita", "Käsityö"),
        ("savityopajaan", "Savityöpaja"),
        ("vaa'an", "Vaaka"),
        ("vuotiaille", "Yli 60-vuotias"),
        ("18-vuotiaille", "18-vuotiaat"),
    ],
)
def test_with_voikko_also(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.usefixtures("voikko")
def test_a_workshop_is_not_about_work() -> None:
    assert finds("työ", "Hoitajat kertovat työstään")
    assert not finds("työ", "Työpaja kirjastossa")


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("säde", "Säde", True),
        ("säde", "Sade", False),
        ("sade", "Säde", True),
        ("sade", "Sade", True),
        ("sääri", "Säären hoito", True),
        ("sääri", "Saaren luonto", False),
        ("hämeenlinna", "Hämeenlinna", True),
        ("hameenlinna", "Hämeenlinna", True),
        ("hämeenlinna", "Hameenlinna", False),
        ("Ångström", "Ångström", True),
        ("Ångström", "Ängström", False),
        ("angstrom", "Ångström", True),
        ("café", "Cafe", True),
        ("cafe", "Café", True),
        ("sa\u0308de", "Säde", True),
        ("sa\u0308de", "Sade", False),
    ],
)
def test_umlauts_count_where_they_were_typed(query: str, text: str, expected: bool, analyser: str) -> None:
    assert finds(query, text) is expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("workshop", "Pottery workshops"),
        ("workshops", "A pottery workshop"),
        ("child", "Children's films"),
        ("children", "A film for your child"),
        ("families", "Family day"),
        ("the children and the families", "Children, families"),
    ],
)
def test_english(query: str, text: str, analyser: str) -> None:
    assert finds(query, text, "en-gb")


@pytest.mark.usefixtures("analyser")
def test_a_text_in_another_language_is_found_by_its_own_words() -> None:
    assert terms("Barnens verkstäder", "sv") == {ANALYSED, "barnens", "verkstaqxder", "verkstader"}


@pytest.mark.usefixtures("analyser")
def test_terms_are_letters_and_digits_that_no_tokenizer_changes() -> None:
    indexed = base_forms("Lasten savityöpajassa klo 18:30, EU:n tuki – Ångströmin vaa'alla! 2.–3.4. café").split()
    asked = [term for word in query_terms("Öitä, vaa'an ja Ångströmin café 18:30") for term in word]
    assert [term for term in indexed + asked if not (term.isascii() and term.isalnum() and term == term.lower())] == []


@pytest.mark.usefixtures("voikko")
def test_an_index_entry_in_full() -> None:
    assert base_forms("Öiset savityöpajat") == (
        f"{ANALYSED} oqxiset oiset oqxinen oinen savityoqxpajat savityopajat savityoqxpaja savityopaja"
        " savi savityoqx savityo tyoqxpaja tyopaja paja"
    )


@pytest.mark.usefixtures("voikko")
def test_a_query_in_full() -> None:
    assert query_terms("Lasten kasityot, klo 18") == [
        ["lasten", "lapsi"],
        ["kasityot", "kaqxsityoqxt", "kaqxsityoqx"],
        ["klo"],
        ["18"],
    ]


@pytest.mark.usefixtures("analyser")
@pytest.mark.parametrize("nothing", ["", " ", "!?", '"', "- – —", "😀", "()*:^", "\0", "\ud800", "'"])
def test_a_text_without_words_has_no_base_forms_and_no_terms(nothing: str) -> None:
    assert base_forms(nothing) == ""
    assert query_terms(nothing) == []


@pytest.mark.usefixtures("analyser")
def test_fillers_count_only_among_themselves() -> None:
    assert query_terms("ja")[0][0] == "ja"
    assert len(query_terms("kahvi ja tee")) == 2


@pytest.mark.usefixtures("analyser")
def test_a_long_query_is_cut() -> None:
    assert len(query_terms(" ".join(f"{number}" for number in range(1000)))) == MOST_WORDS
    assert [len(alternatives[0]) for alternatives in query_terms("x" * 10_000)] == [64]
    assert max(len(alternatives) for alternatives in query_terms("o" * 100 + " aoaoaoao")) <= 12


@pytest.mark.usefixtures("analyser")
def test_a_word_longer_than_any_is_found_by_itself() -> None:
    assert finds("x" * 500, "x" * 500)


@pytest.mark.parametrize("name", ["voikko", "simplemma"])
def test_the_analyser_has_a_name(name: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(name)
    assert analyser_name() == name


class TestWithoutVoikko:
    """Voikko's module, library or dictionary is missing: one line in the log, and search goes on."""

    @pytest.fixture(autouse=True)
    def chosen_afresh(self) -> object:
        finnish.finnish.cache_clear()
        yield
        finnish.finnish.cache_clear()

    def test_module_missing(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        monkeypatch.setitem(sys.modules, "libvoikko", None)
        self.assert_simplemma(caplog)

    def test_library_missing(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        libvoikko = pytest.importorskip("libvoikko")

        def no_library(path: str | None = None) -> None:
            raise OSError("libvoikko.so.1: cannot open shared object file")

        monkeypatch.setattr(libvoikko.VoikkoLibrary, "open", no_library)
        self.assert_simplemma(caplog)

    def test_dictionary_missing(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        libvoikko = pytest.importorskip("libvoikko")

        def no_dictionary(language: str) -> None:
            raise libvoikko.VoikkoException("Specified dictionary variant was not found")

        monkeypatch.setattr(libvoikko, "Voikko", no_dictionary)
        self.assert_simplemma(caplog)

    def assert_simplemma(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, logger=finnish.__name__):
            assert [analysis.analyser_name() for _ in range(3)] == ["simplemma"] * 3
            assert finds("lasten", "Lapsille")
        assert [record.name for record in caplog.records] == [finnish.__name__]


def test_threads_do_not_disturb_each_other(analyser: str) -> None:
    texts = [row["text"] for row in rows("finnish_texts.tsv")]
    expected = [base_forms(text) for text in texts]
    start = Barrier(4)

    def analyse_all(offset: int) -> list[str]:
        start.wait()
        results: list[str] = []
        for _ in range(5):
            # Each thread begins elsewhere and forgets what another has found out, so that all of them really analyse.
            for remembered in (finnish.finnish().base_forms, finnish.finnish().parts):
                getattr(remembered, "cache_clear", lambda: None)()
            turned = texts[offset:] + texts[:offset]
            analysed = dict(zip(turned, map(base_forms, turned), strict=True))
            results = [analysed[text] for text in texts]
        return results

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyse_all, [0, 16, 32, 48])) == [expected] * 4


@pytest.mark.usefixtures("voikko")
def test_threads_may_come_and_go() -> None:
    expected = base_forms("Lasten savityöpajassa")

    def analyse_afresh(_: int) -> str:
        finnish.finnish().base_forms.cache_clear()  # type: ignore[attr-defined]
        return base_forms("Lasten savityöpajassa")

    for _ in range(25):
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(analyse_afresh, range(8))) == [expected] * 8
