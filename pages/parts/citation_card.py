"""Citations against a claim: stance, design, level, status, where the study differs, the verbatim sentence, the way to PubMed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

import streamlit as st

from evidence.model import Citation, Directness, Finding, Judgement, PublicationStatus, Rationale, Stance, Weighed
from evidence.review import Entry, Linked, LinkState
from pages.parts import beside, signs, words
from pages.parts.cards import act, blank, chip, draw, icon, note, sign
from pages.parts.markup import NOTHING, Markup, join, tag

# A status that needs no chip of its own.
UNREMARKABLE = PublicationStatus.CURRENT


def citations(
    finding: Finding, records: Mapping[str, Citation], links: Mapping[str, Entry] = MappingProxyType({}), locked: bool = True
) -> None:
    """All judgements of a finding: those that count, those that take a stand and do not count, those that take none.

    ``links``: a person's last word on a citation, by PMID. ``locked``: nothing can be decided here.
    """
    weighed = {weight.pmid: weight for weight in finding.verdict.weighed} if finding.verdict else {}
    stand = [judgement for judgement in finding.judgements if judgement.stance != Stance.NEUTRAL]
    counted = [judgement for judgement in stand if judgement.pmid in weighed and weighed[judgement.pmid].counted]
    aside = [judgement for judgement in stand if judgement not in counted]
    silent = [judgement for judgement in finding.judgements if judgement.stance == Stance.NEUTRAL]
    for title, group in (("Counts towards the label", counted), ("Takes a stand, does not count", aside)):
        if group:
            drawn = (_one(finding, one, weighed, records, links, locked) for one in group)
            draw(tag("h3", f"{title} ({len(group)})", cls="over"), *drawn, cls="stack")
    if silent:
        with st.expander(f"Read, takes no stand ({len(silent)})"):
            draw(*(_one(finding, one, weighed, records, links, locked) for one in silent), cls="stack")
    if not finding.judgements:
        blank("search_off", *NOTHING_READ.get(finding.state.value, NOTHING_READ["judged"]))


NOTHING_READ = {
    "judged": ("Nothing was found", "The queries under Searches ran and brought no citation on this claim."),
    "search_failed": ("The search failed", "This says nothing about the claim. Audit the article again when the source answers."),
    "not_searched": ("Not searched yet", "Audit the article again to search this claim."),
    "not_checkable": ("Not a question for PubMed", "Opinion, promotion or a regulator's fact. A person decides what may stand here."),
}


def _one(
    finding: Finding,
    judgement: Judgement,
    weighed: Mapping[str, Weighed],
    records: Mapping[str, Citation],
    links: Mapping[str, Entry],
    locked: bool,
) -> Markup:
    pmid = judgement.pmid
    return citation(finding, judgement, weighed.get(pmid), records.get(pmid), _decided(finding, judgement, links.get(pmid), locked))


def _decided(finding: Finding, judgement: Judgement, link: Entry | None, locked: bool) -> Markup:
    """A person's word on the citation beside the machine's, and the buttons for another one."""
    said = link.content if link is not None and isinstance(link.content, Linked) else None
    parts: list[Markup] = []
    if link is not None and said is not None:
        symbol, tone = ("check", "supported") if said.state == LinkState.ACCEPTED else ("close", "contradicted")
        own = words.listed(
            (
                f"read as {signs.STANCES[said.stance].word}" if said.stance else "",
                f"level {said.level}" if said.level else "",
                link.reason,
            )
        )
        head = tag("b", f"{words.sentence(said.state.value)} by {link.by}")
        parts.append(note(symbol, tone, tag("p", head, f", {words.when(link.at)}"), tag("p", own, dir="auto") if own else ""))
    if not locked:
        claim, pmid = finding.claim.id, judgement.pmid
        taken = said is not None and said.state == LinkState.ACCEPTED and said.stance is None and said.level is None
        buttons = (
            act("Accept", "take", symbol="check", claim=claim, pmid=pmid, off=taken),
            act("Reject", "refuse", symbol="close", claim=claim, pmid=pmid),
            act("Other stance or level", "reread", symbol="rate_review", claim=claim, pmid=pmid),
        )
        parts.append(tag("div", *buttons, cls="acts"))
    return join(*parts)


def citation(finding: Finding, judgement: Judgement, weighed: Weighed | None, record: Citation | None, decided: Markup = NOTHING) -> Markup:
    """One citation against the claim: stance, level, status, where it differs, the verbatim sentence, the way to PubMed."""
    stance, status = signs.stance(judgement), signs.STATUSES[judgement.status]
    retracted = judgement.status == PublicationStatus.RETRACTED
    graded = judgement.graded
    head = tag(
        "div",
        sign(stance),
        chip(tag("b", words.level(graded)), f" {graded.design.value}"),
        chip(f"n = {graded.n:,}") if graded.n is not None else "",
        *(chip(flag) for flag in graded.flags),
        chip(status.word, symbol=status.icon, tone=status.tone) if judgement.status != UNREMARKABLE else "",
        *_starter(judgement, record),
        cls="head",
        title=graded.why or None,
    )
    title = record.title if record else judgement.title
    source = words.listed(
        (record.iso_abbreviation or record.journal, str(record.year or ""), words.authors(record))
        if record
        else (str(judgement.year or ""),)
    )
    return tag(
        "article",
        head,
        tag("h4", title, dir="auto"),
        tag("p", words.listed((source, f"PMID {judgement.pmid}")), cls="quiet small"),
        _standing(judgement, weighed),
        beside.line(finding, judgement),
        _mismatches(judgement),
        note("straighten", "mixed", tag("p", tag("b", "Another number. "), judgement.overstated)) if judgement.overstated else "",
        _sides(finding, judgement, record) if judgement.stance == Stance.REFUTES else "",
        *(_quote(judgement, rationale, record) for rationale in judgement.rationale if judgement.stance != Stance.REFUTES),
        _features(judgement),
        _abstract(judgement, record),
        _links(judgement, record),
        decided,
        cls=f"cite tone-{stance.tone}{' struck' if retracted else ''}",
    )


def _standing(judgement: Judgement, weighed: Weighed | None) -> Markup:
    why = weighed.why_not_counted if weighed and not weighed.counted else ""
    small = "a null result too small to outweigh alone" if judgement.underpowered else ""
    said = words.listed(
        (
            f"Not counted: {why}" if why else "",
            f"Strength of this reading: {judgement.strength.value}" if judgement.stance != Stance.NEUTRAL else "",
            small,
        )
    )
    return tag("p", said, cls="small quiet") if said else Markup("")


def _mismatches(judgement: Judgement) -> Markup:
    if judgement.directness == Directness.DIRECT:
        return Markup("")
    chips = [
        tag(
            "li",
            tag(
                "span",
                icon("difference"),
                tag("b", words.sentence(signs.MISMATCHES[miss.code]), ":"),
                tag("span", "claim ", miss.claim or "unstated"),
                tag("span", "≠", cls="against"),
                tag("span", "study ", miss.study or "unstated"),
                cls="chip mismatch",
            ),
        )
        for miss in judgement.mismatches
    ]
    return tag("ul", *chips, cls="chips", aria_label="Where the study differs from the claim")


def _quote(judgement: Judgement, rationale: Rationale, record: Citation | None, *, over: str = "") -> Markup:
    """The verbatim sentence, checked against the stored record whenever it is shown."""
    if record is None:
        where = "The stored record is gone: this sentence can no longer be checked."
    elif rationale.stands_in(record):
        where = (
            "From the title, checked against the record"
            if rationale.part == "title"
            else ("From the starter note, in our own words" if record.note else "From the abstract, checked against the record")
        )
    else:
        where = "The record has changed since the audit: this sentence no longer stands there. Audit the article again."
    return tag(
        "blockquote",
        tag("p", over, cls="over") if over else "",
        rationale.text,
        tag("cite", where),
        dir="auto",
        cls=f"tone-{signs.STANCES[judgement.stance].tone}",
    )


def _sides(finding: Finding, judgement: Judgement, record: Citation | None) -> Markup:
    """A machine's refutation is for a person to confirm: both sentences side by side."""
    mine = tag("blockquote", tag("p", "The article claims", cls="over"), finding.claim.text, cls="mine", dir="auto")
    theirs = tag("div", *(_quote(judgement, rationale, record, over="The study says") for rationale in judgement.rationale))
    return join(
        tag("div", mine, theirs, cls="sides"),
        tag("p", "Read by a machine as a refutation: compare both before relying on it.", cls="small quiet"),
    )


