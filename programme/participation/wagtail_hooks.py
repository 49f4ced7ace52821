"""What participation hears from the rooms below, and asks of Wagtail's admin."""

from wagtail import hooks

from .guards import refuse_beforehand
from .services.dates import close_page, follow_cancellation, follow_publication, lock_dates

hooks.register("before_changing_occurrences", lock_dates)
hooks.register("after_bring_in_line", follow_publication)
hooks.register("after_cancel_occurrence", follow_cancellation)
hooks.register("guard_unpublication", close_page)
hooks.register("before_unpublish_page", refuse_beforehand)
hooks.register("before_delete_page", refuse_beforehand)
