from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Boost, Not, Or, Phrase, PlainText
from wagtail.search.utils import parse_query_string

from programme.catalogue.search import backend

type MakePage = Callable[..., Page]
type Pages = QuerySet[Page]

NASTY = [
    "",
    " ",
    '"',
    '""',
    '"kahvi',
    'kahvi"',
    '"kahvi ja tee"',
    "'",
    "'kahvi",
    "''",
    "*",
    "kahvi*",
    "(",
    ")",
    "(kahvi",
    "-",
    "-kahvi",
    "kahvi-tee",
    "^kahvi",
    "title:kahvi",
    "title : kahvi",
    "{title} : kahvi",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(kahvi tee, 2)",
    "kahvi AND",
    "NOT kahvi",
    "kahvi & tee | !maito",
    "kahvi <-> tee",
    "kahvi:*",
    "\\",
    "kahvi\\",
    "%",
    "%s %(name)s %%",
    "_",
    "...",
    "!?",
    "– —",
    "😀",
    "kahvi 😀",
    "\0",
    "ka\0hvi",
    "\ud800",
    "\n\t",
    "²½",
    "'; DROP TABLE wagtailcore_page; --",
    "x" * 10_000,
    "kahvi " * 10_000,
    " ".join(f"sana{number}" for number in range(2_000)),
    '"' * 5_000,
    "aoaoaoao" * 30,
    "قهوة",
    "кофе",
    "コーヒー",
]


@pytest.fixture(autouse=True)
def the_backend_of_the_settings(pages: Pages) -> None:
    assert type(get_search_backend()).__module__.startswith("programme.catalogue.search.")


def readable(value: object) -> str:
    """A test's id. A set is written in order: else each worker of pytest-xdist would know the test by another name."""
    return repr(sorted(value)) if isinstance(value, set) else repr(value)


def titles(results: object) -> set[str]:
    return {page.title for page in results}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("analyser")
class TestWords:
    @pytest.mark.parametrize(
        ("query", "title"),
        [
            ("lasten", "Elokuvia lapsille"),
            ("lapsille", "Lasten elokuvat"),
            ("nuorille", "Nuorten ilta"),
            ("nuorten", "Ohjelmaa nuorille"),
            ("käsitöitä", "Käsityö"),
            ("savityöpajaan", "Savityöpaja"),
            ("savityöpaja", "Ilmoittautuminen savityöpajaan"),
            ("kasitoita", "Tehdään käsitöitä"),
        ],
    )
    def test_inflections_find_each_other(self, query: str, title: str, pages: Pages, make_page: MakePage) -> None:
        make_page(title)
        make_page("Jotain aivan muuta")
        assert titles(pages.search(query)) == {title}
        assert titles(pages.search(query, order_by_relevance=False)) == {title}

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("säde", {"Säde"}),
            ("SÄDE", {"Säde"}),
            ("säteet", {"Säde"}),
            ("sade", {"Säde", "Sade"}),
            ("sateessa", {"Säde", "Sade"}),
            ("Säde sade", {"Säde"}),
        ],
    )
    def test_umlauts_count_where_they_were_typed(
        self, query: str, expected: set[str], pages: Pages, make_page: MakePage
    ) -> None:
        make_page("Säde")
        make_page("Sade")
        assert titles(pages.search(query)) == expected

    def test_every_word_counts(self, pages: Pages, make_page: MakePage) -> None:
        for title in ("Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille"):
            make_page(title)
        assert titles(pages.search("lasten kahvi")) == {"Kahvia lapsille"}
        assert titles(pages.search("lasten kahvi", operator="and")) == {"Kahvia lapsille"}

    def test_any_word_counts_where_the_caller_says_so(self, pages: Pages, make_page: MakePage) -> None:
        for title in ("Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille", "Mehua mummoille"):
            make_page(title)
        assert titles(pages.search("lasten kahvi", operator="or")) == {
            "Kahvia lapsille",
            "Kahvia aikuisille",
            "Teetä lapsille",
        }
        assert titles(pages.autocomplete("laps kah", operator="or")) == {
            "Kahvia lapsille",
            "Kahvia aikuisille",
            "Teetä lapsille",
        }

    def test_hyphens_separate_words(self, pages: Pages, make_page: MakePage) -> None:
        make_page("Peli-ilta")
        make_page("Pelit")
        assert titles(pages.search("peli-ilta")) == {"Peli-ilta"}
        assert titles(pages.search("ilta peli")) == {"Peli-ilta"}


@pytest.mark.usefixtures("voikko")
def test_parts_of_compounds(pages: Pages, make_page: MakePage) -> None:
    make_page("Savityöpajat")
    make_page("Savu")
    assert titles(pages.search("savi")) == {"Savityöpajat"}
    assert titles(pages.search("työpajassa")) == {"Savityöpajat"}


