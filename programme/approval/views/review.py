"""One submission: what changes, and the two ways to decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.accounts.decorators import only_if
from home.refusals import Refused, shown_here
from programme.approval.decisions import decide_on
from programme.approval.forms import ApprovalForm, SendBackForm
from programme.approval.models import ApprovalRecord, Submission
from programme.approval.people import user_can_review
from programme.approval.review import is_waiting, review_of


@only_if(user_can_review)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changes; a decision that is refused comes back with its reason and everything that was typed."""
    submissions = Submission.objects.select_related(
        "page__locale", "revision", "submitted_by", "task_state__workflow_state", "task_state__finished_by"
    )
    submission = get_object_or_404(submissions, pk=pk)
    forms: dict[str, Any] = {"approve": ApprovalForm, "reject": SendBackForm}
    bound = {
        name: form(request.POST if request.POST.get("decision") == name else None, prefix=name)
        for name, form in forms.items()
    }
    chosen = bound.get(request.POST.get("decision", ""))
    if chosen is not None and chosen.is_valid():
        try:
            decide_on(submission=submission, user=request.user, action=request.POST["decision"], **chosen.cleaned_data)
        except Refused as refusal:
            chosen.add_error(None, shown_here(refusal))
        else:
            messages.success(request, _done(request.POST["decision"]) % {"title": submission.page.draft_title})
            return redirect("approval:queue")
    if not is_waiting(submission):
        record = ApprovalRecord.objects.of_page(submission.page_id).first()
        return render(request, "approval/admin/decided.html", {"submission": submission, "record": record})
    context = {
        "review": review_of(submission=submission, request=request),
        "approval_form": bound["approve"],
        "send_back_form": bound["reject"],
    }
    return render(request, "approval/admin/review.html", context)


def _done(decision: str) -> str:
    if decision == "approve":
        return _("“%(title)s” is approved and public. The artist gets an e-mail.")
    return _("“%(title)s” is sent back. The artist gets your words by e-mail.")
