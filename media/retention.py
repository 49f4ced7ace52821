"""How long the files are kept that can show people, and who uploaded them."""

_FILE = "until it is removed; who is seen in it has agreed until a date, which editors see (consent, expires_on)"

KEPT = {
    "Attachment": _FILE,
    "Picture": _FILE,
    "Recording": _FILE,
    "Rendition": "as long as its picture",
}
NOT_PERSONAL: dict[str, str] = {}
