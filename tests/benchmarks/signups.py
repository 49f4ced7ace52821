"""`python -m tests.benchmarks.signups`: accepted signups per second, beside what a database can do at best.

The measure is the service itself, `sign_up`, with everything that it asks and writes: rules, limits, the signup, its
place, the message that is due, the count. Beside it, in turn with it and on the same database, runs the least that
could count places without overselling: a conditional UPDATE, and an INSERT of the same signup's row, in one
transaction. The same in one statement stands beside it, because it is how the service does it. Processes try until the
places are gone.
"""

import multiprocessing
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

import django

PLACES = 500
PROCESSES = 16
WARM_UP = 5
ROUNDS = int(os.environ.get("ROUNDS", "7"))
AIM = 0.7
# The rows that are counted in one statement, beside those of the other way.
_OTHER_WAY = 1000

_BARE_TABLES = """
    CREATE TABLE bench_seats (id integer PRIMARY KEY, taken integer NOT NULL, capacity integer NOT NULL);
    CREATE TABLE bench_signup (LIKE participation_signup INCLUDING ALL);
"""

_BARE_COLUMNS = """
    uuid, translation_key, language, name, email, phone, size, message, is_for_someone_else, helper_name, has_under_13,
    guardian_contact, age_bands, status, link_version, contact_key, created_at, confirmed_at, cancelled_by
"""
_BARE_VALUES = (
    "%s, %s, 'fi', %s, %s, '', 1, '', false, '', false, '', '{}'::jsonb, 'confirmed', 1, %s, now(), now(), ''"
)
_BARE_UPDATE = "UPDATE bench_seats SET taken = taken + 1 WHERE id = %s AND taken < capacity"
_BARE_INSERT = f"INSERT INTO bench_signup ({_BARE_COLUMNS}) VALUES ({_BARE_VALUES})"
_BARE_STATEMENT = f"""
    WITH took AS ({_BARE_UPDATE} RETURNING id)
    INSERT INTO bench_signup ({_BARE_COLUMNS}) SELECT {_BARE_VALUES} FROM took
"""


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    django.setup()
    import logging

    from django.core.management import call_command
    from django.db import connection, connections

    if connection.vendor != "postgresql":
        print("This compares processes on PostgreSQL: run it by `make bench-signup`.")
        return 77
    call_command("migrate", verbosity=0)
    logging.disable(logging.INFO)
    page = publish_workshop()
    with connection.cursor() as cursor:
        cursor.execute(_BARE_TABLES)
        for number, places in enumerate([*[PLACES] * ROUNDS, 5000]):
            for way in range(2):
                cursor.execute("INSERT INTO bench_seats VALUES (%s, 0, %s)", [number + way * _OTHER_WAY, places])
    connections.close_all()
    print(f"{PLACES} places, {PROCESSES} processes, households of one; accepted per second")
    print(f"{'round':<8}{'bare':>8}{'at once':>9}{'sign_up':>9}{'of bare':>9}{'of at once':>12}")
    rates: dict[str, list[float]] = {"bare": [], "at_once": [], "service": []}
    for number in range(ROUNDS):
        # None is always the first on a warmed machine.
        names = list(rates)
        for name in names[number % 3 :] + names[: number % 3]:
            rates[name].append(measure(name, number, page.pk))
        print(line(str(number + 1), *(rates[name][-1] for name in rates)))
    medians = {name: statistics.median(of_rounds) for name, of_rounds in rates.items()}
    oversold = count_oversold()
    print(line("median", *medians.values()))
    print(f"oversold: {oversold}")
    return 0 if medians["service"] / medians["bare"] >= AIM and oversold == 0 else 1


def line(name: str, bare: float, at_once: float, service: float) -> str:
    """Rates per second, and what part of each bare way the service reaches."""
    return f"{name:<8}{bare:>8.0f}{at_once:>9.0f}{service:>9.0f}{service / bare:>9.2f}{service / at_once:>12.2f}"


