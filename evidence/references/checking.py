"""Looking references up in a source and comparing what they say with what is there.

A source that failed leaves a reference ``unchecked``, never ``not_found``. The library holds a part of PubMed, so that what is
not found there may well exist: the reason says which source was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Protocol

from evidence import status
from evidence.errors import QueryError, SourceError, SourceUnreachable
from evidence.model import (
    Citation,
    CitedReference,
    Flag,
    Found,
    PublicationStatus,
    Query,
    Reference,
    Resolution,
    Rung,
    Span,
)
from evidence.rules.stopwords import STOPWORDS
from evidence.text import words

# A title matches its record's from here on: share of equal characters in order (difflib's ratio) after folding case, marks and
# punctuation. Real variants of one title stay above it, different titles on one subject below (tests/test_references.py).
MATCHES = 0.8
# More references than this are not looked up: an article has no more, a list of literature has.
MOST = 300
_TOGETHER = 20
_TITLE_WORDS = 12
_SHOWN = 90
_WORDS = {"library": "the local library, which is not all of PubMed,", "pubmed": "PubMed"}

Others = Callable[[Sequence[Citation]], Mapping[str, Mapping[str, PublicationStatus]]]
Match = Callable[[Sequence[Reference]], Sequence[str]]


class Source(Protocol):
    """Where records come from; ``find`` raises SourceError."""

    @property
    def name(self) -> str: ...

    def find(self, query: Query) -> Found: ...


def resolve(
    found: Sequence[Reference],
    source: Source,
    *,
    clock: Callable[[], str],
    match: Match | None = None,
    others: Others | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[CitedReference, ...]:
    """Every reference as the source knows it, in the same order.

    ``match``: references -> PMIDs by journal, year, volume, page and author ("" for none), where the source offers that. ``others``:
    what other sources say of a record's status. ``stop`` is asked before each question; the rest is then ``unchecked``.
    """
    desk = _Desk(source, clock, match, stop)
    some = found[:MOST]
    held = desk.by_identifier(some)
    answers: list[CitedReference] = []
    for reference in some:
        answers.append(desk.one(reference, held))
    answers += unchecked(found[MOST:], f"Only the first {MOST} references are looked up.")
    return _with_status(answers, desk.records, others)


def unchecked(found: Iterable[Reference], why: str) -> tuple[CitedReference, ...]:
    """References that nobody was asked about."""
    return tuple(CitedReference(reference, Resolution.UNCHECKED, why) for reference in found)


def flags(looked_up: Sequence[CitedReference]) -> tuple[Flag, ...]:
    """What the article's own references say against it, each with its place."""
    made: list[Flag] = []
    for one in looked_up:
        place = Span(one.reference.start, one.reference.end)
        if one.status == PublicationStatus.RETRACTED:
            made.append(Flag("reference_retracted", f"The article cites a retracted paper: {_named(one)}.", place))
        if one.mismatch:
            made.append(Flag("reference_mismatch", f"A reference does not fit the record it names: {one.why}", place))
    return tuple(made)


def similarity(titles: Sequence[str], record: Citation, whole: str = "") -> float | None:
    """How like one of the titles the record's own is, 0-1; None where there is nothing to compare.

    The record's title counts with and without its subtitle, and in its own language; ``whole``, an entry's full text, is searched
    for the title's words in order, so that an entry whose parts were not told apart is not blamed for it.
    """
    own = [text for title in (record.title, record.vernacular_title) if title for text in (title, _without_subtitle(title))]
    mine = [folded for title in titles if (folded := _folded(title))]
    if not mine or not own:
        return None
    best = max((SequenceMatcher(None, a, b, autojunk=False).ratio() for a in mine for b in map(_folded, own) if b), default=0.0)
    if best < MATCHES and whole:
        best = max(best, *(_inside(_folded(title).split(), _folded(whole).split()) for title in own))
    return round(best, 3)


