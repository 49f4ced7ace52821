"""What arrives at the mail server: a letter for everybody, and none twice."""

import time
from collections import Counter
from datetime import timedelta

from tests.mail_server import MailServer

SECONDS_TO_DELIVER = 180
SECONDS_TO_SEND_ONE = 5


def deliver(office: MailServer) -> list[str]:
    """Wait until nothing is left to send; say what did not hold."""
    from home.models import MailStatus, OutgoingMail
    from home.tasks import send_due_mail
    from programme.participation.models import Message, MessageState, Signup
    from programme.participation.tasks import hand_over_messages

    hand_over_messages.enqueue()
    started = time.monotonic()
    while time.monotonic() - started < SECONDS_TO_DELIVER:
        if let_time_pass(SECONDS_TO_SEND_ONE):
            send_due_mail.enqueue()
        due = Message.objects.filter(state=MessageState.DUE).count()
        unsent = OutgoingMail.objects.exclude(status__in=MailStatus.ended).count()
        if not due and not unsent:
            break
        time.sleep(0.5)
    letters = len(office.received)
    signups = Signup.objects.count()
    people = len(office.recipients)
    print(f"{letters} letters to {people} people for {signups} signups")
    failures = sent_twice(office)
    if letters != people:
        failures.append(f"{letters - people} letters more than people")
    if people != signups:
        failures.append(f"{signups - people} people heard nothing; broken off: {office.broken_off}")
    return failures


def let_time_pass(seconds: int) -> int:
    """End the quarter of an hour for which nobody takes the mail of a sender that was killed; return how many."""
    from django.utils import timezone

    from home.models import OutgoingMail
    from home.outbox import HANGING_AFTER

    now = timezone.now()
    hanging = OutgoingMail.objects.hanging(now - timedelta(seconds=seconds)).filter(
        attempted_at__gt=now - HANGING_AFTER
    )
    return hanging.update(attempted_at=now - HANGING_AFTER - timedelta(seconds=1))


def sent_twice(office: MailServer) -> list[str]:
    """Say of which mail there were two."""
    copies = Counter(str(mail["Message-ID"]) for _recipient, mail in list(office.received))
    return [f"sent twice: {name}" for name, number in copies.items() if number > 1]
