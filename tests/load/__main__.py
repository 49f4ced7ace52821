"""`python -m tests.load`: many people sign up at once through the served site; then places come and go under load.

Ends with a status other than 0 when a place was given twice, one stayed free while somebody waited for it, a mail was
lost or sent twice, or somebody saw an error.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import django

from tests.load.client import Answer, Person
from tests.load.post_office import PostOffice

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
# Nobody fills the form in faster (participation.residents.forms.QUICKEST).
THINK = 2.2
SECONDS_TO_START = 60
SECONDS_TO_DELIVER = 180
WEB_PROCESSES = 4


class Served:
    """Web server and worker, each in a session of its own, so that a kill takes all of its processes."""

    def __init__(self, port: int, environment: dict[str, str]) -> None:
        self.port = port
        self.environment = environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        # Looked at when something did not hold.
        self.log = Path(environment["VAR_DIR"]) / "load.log"

    def start(self) -> None:
        """Start what is not running, and wait until the site answers."""
        web = ["-m", "gunicorn", "cms.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        web += ["--workers", str(WEB_PROCESSES), "--preload", "--no-control-socket", "--log-level", "error"]
        for name, arguments in (("web", web), ("worker", ["manage.py", "worker"])):
            process = self.processes.get(name)
            if process is None or process.poll() is not None:
                with self.log.open("a") as log:
                    self.processes[name] = subprocess.Popen(
                        [sys.executable, *arguments],
                        cwd=PROJECT_DIR,
                        env=self.environment,
                        start_new_session=True,
                        stdout=log,
                        stderr=log,
                    )
        started = time.monotonic()
        while time.monotonic() - started < SECONDS_TO_START:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise TimeoutError("the site does not answer")

    def kill(self, name: str) -> None:
        """What a lost machine does: no process says goodbye."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def stop(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)


