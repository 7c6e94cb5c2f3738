"""One record's page: abstract, headings, people and money; beside them status by every source, level with its reason, where it is used."""

from __future__ import annotations

import streamlit as st

from evidence.catalogue import Alarm, Card, Catalogue
from evidence.model import Author, Citation, PublicationStatus
from pages.parts import cards, citations_links, citations_search, citations_uses, frame, signs, words
from pages.parts.cards import chip, draw, icon, note, sign
from pages.parts.markup import Markup, join, tag

FEW_AUTHORS = 8
MOST_TIES, LONGEST_TIE = 6, 170
QUESTION = {"treatment": "Does it help?", "harms": "Does it harm?", "prevalence": "How common is it?", "prognosis": "What raises the risk?"}
TIES = {
    "company": "company",
    "employed": "employment",
    "paid": "fees",
    "advises": "advice or consulting",
    "owns": "shares, patents or royalties",
    "received": "support",
}
# What a source could answer about one paper, in words.
NOTHING = "no notice known"


def show(catalogue: Catalogue, pmid: str) -> None:
    card = catalogue.card(pmid)
    st.button("All records", icon=":material/arrow_back:", type="tertiary", key="record.back", on_click=citations_search.leave)
    if card.record is None:
        _absent(catalogue, card)
        return
    record = card.record
    _head(card, record)
    with st.container(key="record"):
        left, right = st.columns([1.55, 1], gap="medium")
    with left:
        _abstract(record)
        _headings(record)
        _people(record)
        _money(card, record)
        _facts(record)
    with right:
        _status(card)
        _level(card)
        citations_uses.show(catalogue, card)
        citations_links.show(catalogue, card.pmid)


def _absent(catalogue: Catalogue, card: Card) -> None:
    """A PMID that the library does not hold: what is known all the same, and the way to get it."""
    frame.heading(f"PMID {card.pmid}", "The library does not hold this record.")
    left, right = st.columns([1.55, 1], gap="medium")
    with left:
        cards.blank("cloud_download", "Not in the library", "PubMed can be asked for it; what it sends is kept here.")
        if st.button("Fetch it from PubMed", type="primary", icon=":material/download:", key=f"fetch.{card.pmid}"):
            with frame.told():
                catalogue.fetch(card.pmid)
                st.rerun()
        draw(citations_search.link(card.pmid), " at PubMed", cls="small quiet")
    with right:
        _status(card)
        citations_uses.show(catalogue, card)


def _head(card: Card, record: Citation) -> None:
    status = card.report.status
    title = record.title or record.vernacular_title or f"PMID {record.pmid}, without a title"
    source = words.listed(
        (
            record.journal or record.book,
            record.published or str(record.year or ""),
            _place(record),
        )
    )
    chips = [
        chip(signs.STATUSES[status].word, symbol=signs.STATUSES[status].icon, tone=signs.STATUSES[status].tone),
        chip(tag("b", words.level(card.graded[0])), f" {card.graded[0].design.value}"),
        *(chip(kind) for kind in record.types),
        chip("starter note, not the abstract", symbol="sticky_note_2", tone="pending") if record.note else "",
        chip("PMID not seen on a PubMed page", symbol="question_mark", tone="failed") if record.note and not record.note.confirmed else "",
    ]
    struck = status == PublicationStatus.RETRACTED
    st.html(
        tag(
            "header",
            tag("h1", tag("s", title) if struck else title, dir="auto"),
            tag("p", f"[{record.vernacular_title}]", cls="lead", dir="auto") if record.vernacular_title and record.title else "",
            tag("p", _named(record), cls="lead", dir="auto") if _named(record) else "",
            tag("p", source, cls="lead") if source else "",
            tag("div", *chips, cls="chips"),
            citations_search.links(record),
            cls="ev title",
        )
    )
    if card.report.notice:
        draw(
            note(
                "campaign",
                "pending",
                tag("p", "This record is a notice about another paper: its own status is not that paper's. ", card.report.why),
            )
        )
    elif status not in (PublicationStatus.CURRENT, PublicationStatus.UNKNOWN):
        meaning = signs.STATUSES[status].meaning
        draw(
            note(
                signs.STATUSES[status].icon,
                signs.STATUSES[status].tone,
                tag("p", tag("b", words.sentence(status.value), ". "), card.report.why, ". ", meaning),
            )
        )


def _place(record: Citation) -> str:
    issue = f"({record.issue})" if record.issue else ""
    return f"{record.volume}{issue}{':' if record.pages and record.volume else ''}{record.pages}"


def _named(record: Citation) -> str:
    names = [author.name for author in record.authors if author.name]
    more = len(names) - FEW_AUTHORS
    return ", ".join(names[:FEW_AUTHORS]) + (f" and {more} more" if more > 0 else "")


