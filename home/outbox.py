"""The mail outbox: render everything, commit, then send; nothing is lost and nothing is sent twice.

A mail is a row, written in the transaction of what caused it. A job sends it. When the server does not
answer, the row waits and is tried again at growing intervals for about two days; but once it has been handed over whole
(home.smtp), only when the server says that it did not take it. What is no longer worth sending, or no longer true, is
dropped before that.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail import hooks

from .models import MailStatus, OutgoingMail
from .smtp import EmailBackend

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
HANGING_AFTER = timedelta(minutes=15)
KEPT_AFTER_SENDING = timedelta(days=30)

CALENDAR_NAME = "porukalla.ics"
_CALENDAR_METHOD = re.compile(r"^METHOD:(\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class RenderedMail:
    """What a mail says, in its two forms."""

    purpose: str
    subject: str
    text: str
    html: str


def queue_mail(
    *, purpose: str, recipient: str, language: str, context: Mapping[str, Any], calendar: str = ""
) -> OutgoingMail:
    """Render the mail `emails/<purpose>` in *language* and keep it; it leaves after the transaction commits.

    *calendar* is an iCalendar file to go along. A template that fails raises here, so that the caller's change fails
    with it.
    """
    rendered = render_mail(purpose=purpose, language=language, context=context)
    (mail,) = keep_mails([unsaved_mail(rendered, recipient=recipient, calendar=calendar)])
    return mail


def render_mail(*, purpose: str, language: str, context: Mapping[str, Any]) -> RenderedMail:
    """Render `emails/<purpose>_subject.txt` and `emails/<purpose>.txt` in *language*.

    Both templates get *context* and `base_url`. HTML is made from the text, so that the two never differ.
    """
    with translation.override(language):
        values = {**context, "base_url": settings.BASE_URL, "language": language}
        subject = " ".join(render_to_string(f"emails/{purpose}_subject.txt", values).split())
        text = plain_text(render_to_string(f"emails/{purpose}.txt", values))
        html = render_to_string("emails/frame.html", {**values, "subject": subject, "paragraphs": paragraphs_of(text)})
    return RenderedMail(purpose=purpose, subject=subject, text=text, html=html)


def plain_text(rendered: str) -> str:
    """Return what a text template rendered without the empty lines that its tags leave behind."""
    return re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n", rendered.strip()) + "\n"


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a mail's text, which an empty line parts."""
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def unsaved_mail(
    rendered: RenderedMail, *, recipient: str, calendar: str = "", worth_until: datetime | None = None
) -> OutgoingMail:
    """Return the row of a mail, for `keep_mails`; after *worth_until* it is dropped unsent."""
    return OutgoingMail(
        purpose=rendered.purpose,
        recipient=recipient,
        subject=rendered.subject[:255],
        text=rendered.text,
        html=rendered.html,
        calendar=calendar,
        worth_until=worth_until,
        next_attempt_at=timezone.now(),
    )


