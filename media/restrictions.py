"""Pages under no restriction of Wagtail's, found without a query of their own.

In this room, the lowest that asks: the gate, and the lists of the rooms above, must not disagree about who may read.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def unrestricted(rows: Any, *, path: str = "path") -> Any:
    """Leave out of a queryset what a restriction hides: as Wagtail's `public()`, but inside the one query.

    *path* leads from a row to the tree path of its page.
    """
    restricted = PageViewRestriction.objects.annotate(
        asked_path=ExpressionWrapper(OuterRef(path), output_field=CharField())
    ).filter(asked_path__startswith=F("page__path"))
    return rows.filter(~Exists(restricted))
