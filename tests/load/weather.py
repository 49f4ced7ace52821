"""What changes places while people come: they cancel, offers lapse, and there are other numbers of places."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.load.client import sign_up
from tests.load.served import Served


def weather(served: Served, occurrence: Any, *, first: int, seconds: int, kill: bool) -> list[str]:
    """Let people cancel, offers lapse, places change and more people come, from number *first*; say what did not hold.

    With *kill*, web and worker are killed meanwhile.
    """
    ends = time.monotonic() + seconds
    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(keep_doing, act, occurrence, ends) for act in (cancel_one, change_places, let_lapse)]
        url = f"http://localhost:{served.port}/fi/ilmoittaudu/{occurrence.uuid}/"
        done.append(pool.submit(keep_coming, url, first, ends))
        if kill:
            done.append(pool.submit(served.kill_until, ends))
        failures: list[str] = []
        looks = 0
        while time.monotonic() < ends:
            failures += look(occurrence)
            looks += 1
            time.sleep(0.5)
        numbers = [future.result() for future in done]
    failures += look(occurrence)
    told = dict(zip(("cancelled", "changed", "lapsed", "came", "killed"), numbers, strict=False))
    print(f"weather: {told}; looked {looks} times")
    return list(dict.fromkeys(failures))


def keep_doing(act: Any, occurrence: Any, ends: float) -> int:
    from django.db import connection

    number = 0
    while time.monotonic() < ends:
        number += bool(act(occurrence))
        time.sleep(random.uniform(0.05, 0.3))
    connection.close()
    return number


def keep_coming(url: str, first: int, ends: float) -> int:
    number = first
    while time.monotonic() < ends:
        answer = sign_up(url, number)
        if answer.status != 200:
            raise AssertionError(f"person {number} saw {answer.status}: {answer.text[:400]}")
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