# ---------------------------------------------------------------- left: what the record says


def _abstract(record: Citation) -> None:
    over = "Starter note, in our own words" if record.note else "Abstract"
    if not record.abstract:
        body = tag("p", "PubMed has no abstract of this record.", cls="quiet")
    elif record.sections:
        body = join(
            *(
                tag("p", tag("b", each.label.capitalize(), ". ") if each.label else "", record.abstract[each.start : each.end], dir="auto")
                for each in record.sections
            )
        )
    else:
        body = join(*(tag("p", line, dir="auto") for line in record.abstract.split("\n") if line.strip()))
    others = [
        tag(
            "details",
            tag("summary", f"Abstract: {kind}"),
            *(tag("p", line, dir="auto") for line in said.split("\n") if line.strip()),
            cls="small",
        )
        for kind, said in record.other_abstracts
    ]
    rights = tag("p", record.copyright, cls="small quiet") if record.copyright else ""
    draw(tag("h2", over, cls="over"), tag("div", body, cls="reading"), *others, rights, cls="panel")


def _headings(record: Citation) -> None:
    """MeSH with its subheadings; a star marks what the paper is mainly about."""
    if not (record.mesh or record.chemicals or record.keywords or record.supplementary):
        return
    terms = []
    for term in sorted(record.mesh, key=lambda one: (not _major(one.major, one.qualifiers), one.name)):
        major = _major(term.major, term.qualifiers)
        parts = ", ".join(f"{name}{' ★' if main else ''}" for _, name, main in term.qualifiers)
        label = join(tag("b", term.name) if major else term.name, f" / {parts}" if parts else "")
        terms.append(chip(label, symbol="star" if major else "", tone="active" if major else ""))
    numbers = (*record.registry_numbers, *["0"] * len(record.chemicals))
    substances = [
        chip(name, f" {number}" if number not in ("", "0") else "") for (_, name), number in zip(record.chemicals, numbers, strict=False)
    ]
    draw(
        *_group("MeSH headings", terms, "A star marks a main topic."),
        *_group("Substances", [*substances, *(chip(name) for _, name in record.supplementary)], ""),
        *_group("The authors' keywords", [chip(word) for word in record.keywords], ""),
        cls="panel",
    )


def _major(own: bool, qualifiers: tuple[tuple[str, str, bool], ...]) -> bool:
    return own or any(main for _, _, main in qualifiers)


def _group(title: str, chips: list[Markup], remark: str) -> tuple[object, ...]:
    if not chips:
        return ()
    return (tag("h2", title, cls="over"), tag("div", *chips, cls="chips"), tag("p", remark, cls="small quiet") if remark else "")


def _people(record: Citation) -> None:
    groups = (("Authors", record.authors), ("Investigators", record.investigators), ("Editors", record.editors))
    drawn = [
        tag(
            "details",
            tag("summary", f"{title} with affiliations ({len(people)})"),
            tag("ol", *(tag("li", _person(one), dir="auto") for one in people), cls="small"),
        )
        for title, people in groups
        if people
    ]
    if drawn:
        draw(*drawn, cls="panel")


def _person(one: Author) -> Markup:
    name = " ".join(part for part in (one.fore or one.initials, one.last, one.suffix) if part) or one.name
    orcid = tag("a", "ORCID", href=f"https://orcid.org/{one.orcid}", target="_blank", rel="noopener noreferrer") if one.orcid else ""
    return join(tag("b", name), " " if orcid else "", orcid, *(tag("div", place, cls="quiet") for place in one.affiliations))


def _money(card: Card, record: Citation) -> None:
    """Who paid and what the authors declare; ties to industry first, in the record's own words."""
    told = [
        tag("li", tag("b", words.sentence(TIES.get(tie.kind, tie.kind)), ": "), _cut(tie.words), dir="auto")
        for tie in card.ties[:MOST_TIES]
    ]
    if len(card.ties) > MOST_TIES:
        told.append(tag("li", f"and {words.count(len(card.ties) - MOST_TIES, 'more sentence')} in the statement below."))
    ties = [note("payments", "mixed", tag("p", tag("b", "Tells of money from industry")), tag("ul", *told, cls="small"))] if told else []
    grants = [tag("li", words.listed((agency, number, country))) for number, agency, country in record.grants]
    declared = record.conflict_of_interest
    draw(
        tag("h2", "Money and interests", cls="over"),
        *ties,
        tag("p", "A machine picked these words out: read the statement before relying on them.", cls="small quiet") if ties else "",
        tag("details", tag("summary", f"Grants ({len(grants)})"), tag("ul", *grants, cls="small"))
        if grants
        else tag("p", "No grant stands in the record.", cls="small quiet"),
        tag("details", tag("summary", "Conflict-of-interest statement"), tag("p", declared, cls="small", dir="auto"))
        if declared
        else tag(
            "p", "The record carries no conflict-of-interest statement: this says nothing about whether there are any.", cls="small quiet"
        ),
        cls="panel",
    )


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST_TIE else f"{said[:LONGEST_TIE].rsplit(' ', 1)[0]} …"


