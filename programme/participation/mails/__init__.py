"""From messages that are due to mails in the outbox, and to calls that the artist makes."""

from .calls import Call, calls_of
from .delivery import hand_over_due, note_refusal
from .entries import calendar_of_signup

__all__ = ["Call", "calendar_of_signup", "calls_of", "hand_over_due", "note_refusal"]
