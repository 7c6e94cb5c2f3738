"""Where the pages meet the doors: the one place that builds them, once for each database, and keeps what never changes.

A recorded audit is never changed, so it is read once and shared by all sessions; anew after an alarm, which may make findings stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from evidence import exports, readers, settings
from evidence.catalogue import Catalogue, Listing
from evidence.installation import Installation
from evidence.jobs import JobStatus
from evidence.model import Article, Audit, Citation, Claim, Event, Finding, Label, LibraryState, Reason, Risk, State
from evidence.review import Act, Standing
from evidence.revision import Revision
from evidence.rules import material
from evidence.settings import Settings
from evidence.store import ArticleSummary, AuditSummary, Desk, Filters, FindingRow, HistoryFilters, Page, Same, Store
from pages.parts import state

__all__ = [
    "ArticleSummary",
    "AuditSummary",
    "Desk",
    "Filters",
    "FindingRow",
    "HistoryFilters",
    "JobStatus",
    "Page",
    "installation",
    "store",
]

# What needs a person first, as filters on the claims of the newest audits (evidence.store counts the first two as ``alarming``).
ATTENTION = {
    "contradicted": Filters(reason=(Reason.CONTRADICTED.value,), risk=(Risk.HIGH.value,)),
    "unsourced": Filters(label=(Label.UNSOURCED.value,), risk=(Risk.HIGH.value,)),
    "search_failed": Filters(state=(State.SEARCH_FAILED.value,), sort="risk"),
}
# A choice of the label filter as a filter of the store: three labels, the red reason, and the states that are no labels.
CHOICES = {
    **{label.value: {"label": (label.value,)} for label in Label},
    "contradicted": {"reason": (Reason.CONTRADICTED.value,)},
    **{state.value: {"state": (state.value,)} for state in (State.SEARCH_FAILED, State.NOT_SEARCHED, State.NOT_CHECKABLE, State.STALE)},
}


def installation() -> Installation:
    found = settings.load()
    return _installation(found.database, str(found.data_folder), found)


@st.cache_resource(show_spinner="Opening the database ...")
def _installation(database: str, data_folder: str, _settings: Settings) -> Installation:
    return Installation.open(_settings)


def store() -> Store:
    return installation().store


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the Overview draws: rows of counts are (..., number) as the store counts them."""

    articles: tuple[ArticleSummary, ...]
    labels: tuple[tuple[str, str, str, str, int], ...]
    kinds: tuple[tuple[str, str, str, str, int], ...]
    evidence: tuple[tuple[int, str, str, int], ...]
    attention: dict[str, Page]


def overview(rows: int) -> Overview:
    """The newest audit of every article, with the first ``rows`` claims of each group that needs attention."""
    shelf = store()
    return Overview(
        shelf.articles(),
        shelf.finding_counts(("article", "state", "label", "reason")),
        shelf.finding_counts(("kind", "state", "label", "reason")),
        shelf.judgement_counts(("year", "design", "stance")),
        {name: shelf.findings_page(filters, rows) for name, filters in ATTENTION.items()},
    )


def audits() -> tuple[AuditSummary, ...]:
    """All audits, newest first."""
    return store().audits()


def audit(run: str) -> Audit:
    """The audit with this run id, with what people made of its claims."""
    database, alarm = settings.load().database, store().newest_alarm()
    recorded = _audit(database, run, alarm)
    mark = store().claims_mark(recorded.article.key)
    return _edited(database, run, alarm, mark) if any(mark) else recorded


@st.cache_resource(max_entries=16, show_spinner="Opening the audit ...")
def _audit(database: str, run: str, alarm: int) -> Audit:
    store().key_claims()  # so that no click has to wait for it
    return store().audit(run)


@st.cache_resource(max_entries=16, show_spinner=False)
def _edited(database: str, run: str, alarm: int, mark: tuple[int, int]) -> Audit:
    return installation().revision.laid_over(_audit(database, run, alarm))


def revision() -> Revision:
    """Editing the claims of audits."""
    return installation().revision


def look(run: str, claim: str) -> str:
    """Puts the audit of one claim by itself into the queue; the job's id."""
    return installation().jobs.submit("claim", {"run": run, "claim": claim})


def told(claims: Sequence[str], viewer: str) -> tuple[Event, ...]:
    """Everything the log says about these claims, as this person may read it."""
    found = {event.number: event for claim in claims for event in store().events(subject=claim, viewer=viewer)}
    return tuple(found[number] for number in sorted(found))


def same(claim: Claim, article: str) -> tuple[Same, ...]:
    """Claims of any article that say the same, with what was decided on them."""
    return store().same(claim, article)


def reviewed(article: str, viewer: str) -> dict[str, Standing]:
    """What stands on the article's claims that anybody has touched, by claim."""
    return _reviewed(settings.load().database, article, viewer, store().review_mark(article))


@st.cache_resource(max_entries=32, show_spinner=False)
def _reviewed(database: str, article: str, viewer: str, mark: int) -> dict[str, Standing]:
    return store().standings(article, viewer)