def main() -> int:
    """Run all of it; return 0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--places", type=int, default=20)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=60, help="of cancellations, other numbers and expiries")
    parser.add_argument("--kill", action="store_true", help="kill web and worker processes meanwhile")
    options = parser.parse_args()
    office = PostOffice()
    port = _free_port()
    os.environ.setdefault("VAR_DIR", str(PROJECT_DIR / "var"))
    Path(os.environ["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "BASE_URL": f"http://localhost:{port}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(office.port),
        "TRUSTED_PROXY_COUNT": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    django.setup()
    import logging

    logging.disable(logging.WARNING)
    occurrence = prepare(options.places, port)
    served = Served(port, dict(os.environ))
    failures: list[str] = []
    try:
        served.start()
        failures += rush(served, occurrence, options)
        failures += deliver(office)
        if options.seconds:
            failures += weather(served, occurrence, options)
    finally:
        served.stop()
    for failure in failures:
        print(f"FAILED: {failure}")
    print("everything held" if not failures else f"{len(failures)} things did not hold")
    return 1 if failures else 0


def prepare(places: int, port: int) -> Any:
    """Make the site with one workshop that has *places* places, in a week; return its date."""
    from datetime import date, time, timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from cms.site_setup import set_up_site
    from programme.catalogue.models import Occurrence, WorkshopPage
    from programme.partners.services import create_partner
    from tests.many_pages import published

    call_command("migrate", verbosity=0)
    set_up_site(base_url=f"http://localhost:{port}")
    partner = create_partner(name="Saviverstas Hella", by=None)
    day: date = timezone.localdate() + timedelta(days=7)
    value = {"date": day, "start_time": time(17), "end_time": time(18), "end_date": None, "capacity": places}
    page = published(
        partner.sections.get(locale__language_code="fi"),
        WorkshopPage,
        "Savikettu",
        dates=[("date", {**value, "note": ""})],
        signup="each_date",
    )
    return Occurrence.objects.of_translation_key(page.translation_key).get()


def rush(served: Served, occurrence: Any, options: argparse.Namespace) -> list[str]:
    """Everybody wants a place at once; say what did not hold."""
    url = f"http://localhost:{served.port}/fi/ilmoittaudu/{occurrence.uuid}/"
    started = time.monotonic()
    with ThreadPoolExecutor(options.clients) as pool:
        waiting = [pool.submit(sign_up, served, url, number) for number in range(options.people)]
        if options.kill:
            for name in ("worker", "web", "worker", "web"):
                time.sleep(3)
                served.kill(name)
                served.start()
        answers = [future.result() for future in waiting]
    seconds = time.monotonic() - started
    statuses = Counter(answer.status for answer in answers)
    print(
        f"{options.people} people for {options.places} places by {options.clients} clients:",
        f"{seconds:.1f} s, {dict(statuses)}",
    )
    return [*([] if set(statuses) == {200} else [f"answers: {statuses}"]), *count(occurrence, options)]


def sign_up(served: Served, url: str, number: int) -> Answer:
    """One person, who tries again when nobody answers: a form that is sent twice makes one signup."""
    person = Person(number)
    values = {"name": f"Osallistuja {number}", "email": f"person{number}@example.org"}
    answer = person.fill_in(url, think=THINK, **values)
    for _again in range(10):
        if answer.status not in {0, 502}:
            break
        time.sleep(1)
        answer = person.fill_in(url, think=THINK, **values)
    # Whose answer was lost on the way has a place already, and is told so.
    return Answer(200, answer.url, answer.text) if answer.status == 409 else answer


def count(occurrence: Any, options: argparse.Namespace) -> list[str]:
    """Exactly the places there are, and a waiting list without a gap."""
    from programme.participation.models import Signup, SignupStatus

    statuses = Counter(Signup.objects.at(occurrence.pk).values_list("status", flat=True))
    positions = list(
        Signup.objects.at(occurrence.pk)
        .filter(status=SignupStatus.WAITLISTED)
        .order_by("position")
        .values_list("position", flat=True)
    )
    print(f"signups: {dict(statuses)}; waiting list from {positions[:1]} to {positions[-1:]}")
    failures = []
    if statuses[SignupStatus.CONFIRMED] != min(options.places, options.people):
        failures.append(f"{statuses[SignupStatus.CONFIRMED]} confirmed")
    if sum(statuses.values()) != options.people:
        failures.append(f"{sum(statuses.values())} signups")
    if positions != list(range(1, len(positions) + 1)):
        failures.append("the waiting list has gaps, or a place in it twice")
    return failures


def deliver(office: PostOffice) -> list[str]:
    """Wait until nothing is left to send; every signup has one letter."""
    from home.models import MailStatus, OutgoingMail
    from programme.participation.models import Message, MessageState, Signup
    from programme.participation.tasks import hand_over_messages

    hand_over_messages.enqueue()
    started = time.monotonic()
    while time.monotonic() - started < SECONDS_TO_DELIVER:
        due = Message.objects.filter(state=MessageState.DUE).count()
        unsent = OutgoingMail.objects.exclude(status__in=[MailStatus.SENT, MailStatus.FAILED]).count()
        if not due and not unsent:
            break
        time.sleep(0.5)
    letters = sum(office.by_recipient.values())
    twice = {key: number for key, number in office.by_recipient.items() if number > 1}
    signups = Signup.objects.count()
    people = len({recipient for recipient, _subject in office.by_recipient})
    print(f"{letters} letters to {people} people for {signups} signups; {len(twice)} of them twice")
    failures = [f"sent twice: {list(twice)[:3]}"] if twice else []
    return [*failures, *([f"{signups - people} people heard nothing"] if people != signups else [])]


def weather(served: Served, occurrence: Any, options: argparse.Namespace) -> list[str]:
    """People cancel, offers lapse, the number of places changes, more people come: for so many seconds."""
    ends = time.monotonic() + options.seconds
    with ThreadPoolExecutor(5) as pool:
        done = [pool.submit(keep_doing, act, occurrence, ends) for act in (cancel_one, change_places, let_lapse)]
        url = f"http://localhost:{served.port}/fi/ilmoittaudu/{occurrence.uuid}/"
        done.append(pool.submit(keep_coming, served, url, options.people, ends))
        failures: list[str] = []
        looks = 0
        while time.monotonic() < ends:
            failures += look(occurrence)
            looks += 1
            time.sleep(0.5)
        numbers = [future.result() for future in done]
    failures += look(occurrence)
    print(
        f"weather: {dict(zip(('cancelled', 'changed', 'lapsed', 'came'), numbers, strict=True))}; looked {looks} times"
    )
    return list(dict.fromkeys(failures))


def keep_doing(act: Any, occurrence: Any, ends: float) -> int:
    from django.db import connection

    number = 0
    while time.monotonic() < ends:
        number += bool(act(occurrence))
        time.sleep(random.uniform(0.05, 0.3))
    connection.close()
    return number


def keep_coming(served: Served, url: str, first: int, ends: float) -> int:
    number = first
    while time.monotonic() < ends:
        sign_up(served, url, number)
        number += 1
    return number - first


def cancel_one(occurrence: Any) -> bool:
    from programme.participation.models import CancelledBy, Signup
    from programme.participation.services import cancel

    signup = Signup.objects.at(occurrence.pk).present().order_by("?").first()
    return signup is not None and cancel(signup=signup, by=CancelledBy.SELF)


def change_places(occurrence: Any) -> bool:
    """What an approval of another number does."""
    from home.publication import city_act
    from programme.catalogue.models import WorkshopPage

    page = WorkshopPage.objects.get(translation_key=occurrence.translation_key)
    (date,) = page.dates
    date.value["capacity"] = random.randint(5, 40)
    with city_act(reason="load", by=None):
        page.save_revision(clean=False).publish()
    return True


def let_lapse(occurrence: Any) -> bool:
    """Let time pass for one offer, and end what is over."""
    from django.utils import timezone

    from programme.participation.models import Signup, SignupStatus
    from programme.participation.services import expire_due

    offered = Signup.objects.at(occurrence.pk).filter(status=SignupStatus.OFFERED).order_by("?").first()
    if offered is not None:
        Signup.objects.filter(pk=offered.pk, status=SignupStatus.OFFERED).update(expires_at=timezone.now())
    return expire_due() > 0


def look(occurrence: Any) -> list[str]:
    """In one picture of the database: never more taken than there are, never a free place for who waits and fits."""
    from django.db import connection, transaction

    from programme.participation.models import Seats, Signup, SignupStatus

    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        seats = Seats.objects.get(pk=occurrence.pk)
        signups = list(Signup.objects.at(occurrence.pk).values_list("status", "size"))
    taken = sum(size for status, size in signups if status in SignupStatus.occupying)
    fitting = [size for status, size in signups if status in SignupStatus.waiting and seats.has_room_for(size)]
    failures = []
    if taken != seats.taken or (seats.capacity is not None and taken > seats.capacity):
        failures.append(f"{taken} taken, counted {seats.taken} of {seats.capacity}")
    if fitting:
        failures.append(f"{seats.free} free places while {len(fitting)} who fit wait")
    return failures


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
