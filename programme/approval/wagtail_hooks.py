"""What approval adds to Wagtail's admin and hears from the rooms below."""

from wagtail import hooks

from .notifications import tell_of_cancellation

hooks.register("after_cancel_occurrence", tell_of_cancellation)
