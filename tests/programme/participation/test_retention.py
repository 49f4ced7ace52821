"""Forgetting: people go, counts stay; nobody is counted twice, and what still matters stays."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page

from home.models import OutgoingMail
from programme.catalogue.models import Municipality, Occurrence
from programme.participation.mails import hand_over_due
from programme.participation.models import (
    Attendance,
    Consent,
    Count,
    DataAct,
    DataActKind,
    Feedback,
    How,
    JoinLink,
    Message,
    MessageKind,
    Place,
    Signup,
    SignupStatus,
)
from programme.participation.services import retention, retire, shown

from .people import make_due, make_signup
from .sessions import dates_of

pytestmark = pytest.mark.django_db
DAYS = 30


def over_since(date: Occurrence, *, days: int) -> None:
    """Let the date have ended so many days ago."""
    end = timezone.now() - timedelta(days=days)
    Occurrence.objects.filter(pk=date.pk).update(start=end - timedelta(hours=1), end=end)


def counts(date: Occurrence) -> dict[tuple[str, str], int]:
    rows = Count.objects.filter(occurrence_uuid=date.uuid)
    return {(row.kind, row.key): row.number for row in rows}


def everything_about_people() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Signup, Place, Consent, Message, OutgoingMail)}


def test_signups_go_thirty_days_after_their_date_and_counts_stay(make_session: Any) -> None:
    page = make_session(20, 20)
    old, recent = dates_of(page)
    mikkeli = Municipality.objects.get(code="mikkeli")
    family = make_signup(
        old,
        size=3,
        municipality=mikkeli,
        age_bands={"7-12": 2, "25-44": 1},
        reminders=True,
        message="Tulemme pyörällä.",
    )
    make_due(family, MessageKind.CONFIRMATION)
    hand_over_due()
    Place.objects.update(attendance=Attendance.CAME)
    absent = make_signup(old, name="Bertta", email="bertta@example.org", size=2)
    Place.objects.filter(signup=absent).update(attendance=Attendance.DID_NOT)
    make_signup(old, name="Eino", email="eino@example.org", status=SignupStatus.CANCELLED)
    make_signup(old, name="Fanni", email="fanni@example.org", status=SignupStatus.WAITLISTED)
    make_signup(recent, name="Gunilla", email="gunilla@example.org")
    over_since(old, days=DAYS + 1)
    over_since(recent, days=DAYS - 1)

    assert retire().numbers["signups"] == 4
    assert list(Signup.objects.values_list("name", flat=True)) == ["Gunilla"]
    assert everything_about_people() == {"Signup": 1, "Place": 1, "Consent": 0, "Message": 0, "OutgoingMail": 0}
    assert counts(old) == {
        ("signed_up", ""): 5,
        ("came", ""): 3,
        ("did_not_come", ""): 2,
        ("cancelled", ""): 1,
        ("waited", ""): 1,
        ("age_band", "7-12"): 2,
        ("age_band", "25-44"): 1,
        ("municipality", "mikkeli"): 3,
    }
    assert counts(recent) == {}
    # Another night changes nothing.
    assert retire().numbers["signups"] == 0
    assert counts(old)["signed_up", ""] == 5


def test_a_course_is_kept_until_thirty_days_after_its_last_date(make_session: Any) -> None:
    page = make_session(10, 10, 10, signup="whole_course")
    first, second, last = dates_of(page)
    make_signup(first, second, last, size=2)
    for date, days in ((first, 90), (second, 60), (last, DAYS - 1)):
        over_since(date, days=days)
    # The organiser had to cancel one of the dates: nobody was there.
    Occurrence.objects.filter(pk=second.pk).update(cancelled_at=timezone.now())
    assert retire().numbers["signups"] == 0
    over_since(last, days=DAYS + 1)
    assert retire().numbers["signups"] == 1
    assert counts(first) == counts(last) == {("signed_up", ""): 2}
    assert counts(second) == {("cancelled", ""): 2}


def test_a_signup_keeps_its_date_until_it_is_forgotten(make_session: Any) -> None:
    (date,) = dates_of(make_session(10))
    make_signup(date)
    with pytest.raises(ProtectedError):
        date.delete()
    over_since(date, days=DAYS + 1)
    retire()
    date.delete()
    assert Count.objects.count() == 1


def test_a_job_that_is_stopped_counts_nobody_twice(make_session: Any, monkeypatch: Any) -> None:
    (date,) = dates_of(make_session(20))
    for number in range(5):
        make_signup(date, email=f"n{number}@example.org")
    over_since(date, days=DAYS + 1)
    monkeypatch.setattr(retention, "_AT_ONCE", 2)
    whole, calls = retention._retire, []

    def stop_at_the_second(pks: list[int]) -> int:
        calls.append(pks)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(pks)

    monkeypatch.setattr(retention, "_retire", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        retire()
    assert (Signup.objects.count(), counts(date)) == (3, {("signed_up", ""): 2})
    monkeypatch.setattr(retention, "_retire", whole)
    assert retire().numbers["signups"] == 3
    assert counts(date) == {("signed_up", ""): 5}


def test_a_dry_run_says_what_the_job_would_do_and_does_nothing(make_session: Any) -> None:
    (date,) = dates_of(make_session(20))
    make_signup(date)
    JoinLink.objects.create(translation_key=date.translation_key, occurrence_uuid=date.uuid, url="https://a.example/")
    DataAct.objects.create(kind=DataActKind.EXPORTED_LIST, at=timezone.now() - timedelta(days=366))
    Feedback.objects.create(
        occurrence_uuid=date.uuid,
        translation_key=date.translation_key,
        started_at=date.start,
        how=How.GOOD,
        words="Oli mukavaa.",
        given_on=timezone.localdate() - timedelta(days=366),
    )
    over_since(date, days=DAYS + 1)
    before = everything_about_people()
    expected = retire(dry_run=True).numbers
    assert expected == {
        "signups": 1,
        "announcements": 0,
        "join_links": 1,
        "join_links_without_date": 0,
        "data_acts": 1,
        "words_of_feedback": 1,
    }
    out = StringIO()
    call_command("retire_signups", "--dry-run", stdout=out)
    assert out.getvalue().splitlines()[0::5] == ["     1  signups", "     1  words of feedback"]
    assert out.getvalue().splitlines()[-1] == "Nothing was removed."
    assert (everything_about_people(), JoinLink.objects.count(), DataAct.objects.count()) == (before, 1, 1)
    assert retire().numbers == expected
    assert (Signup.objects.count(), JoinLink.objects.count(), DataAct.objects.count()) == (0, 0, 0)
    assert Feedback.objects.get().words == ""


def test_join_links_go_with_their_dates_and_a_draft_keeps_its_own(make_session: Any, make_workshop: Any) -> None:
    page, other = make_session(5), make_session(5, title="Toinen")
    draft = make_workshop(page.get_parent().specific.partner, title="Luonnos")
    (date,) = dates_of(page)
    long_ago = timezone.now() - timedelta(days=DAYS + 1)

    def enter(key: Any, **values: Any) -> JoinLink:
        link = JoinLink.objects.create(translation_key=key, url="https://meet.example.org/", **values)
        JoinLink.objects.filter(pk=link.pk).update(changed_at=long_ago)
        return link

    gone = Occurrence.objects.create(
        translation_key=page.translation_key, start=date.start, end=date.end, block_id="x", uuid=draft.translation_key
    )
    of_all = enter(page.translation_key)
    of_date = enter(page.translation_key, occurrence_uuid=date.uuid)
    of_gone = enter(page.translation_key, occurrence_uuid=gone.uuid)
    gone.delete()
    coming = enter(other.translation_key)
    of_draft = enter(draft.translation_key)
    retire()
    assert set(JoinLink.objects.all()) == {of_all, of_date, of_gone, coming, of_draft}
    over_since(date, days=DAYS + 1)
    retire()
    assert set(JoinLink.objects.all()) == {coming, of_draft}
    Page.objects.get(pk=draft.pk).delete()
    retire()
    assert set(JoinLink.objects.all()) == {coming}


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1, "< 5"), (4, "< 5"), (5, "5"), (120, "120")])
def test_small_numbers_are_left_out(number: int, words: str) -> None:
    assert shown(number) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"a": 9, "b": 12}, {"a": "9", "b": "12"}),
        # It would be the whole without the others.
        ({"a": 3, "b": 12, "c": 7}, {"a": "jätetty pois", "b": "12", "c": "jätetty pois"}),
        ({"a": 3, "b": 4, "c": 7}, {"a": "< 5", "b": "< 5", "c": "7"}),
        ({"a": 3}, {"a": "< 5"}),
        ({"a": 3, "b": 0}, {"a": "< 5", "b": "0"}),
    ],
)
def test_no_small_part_can_be_worked_out_of_the_whole(numbers: dict[str, int], words: dict[str, str]) -> None:
    from django.utils import translation

    with translation.override("fi"):
        assert retention.shown_parts(numbers) == words
