"""The note before a mail is the server's, against a server that speaks SMTP."""

from typing import Any

import pytest
from django.core.mail import EmailMessage

from home import outbox
from home.models import MailStatus, OutgoingMail
from home.smtp import EmailBackend
from tests.mail_server import MailServer, Moment, mail_server

BODY = "Ensin.\n.\n..\nSitten viimein.\n"


@pytest.fixture
def by_smtp(settings: Any) -> Any:
    """Mail of this test goes to a server."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "home.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = False
        yield server


def test_the_note_comes_before_the_end_of_each_mail(by_smtp: MailServer) -> None:
    seen: list[int] = []
    backend = EmailBackend()
    backend.before_the_end = lambda: seen.append(len(by_smtp.received))
    messages = [EmailMessage("Hei", BODY, "a@example.org", [f"{name}@example.org"]) for name in ("aino", "bertta")]
    assert backend.send_messages(messages) == 2
    assert seen == [0, 1]
    assert [recipient for recipient, _mail in by_smtp.received] == ["aino@example.org", "bertta@example.org"]
    # Lines that begin with a full stop arrive as they were.
    assert [mail.get_content().replace("\r\n", "\n") for _recipient, mail in by_smtp.received] == [BODY, BODY]  # type: ignore[attr-defined]


def test_without_a_note_it_is_djangos(by_smtp: MailServer) -> None:
    assert EmailBackend().send_messages([EmailMessage("Hei", BODY, "a@example.org", ["aino@example.org"])]) == 1
    assert by_smtp.recipients == {"aino@example.org"}


@pytest.mark.django_db
def test_a_server_that_falls_silent_after_the_whole_mail_gets_it_once(by_smtp: MailServer, caplog: Any) -> None:
    def fall_silent(moment: Moment, number: int) -> None:
        if moment is Moment.WHOLE and number == 1:
            raise ConnectionAbortedError

    by_smtp.meanwhile = fall_silent
    kept = outbox.keep_mail(purpose="test", recipient="aino@example.org", subject="Hei", text="Terve")
    assert outbox.send_due() == 1
    OutgoingMail.objects.update(next_attempt_at=kept.created_at)
    assert outbox.send_due() == 0
    assert len(by_smtp.received) == 1
    assert OutgoingMail.objects.get().status == MailStatus.SENT
    assert caplog.messages == [f"Mail {kept.uuid} (test) was handed over, and nobody heard whether it was taken"]


@pytest.mark.django_db
def test_a_server_that_falls_silent_before_gets_it_again(by_smtp: MailServer) -> None:
    def fall_silent(moment: Moment, number: int) -> None:
        if moment is Moment.ADDRESSED and number == 1:
            raise ConnectionAbortedError

    by_smtp.meanwhile = fall_silent
    kept = outbox.keep_mail(purpose="test", recipient="aino@example.org", subject="Hei", text="Terve")
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert (kept.status, kept.last_error) == (MailStatus.WAITING, "SMTPServerDisconnected")
    OutgoingMail.objects.update(next_attempt_at=kept.created_at)
    assert outbox.send_due() == 1
    assert len(by_smtp.received) == 1


@pytest.mark.django_db
def test_a_server_that_says_no_to_the_whole_mail_is_asked_again(by_smtp: MailServer) -> None:
    by_smtp.answers = {"aino@example.org": "451 4.3.0 try again later"}
    kept = outbox.keep_mail(purpose="test", recipient="aino@example.org", subject="Hei", text="Terve")
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert (kept.status, kept.last_error) == (MailStatus.WAITING, "SMTPDataError")


@pytest.mark.django_db
def test_a_mail_that_is_erased_on_its_way_is_kept_from_the_server(by_smtp: MailServer, monkeypatch: Any) -> None:
    erased = outbox.keep_mail(purpose="test", recipient="aino@example.org", subject="Hei", text="Terve")
    outbox.keep_mail(purpose="test", recipient="bertta@example.org", subject="Hei", text="Terve")
    before = outbox._note_handing_over

    def note(mail: OutgoingMail) -> None:
        OutgoingMail.objects.filter(pk=erased.pk).delete()
        before(mail)

    monkeypatch.setattr(outbox, "_note_handing_over", note)
    assert outbox.send_due() == 1
    assert by_smtp.recipients == {"bertta@example.org"}
    assert list(OutgoingMail.objects.values_list("recipient", "status")) == [("bertta@example.org", MailStatus.SENT)]
