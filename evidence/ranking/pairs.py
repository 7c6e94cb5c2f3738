"""Records of one study among those found for a claim: shown as such, counted once.

PubMed's own links (CommentsCorrections: UpdateIn, CorrectedandRepublishedIn, the preprint's UpdateIn) decide first; then the same
title by the same first author, a preprint's or protocol's form of it put aside; then a protocol and results under one registry number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence import levels, text
from evidence.model import Citation, Design, Kind

# CommentsCorrections types that stand on the older record and name the one that takes its place.
_NEWER = {"UpdateIn": "version", "CorrectedandRepublishedIn": "version", "RetractedandRepublishedIn": "version"}
_OLDER = {"UpdateOf": "version", "CorrectedandRepublishedFrom": "version", "RetractedandRepublishedFrom": "version"}
_FORM = re.compile(
    r"\b(?:study |trial |review )?protocol\b(?: (?:for|of) (?:an?|the))?|\brationale(?:,)? (?:and )?(?:study )?design\b(?: of)?"
    r"|\bpreprint\b|\bdesign and rationale\b|\b(?:statistical )?analysis plan\b",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|EUCTR\S{10,20}|ChiCTR\S{5,20})\b")
# So much of two titles must be the same words, and so many years may lie between both records.
_SAME_TITLE, _SAME_WITHOUT_AUTHORS = 0.8, 0.95
_YEARS = 6
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Relation:
    """``pmid`` is a record of the same study as ``of``, which stands for both; ``what``: "preprint", "protocol", "version", "duplicate"."""

    pmid: str
    of: str
    what: str

    @property
    def words(self) -> str:
        told = {"preprint": "preprint of", "protocol": "protocol of", "version": "older version of", "duplicate": "second record of"}
        return f"{told[self.what]} PMID {self.of}"


def pairs(citations: Sequence[Citation]) -> tuple[Relation, ...]:
    """At most one relation a record, to the record that stands for its study; in the order of the citations."""
    known = {citation.pmid: citation for citation in citations}
    stands: dict[str, tuple[str, str]] = {}
    for citation in citations:
        for link in citation.corrections:
            if link.pmid not in known or link.pmid == citation.pmid:
                continue
            if link.ref_type in _NEWER:
                stands.setdefault(citation.pmid, (link.pmid, "preprint" if _preprint(citation) else _NEWER[link.ref_type]))
            elif link.ref_type in _OLDER:
                stands.setdefault(link.pmid, (citation.pmid, "preprint" if _preprint(known[link.pmid]) else _OLDER[link.ref_type]))
    for at, one in enumerate(citations):
        for other in citations[at + 1 :]:
            if one.pmid not in stands and other.pmid not in stands and (told := _same_study(one, other)):
                stands[told[0]] = told[1:]
    found = []
    for citation in citations:
        if citation.pmid in stands:
            of, what = stands[citation.pmid]
            seen = {citation.pmid}
            while of in stands and of not in seen:  # a preprint of a first version of the newest one
                seen.add(of)
                of = stands[of][0]
            if of not in seen:
                found.append(Relation(citation.pmid, of, what))
    return tuple(found)


def _same_study(one: Citation, other: Citation) -> tuple[str, str, str] | None:
    """(the record that stands back, the one that stands for both, what the first is), or None."""
    alike, registered = _alike(one, other), bool(_registered(one) & _registered(other))
    if not alike and not registered:
        return None  # the cheap questions first: nearly every pair ends here
    early, late = _early(one), _early(other)
    if early and late:
        return None
    if early or late:
        back, front = (one, other) if early else (other, one)
        what = early or late
        results = registered and what == "protocol" and levels.grade(front, Kind.EFFICACY).n is not None
        return (back.pmid, front.pmid, what) if alike or results else None
    if not alike or one.title.casefold() != other.title.casefold():
        return None
    # Two journals print one paper: the newer record, or the one with the higher PMID, stands for both.
    back, front = sorted((one, other), key=lambda citation: (citation.year or 0, int(citation.pmid)))
    return back.pmid, front.pmid, "duplicate"


def _early(citation: Citation) -> str:
    if _preprint(citation):
        return "preprint"
    return "protocol" if levels.grade(citation, Kind.EFFICACY).design == Design.PROTOCOL else ""


def _preprint(citation: Citation) -> bool:
    return "Preprint" in citation.types


def _alike(one: Citation, other: Citation) -> bool:
    if abs((one.year or 0) - (other.year or 0)) > _YEARS:
        return False
    mine, theirs = _title(one.title), _title(other.title)
    if min(len(mine), len(theirs)) < _FEWEST_WORDS:
        return False
    shared = len(mine & theirs) / len(mine | theirs)
    if one.authors and other.authors:
        return shared >= _SAME_TITLE and bool(_people(one) & _people(other))
    return shared >= _SAME_WITHOUT_AUTHORS


@lru_cache(maxsize=4096)
def _title(title: str) -> frozenset[str]:
    return frozenset(text.content_words(_FORM.sub(" ", title)))


def _people(citation: Citation) -> frozenset[str]:
    """The first three authors' family names: a consortium's order changes between protocol and results."""
    return frozenset(author.name.split(" ")[0].casefold() for author in citation.authors[:3] if author.name)


def _registered(citation: Citation) -> frozenset[str]:
    numbers = {number.upper() for _, number in citation.databank_ids if _REGISTERED.fullmatch(number)}
    return _numbers(citation.abstract) | numbers if numbers else _numbers(citation.abstract)


@lru_cache(maxsize=4096)
def _numbers(abstract: str) -> frozenset[str]:
    return frozenset(hit.upper() for hit in _REGISTERED.findall(abstract))
