"""Telling the coordinators, once, what waits longer than the city promises."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import Submission
from .notifications import remind_of
from .people import coordinators
from .working_days import working_days_between


def remind_coordinators() -> int:
    """Mail about each submission that is late and has not been told of; returns how many those were.

    Looks at what is due, so a run that was missed or doubled does no harm. While there is nobody to tell, nothing
    counts as told.
    """
    if not coordinators().exists():
        return 0
    told = 0
    for pk in Submission.objects.waiting().filter(reminded_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            # Locked and asked again: it may have been decided on, or told of, since.
            submission = (
                Submission.objects.waiting().filter(reminded_at=None, pk=pk).select_for_update(of=["self"]).first()
            )
            if submission is None:
                continue
            now = timezone.now()
            days = working_days_between(submission.submitted_at, now)
            if days <= settings.APPROVAL_WORKING_DAYS:
                continue
            remind_of(submission, working_days=days)
            submission.reminded_at = now
            submission.save(update_fields=["reminded_at"])
            told += 1
    return told
