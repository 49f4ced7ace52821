"""One submission: what changes, and the two ways to decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.accounts.decorators import only_if
from home.refusals import Refused, shown_here
from programme.approval.decisions import approve_together, decide_on
from programme.approval.forms import ApprovalForm, SendBackForm
from programme.approval.models import ApprovalRecord, Submission
from programme.approval.people import user_can_review
from programme.approval.review import is_waiting, review_of, reviews_together, side_by_side, waiting_languages

# The decision over all languages that wait.
APPROVE_ALL = "approve_all"


@only_if(user_can_review)
def show_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changes; a decision that is refused comes back with its reason and everything that was typed."""
    submissions = Submission.objects.select_related(
        "page__locale", "revision", "submitted_by", "task_state__workflow_state", "task_state__finished_by"
    )
    submission = get_object_or_404(submissions, pk=pk)
    forms: dict[str, Any] = {"approve": ApprovalForm, "reject": SendBackForm}
    decision = request.POST.get("decision", "")
    # Both languages are approved with one form.
    form_name = "approve" if decision == APPROVE_ALL else decision
    bound = {name: form(request.POST if form_name == name else None, prefix=name) for name, form in forms.items()}
    chosen = bound.get(form_name)
    if chosen is not None and chosen.is_valid():
        try:
            if decision == APPROVE_ALL:
                waiting = waiting_languages(submission)
                approve_together(submissions=waiting, user=request.user, **chosen.cleaned_data)
            else:
                decide_on(submission=submission, user=request.user, action=decision, **chosen.cleaned_data)
        except Refused as refusal:
            chosen.add_error(None, shown_here(refusal))
        else:
            messages.success(request, _done(decision) % {"title": submission.page.draft_title})
            return redirect("approval:queue")
    if not is_waiting(submission):
        record = ApprovalRecord.objects.of_page(submission.page_id).first()
        return render(request, "approval/admin/decided.html", {"submission": submission, "record": record})
    review = review_of(submission=submission, request=request)
    waiting = waiting_languages(submission)
    together = reviews_together(submissions=waiting, request=request) if len(waiting) > 1 else []
    context = {
        "review": review,
        "together": together,
        "passages": side_by_side(together) if together else [],
        "why_not_together": next((each.why_not_approve for each in together if each.why_not_approve), ""),
        "approval_form": bound["approve"],
        "send_back_form": bound["reject"],
    }
    return render(request, "approval/admin/review.html", context)


def _done(decision: str) -> str:
    if decision == APPROVE_ALL:
        return _("“%(title)s” is approved and public in both languages. The artists get an e-mail.")
    if decision == "approve":
        return _("“%(title)s” is approved and public. The artist gets an e-mail.")
    return _("“%(title)s” is sent back. The artist gets your words by e-mail.")
