"""From the deeds of artists, editors and participants to what lands in people's mail."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from ics import Calendar

from home.models import OutgoingMail
from programme.catalogue.models import CancellationReason, EventPage, Occurrence
from programme.catalogue.occurrences import cancel_occurrence
from programme.participation.mails import calls_of, hand_over_due
from programme.participation.models import CancelledBy, Message, MessageState, ParticipationSettings, Signup
from programme.participation.services import (
    JoinDetails,
    cancel,
    confirm_address,
    decline_offer,
    erase_signup,
    expire_due,
    mark_called,
    remove_join_link,
    set_join_link,
    take_offer,
)
from tests.conftest import date_value, publish

from .sessions import dates_of, join

pytestmark = pytest.mark.usefixtures("site")
MakeSession = Callable[..., Any]


def heard() -> list[tuple[str, str]]:
    """Run the job; return which mails it made, and to whom, by the part of the address before the @."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    hand_over_due()
    mails = OutgoingMail.objects.exclude(pk__in=before).filter(purpose__startswith="participant_")
    return sorted((mail.recipient.partition("@")[0], mail.purpose.removeprefix("participant_")) for mail in mails)


def last_mail_to(name: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(recipient=f"{name}@example.org").latest("pk")


def publish_again(page: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision()
    return publish(page)


def with_dates(page: Any, *changes: dict[str, Any] | None) -> list[Any]:
    """The page's dates, each with what is to change of it; None takes it off the page."""
    raw = [dict(block) for block in page.dates.raw_data]
    kept = []
    for block, change in zip(raw, changes, strict=True):
        if change is not None:
            block["value"] = {**block["value"], **change}
            kept.append(block)
    return page.dates.stream_block.to_python(kept)


def test_signing_up_waiting_an_offer_and_its_answers(make_session: MakeSession) -> None:
    page = make_session(1)
    first, second, third = join(page, "Aino"), join(page, "Bertta"), join(page, "Cecilia")
    assert heard() == [("aino", "confirmation"), ("bertta", "waiting"), ("cecilia", "waiting")]
    assert "sijalla 2" in last_mail_to("cecilia").text
    cancel(signup=first, by=CancelledBy.SELF)
    assert heard() == [("aino", "left"), ("bertta", "offer")]
    decline_offer(signup=second)
    assert heard() == [("cecilia", "offer")]
    third.refresh_from_db()
    take_offer(signup=third)
    assert heard() == [("cecilia", "confirmation")]
    assert heard() == []


def test_an_address_to_confirm_and_one_that_was_not(make_session: MakeSession) -> None:
    ParticipationSettings.objects.create(confirm_addresses=True)
    page = make_session(5)
    first = join(page, "Aino")
    join(page, "Bertta")
    assert heard() == [("aino", "confirm_address"), ("bertta", "confirm_address")]
    confirm_address(signup=first)
    expire_due(now=timezone.now() + timedelta(hours=3))
    Message.objects.update(due_at=timezone.now())
    assert heard() == [("aino", "confirmation")]


def test_a_date_that_moves_is_told_to_who_holds_a_place_and_who_waits(make_session: MakeSession) -> None:
    page = make_session(1, 5)
    join(page, "Aino")
    join(page, "Bertta")
    join(page, "Cecilia", date=1)
    heard()
    entry = next(iter(Calendar(last_mail_to("aino").calendar).events))
    publish_again(page, dates=with_dates(page, {"start_time": "19:00:00", "end_time": "20:00:00"}, {}))
    assert heard() == [("aino", "changed"), ("bertta", "changed")]
    mail = last_mail_to("aino")
    assert "klo\u00a019.00–20.00" in mail.text
    assert "Paikkasi on yhä sinun" in mail.text
    assert "vuorosi jonossa" in last_mail_to("bertta").text
    assert last_mail_to("bertta").calendar == ""
    moved = next(iter(Calendar(mail.calendar).events))
    assert (moved.uid, moved.begin) == (entry.uid, entry.begin.shift(hours=2))
    assert "SEQUENCE:1" in mail.calendar
    # Published once more without a change, nobody hears anything; nor of other numbers of places.
    publish_again(page)
    publish_again(page, dates=with_dates(page, {"capacity": 2}, {}))
    assert heard() == [("bertta", "offer")]


def test_a_place_that_moves_is_told(partner: Any, make_session: MakeSession) -> None:
    section = partner.sections.get(locale__language_code="fi")
    page = EventPage(
        title="Konsertti",
        summary="Lauletaan.",
        cost="Ei mitään.",
        contact_name="Aino",
        contact_email="kysy@example.org",
        locale=section.locale,
        venue_name="Kirjasto",
        live=False,
        signup="each_date",
        dates=[("date", date_value(7))],
    )
    section.add_child(instance=page)
    page.save_revision()
    page = publish(page)
    join(page, "Aino")
    assert heard() == [("aino", "confirmation")]
    assert "Kirjasto" in last_mail_to("aino").text
    publish_again(page, summary="Lauletaan yhdessä.")
    assert heard() == []
    publish_again(page, venue_name="Teatteri")
    assert heard() == [("aino", "changed")]
    mail = last_mail_to("aino")
    assert "Teatteri" in mail.text
    assert "LOCATION:Teatteri" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar


def test_a_cancelled_date_is_told_with_its_reason(make_session: MakeSession, artist: Any) -> None:
    page = make_session(1, 1)
    for name in ("Aino", "Bertta"):
        join(page, name)
    join(page, "Cecilia", date=1)
    heard()
    cancel_occurrence(page=page, occurrence=dates_of(page)[0], reason=CancellationReason.WEATHER, by=artist)
    assert heard() == [("aino", "cancelled"), ("bertta", "cancelled")]
    mail = last_mail_to("aino")
    assert "Syy: Sää" in mail.text
    assert "METHOD:CANCEL" in mail.calendar
    assert last_mail_to("bertta").calendar == ""


def test_a_date_that_vanishes_from_the_page_is_told(make_session: MakeSession) -> None:
    page = make_session(5, 5)
    join(page, "Aino")
    join(page, "Bertta", date=1)
    heard()
    publish_again(page, dates=with_dates(page, None, {}))
    assert heard() == [("aino", "cancelled")]
    assert "STATUS:CANCELLED" in last_mail_to("aino").calendar
    assert Occurrence.objects.going_ahead().of_translation_key(page.translation_key).count() == 1


def test_a_way_in_that_is_replaced_while_people_wait_is_told_without_it(make_session: MakeSession, artist: Any) -> None:
    page = make_session(1)
    date = dates_of(page)[0]
    join(page, "Aino")
    join(page, "Bertta")
    heard()
    ways = ["https://meet.example.org/yksi", "https://meet.example.org/kaksi", "https://meet.example.org/kolme"]
    in_window = date.start - timedelta(minutes=5)
    set_join_link(page=page, details=JoinDetails(url=ways[0]), by=artist, now=in_window)
    set_join_link(page=page, details=JoinDetails(url=ways[1]), by=artist, now=date.start - timedelta(days=2))
    assert heard() == []
    set_join_link(page=page, details=JoinDetails(url=ways[2]), by=artist, now=in_window)
    Message.objects.filter(state=MessageState.DUE).update(due_at=timezone.now())
    assert heard() == [("aino", "join_changed")]
    mail = last_mail_to("aino")
    assert "meet.example.org" not in f"{mail.text}{mail.html}{mail.calendar}"


def test_each_replacement_of_the_way_in_is_told(make_session: MakeSession, artist: Any) -> None:
    page = make_session(5)
    date = dates_of(page)[0]
    join(page, "Aino")
    heard()
    in_window = date.start - timedelta(minutes=10)

    def enter(minute: int, *, of_date: bool) -> list[tuple[str, str]]:
        details = JoinDetails(url=f"https://meet.example.org/{minute}")
        now = in_window + timedelta(minutes=minute)
        set_join_link(page=page, details=details, by=artist, occurrence=date if of_date else None, now=now)
        Message.objects.filter(state=MessageState.DUE).update(due_at=timezone.now())
        return heard()

    assert enter(0, of_date=False) == []
    told = [("aino", "join_changed")]
    assert enter(1, of_date=False) == told
    # The date's own takes the place of the one for all dates; then the one for all is nothing to this date.
    assert enter(2, of_date=True) == told
    assert enter(3, of_date=False) == []
    assert enter(4, of_date=True) == told
    remove_join_link(page=page, by=artist, occurrence=date)
    assert enter(5, of_date=True) == told


def test_who_gave_a_telephone_only_is_called_and_marked(make_session: MakeSession, artist: Any) -> None:
    page = make_session(5)
    signup = join(page, "Aino", email="", phone="040 123 4567")
    assert heard() == []
    (call,) = calls_of(dates_of(page)[0])
    assert call.signup == signup
    mark_called(message=call.message, by=artist)
    assert calls_of(dates_of(page)[0]) == []
    assert Message.objects.get().state == MessageState.CALLED


def test_who_is_forgotten_leaves_no_mail_behind(make_session: MakeSession) -> None:
    page = make_session(5)
    signup = join(page, "Aino")
    join(page, "Bertta")
    heard()
    erase_signup(signup=Signup.objects.get(pk=signup.pk))
    assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == ["bertta@example.org"]
    assert heard() == []
