"""The job queue after a worker was killed: nothing is lost, and nothing kills its worker for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home import jobs
from home.management.commands.worker import WORKER_ID
from home.tasks import remove_what_is_old, send_due_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(monkeypatch: Any) -> list[tuple[Any, ...]]:
    """What `manage.py worker` starts, instead of a worker that runs until it is stopped."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr("home.management.commands.worker.call_command", lambda *arguments: calls.append(arguments))
    return calls


def enqueue() -> DBTaskResult:
    return DBTaskResult.objects.get(pk=send_due_mail.enqueue().id)


def killed(worker_id: str = WORKER_ID, attempts: int = 1) -> DBTaskResult:
    """A job as a worker leaves it that is killed in the middle, so many times."""
    job = enqueue()
    for _attempt in range(attempts):
        job.claim(worker_id)
    assert (job.status, len(job.worker_ids)) == (TaskResultStatus.RUNNING, attempts)
    return job


def test_the_worker_takes_back_what_its_predecessor_left(started: Any, capsys: Any) -> None:
    job = killed()
    call_command("worker")
    job.refresh_from_db()
    assert (job.status, job.finished_at) == (TaskResultStatus.READY, None)
    assert list(DBTaskResult.objects.ready()) == [job]
    assert capsys.readouterr().out == "1 jobs of a stopped worker go back into the queue\n"
    assert started == [("db_worker", "--backend", "jobs", "--worker-id", WORKER_ID, "--no-reload")]


def test_a_job_taken_back_is_run(started: Any) -> None:
    job = killed()
    call_command("worker")
    job.refresh_from_db()
    job.claim(WORKER_ID)
    job.set_successful(job.task.call())
    assert job.worker_ids == [WORKER_ID, WORKER_ID]
    assert jobs.return_left_behind(WORKER_ID) == 0


@pytest.mark.parametrize(
    ("attempts", "status"),
    [(1, TaskResultStatus.READY), (2, TaskResultStatus.READY), (3, TaskResultStatus.FAILED)],
)
def test_a_job_that_kills_its_worker_three_times_is_given_up(attempts: int, status: str, started: Any) -> None:
    job = killed(attempts=attempts)
    call_command("worker")
    job.refresh_from_db()
    assert job.status == status
    assert (job.finished_at is not None) == (status == TaskResultStatus.FAILED)


def test_what_another_worker_runs_is_left_alone(started: Any) -> None:
    running, waiting, done = killed("worker-2"), enqueue(), killed()
    done.set_successful(0)
    call_command("worker")
    assert {job.pk: job.status for job in DBTaskResult.objects.all()} == {
        running.pk: TaskResultStatus.RUNNING,
        waiting.pk: TaskResultStatus.READY,
        done.pk: TaskResultStatus.SUCCESSFUL,
    }


def test_a_job_that_finishes_meanwhile_is_not_run_again() -> None:
    job = killed()
    seen_before = DBTaskResult.objects.get(pk=job.pk)
    job.set_successful(0)
    assert jobs._return_to_queue([seen_before]) == 0
    job.refresh_from_db()
    assert job.status == TaskResultStatus.SUCCESSFUL


def test_what_hangs_under_any_worker_is_taken_back_after_half_an_hour() -> None:
    hanging, running = killed("worker-2"), killed("worker-3")
    DBTaskResult.objects.filter(pk=hanging.pk).update(started_at=timezone.now() - timedelta(minutes=31))
    assert jobs.return_hanging() == 1
    assert list(DBTaskResult.objects.ready()) == [hanging]
    assert list(DBTaskResult.objects.running()) == [running]


def test_old_results_are_removed() -> None:
    old, recent = killed(), killed()
    for job in (old, recent):
        job.set_successful(0)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert jobs.remove_old() == 1
    assert list(DBTaskResult.objects.all()) == [recent]


def test_sessions_that_are_over_are_removed(client: Any) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for seconds in (60, -60):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    assert Session.objects.count() == 2
    remove_what_is_old.call()
    assert Session.objects.get().expire_date > timezone.now()
