"""Who takes part: signups and their places, the waiting list, join links, what is due to whom, what stays."""

from .acts import DataAct, DataActKind
from .announcements import Announcement, Audience, ReleasedMessages
from .feedback import Again, Count, CountKind, Feedback, How
from .join_links import JoinLink
from .messages import Message, MessageKind, MessageState
from .seats import Seats
from .settings import ParticipationSettings
from .signups import (
    AgeBand,
    Attendance,
    CancelledBy,
    Consent,
    ConsentKind,
    Place,
    Signup,
    SignupStatus,
)

__all__ = [
    "Again",
    "AgeBand",
    "Announcement",
    "Attendance",
    "Audience",
    "CancelledBy",
    "Consent",
    "ConsentKind",
    "Count",
    "CountKind",
    "DataAct",
    "DataActKind",
    "Feedback",
    "How",
    "JoinLink",
    "Message",
    "MessageKind",
    "MessageState",
    "ParticipationSettings",
    "Place",
    "ReleasedMessages",
    "Seats",
    "Signup",
    "SignupStatus",
]
