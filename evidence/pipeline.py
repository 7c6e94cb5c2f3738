"""The whole way of an article: claims, searches, judgements, verdicts. Names no door: takes a ``Source`` and a ``Judge``.

One claim never spoils another: a failed search is kept as a value on its own claim. Same input, same output, but for the run's
id and times, which come in from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from evidence import claims, queries, ranking, references, status, verdicts, wording
from evidence.errors import Cancelled, SourceError, SourceUnreachable
from evidence.model import (
    Article,
    Audit,
    Citation,
    Claim,
    Finding,
    Found,
    Judgement,
    Kind,
    Label,
    LibraryState,
    PublicationStatus,
    Query,
    Run,
    Rung,
    Search,
    State,
)
from evidence.text import content_words, stem
from evidence.verdicts import Policy

# How many citations of one claim are read, at most; each search brings as many or more, and ranking chooses among them.
LIMIT = 20
# After so many claims in a row for which nobody answered the rest are marked at once, and every tenth still asks.
_PATIENCE = 3
_ASK_AGAIN = 10

NOT_CHECKABLE = {
    Kind.REGULATORY: "PubMed cannot settle a regulatory statement: it needs a regulator's document.",
    Kind.PROMOTIONAL: "This is opinion or promotion: there is nothing in it that PubMed could settle.",
    Kind.TESTIMONIAL: "This is one person's own experience: PubMed cannot settle it.",
}
STOPPED = "The audit was stopped before this claim's turn."
# The source named in the record of what a person added.
PERSON = "person"
# Remarks on single words of a query, as the library and PubMed make them; what follows is the word with its field.
_ABOUT_WORDS = re.compile(r"(?:Not found(?: in the library)?|Phrase not in PubMed's index, searched as single words|Ignored): ")
_FIELD = re.compile(r"\[[^\]]*\]")
Progress = Callable[[int, int, Claim | None], None]
# Citations that a person put beside a claim.
Added = Callable[[Claim], Sequence[Citation]]
# What sources other than PubMed say of records: PMID -> source -> status.
Others = Callable[[Sequence[Citation]], Mapping[str, Mapping[str, PublicationStatus]]]


class Source(Protocol):
    """Where citations come from. ``find`` raises SourceError; ``state`` says what stood there."""

    @property
    def name(self) -> str: ...

    def find(self, query: Query) -> Found: ...

    def state(self) -> LibraryState: ...


class Judge(Protocol):
    """Claim x citations -> one judgement each, in the same order; ``name`` carries the version."""

    @property
    def name(self) -> str: ...

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the searches for one claim brought. ``unreachable``: nobody answered, so asking on is pointless for now."""

    citations: tuple[Citation, ...]
    searches: tuple[Search, ...]
    unreachable: bool = False


class Remembering:
    """A source that sends each query once: claims of one list often ask the same, and PubMed counts every request."""

    def __init__(self, source: Source) -> None:
        self.name, self.state, self._source = source.name, source.state, source
        self._found: dict[tuple[str, int], Found] = {}

    def find(self, query: Query) -> Found:
        key = query.text, query.limit
        if key not in self._found:
            self._found[key] = self._source.find(query)
        return replace(self._found[key], query=query)


