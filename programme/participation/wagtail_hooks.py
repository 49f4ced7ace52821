"""What participation hears from the rooms below."""

from wagtail import hooks

from .mails import note_refusal

hooks.register("after_mail_is_refused", note_refusal)
