"""The search backend that the settings name: Wagtail's own database search, with queries in Finnish and English.

Wagtail calls `SearchBackend(params)` for every search, in the admin as on the public site, so whatever calls
`search()` or `autocomplete()` goes through here without knowing it.
"""

from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name that Wagtail looks for
    """Ours for the default database, and modelsearch's own where it has no full-text search that we know."""
    # Each of the two modules can be imported on its own database only.
    if connection.vendor == "postgresql":
        from . import postgres

        return postgres.SearchBackend(params)
    upstream = database.SearchBackend(params)
    if connection.vendor == "sqlite" and database.USE_SQLITE_FTS:
        from . import sqlite

        return sqlite.SearchBackend(params)
    return upstream
