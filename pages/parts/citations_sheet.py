"""The record of the searches as a PRISMA-S sheet, for an article or one claim of it: on the page, and as a file that prints on its own."""

from __future__ import annotations

import streamlit as st

from evidence.exports import prisma
from evidence.model import Audit
from pages.parts import cards, frame, state, words
from pages.parts.markup import Markup, join, tag

MOST_LINES = 6  # a longer list is folded on the page; the file to print has it whole


def show(audit: Audit, claim: str) -> None:
    """The sheet of the whole article, or of the claim with this id; sixteen items, each filled or not done."""
    numbered = {finding.claim.id: (number, finding) for number, finding in enumerate(audit.findings, 1)}
    if claim and claim not in numbered:
        said = tag("p", "This audit holds no such claim: the sheet is of the whole article.")
        cards.draw(cards.note("link_off", "failed", said), role="status")
    number, finding = numbered.get(claim, (0, None))
    what = f"Claim {number}: {finding.claim.text}" if finding else "All searches of the article"
    frame.heading(
        "Record of the searches",
        audit.article.title,
        f"PRISMA-S, sixteen items. Audit {audit.run.id}, {words.when(audit.run.finished_at)}.",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        stem = f"{words.stem(audit.article.title)}-searches{f'-claim-{number}' if finding else ''}"
        st.download_button(
            "Download to print",
            prisma.page(audit, finding.claim.id if finding else ""),
            f"{stem}.html",
            "text/html",
            icon=":material/print:",
            on_click="ignore",
            key="sheet.download",
            type="primary",
        )
        if st.button("To the article", icon=":material/chrome_reader_mode:", key="sheet.article"):
            if finding:
                frame.to_claim(audit.run.id, claim)
            frame.to_article(audit.run.id)
        if finding and st.button("The whole article's sheet", key="sheet.whole"):
            st.query_params.pop(state.CLAIM, None)
            st.rerun()
    if audit.findings:
        names = {"": "The whole article", **{key: f"{place}. {one.claim.text}" for key, (place, one) in numbered.items()}}
        st.selectbox(
            "Sheet of",
            list(names),
            index=list(names).index(claim if finding else ""),
            format_func=names.__getitem__,
            key=f"sheet.{audit.run.id}.{claim}",
            on_change=_go,
            args=(f"sheet.{audit.run.id}.{claim}",),
        )
    drawn = [_item(item) for item in prisma.items(audit, (finding,) if finding else None)]
    cards.draw(tag("p", what, cls="claim-words", dir="auto"), tag("ol", *drawn, cls="sheet"), cls="panel")


def _go(key: str) -> None:
    st.query_params.pop(state.CLAIM, None)
    if st.session_state[key]:
        st.query_params[state.CLAIM] = st.session_state[key]


def _item(item: prisma.Item) -> Markup:
    if not item.done:
        return tag("li", tag("h3", item.name), tag("p", tag("b", prisma.NOT_DONE), f": {item.remark}.", cls="undone"))
    lines = [_line(line) for line in item.lines]
    told = tag("p", lines[0]) if len(lines) == 1 else tag("ul", *(tag("li", line) for line in lines))
    if len(lines) > MOST_LINES:
        told = tag("details", tag("summary", words.count(len(lines), "entry", "entries")), told)
    return tag("li", tag("h3", item.name), told)


def _line(line: str) -> Markup:
    """A line of the sheet: code as code, the rest as words; ``markup`` escapes both."""
    return join(
        *(tag("code", words_) if kind == "code" else tag("b", words_) if kind == "bold" else words_ for kind, words_ in prisma.pieces(line))
    )
