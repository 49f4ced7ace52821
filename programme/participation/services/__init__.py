"""The verbs of taking part. Each is keyword-only and one transaction, and refuses with a reason.

In which order rows are locked is said in `places`.
"""

from .attendance import give_feedback, record_attendance
from .changes import cancel, cancel_occurrence_signups, change_size
from .consents import consents_asked_by, give_consent, withdraw_consent
from .data import erase_contact, erase_signup, export_contact, export_participants, export_signup
from .joining import JoinDetails, hand_out_join_link, join_link_for, remove_join_link, set_join_link
from .links import (
    LinkRefused,
    LinkUnknown,
    confirming_token_of,
    renew_link,
    send_link,
    signup_of,
    signup_to_confirm,
    token_of,
)
from .messages import announce, mark_called, refuse_announcement, release_announcement, tell
from .retention import Retired, retire, shown
from .signing_up import (
    Details,
    SignedUpAlready,
    SignupRefused,
    TooManyAttempts,
    confirm_address,
    dates_of_course,
    sign_up,
)
from .waiting_list import decline_offer, expire_due, fill_everywhere, take_offer

__all__ = [
    "Details",
    "JoinDetails",
    "LinkRefused",
    "LinkUnknown",
    "Retired",
    "SignedUpAlready",
    "SignupRefused",
    "TooManyAttempts",
    "announce",
    "cancel",
    "cancel_occurrence_signups",
    "change_size",
    "confirm_address",
    "confirming_token_of",
    "consents_asked_by",
    "dates_of_course",
    "decline_offer",
    "erase_contact",
    "erase_signup",
    "expire_due",
    "export_contact",
    "export_participants",
    "export_signup",
    "fill_everywhere",
    "give_consent",
    "give_feedback",
    "hand_out_join_link",
    "join_link_for",
    "mark_called",
    "record_attendance",
    "refuse_announcement",
    "release_announcement",
    "remove_join_link",
    "renew_link",
    "retire",
    "send_link",
    "set_join_link",
    "shown",
    "sign_up",
    "signup_of",
    "signup_to_confirm",
    "take_offer",
    "tell",
    "token_of",
    "withdraw_consent",
]
