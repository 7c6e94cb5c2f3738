"""Proximity search ("hip pain"[ti:~4]): which records hold all words, in any order, close enough together.

Read from the records' own text, for a full-text index knows phrases in one order only. "N = the maximum number of words appearing between
your search terms" (PubMed User Guide): in order of place, no two neighbours among the words found have more than N others between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evidence.errors import QueryError
from evidence.model import Citation
from evidence.sources.library.query import Term
from evidence.sources.library.words import words

_MOST = 20_000  # records read for one term
_BATCH = 500


def holding(term: Term, fetch: Callable[[Sequence[str]], tuple[Citation, ...]], pmids: Sequence[str]) -> Sequence[int]:
    """The PMIDs, as numbers, of the given records that hold the term's words near each other. QueryError when too many must be read."""
    if len(pmids) > _MOST:
        raise QueryError(
            f'"{term.words}" stands near each other in too many records to look at ({len(pmids):,} hold all the words).',
            advice="Use rarer words, or a phrase in quotes without :~N.",
        )
    wanted = words(term.words)
    found = []
    for place in range(0, len(pmids), _BATCH):
        for record in fetch(pmids[place : place + _BATCH]):
            if any(near(words(text), wanted, term.within or 0) for text in _texts(record, term.field)):
                found.append(int(record.pmid))
    return sorted(found)


def near(spoken: Sequence[str], wanted: Sequence[str], within: int) -> bool:
    """Whether all ``wanted`` words stand among ``spoken`` with at most ``within`` others between neighbours."""
    needed = {word: wanted.count(word) for word in set(wanted)}
    places = [place for place, word in enumerate(spoken) if word in needed]
    # A chain is a run of wanted words without a wider gap; it holds when it has every word as often as asked.
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] - places[end - 1] - 1 > within:
            chain = [spoken[place] for place in places[start:end]]
            if all(chain.count(word) >= count for word, count in needed.items()):
                return True
            start = end
    return False


def _texts(record: Citation, field: str) -> Iterable[str]:
    if field in ("ti", "tiab"):
        yield record.title
    if field == "tiab":
        if record.sections:
            yield from (record.abstract[section.start : section.end] for section in record.sections)
        else:
            yield record.abstract
        yield from record.keywords
        yield from (text for _, text in record.other_abstracts)
        if record.book:
            yield record.book
    if field == "ad":
        for person in (*record.authors, *record.investigators, *record.editors):
            yield from person.affiliations
