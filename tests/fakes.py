"""Small real sources and judges that keep the same promises as the product's own, and record what they were asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evidence import levels
from evidence.errors import SourceError
from evidence.model import (
    Citation,
    Claim,
    Directness,
    Found,
    Judgement,
    LibraryState,
    PublicationStatus,
    Query,
    Rationale,
    Stance,
    Strength,
)
from evidence.text import content_words, sentences

AT = "2026-11-22T10:00:00Z"


class Shelf:
    """A source that answers every query with all it holds; ``trouble`` may raise for a query first."""

    name = "library"

    def __init__(self, *citations: Citation, trouble: Callable[[Query], None] | None = None) -> None:
        self.citations, self.asked, self._trouble = citations, list[Query](), trouble

    def find(self, query: Query) -> Found:
        self.asked.append(query)
        if self._trouble:
            self._trouble(query)
        return Found(query, self.citations[: query.limit], len(self.citations), query.text, self.name, AT)

    def state(self) -> LibraryState:
        return LibraryState(len(self.citations), "b2:shelf")


class Words:
    """A judge that supports where half of the claim's words stand in one sentence of the abstract."""

    name = "words-1"

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        return tuple(self._one(claim, citation) for citation in citations)

    def _one(self, claim: Claim, citation: Citation) -> Judgement:
        wanted = set(content_words(claim.text))
        shares = [(self._share(wanted, citation.abstract[s.start : s.end]), s) for s in sentences(citation.abstract)]
        share, span = max(shares, default=(0.0, None), key=lambda pair: pair[0])
        stance = Stance.SUPPORTS if share >= 0.5 else Stance.NEUTRAL
        return Judgement(
            citation.pmid,
            stance,
            share,
            Strength.HIGH,
            (Rationale(span.start, span.end, citation.abstract[span.start : span.end]),) if span and stance != Stance.NEUTRAL else (),
            Directness.DIRECT,
            (),
            levels.grade(citation, claim.kind),
            PublicationStatus.CURRENT,
            self.name,
            title=citation.title,
            year=citation.year,
        )

    @staticmethod
    def _share(wanted: set[str], sentence: str) -> float:
        return len(wanted & set(content_words(sentence))) / len(wanted) if wanted else 0.0


def failing(error: SourceError, times: int = 10**9) -> Callable[[Query], None]:
    """Trouble for the first ``times`` queries."""
    left = [times]

    def trouble(query: Query) -> None:
        if left[0] > 0:
            left[0] -= 1
            raise error

    return trouble
