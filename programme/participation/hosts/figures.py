"""What stays of a session: what people said, and counts. Small numbers are left out, since they could tell who."""

import random
from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise

from programme.catalogue.models import Municipality, Occurrence

from ..models import Again, AgeBand, Count, CountKind, Feedback, How
from ..services import shown
from ..services.retention import SMALLEST_NUMBER_SHOWN, shown_parts

Figure = tuple[str | Promise, str]


@dataclass(frozen=True)
class Said:
    """What people said of one date; `total` is empty where it would give a number away that is left out."""

    total: str
    how: list[Figure]
    again: list[Figure]
    words: list[str]

    @property
    def is_empty(self) -> bool:
        return not self.how


def said_of(occurrence: Occurrence) -> Said:
    """Return the feedback on *occurrence*; one query. The words come in no order, so that it says nothing."""
    rows = list(Feedback.objects.of_occurrence(occurrence.uuid))
    if not rows:
        return Said("", [], [], [])
    how = Counter(row.how for row in rows)
    again = Counter(row.again for row in rows if row.again)
    gives_away = any(0 < number < SMALLEST_NUMBER_SHOWN for number in how.values())
    words = [row.words for row in rows if row.words.strip()]
    random.Random(occurrence.pk).shuffle(words)
    return Said(
        total="" if gives_away and len(rows) >= SMALLEST_NUMBER_SHOWN else shown(len(rows)),
        how=[(choice.label, shown(how[choice])) for choice in How],
        again=[(choice.label, shown(again[choice])) for choice in Again],
        words=words,
    )


@dataclass(frozen=True)
class Counted:
    """One kind of count, with its figures."""

    kind: str | Promise
    figures: list[Figure]


def counted_of(occurrence: Occurrence) -> list[Counted]:
    """Return the counts that stayed when the signups to *occurrence* were removed; two queries."""
    rows = list(Count.objects.of_occurrence(occurrence.uuid))
    names: dict[str, str | Promise] = {str(band.value): band.label for band in AgeBand}
    if any(row.kind == CountKind.MUNICIPALITY for row in rows):
        names |= {municipality.code: str(municipality) for municipality in Municipality.objects.all()}
    counted = []
    for kind in CountKind:
        parts = shown_parts({row.key: row.number for row in rows if row.kind == kind})
        figures = [(names.get(key, key), number) for key, number in parts.items()]
        if figures:
            counted.append(Counted(kind.label, sorted(figures, key=lambda figure: str(figure[0]))))
    return counted
