"""How long what is known of participants is kept (conventions G5). `services.retention` removes it."""

_SIGNUP = "30 days after its last date, or fewer as the settings say; erased at once when its person asks (retire)"
_WITH_SIGNUP = "as long as its signup"

KEPT = {
    "Signup": _SIGNUP,
    "Place": _WITH_SIGNUP,
    "Consent": _WITH_SIGNUP,
    "Message": _WITH_SIGNUP,
    "Announcement": "30 days after its date, and as long as a signup that it went to is kept (retire)",
    "JoinLink": "30 days after its date; one for all dates, after the last (retire)",
    "Feedback.words": "a year; the taps beside it are of nobody (retire)",
    "DataAct": "a year: who looked at people's data is asked about for so long (retire)",
}
NOT_PERSONAL = {
    "Count.key": "an age band or a municipality's code; small numbers are left out of every report",
}
