"""What the templates of programme pages take."""

from typing import Any

from django.db.models import CharField, F, Value
from django.http import HttpRequest
from django.utils import timezone

from home.page_cache import shows_until
from home.translations import line_of
from media.renditions import WIDE, prefetch_renditions

from .models import Keyword, Municipality, ProgrammePage, SpokenLanguage

_WORD_FIELDS = (
    ("themes", Keyword),
    ("audiences", Keyword),
    ("municipalities", Municipality),
    ("spoken_languages", SpokenLanguage),
)


def context_of(page: ProgrammePage, request: HttpRequest) -> dict[str, Any]:
    """Dates, words, section; three queries, and one for the picture."""
    now = timezone.now()
    preview = bool(getattr(request, "is_preview", False))
    dates = page.shown_dates(preview=preview)
    for shown in dates:
        for moment in (shown.start, shown.end):
            if moment > now:
                shows_until(request, moment)
    prefetch_renditions([page.main_image], [WIDE])
    line = line_of(page) if page.pk else []
    return {
        "dates": [shown for shown in dates if shown.end > now],
        "past_dates": [shown for shown in dates if shown.end <= now],
        # What a section that is not public says of itself is a draft.
        "section": line[-2] if len(line) > 1 and line[-2].live else None,
        "is_preview": preview,
        **_words_of(page, preview=preview),
    }


def _words_of(page: ProgrammePage, *, preview: bool) -> dict[str, list[str]]:
    """The names of the four sets of words: of a preview from the page object, of a published page in one query."""
    if preview or page.pk is None:
        return {name: [word.name for word in getattr(page, name).all()] for name, _model in _WORD_FIELDS}
    words: dict[str, list[str]] = {name: [] for name, _model in _WORD_FIELDS}
    queries = []
    for name, model in _WORD_FIELDS:
        # related_name is "+", so the words are reached through the page.
        through = getattr(ProgrammePage, name).through
        foreign_key = model._meta.model_name
        queries.append(
            through.objects.filter(programmepage=page.pk).values_list(
                Value(name, output_field=CharField()),
                F(f"{foreign_key}__name_fi"),
                F(f"{foreign_key}__name_en"),
                F(f"{foreign_key}__name_sv"),
            )
        )
    for name, finnish, english, swedish in queries[0].union(*queries[1:], all=True):
        words[name].append(Municipality(name_fi=finnish, name_en=english, name_sv=swedish).name)
    return words
