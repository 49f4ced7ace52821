"""Who comes: the list of dates, one date, who was there, the list for paper and for a spreadsheet."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from home.accounts.decorators import only_if

from ...mails import calls_of
from ...models import Attendance, Place
from ...rules import why_not_erase
from ...services import consents_asked_by, export_participants, record_attendance
from ..access import (
    date_with_people,
    dates_of,
    dates_with_people,
    page_of,
    page_to_host,
    user_can_host,
    user_can_publish,
)
from ..figures import counted_of, said_of
from ..lists import date_lines, people_at
from ..spreadsheet import EXPORT_NAME, rows_of, write_csv

PAGE_SIZE = 30


@require_safe
@only_if(user_can_host)
def date_list(request: HttpRequest) -> HttpResponse:
    """The coming dates, and those that ended so lately that their people are still known."""
    return _list_of(request, dates_with_people(request.user, timezone.now()), None)


@require_safe
@only_if(user_can_host)
def dates_of_page(request: HttpRequest, page_pk: int) -> HttpResponse:
    """The same of one page."""
    page = page_to_host(request.user, page_pk)
    dates = dates_with_people(request.user, timezone.now()).of_translation_key(page.translation_key)
    return _list_of(request, dates, page)


def _list_of(request: HttpRequest, dates: Any, page: Any) -> HttpResponse:
    now = timezone.now()
    coming = Paginator(dates.not_over(now).order_by("start", "pk"), PAGE_SIZE).get_page(request.GET.get("p"))
    over = dates.over(now).order_by("-start", "-pk")
    context = {
        "page": page,
        "coming": coming,
        "coming_lines": date_lines(_only(coming)),
        "over_lines": date_lines(over, most=PAGE_SIZE),
        "is_coordinator": not why_not_erase(user=request.user),
        "names_partners": user_can_publish(request.user),
    }
    return render(request, "participation/admin/dates.html", context)


def _only(page_of_dates: Any) -> Any:
    """The rows of one page of a list as a queryset, in their order: a slice takes no more annotations."""
    dates = page_of_dates.paginator.object_list
    return dates.filter(pk__in=[date.pk for date in page_of_dates])


@require_safe
def who_comes(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody at one date."""
    now = timezone.now()
    occurrence = date_with_people(request.user, pk, now)
    page = page_of(occurrence)
    context = {
        "occurrence": occurrence,
        "page": page,
        "people": people_at(occurrence),
        "consents": consents_asked_by(page),
        "calls": calls_of(occurrence, now=now),
        "is_over": occurrence.end <= now,
        "has_begun": occurrence.start <= now,
    }
    return render(request, "participation/admin/who_comes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here: a tap on a name says so. A page's module asks for the row alone."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    page = page_of(occurrence)
    if request.method == "POST":
        # Looked up among the date's own people, so that nobody reaches another's by number.
        number = request.POST.get("place", "")
        place = get_object_or_404(
            Place.objects.filter(occurrence=occurrence), pk=int(number[:18]) if number.isdecimal() else 0
        )
        chosen = request.POST.get("attendance", "")
        if chosen in Attendance.values:
            record_attendance(place=place, attendance=Attendance(chosen), by=request.user)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return _row_alone(request, occurrence, place)
        return redirect(f"{reverse('hosts:attendance', args=[pk])}#place-{place.pk}")
    context = {"occurrence": occurrence, "page": page, "people": people_at(occurrence)}
    return render(request, "participation/admin/attendance.html", context)


def _row_alone(request: HttpRequest, occurrence: Any, place: Place) -> HttpResponse:
    people = people_at(occurrence)
    person = next((person for person in people.confirmed if person.place.pk == place.pk), None)
    context = {"person": person, "occurrence": occurrence}
    row = render_to_string("participation/admin/attendance.html#row", context, request) if person else ""
    return JsonResponse({"row": row, "here": number_here_text(people.number_here)})


def number_here_text(number: int) -> str:
    """Return how many are here, as the screen says it."""
    return ngettext("%(number)s person is here", "%(number)s people are here", number) % {"number": number}


@require_safe
def paper_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The names for paper, without contacts: paper is left lying about."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    context = {"occurrence": occurrence, "page": page_of(occurrence), "people": people_at(occurrence)}
    return render(request, "participation/admin/paper_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what goes with the file, then give it; each time is written down."""
    occurrence = date_with_people(request.user, pk, timezone.now())
    page = page_of(occurrence)
    if request.method == "POST":
        signups = export_participants(occurrence=occurrence, by=request.user)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        day = timezone.localtime(occurrence.start).date().isoformat()
        response["Content-Disposition"] = f'attachment; filename="{EXPORT_NAME}-{day}.csv"'
        write_csv(response, rows_of(occurrence, page, signups, by=request.user))
        return response
    return render(request, "participation/admin/export.html", {"occurrence": occurrence, "page": page})


@require_safe
@only_if(user_can_host)
def past_dates(request: HttpRequest) -> HttpResponse:
    """Dates that are over, each with the way to what people said and what was counted."""
    past = dates_of(request.user).over(timezone.now()).order_by("-start", "-pk")
    page = Paginator(past, PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "participation/admin/past_dates.html", {"dates": page, "lines": date_lines(_only(page))})


@require_safe
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said of one date, and its counts: no names, so also later than people are known."""
    occurrence = get_object_or_404(dates_of(request.user), pk=pk)
    context = {
        "occurrence": occurrence,
        "page": page_of(occurrence),
        "said": said_of(occurrence),
        "counted": counted_of(occurrence),
    }
    return render(request, "participation/admin/said.html", context)
