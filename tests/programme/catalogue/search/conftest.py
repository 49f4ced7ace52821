"""Both analysers of Finnish, and pages that are found by base forms."""

from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from programme.catalogue.search import analysis, finnish

type MakePage = Callable[..., Page]


def use_analyser(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make *name* the process's analyser of Finnish; skip the test where Voikko is asked for and not installed."""
    analyser: finnish.FinnishAnalyser
    if name == "voikko":
        try:
            analyser = finnish.VoikkoFinnish()
        except (ImportError, OSError) as reason:
            pytest.skip(f"Voikko is not installed: {reason}")
    else:
        analyser = finnish.SimplemmaFinnish()
    for module in (finnish, analysis):
        monkeypatch.setattr(module, "finnish", lambda: analyser)


@pytest.fixture(params=["voikko", "simplemma"])
def analyser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    use_analyser(monkeypatch, request.param)
    return request.param


@pytest.fixture
def voikko(monkeypatch: pytest.MonkeyPatch) -> None:
    use_analyser(monkeypatch, "voikko")


@pytest.fixture
def simplemma(monkeypatch: pytest.MonkeyPatch) -> None:
    use_analyser(monkeypatch, "simplemma")


@pytest.fixture
def pages(db: None, monkeypatch: pytest.MonkeyPatch) -> QuerySet[Page]:
    """The test's own pages, without the ones that Wagtail's migrations and ours make."""
    monkeypatch.setattr(Page, "base_forms", lambda page: analysis.base_forms(page.title), raising=False)
    get_search_backend().reset_indexes()
    root_page()
    return Page.objects.exclude(pk__in=list(Page.objects.values_list("pk", flat=True)))


@pytest.fixture
def make_page(pages: QuerySet[Page], monkeypatch: pytest.MonkeyPatch) -> MakePage:
    """Makes an indexed page; without base forms, it is like a picture or a document to search."""

    def make(title: str, *, with_base_forms: bool = True) -> Page:
        page = Page(title=title, slug=f"page-{Page.objects.count()}", locale=Locale.get_default())
        root_page().add_child(instance=page)
        with monkeypatch.context() as patch:
            if with_base_forms:
                patch.setattr(Page, "search_fields", [*Page.search_fields, index.SearchField("base_forms")])
            get_search_backend().add(page)
        return page

    return make


def root_page() -> Page:
    root = Page.get_first_root_node()
    return root or Page.add_root(title="Root", slug="root", locale=Locale.get_default())
