"""`python -m tests.programme.participation.crowd`: processes that want the same places, in the database of a test.

They get a page with dates of one place each, and race for each; then a workshop and a course of which everything
changes at random. Prints what did not hold, a line each; nothing when all held.
"""

import multiprocessing
import os
import random
import sys
import traceback
import uuid
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

import django

PROCESSES = 4
SIZES = (1, 1, 1, 2, 2, 3, 4)


def main(race: int, workshop: int, course: int, number: int) -> None:
    django.setup()
    import logging

    logging.disable(logging.WARNING)
    run(race_for_each_date, race)
    for line in count_the_race(race):
        print(line)
    run(send_the_same_forms, workshop)
    for line in count_the_forms(workshop):
        print(line)
    run(do_anything, workshop, course, number)
    for line in look((workshop, course)):
        print(f"in the end: {line}")


def run(work: Callable[..., Any], *arguments: Any) -> None:
    """Let every process do *work*; what goes wrong in one is printed."""
    from django.db import connections

    connections.close_all()
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(PROCESSES)
    processes = [fork.Process(target=_do, args=(work, who, barrier, *arguments)) for who in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def _do(work: Callable[..., Any], who: int, barrier: Barrier, *arguments: Any) -> None:
    try:
        work(who, barrier, *arguments)
    except Exception:
        barrier.abort()
        print(f"process {who}: {traceback.format_exc()}", flush=True)


def page_of(pk: int) -> Any:
    from programme.catalogue.models import WorkshopPage

    return WorkshopPage.objects.get(pk=pk)


def race_for_each_date(who: int, barrier: Barrier, page_pk: int) -> None:
    from programme.participation.services import sign_up
    from tests.programme.participation.sessions import dates_of, details

    page = page_of(page_pk)
    for number, date in enumerate(dates_of(page)):
        barrier.wait()
        sign_up(page=page, occurrences=[date], details=details(f"Nimi{who}", email=f"n{who}d{number}@example.org"))


FORMS = [(uuid.UUID(int=number), bool(number % 2)) for number in range(1, 5)]


def send_the_same_forms(who: int, barrier: Barrier, page_pk: int) -> None:
    """Everybody sends the same form at the same moment: that of who comes, and of who helps others."""
    from programme.participation.services import sign_up
    from tests.programme.participation.sessions import dates_of, details

    page = page_of(page_pk)
    date = dates_of(page)[0]
    for form, is_helper in FORMS:
        values = {"form": form, "is_for_someone_else": is_helper, "helper_name": "Ohjaaja" if is_helper else ""}
        barrier.wait()
        sign_up(page=page, occurrences=[date], details=details(f"Lomake{form.int}", **values))


def count_the_forms(page_pk: int) -> list[str]:
    """Each made one signup; they go again, so that the places are free for what comes next."""
    from programme.participation.models import CancelledBy, Signup
    from programme.participation.services import cancel

    made = list(Signup.objects.of_page(page_of(page_pk).translation_key).order_by("pk"))
    expected = [f"Lomake{form.int}" for form, _is_helper in FORMS]
    wrong = [] if [signup.name for signup in made] == expected else [f"forms sent at once made {made}"]
    for signup in made:
        cancel(signup=signup, by=CancelledBy.SELF)
    return wrong


def count_the_race(page_pk: int) -> list[str]:
    """One has each place, and the others wait, each in a position of their own."""
    from programme.participation.models import Signup
    from tests.programme.participation.sessions import dates_of

    wrong = []
    expected = [("confirmed", None), *(("waitlisted", number) for number in range(1, PROCESSES))]
    for date in dates_of(page_of(page_pk)):
        got = sorted(Signup.objects.at(date.pk).values_list("status", "position"), key=lambda each: each[1] or 0)
        if got != expected:
            wrong.append(f"the race for {date}: {got}")
    return wrong


def do_anything(who: int, barrier: Barrier, workshop: int, course: int, number: int) -> None:
    from home.refusals import Refused

    chance = random.Random(who)
    barrier.wait()
    for step in range(number):
        (act,) = chance.choices(list(ACTS), list(ACTS.values()))
        try:
            act(chance, chance.choice((workshop, course)), f"{who}x{step}")
        except Refused:
            pass
        if who == 0 and step % 4 == 0:
            for line in look((workshop, course)):
                print(f"in between: {line}", flush=True)


def somebody(chance: random.Random, page_pk: int, **values: Any) -> Any:
    from programme.participation.models import Signup

    signups = list(Signup.objects.of_page(page_of(page_pk).translation_key).filter(**values).order_by("pk"))
    return chance.choice(signups) if signups else None


def come(chance: random.Random, page_pk: int, name: str) -> None:
    from programme.participation.services import dates_of_course, sign_up
    from tests.programme.participation.sessions import details

    page = page_of(page_pk)
    dates = dates_of_course(page=page)
    if page.signup == "each_date":
        dates = [chance.choice(dates)]
    sign_up(page=page, occurrences=dates, details=details(f"Nimi{name}", size=chance.choice(SIZES)))


def leave(chance: random.Random, page_pk: int, _name: str) -> None:
    from programme.participation.models import CancelledBy, SignupStatus
    from programme.participation.services import cancel

    if signup := somebody(chance, page_pk, status__in=SignupStatus.present):
        cancel(signup=signup, by=CancelledBy.SELF)


def come_with_others(chance: random.Random, page_pk: int, _name: str) -> None:
    from programme.participation.models import SignupStatus
    from programme.participation.services import change_size

    if signup := somebody(chance, page_pk, status__in=SignupStatus.present):
        change_size(signup=signup, size=chance.choice(SIZES))


def answer(chance: random.Random, page_pk: int, _name: str) -> None:
    from programme.participation.models import SignupStatus
    from programme.participation.services import decline_offer, take_offer

    if signup := somebody(chance, page_pk, status=SignupStatus.OFFERED):
        chance.choice((take_offer, decline_offer))(signup=signup)


def be_late(chance: random.Random, page_pk: int, _name: str) -> None:
    from django.utils import timezone

    from programme.participation.models import Signup, SignupStatus
    from programme.participation.services import expire_due

    if signup := somebody(chance, page_pk, status=SignupStatus.OFFERED):
        Signup.objects.filter(pk=signup.pk, status=SignupStatus.OFFERED).update(expires_at=timezone.now())
    expire_due()


def give_other_places(chance: random.Random, page_pk: int, _name: str) -> None:
    """What an approval of other numbers does."""
    from tests.conftest import publish

    page = page_of(page_pk)
    for date in page.dates:
        date.value["capacity"] = chance.randint(3, 9)
    page.save_revision(clean=False)
    publish(page)


# With how often each is done: a publication takes long.
ACTS = {come: 12, leave: 4, come_with_others: 4, answer: 4, be_late: 4, give_other_places: 1}


def look(page_pks: tuple[int, ...]) -> list[str]:
    """In one picture of the database: the counts are right, nobody is too many, and nobody who fits waits."""
    from django.db import connection, transaction

    from tests.programme.participation.sessions import check_places

    wrong = []
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for pk in page_pks:
            try:
                check_places(page_of(pk))
            except AssertionError as error:
                wrong.append(f"page {pk}: {error}")
    return wrong


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    main(*[int(argument) for argument in sys.argv[1:]])
