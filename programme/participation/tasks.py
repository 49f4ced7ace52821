"""Jobs of participation, found by the scheduler under this module's name. Each looks at what is due, not at when it ran."""

from crontask import cron
from django.tasks import task

from . import mails, reminders


@cron("* * * * *")
@task(backend="jobs")
def hand_over_messages() -> int:
    """Turn what is due to participants into mail, and into calls that the artist makes."""
    return mails.hand_over_due()


@cron("*/5 * * * *")
@task(backend="jobs")
def remind_participants() -> int:
    """Make reminders due; sent to those who asked for them."""
    return reminders.remind()


@cron("*/15 8-21 * * *")
@task(backend="jobs")
def thank_participants() -> int:
    """Make thanks due after a date; not at night."""
    return reminders.thank()
