"""Search on SQLite's FTS5."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Expression, QuerySet
from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)
from modelsearch.query import MatchAll, Not, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from .analysis import query_words, typed_words
from .query import compile_query, index_columns


class SearchQueryCompiler(SQLiteSearchQueryCompiler):
    """Compares base forms.

    Everything is asked of FTS5 once and by itself. Left to join it with other tables, SQLite may ask it again for
    every row of theirs, which takes the square of the time: always where upstream orders by relevance, and otherwise
    as long as nobody has run ANALYZE.
    """

    analyse = staticmethod(query_words)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: SearchQuery = compile_query(self.query, self.analyse, raw_words_are_flattened=True)

    def check(self) -> None:
        """Upstream hands the names of fields to FTS5 as names of columns, so from here on they are those."""
        super().check()
        self.fields: list[str] | None = self.fields and index_columns(self.fields)

    def build_tsrank(
        self, vector: Any, query: SearchQuery, config: str | None = None, boost: float = 1.0
    ) -> Expression:
        """bm25() is the score of the whole match, whatever part of the query it is asked about.

        Upstream multiplies it by itself for every word; it is negative, so two words turn the order round.
        """
        return BM25()

    def search(
        self, config: str | None, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet[Any]:
        """Orders by relevance only where the score itself is asked for; SearchResults does the rest."""
        if score_field:
            scored: QuerySet[Any] = super().search(config, start, stop, score_field=score_field)
            return scored
        results = self.matching_objects()
        if not results.query.order_by:
            # Upstream's default, so that results stay in one order from page to page.
            results = results.order_by("-pk")
        return results[start:stop]

    def matching_objects(self) -> QuerySet[Any]:
        """The queryset searched in, without what does not match."""
        query = normalize(self.query)
        if isinstance(query, MatchAll):
            return self.queryset
        if isinstance(query, Not):
            if isinstance(query.subquery, MatchAll):
                return self.queryset.none()
            return self.queryset.exclude(pk__in=self._entries(query.subquery).values("object_id"))
        return self.queryset.filter(pk__in=self._entries(query).values("object_id"))

    def relevance(self) -> dict[str, float] | None:
        """The score of every match by the key of its object, the best lowest; None where all matches are alike."""
        query = normalize(self.query)
        if isinstance(query, MatchAll | Not):
            return None
        scores = dict(self._rows(query).annotate(score=BM25()).values_list("pk", "score"))
        entries = self._entries(query).values_list("pk", "object_id")
        # What is indexed between these two queries, or between them and the next, has no score yet: see SearchResults.
        return {key: scores[row] for row, key in entries if row in scores}

    def _entries(self, query: SearchQuery) -> QuerySet[Any]:
        return IndexEntry.objects.filter(
            pk__in=self._rows(query).values("pk"),
            content_type__in=get_descendants_content_types_pks(self.queryset.model),
        )

    def _rows(self, query: SearchQuery) -> QuerySet[Any]:
        columns = self.fields or self.FTS_TABLE_FIELDS
        return SQLiteFTSIndexEntry.objects.filter(MatchExpression(columns, self.build_search_query(query)))


class AutocompleteQueryCompiler(SQLiteAutocompleteQueryCompiler, SearchQueryCompiler):
    """Compares the beginnings of words."""

    analyse = staticmethod(typed_words)

    def check(self) -> None:
        """Whatever the fields, the index has one column to complete from."""
        super().check()
        self.fields = None


class SearchResults(SQLiteSearchResults):
    """Orders by relevance in time that grows with the number of matches."""

    def _do_search(self) -> Iterable[Any]:
        compiler = self.query_compiler
        # Rows of values() have no key to look a score up by, and a score asked for by name is upstream's business.
        by_relevance = compiler.order_by_relevance and not self._score_field and compiler.queryset._fields is None
        scores = compiler.relevance() if by_relevance else None
        if scores is None:
            return list(self.get_queryset())

        def score(key: Any) -> float:
            return scores.get(str(key), 0.0)

        # Sorting is stable, so results of equal score stay newest first.
        results = compiler.matching_objects().order_by("-pk")
        if self.stop is None:
            return sorted(results, key=lambda result: score(result.pk))[self.start :]
        keys = sorted(results.values_list("pk", flat=True), key=score)[self.start : self.stop]
        by_key = {result.pk: result for result in compiler.queryset.order_by().filter(pk__in=keys)}
        return [by_key[key] for key in keys if key in by_key]


class SearchBackend(SQLiteSearchBackend):
    """Takes the place of modelsearch's backend on SQLite."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults
