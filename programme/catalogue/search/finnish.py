"""Base forms of Finnish words, by Voikko where it is installed and by simplemma where it is not."""

import logging
import threading
from functools import cache, lru_cache
from itertools import product
from typing import Protocol

from . import lemmas
from .spelling import has_umlaut

logger = logging.getLogger(__name__)

# A compound of more parts than this is a place name or a joke, and its runs of parts grow quadratically.
MOST_PARTS = 6
# Two to the power of this many readings are tried for a word that was typed without umlauts.
MOST_DOUBTFUL_VOWELS = 6
REMEMBERED_WORDS = 20_000
# Every second text here is about a *työpaja* (workshop) or *käsityö* (handicraft), and hardly any about *työ* (work).
PARTS_WITHOUT_MEANING = frozenset({"työ"})


class FinnishAnalyser(Protocol):
    """What search wants to know about a lower-case Finnish word."""

    name: str

    def knows(self, word: str) -> bool:
        """Whether the dictionary has *word* in this very form."""
        ...

    def base_forms(self, word: str) -> tuple[str, ...]:
        """Every base form that *word* may have; none where it is unknown."""
        ...

    def parts(self, word: str) -> tuple[str, ...]:
        """Base forms of what a compound is made of: *savi*, *työ*, *paja*, *savityö* and *työpaja*."""
        ...


class VoikkoFinnish:
    """Morphological analysis by libvoikko.

    Raises ImportError where the module is missing, OSError where the library or the dictionary is.
    """

    name = "voikko"

    def __init__(self) -> None:
        import libvoikko

        # Where the library is missing, Voikko's own constructor leaves half an object that complains at its end.
        libvoikko.VoikkoLibrary.open()
        self._open = libvoikko.Voikko
        # A handle shared by threads mixes up their results and aborts the process, so each thread has its own.
        self._handles = threading.local()
        self._opening = threading.Lock()
        try:
            self._analyses("talo")
        except libvoikko.VoikkoException as incomplete:
            raise OSError(incomplete) from incomplete
        self.base_forms = lru_cache(REMEMBERED_WORDS)(self._base_forms)
        self.parts = lru_cache(REMEMBERED_WORDS)(self._parts)

    def _analyses(self, word: str) -> list[dict[str, str]]:
        if not hasattr(self._handles, "voikko"):
            with self._opening:
                self._handles.voikko = self._open("fi")
        analyses: list[dict[str, str]] = self._handles.voikko.analyze(word)
        return analyses

    def knows(self, word: str) -> bool:
        # Not remembered: it is asked about spellings that nobody has ever written.
        return bool(self._analyses(word))

    def _base_forms(self, word: str) -> tuple[str, ...]:
        base_forms = [analysis["BASEFORM"].lower() for analysis in self._analyses(word)]
        if not base_forms:
            # Some adjectives exist only behind a number: the index has cut "18-vuotiaille" at its hyphen.
            numbered = [analysis["BASEFORM"].lower() for analysis in self._analyses(f"10-{word}")]
            base_forms = [base_form.removeprefix("10-") for base_form in numbered]
        return tuple(dict.fromkeys(base_forms))

    def _parts(self, word: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for analysis in self._analyses(word):
            starts = _part_starts(analysis["STRUCTURE"])
            if not 1 < len(starts) <= MOST_PARTS:
                continue
            ends = [*starts[1:], len(word)]
            for first, start in enumerate(starts):
                for end in ends[first:]:
                    if (start, end) != (0, len(word)):
                        found |= dict.fromkeys(self.base_forms(word[start:end]))
        return tuple(form for form in found if form not in PARTS_WITHOUT_MEANING)


class SimplemmaFinnish:
    """Word lists of simplemma: no compounds, and inflected forms only as far as the lists go."""

    name = "simplemma"

    def knows(self, word: str) -> bool:
        return lemmas.knows(word, "fi")

    def base_forms(self, word: str) -> tuple[str, ...]:
        lemma = lemmas.lemma(word, "fi")
        return (lemma,) if lemma else ()

    def parts(self, word: str) -> tuple[str, ...]:
        return ()


@cache
def finnish() -> FinnishAnalyser:
    """The best analyser that this machine offers, chosen once per process."""
    try:
        return VoikkoFinnish()
    except (ImportError, OSError) as reason:
        logger.warning("Voikko cannot be used (%s); search finds Finnish words by simplemma instead.", reason)
        return SimplemmaFinnish()


def readings_with_umlauts(word: str) -> list[str]:
    """What somebody may have meant who typed *word* on a keyboard without ä and ö: *kasitoita* as *käsitöitä*.

    Empty for a word that is known as it stands, and for one that has too many vowels to try.
    """
    doubtful = sum(word.count(letter) for letter in "ao")
    analyser = finnish()
    if not 0 < doubtful <= MOST_DOUBTFUL_VOWELS or has_umlaut(word) or analyser.knows(word):
        return []
    choices = [{"a": "aä", "o": "oö"}.get(letter, letter) for letter in word]
    return [reading for letters in product(*choices) if analyser.knows(reading := "".join(letters))]


def _part_starts(structure: str) -> list[int]:
    """Where the parts of a compound begin: Voikko's structure has "=" before each, and one character per letter."""
    starts = []
    letters = 0
    for character in structure:
        if character == "=":
            starts.append(letters)
        else:
            letters += 1
    return starts
