"""Housekeeping of the job queue: what a killed worker leaves behind goes back into the queue."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

MOST_ATTEMPTS = 3
HANGING_AFTER = timedelta(minutes=30)
KEPT_AFTER_FINISHING = timedelta(days=7)


def return_left_behind(worker_id: str) -> int:
    """Return the jobs that run under *worker_id*; called when that worker starts, so none of them can be alive."""
    return _return_to_queue([job for job in DBTaskResult.objects.running() if job.worker_ids[-1:] == [worker_id]])


def return_hanging() -> int:
    """Return the jobs that have run for longer than any of ours may."""
    return _return_to_queue(list(DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - HANGING_AFTER)))


def remove_old() -> int:
    """Remove the results of jobs that finished more than a week ago."""
    removed, _by_model = (
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_AFTER_FINISHING).delete()
    )
    return removed


def remove_old_sessions() -> None:
    """Remove the sessions of people who signed in once and are signed out by now."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _return_to_queue(results: list[DBTaskResult]) -> int:
    returned = 0
    with transaction.atomic():
        for result in results:
            # Our jobs are idempotent; one that has killed its worker three times is given up.
            given_up = len(result.worker_ids) >= MOST_ATTEMPTS
            # Only what still runs: a job may finish while we look at it.
            returned += (
                DBTaskResult.objects.running()
                .filter(pk=result.pk)
                .update(
                    status=TaskResultStatus.FAILED if given_up else TaskResultStatus.READY,
                    finished_at=timezone.now() if given_up else None,
                )
            )
    return returned