def _starter(judgement: Judgement, record: Citation | None) -> tuple[Markup, ...]:
    """The badge of a starter note: its finding stands in our own words."""
    starter = record.note if record else None
    if starter is None:
        stale = "judged on a starter note, PubMed's record has come in since: audit again"
        return (chip(stale, symbol="sticky_note_2", tone="failed"),) if judgement.note else ()
    badge = chip("starter note, not the abstract", symbol="sticky_note_2", tone="pending")
    doubt = chip("unconfirmed: PMID not seen on a PubMed page", symbol="question_mark", tone="failed")
    return (badge,) if starter.confirmed else (badge, doubt)


def _features(judgement: Judgement) -> Markup:
    if not judgement.features:
        return Markup("")
    return tag(
        "details", tag("summary", "Why this stance"), tag("ul", *(tag("li", feature) for feature in judgement.features), cls="small")
    )


def _abstract(judgement: Judgement, record: Citation | None) -> Markup:
    """The quotes inside the text that they were cut from."""
    if record is None or not record.abstract:
        return Markup("")
    marks = sorted((r.start, r.end) for r in judgement.rationale if r.part == "abstract" and r.stands_in(record))
    parts: list[object] = []
    done = 0
    for start, end in marks:
        parts += [record.abstract[done : max(start, done)], tag("mark", record.abstract[max(start, done) : end]) if end > done else ""]
        done = max(done, end)
    name = "Starter note in full" if record.note else "Quote in its abstract" if marks else "Abstract"
    tone = signs.STANCES[judgement.stance].tone
    return tag(
        "details",
        tag("summary", name),
        tag("div", *parts, record.abstract[done:], cls=f"abstract tone-{tone}", dir="auto"),
        tag("p", "Only the abstract was read, not the full text.", cls="small quiet") if not record.note else "",
        cls="whole",
    )


def _links(judgement: Judgement, record: Citation | None) -> Markup:
    places = [("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{judgement.pmid}/")]
    if record and record.doi:
        places.append(("DOI", f"https://doi.org/{quote(record.doi, safe='/:;()._-')}"))
    if record and record.pmcid:
        places.append(("Full text in PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(record.pmcid)}/"))
    return tag(
        "div",
        *(tag("a", name, href=href, target="_blank", rel="noopener noreferrer") for name, href in places),
        cls="links",
    )
