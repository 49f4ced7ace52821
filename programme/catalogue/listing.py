"""The programme's listing: filters, search, order, pages of twenty cards."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Subquery
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.content_version import version_of
from home.page_cache import next_midnight, shows_until

from .cards import cards_of, listed_pages
from .models import Keyword, KeywordGroup, Mode, Municipality, Occurrence, ProgrammePage, SpokenLanguage

CARDS_ON_A_PAGE = 20
LONGEST_QUERY = 100
KINDS = {"workshop": "workshoppage", "video": "videopage", "event": "eventpage"}


class FilterForm(forms.Form):
    """What a reader may narrow the listing by. An unknown value is ignored: an old link still shows something."""

    q = forms.CharField(label=_("Search"), required=False, max_length=LONGEST_QUERY, widget=forms.SearchInput)
    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Everything")), ("workshop", _("Workshops")), ("video", _("Videos")), ("event", _("Events"))],
    )
    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("Now and coming")),
            ("today", _("Today")),
            ("week", _("In the next seven days")),
            ("past", _("Over already")),
        ],
    )
    mode = forms.ChoiceField(label=_("How one takes part"), required=False, choices=[("", _("Any way")), *Mode.choices])
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    easy = forms.BooleanField(label=_("Has a summary in easy words"), required=False)

    def __init__(self, data: QueryDict, *, version: int) -> None:
        super().__init__(data, auto_id="filter-%s")
        for name, words in _vocabularies(get_language() or settings.LANGUAGE_CODE, version).items():
            self.fields[name].choices = [("", _("All")), *words]  # type: ignore[attr-defined]  # a ChoiceField, see above

    @property
    def chosen(self) -> dict[str, Any]:
        """The values that are understood and not empty."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def context_of(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the template of the listing takes."""
    now = timezone.now()
    filters = FilterForm(request.GET, version=version_of(request))
    chosen = filters.chosen
    language_code = page.locale.language_code
    found = matching(language_code=language_code, chosen=chosen, now=now)
    total = found.count()
    page_count = max(-(-total // CARDS_ON_A_PAGE), 1)
    number = min(max(_number(request.GET.get("page", "")), 1), page_count)
    first = (number - 1) * CARDS_ON_A_PAGE
    cards = cards_of(list(found[first : first + CARDS_ON_A_PAGE]), language_code=language_code, now=now)
    tell_when_cards_change(request, cards, now)
    if chosen.get("when") == "past":
        # What is over next shows on no card yet.
        shows_until(request, Occurrence.objects.not_over(now).order_by("end").values_list("end", flat=True).first())
    return {
        "filters": filters,
        "is_filtered": bool(chosen),
        "clear_url": page.url,
        "cards": cards,
        "total": total,
        "page_number": number,
        "page_count": page_count,
        "previous_url": _address(page, chosen, number - 1) if number > 1 else None,
        "next_url": _address(page, chosen, number + 1) if number < page_count else None,
    }


def matching(*, language_code: str, chosen: dict[str, Any], now: datetime) -> Any:
    """Return the pages that the chosen filters let through: what comes next first, then what has no date.

    A page in another language than its reader's is found by the words of its own.
    """
    pages = listed_pages(language_code)
    if "kind" in chosen:
        pages = pages.filter(content_type__app_label="catalogue", content_type__model=KINDS[chosen["kind"]])
    if "mode" in chosen:
        # Who looks for "online" also wants what is both, and the same the other way round.
        either = {Mode.ONLINE, Mode.IN_PERSON}
        pages = pages.filter(mode__in={chosen["mode"], Mode.BOTH} if chosen["mode"] in either else {chosen["mode"]})
    for name, lookup in (
        ("municipality", "municipalities__code"),
        ("theme", "themes__yso"),
        ("audience", "audiences__yso"),
        ("language", "spoken_languages__code"),
    ):
        if name in chosen:
            pages = pages.filter(**{lookup: chosen[name]})
    if "easy" in chosen:
        pages = pages.exclude(easy_summary="")
    if "q" in chosen:
        # The matches stay in the database: dates order the listing, not relevance, and there may be thousands.
        found = ProgrammePage.objects.live().search(chosen["q"], order_by_relevance=False)
        pages = pages.filter(pk__in=found.get_queryset().values("pk"))
    return _at_the_time(pages, chosen.get("when", ""), now)


def tell_when_cards_change(request: HttpRequest, cards: list[Any], now: datetime) -> None:
    """Tell the page cache the next start or end among the dates that *cards* show."""
    for card in cards:
        if card.when is not None:
            for moment in (card.when.start, card.when.end):
                if moment > now:
                    shows_until(request, moment)


def _at_the_time(pages: Any, when: str, now: datetime) -> Any:
    of_page = Occurrence.objects.filter(translation_key=OuterRef("translation_key"))
    coming = of_page.not_over(now).order_by("start")
    if when == "past":
        last = of_page.over(now).order_by("-start").values("start")[:1]
        return (
            pages.filter(Exists(of_page), ~Exists(coming))
            .annotate(shown_start=Subquery(last, output_field=DateTimeField()))
            .order_by("-shown_start", "pk")
        )
    if when in {"today", "week"}:
        last_moment = next_midnight(now) if when == "today" else next_midnight(now) + timedelta(days=7)
        coming = coming.going_ahead().filter(start__lt=last_moment)
        pages = pages.filter(Exists(coming))
    else:
        pages = pages.filter(Exists(coming) | ~Exists(of_page))
    return pages.annotate(shown_start=Subquery(coming.values("start")[:1], output_field=DateTimeField())).order_by(
        F("shown_start").asc(nulls_last=True), F("first_published_at").desc(nulls_last=True), "pk"
    )


def _vocabularies(language_code: str, version: int) -> dict[str, list[tuple[str, str]]]:
    """The words that live pages use, as choices; kept until the content changes."""
    key = f"filters:{version}:{language_code}"
    choices: dict[str, list[tuple[str, str]]] | None = cache.get(key)
    if choices is None:
        live = listed_pages(language_code).values("pk")
        keywords = Keyword.objects.filter(
            Q(group=KeywordGroup.ACTIVITY, pk__in=_used("themes", "keyword", live))
            | Q(group=KeywordGroup.AUDIENCE, pk__in=_used("audiences", "keyword", live))
        ).alphabetical(language_code)
        languages = SpokenLanguage.objects.filter(pk__in=_used("spoken_languages", "spokenlanguage", live))
        choices = {
            "theme": [(word.yso, word.name) for word in keywords if word.group == KeywordGroup.ACTIVITY],
            "audience": [(word.yso, word.name) for word in keywords if word.group == KeywordGroup.AUDIENCE],
            "municipality": [(word.code, word.name) for word in Municipality.objects.all()],
            "language": [(word.code, word.name) for word in languages],
        }
        cache.set(key, choices, 24 * 3600)
    return choices


def _used(field: str, word: str, pages: Any) -> Any:
    through = getattr(ProgrammePage, field).through
    return through.objects.filter(programmepage__in=pages).values(f"{word}_id")


def _number(text: str) -> int:
    # Unlike isdigit, which knows "²" as well.
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _address(page: Page, chosen: dict[str, Any], number: int) -> str:
    values = {name: "on" if value is True else value for name, value in chosen.items()}
    if number > 1:
        values["page"] = number
    return f"{page.url}?{urlencode(values)}" if values else str(page.url)
