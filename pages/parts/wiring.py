"""Where the pages meet the doors: the one place that builds them, once for each database, and keeps what never changes.

A recorded audit is never changed, so it is read once and shared by all sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import streamlit as st
from evidence.installation import Installation

from evidence import settings
from evidence.model import Audit, Citation, Finding, Label, Reason, Risk, State
from evidence.settings import Settings
from evidence.store import ArticleSummary, AuditSummary, Filters, FindingRow, Page, Store

__all__ = ["ArticleSummary", "AuditSummary", "Filters", "FindingRow", "Page", "installation", "store"]

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
    """The audit with this run id."""
    return _audit(settings.load().database, run)


@st.cache_resource(max_entries=16, show_spinner="Opening the audit ...")
def _audit(database: str, run: str) -> Audit:
    return store().audit(run)


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


def claims(asked: Asking, rows: int) -> Page:
    """One page of the claims of the newest audits, filtered and sorted in the database."""
    filters = Filters(
        text=asked.words,
        kind=asked.kind,
        risk=asked.risk,
        levels=asked.level,
        article=(asked.article,) if asked.article else (),
        sort=asked.sort,
        **CHOICES.get(asked.label or "", {}),
    )
    return store().findings_page(filters, rows, rows * (asked.page - 1))
