"""Words to participants."""

from typing import Any

from django.urls import reverse

from home.models import OutgoingMail
from programme.participation.models import Announcement, Message, MessageKind, ParticipationSettings
from tests.conftest import make_user

from .conftest import limit


def decision(verb: str, announcement: Announcement) -> str:
    """The address at which an editor decides on a message that waits."""
    return reverse(f"approval:{verb}_announcement", args=[announcement.pk])


def address(name: str, *arguments: Any) -> str:
    return reverse(f"hosts:{name}", args=arguments)


FORM = {"audience": "confirmed", "text": "Ota esiliina mukaan."}


def test_it_is_looked_at_before_it_is_sent(first: Any, come: Any, artist: Any, client: Any) -> None:
    limit(first, 2)
    come("Aino")
    come("Eino", email="", phone="040 123 4567")
    come("Helmi")
    client.force_login(artist)
    shown = client.post(address("write", first.pk), FORM)
    assert shown.context["is_shown"]
    assert (shown.context["by_mail"], shown.context["to_call"]) == (1, 1)
    assert not Announcement.objects.exists()
    again = client.post(address("write", first.pk), {**FORM, "edit": "1"})
    assert not again.context["is_shown"]
    assert "Ota esiliina mukaan." in again.text


def test_the_first_ones_of_a_new_partner_wait_for_an_editor(
    first: Any, come: Any, artist: Any, editor: Any, client: Any
) -> None:
    come("Aino")
    client.force_login(artist)
    assert client.get(address("write", first.pk)).context["waits_for_editor"]
    client.post(address("write", first.pk), {**FORM, "send": "1"})
    announcement = Announcement.objects.get()
    assert not Message.objects.filter(kind=MessageKind.FROM_ARTIST).exists()
    shown = client.get(address("write", first.pk)).text
    assert "Ota esiliina mukaan." in shown
    assert "odottaa toimittajaa" in shown
    client.force_login(editor)
    assert decision("release", announcement) in client.get(reverse("approval:queue")).text
    for _twice in range(2):
        client.post(decision("release", announcement))
    assert Message.objects.filter(kind=MessageKind.FROM_ARTIST).count() == 1
    assert decision("release", announcement) not in client.get(reverse("approval:queue")).text


def test_what_an_editor_keeps_back_is_not_sent(first: Any, come: Any, artist: Any, editor: Any, client: Any) -> None:
    come("Aino")
    client.force_login(artist)
    client.post(address("write", first.pk), {**FORM, "send": "1"})
    client.force_login(editor)
    client.post(decision("refuse", Announcement.objects.get()))
    assert not Message.objects.filter(kind=MessageKind.FROM_ARTIST).exists()
    client.force_login(artist)
    assert "ei lähetetty" in client.get(address("write", first.pk)).text


def test_a_known_partners_goes_at_once(first: Any, come: Any, artist: Any, client: Any) -> None:
    ParticipationSettings.objects.create(first_messages_checked=0)
    limit(first, 1)
    come("Aino")
    waiting = come("Helmi")
    client.force_login(artist)
    assert not client.get(address("write", first.pk)).context["waits_for_editor"]
    client.post(address("write", first.pk), {"audience": "waiting", "text": "Vielä hetki.", "send": "1"})
    assert [message.signup for message in Message.objects.filter(kind=MessageKind.FROM_ARTIST)] == [waiting]


def test_nothing_is_no_message(first: Any, artist: Any, client: Any) -> None:
    client.force_login(artist)
    for wrong in ({"text": " "}, {"audience": "kaikki"}, {"text": "x" * 2001}):
        answer = client.post(address("write", first.pk), {**FORM, **wrong, "send": "1"})
        assert list(answer.context["form"].errors) == list(wrong)
    assert not Announcement.objects.exists()


def test_what_an_editor_writes_goes_at_once_and_makes_no_partner_known(
    first: Any, come: Any, artist: Any, editor: Any, client: Any
) -> None:
    ParticipationSettings.objects.create(first_messages_checked=1)
    come("Aino")
    client.force_login(editor)
    assert not client.get(address("write", first.pk)).context["waits_for_editor"]
    client.post(address("write", first.pk), {**FORM, "send": "1"})
    assert Announcement.objects.get().released_at is not None
    assert Message.objects.filter(kind=MessageKind.FROM_ARTIST).count() == 1
    assert not OutgoingMail.objects.filter(purpose="announcement_waiting").exists()
    client.force_login(artist)
    assert client.get(address("write", first.pk)).context["waits_for_editor"]


def test_nobody_decides_on_ones_own(first: Any, come: Any, artist: Any, editor: Any, client: Any) -> None:
    """Somebody who has become an editor since."""
    come("Aino")
    client.force_login(artist)
    client.post(address("write", first.pk), {**FORM, "send": "1"})
    Announcement.objects.update(written_by=editor)
    announcement = Announcement.objects.get()
    client.force_login(editor)
    client.post(decision("release", announcement))
    announcement.refresh_from_db()
    assert announcement.released_at is None
    colleague = make_user("colleague@example.org", editor.groups.get())
    client.force_login(colleague)
    client.post(decision("release", announcement))
    announcement.refresh_from_db()
    assert announcement.released_by == colleague
