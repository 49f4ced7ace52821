"""Two real workers on one queue, killed in the middle again and again, beside a mail server that counts.

Nothing is lost and nothing is sent twice: not when a sender is killed before the server has anything of its mail, and
not when the server has taken a mail whole and its sender has not heard so.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cms.settings.environment import PROJECT_DIR
from programme.participation.models import Message, MessageKind, Signup
from tests.conftest import publish
from tests.databases import database_of_this_test
from tests.mail_server import MailServer, Moment, mail_server

from .people import make_signup
from .sessions import dates_of

PEOPLE = 160
KILLED_AT = {(Moment.WHOLE, 3), (Moment.ADDRESSED, 30), (Moment.WHOLE, 60), (Moment.ADDRESSED, 61), (Moment.WHOLE, 120)}
SECONDS_AT_MOST = 120

# What the scheduler does each minute, ten times a second; and the quarter of an hour after which a mail whose sender
# stopped is sent again is over at once.
SCHEDULER = """
import time
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from home.models import MailStatus, OutgoingMail
from home.tasks import send_due_mail
from programme.participation.tasks import hand_over_messages
while True:
    if DBTaskResult.objects.ready().count() < 4:
        hand_over_messages.enqueue()
        send_due_mail.enqueue()
    now = timezone.now()
    lately = (now - timedelta(minutes=10), now - timedelta(seconds=2))
    hanging = OutgoingMail.objects.filter(
        status__in=[MailStatus.SENDING, MailStatus.HANDED], attempted_at__range=lately
    )
    hanging.update(attempted_at=now - timedelta(hours=1))
    time.sleep(0.1)
"""
STATES = """
import json
import django
django.setup()
from collections import Counter
from home.models import OutgoingMail
from programme.participation.models import Message, Signup
print(json.dumps([
    Counter(Message.objects.values_list("state", flat=True)),
    Counter(OutgoingMail.objects.values_list("status", flat=True)),
    Signup.objects.filter(unreachable_at__isnull=False).count(),
]))
"""


class Workers:
    """Two workers that are started again whenever they are killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.running = True
        self.kills = 0
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.keepers = [threading.Thread(target=self._keep, args=[name]) for name in ("worker", "other")]
        for keeper in self.keepers:
            keeper.start()

    def _keep(self, name: str) -> None:
        command = {"worker": ["worker"], "other": ["db_worker", "--backend", "jobs", "--worker-id", "o", "--no-reload"]}
        while self.running:
            process = start([PROJECT_DIR / "manage.py", *command[name]], self.environment)
            self.processes[name] = process
            process.wait()

    def kill_both(self) -> None:
        self.kills += 1
        for process in self.processes.values():
            process.send_signal(signal.SIGKILL)

    def stop(self) -> None:
        self.running = False
        while any(keeper.is_alive() for keeper in self.keepers):
            for process in self.processes.values():
                process.kill()
            time.sleep(0.05)


def start(command: list[Any], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=PROJECT_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def states(environment: dict[str, str]) -> Any:
    import json

    answer = subprocess.run(
        [sys.executable, "-c", STATES], cwd=PROJECT_DIR, env=environment, capture_output=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_workers_lose_nothing_and_send_nothing_twice(
    site: None, partner: Any, make_workshop: Any, tmp_path: Path
) -> None:
    date = dates_of(publish(make_workshop(partner, signup="each_date")))[0]
    people = [f"person{number}@example.org" for number in range(PEOPLE)]
    signups = [make_signup(date, email=email) for email in [*people, "nobody@example.org"]]
    Message.objects.bulk_create([Message(signup=signup, kind=MessageKind.CONFIRMATION) for signup in signups])
    assert Signup.objects.count() == PEOPLE + 1

    workers: list[Workers] = []

    def kill_now_and_then(moment: Moment, number: int) -> None:
        time.sleep(0.01)
        if (moment, number) in KILLED_AT:
            workers[0].kill_both()

    with database_of_this_test(tmp_path) as database, mail_server(kill_now_and_then) as server:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATABASE_URL": database,
            "VAR_DIR": str(tmp_path),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.port),
        }
        workers.append(Workers(environment))
        scheduler = start(["-c", SCHEDULER], environment)
        try:
            wait_for_everybody(server, people)
            # Time for whatever would go twice.
            time.sleep(4)
        finally:
            scheduler.kill()
            scheduler.wait()
            workers[0].stop()
        messages, mails, unreachable = states(environment)

    assert workers[0].kills == len(KILLED_AT)
    assert messages == {"mailed": PEOPLE + 1}
    assert (mails, unreachable) == ({"sent": PEOPLE, "refused": 1}, 1)
    copies = Counter(recipient for recipient, _mail in server.received)
    assert set(copies.values()) == {1}
    # A sender that is killed within microseconds, between its note and the end of the mail, loses that mail: the price
    # of sending none twice. Whoever has none is one of those whose mail broke off.
    assert set(people) - set(copies) <= set(server.broken_off)
    assert len(set(people) - set(copies)) <= 1


def wait_for_everybody(server: MailServer, people: list[str]) -> None:
    ends_at = time.monotonic() + SECONDS_AT_MOST
    while time.monotonic() < ends_at:
        if server.recipients | set(server.broken_off) >= set(people):
            return
        time.sleep(0.2)
    raise AssertionError(f"{len(server.received)} mails after {SECONDS_AT_MOST} seconds")