def audit(
    article: Article,
    source: Source,
    judge: Judge,
    policy: Policy,
    *,
    clock: Callable[[], str],
    run_id: str,
    software: str = "",
    limit: int = LIMIT,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    others: Others | None = None,
    notices: tuple[tuple[str, str], ...] = (),
    match: references.Match | None = None,
    beside: Judge | None = None,
    added: Added | None = None,
) -> Audit:
    """Audits every claim of the article, in document order.

    ``clock`` gives ISO 8601 UTC. ``progress(done, total, claim)`` is called before each claim and once at the end with None.
    ``cancelled`` is asked before each search; the claims not reached are then ``not_searched``, and what was found is kept.
    ``others``: what other sources say of the citations' publication status; without it PubMed's records speak alone.
    ``notices`` names those sources for the run's record. ``match``: references -> PMIDs by their figures, where the source can.
    ``beside``: a second judge, whose judgements are kept beside the first one's and decide nothing.
    ``added``: citations that a person put beside a claim; they are judged along with what the searches find.
    """
    started = clock()
    source = Remembering(source)
    state = source.state()
    stop = cancelled or (lambda: False)
    found = claims.extract(article)
    findings: list[Finding] = []
    silent = 0
    for claim in found:
        if progress:
            progress(len(findings), len(found), claim)
        try:
            if stop():
                raise Cancelled("The audit was stopped.")
            if not claim.checkable:
                findings.append(_unjudged(claim, State.NOT_CHECKABLE, (), NOT_CHECKABLE[claim.kind]))
                continue
            ask = silent < _PATIENCE or silent % _ASK_AGAIN == 0
            gathered = gather(claim, source, limit, clock, stop) if ask else _not_asked(claim, source.name, clock)
            silent = silent + 1 if gathered.unreachable else 0
            gathered = _with_added(gathered, added(claim), clock) if added is not None else gathered
            citations, searches = gathered.citations, gathered.searches
            settled = settle(claim, citations, searches, judge, policy, unreachable=gathered.unreachable, others=others, beside=beside)
            findings.append(settled)
        except (Cancelled, KeyboardInterrupt):
            findings += [_unjudged(left, State.NOT_SEARCHED, (), STOPPED) for left in found[len(findings) :]]
            break
    if progress:
        progress(len(findings), len(found), None)
    named = references.find(article)
    if silent:
        own = references.unchecked(named, "The source did not answer for the claims, so it was not asked for the references.")
    else:
        own = references.resolve(named, source, clock=clock, match=match, others=others, stop=stop)
    run = Run(run_id, started, clock(), source.name, state, judge.name, policy.name, software, notices, beside.name if beside else "")
    return Audit(article, run, tuple(findings), (*claims.flags(article, found), *references.flags(own)), own)


def gather(claim: Claim, source: Source, limit: int, clock: Callable[[], str], stop: Callable[[], bool] = lambda: False) -> Gathered:
    """Asks every rung of the claim's ladder; a rung that fails is recorded with its reason."""
    answers: list[Found] = []
    searches: list[Search] = []
    for query in queries.ladder(claim):
        if stop():
            raise Cancelled("The audit was stopped.")
        asked = replace(query, limit=max(limit, query.limit))
        try:
            found = source.find(asked)
        except SourceError as error:
            searches.append(Search(query.rung, query.text, source.name, clock(), purpose=query.purpose, failed=str(error)))
            if isinstance(error, SourceUnreachable):
                return Gathered((), tuple(searches), unreachable=True)
        else:
            answers.append(found)
            searches.append(_record(found, claim))
    return Gathered(tuple(one.citation for one in ranking.choose(claim, answers, limit)), tuple(searches))


def settle(
    claim: Claim,
    citations: Sequence[Citation],
    searches: Sequence[Search],
    judge: Judge,
    policy: Policy,
    *,
    unreachable: bool = False,
    others: Others | None = None,
    beside: Judge | None = None,
) -> Finding:
    """The pure middle: citations and searches -> finding. A search that failed never reads as unsourced."""
    failures = [search for search in searches if search.failed]
    if unreachable or not searches or len(failures) == len(searches):
        return _failed(claim, searches, failures)
    judgements = judge.judge(claim, citations)
    second = beside.judge(claim, citations) if beside else ()
    if others is not None:
        judgements = _by_all_sources(judgements, citations, others)
        second = _by_all_sources(second, citations, others) if second else ()
    judgements, second = ranking.settled(claim, citations, searches, judgements, second)
    try:
        verdict = verdicts.weigh(
            claim,
            judgements,
            policy,
            searched_at=max(search.at for search in searches),
            source=searches[0].source,
            failed=bool(failures),
        )
    except ValueError:
        if not failures:
            raise
        return replace(_failed(claim, searches, failures), judgements=judgements, beside=second)
    silent = [judgement.not_judged for judgement in judgements if judgement.not_judged]
    if silent and verdict.label == Label.UNSOURCED:
        return replace(_not_judged(claim, searches, silent, len(judgements)), judgements=judgements, beside=second)
    return Finding(claim, State.JUDGED, tuple(searches), judgements, verdict, wording.check(claim, verdict), beside=second)


def _by_all_sources(judgements: Sequence[Judgement], citations: Sequence[Citation], others: Others) -> tuple[Judgement, ...]:
    """The judgements with the papers' status by every source, not by PubMed's record alone."""
    said = others(citations)
    known = {citation.pmid: status.of(citation, said.get(citation.pmid, {})).status for citation in citations}
    return tuple(replace(judgement, status=known.get(judgement.pmid, judgement.status)) for judgement in judgements)


def _failed(claim: Claim, searches: Sequence[Search], failures: Sequence[Search]) -> Finding:
    reason = failures[0].failed if failures else "No query was sent."
    return _unjudged(claim, State.SEARCH_FAILED, searches, f"The search failed: {reason} This says nothing about the evidence.")


def _not_judged(claim: Claim, searches: Sequence[Search], reasons: Sequence[str], read: int) -> Finding:
    """A judge that gave no answer is no evidence that there is none: like a failed search, this never reads as unsourced."""
    others = "" if len(reasons) == read else ", and none of the others takes a stand"
    said = f"The judge gave no answer for {len(reasons)} of {read} citations ({reasons[0]}){others}. This says nothing about the evidence."
    return _unjudged(claim, State.SEARCH_FAILED, searches, said)


def _unjudged(claim: Claim, state: State, searches: Sequence[Search], explanation: str) -> Finding:
    return Finding(claim, state, tuple(searches), wording=wording.check(claim, None), explanation=explanation)


def _not_asked(claim: Claim, source: str, clock: Callable[[], str]) -> Gathered:
    """The searches of a claim for which nobody was asked, since nobody answered for the claims before it."""
    reason = "The source did not answer for the claims before this one, so it was not asked again."
    failed = tuple(Search(q.rung, q.text, source, clock(), purpose=q.purpose, failed=reason) for q in queries.ladder(claim))
    return Gathered((), failed, unreachable=True)


def _with_added(gathered: Gathered, put: Sequence[Citation], clock: Callable[[], str]) -> Gathered:
    """What the searches brought with a person's citations in front, told in the record as a step of its own."""
    if not put or gathered.unreachable:
        return gathered
    pmids = tuple(citation.pmid for citation in put)
    asked = " OR ".join(f"{pmid}[uid]" for pmid in pmids)
    step = Search(Rung.OWN, asked, PERSON, clock(), len(put), len(put), purpose="added to the claim by hand", pmids=pmids)
    rest = tuple(citation for citation in gathered.citations if citation.pmid not in pmids)
    return Gathered((*put, *rest), (*gathered.searches, step))


def _telling(claim: Claim, warnings: Sequence[str]) -> tuple[str, ...]:
    """The remarks on a query without those on words that only the ladder brought along: synonyms that a source does not know."""
    own = {stem(word) for word in content_words(f"{claim.context} {claim.text}")}
    kept = []
    for warning in warnings:
        about = _ABOUT_WORDS.match(warning)
        if about is None or {stem(word) for word in content_words(_FIELD.sub(" ", warning[about.end() :]))} <= own:
            kept.append(warning)
    return tuple(kept)


def _record(found: Found, claim: Claim) -> Search:
    query = found.query
    pmids = tuple(citation.pmid for citation in found.citations)
    return Search(
        query.rung,
        query.text,
        found.source,
        found.at,
        found.count,
        len(pmids),
        found.translation,
        query.purpose,
        pmids,
        _telling(claim, found.warnings),
    )
