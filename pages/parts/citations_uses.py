"""Where a record is used: claims judged on it, articles that cite it, and what a person put beside a claim; the way to add it."""

from __future__ import annotations

import streamlit as st

from evidence.catalogue import Added, Card, Catalogue, Use
from evidence.model import Stance
from pages.parts import frame, lists, signin, signs, table, wiring, words
from pages.parts.cards import draw, note
from pages.parts.markup import tag
from pages.parts.table import Column, Row

BY = "citations.by"  # the name a person gave last, kept for the session


def show(catalogue: Catalogue, card: Card) -> None:
    with st.container(key=f"panel-uses-{card.pmid}"):
        draw(tag("h2", "Where it is used", cls="over"))
        judged, own = [use for use in card.uses if use.claim], [use for use in card.uses if not use.claim]
        if not card.uses and not card.added:
            draw(tag("p", "In no claim of the newest audits, and no article cites it.", cls="small quiet"))
        if judged:
            _claims(judged, card.pmid)
        if own:
            _articles(own, card.pmid)
        for added in card.added:
            _added(catalogue, added)
        if card.record is not None:
            with st.expander("Add it to a claim", icon=":material/add_link:"):
                _add(catalogue, card.pmid)


def _claims(uses: list[Use], pmid: str) -> None:
    """Claims on which it takes a stand, then, folded, those for which it was read and takes none."""
    for stance in (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL):
        mine = [use for use in uses if use.stance == stance.value]
        if not mine:
            continue
        sign, many = signs.STANCES[stance], words.count(len(mine), "claim")
        title = f"Read for {many}, takes no stand" if stance == Stance.NEUTRAL else f"{words.sentence(sign.word)} {many}"
        with st.expander(title, icon=sign.material, expanded=stance != Stance.NEUTRAL):
            _listed(mine, f"uses.{stance.value}.{pmid}")


def _listed(uses: list[Use], key: str) -> None:
    rows = [
        Row(
            f"{use.run} {use.claim}",
            {
                "claim": {
                    "words": use.text,
                    "under": words.listed(
                        (
                            lists.sign_of(use.state, use.label, use.reason).word,
                            "counted" if use.counted else "not counted",
                            use.directness,
                            use.title,
                        )
                    ),
                },
            },
        )
        for use in uses
    ]
    with st.container(height=420 if len(rows) > 4 else "content", border=False):
        opened = table.opened("Claims judged on this record", (Column("claim", "Claim", "open"),), rows, key=key)
    if opened:
        frame.to_claim(*opened.split(" ", 1))


def _articles(uses: list[Use], pmid: str) -> None:
    columns = (Column("title", "Cited by the article itself", "open"),)
    rows = [
        Row(
            use.run,
            {"title": {"words": use.title, "under": "its reference does not fit this record" if use.mismatch else "in its references"}},
        )
        for use in uses
    ]
    opened = table.opened("Articles that cite it", columns, rows, key=f"cited.{pmid}")
    if opened:
        frame.to_article(opened)


def _added(catalogue: Catalogue, one: Added) -> None:
    reading = (
        words.listed((signs.STANCES[Stance(one.stance)].word, one.directness, f"level {one.level}" if one.level else ""))
        if one.stance
        else ""
    )
    draw(
        note(
            "person_add",
            "active",
            tag("p", tag("b", f"Added by {one.by}"), f", {words.day(one.at)}: {one.reason}"),
            tag("p", _claim_of(catalogue, one), cls="small", dir="auto"),
            tag("p", f"{one.judge} reads it: {reading}. It counts from the article's next audit on.", cls="small") if reading else "",
        )
    )
    with st.popover("Withdraw", icon=":material/undo:", type="tertiary"), st.form(f"withdraw.{one.number}", border=False):
        by, reason = _who(f"withdraw.{one.number}")
        if st.form_submit_button("Withdraw it"):
            with frame.told():
                catalogue.withdraw(one, by, reason)
                st.rerun()


def _claim_of(catalogue: Catalogue, one: Added) -> str:
    newest = {article.key: article.latest for article in wiring.store().articles()}.get(one.article)
    found = next((claim.text for claim in catalogue.claims(newest.run) if claim.id == one.claim), "") if newest else ""
    return found or "The article's newest audit no longer holds this claim."


def _who(key: str) -> tuple[str, str]:
    """A name and a reason; the name is remembered for the session."""
    signed = signin.name()
    by = signed or st.text_input("Your name", value=st.session_state.get(BY, ""), max_chars=120, key=f"by.{key}")
    reason = st.text_input("Reason", max_chars=500, key=f"reason.{key}", placeholder="kept in the log")
    if by.strip():
        st.session_state[BY] = by.strip()
    return by, reason


def _add(catalogue: Catalogue, pmid: str) -> None:
    """Article, claim, name and reason; the form holds the claim's id, never its place in a list."""
    audited = {article.latest.run: article.title for article in wiring.store().articles() if article.latest}
    if not audited:
        draw(tag("p", "No article has been audited yet, so there is no claim to add it to.", cls="small quiet"))
        return
    run = st.selectbox("Article", list(audited), format_func=audited.__getitem__, key=f"add.article.{pmid}")
    claims = {claim.id: claim.text for claim in catalogue.claims(run)}
    if not claims:
        draw(tag("p", "This article holds no claim that PubMed could settle.", cls="small quiet"))
        return
    with st.form(f"add.{pmid}.{run}", border=False):
        claim = st.selectbox("Claim", list(claims), format_func=claims.__getitem__, key=f"add.claim.{pmid}.{run}")
        by, reason = _who(f"add.{pmid}.{run}")
        if st.form_submit_button("Add to this claim", type="primary", icon=":material/add_link:"):
            with frame.told():
                catalogue.add(run, claim, pmid, by, reason)
                st.rerun()
    draw(
        tag(
            "p",
            "It stands beside the machine's findings, with your name and reason in the log, and is judged with them at the next audit.",
            cls="small quiet",
        )
    )


def who(key: str) -> tuple[str, str]:
    """The same two questions, for other parts."""
    return _who(key)