def publish_workshop() -> Any:
    """Publish a workshop with one date for each round, and one to warm up on."""
    from cms.site_setup import set_up_site
    from programme.catalogue.models import WorkshopPage
    from programme.partners.services import create_partner
    from tests.conftest import date_value, publish

    set_up_site(base_url="http://testserver")
    partner = create_partner(name="Saviverstas", by=None)
    section = partner.sections.get(locale__language_code="fi")
    page = WorkshopPage(
        title="Savikettu",
        summary="Muovaillaan yhdessä.",
        contact_name="Aino",
        contact_email="aino@example.org",
        locale=section.locale,
        live=False,
        signup="each_date",
        dates=[
            *[("date", date_value(7 + number, capacity=PLACES)) for number in range(ROUNDS)],
            ("date", date_value(7 + ROUNDS, capacity=5000)),
        ],
        **dict.fromkeys(("cost", "who", "skill", "needs", "participation", "seen"), "Ei mitään."),
    )
    section.add_child(instance=page)
    page.save_revision()
    return publish(page)


def measure(name: str, number: int, page_pk: int) -> float:
    """Let the processes try for one date, and return how many were accepted per second, from the start to the last."""
    ready = multiprocessing.get_context("fork").Barrier(PROCESSES + 1)
    results: Any = multiprocessing.get_context("fork").SimpleQueue()
    processes = [
        multiprocessing.get_context("fork").Process(target=run, args=(name, number, page_pk, who, ready, results))
        for who in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    ready.wait()
    started = time.monotonic()
    answers = [results.get() for _process in processes]
    for process in processes:
        process.join()
    if None in answers:
        sys.exit("A process failed; see above.")
    accepted = sum(number for number, _last in answers)
    return accepted / (max(last for _number, last in answers) - started)


def run(name: str, number: int, page_pk: int, who: int, ready: Barrier, results: Any) -> None:
    """One process, which says how it went, also when it failed: the others wait for it."""
    try:
        results.put(try_for_places(name, number, page_pk, who, ready))
    except Exception:
        ready.abort()
        results.put(None)
        raise


def try_for_places(name: str, number: int, page_pk: int, who: int, ready: Barrier) -> tuple[int, float]:
    """Return how many were accepted, and when the last was. What a web worker has warm is warm before the start."""
    verb = {"bare": bare, "at_once": at_once, "service": service}[name]
    warm_up, attempt = verb(ROUNDS, page_pk), verb(number, page_pk)
    for time_of in range(WARM_UP):
        warm_up(f"r{number}p{who}n{time_of}")
    ready.wait()
    accepted, last = 0, time.monotonic()
    while attempt(f"p{who}n{accepted}"):
        accepted += 1
        last = time.monotonic()
    return accepted, last


def bare(number: int, _page_pk: int) -> Callable[[str], bool]:
    """The least that counts places without overselling."""
    from django.db import connection, transaction

    def attempt(name: str) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_BARE_UPDATE, [number])
            if not cursor.rowcount:
                return False
            cursor.execute(_BARE_INSERT, row(name))
        return True

    return attempt


def at_once(number: int, _page_pk: int) -> Callable[[str], bool]:
    """The same in one statement, on a row of its own."""
    from django.db import connection

    def attempt(name: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_BARE_STATEMENT, [number + _OTHER_WAY, *row(f"at_once_{name}")])
            return bool(cursor.rowcount)

    return attempt


def row(name: str) -> list[Any]:
    """What differs from one bare signup to the next."""
    return [uuid.uuid4(), uuid.uuid4(), name, f"{name}@example.org", uuid.uuid4().hex]


def service(number: int, page_pk: int) -> Callable[[str], bool]:
    """The verb, as the page of signing up calls it: the page and the date have been read."""
    from programme.catalogue.models import Occurrence, WorkshopPage
    from programme.participation.models import SignupStatus
    from programme.participation.services import Details, sign_up

    page = WorkshopPage.objects.get(pk=page_pk)
    date = Occurrence.objects.order_by("start")[number]

    def attempt(name: str) -> bool:
        details = Details(name=name, language="fi", email=f"{name}@example.org", client_address="")
        return sign_up(page=page, occurrences=[date], details=details).status == SignupStatus.CONFIRMED

    return attempt


def count_oversold() -> int:
    """Count confirmed people beyond the places, from the signups themselves."""
    from django.db.models import Sum

    from programme.catalogue.models import Occurrence
    from programme.participation.models import SignupStatus

    confirmed = Occurrence.objects.filter(places__signup__status=SignupStatus.CONFIRMED)
    taken = confirmed.annotate(number=Sum("places__signup__size")).values_list("number", "capacity")
    return sum(max(number - capacity, 0) for number, capacity in taken)


if __name__ == "__main__":
    sys.exit(main())
