"""Jobs of approval, found by the scheduler under this module's name. Each looks at what is due, not at when it ran."""

from crontask import cron
from django.tasks import task

from . import reminders, take_down


@cron("10 8-16 * * *")
@task(backend="jobs")
def remind_of_late_submissions() -> int:
    """Tell the coordinators what waits too long; by day, so that nobody's telephone rings at night."""
    return reminders.remind_coordinators()


@cron("40 3 * * *")
@task(backend="jobs")
def remove_old_take_down_requests() -> int:
    """Remove requests that were closed a year ago."""
    return take_down.remove_old_requests()