@pytest.mark.usefixtures("analyser")
class TestEntriesWithoutBaseForms:
    """Pictures, documents and pages of other rooms are found by the words that Wagtail indexed."""

    @pytest.mark.parametrize("query", ["Käsitöitä", "käsitöitä", "KÄSITÖITÄ", "café käsitöitä", "Vaa'an käsitöitä"])
    def test_the_very_word(self, query: str, pages: Pages, make_page: MakePage) -> None:
        make_page("Vaa'an ja café-pöydän käsitöitä", with_base_forms=False)
        assert titles(pages.search(query)) == {"Vaa'an ja café-pöydän käsitöitä"}

    def test_beside_entries_with_them(self, pages: Pages, make_page: MakePage) -> None:
        make_page("Säde ensin")
        make_page("Sade ensin")
        make_page("Säde toiseksi", with_base_forms=False)
        assert titles(pages.search("säde")) == {"Säde ensin", "Säde toiseksi"}

    def test_documents(self) -> None:
        document = get_document_model().objects.create(title="Käsityöohje", file="ohje.pdf")
        get_search_backend().add(document)
        documents = get_document_model().objects.all()
        assert list(documents.search("käsityöohje")) == [document]
        assert list(documents.search('"käsityöohje"')) == [document]
        assert list(documents.autocomplete('"käsi')) == [document]


@pytest.mark.usefixtures("voikko")
@pytest.mark.parametrize("query", NASTY, ids=lambda query: ascii(query[:20]))
class TestNastyQueries:
    @pytest.fixture(autouse=True)
    def something_to_find(self, make_page: MakePage) -> None:
        make_page("Kahvi ja tee")

    def test_search_answers(self, query: str, pages: Pages) -> None:
        for fields, operator, order_by_relevance in product([None, ["title"]], [None, "and", "or"], [True, False]):
            results = pages.search(query, fields=fields, operator=operator, order_by_relevance=order_by_relevance)
            assert results.count() == len(results)

    def test_autocomplete_answers(self, query: str, pages: Pages) -> None:
        for fields, order_by_relevance in product([None, ["title"]], [True, False]):
            results = pages.autocomplete(query, fields=fields, order_by_relevance=order_by_relevance)
            assert results.count() == len(results)

    def test_parsed_query_answers(self, query: str, pages: Pages) -> None:
        results = pages.search(parse_query_string(query)[1])
        assert results.count() == len(results)


@pytest.mark.usefixtures("analyser")
@pytest.mark.parametrize("query", ['"kahvi"', "kahvi*", "(kahvi", "kahvi)", "-kahvi", "kahvi:", "'kahvi'", "kahvi 😀!"])
def test_punctuation_does_not_hide_what_was_asked_for(query: str, pages: Pages, make_page: MakePage) -> None:
    make_page("Kahvia")
    make_page("Teetä")
    assert titles(pages.search("kahvi")) == {"Kahvia"}
    assert titles(pages.search(query)) == {"Kahvia"}
    assert titles(pages.autocomplete(query)) == {"Kahvia"}


@pytest.mark.usefixtures("analyser")
@pytest.mark.parametrize("query", [" ", '"', "*", "!?", "😀", "- –"])
def test_a_query_without_words_finds_nothing(query: str, pages: Pages, make_page: MakePage) -> None:
    make_page("Kahvia")
    for results in (pages.search(query), pages.search(query, order_by_relevance=False), pages.autocomplete(query)):
        assert list(results) == []
        assert results.count() == 0


