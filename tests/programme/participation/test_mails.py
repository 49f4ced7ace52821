"""From messages that are due to mails in the outbox: in one's language, once, and losing nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from ics import Calendar

from home import outbox
from home.models import MailStatus, OutgoingMail
from programme.catalogue.models import CancellationReason, Occurrence
from programme.participation.mails import calls_of, hand_over_due
from programme.participation.mails.delivery import BATCH, TRIED_AGAIN_AFTER
from programme.participation.models import (
    Announcement,
    Attendance,
    CancelledBy,
    JoinLink,
    Message,
    MessageKind,
    MessageState,
    Signup,
    SignupStatus,
)
from programme.participation.reminders import number_of_start
from programme.participation.services import cancel, confirming_token_of, token_of
from tests.conftest import publish

from .people import make_due, make_signup, move
from .sessions import dates_of

WAY_IN = "https://meet.example.org/salainen-huone"
CONFIRMED, HELD, WAITLISTED, OFFERED, CANCELLED = (
    SignupStatus.CONFIRMED,
    SignupStatus.HELD,
    SignupStatus.WAITLISTED,
    SignupStatus.OFFERED,
    SignupStatus.CANCELLED,
)


@pytest.fixture
def page(partner: Any, make_workshop: Any) -> Any:
    page = publish(make_workshop(partner, "Savikettu", days=(7, 14), signup="each_date"))
    JoinLink.objects.create(translation_key=page.translation_key, url=WAY_IN)
    return page


@pytest.fixture
def date(page: Any) -> Occurrence:
    return dates_of(page)[0]


def cancel_date(date: Occurrence) -> None:
    date.cancelled_at, date.cancellation_reason, date.sequence = timezone.now(), CancellationReason.ILLNESS, 1
    date.save()


def end_date(date: Occurrence) -> None:
    move(date, timezone.now() - timedelta(hours=5))


def values_of(kind: MessageKind, date: Occurrence, partner: Any) -> dict[str, Any]:
    """What a message of that kind says besides its signup."""
    about = {"occurrence": date}
    match kind:
        case MessageKind.CHANGED:
            return about | {"number": date.sequence}
        case MessageKind.REMINDER_DAY | MessageKind.REMINDER_HOURS:
            return about | {"number": number_of_start(date.start)}
        case MessageKind.THANKS | MessageKind.JOIN_CHANGED:
            return about
        case MessageKind.FROM_ARTIST:
            words = Announcement.objects.create(occurrence=date, partner=partner, text="Ottakaa\n\nesiliina mukaan.")
            return about | {"announcement": words, "number": words.pk}
        case _:
            return {}


# Each kind, with the status that it is for, and words that only its mail has, in Finnish and in English.
KINDS = [
    (MessageKind.CONFIRMATION, CONFIRMED, "Sinulle on paikka", "You have a place"),
    (MessageKind.CONFIRM_ADDRESS, HELD, "Vahvista viimeistään", "Please confirm by"),
    (MessageKind.WAITING, WAITLISTED, "jonossa sijalla 1", "on the waiting list, as number 1"),
    (MessageKind.OFFER, OFFERED, "vapautui paikka", "Good news: there is a place"),
    (MessageKind.CHANGED, CONFIRMED, "Järjestäjä on muuttanut", "The organiser has changed"),
    (MessageKind.REMINDER_DAY, CONFIRMED, "Pyysit muistuttamaan", "You asked us to remind you"),
    (MessageKind.REMINDER_HOURS, CONFIRMED, "alkaa pian", "This begins soon"),
    (MessageKind.JOIN_CHANGED, CONFIRMED, "Osallistumislinkki on vaihtunut", "The way into this has changed"),
    (MessageKind.FROM_ARTIST, CONFIRMED, "Saviverstas Hella kirjoittaa", "Saviverstas Hella writes to you"),
]


def hand_over_one(message: Message) -> OutgoingMail:
    assert hand_over_due() == 1
    message.refresh_from_db()
    assert message.state == MessageState.MAILED
    assert message.mail is not None
    return message.mail


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize(("kind", "status", "finnish", "english"), KINDS, ids=[kind.value for kind, *_rest in KINDS])
def test_each_kind_says_its_own_in_ones_language(
    kind: MessageKind, status: SignupStatus, finnish: str, english: str, language: str, date: Any, partner: Any
) -> None:
    signup = make_signup(date, status=status, language=language, reminders=True)
    mail = hand_over_one(make_due(signup, kind, **values_of(kind, date, partner)))
    assert (mail.recipient, mail.purpose) == ("aino@example.org", f"participant_{kind.value}")
    words, other = (finnish, english) if language == "fi" else (english, finnish)
    assert words in mail.text
    assert other not in mail.text
    assert "Savikettu" in mail.subject
    path = "fi/osallistuminen" if language == "fi" else "en/taking-part"
    token = token_of(signup)
    if kind == MessageKind.CONFIRM_ADDRESS:
        path, token = f"{path}/{'vahvista' if language == 'fi' else 'confirm'}", confirming_token_of(signup)
        # The key to the page is for who can read what comes to the address.
        assert token_of(signup) not in mail.text
    assert mail.text.count(f"http://testserver/{path}/{token}/") == 1
    # Whom to ask, and how to get out of it; and nothing between the lines that a tag left behind.
    assert "aino@example.org" in mail.text
    assert re.search(
        "peru|jätä|luovuta|ei tarvitse tehdä" if language == "fi" else "cancel|leave|let it go|need do", mail.text
    )
    assert "\n\n\n" not in mail.text
    assert "{" not in mail.text
    assert f'<html lang="{language}">' in mail.html


def test_the_way_in_is_in_no_mail_and_no_calendar_file(date: Any, partner: Any) -> None:
    for kind, status, *_words in KINDS:
        make_due(make_signup(date, status=status, reminders=True), kind, **values_of(kind, date, partner))
    assert hand_over_due() == len(KINDS)
    mails = OutgoingMail.objects.all()
    assert len(mails) == len(KINDS)
    written = "".join(f"{mail.subject}{mail.text}{mail.html}{mail.calendar}" for mail in mails)
    assert "Savikettu" in written
    assert WAY_IN not in written
    assert "meet.example.org" not in written


def test_a_confirmation_brings_the_date_for_ones_calendar(date: Any) -> None:
    signup = make_signup(date, size=3)
    mail = hand_over_one(make_due(signup, MessageKind.CONFIRMATION))
    assert "3 paikkaa" in mail.text
    assert "METHOD:PUBLISH" in mail.calendar
    (entry,) = Calendar(mail.calendar).events
    assert (entry.uid, entry.begin.datetime, entry.status) == (f"{date.uuid}@testserver", date.start, "CONFIRMED")
    assert entry.url == f"http://testserver/fi/osallistuminen/{token_of(signup)}/"


def sequence_of(mail: OutgoingMail) -> int:
    found = re.search(r"SEQUENCE:(\d+)", mail.calendar.replace("\r\n ", ""))
    assert found
    return int(found[1])


def test_a_change_replaces_the_entry_and_a_cancellation_cancels_it(date: Any) -> None:
    signup = make_signup(date)
    first = hand_over_one(make_due(signup, MessageKind.CONFIRMATION))
    move(date, date.start + timedelta(hours=1))
    second = hand_over_one(make_due(signup, MessageKind.CHANGED, occurrence=date, number=date.sequence))
    cancel_date(date)
    date.sequence = 2
    date.save()
    signup.status, signup.cancelled_by = CANCELLED, CancelledBy.DATE
    signup.save()
    third = hand_over_one(make_due(signup, MessageKind.CANCELLED, occurrence=date, number=2))
    assert [sequence_of(mail) for mail in (first, second, third)] == [0, 1, 2]
    entries = [next(iter(Calendar(mail.calendar).events)) for mail in (first, second, third)]
    assert {entry.uid for entry in entries} == {f"{date.uuid}@testserver"}
    assert [entry.status for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert entries[1].begin.datetime == date.start
    assert "METHOD:CANCEL" in third.calendar
    assert "Ohjaaja on sairastunut" in third.text


def test_who_gives_up_a_place_and_comes_back_has_a_newer_entry(date: Any) -> None:
    now = timezone.now()
    signup = make_signup(date, signed_up_at=now - timedelta(days=3))
    mails = [hand_over_one(make_due(signup, MessageKind.CONFIRMATION))]
    signup.status, signup.cancelled_by = CANCELLED, CancelledBy.SELF
    signup.save()
    mails.append(hand_over_one(make_due(signup, MessageKind.CANCELLED)))
    again = make_signup(date, signed_up_at=now - timedelta(days=2))
    mails.append(hand_over_one(make_due(again, MessageKind.CONFIRMATION)))
    assert [sequence_of(mail) for mail in mails] == [0, 1, 2]
    assert mails[1].purpose == "participant_left"
    assert "Peruit tämän" in mails[1].text


def test_a_helper_who_gives_up_one_of_several_keeps_the_entry_of_the_others(date: Any) -> None:
    now = timezone.now()

    def helped(day: int, name: str) -> Signup:
        return make_signup(date, name=name, is_for_someone_else=True, signed_up_at=now - timedelta(days=10 - day))

    def give_up(signup: Signup) -> OutgoingMail:
        Signup.objects.filter(pk=signup.pk).update(status=CANCELLED, cancelled_by=CancelledBy.SELF)
        return hand_over_one(make_due(signup, MessageKind.CANCELLED))

    aino, eino = helped(1, "Aino"), helped(2, "Eino")
    # Who comes by another address has nothing to do with it.
    make_signup(date, email="onni@example.org")
    entries = [sequence_of(hand_over_one(make_due(signup, MessageKind.CONFIRMATION))) for signup in (aino, eino)]
    assert give_up(aino).calendar == ""
    bertta = helped(3, "Bertta")
    entries.append(sequence_of(hand_over_one(make_due(bertta, MessageKind.CONFIRMATION))))
    assert give_up(bertta).calendar == ""
    last = give_up(eino)
    assert "METHOD:CANCEL" in last.calendar
    assert sequence_of(last) > max(entries)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (MessageKind.CHANGED, {"status": HELD}),
        (MessageKind.CANCELLED, {"status": CANCELLED, "cancelled_by": CancelledBy.EXPIRED}),
        (MessageKind.CANCELLED, {"status": CANCELLED, "cancelled_by": CancelledBy.SELF}),
    ],
)
def test_an_address_that_nobody_confirmed_hears_no_more(kind: MessageKind, values: dict[str, Any], date: Any) -> None:
    make_due(make_signup(date, confirmed_at=None, **values), kind)
    assert (hand_over_due(), OutgoingMail.objects.count()) == (1, 0)
    # Who is reached by telephone as well, because the address does not exist, is called.
    values = {**values, "phone": "040 123 4567", "unreachable_at": timezone.now()}
    message = make_due(make_signup(date, confirmed_at=None, **values), kind)
    hand_over_due()
    message.refresh_from_db()
    assert (message.state == MessageState.TO_CALL) == (kind == MessageKind.CANCELLED)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"cancelled_by": CancelledBy.SELF, "position": 1}, "Peruit tämän"),
        ({"cancelled_by": CancelledBy.PARTNER}, "Järjestäjä on päättänyt"),
        ({"cancelled_by": CancelledBy.EXPIRED, "position": 4}, "tarjottiin seuraavalle"),
    ],
)
def test_how_it_ended_is_said_and_who_had_no_place_gets_no_calendar_file(
    values: dict[str, Any], words: str, date: Any
) -> None:
    signup = make_signup(date, status=CANCELLED, **values)
    mail = hand_over_one(make_due(signup, MessageKind.CANCELLED))
    assert words in mail.text
    assert mail.calendar == ""


def test_a_course_that_loses_a_date_goes_on(page: Any) -> None:
    first, second = dates_of(page)
    signup = make_signup(first, second)
    confirmation = hand_over_one(make_due(signup, MessageKind.CONFIRMATION))
    assert len(Calendar(confirmation.calendar).events) == 2
    cancel_date(first)
    mail = hand_over_one(make_due(signup, MessageKind.CANCELLED, occurrence=first, number=1))
    assert "Muut päivät" in mail.text
    assert [entry.uid for entry in Calendar(mail.calendar).events] == [f"{first.uuid}@testserver"]


@pytest.mark.parametrize(
    ("attendance", "words"),
    [(Attendance.CAME, "Kiitos, että olit mukana"), (Attendance.UNKNOWN, "Kiitos, että ilmoittauduit")],
)
def test_thanks_ask_how_it_was(attendance: str, words: str, date: Any) -> None:
    end_date(date)
    signup = make_signup(date)
    signup.places.update(attendance=attendance)
    mail = hand_over_one(make_due(signup, MessageKind.THANKS, occurrence=date))
    assert words in mail.text
    assert "Miltä" in mail.text
    assert "katsoa" not in mail.text


def test_thanks_lead_to_the_recording_once_it_is_on_the_page(page: Any, date: Any) -> None:
    end_date(date)
    page.body = [("video", {"title": "Tallenne", "address": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"})]
    page.save_revision()
    page = publish(page)
    date.refresh_from_db()
    end_date(date)
    mail = hand_over_one(make_due(make_signup(date), MessageKind.THANKS, occurrence=date))
    assert page.full_url in mail.text


OVERTAKEN: list[tuple[MessageKind, dict[str, Any]]] = [
    (MessageKind.CONFIRMATION, {"status": WAITLISTED}),
    (MessageKind.CONFIRM_ADDRESS, {"status": CONFIRMED}),
    (MessageKind.WAITING, {"status": CONFIRMED}),
    (MessageKind.OFFER, {"status": CONFIRMED}),
    (MessageKind.OFFER, {"status": OFFERED, "expires_at": timezone.now() - timedelta(minutes=1)}),
    (MessageKind.CHANGED, {"status": CANCELLED}),
    (MessageKind.REMINDER_DAY, {"status": CANCELLED}),
    (MessageKind.JOIN_CHANGED, {"status": CANCELLED}),
    (MessageKind.FROM_ARTIST, {"status": CANCELLED}),
    (MessageKind.THANKS, {"status": CANCELLED}),
]


@pytest.mark.parametrize(("kind", "values"), OVERTAKEN)
def test_what_is_no_longer_true_is_not_said(kind: MessageKind, values: dict[str, Any], date: Any, partner: Any) -> None:
    signup = make_signup(date, reminders=True, **values)
    message = make_due(signup, kind, **values_of(kind, date, partner))
    assert hand_over_due() == 1
    message.refresh_from_db()
    assert (message.state, OutgoingMail.objects.count()) == (MessageState.DROPPED, 0)


@pytest.mark.parametrize("kind", sorted(MessageKind.about_a_date))
@pytest.mark.parametrize("happened", [cancel_date, end_date])
def test_nobody_hears_of_a_date_that_is_over_or_cancelled(
    kind: MessageKind, happened: Any, date: Any, partner: Any
) -> None:
    status = next(status for other, status, *_words in KINDS if other == kind)
    message = make_due(make_signup(date, status=status, reminders=True), kind, **values_of(kind, date, partner))
    happened(date)
    assert hand_over_due() == 1
    message.refresh_from_db()
    assert (message.state, OutgoingMail.objects.count()) == (MessageState.DROPPED, 0)


def test_of_two_changes_the_last_is_told(date: Any) -> None:
    signup = make_signup(date)
    for hours in (1, 2):
        move(date, date.start + timedelta(hours=hours))
        make_due(signup, MessageKind.CHANGED, occurrence=date, number=date.sequence)
    assert hand_over_due() == 2
    assert [mail.text.count("klo\u00a020.00") for mail in OutgoingMail.objects.all()] == [1]


def test_a_failing_template_holds_up_nobody_else_and_loses_nothing(date: Any, monkeypatch: Any, caplog: Any) -> None:
    signups = [make_signup(date, name=name) for name in ("Aino", "Bertta", "Cecilia")]
    messages = [make_due(signup, MessageKind.CONFIRMATION) for signup in signups]
    now = timezone.now()
    render = outbox.render_mail

    def fail_for_bertta(*, context: Any, **values: Any) -> Any:
        if context["signup"].name == "Bertta":
            raise ValueError("Bertta")
        return render(context=context, **values)

    monkeypatch.setattr("programme.participation.mails.delivery.render_mail", fail_for_bertta)
    assert hand_over_due(now=now) == 3
    assert hand_over_due(now=now) == 0
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["mailed", "due", "mailed"]
    assert "Bertta" not in caplog.text
    assert f"Message {messages[1].pk} (confirmation) waits: ValueError" in caplog.text
    monkeypatch.undo()
    assert hand_over_due(now=now + TRIED_AGAIN_AFTER) == 1
    assert OutgoingMail.objects.count() == 3


def test_a_worker_that_stops_in_between_leaves_everything_as_it_was(date: Any, monkeypatch: Any) -> None:
    for _signup in range(3):
        make_due(make_signup(date), MessageKind.CONFIRMATION)

    def stop(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.db.models.QuerySet.bulk_update", stop)
    with pytest.raises(KeyboardInterrupt):
        hand_over_due()
    assert (Message.objects.filter(state=MessageState.DUE).count(), OutgoingMail.objects.count()) == (3, 0)
    monkeypatch.undo()
    assert hand_over_due() == 3
    assert hand_over_due() == 0
    assert OutgoingMail.objects.count() == 3


def test_a_batch_costs_the_same_for_one_and_for_many(
    partner: Any, make_workshop: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    pages = [publish(make_workshop(partner, f"Savi {number}", days=(7,), signup="each_date")) for number in range(5)]
    make_due(make_signup(dates_of(pages[0])[0]), MessageKind.CONFIRMATION)
    with django_assert_max_num_queries(30) as counted:
        hand_over_due()
    for page in pages:
        for status, kind in ((CONFIRMED, MessageKind.CONFIRMATION), (WAITLISTED, MessageKind.WAITING)):
            make_due(make_signup(dates_of(page)[0], status=status), kind)
    # One query more: the queue of those who wait.
    with django_assert_num_queries(len(counted) + 1):
        assert hand_over_due() == 10


def test_more_than_a_batch_is_dealt_with_in_one_run(date: Any) -> None:
    signups = [make_signup(date) for _signup in range(BATCH + 1)]
    Message.objects.bulk_create([Message(signup=signup, kind=MessageKind.CONFIRMATION) for signup in signups])
    assert hand_over_due() == BATCH + 1
    assert OutgoingMail.objects.count() == BATCH + 1


def test_who_gave_a_telephone_only_is_called(page: Any, date: Any, django_assert_num_queries: Any) -> None:
    signup = make_signup(date, phone="040 123 4567", language="en")
    message = make_due(signup, MessageKind.CONFIRMATION)
    reminder = make_due(signup, MessageKind.REMINDER_DAY, occurrence=date, number=number_of_start(date.start))
    assert hand_over_due() == 2
    for each in (message, reminder):
        each.refresh_from_db()
    # No reminder without the consent, by whichever way.
    assert (message.state, reminder.state) == (MessageState.TO_CALL, MessageState.DROPPED)
    assert OutgoingMail.objects.count() == 0
    (call,) = calls_of(date)
    assert (call.message, call.signup) == (message, signup)
    assert call.text.startswith("You have a place here:\n\nSavikettu\n")
    assert "http" not in call.text
    assert calls_of(dates_of(page)[1]) == []
    with django_assert_num_queries(7):
        calls_of(date)
    for _other in range(3):
        make_due(make_signup(date, phone="040 765 4321"), MessageKind.CONFIRMATION, state=MessageState.TO_CALL)
    with django_assert_num_queries(7):
        assert len(calls_of(date)) == 4
    # What is over need not be said.
    assert calls_of(date, now=date.end) == []


@pytest.mark.parametrize(("phone", "state"), [("", MessageState.MAILED), ("040 123 4567", MessageState.TO_CALL)])
def test_an_address_that_does_not_exist_is_shown_to_the_artist(
    phone: str, state: str, date: Any, monkeypatch: Any
) -> None:
    from smtplib import SMTPRecipientsRefused

    signup = make_signup(date, phone=phone, email="aino@example.org")
    other = make_signup(date, name="Bertta")
    message = make_due(signup, MessageKind.CONFIRMATION)
    mail = hand_over_one(message)

    def refuse(_backend: Any, _messages: Any) -> None:
        raise SMTPRecipientsRefused({"aino@example.org": (550, b"5.1.1 unknown user")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    outbox.send_due()
    mail.refresh_from_db()
    assert mail.status == MailStatus.REFUSED
    message.refresh_from_db()
    assert message.state == state
    assert Signup.objects.get(pk=signup.pk).unreachable_at is not None
    assert Signup.objects.get(pk=other.pk).unreachable_at is None
    assert [call.message.pk for call in calls_of(date)] == ([message.pk] if phone else [])


@pytest.fixture
def server_is_down(monkeypatch: Any) -> None:
    def fail(_backend: Any, _messages: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)


def statuses() -> dict[str, str]:
    return dict(OutgoingMail.objects.values_list("purpose", "status"))


def test_until_when_each_mail_is_worth_sending(date: Occurrence, partner: Any) -> None:
    held, offered = make_signup(date, status=HELD), make_signup(date, status=OFFERED)
    confirmed = make_signup(date, reminders=True)
    expected: dict[str, Any] = {}
    for kind in MessageKind:
        signup = {MessageKind.CONFIRM_ADDRESS: held, MessageKind.OFFER: offered}.get(kind, confirmed)
        make_due(signup, kind, **values_of(kind, date, partner))
        expected[f"participant_{kind.value}"] = {
            MessageKind.CONFIRM_ADDRESS: held.expires_at,
            MessageKind.OFFER: offered.expires_at,
            MessageKind.REMINDER_DAY: date.start,
            MessageKind.REMINDER_HOURS: date.start,
            MessageKind.JOIN_CHANGED: date.end,
        }.get(kind)
    # Of the whole signup, and to people who do not wait.
    expected["participant_left"] = expected.pop("participant_cancelled")
    del expected["participant_waiting"]
    hand_over_due()
    assert dict(OutgoingMail.objects.values_list("purpose", "worth_until")) == expected


def test_who_leaves_while_the_server_is_down_hears_that_alone(page: Any, server_is_down: None) -> None:
    first, second = dates_of(page)
    signup, other = make_signup(first, second), make_signup(first, email="eino@example.org")
    for person in (signup, other):
        make_due(person, MessageKind.CONFIRMATION)
    make_due(signup, MessageKind.CANCELLED, occurrence=second)
    hand_over_due()
    outbox.send_due()
    cancel(signup=signup, by=CancelledBy.SELF)
    hand_over_due()
    mails = OutgoingMail.objects.order_by("recipient", "purpose").values_list("recipient", "purpose", "status")
    assert list(mails) == [
        ("aino@example.org", "participant_cancelled", MailStatus.WAITING),
        ("aino@example.org", "participant_confirmation", MailStatus.DROPPED),
        ("aino@example.org", "participant_left", MailStatus.WAITING),
        ("eino@example.org", "participant_confirmation", MailStatus.WAITING),
    ]
    assert set(signup.messages.values_list("kind", "state")) == {
        (MessageKind.CANCELLED, MessageState.MAILED),
        (MessageKind.CONFIRMATION, MessageState.DROPPED),
    }


def test_what_stopped_being_true_while_the_server_was_down_is_dropped(date: Occurrence, server_is_down: None) -> None:
    signup = make_signup(date, reminders=True)
    make_due(signup, MessageKind.REMINDER_DAY, occurrence=date, number=number_of_start(date.start))
    make_due(signup, MessageKind.CONFIRMATION)
    hand_over_due()
    outbox.send_due()
    move(date, date.start + timedelta(days=1))
    # Not looked at long before it is tried again.
    OutgoingMail.objects.update(next_attempt_at=timezone.now() + timedelta(hours=1))
    hand_over_due()
    assert statuses()["participant_reminder_day"] == MailStatus.WAITING
    OutgoingMail.objects.update(next_attempt_at=timezone.now() + timedelta(minutes=1))
    hand_over_due()
    assert statuses() == {
        "participant_reminder_day": MailStatus.DROPPED,
        "participant_confirmation": MailStatus.WAITING,
    }
    assert dict(signup.messages.values_list("kind", "state")) == {
        MessageKind.REMINDER_DAY: MessageState.DROPPED,
        MessageKind.CONFIRMATION: MessageState.MAILED,
    }