class _Desk:
    """One round of questions to one source; once it proves unreachable nothing more is asked."""

    def __init__(self, source: Source, clock: Callable[[], str], match: Match | None, stop: Callable[[], bool]) -> None:
        self.source, self.clock, self.match, self.stop = source, clock, match, stop
        self.records: dict[str, Citation] = {}
        self.lost = ""

    def by_identifier(self, found: Sequence[Reference]) -> dict[tuple[str, str], Citation | str]:
        """(kind, identifier) -> its record, or why it could not be asked for; what the source does not have is left out."""
        wanted = list(dict.fromkeys(pair for one in found for pair in _identifiers(one)))
        held: dict[tuple[str, str], Citation | str] = {}
        for start in range(0, len(wanted), _TOGETHER):
            batch = wanted[start : start + _TOGETHER]
            answer = self._batch(batch)
            if isinstance(answer, str) and not self.lost and len(batch) > 1:
                # One identifier that the source cannot take must not cost the others.
                for pair in batch:
                    alone = self._batch([pair])
                    held |= {pair: alone} if isinstance(alone, str) else alone
            else:
                held |= dict.fromkeys(batch, answer) if isinstance(answer, str) else answer
        return held

    def one(self, reference: Reference, held: Mapping[tuple[str, str], Citation | str]) -> CitedReference:
        at = self.clock()
        blank = CitedReference(reference, Resolution.UNCHECKED, source=self.source.name, at=at)
        pairs = _identifiers(reference)
        for kind, value in pairs:
            record = held.get((kind, value))
            if isinstance(record, Citation):
                return _compared(blank, record, kind, held)
        failed = next((said for pair in pairs if isinstance(said := held.get(pair), str)), "")
        if failed:
            return replace(blank, why=failed)
        if reference.entry and (reference.titles or (reference.volume and self.match)):
            return self._by_citation(blank) or self._by_title(blank, held)
        asked = _WORDS.get(self.source.name, self.source.name)
        if pairs:
            named = ", ".join(f"{kind.upper()} {value}" for kind, value in pairs)
            return replace(blank, resolution=Resolution.NOT_FOUND, why=f"{asked} has no record with {named}.".capitalize())
        return replace(blank, why="It names neither an identifier nor a title to look for.")

    def _by_citation(self, blank: CitedReference) -> CitedReference | None:
        one = blank.reference
        if self.match is None or self.lost or not (one.journal and one.year and one.volume and one.page):
            return None
        try:
            (pmid,) = self.match([one])
        except SourceError as error:
            self._failed(error)
            return None
        if not pmid:
            return None
        answer = self._batch([("pmid", pmid)])
        record = answer.get(("pmid", pmid)) if isinstance(answer, dict) else None
        # Figures alone can meet another paper; without a fitting title the title search decides.
        if record is None or (one.titles and (similarity(one.titles, record, one.text) or 0.0) < MATCHES):
            return None
        return _compared(blank, record, "citation", {})

    def _by_title(self, blank: CitedReference, held: Mapping[tuple[str, str], Citation | str]) -> CitedReference:
        one = blank.reference
        asked = _WORDS.get(self.source.name, self.source.name)
        best: tuple[float, Citation] | None = None
        for title in one.titles:
            terms = [token for token in _folded(title).split() if token not in STOPWORDS and len(token) > 1][:_TITLE_WORDS]
            if len(terms) < 2:
                continue
            answer = self._ask(" AND ".join(f"{term}[ti]" for term in terms), 10)
            if isinstance(answer, str):
                return replace(blank, why=answer)
            for record in answer:
                like = similarity((title,), record) or 0.0
                if best is None or like > best[0]:
                    best = (like, record)
            if best is not None and best[0] >= MATCHES:
                return _compared(blank, best[1], "title", held)
        named = ", ".join(f"{kind.upper()} {value}" for kind, value in _identifiers(one))
        what = f"{named} and no title like this one" if named else "no title like this one"
        return replace(blank, resolution=Resolution.NOT_FOUND, why=f"{asked} has no record of {what}.".replace("the local", "The local", 1))

    def _batch(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Citation] | str:
        answer = self._ask(" OR ".join(_term(kind, value) for kind, value in pairs), 2 * len(pairs))
        if isinstance(answer, str):
            return answer
        own = {name: record for record in answer for name in _names(record)}
        return {pair: own[pair] for pair in pairs if pair in own}

    def _ask(self, text: str, limit: int) -> tuple[Citation, ...] | str:
        """The records found, or in words why nobody could say."""
        if not self.lost and self.stop():
            self.lost = "The audit was stopped before this was looked up."
        if self.lost:
            return self.lost
        try:
            found = self.source.find(Query(text, Rung.OWN, "the article's own references", limit)).citations
        except QueryError as error:
            return f"The source could not read the question: {error}"
        except SourceError as error:
            return self._failed(error)
        self.records.update((record.pmid, record) for record in found)
        return found

    def _failed(self, error: SourceError) -> str:
        said = f"The source failed: {error} This says nothing about the reference."
        if isinstance(error, SourceUnreachable):
            self.lost = said
        return said


