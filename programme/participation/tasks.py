"""Jobs of participation, found by the scheduler under this module's name. Each looks at what is due by now."""

from crontask import cron
from django.tasks import task

from . import mails, reminders
from .services import expire_due, fill_everywhere, retire


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


@cron("* * * * *")
@task(backend="jobs")
def end_what_was_not_answered() -> int:
    """End held places and offers whose time is over, and offer their places on."""
    return expire_due()


@cron("*/10 * * * *")
@task(backend="jobs")
def offer_what_is_free() -> int:
    """Look at every waiting list: time alone can free a course, when its full date is over."""
    return fill_everywhere()


@cron("20 3 * * *")
@task(backend="jobs")
def retire_signups() -> int:
    """Remove signups that have been kept long enough; their counts stay."""
    return sum(retire().numbers.values())
