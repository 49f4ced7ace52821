"""Search on PostgreSQL's text search."""

from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Expression, F
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.query import SearchQuery

from .analysis import query_words, typed_words
from .query import TITLE_COLUMN, compile_query, index_columns


class SearchQueryCompiler(PostgresSearchQueryCompiler):
    """Compares base forms."""

    analyse = staticmethod(query_words)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: SearchQuery = compile_query(self.query, self.analyse, raw_words_are_flattened=False)

    def build_tsrank(
        self, vector: Any, query: SearchQuery, config: str | None = None, boost: float = 1.0
    ) -> Expression:
        """Once for the whole query: upstream's rank per alternative of each word takes longer and says no more."""
        return SearchRank(vector, self.build_tsquery(query, config=config), weights=self.sql_weights)

    def get_fields_vectors(self, search_query: Any) -> list[tuple[Any, Any]]:
        """From the index, as on SQLite. Upstream makes vectors on the fly, which base_forms has no column for."""
        return [
            (F(f"index_entries__{column}"), F("index_entries__title_norm") if column == TITLE_COLUMN else 1.0)
            for column in index_columns(self.fields)
        ]


class AutocompleteQueryCompiler(PostgresAutocompleteQueryCompiler, SearchQueryCompiler):
    """Compares the beginnings of words."""

    analyse = staticmethod(typed_words)

    def get_fields_vectors(self, search_query: Any) -> list[tuple[Any, Any]]:
        """Whatever the fields, the index has one column to complete from."""
        vectors: list[tuple[Any, Any]] = self.get_index_vectors(search_query)
        return vectors


class SearchBackend(PostgresSearchBackend):
    """Takes the place of modelsearch's backend on PostgreSQL."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