def _facts(record: Citation) -> None:
    rows = (
        ("PMID", record.pmid + (f", version {record.version}" if record.version > 1 else "")),
        ("DOI", record.doi),
        ("PMC", record.pmcid),
        ("Journal", words.listed((record.journal, record.iso_abbreviation, f"ISSN {record.issn}" if record.issn else "", record.country))),
        ("Book", words.listed((record.book, record.publisher))),
        ("Published", words.listed((record.published, record.date if record.date != record.published else ""))),
        ("Electronic", record.electronic_date),
        ("Last revised", record.revised),
        ("At PubMed", words.listed(f"{stage} {day}" for stage, day in record.history)),
        ("Language", ", ".join(record.languages)),
        ("Registered as", words.listed(f"{bank} {number}".strip() for bank, number in record.databank_ids)),
        (
            "Linked records",
            words.listed(
                f"{each.ref_type}: {each.source} {f'PMID {each.pmid}' if each.pmid else ''}".strip() for each in record.corrections
            ),
        ),
        ("Reference list", words.count(len(record.references), "entry", "entries") if record.references else ""),
        ("Indexing", record.medline_status),
    )
    drawn = tag("dl", *(join(tag("dt", name), tag("dd", said)) for name, said in rows if said), cls="facts")
    draw(tag("details", tag("summary", "All details of the record"), drawn), cls="panel")


# ---------------------------------------------------------------- right: what is thought of it


def _status(card: Card) -> None:
    """Each source with its own answer and the day up to which it speaks."""
    said = {answer.source: answer for answer in card.answers}
    dates = dict(card.report.dates)
    rows = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            tag(
                "td",
                icon(signs.STATUSES[answer].icon),
                " ",
                _answer(answer),
                tag("div", said[name].why, cls="quiet") if name in said and said[name].why else "",
            ),
            tag("td", words.day(dates[name]) if dates.get(name) else "no date", cls="quiet"),
        )
        for name, answer in card.report.sources
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Source", "Says", "Up to")))
    draw(
        tag("h2", "Publication status", cls="over"),
        tag("p", sign(signs.STATUSES[card.report.status])),
        tag("p", words.sentence(card.report.why), ".", cls="small"),
        tag("table", head, *rows, cls="answers"),
        tag(
            "p",
            "Only PubMed's own links are known here; other sources can be read in on the command line: evidence notices import.",
            cls="small quiet",
        )
        if not card.answers
        else "",
        *(
            note(
                "notifications",
                "failed",
                tag("p", f"Alarm of {words.day(one.raised_at)}: was {one.before.value}, is {one.after.value}. {_seen(one)}"),
            )
            for one in card.alarms
        ),
        cls="panel",
    )


def _seen(alarm: Alarm) -> str:
    why = f"{words.sentence(alarm.why)}. " if alarm.after == PublicationStatus.UNKNOWN else ""
    return why + ("Nobody has seen it yet." if alarm.open else f"Seen by {alarm.seen_by}: {alarm.seen_reason}")


def _answer(status: PublicationStatus) -> str:
    return NOTHING if status == PublicationStatus.CURRENT else status.value


def _level(card: Card) -> None:
    main = card.graded[0]
    same = tag("p", "The same on the rows of treatment, harms, prevalence and prognosis.", cls="small quiet")
    rows = [
        tag("tr", tag("th", QUESTION.get(one.row, one.row), scope="row"), tag("td", words.level(one)), tag("td", one.row, cls="quiet"))
        for one in card.graded
    ]
    draw(
        tag("h2", "Level of evidence (OCEBM 2011)", cls="over"),
        tag("p", tag("b", words.level(main)), f", {main.design.value}"),
        tag("p", f"Why: {main.why}.", cls="small") if main.why else "",
        tag(
            "div",
            chip(f"n = {main.n:,}") if main.n is not None else "",
            *(chip(flag) for flag in main.flags),
            cls="chips",
        ),
        tag("table", *rows, cls="answers") if len({words.level(one) for one in card.graded}) > 1 else same,
        tag("p", "A suggestion by publication type, headings and words; a reviewer may see it otherwise.", cls="small quiet"),
        cls="panel",
    )
