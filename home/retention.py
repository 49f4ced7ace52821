"""How long the shell keeps what can be about people."""

_CITYS_OWN = "the city's own words and contacts, which everyone may read"

KEPT = {
    "OutgoingMail": "30 days after it was sent or given up (home.outbox.remove_old); a signup takes its mails along",
}
NOT_PERSONAL = {
    "FrontPage": _CITYS_OWN,
    "HelpLine": _CITYS_OWN,
    "SiteSettings": _CITYS_OWN,
    "StandardPage": _CITYS_OWN,
}
