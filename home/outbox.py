"""The mail outbox: render everything, commit, then send; nothing is lost and nothing is sent twice.

A mail is a row, written in the transaction of what caused it. A job sends it. When the server does not
answer, the row waits and is tried again at growing intervals for about two days.
"""

import logging
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import MailStatus, OutgoingMail

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
HANGING_AFTER = timedelta(minutes=15)
KEPT_AFTER_SENDING = timedelta(days=30)


CALENDAR_NAME = "porukalla.ics"
_CALENDAR_METHOD = re.compile(r"^METHOD:(\w+)\s*$", re.MULTILINE)


def queue_mail(
    *, purpose: str, recipient: str, language: str, context: Mapping[str, Any], calendar: str = ""
) -> OutgoingMail:
    """Render the mail `emails/<purpose>` in *language* and keep it; it leaves after the transaction commits.

    The templates are `emails/<purpose>_subject.txt` and `emails/<purpose>.txt`; both get *context* and
    `base_url`. HTML is made from the text, so that the two never differ. *calendar* is an iCalendar file to go along.
    A template that fails raises here, so that the caller's change fails with it.
    """
    with translation.override(language):
        values = {**context, "base_url": settings.BASE_URL, "language": language}
        subject = " ".join(render_to_string(f"emails/{purpose}_subject.txt", values).split())
        text = render_to_string(f"emails/{purpose}.txt", values).strip() + "\n"
        html = render_to_string("emails/frame.html", {**values, "subject": subject, "paragraphs": paragraphs_of(text)})
    return keep_mail(purpose=purpose, recipient=recipient, subject=subject, text=text, html=html, calendar=calendar)


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a mail's text, which an empty line parts."""
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def keep_mail(
    *, purpose: str, recipient: str, subject: str, text: str, html: str = "", calendar: str = ""
) -> OutgoingMail:
    """Keep a mail that is rendered already; it leaves after the transaction commits."""
    from .tasks import send_due_mail

    mail = OutgoingMail.objects.create(
        purpose=purpose,
        recipient=recipient,
        subject=subject[:255],
        text=text,
        html=html,
        calendar=calendar,
        next_attempt_at=timezone.now(),
    )
    transaction.on_commit(partial(send_due_mail.enqueue))
    return mail


def send_due() -> int:
    """Send what is due, one by one, and return how many went. A failure delays that mail alone."""
    return_hanging()
    sent = 0
    while (mail := _take_next()) is not None:
        if _send(mail):
            sent += 1
    return sent


def return_hanging() -> int:
    """Make waiting again what a stopped sender left behind; the Message-ID keeps a second copy apart from the first."""
    return OutgoingMail.objects.hanging(timezone.now() - HANGING_AFTER).update(status=MailStatus.WAITING)


def remove_old() -> int:
    """Remove mail that was sent, or given up, more than 30 days ago (conventions G10)."""
    before = timezone.now() - KEPT_AFTER_SENDING
    removed, _by_model = OutgoingMail.objects.filter(
        status__in=[MailStatus.SENT, MailStatus.FAILED], attempted_at__lt=before
    ).delete()
    return removed


def _take_next() -> OutgoingMail | None:
    now = timezone.now()
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).due(now).first()
        if mail is None:
            return None
        mail.status = MailStatus.SENDING
        mail.attempts += 1
        mail.attempted_at = now
        mail.save(update_fields=["status", "attempts", "attempted_at"])
        return mail


def _send(mail: OutgoingMail) -> bool:
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
        message.send()
    except Exception as error:  # whatever a mail server or its library raises, the mail must wait, not vanish
        _postpone(mail, error)
        return False
    mail.status = MailStatus.SENT
    mail.sent_at = timezone.now()
    mail.last_error = ""
    mail.save(update_fields=["status", "sent_at", "last_error"])
    return True


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    # The class alone: a server's words can repeat the recipient's address, and logs hold none (G10).
    mail.last_error = type(error).__name__
    if mail.attempts > len(WAITS):
        mail.status = MailStatus.FAILED
        logger.error("Mail %s (%s) was given up after %s attempts", mail.uuid, mail.purpose, mail.attempts)
    else:
        mail.status = MailStatus.WAITING
        mail.next_attempt_at = timezone.now() + WAITS[mail.attempts - 1]
        logger.warning("Mail %s (%s) waits: %s", mail.uuid, mail.purpose, mail.last_error)
    mail.save(update_fields=["status", "last_error", "next_attempt_at"])
