"""A query as it reaches the database: whatever was typed, turned into words that neither database trips over."""

from collections.abc import Callable, Sequence

from modelsearch.query import MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText, SearchQuery

from .analysis import ANALYSED, QueryWord
from .spelling import has_umlaut, words

TITLE_COLUMN = "title"
BODY_COLUMN = "body"


def compile_query(
    query: SearchQuery, analyse: Callable[[str], list[QueryWord]], *, raw_words_are_flattened: bool
) -> SearchQuery:
    """*query* with each plain text in it replaced by And (or Or, as it asks) over its words of Or over alternatives.

    *raw_words_are_flattened* says that the database's own tokenizer takes ä for a, so that a raw word with umlauts
    proves nothing about an entry that has base forms to compare with. A query without any word matches nothing.
    """

    def rewrite(part: SearchQuery) -> SearchQuery | None:
        match part:
            case PlainText():
                any_forms = [_any_form(word, raw_words_are_flattened) for word in analyse(part.query_string)]
                return _joined(Or if part.operator == "or" else And, any_forms)
            case Phrase():
                phrase = " ".join(words(part.query_string))
                return Phrase(phrase) if phrase else None
            case And() | Or():
                subqueries = [rewrite(subquery) for subquery in part.subqueries]
                return _joined(type(part), [subquery for subquery in subqueries if subquery])
            case Not():
                subquery = rewrite(part.subquery)
                return Not(subquery) if subquery else None
            case Boost():
                # Neither database can weigh a part of a query.
                return rewrite(part.subquery)
        return part

    return rewrite(query) or MATCH_NONE


def index_columns(fields: Sequence[str]) -> list[str]:
    """The columns of the index that hold what was indexed for *fields*: titles have their own, the rest share one."""
    columns = [TITLE_COLUMN] if "title" in fields else []
    return [*columns, BODY_COLUMN] if set(fields) - {"title"} else columns


def _any_form(word: QueryWord, raw_words_are_flattened: bool) -> SearchQuery:
    forms: list[SearchQuery] = [PlainText(alternative) for alternative in word.alternatives]
    if word.typed not in word.alternatives:
        # For entries without base forms, such as pictures and documents.
        raw: SearchQuery = PlainText(word.typed)
        if raw_words_are_flattened and has_umlaut(word.typed):
            raw = And([raw, Not(PlainText(ANALYSED))])
        forms.append(raw)
    return forms[0] if len(forms) == 1 else Or(forms)


def _joined(connector: type[And] | type[Or], subqueries: list[SearchQuery]) -> SearchQuery | None:
    """And and Or of nothing are errors in modelsearch."""
    if len(subqueries) > 1:
        return connector(subqueries)
    return subqueries[0] if subqueries else None
