"""The catalogue: a search as a person asks it, and all that this installation knows of one PubMed record.

Where ``pipeline`` searches for a claim, this room searches for a person: in PubMed's own syntax, over the local library or live, a
page at a time. A card gathers the record, its status by every source, its level, where it stands, and what was said about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from evidence import levels, status, text
from evidence.errors import Conflict, NotStored, QueryError, SettingsError, SourceError
from evidence.installation import SOURCES, Installation, now
from evidence.model import Citation, Claim, Graded, Judgement, Kind, StarterNote
from evidence.rules import funding
from evidence.server import spelling
from evidence.server.citing import Citing
from evidence.server.holdings import Holdings
from evidence.sources.answers import MOST_LISTED, Summary
from evidence.status import Answer, StatusReport
from evidence.store import Added, Alarm, Reached, Use

__all__ = ["Added", "Alarm", "Card", "Catalogue", "Conflict", "Line", "Listing", "Near", "Reached", "Tie", "Use"]

ROWS = 25
SORTS = ("relevance", "date")
# The kinds whose questions have rows of their own (OCEBM 2011), by which a record is graded when no claim is given.
QUESTIONS = (Kind.EFFICACY, Kind.SAFETY, Kind.PREVALENCE, Kind.RISK_FACTOR)
_NEAR = 8
_TIES = tuple((cue.name, re.compile(cue.pattern, re.IGNORECASE)) for cue in funding.TIES)
_COMPANY, _PUBLIC, _DENIED = re.compile(funding.COMPANY.pattern), re.compile(funding.PUBLIC), re.compile(funding.DENIED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: the record, its status, its level on the treatment row, and how many claims of the newest audits were judged on it."""

    record: Citation
    report: StatusReport
    graded: Graded
    used: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of hits. ``count``: all of them; ``reachable``: how many can be paged to; ``suggestion``: another spelling, or ""."""

    query: str
    source: str
    at: str
    count: int
    translation: str
    lines: tuple[Line, ...]
    page: int
    reachable: int
    warnings: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A record that stands close to another one; ``score`` from 0 up, 0 where the source gives none."""

    pmid: str
    title: str
    about: str
    score: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """Words of the record that tell of industry: a sentence of the conflict-of-interest statement, or a funder. ``kind``: the cue."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one PMID. ``record`` is None where the library does not hold it; alarms and uses are told all the same."""

    pmid: str
    record: Citation | None
    report: StatusReport
    answers: tuple[Answer, ...]
    graded: tuple[Graded, ...]
    uses: tuple[Use, ...]
    added: tuple[Added, ...]
    alarms: tuple[Alarm, ...]
    ties: tuple[Tie, ...] = ()


class Catalogue:
    """Safe to share between threads."""

    def __init__(self, installation: Installation, clock: Callable[[], str] = now) -> None:
        """``clock`` gives ISO 8601 UTC."""
        self._house, self._clock = installation, clock
        self._citing = Citing(installation.settings.index_folder)

    # ------------------------------------------------------------ searching

    def look(self, query: str, source: str = "library", sort: str = "relevance", page: int = 1) -> Listing:
        """A page of hits, counted from 1. QueryError when the query cannot be read, SourceError when the source does not answer."""
        asked = " ".join(query.split())
        if not asked:
            raise QueryError("The query is empty.")
        if source not in SOURCES:
            raise SettingsError(f"There is no source {source[:40]!r}.", advice=f"Choose one of: {', '.join(SOURCES)}.")
        start = ROWS * (page - 1)
        found = self._in_library(asked, sort, start) if source == "library" else self._in_pubmed(asked, sort, start)
        return replace(found, page=page)

    def _in_library(self, asked: str, sort: str, start: int) -> Listing:
        library = self._house.library
        answer = library.search(asked, ROWS, sort, start)
        records = library.shelf.get_citations(answer.pmids)
        better = ""
        if not answer.count:
            better = spelling.corrected(asked, Holdings(library, notes=True).has_word)
        return Listing(
            asked,
            "library",
            self._clock(),
            answer.count,
            answer.translation,
            self.lines(records),
            1,
            answer.count,
            tuple(dict.fromkeys(answer.warnings)),
            better,
        )

    def _in_pubmed(self, asked: str, sort: str, start: int) -> Listing:
        entrez = self._house.entrez
        at = self._clock()
        hits = entrez.search(asked, most=ROWS, start=start, sort="relevance" if sort == "relevance" else "pub_date")
        fetched = entrez.fetch_checked(hits.pmids)
        better = ""
        if not hits.count:
            try:
                better = entrez.spell(asked)
            except SourceError:
                better = ""  # a suggestion is a courtesy: its failure says nothing about the search
        said = tuple(dict.fromkeys((*hits.warnings, *fetched.warnings)))
        reachable = min(hits.count, MOST_LISTED)
        return Listing(asked, "pubmed", at, hits.count, hits.translation, self.lines(fetched.citations), 1, reachable, said, better)

    def lines(self, records: Sequence[Citation]) -> tuple[Line, ...]:
        """The records with status, level and use."""
        store = self._house.store
        said, used = store.answers(records), store.use_counts([record.pmid for record in records])
        return tuple(
            Line(record, status.answered(record, said[record.pmid]), levels.grade(record, Kind.EFFICACY), used.get(record.pmid, 0))
            for record in records
        )

    # ------------------------------------------------------------ one record

    def card(self, pmid: str) -> Card:
        """All that is known of this PMID here; QueryError when it is no PMID."""
        number = _number(pmid)
        store = self._house.store
        record = next(iter(self._house.library.shelf.get_citations([number])), None)
        stand_in = record or Citation(number, "", note=StarterNote())
        answers = store.answers([stand_in])[number]
        report = status.answered(stand_in, answers)
        graded = tuple({one.row: one for kind in QUESTIONS if record for one in [levels.grade(record, kind)]}.values())
        return Card(
            number,
            record,
            report,
            answers,
            graded,
            store.uses(number),
            store.added(pmid=number),
            store.alarms(pmid=number),
            ties(record) if record else (),
        )

    def fetch(self, pmid: str) -> Card:
        """The record from PubMed into the library, then its card. NotStored when PubMed has no such record."""
        number = _number(pmid)
        got = self._house.entrez.fetch_checked([number])
        if not got.citations:
            raise NotStored(f"PubMed sent no record for PMID {number}.", advice="Check the number; PubMed deletes records now and then.")
        return self.card(number)

    def similar(self, pmid: str) -> tuple[Near, ...]:
        """Records of the library with like words and headings, the closest first."""
        library = self._house.library
        found = [pair for pair in Holdings(library, notes=True).linked([pmid], "pubmed_pubmed") if pair[0] != pmid][:_NEAR]
        return self._near(found)

    def cites(self, pmid: str) -> tuple[Near, ...]:
        """Records of the library whose reference lists name this one, newest first."""
        library = self._house.library
        return self._near([(citing, 0) for citing in self._citing.of(library, [pmid])][:50])

    def linked_live(self, pmid: str, link: str) -> tuple[Near, ...]:
        """PubMed's own similar articles ("pubmed_pubmed") or articles that cite this one ("pubmed_pubmed_citedin"); SourceError."""
        entrez = self._house.entrez
        found = entrez.related(_number(pmid), link)[: _NEAR if link == "pubmed_pubmed" else 50]
        told = {one.pmid: one for one in entrez.summaries([number for number, _ in found])} if found else {}
        return tuple(_summed(number, score, told.get(number)) for number, score in found)

    def _near(self, found: Sequence[tuple[str, int]]) -> tuple[Near, ...]:
        held = {record.pmid: record for record in self._house.library.shelf.get_citations([pmid for pmid, _ in found])}
        return tuple(
            Near(
                pmid,
                record.title,
                " · ".join(part for part in (record.iso_abbreviation or record.journal, str(record.year or "")) if part),
                score,
            )
            for pmid, score in found
            if (record := held.get(pmid))
        )

    # ------------------------------------------------------------ a person's own citation

    def read(self, run: str, claim: str, pmid: str) -> Judgement:
        """How the judge reads this record against a claim of an audit; nothing is recorded. NotStored."""
        house = self._house
        record = next(iter(house.library.shelf.get_citations([_number(pmid)])), None)
        if record is None:
            raise NotStored(f"PMID {pmid} is not in the library.", advice="Fetch it from PubMed first.")
        (judged,) = house.judge().judge(self._claim(run, claim), (record,))
        return replace(judged, status=house.status(record).status)

    def add(self, run: str, claim: str, pmid: str, by: str, reason: str) -> Added:
        """Puts the record beside a claim: who, why, and how the judge reads it. SettingsError without a name or a reason; Conflict."""
        if not (by.strip() and reason.strip()):
            raise SettingsError("A citation is added by somebody and for a reason.", advice="Give your name, and say in a few words why.")
        judged = self.read(run, claim, pmid)
        article = self._house.store.audit(run).article.key
        return self._house.store.add_citation(judged.pmid, claim, article, by, reason, title=judged.title, judged=judged)

    def withdraw(self, added: Added, by: str, reason: str) -> None:
        """Takes an addition back, with who and why; SettingsError without a name or a reason, NotStored."""
        if not (by.strip() and reason.strip()):
            raise SettingsError(
                "An addition is withdrawn by somebody and for a reason.", advice="Give your name, and say in a few words why."
            )
        self._house.store.withdraw_citation(added.pmid, added.claim, added.article, by, reason)

    def claims(self, run: str) -> tuple[Claim, ...]:
        """The claims of an audit that PubMed could settle, in document order; NotStored."""
        return tuple(finding.claim for finding in self._house.store.audit(run).findings if finding.claim.checkable)

    def _claim(self, run: str, claim: str) -> Claim:
        for finding in self._house.store.audit(run).findings:
            if finding.claim.id == claim:
                return finding.claim
        raise NotStored("This audit holds no such claim.", advice="Choose the claim again; the article may have been audited anew.")

    # ------------------------------------------------------------ alarms

    def alarms(self, *, open_only: bool) -> tuple[tuple[Alarm, tuple[Reached, ...]], ...]:
        """The queue, newest first, each with what it reaches."""
        store = self._house.store
        return tuple((one, store.reached(one.number)) for one in store.alarms(open_only=open_only))

    def open_alarms(self) -> int:
        return self._house.store.open_alarms()

    def see(self, number: int, by: str, reason: str) -> Alarm:
        """Takes an alarm off the queue; SettingsError without a name or a reason, Conflict when somebody did already."""
        if not (by.strip() and reason.strip()):
            raise SettingsError(
                "An alarm is seen by somebody and for a reason.", advice="Give your name, and say in words what was decided."
            )
        return self._house.store.see_alarm(number, by.strip(), reason.strip())


