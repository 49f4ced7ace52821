"""How long the programme is kept: pages are published, and their artists named, because they want to be."""

_PAGE = "as long as the page: its partner or the city removes it; who is named in it has asked to be"
_TERM = "a list of the city's, or of a thesaurus"

KEPT = {
    "EventPage": _PAGE,
    "ProgrammePage": _PAGE,
    "VideoPage": _PAGE,
    "WorkshopPage": _PAGE,
    "Occurrence": "as long as its page, and as its signups",
}
NOT_PERSONAL = {
    "Keyword": _TERM,
    "Municipality": _TERM,
    "SpokenLanguage": _TERM,
    "ProgrammeIndexPage": "the city's own words, which everyone may read",
}
