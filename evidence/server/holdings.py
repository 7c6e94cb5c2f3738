"""What the server needs of the library: PubMed's own records in it, found, fetched, linked and matched; starter notes stay out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from evidence import text
from evidence.errors import QueryError
from evidence.model import Citation, LibraryState
from evidence.server.asked import MOST_LISTED
from evidence.server.citing import Citing

_NOT_NOTES = "NOT starternote"
_CANDIDATES = 150  # records compared word by word for one list of similar articles
_LISTED = 100
_MOST_WORDS = 12
_FULL = 100_000_000  # the score of a record with itself, in the size of PubMed's own scores


class Answer(Protocol):
    """``evidence.sources.library.Answer``."""

    @property
    def pmids(self) -> tuple[str, ...]: ...

    @property
    def count(self) -> int: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...


class Shelf(Protocol):
    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]: ...

    def all_citations(self) -> Iterator[Citation]: ...


class Library(Protocol):
    """``evidence.sources.library.Library``."""

    @property
    def shelf(self) -> Shelf: ...

    def search(self, text: str, limit: int = 20, sort: str = "relevance", start: int = 0) -> Answer: ...

    def translate(self, text: str) -> str: ...

    def state(self) -> LibraryState: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """PMIDs in order (at most 9,999), the count of all, and how the query was read."""

    pmids: tuple[str, ...]
    count: int
    translation: str
    not_found: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Holdings:
    """A library seen from outside."""

    def __init__(self, library: Library, *, notes: bool = False, citing: Citing | None = None) -> None:
        """``notes``: starter notes count too, which an E-utilities client is never shown. ``citing``: the reference lists turned round."""
        self._library, self._notes, self._citing = library, notes, citing or Citing()

    def search(self, term: str, sort: str, most: int = MOST_LISTED, start: int = 0) -> Listed:
        """``most`` PMIDs from the ``start``-th on; ``sort``: "relevance" or "date". QueryError when the term cannot be read."""
        translation = self._library.translate(term)  # of the term alone: what is wrong with it is told before ours is added
        answer = self._library.search(term if self._notes else f"({term}) {_NOT_NOTES}", most, sort, start)
        missing = tuple(found[1] for each in answer.warnings if (found := re.fullmatch(r"Not found in the library: (.*)\.", each)))
        others = tuple(each for each in answer.warnings if not each.startswith("Not found in the library: "))
        return Listed(answer.pmids, answer.count, translation, missing, others)

    def records(self, pmids: Sequence[str]) -> tuple[Citation, ...]:
        """PubMed's records of these PMIDs, in the order asked."""
        return tuple(each for each in self._library.shelf.get_citations(pmids) if self._notes or each.note is None)

    def state(self) -> tuple[int, str]:
        """How many of PubMed's records there are, and the library's digest."""
        state = self._library.state()
        return state.records - self._library.search("starternote", 0).count, state.digest

    def has_word(self, word: str) -> bool:
        return self._count(f'"{word}"[all]') > 0

    def linked(self, pmids: Sequence[str], link: str) -> tuple[tuple[str, int], ...]:
        """(PMID, score) of the records that ``link`` leads to, highest score first; of several sources the best score counts."""
        if link == "pubmed_pubmed_citedin":
            return tuple((pmid, 0) for pmid in self._citing.of(self._library, pmids))
        found: dict[str, int] = {}
        for record in self.records(pmids[:20]):
            reached = self._similar(record) if link == "pubmed_pubmed" else self._references(record)
            for pmid, score in reached:
                found[pmid] = max(score, found.get(pmid, 0))
        order = sorted(found.items(), key=lambda each: (-each[1], -int(each[0]))) if link == "pubmed_pubmed" else list(found.items())
        return tuple(order[: _LISTED + 1])

    def matching(self, journal: str, year: str, volume: str, page: str, author: str) -> tuple[str, ...]:
        """PMIDs of the records that a reference may mean; each part that is given must fit."""
        parts = ((journal, "ta"), (year, "dp"), (author, "au"))
        plain = [(" ".join(re.findall(r"\w+", words)), field) for words, field in parts]
        asked = [f'"{words}"[{field}]' if field != "dp" else f"{words}[dp]" for words, field in plain if words]
        if not asked:
            return ()
        try:
            listed = self.search(" AND ".join(asked), "date", most=500)
        except QueryError:
            return ()
        records = self.records(listed.pmids)
        return tuple(each.pmid for each in records if _same(volume, each.volume) and _same(page, _first_page(each.pages)))

    def _count(self, term: str) -> int:
        try:
            return self.search(term, "date", most=0).count
        except QueryError:
            return 0

    def _similar(self, record: Citation) -> list[tuple[str, int]]:
        """Records that share headings or telling words, by the cosine of their words and headings."""
        own = _features(record)
        headings = [f'"{term.name}"[mh:noexp]' for term in sorted(record.mesh, key=lambda term: (not term.major, term.name))][:_MOST_WORDS]
        words = sorted(
            {word.text.lower() for word in text.words(record.title) if len(word.text) > 4 and word.text.isalpha()},
            key=lambda w: (-len(w), w),
        )
        asked = (*headings, *(f'"{word}"[tiab]' for word in words[:_MOST_WORDS]))
        try:
            listed = self.search(" OR ".join(asked), "relevance", most=_CANDIDATES) if asked else None
        except QueryError:
            listed = None
        scored = [
            (each.pmid, _cosine(own, _features(each))) for each in self.records(listed.pmids if listed else ()) if each.pmid != record.pmid
        ]
        return [(record.pmid, _FULL), *((pmid, score) for pmid, score in scored if score > 0)]

    def _references(self, record: Citation) -> list[tuple[str, int]]:
        held = self.records(tuple(dict.fromkeys(pmid for _, pmid in record.references if pmid)))
        return [(each.pmid, 0) for each in held]


def _features(record: Citation) -> frozenset[str]:
    return frozenset((*text.content_words(f"{record.title} {record.abstract}"), *(f"mesh {term.ui}" for term in record.mesh)))


def _cosine(one: frozenset[str], other: frozenset[str]) -> int:
    return round(_FULL * len(one & other) / math.sqrt(len(one) * len(other))) if one and other else 0


def _first_page(pages: str) -> str:
    return re.split(r"[-;,:\s]", pages, maxsplit=1)[0]


def _same(asked: str, held: str) -> bool:
    return not asked or asked.casefold() == held.casefold()