def made(run: str) -> dict[str, bytes]:
    """The audit in every format, ready to be taken."""
    store().ask(st.session_state.get(state.PERSON, ""), Act.EXPORT)
    article = audit(run).article.key
    mark = (*store().claims_mark(article), store().review_mark(article))
    return _made(settings.load().database, run, store().newest_alarm(), mark)


@st.cache_resource(max_entries=4, show_spinner="Writing the files ...")
def _made(database: str, run: str, alarm: int, mark: tuple[int, int, int]) -> dict[str, bytes]:
    whole = revision().standing(run)  # read anew: what is kept for the pages may be older than the newest decision
    return {name: kind.render(whole) for name, kind in exports.FORMATS.items()}


def citations(finding: Finding) -> dict[str, Citation]:
    """The stored records behind a finding, by PMID."""
    return {record.pmid: record for record in store().get_citations([judgement.pmid for judgement in finding.judgements])}


class Asking(Protocol):
    """What the Evidence page asks for: parts that are empty let everything pass, ``page`` counts from 1."""

    words: str
    label: str | None
    kind: tuple[str, ...]
    risk: tuple[str, ...]
    level: tuple[int, ...]
    article: str | None
    sort: str
    page: int
    review: tuple[str, ...]


def claims(asked: Asking, rows: int) -> Page:
    """One page of the claims of the newest audits, filtered and sorted in the database."""
    filters = Filters(
        text=asked.words,
        kind=asked.kind,
        risk=asked.risk,
        levels=asked.level,
        article=(asked.article,) if asked.article else (),
        sort=asked.sort,
        review=asked.review,
        **CHOICES.get(asked.label or "", {}),
    )
    return store().findings_page(filters, rows, rows * (asked.page - 1))


def counts(run: str) -> tuple[tuple[str, str, str, str, int], ...]:
    """(article, state, label, reason, number) of one audit."""
    return store().finding_counts(("article", "state", "label", "reason"), Filters(run=run))


# ---------------------------------------------------------------- an audit under way


SAMPLES = {".md": "Markdown", ".html": "Web page", ".docx": "Word document", ".pdf": "PDF", ".txt": "Plain text"}


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to try, as its file and as the readers read it; ``about`` says what it is."""

    name: str
    about: str
    data: bytes
    article: Article


@st.cache_resource
def samples() -> tuple[Sample, ...]:
    """The articles that ship with the product, as the readers read them."""
    folder = material.path("samples")
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix in SAMPLES and path.stem != "README":
            data = path.read_bytes()
            article = readers.read(data, path.name)
            found.append(Sample(path.name, f"{SAMPLES[path.suffix]}, {len(article.text.split()):,} words", data, article))
    return tuple(found)


def library() -> LibraryState:
    """How many records stand in the local library."""
    return installation().library.state()


def pubmed() -> str:
    """Who asks PubMed, in words; the key itself is never shown."""
    found = settings.load()
    who = f"Asks as {found.ncbi_email}" if found.ncbi_email else "NCBI asks for a contact: set EVIDENCE_NCBI_EMAIL"
    return f"{who}; {'with a key, 10' if found.ncbi_api_key.get_secret_value() else 'without a key, 3'} requests a second."


def catalogue() -> Catalogue:
    """Searches as a person asks them, and all that is known of one record."""
    found = settings.load()
    return _catalogue(found.database, str(found.data_folder))


@st.cache_resource
def _catalogue(database: str, data_folder: str) -> Catalogue:
    return Catalogue(installation())


def listing(query: str, source: str, sort: str, page: int) -> Listing:
    """A page of hits. What PubMed answered stands for ten minutes: it counts every request; the library is asked each time."""
    if source == "pubmed":
        return _listing(settings.load().database, query, sort, page)
    return catalogue().look(query, source, sort, page)


@st.cache_resource(ttl=600, max_entries=64, show_spinner="Asking PubMed ...")
def _listing(database: str, query: str, sort: str, page: int) -> Listing:
    return catalogue().look(query, "pubmed", sort, page)


def submit(data: bytes, name: str, source: str) -> str:
    """Reads the article, so that what cannot be read is refused at once, and puts its audit into the queue; the job's id."""
    article = readers.read(data, name)
    return installation().jobs.submit("audit", {"version": store().put_article(article), "source": source})


def job(job_id: str) -> JobStatus:
    return installation().jobs.status(job_id)


def cancel(job_id: str) -> None:
    installation().jobs.cancel(job_id)


def recent() -> tuple[tuple[JobStatus, str], ...]:
    """The last audits asked for, each with the title of its article where it is known."""
    titles = {audit.run: audit.title for audit in audits()}
    return tuple((status, titles.get(status.result, "")) for status in installation().jobs.recent(8) if status.kind == "audit")


def people() -> str:
    """Whether people sign in ("oidc") or type a name ("single")."""
    return settings.load().people