def ties(record: Citation) -> tuple[Tie, ...]:
    """What the record says of money from industry: funders that are companies, sentences that tell of ties."""
    found = [
        Tie("company", " ".join(part for part in (agency, number) if part))
        for number, agency, _ in record.grants
        if _COMPANY.search(agency) and not _PUBLIC.search(agency)
    ]
    statement = record.conflict_of_interest
    for span in text.sentences(statement):
        sentence = statement[span.start : span.end]
        kind = next((name for name, pattern in _TIES if pattern.search(sentence)), "")
        if not kind and _COMPANY.search(sentence):
            kind = "company"
        if kind and not (_DENIED.search(sentence) and not _COMPANY.search(sentence)):
            found.append(Tie(kind, sentence))
    return tuple(dict.fromkeys(found))


def _number(pmid: str) -> str:
    clean = pmid.strip()[:40]
    clean = clean.lstrip("0") or clean
    if not (clean.isascii() and clean.isdigit() and 0 < len(clean) < 10 and int(clean)):
        raise QueryError(f"{clean!r} is not a PMID.", advice="A PMID is a number of up to 8 digits, as 26807672.")
    return clean


def _summed(pmid: str, score: int, found: Summary | None) -> Near:
    if found is None or found.error:
        return Near(pmid, "", "no summary was sent", score)
    return Near(pmid, found.title, " · ".join(part for part in (found.journal, found.published) if part), score)
