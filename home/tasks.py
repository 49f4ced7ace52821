"""Jobs of the shell: mail, and the runner's own housekeeping. Each looks at what is due, never at when it last ran."""

from crontask import cron
from django.tasks import task

from . import jobs, outbox


@cron("* * * * *")
@task(backend="jobs")
def send_due_mail() -> int:
    """Send the mail that waits; enqueued by each new mail and once a minute."""
    return outbox.send_due()


@cron("*/5 * * * *")
@task(backend="jobs")
def return_hanging_jobs() -> int:
    """Return to the queue what a killed worker left as running."""
    return jobs.return_hanging()


@cron("30 3 * * *")
@task(backend="jobs")
def remove_what_is_old() -> int:
    """Remove old mail, old job results and sessions that are over."""
    jobs.remove_old_sessions()
    return outbox.remove_old() + jobs.remove_old()