def _compared(blank: CitedReference, record: Citation, by: str, held: Mapping[tuple[str, str], Citation | str]) -> CitedReference:
    """What was found beside what the article says of it."""
    one = blank.reference
    like = similarity(one.titles, record, one.text) if one.entry else None
    reasons: list[str] = []
    if like is not None and like < MATCHES:
        reasons.append(f"its {by.upper()} belongs to {_quoted(record.title)}, not to {_quoted(one.titles[0])}")
    own = {"doi": record.doi.lower(), "pmcid": record.pmcid.upper(), "pmid": record.pmid}
    for kind, value in _identifiers(one):
        if own[kind] and own[kind] != value:
            other = held.get((kind, value))
            where = f"is that of PMID {other.pmid}" if isinstance(other, Citation) else "is not this record's"
            reasons.append(f"its {kind.upper()} {value} {where}, the record has {own[kind]}")
    why = f"PMID {record.pmid}: {'; '.join(reasons)}." if reasons else f"Found by its {by.upper() if by != 'title' else by}."
    return replace(
        blank,
        resolution=Resolution.FOUND,
        why=why,
        pmid=record.pmid,
        title=record.title,
        similarity=like,
        mismatch=bool(reasons),
        by=by,
    )


def _with_status(answers: Sequence[CitedReference], records: Mapping[str, Citation], others: Others | None) -> tuple[CitedReference, ...]:
    used = [records[pmid] for pmid in dict.fromkeys(one.pmid for one in answers if one.pmid)]
    said = others(used) if others is not None and used else {}
    known = {record.pmid: status.of(record, said.get(record.pmid, {})).status for record in used}
    return tuple(replace(one, status=known[one.pmid]) if one.pmid else one for one in answers)


def _identifiers(reference: Reference) -> list[tuple[str, str]]:
    return [(kind, value) for kind in ("pmid", "doi", "pmcid") if (value := getattr(reference, kind))]


def _names(record: Citation) -> list[tuple[str, str]]:
    return [("pmid", record.pmid), ("doi", record.doi.lower()), ("pmcid", record.pmcid.upper())]


def _term(kind: str, value: str) -> str:
    if kind == "doi":
        return f'"{value}"[aid]'
    return f"{value}[{'uid' if kind == 'pmid' else 'pmcid'}]"


def _folded(title: str) -> str:
    return " ".join(token.text.casefold() for token in words(title))


def _without_subtitle(title: str) -> str:
    head = title.split(":", 1)[0]
    return head if len(head.split()) >= 4 else title


def _inside(wanted: Sequence[str], whole: Sequence[str]) -> float:
    """The best likeness of the wanted words with any stretch of as many words."""
    size = len(wanted)
    if not size or len(whole) < size:
        return 0.0
    kept = set(wanted)
    best = 0.0
    for start in range(len(whole) - size + 1):
        part = whole[start : start + size]
        # A stretch that shares too few words cannot reach the threshold: the costly comparison is spared.
        if sum(word in kept for word in part) >= MATCHES * size:
            best = max(best, SequenceMatcher(None, part, wanted, autojunk=False).ratio())
    return best


def _quoted(title: str) -> str:
    return f"“{title if len(title) <= _SHOWN else title[: _SHOWN - 1] + '…'}”"


def _named(one: CitedReference) -> str:
    return f"PMID {one.pmid}, {_quoted(one.title)}"
