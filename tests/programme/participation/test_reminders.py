"""Reminders: once for each start, late-safe, along with the date. Thanks: once, after the last date."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from home.models import OutgoingMail
from programme.catalogue.models import Occurrence, Reminders
from programme.participation.mails import hand_over_due
from programme.participation.models import (
    Attendance,
    Consent,
    Message,
    MessageKind,
    MessageState,
    SignupStatus,
)
from programme.participation.reminders import A_DAY, NO_THANKS_AFTER, THANKS_AFTER, TWO_HOURS, remind, thank
from tests.conftest import publish

from .people import make_due, make_signup, move
from .sessions import dates_of

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY, HOURS = MessageKind.REMINDER_DAY, MessageKind.REMINDER_HOURS
MINUTE = timedelta(minutes=1)


@pytest.fixture
def page(partner: Any, make_workshop: Any) -> Any:
    return publish(make_workshop(partner, days=(7, 14), signup="each_date", reminders=Reminders.DAY_AND_TWO_HOURS))


@pytest.fixture
def date(page: Any) -> Occurrence:
    return dates_of(page)[0]


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def walk(first: datetime, last: datetime, step: timedelta = timedelta(minutes=5)) -> list[tuple[str, datetime]]:
    """Run both jobs at every step, as the scheduler does, and return which reminder was mailed when."""
    mailed = []
    moment = first
    while moment < last:
        remind(now=moment)
        before = set(OutgoingMail.objects.values_list("pk", flat=True))
        hand_over_due(now=moment)
        for mail in OutgoingMail.objects.exclude(pk__in=before).order_by("pk"):
            mailed.append((mail.purpose, moment))
        moment += step
    return mailed


def test_two_reminders_are_sent_at_their_time_and_no_more(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    start = date.start
    assert walk(start - timedelta(hours=30), date.end + A_DAY, timedelta(minutes=30)) == [
        ("participant_reminder_day", start - A_DAY),
        ("participant_reminder_hours", start - TWO_HOURS),
    ]


def test_run_twice_it_reminds_once(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    assert [remind(now=date.start - A_DAY), remind(now=date.start - A_DAY)] == [1, 0]
    assert kinds() == [DAY]


def test_two_runs_at_once_remind_once(date: Occurrence, monkeypatch: Any) -> None:
    """What another run wrote after this one had looked is in its way in the table itself."""
    make_signup(date, reminders=True)
    now = date.start - A_DAY
    write = Message.objects.bulk_create

    def write_after_the_other(messages: list[Message], **options: Any) -> Any:
        write([Message(signup=m.signup, kind=m.kind, occurrence=m.occurrence, number=m.number) for m in messages])
        return write(messages, **options)

    monkeypatch.setattr(
        type(Message.objects), "bulk_create", lambda _manager, *args, **kw: write_after_the_other(*args, **kw)
    )
    remind(now=now)
    assert kinds() == [DAY]


@pytest.mark.parametrize(
    ("before_start", "kind"),
    [
        (A_DAY + MINUTE, []),
        (A_DAY, [DAY]),
        (timedelta(hours=3), [DAY]),
        # Both are late: the nearer one is enough.
        (timedelta(minutes=50), [HOURS]),
        (MINUTE, [HOURS]),
        (timedelta(0), []),
        (-MINUTE, []),
    ],
)
def test_a_late_run_reminds_before_the_start_only(before_start: timedelta, kind: list[str], date: Occurrence) -> None:
    make_signup(date, reminders=True)
    remind(now=date.start - before_start)
    assert kinds() == kind


def test_a_reminder_that_is_handed_over_too_late_is_not_sent(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    remind(now=date.start - MINUTE)
    hand_over_due(now=date.start)
    assert list(Message.objects.values_list("state", flat=True)) == [MessageState.DROPPED]


@pytest.mark.parametrize(
    ("reminders", "expected"),
    [(Reminders.NONE, []), (Reminders.DAY_BEFORE, [DAY]), (Reminders.DAY_AND_TWO_HOURS, [DAY, HOURS])],
)
def test_the_page_says_which(reminders: str, expected: list[str], page: Any, date: Occurrence) -> None:
    type(page).objects.filter(pk=page.pk).update(reminders=reminders)
    make_signup(date, reminders=True)
    for before_start in (A_DAY, TWO_HOURS, MINUTE):
        remind(now=date.start - before_start)
    assert kinds() == expected


def test_nobody_is_reminded_who_signed_up_within_the_window(date: Occurrence) -> None:
    make_signup(date, reminders=True, signed_up_at=date.start - timedelta(hours=20))
    make_signup(date, reminders=True, signed_up_at=date.start - timedelta(hours=1), email="bertta@example.org")
    # From the waiting list, within the window: the confirmation has told the time.
    make_signup(date, reminders=True, email="cecilia@example.org", confirmed_at=date.start - timedelta(hours=5))
    remind(now=date.start - timedelta(hours=4))
    assert kinds() == []
    remind(now=date.start - timedelta(minutes=30))
    assert {(message.signup.email, message.kind) for message in Message.objects.select_related("signup")} == {
        ("aino@example.org", HOURS),
        ("cecilia@example.org", HOURS),
    }


@pytest.mark.parametrize("status", sorted(set(SignupStatus) - {SignupStatus.CONFIRMED}))
def test_who_has_no_place_is_not_reminded(status: SignupStatus, date: Occurrence) -> None:
    make_signup(date, reminders=True, status=status)
    assert remind(now=date.start - A_DAY) == 0


def test_who_did_not_ask_is_not_reminded_nor_who_takes_it_back(date: Occurrence) -> None:
    make_signup(date)
    other = make_signup(date, reminders=True)
    Consent.objects.filter(signup=other).update(withdrawn_at=timezone.now())
    assert remind(now=date.start - A_DAY) == 0
    third = make_signup(date, reminders=True)
    assert remind(now=date.start - A_DAY) == 1
    Consent.objects.filter(signup=third).update(withdrawn_at=timezone.now())
    hand_over_due(now=date.start - A_DAY)
    assert OutgoingMail.objects.count() == 0


def test_a_cancelled_date_is_not_reminded_of(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    remind(now=date.start - A_DAY)
    Occurrence.objects.filter(pk=date.pk).update(cancelled_at=timezone.now())
    hand_over_due(now=date.start - A_DAY)
    assert remind(now=date.start - TWO_HOURS) == 0
    assert OutgoingMail.objects.count() == 0


def test_a_cancelled_signup_is_not_reminded(date: Occurrence) -> None:
    signup = make_signup(date, reminders=True)
    remind(now=date.start - A_DAY)
    signup.status = SignupStatus.CANCELLED
    signup.save()
    hand_over_due(now=date.start - A_DAY)
    assert remind(now=date.start - TWO_HOURS) == 0
    assert OutgoingMail.objects.count() == 0


def test_a_date_that_moves_later_is_reminded_of_at_its_new_time(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    first = date.start
    assert walk(first - A_DAY, first - timedelta(hours=20)) == [("participant_reminder_day", first - A_DAY)]
    move(date, first + timedelta(days=7))
    assert walk(first - timedelta(hours=20), date.end, timedelta(hours=1)) == [
        ("participant_reminder_day", date.start - A_DAY),
        ("participant_reminder_hours", date.start - TWO_HOURS),
    ]


def test_a_date_that_moves_a_little_is_not_reminded_of_again(date: Occurrence) -> None:
    """The window was open already, and the message about the change has told the new time."""
    signup = make_signup(date, reminders=True)
    first = date.start
    walk(first - A_DAY, first - timedelta(hours=20))
    move(date, first + timedelta(minutes=30))
    now = first - timedelta(hours=20)
    make_due(signup, MessageKind.CHANGED, occurrence=date, number=date.sequence, due_at=now)
    assert walk(now, date.end) == [
        ("participant_changed", now),
        ("participant_reminder_hours", date.start - TWO_HOURS),
    ]


def test_a_date_that_moves_earlier_is_told_and_then_reminded_of(date: Occurrence) -> None:
    signup = make_signup(date, reminders=True)
    first = date.start
    now = first - timedelta(days=3)
    move(date, now + timedelta(hours=10))
    make_due(signup, MessageKind.CHANGED, occurrence=date, number=date.sequence, due_at=now)
    assert walk(now, first + A_DAY, timedelta(hours=1)) == [
        ("participant_changed", now),
        ("participant_reminder_hours", date.start - TWO_HOURS),
    ]


def test_a_reminder_that_waits_while_the_date_moves_is_not_sent(date: Occurrence) -> None:
    make_signup(date, reminders=True)
    now = date.start - A_DAY
    remind(now=now)
    move(date, date.start + timedelta(days=7))
    hand_over_due(now=now)
    assert OutgoingMail.objects.count() == 0
    assert [purpose for purpose, _moment in walk(date.start - A_DAY, date.start, timedelta(hours=1))] == [
        "participant_reminder_day",
        "participant_reminder_hours",
    ]


@pytest.mark.parametrize(
    ("start", "a_day_before"),
    [
        # The clock goes back in the night before: 25 hours on the wall between the same times of day.
        ("2027-10-31T17:00", "2027-10-30T18:00"),
        # And forward: 23 hours.
        ("2027-03-28T17:00", "2027-03-27T16:00"),
        # Within the hour that comes twice.
        ("2027-10-31T03:30", "2027-10-30T03:30"),
        ("2027-10-31T04:30", "2027-10-30T05:30"),
    ],
)
def test_the_clock_changes_and_24_hours_stay_24_hours(start: str, a_day_before: str, date: Occurrence) -> None:
    move(date, datetime.fromisoformat(start).replace(tzinfo=HELSINKI))
    make_signup(date, reminders=True)
    begins = date.start.astimezone(ZoneInfo("UTC"))
    mailed = walk(begins - timedelta(hours=26), begins + timedelta(hours=2), timedelta(minutes=30))
    assert mailed == [
        ("participant_reminder_day", begins - A_DAY),
        ("participant_reminder_hours", begins - TWO_HOURS),
    ]
    assert mailed[0][1] == datetime.fromisoformat(a_day_before).replace(tzinfo=HELSINKI)
    clock = start.partition("T")[2].lstrip("0").replace(":", ".")
    assert all(f"klo\u00a0{clock}–" in mail.text for mail in OutgoingMail.objects.all())


def test_a_course_is_reminded_of_date_by_date(page: Any) -> None:
    first, second = dates_of(page)
    make_signup(first, second, reminders=True)
    for date in (first, second):
        assert remind(now=date.start - A_DAY) == 1
    assert list(Message.objects.order_by("pk").values_list("occurrence", flat=True)) == [first.pk, second.pk]


def test_reminding_costs_the_same_for_one_and_for_many(
    partner: Any, make_workshop: Any, date: Occurrence, django_assert_num_queries: Any
) -> None:
    make_signup(date, reminders=True)
    with django_assert_num_queries(5):
        assert remind(now=date.start - A_DAY) == 1
    for number in range(3):
        other = publish(make_workshop(partner, f"Savi {number}", signup="each_date", reminders="day"))
        for _signup in range(3):
            make_signup(dates_of(other)[0], reminders=True)
    with django_assert_num_queries(5):
        assert remind(now=date.start - A_DAY) == 9


# Thanks -----------------------------------------------------------------------------------------


def test_thanks_come_once_after_the_date(date: Occurrence) -> None:
    make_signup(date)
    assert thank(now=date.end) == 0
    assert [thank(now=date.end + THANKS_AFTER), thank(now=date.end + THANKS_AFTER)] == [1, 0]
    assert kinds() == [MessageKind.THANKS]


def test_thanks_that_are_too_late_are_left_out(date: Occurrence) -> None:
    make_signup(date)
    assert thank(now=date.end + NO_THANKS_AFTER) == 0


def test_a_course_is_thanked_for_after_its_last_date_that_goes_ahead(page: Any) -> None:
    first, second = dates_of(page)
    make_signup(first, second)
    assert thank(now=first.end + THANKS_AFTER) == 0
    Occurrence.objects.filter(pk=second.pk).update(cancelled_at=timezone.now())
    assert thank(now=first.end + THANKS_AFTER) == 1


@pytest.mark.parametrize("status", sorted(set(SignupStatus) - {SignupStatus.CONFIRMED}))
def test_who_had_no_place_is_not_thanked(status: SignupStatus, date: Occurrence) -> None:
    make_signup(date, status=status)
    assert thank(now=date.end + THANKS_AFTER) == 0


def test_who_did_not_come_is_not_thanked_nor_for_what_was_cancelled(page: Any) -> None:
    first, second = dates_of(page)
    make_signup(first).places.update(attendance=Attendance.DID_NOT)
    make_signup(second)
    Occurrence.objects.filter(pk=second.pk).update(cancelled_at=timezone.now())
    assert thank(now=first.end + THANKS_AFTER) == 0
    assert thank(now=second.end + THANKS_AFTER) == 0


def test_thanking_costs_the_same_for_one_and_for_many(date: Occurrence, django_assert_num_queries: Any) -> None:
    for number in (1, 8):
        for _signup in range(number):
            make_signup(date)
        with django_assert_num_queries(2):
            assert thank(now=date.end + THANKS_AFTER) == number
