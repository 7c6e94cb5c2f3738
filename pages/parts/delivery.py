"""The Export page's choices: which audit, and the files it can become, their bytes ready before the click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from evidence.exports import Format
from evidence.model import Audit
from pages.parts import cards, lists, signs, state, words
from pages.parts.markup import tag
from pages.parts.wiring import AuditSummary

ABOUT = {
    "json": ("data_object", "For scripts and archives: everything, with the exact place of every claim and quote."),
    "csv": ("table", "For a spreadsheet: one line for each claim and citation. Cells that look like formulas are made harmless."),
    "prisma": ("manage_search", "For a methods section: every search as PRISMA-S asks, item by item, for the article and each claim."),
    "md": ("article", "For reading and sending on: each claim with its label, the reason, the short quotes and the links."),
}


def which(audits: Sequence[AuditSummary]) -> str:
    """The run in the address, else the newest; another one can be chosen."""
    known = {audit.run: audit for audit in audits}
    run = st.query_params.get(state.AUDIT) or audits[0].run
    if run in known:
        st.selectbox(
            "Audit",
            list(known),
            index=list(known).index(run),
            key=f"deliver.{run}",
            on_change=_go,
            args=(f"deliver.{run}",),
            format_func=lambda one: f"{known[one].title}  ·  {words.when(known[one].finished_at)}",
        )
    return run


def _go(key: str) -> None:
    st.query_params[state.AUDIT] = st.session_state[key]


def summary(audit: Audit) -> None:
    counted = lists.tally((signs.of(finding), 1) for finding in audit.findings)
    run = audit.run
    cards.draw(
        tag("p", audit.article.title, cls="claim-words", dir="auto"),
        tag(
            "p",
            words.listed(
                (
                    words.count(len(audit.findings), "claim"),
                    f"audited {words.when(run.finished_at)}",
                    signs.SOURCES.get(run.source, run.source),
                    f"judge {run.judge}",
                    f"policy {run.policy}",
                )
            ),
            cls="quiet small",
        ),
        cards.bar(counted) if counted else "",
        cls="panel",
    )


def files(formats: Mapping[str, Format], made: Mapping[str, bytes], audit: Audit) -> None:
    """One card a format, with what it is for and the file itself."""
    stem = words.stem(audit.article.title) + "-" + audit.run.finished_at[:10]
    for column, (name, kind) in zip(st.columns(len(formats), gap="small"), formats.items(), strict=True):
        symbol, about = ABOUT.get(name, ("draft", ""))
        with column.container(key=f"group-{name}", height="stretch"):
            cards.draw(cards.icon(symbol), tag("h2", kind.title), tag("p", about, cls="quiet"), cls="kind")
            st.download_button(
                f"Download {kind.suffix}",
                made[name],
                f"{stem}{kind.suffix}",
                kind.media_type,
                key=f"download.{name}",
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
                help=words.size(len(made[name])),
            )
