"""A signup in one statement: the one place where rows are written by hand, because it is the one that crowds hit.

When a popular workshop opens, everybody wants the same row of seats. It is locked while the statement runs, and no
longer: no journey between the site and the database lies inside the lock. `make bench-signup` shows what that is worth.

The statement takes the usual case only: a single date with room, whose word for readers stays the same, a published
privacy notice, and no address to be confirmed. It asks all of that itself, so what it saw holds when it writes.
Otherwise it writes nothing, and the long way in `signing_up` decides. SQLite knows no such statement, and has one
writer at a time anyway.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import psycopg
import psycopg.sql
from django.db import connection, models, transaction

from home.models import SiteSettings
from programme.catalogue.models import Occurrence

from ..models import Consent, Message, MessageKind, ParticipationSettings, Place, Seats, Signup

_STATEMENT = """
    WITH took AS (
        UPDATE {seats} SET taken = taken + %(size)s
        WHERE occurrence_id = %(occurrence_id)s AND is_open
            AND (quiet_until IS NULL OR taken + %(size)s < quiet_until)
            AND (capacity IS NULL OR taken + %(size)s <= capacity)
            AND EXISTS (
                SELECT 1 FROM {site} JOIN wagtailcore_page ON wagtailcore_page.id = privacy_notice_id AND live
            )
            AND NOT EXISTS (SELECT 1 FROM {settings} WHERE confirm_addresses AND %(email)s <> '')
        RETURNING occurrence_id
    ), made AS (
        {signup} FROM took RETURNING id
    ), {rows}
    SELECT id FROM made
"""
# What differs from one signup to the next. The other columns have the model's defaults.
_OF_SIGNUP = (
    "uuid",
    "form_key",
    "translation_key",
    "language",
    "name",
    "email",
    "phone",
    "size",
    "municipality_id",
    "message",
    "has_under_13",
    "guardian_contact",
    "age_bands",
    "status",
    "contact_key",
    "created_at",
    "confirmed_at",
)


def is_possible() -> bool:
    """Does the database know such a statement?"""
    return connection.vendor == "postgresql"


def make(signup: Signup, *, occurrence: Occurrence, consents: Sequence[tuple[str, str]]) -> bool:
    """Write the signup, its place, its consents and its message, and count it, all or nothing; it has its key then.

    *consents* are kinds with the versions of their texts. Raises IntegrityError as saving the rows would.
    """
    values = {
        field.attname: field.get_db_prep_save(getattr(signup, field.attname), connection)
        for field in _fields(Signup)
        if field.attname in _OF_SIGNUP
    }
    values["occurrence_id"] = occurrence.pk
    for number, (kind, version) in enumerate(consents):
        values |= {f"kind{number}": kind, f"version{number}": version}
    connection.ensure_connection()
    # Around a failure there must be a transaction's end: that of the statement, or within another one a savepoint's.
    if connection.in_atomic_block:
        with transaction.atomic():
            found = _run(_statement(len(consents)), values)
    else:
        found = _run(_statement(len(consents)), values)
    if found is None:
        return False
    (signup.pk,) = found
    signup._state.adding, signup._state.db = False, connection.alias
    return True


def _run(statement: str, values: Mapping[str, Any]) -> tuple[int] | None:
    """Run it prepared: reading and planning it anew would cost the database more than the rows do.

    Not behind a pooler that hands connections on between transactions, which is what the setting says.
    """
    raw = connection.connection
    prepare = not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    if prepare and raw.prepare_threshold is None:
        # Django forbids it by this, and its own cursors, which write values into the statement, cannot do it anyway.
        raw.prepare_threshold = 0
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, values, prepare=prepare)
        return cursor.fetchone()


@cache
def _statement(consents: int) -> str:
    of_signup = {name: f"%({name})s" for name in _OF_SIGNUP}
    to_signup = {"signup_id": "made.id"}
    rows = [
        _insert(Place, to_signup | {"occurrence_id": "%(occurrence_id)s", "contact_key": "%(contact_key)s"}),
        _insert(Message, to_signup | {"kind": f"'{MessageKind.CONFIRMATION.value}'", "due_at": "%(created_at)s"}),
    ]
    for number in range(consents):
        values = {"kind": f"%(kind{number})s", "text_version": f"%(version{number})s", "given_at": "%(created_at)s"}
        rows.append(_insert(Consent, to_signup | values))
    return _STATEMENT.format(
        seats=Seats._meta.db_table,
        site=SiteSettings._meta.db_table,
        settings=ParticipationSettings._meta.db_table,
        signup=_insert(Signup, of_signup),
        rows=", ".join(f"row{number} AS ({row} FROM made)" for number, row in enumerate(rows)),
    )


def _insert(model: type[models.Model], values: Mapping[str, str]) -> str:
    """An INSERT of every column: a field that is added to the model is written, with its default."""
    fields = _fields(model)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    written = ", ".join(values[field.attname] if field.attname in values else _default(field) for field in fields)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) SELECT {written}"


def _default(field: Any) -> str:
    value = field.get_db_prep_save(field.get_default(), connection)
    # A percent sign would be a parameter.
    return str(psycopg.sql.Literal(value).as_string(None)).replace("%", "%%")


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]
