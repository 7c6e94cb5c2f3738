"""What the article itself cites, as it was looked up in this audit: found, under another title, retracted, not found, or not asked for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evidence.model import Audit, CitedReference, PublicationStatus, Resolution
from pages.parts import cards, signs, state, table, words
from pages.parts.markup import tag
from pages.parts.signs import Sign
from pages.parts.table import Column, Row

FOUND = Sign("task_alt", "found", "active", "A record was found for it.")
MISMATCH = Sign("rule", "does not fit", "mixed", "Its identifier or title belongs to another record than it says.")
NOT_FOUND = Sign("search_off", "not found", "contradicted", "The source answered and has no such record.")
UNCHECKED = Sign("pending", "not checked", "pending", "Nobody could be asked: this says nothing about the reference.")
# The order of counts and rows: what needs a person first.
ORDER = ("retracted", "mismatch", "status", "not_found", "unchecked", "found")
LONGEST = 240


def block(audit: Audit) -> None:
    """The references of the article below its text, and the way to the record of its searches."""
    cited = audit.references
    with st.container(key=f"panel-cited-{audit.run.id}"):
        head = tag("h2", "Cited by the article", cls="over")
        if not cited:
            cards.draw(
                head,
                tag(
                    "p",
                    "The article gives no reference that could be looked up: no PMID, DOI, PMC number or entry of a list.",
                    cls="small quiet",
                ),
            )
        else:
            counted = [(sign, number) for kind in ORDER for sign, number in _counted(cited, kind) if number]
            asked = sorted({one.source for one in cited if one.source})
            about = words.listed((words.count(len(cited), "reference"), *(f"asked of {signs.SOURCES.get(name, name)}" for name in asked)))
            cards.draw(head, tag("p", about, cls="small quiet"), cards.bar(counted))
            with st.expander("All references", expanded=any(_kind(one) in ("retracted", "mismatch") for one in cited)):
                _rows(audit, cited)
        if st.button("Record of all searches, to print", icon=":material/print:", type="tertiary", key=f"prisma.{audit.run.id}"):
            st.switch_page("pages/4_Citations.py", query_params={state.AUDIT: audit.run.id})


def _kind(one: CitedReference) -> str:
    if one.resolution != Resolution.FOUND:
        return one.resolution.value
    if one.status == PublicationStatus.RETRACTED:
        return "retracted"
    if one.mismatch:
        return "mismatch"
    return "found" if one.status in (PublicationStatus.CURRENT, PublicationStatus.UNKNOWN) else "status"


def _sign(one: CitedReference) -> Sign:
    known = {"mismatch": MISMATCH, "not_found": NOT_FOUND, "unchecked": UNCHECKED, "found": FOUND}
    return known.get(_kind(one)) or signs.STATUSES[one.status]


def _counted(cited: Sequence[CitedReference], kind: str) -> list[tuple[Sign, int]]:
    numbers: dict[Sign, int] = {}
    for one in cited:
        if _kind(one) == kind:
            numbers[_sign(one)] = numbers.get(_sign(one), 0) + 1
    return sorted(numbers.items(), key=lambda pair: pair[0].word)


def _rows(audit: Audit, cited: Sequence[CitedReference]) -> None:
    """Each with what it says, what was found and how; one that was found opens its record."""
    read = {judgement.pmid: 0 for finding in audit.findings for judgement in finding.judgements}
    for finding in audit.findings:
        for judgement in finding.judgements:
            read[judgement.pmid] += 1
    columns = (Column("sign", "Is", "sign", "9.5rem"), Column("what", "Reference", "open"))
    ordered = sorted(enumerate(cited), key=lambda pair: (ORDER.index(_kind(pair[1])), pair[0]))
    rows = [
        Row(
            f"{place} {one.pmid}",
            {"sign": table.sign(_sign(one)), "what": {"words": _short(one.reference.text), "under": _about(one, read.get(one.pmid, 0))}},
        )
        for place, one in ordered
    ]
    opened = table.opened("References that the article gives", columns, rows, key=f"cited.{audit.run.id}")
    pmid = (opened or "").partition(" ")[2]
    if pmid:
        st.switch_page("pages/4_Citations.py", query_params={state.PMID: pmid})


def _about(one: CitedReference, read: int) -> str:
    found = f"PMID {one.pmid}: {_short(one.title)}" if one.pmid else ""
    searched = f"our searches read it for {words.count(read, 'claim')}" if read else "our searches did not bring it" if one.pmid else ""
    worse = one.status.value if one.pmid and one.status not in (PublicationStatus.CURRENT, PublicationStatus.UNKNOWN) else ""
    why = one.why if one.mismatch or not one.pmid else ""
    return words.listed((found, worse, why.rstrip("."), searched))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