def keep_mails(mails: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    """Keep mails that are rendered already, in one query; they leave after the transaction commits."""
    from .tasks import send_due_mail

    kept = OutgoingMail.objects.bulk_create(list(mails))
    if kept:
        transaction.on_commit(partial(send_due_mail.enqueue))
    return kept


def keep_mail(
    *, purpose: str, recipient: str, subject: str, text: str, html: str = "", calendar: str = ""
) -> OutgoingMail:
    """Keep a mail that is rendered already; it leaves after the transaction commits."""
    rendered = RenderedMail(purpose=purpose, subject=subject, text=text, html=html)
    (mail,) = keep_mails([unsaved_mail(rendered, recipient=recipient, calendar=calendar)])
    return mail


def send_due() -> int:
    """Send what is due, one by one, and return how many went. A failure delays that mail alone."""
    return_hanging()
    _drop_too_late()
    sent = 0
    while (mail := _take_next()) is not None:
        if _send(mail):
            sent += 1
    return sent


def drop(mails: QuerySet[OutgoingMail]) -> int:
    """Do not send those of *mails* that no server has yet, and return how many; who is being sent one notices."""
    unsent = mails.filter(status__in=[MailStatus.WAITING, MailStatus.SENDING])
    return unsent.update(status=MailStatus.DROPPED)


def _drop_too_late() -> None:
    too_late = OutgoingMail.objects.too_late(timezone.now())
    for mail in too_late.only("uuid", "purpose"):
        if drop(too_late.filter(pk=mail.pk)):
            logger.warning("Mail %s (%s) could not be sent in time", mail.uuid, mail.purpose)


def return_hanging() -> int:
    """Make waiting again what a stopped sender left behind, and call sent what it had handed over.

    What it had not handed over, no server has taken. Of what it had, nobody heard whether the server took it; it nearly
    always does, and a mail goes at most once. The log names those.
    """
    returned = 0
    for mail in OutgoingMail.objects.hanging(timezone.now() - HANGING_AFTER):
        # Only what still hangs: another process may deal with it at the same time.
        hanging = OutgoingMail.objects.filter(pk=mail.pk, status=mail.status)
        if mail.status == MailStatus.SENDING:
            returned += hanging.update(status=MailStatus.WAITING)
        elif hanging.update(status=MailStatus.SENT, sent_at=mail.attempted_at):
            _warn_of_no_answer(mail)
    return returned


def remove_old() -> int:
    """Remove mail that was sent, given up or dropped more than 30 days ago (conventions G10)."""
    before = timezone.now() - KEPT_AFTER_SENDING
    # What was dropped may never have been tried.
    ended = OutgoingMail.objects.filter(status__in=MailStatus.ended)
    old = ended.alias(ended_at=Coalesce("attempted_at", "created_at")).filter(ended_at__lt=before)
    removed, _by_model = old.delete()
    return removed


def _take_next() -> OutgoingMail | None:
    now = timezone.now()
    with transaction.atomic():
        due = OutgoingMail.objects.select_for_update(skip_locked=True).due(now)
        # One that became worthless during this run is left for the next to drop.
        mail = due.exclude(worth_until__lte=now).first()
        if mail is None:
            return None
        mail.status = MailStatus.SENDING
        mail.attempts += 1
        mail.attempted_at = now
        mail.save(update_fields=["status", "attempts", "attempted_at"])
        return mail


def _send(mail: OutgoingMail) -> bool:
    connection = mailers.default
    if isinstance(connection, EmailBackend):
        connection.before_the_end = partial(_note_handing_over, mail)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.recipient],
        headers={"Message-ID": f"<{mail.uuid}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        found = _CALENDAR_METHOD.search(mail.calendar)
        method = f"; method={found[1]}" if found else ""
        message.attach(CALENDAR_NAME, mail.calendar, f"text/calendar; charset=utf-8{method}")
    try:
        connection.send_messages([message])
    except SMTPRecipientsRefused as error:
        if _is_refused_for_good(error):
            _give_up_address(mail)
        else:
            _postpone(mail, error)
        return False
    except _NotWantedAnyMoreError:
        return False
    except Exception as error:  # whatever a mail server or its library raises, the mail must wait, not vanish
        if mail.status != MailStatus.HANDED or isinstance(error, SMTPResponseException):
            _postpone(mail, error)
            return False
        _warn_of_no_answer(mail)
    # It went, whatever was decided meanwhile; a row that was erased stays so.
    OutgoingMail.objects.filter(pk=mail.pk).update(status=MailStatus.SENT, sent_at=timezone.now(), last_error="")
    return True


class _NotWantedAnyMoreError(Exception):
    """Raised where a mail could still be kept from the server."""


def _note_handing_over(mail: OutgoingMail) -> None:
    if not _change(mail, status=MailStatus.HANDED):
        raise _NotWantedAnyMoreError


def _change(mail: OutgoingMail, **values: Any) -> bool:
    """Write *values* to the row as this sender knows it; False if it was erased or dropped meanwhile."""
    changed = OutgoingMail.objects.filter(pk=mail.pk, status=mail.status).update(**values)
    for name, value in values.items():
        setattr(mail, name, value)
    return bool(changed)


def _warn_of_no_answer(mail: OutgoingMail) -> None:
    logger.warning("Mail %s (%s) was handed over, and nobody heard whether it was taken", mail.uuid, mail.purpose)


def _is_refused_for_good(error: SMTPRecipientsRefused) -> bool:
    """Does the server say that there is no such address (RFC 5321: 5xx; RFC 3463: not 5.7, which is about us)?"""
    replies = [(int(code), text) for code, text in error.recipients.values()]
    return bool(replies) and all(
        500 <= code < 600 and not re.match(rb"\s*5\.7\.", text if isinstance(text, bytes) else str(text).encode())
        for code, text in replies
    )


def _give_up_address(mail: OutgoingMail) -> None:
    """Try no more. Calls the hooks `after_mail_is_refused` with the mail, inside the transaction."""
    with transaction.atomic():
        if not _change(mail, status=MailStatus.REFUSED, last_error="SMTPRecipientsRefused"):
            return
        for tell in hooks.get_hooks("after_mail_is_refused"):
            tell(mail=mail)
    logger.warning("Mail %s (%s) was refused: there is no such address", mail.uuid, mail.purpose)


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    # The class alone: a server's words can repeat the recipient's address, and logs hold none (G10).
    name = type(error).__name__
    if mail.attempts > len(WAITS):
        if _change(mail, status=MailStatus.FAILED, last_error=name):
            logger.error("Mail %s (%s) was given up after %s attempts", mail.uuid, mail.purpose, mail.attempts)
    else:
        next_attempt_at = timezone.now() + WAITS[mail.attempts - 1]
        if _change(mail, status=MailStatus.WAITING, last_error=name, next_attempt_at=next_attempt_at):
            logger.warning("Mail %s (%s) waits: %s", mail.uuid, mail.purpose, name)
