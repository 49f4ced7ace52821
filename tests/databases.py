"""The database of a test, for other processes than the test's own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection


@contextmanager
def database_of_this_test(folder: Path) -> Iterator[str]:
    """The address of a database with what is in this test's own, for other processes."""
    if connection.vendor == "sqlite":
        file = folder / "database.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{file}"
    else:
        values = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items() if value}
        account = ":".join(values[name] for name in ("USER", "PASSWORD") if name in values)
        port = f":{values['PORT']}" if "PORT" in values else ""
        yield f"postgres://{account}@{values.get('HOST', '')}{port}/{values['NAME']}"
