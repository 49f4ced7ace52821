"""How long the shell keeps what can be about people."""

_CITYS_OWN = "the city's own words and contacts, which everyone may read"

KEPT = {
    "OutgoingMail": "30 days after it was sent, given up or dropped (outbox.remove_old); its signup takes it along",
}
NOT_PERSONAL = {
    "FrontPage": _CITYS_OWN,
    "HelpLine": _CITYS_OWN,
    "SiteSettings": _CITYS_OWN,
    "StandardPage": _CITYS_OWN,
}
