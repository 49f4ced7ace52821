"""How long it is kept who asked for what to be public, and who decided."""

_RECORD = "for good: the city has to show who approved what; holds no words of participants"
_WAITS = "as long as it waits, or the page is public as it was approved"

KEPT = {
    "ApprovalRecord": _RECORD,
    "Submission": _WAITS,
    "LiveTranslation": _WAITS,
    "TakeDownRequest": "a year after it was dealt with (take_down.remove_old_requests)",
}
NOT_PERSONAL: dict[str, str] = {}
