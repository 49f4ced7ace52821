"""How words are cut from a text, and how they are spelt in the search index.

The index has to keep *säde* (ray) and *sade* (rain) apart, while somebody without ä on the keyboard still finds both.
SQLite's tokenizer takes the dots away and PostgreSQL's does not, so neither is shown a dotted letter: ä, ö and å are
spelt in plain letters that no Finnish or English word contains, and a second copy has them flattened to a and o.
Every other accent (é, š, ŋ) is flattened at once: nobody expects *cafe* and *café* to differ.
"""

import re
import unicodedata

LONGEST_WORD = 64

# Only ASCII letters: both tokenizers take them as they are, and "a" still begins with "a", so prefixes keep working.
_SPELT = str.maketrans({"ä": "aqx", "ö": "oqx", "å": "aqz"})
_FLAT = str.maketrans({"ä": "a", "ö": "o", "å": "a"})
_UMLAUTS = frozenset("äöå")
# Letters that Unicode does not take apart into a plain letter and an accent.
_LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ø": "o", "œ": "oe", "ß": "ss", "ŧ": "t"}
)
_COMBINING = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[\W_]+")

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+|:[^\W\d_]+)*")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")


def words(text: str) -> list[str]:
    """Lower-case words of *text* in their order.

    Hyphens separate words. An apostrophe inside a word stays (*vaa'an*); an ending behind a colon (*EU:n*) goes.
    """
    composed = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text)).lower()
    return [match.partition(":")[0][:LONGEST_WORD] for match in _WORD.findall(composed)]


def has_umlaut(word: str) -> bool:
    """Whether the lower-case *word* contains ä, ö or å."""
    return not _UMLAUTS.isdisjoint(word)


def spell(word: str) -> str:
    """*word* as the index has it, with ä, ö and å told apart from a and o."""
    return _plain(word.translate(_SPELT))


def flatten(word: str) -> str:
    """*word* as it is typed on a keyboard without ä, ö and å.

    A word with umlauts never flattens into the base form that another such word has without them, as *perhe* is of
    *perheitä*: by vowel harmony that base form contains neither a nor o, and a flattened word contains one. So the
    flattened copies need no mark of their own.
    """
    return _plain(word.translate(_FLAT))


def _plain(word: str) -> str:
    """Drop accents, and whatever a tokenizer would split the word at."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFD", word.translate(_LETTERS))
        word = unicodedata.normalize("NFC", _COMBINING.sub("", decomposed))
    return _SEPARATORS.sub("", word)
