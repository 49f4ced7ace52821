"""`python -m tests.load`: many people sign up at once through the served site; then places come and go under load.

Ends with a status other than 0 when a place was given twice, one stayed free while somebody waited for it, a mail was
lost or sent twice, or somebody saw an error.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import django

from tests.load.client import sign_up
from tests.load.delivery import deliver, sent_twice
from tests.load.served import PROJECT_DIR, Served, free_port
from tests.load.weather import weather
from tests.mail_server import MailServer, mail_server

SECONDS_OF_KILLING = 20


def main() -> int:
    """Run all of it; return 0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--places", type=int, default=20)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=60, help="of cancellations, other numbers and expiries")
    parser.add_argument("--kill", action="store_true", help="kill web and worker processes meanwhile")
    options = parser.parse_args()
    with mail_server() as office:
        failures = run(office, options)
    for failure in failures:
        print(f"FAILED: {failure}")
    print("everything held" if not failures else f"{len(failures)} things did not hold")
    return 1 if failures else 0


def run(office: MailServer, options: argparse.Namespace) -> list[str]:
    """Serve the site, and say what did not hold."""
    port = free_port()
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
    logging.disable(logging.WARNING)
    occurrence = prepare(options.places, port)
    served = Served(port, dict(os.environ))
    try:
        served.start()
        failures = rush(served, occurrence, options)
        failures += deliver(office)
        if options.seconds:
            failures += weather(served, occurrence, first=options.people, seconds=options.seconds, kill=options.kill)
            failures += sent_twice(office)
    finally:
        served.stop()
    return failures


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
        waiting = [pool.submit(sign_up, url, number) for number in range(options.people)]
        if options.kill:
            served.kill_until(started + SECONDS_OF_KILLING, lambda: all(future.done() for future in waiting))
        answers = [future.result() for future in waiting]
    seconds = time.monotonic() - started
    statuses = Counter(answer.status for answer in answers)
    print(
        f"{options.people} people for {options.places} places by {options.clients} clients:",
        f"{seconds:.1f} s, {dict(statuses)}",
    )
    return [*([] if set(statuses) == {200} else [f"answers: {statuses}"]), *count(occurrence, options)]


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


if __name__ == "__main__":
    sys.exit(main())
