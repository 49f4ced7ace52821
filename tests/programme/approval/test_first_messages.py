"""The first messages of a new partner to participants: they wait, and an editor sends them on or does not."""

from typing import Any

import pytest
from django.urls import reverse

from home.models import OutgoingMail
from programme.catalogue.models import Occurrence
from programme.participation.mails import hand_over_due
from programme.participation.models import (
    Announcement,
    Audience,
    JoinLink,
    Message,
    MessageKind,
    ParticipationSettings,
    SignupStatus,
)
from programme.participation.services import announce
from tests.conftest import publish
from tests.programme.participation.people import make_signup
from tests.programme.participation.sessions import dates_of

QUEUE = "/admin/hyvaksynnat/"
WORDS = "Ottakaa esiliina mukaan."


@pytest.fixture
def date(partner: Any, make_workshop: Any) -> Occurrence:
    return dates_of(publish(make_workshop(partner, "Savikettu", signup="each_date")))[0]


def write(date: Occurrence, artist: Any, audience: Audience = Audience.CONFIRMED, text: str = WORDS) -> Announcement:
    return announce(occurrence=date, audience=audience, text=text, by=artist)


def decide(client: Any, who: Any, announcement: Announcement, how: str) -> Any:
    client.force_login(who)
    return client.post(reverse(f"approval:{how}_announcement", args=[announcement.pk]))


def told() -> list[str]:
    """Whom a job mails the artist's words."""
    hand_over_due()
    mails = OutgoingMail.objects.filter(purpose="participant_from_artist")
    return sorted(mails.values_list("recipient", flat=True))


def test_an_editor_sends_it_on(date: Occurrence, artist: Any, editor: Any, client: Any) -> None:
    make_signup(date)
    make_signup(date, email="bertta@example.org", status=SignupStatus.WAITLISTED)
    announcement = write(date, artist)
    assert told() == []
    mail = OutgoingMail.objects.get(purpose="announcement_waiting")
    assert (mail.recipient, WORDS in mail.text) == (editor.email, True)
    client.force_login(editor)
    page = client.get(QUEUE).text
    assert WORDS in page
    assert "Saviverstas Hella" in page
    assert decide(client, editor, announcement, "release").status_code == 302
    assert told() == ["aino@example.org"]
    assert WORDS not in client.get(QUEUE).text
    # Pressed twice, it is sent once.
    decide(client, editor, announcement, "release")
    assert told() == ["aino@example.org"]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.CONFIRMED, ["confirmed@example.org"]),
        (Audience.WAITING, ["offered@example.org", "waitlisted@example.org"]),
        (Audience.EVERYONE, ["confirmed@example.org", "offered@example.org", "waitlisted@example.org"]),
    ],
)
def test_it_goes_to_those_whom_the_artist_chose(
    audience: Audience, expected: list[str], date: Occurrence, artist: Any, editor: Any, client: Any
) -> None:
    for status in SignupStatus:
        make_signup(date, email=f"{status.value}@example.org", status=status)
    decide(client, editor, write(date, artist, audience), "release")
    assert told() == expected


def test_what_an_editor_refuses_is_not_sent_and_the_artist_is_told(
    date: Occurrence, artist: Any, editor: Any, client: Any
) -> None:
    make_signup(date)
    announcement = write(date, artist)
    decide(client, editor, announcement, "refuse")
    decide(client, editor, announcement, "release")
    assert told() == []
    mail = OutgoingMail.objects.get(purpose="announcement_refused")
    assert (mail.recipient, WORDS in mail.text) == (artist.email, True)


@pytest.mark.parametrize("how", ["release", "refuse"])
def test_nobody_else_decides(
    how: str, date: Occurrence, artist: Any, other_artist: Any, coordinator: Any, client: Any
) -> None:
    make_signup(date)
    announcement = write(date, artist)
    for who in (artist, other_artist, coordinator):
        decide(client, who, announcement, how)
    announcement.refresh_from_db()
    assert (announcement.released_at, announcement.refused_at, told()) == (None, None, [])


def test_a_partner_that_is_known_writes_at_once(date: Occurrence, artist: Any, editor: Any, client: Any) -> None:
    ParticipationSettings.objects.update_or_create(defaults={"first_messages_checked": 1})
    make_signup(date)
    decide(client, editor, write(date, artist), "release")
    assert write(date, artist, text="Tervetuloa!").released_at is not None
    assert Message.objects.filter(kind=MessageKind.FROM_ARTIST).count() == 2
    assert OutgoingMail.objects.filter(purpose="announcement_waiting").count() == 1


def test_the_queue_costs_the_same_for_one_message_and_for_many(
    partner: Any, make_workshop: Any, artist: Any, date: Occurrence, django_assert_num_queries: Any
) -> None:
    from programme.participation.announcements import waiting_announcements

    write(date, artist)
    with django_assert_num_queries(3):
        assert len(waiting_announcements()) == 1
    for number in range(3):
        other = dates_of(publish(make_workshop(partner, f"Savi {number}", signup="each_date")))[0]
        make_signup(other, size=3)
        write(other, artist, Audience.EVERYONE)
    with django_assert_num_queries(3):
        assert [waiting.people for waiting in waiting_announcements()] == [0, 3, 3, 3]


def test_the_way_in_is_not_written_to_everybody(date: Occurrence, artist: Any) -> None:
    from home.refusals import Refused

    way_in = "https://meet.example.org/salainen-huone"
    JoinLink.objects.create(translation_key=date.translation_key, url=way_in)
    with pytest.raises(Refused):
        write(date, artist, text=f"Tulkaa tänne: {way_in}")
    with pytest.raises(Refused):
        write(date, artist, text="Tulkaa tänne: HTTPS://meet.example.org/salainen-huone.")
    assert Announcement.objects.count() == 0
