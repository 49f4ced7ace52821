"""Mail: nothing is lost, nothing is sent twice."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from home import outbox
from home.models import MailStatus, OutgoingMail

pytestmark = pytest.mark.django_db
SEND = "django.core.mail.backends.locmem.EmailBackend.send_messages"


def keep() -> OutgoingMail:
    return outbox.keep_mail(purpose="test", recipient="aino@example.org", subject="Hei", text="Terve")


def test_a_due_mail_goes_once() -> None:
    kept = keep()
    assert outbox.send_due() == 1
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert kept.status == MailStatus.SENT
    assert [message.subject for message in mail.outbox] == ["Hei"]
    assert str(kept.uuid) in mail.outbox[0].extra_headers["Message-ID"]


def test_a_failing_server_loses_nothing(monkeypatch: Any) -> None:
    kept = keep()

    def fail(_backend: Any, _messages: Any) -> None:
        raise ConnectionRefusedError("aino@example.org")

    monkeypatch.setattr(SEND, fail)
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert (kept.status, kept.attempts, kept.last_error) == (MailStatus.WAITING, 1, "ConnectionRefusedError")
    assert kept.next_attempt_at > timezone.now()
    monkeypatch.undo()
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert outbox.send_due() == 1


@pytest.mark.parametrize(
    "answer",
    [
        None,
        SMTPRecipientsRefused({"aino@example.org": (550, b"5.1.1 no such user")}),
        ConnectionRefusedError(),
    ],
)
def test_a_mail_that_was_erased_meanwhile_ends_no_run(answer: Exception | None, monkeypatch: Any, caplog: Any) -> None:
    kept = keep()
    outbox.keep_mail(purpose="test", recipient="bertta@example.org", subject="Hei", text="Terve")

    def send(_backend: Any, messages: Any) -> None:
        if OutgoingMail.objects.filter(pk=kept.pk).delete()[0] and answer:
            raise answer

    monkeypatch.setattr(SEND, send)
    assert outbox.send_due() == (1 if answer else 2)
    assert list(OutgoingMail.objects.values_list("recipient", "status")) == [("bertta@example.org", MailStatus.SENT)]
    assert caplog.messages == []


def test_a_sender_that_stopped_is_followed_by_another() -> None:
    kept = keep()
    OutgoingMail.objects.update(status=MailStatus.SENDING, attempted_at=timezone.now() - timedelta(hours=1))
    assert outbox.send_due() == 1
    kept.refresh_from_db()
    assert kept.status == MailStatus.SENT


def test_what_a_sender_had_handed_over_goes_no_more_and_the_log_names_it(caplog: Any) -> None:
    kept = keep()
    OutgoingMail.objects.update(status=MailStatus.HANDED, attempted_at=timezone.now() - timedelta(hours=1))
    with caplog.at_level(logging.WARNING, logger="home.outbox"):
        assert outbox.send_due() == 0
        assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert (kept.status, kept.sent_at) == (MailStatus.SENT, kept.attempted_at)
    assert mail.outbox == []
    assert caplog.messages == [f"Mail {kept.uuid} (test) was handed over, and nobody heard whether it was taken"]


NO_SUCH_ADDRESS = (550, b"5.1.1 <aino@example.org>: no such user")


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (NO_SUCH_ADDRESS, MailStatus.REFUSED, 1),
        ((553, b"mailbox name not allowed"), MailStatus.REFUSED, 1),
        # The mailbox is full, for now; and what the server holds against us, not against the address.
        ((452, b"4.2.2 mailbox full"), MailStatus.WAITING, 0),
        ((554, b"5.7.1 relay access denied"), MailStatus.WAITING, 0),
    ],
)
def test_an_address_that_does_not_exist_is_not_tried_again(
    answer: tuple[int, bytes], status: str, told: int, monkeypatch: Any, caplog: Any
) -> None:
    kept = keep()
    heard = []
    monkeypatch.setattr(
        "home.outbox.hooks.get_hooks", lambda name: [lambda mail: heard.append((name, mail.pk, mail.status))]
    )

    def refuse(_backend: Any, _messages: Any) -> None:
        raise SMTPRecipientsRefused({"aino@example.org": answer})

    monkeypatch.setattr(SEND, refuse)
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert (kept.status, kept.last_error) == (status, "SMTPRecipientsRefused")
    assert heard == [("after_mail_is_refused", kept.pk, MailStatus.REFUSED)] * told
    assert "aino" not in caplog.text


def test_what_comes_too_late_is_dropped_and_the_log_names_it(caplog: Any) -> None:
    now = timezone.now()
    rendered = outbox.RenderedMail(purpose="test", subject="Hei", text="Terve", html="")
    late, early = outbox.keep_mails(
        outbox.unsaved_mail(rendered, recipient="aino@example.org", worth_until=now + timedelta(minutes=minutes))
        for minutes in (-1, 5)
    )
    for status in (MailStatus.SENDING, MailStatus.HANDED):
        other = keep()
        OutgoingMail.objects.filter(pk=other.pk).update(status=status, attempted_at=now, worth_until=now)
    assert outbox.send_due() == 1
    statuses = dict(OutgoingMail.objects.values_list("pk", "status"))
    assert (statuses[late.pk], statuses[early.pk]) == (MailStatus.DROPPED, MailStatus.SENT)
    assert sorted(statuses.values()) == ["dropped", "handed", "sending", "sent"]
    assert caplog.messages == [f"Mail {late.uuid} (test) could not be sent in time"]
    # Never tried, it is removed all the same.
    OutgoingMail.objects.filter(pk=late.pk).update(created_at=now - timedelta(days=31))
    assert outbox.remove_old() == 1


@pytest.mark.parametrize(
    ("status", "becomes"),
    [(MailStatus.WAITING, MailStatus.DROPPED), (MailStatus.SENDING, MailStatus.DROPPED)]
    + [(status, status) for status in MailStatus if status not in {MailStatus.WAITING, MailStatus.SENDING}],
)
def test_nothing_is_dropped_that_a_server_has(status: str, becomes: str) -> None:
    keep()
    OutgoingMail.objects.update(status=status)
    assert outbox.drop(OutgoingMail.objects.all()) == (status != becomes)
    assert OutgoingMail.objects.get().status == becomes


def test_what_was_dropped_while_it_was_tried_is_not_tried_again(monkeypatch: Any) -> None:
    kept = keep()

    def fail(_backend: Any, _messages: Any) -> None:
        outbox.drop(OutgoingMail.objects.all())
        raise ConnectionRefusedError

    monkeypatch.setattr(SEND, fail)
    assert outbox.send_due() == 0
    kept.refresh_from_db()
    assert kept.status == MailStatus.DROPPED


def test_many_mails_are_kept_in_one_query(django_assert_num_queries: Any) -> None:
    for number in (1, 20):
        mails = [
            outbox.unsaved_mail(
                outbox.RenderedMail(purpose="test", subject="Hei", text="Terve", html=""), recipient="aino@example.org"
            )
            for _mail in range(number)
        ]
        with django_assert_num_queries(1):
            outbox.keep_mails(mails)


def test_old_mail_is_removed() -> None:
    kept = keep()
    outbox.send_due()
    assert outbox.remove_old() == 0
    OutgoingMail.objects.update(attempted_at=timezone.now() - timedelta(days=31))
    assert outbox.remove_old() == 1
    assert not OutgoingMail.objects.filter(pk=kept.pk).exists()


def test_a_mail_is_text_and_html_and_may_bring_a_calendar_entry(artist: Any) -> None:
    context = {
        "person": artist,
        "title": "<b>Savikettu</b>",
        "page_link": "https://porukalla.example/fi/",
        "comment": "",
    }
    entry = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    outbox.queue_mail(
        purpose="approval_approved", recipient="aino@example.org", language="fi", context=context, calendar=entry
    )
    outbox.send_due()
    (message,) = mail.outbox
    (html, kind), *_rest = message.alternatives
    assert kind == "text/html"
    assert '<a href="https://porukalla.example/fi/"' in html
    assert "&lt;b&gt;Savikettu" in html
    name, content, content_type = message.attachments[0]
    assert (name, content) == ("porukalla.ics", entry)
    assert content_type == "text/calendar; charset=utf-8; method=PUBLISH"
