"""An audit under way: how far it is, which claim it is at, and the way to stop it. Polled by a fragment, done by a worker process."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import cards, frame, lists, state, table, wiring, words
from pages.parts.markup import Markup, tag
from pages.parts.signs import Sign
from pages.parts.table import Column, Row
from pages.parts.wiring import JobStatus

STATES = {
    "waiting": Sign("hourglass_empty", "waiting", "pending"),
    "running": Sign("sync", "under way", "active"),
    "done": Sign("check_circle", "done", "supported"),
    "failed": Sign("error", "failed", "contradicted"),
    "cancelled": Sign("cancel", "stopped", "failed"),
}


def show(job: JobStatus) -> None:
    """The job as it stands; one that is under way is asked again every second."""
    if job.over:
        _ended(job)
    else:
        _running(job.id)


@st.fragment(run_every=1.0)
def _running(job_id: str) -> None:
    with frame.told():
        job = wiring.job(job_id)
        if job.over:
            st.rerun()
        cards.draw(
            tag("p", cards.sign(STATES[job.state]), tag("span", _place(job), cls="quiet")),
            _bar(job),
            tag("p", job.message or "Waiting for a worker to begin.", cls="claim-words", dir="auto"),
            tag("p", "You may leave this page: the audit goes on, and stands on the Overview when it is done.", cls="small quiet"),
            cls="panel",
            role="status",
        )
        st.button(
            "Stop the audit",
            icon=":material/stop_circle:",
            key="stop",
            on_click=_stop,
            args=(job.id,),
            help="What was found is kept; the other claims stay not searched.",
        )


def _stop(job_id: str) -> None:
    with frame.told():
        wiring.cancel(job_id)


def another() -> None:
    """Back to the empty form."""
    frame.go("Audit another article", "pages/1_Audit.py")


def _place(job: JobStatus) -> str:
    return f" claim {min(job.done + 1, job.total):,} of {job.total:,}" if job.total else ""


def _bar(job: JobStatus) -> Markup:
    share = f"{100 * job.done / job.total:.1f}%" if job.total else "0%"
    return tag(
        "div",
        tag("div", style=f"width: {share}"),
        cls="meter",
        role="progressbar",
        aria_valuemin="0",
        aria_valuemax=job.total,
        aria_valuenow=job.done,
        aria_label="Claims searched",
    )


def _ended(job: JobStatus) -> None:
    """Done, stopped or failed, and where to go from here."""
    if not job.result:
        cards.draw(
            tag("p", cards.sign(STATES[job.state])),
            tag("p", tag("b", job.message or "The audit ended without a result.")),
            tag("p", job.advice, cls="quiet"),
            cls="panel",
            role="alert",
        )
        another()
        return
    counted = lists.tally((lists.sign_of(*row[1:4]), row[4]) for row in wiring.counts(job.result))
    said = job.message or f"{words.count(sum(number for _, number in counted), 'claim')} found and settled."
    title = wiring.audit(job.result).article.title
    cards.draw(
        tag("p", cards.sign(STATES[job.state])),
        tag("p", title, cls="claim-words", dir="auto"),
        tag("p", said, cls="quiet"),
        cards.bar(counted) if counted else "",
        cls="panel",
        role="status",
    )
    with st.container(horizontal=True):
        frame.go("Read it claim by claim", "pages/2_Article.py", primary=True, **{state.AUDIT: job.result})
        frame.go("Export it", "pages/7_Export.py", **{state.AUDIT: job.result})
        another()


def follow(job_id: str) -> None:
    """To the progress of this job; its address can be kept."""
    st.switch_page("pages/1_Audit.py", query_params={state.JOB: job_id})


def recent(jobs: Sequence[tuple[JobStatus, str]]) -> None:
    """The last audits that were asked for here; a row opens its progress or its result."""
    if not jobs:
        return
    frame.section("Lately asked for")
    columns = (Column("state", "State", "sign", "9rem"), Column("what", "Audit", "open"), Column("at", "Asked", "quiet", "13rem"))
    rows = [
        Row(
            job.id,
            {
                "state": table.sign(STATES[job.state]),
                "what": {"words": title or f"Audit {job.id}", "under": job.message},
                "at": words.when(job.created_at),
            },
        )
        for job, title in jobs
    ]
    opened = table.opened("Audits asked for", columns, rows, key="recent")
    if opened:
        follow(opened)
