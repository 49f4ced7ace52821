"""How long it is kept who makes the programme."""

_PARTNER = "as long as the partner's programme; an administrator removes it when nothing of it is public any more"

KEPT = {
    "Partner": _PARTNER,
    "PartnerPage": _PARTNER,
}
NOT_PERSONAL = {
    "PartnerIndexPage": "the city's own words, which everyone may read",
}