@pytest.mark.usefixtures("analyser")
class TestAutocomplete:
    @pytest.mark.parametrize("query", ["sav", "Savi", "savityö", "savityöpaja lap", "paja", "lap sav"])
    def test_each_word_is_a_beginning(self, query: str, pages: Pages, make_page: MakePage) -> None:
        make_page("Savityöpaja lapsille")
        make_page("Savityöpaja")
        make_page("Lapsille")
        expected = {
            "sav": {"Savityöpaja lapsille", "Savityöpaja"},
            "lap sav": {"Savityöpaja lapsille"},
            "savityöpaja lap": {"Savityöpaja lapsille"},
            "paja": set(),
        }.get(query, {"Savityöpaja lapsille", "Savityöpaja"})
        assert titles(pages.autocomplete(query)) == expected
        assert titles(pages.autocomplete(query, fields=["title"])) == expected
        assert titles(pages.autocomplete(query, order_by_relevance=False)) == expected

    def test_base_forms_where_a_model_offers_them(self, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
        fields = [
            *Page.search_fields,
            index.SearchField("base_forms"),
            index.AutocompleteField("base_forms"),
        ]
        monkeypatch.setattr(Page, "search_fields", fields)
        root = Page.get_first_root_node()
        assert root is not None
        for title in ("Säde", "Sade"):
            page = root.add_child(instance=Page(title=title, slug=title.lower(), locale=Locale.get_default()))
            get_search_backend().add(page)
        assert titles(pages.autocomplete("säd")) == {"Säde"}
        assert titles(pages.autocomplete("sad")) == {"Säde", "Sade"}


@pytest.mark.usefixtures("analyser")
class TestFields:
    def test_title(self, pages: Pages, make_page: MakePage) -> None:
        make_page("Kahvi")
        make_page("Kahvia")
        # Titles are indexed as they are.
        assert titles(pages.search("kahvi", fields=["title"])) == {"Kahvi"}
        assert titles(pages.search("kahvia", fields=["title"])) == {"Kahvi", "Kahvia"}
        assert titles(pages.search("kahvia")) == {"Kahvi", "Kahvia"}

    @pytest.mark.parametrize("fields", [["base_forms"], ["title", "base_forms"]])
    def test_a_field_that_is_no_column(
        self, fields: list[str], pages: Pages, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_page("Kahvia")
        make_page("Teetä")
        monkeypatch.setattr(Page, "search_fields", [*Page.search_fields, index.SearchField("base_forms")])
        assert titles(pages.search("kahvi", fields=fields)) == {"Kahvia"}

    def test_no_fields(self, pages: Pages, make_page: MakePage) -> None:
        make_page("Kahvi")
        assert list(pages.search("kahvi", fields=[])) == []


@pytest.mark.usefixtures("analyser")
class TestQueriesMadeByCode:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (PlainText("kahvi"), {"Kahvia lapsille", "Kahvia aikuisille"}),
            (PlainText("kahvi lapsi", operator="or"), {"Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille"}),
            (And([PlainText("kahvi"), PlainText("lasten")]), {"Kahvia lapsille"}),
            (And([PlainText("kahvi"), PlainText('"')]), {"Kahvia lapsille", "Kahvia aikuisille"}),
            (Or([PlainText("kahvi"), PlainText("tee")]), {"Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille"}),
            (And([PlainText("kahvi"), Not(PlainText("lasten"))]), {"Kahvia aikuisille"}),
            (Phrase("kahvia lapsille"), {"Kahvia lapsille"}),
            (Phrase('kahvia "lapsille'), {"Kahvia lapsille"}),
            (Phrase("lapsille kahvia"), set()),
            (Phrase('"'), set()),
            (Or([]), set()),
            (And([]), set()),
            (MATCH_ALL, {"Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille"}),
            (Not(MATCH_ALL), set()),
            (Boost(PlainText("kahvi"), 2), {"Kahvia lapsille", "Kahvia aikuisille"}),
        ],
        ids=readable,
    )
    def test_combinations(self, query: object, expected: set[str], pages: Pages, make_page: MakePage) -> None:
        for title in ("Kahvia lapsille", "Kahvia aikuisille", "Teetä lapsille"):
            make_page(title)
        assert titles(pages.search(query)) == expected
        assert titles(pages.search(query, order_by_relevance=False)) == expected


