"""The queue of alarms: papers whose status changed after audits had used them, what each reaches, and who has seen it and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evidence.catalogue import Alarm, Catalogue, Reached
from evidence.model import PublicationStatus
from pages.parts import cards, citations_search, citations_uses, frame, signs, table, words
from pages.parts.cards import draw, sign
from pages.parts.markup import tag
from pages.parts.table import Column, Row

MOST, MOST_REACHED = 20, 50
DELETED = signs.Sign("delete", "record deleted", "contradicted", "PubMed has taken the record out: nothing is known of its status.")


def show(catalogue: Catalogue) -> None:
    everything = st.toggle("Also those that somebody has seen", key="alarms.all")
    found = catalogue.alarms(open_only=not everything)
    if not found:
        if everything:
            cards.blank("notifications_none", "No alarm was ever raised", ABOUT)
        else:
            cards.blank("notifications_none", "No alarm is open", ABOUT)
        return
    draw(words.count(len(found), "alarm"), ", newest first." if len(found) > 1 else ".", cls="quiet small", role="status")
    for alarm, reached in found[:MOST]:
        _one(catalogue, alarm, reached)
    if len(found) > MOST:
        draw(f"and {len(found) - MOST:,} older ones, shown as these are seen; all of them: evidence alarms --all", cls="quiet small")


ABOUT = (
    "When a paper that an audit used is retracted, doubted, corrected or deleted, an alarm stands here with every claim that it reaches. "
    "PubMed's records and imported lists of retractions raise them."
)


def _one(catalogue: Catalogue, alarm: Alarm, reached: Sequence[Reached]) -> None:
    with st.container(key=f"panel-alarm-{alarm.number}"):
        draw(
            tag("p", sign(_sign(alarm)), tag("span", f" was: {signs.STATUSES[alarm.before].word}", cls="quiet small")),
            tag("h2", alarm.title or f"PMID {alarm.pmid}", cls="claim-words", dir="auto"),
            tag("p", words.sentence(alarm.why), "."),
            tag(
                "p",
                citations_search.link(alarm.pmid),
                words.listed(
                    (
                        " ",
                        f"raised {words.when(alarm.raised_at)}",
                        alarm.cause if alarm.cause != alarm.why else "",
                        f"reaches {words.count(alarm.claims, 'claim')} in {words.count(alarm.articles, 'article')}",
                    )
                ),
                cls="small quiet",
            ),
        )
        _reached(alarm, reached)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Open the record", icon=":material/article:", key=f"alarm.open.{alarm.number}"):
                citations_search.open_record(alarm.pmid)
            if alarm.open:
                with st.popover("Mark as seen", icon=":material/visibility:"), st.form(f"seen.{alarm.number}", border=False):
                    draw(tag("p", "The claims it reached stay stale until their article is audited again.", cls="small quiet"))
                    by, reason = citations_uses.who(f"seen.{alarm.number}")
                    if st.form_submit_button("Seen", type="primary"):
                        with frame.told():
                            catalogue.see(alarm.number, by, reason)
                            st.rerun()
            else:
                draw(f"Seen by {alarm.seen_by}, {words.when(alarm.seen_at)}: {alarm.seen_reason}", cls="small quiet")


def _sign(alarm: Alarm) -> signs.Sign:
    """An alarm tells of an unknown status only where PubMed deleted the record."""
    return DELETED if alarm.after == PublicationStatus.UNKNOWN else signs.STATUSES[alarm.after]


def _reached(alarm: Alarm, reached: Sequence[Reached]) -> None:
    """Claims that rest on it first; those for which it was only read, and articles that cite it, folded."""
    resting, others = [one for one in reached if one.stands], [one for one in reached if not one.stands]
    if resting:
        draw(tag("p", tag("b", f"{words.count(len(resting), 'claim')} rest on it"), " and are stale until audited again."))
        _rows(resting, f"resting.{alarm.number}")
    elif alarm.open:
        draw(tag("p", "No label rests on it now.", cls="quiet"))
    if others:
        with st.expander(f"Also reached: {words.count(len(others), 'place')} where it was read or cited"):
            _rows(others, f"others.{alarm.number}")


def _rows(reached: Sequence[Reached], key: str) -> None:
    rows = [
        Row(
            f"{one.run} {one.claim}",
            {"claim": {"words": one.text or "The article cites it itself", "under": words.listed((one.title, f"audit {one.run}"))}},
        )
        for one in reached[:MOST_REACHED]
    ]
    opened = table.opened("What it reaches", (Column("claim", "Claim", "open"),), rows, key=key)
    if len(reached) > MOST_REACHED:
        draw(f"and {len(reached) - MOST_REACHED:,} more; all of them: evidence alarms --json -", cls="quiet small")
    if opened:
        run, _, claim = opened.partition(" ")
        if claim:
            frame.to_claim(run, claim)
        frame.to_article(run)
