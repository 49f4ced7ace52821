"""What a text is found by, and what a query looks for.

Both sides go through the same spelling (spelling.py), so a query's terms are compared with the index as they are, on
SQLite and PostgreSQL alike.
"""

from dataclasses import dataclass

from . import lemmas
from .finnish import finnish, readings_with_umlauts
from .spelling import flatten, has_umlaut, spell, words

# Says of an index entry that it holds base forms, so that the raw words beside them need not be looked at (query.py).
ANALYSED = "qxanalysedqx"

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_ALTERNATIVES = 12

# Words that a query may contain and a text need not.
_FILLERS = frozenset({"ja", "sekä", "tai", "the", "a", "an", "and", "or", "of", "for", "in", "to", "with"})


@dataclass(frozen=True)
class QueryWord:
    """One word of a query: as it was typed, in lower case, and the index terms of which any one will do."""

    typed: str
    alternatives: tuple[str, ...]


def analyser_name() -> str:
    """Which analyser Finnish goes through in this process: "voikko" or "simplemma"."""
    return finnish().name


def base_forms(text: str, language: str = "fi") -> str:
    """Everything that *text* is found by, for a SearchField("base_forms").

    *language* is the code of the page's locale. Hand over all that is searchable about the page, its title included:
    where an entry has base forms, a query with ä, ö or å is compared with them alone.
    """
    analyse = {"fi": _finnish_forms, "en": _english_forms}.get(language.partition("-")[0].lower(), _no_forms)
    terms: dict[str, None] = {}
    for word in dict.fromkeys(words(text)):
        for form in (word, *analyse(word)):
            terms |= {spell(form): None, flatten(form): None}
    return " ".join([ANALYSED, *terms]) if terms else ""


def query_terms(query: str) -> list[list[str]]:
    """The words of *query*, each with the index terms of which any one will do. Empty where there is no word in it."""
    return [list(word.alternatives) for word in query_words(query)]


def query_words(query: str) -> list[QueryWord]:
    """Like query_terms, with the typed word beside its terms.

    Nobody knows which language a query is in, so each word is taken as Finnish and as English. What is beyond
    LONGEST_QUERY characters or MOST_WORDS words is ignored, and so are fillers among other words.
    """
    typed = list(dict.fromkeys(words(query[:LONGEST_QUERY])))
    typed = [word for word in typed if word not in _FILLERS] or typed
    return [QueryWord(word, _alternatives(word)) for word in typed[:MOST_WORDS]]


def typed_words(query: str) -> list[QueryWord]:
    """The words of *query* without their base forms, for what is still being typed."""
    return [QueryWord(word, (spell(word),)) for word in dict.fromkeys(words(query[:LONGEST_QUERY]))][:MOST_WORDS]


def _alternatives(word: str) -> tuple[str, ...]:
    forms = [word, *finnish().base_forms(word), *_english_forms(word)]
    for reading in readings_with_umlauts(word):
        forms += [reading, *finnish().base_forms(reading)]
    return tuple(dict.fromkeys(spell(form) for form in forms))[:MOST_ALTERNATIVES]


def _finnish_forms(word: str) -> tuple[str, ...]:
    return finnish().base_forms(word) + finnish().parts(word)


def _english_forms(word: str) -> tuple[str, ...]:
    if has_umlaut(word):
        return ()
    word = word.removesuffix("'s")
    lemma = lemmas.lemma(word, "en")
    forms: tuple[str, ...] = (word, lemma) if lemma else (word,)
    # The word list holds "workshops" as a word of its own.
    if lemma in (None, word) and len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        forms += (word[:-1],)
    return forms


def _no_forms(word: str) -> tuple[str, ...]:
    return ()