@pytest.mark.usefixtures("voikko")
class TestOrder:
    @pytest.fixture(autouse=True)
    def three_pages(self, make_page: MakePage) -> None:
        make_page("Kahvia ja teetä ja mehua ja pullaa ja kaikkea muuta hyvää koko väelle")
        make_page("Kahvia kahvia kahvia")
        make_page("Kahvia lapsille ja aikuisille ja kaikille muille ja vielä kerran kahvia")

    def test_by_relevance(self, pages: Pages) -> None:
        results = pages.search("kahvia")
        assert results[0].title == "Kahvia kahvia kahvia"
        assert [page.title for page in results[:2]] == [page.title for page in list(results)[:2]]
        assert [page.title for page in results[1:3]] == [page.title for page in list(results)[1:3]]
        assert results.count() == 3

    def test_by_relevance_of_several_words(self, pages: Pages, make_page: MakePage) -> None:
        make_page("Kahvia teetä")
        assert pages.search("kahvia teetä")[0].title == "Kahvia teetä"

    def test_as_the_queryset_says(self, pages: Pages) -> None:
        expected = sorted(page.title for page in pages)
        ordered = pages.order_by("title")
        assert [page.title for page in ordered.search("kahvia", order_by_relevance=False)] == expected
        assert [page.title for page in pages.search("kahvia", order_by="title")] == expected
        assert [page.title for page in ordered.search("kahvia", order_by_relevance=False)[1:2]] == expected[1:2]

    def test_newest_first_where_nothing_else_is_said(self, pages: Pages) -> None:
        keys = [page.pk for page in pages.order_by().search("kahvia", order_by_relevance=False)]
        assert keys == sorted(keys, reverse=True)

    def test_filters_of_the_queryset_hold(self, pages: Pages) -> None:
        assert titles(pages.filter(title="Kahvia kahvia kahvia").search("kahvia")) == {"Kahvia kahvia kahvia"}
        assert pages.filter(live=False).search("kahvia").count() == 0

    def test_specific_pages(self, pages: Pages) -> None:
        assert len(pages.specific().search("kahvia")) == 3
        assert pages.specific().search("kahvia")[0] == pages.search("kahvia")[0]

    def test_rows_of_values(self, pages: Pages) -> None:
        assert {row["title"] for row in pages.values("title").search("kahvia")} == titles(pages)

    def test_scores_tell_the_order(self, pages: Pages, make_page: MakePage) -> None:
        # Among enough other pages that a match is worth something: see SearchQueryCompiler.build_tsrank.
        for number in range(40):
            make_page(f"Jotain aivan muuta {number}")
        make_page("Kahvia mehua")
        scored = list(pages.search("kahvia mehua").annotate_score("score"))
        scores = [page.score for page in scored]
        assert scored[0].title == "Kahvia mehua"
        assert len(set(scores)) == 2
        assert sorted(scores, reverse=connection.vendor == "postgresql") == scores

    def test_number_of_queries_stays_the_same(self, pages: Pages, make_page: MakePage) -> None:
        def number_of_queries() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert list(pages.search("kahvia", order_by_relevance=False)[:20])
                assert list(pages.search("kahvia")[:20])
            return len(queries)

        number_of_queries()
        few = number_of_queries()
        for _ in range(20):
            make_page("Kahvia")
        assert number_of_queries() == few


def sqlite_steps(search: Callable[[], object]) -> int:
    """The steps that SQLite's machine takes for *search*: the same on every run, however busy the computer is."""
    hundreds = 0

    def count() -> int:
        nonlocal hundreds
        hundreds += 1
        return 0

    connection.connection.set_progress_handler(count, 100)
    try:
        search()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return hundreds * 100


@pytest.mark.usefixtures("voikko")
def test_effort_grows_as_the_matches_do_and_not_as_their_square(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the database comes, without ANALYZE: SQLite then takes the wrong way round if it is left the choice."""
    if connection.vendor != "sqlite":
        pytest.skip("this counts the steps of SQLite's machine; the benchmarks measure PostgreSQL")
    monkeypatch.setattr(Page, "search_fields", [*Page.search_fields, index.SearchField("base_forms")])
    root = Page.get_first_root_node()
    assert root is not None
    locale = Locale.get_default()
    content_type = root.content_type

    def add(numbers: range) -> None:
        Page.objects.bulk_create(
            Page(
                title=f"Lasten kahvia {number}",
                draft_title=f"Lasten kahvia {number}",
                slug=f"kahvia-{number}",
                path=f"{root.path}{number:08}",
                depth=3,
                locale=locale,
                content_type=content_type,
            )
            for number in numbers
        )
        get_search_backend().add_bulk(Page, list(pages.filter(path__gte=f"{root.path}{numbers.start:08}")))

    searches: dict[str, Callable[[], object]] = {}
    for query in ("kahvia", "lapsille kahvi"):
        searches |= {
            f"{query} by relevance": lambda query=query: list(pages.search(query)[:20]),
            f"{query} in the queryset's order": lambda query=query: list(
                pages.search(query, order_by_relevance=False)[:20]
            ),
            f"{query} counted": lambda query=query: pages.search(query).count(),
            f"{query} as a subquery": lambda query=query: Page.objects.filter(
                pk__in=pages.search(query, order_by_relevance=False).get_queryset().values("pk")
            ).count(),
        }
    searches["completed"] = lambda: list(pages.autocomplete("las kah")[:20])

    add(range(500))
    steps = {name: sqlite_steps(search) for name, search in searches.items()}
    add(range(500, 1000))
    assert pages.search("kahvia").count() == 1000
    growth = {name: sqlite_steps(search) / steps[name] for name, search in searches.items()}
    assert {name: times for name, times in growth.items() if not 1 < times < 2.5} == {}


def test_another_database_keeps_upstreams_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend.database, "USE_SQLITE_FTS", False)
    monkeypatch.setattr(backend.connection, "vendor", "oracle")
    assert type(backend.SearchBackend({})).__name__ == "DatabaseSearchBackend"
