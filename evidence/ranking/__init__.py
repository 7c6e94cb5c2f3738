"""What the searches for one claim brought -> an order to read it in: relevance to the claim first, whatever its direction.

``choose`` says which records are read; ``settled`` puts the judged ones in order and says why each stands where it does; ``pairs``
finds records of one study (a preprint and its article, a protocol and its results). How it was measured: docs/retrieval.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence.model import Citation, Claim, Directness, Found, Judgement, Rung, Search
from evidence.ranking import relevance
from evidence.ranking.pairs import Relation, pairs
from evidence.ranking.relevance import Held

__all__ = ["Placed", "Relation", "choose", "order", "pairs", "settled"]

# The counter-evidence query has this share of the places for what it alone found.
_COUNTER_SHARE = 4
# Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009, whose constant this is): found by several searches stands higher.
_FUSION = 60
# Relevance that agrees to so many places is the same relevance: then scope, the study's level and its date decide.
_PLACES = 3
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with its relevance to the claim, 0-1 (three places), and why it stands here, in words."""

    citation: Citation
    relevance: float
    why: str


def order(claim: Claim, answers: Sequence[Found]) -> tuple[Placed, ...]:
    """Every record that the searches brought, each once, the most relevant first; of equals the newest, then the highest PMID."""
    return _placed(
        claim,
        (citation for answer in answers for citation in answer.citations),
        tuple((answer.query.rung, tuple(citation.pmid for citation in answer.citations)) for answer in answers),
    )


def settled(
    claim: Claim,
    citations: Sequence[Citation],
    searches: Sequence[Search],
    judgements: Sequence[Judgement],
    beside: Sequence[Judgement] = (),
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """The judgements with their places and what is known of their studies' other records, in the order to be read.

    Relevance first, then direct before indirect, then level, then date: what a record says for or against plays no part.
    ``beside``: a second judge's, in the same order as ``judgements``; they are put into the same new order.
    """
    placed = {one.citation.pmid: one for one in _placed(claim, citations, tuple((one.rung, one.pmids) for one in searches))}
    same = {relation.pmid: relation.words for relation in pairs(citations)}

    def place(at: int) -> tuple[float, bool, int, int, int]:
        one = judgements[at]
        level = 6 if one.graded.level is None else one.graded.level
        return -placed[one.pmid].relevance, one.directness == Directness.INDIRECT, level, -(one.year or 0), -int(one.pmid)

    new = sorted(range(len(judgements)), key=place)
    told = tuple(
        replace(one, relevance=placed[one.pmid].relevance, placed=placed[one.pmid].why, same_study=same.get(one.pmid, ""))
        for one in (judgements[at] for at in new)
    )
    return told, tuple(beside[at] for at in new) if beside else ()


def _placed(claim: Claim, found: Iterable[Citation], asked: Sequence[tuple[Rung, Sequence[str]]]) -> tuple[Placed, ...]:
    wanted = relevance.wanted(claim)
    citations: dict[str, Citation] = {}
    for citation in found:
        citations.setdefault(citation.pmid, citation)
    rungs: dict[str, list[str]] = {pmid: [] for pmid in citations}
    for rung, pmids in asked:
        for pmid in pmids:
            if pmid in rungs and rung.value not in rungs[pmid]:
                rungs[pmid].append(rung.value)
    held = {pmid: relevance.held(wanted, citation) for pmid, citation in citations.items()}

    def place(pmid: str) -> tuple[float, int, int]:
        return -round(held[pmid].score, _PLACES), -(citations[pmid].year or 0), -int(pmid)

    return tuple(
        Placed(citations[pmid], round(held[pmid].score, _PLACES), _why(held[pmid], rungs[pmid])) for pmid in sorted(citations, key=place)
    )


def choose(claim: Claim, answers: Sequence[Found], limit: int) -> tuple[Placed, ...]:
    """The records to read, at most ``limit``, in order.

    Two of three places go to the most relevant by the claim's words, the third to what the searches by concept agree on best, whatever
    its words; some places are kept for what only the counter-evidence query found.
    """
    placed = order(claim, answers)
    for_it = [answer for answer in answers if answer.query.rung != Rung.COUNTER]
    agreed = _fused(for_it)
    against = [one.citation.pmid for one in placed if one.citation.pmid not in agreed]
    kept = against[: limit // _COUNTER_SHARE]
    by_words = [one.citation.pmid for one in placed if one.citation.pmid in agreed]
    wanted = dict.fromkeys(kept)
    queues = (iter(by_words), iter(by_words), iter(agreed))
    while len(wanted) < min(limit, len(agreed) + len(kept)):
        for queue in queues:
            fresh = next((pmid for pmid in queue if pmid not in wanted), None)
            if fresh is not None and len(wanted) < limit:
                wanted[fresh] = None
    for pmid in against[len(kept) : len(kept) + limit - len(wanted)]:
        wanted[pmid] = None
    return tuple(one for one in placed if one.citation.pmid in wanted)


def _fused(answers: Iterable[Found]) -> dict[str, float]:
    """PMID -> fused rank, best first; of equals the one that was found first."""
    scores: dict[str, float] = {}
    for answer in answers:
        for rank, pmid in enumerate(dict.fromkeys(citation.pmid for citation in answer.citations)):
            scores[pmid] = scores.get(pmid, 0.0) + 1 / (_FUSION + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _why(held: Held, rungs: Sequence[str]) -> str:
    """"holds 5 of 6 words of the claim (2 in its title), 1 by another name; not: sleep; found by strict, counter"."""
    total = len(held.found) + len(held.by_name) + len(held.missing)
    has = len(held.found) + len(held.by_name)
    title = f" ({held.in_title} in its title)" if held.in_title else ""
    parts = [f"holds {has} of the {total} telling words asked for{title}"]
    if held.by_name:
        parts.append(f"by another name: {_listed(held.by_name)}")
    if held.missing:
        parts.append(f"not: {_listed(held.missing)}")
    return f"{', '.join(parts)}; {f'found by the {_joined(rungs)} search' if rungs else 'added by a person'}"


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _MOST_WORDS
    return ", ".join(words[:_MOST_WORDS]) + (f" and {more} more" if more > 0 else "")


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
