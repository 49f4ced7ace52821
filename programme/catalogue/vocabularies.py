"""Loads the controlled words from the project's own tables."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA_DIR = Path(__file__).parent / "data"


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `data/<table>.tsv` as dictionaries keyed by the header."""
    with (DATA_DIR / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def load(*, keyword_model: Any, municipality_model: Any, language_model: Any) -> None:
    """Bring the tables of words in line with the files; models are arguments, since a migration has its own.

    Nothing is deleted: a page may use a word that the file no longer has.
    """
    for row in rows_of("yso_keywords"):
        keyword_model.objects.update_or_create(
            yso=row["id"],
            defaults={"name_fi": row["fi"], "name_en": row["en"], "name_sv": row["sv"], "group": row["group"]},
        )
    for model, table in ((municipality_model, "municipalities"), (language_model, "spoken_languages")):
        for position, row in enumerate(rows_of(table)):
            model.objects.update_or_create(
                code=row["code"],
                defaults={
                    "name_fi": row["fi"],
                    "name_en": row["en"],
                    "name_sv": row["sv"],
                    "sort_order": position,
                },
            )
