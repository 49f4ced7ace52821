"""Approval records: read, never written."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from home.accounts.decorators import only_if
from programme.approval.models import ApprovalRecord
from programme.approval.past_pages import render_past_page
from programme.approval.people import user_can_see_queue
from programme.approval.records import facts_of, with_words

PAGE_SIZE = 30


@require_safe
@only_if(user_can_see_queue)
def record_list(request: HttpRequest) -> HttpResponse:
    """All records, newest first; of one page, or of titles and partners that hold the words."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page_pk = request.GET.get("page", "")
    records = ApprovalRecord.objects.defer("content").order_by("-decided_at", "-pk")
    if page_pk.isdecimal():
        records = records.filter(page_pk=int(page_pk[:18]))
    if words:
        records = with_words(records, words)
    paginator = Paginator(records, PAGE_SIZE)
    context = {
        "records": paginator.get_page(request.GET.get("p")),
        "words": words,
        "page_pk": page_pk if page_pk.isdecimal() else "",
    }
    return render(request, "approval/admin/records.html", context)


@require_safe
@only_if(user_can_see_queue)
def record_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that one record keeps."""
    record = get_object_or_404(ApprovalRecord, pk=pk)
    return render(request, "approval/admin/record.html", {"record": record, **facts_of(record)})


@require_safe
@only_if(user_can_see_queue)
@xframe_options_sameorigin
def record_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it was, for the frame of the record."""
    response = render_past_page(get_object_or_404(ApprovalRecord, pk=pk), request)
    if response is None:
        raise Http404
    return response
