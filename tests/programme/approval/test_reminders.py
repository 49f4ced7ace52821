"""Coordinators hear of what waits too long."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from crontask import scheduler
from crontask.management.commands.crontask import Command
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from home.models import OutgoingMail
from programme.approval.models import Submission
from programme.approval.people import coordinators
from programme.approval.reminders import remind_coordinators

from .steps import send_back, submit

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=HELSINKI)
THURSDAY = datetime(2026, 11, 26, 18, tzinfo=HELSINKI)
FRIDAY = datetime(2026, 11, 27, 8, tzinfo=HELSINKI)


@pytest.fixture
def submission(partner: Any, artist: Any, make_workshop: Any) -> Submission:
    submission = submit(make_workshop(partner), artist)
    Submission.objects.update(submitted_at=MONDAY)
    OutgoingMail.objects.all().delete()
    return submission


@pytest.fixture
def at(monkeypatch: Any) -> Any:
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_each_late_submission_is_told_of_once(submission: Submission, coordinator: Any, editor: Any, at: Any) -> None:
    at(THURSDAY)
    assert remind_coordinators() == 0
    at(FRIDAY)
    assert remind_coordinators() == 1
    assert remind_coordinators() == 0
    mail = OutgoingMail.objects.get()
    assert (mail.purpose, mail.recipient) == ("approval_late", coordinator.email)
    assert "4 arkipäivää" in mail.text
    assert "http://testserver/admin/hyvaksynnat/" in mail.text
    assert Submission.objects.get().reminded_at == FRIDAY


def test_what_is_decided_is_not_told_of(submission: Submission, coordinator: Any, editor: Any, at: Any) -> None:
    send_back(submission, editor, "Kenelle?")
    OutgoingMail.objects.all().delete()
    at(FRIDAY)
    assert remind_coordinators() == 0
    assert not OutgoingMail.objects.exists()


def test_nothing_counts_as_told_while_nobody_listens(submission: Submission, editor: Any, at: Any) -> None:
    at(FRIDAY)
    assert remind_coordinators() == 0
    assert Submission.objects.get().reminded_at is None


def test_coordinators_are_known_by_their_permission(coordinator: Any, editor: Any, artist: Any) -> None:
    assert list(coordinators()) == [coordinator]
    group = Group.objects.create(name="Toinen nimi")
    group.permissions.add(Permission.objects.get(codename="change_partner"))
    editor.groups.add(group)
    assert set(coordinators()) == {coordinator, editor}
    coordinator.is_active = False
    coordinator.save()
    assert list(coordinators()) == [editor]


def test_the_scheduler_finds_the_jobs(db: None) -> None:
    Command().load_tasks({})
    names = [job.name for job in scheduler.get_jobs()]
    assert {"remind_of_late_submissions", "remove_old_take_down_requests"} <= {
        name.rpartition(".")[2] for name in names
    }
