"""Citations -> the plain texts of EFetch: MEDLINE (fields as NLM orders them) and the abstract as PubMed prints it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from evidence.model import Author, Citation

_LINKS = {
    "CommentIn": "CIN", "CommentOn": "CON", "ErratumIn": "EIN", "ErratumFor": "EFR", "RetractionIn": "RIN", "RetractionOf": "ROF",
    "ExpressionOfConcernIn": "ECI", "ExpressionOfConcernFor": "ECF", "CorrectedandRepublishedIn": "CRI",
    "CorrectedandRepublishedFrom": "CRF", "RetractedandRepublishedIn": "RRI", "RetractedandRepublishedFrom": "RRF",
    "RepublishedIn": "RPI", "RepublishedFrom": "RPF", "UpdateIn": "UIN", "UpdateOf": "UOF", "SummaryForPatientsIn": "SPIN",
    "OriginalReportIn": "ORI", "AssociatedDataset": "DDIN", "AssociatedPublication": "DRIN",
}  # fmt: skip
_STAGES = (("pubmed", "EDAT"), ("medline", "MHDA"), ("entrez", "CRDT"))


def medline(citations: Iterable[Citation]) -> bytes:
    """MEDLINE format: a field name in four columns, a dash, lines of at most 88 characters; records parted by a blank line."""
    return "".join("\n" + "".join(_line(name, words) for name, words in _fields(each) if words) for each in citations).encode()


def abstracts(citations: Iterable[Citation]) -> bytes:
    """The abstract format: source, title, authors, abstract and identifiers, numbered."""
    return "\n\n".join(_printed(number, each) for number, each in enumerate(citations, 1)).encode()


def source(c: Citation) -> str:
    """Where it stands: ``J Tests. 2020 Jan 15;1(2):3-4.``"""
    name = c.medline_ta or c.iso_abbreviation or c.journal or c.book
    volume = f"{c.volume}({c.issue})" if c.issue else c.volume
    place = f";{volume}" if volume else ""
    return f"{name}. {c.published}{place}{f':{c.pages}' if c.pages else ''}."


def _line(name: str, words: str) -> str:
    lines = textwrap.wrap(words, 82, break_long_words=False, break_on_hyphens=False) or [""]
    return f"{name:<4}- " + "\n      ".join(lines) + "\n"


def _fields(c: Citation) -> Iterator[tuple[str, str]]:
    yield "PMID", c.pmid
    if not c.book:
        yield "OWN", "NLM"
    yield "STAT", c.medline_status or "Publisher"
    yield "DCOM", c.completed.replace("-", "")
    yield "LR", c.revised.replace("-", "")
    yield "IS", c.issn
    yield "IS", f"{c.issn_linking} (Linking)" if c.issn_linking else ""
    yield "PB", c.publisher
    yield "VI", c.volume
    yield "IP", c.issue
    yield "DP", c.published
    yield "TI", c.title if c.title != c.book else ""
    yield "BTI", c.book
    yield "PG", c.pages
    yield "LID", f"{c.doi} [doi]" if c.doi else ""
    yield "AB", _abstract(c, " ")
    yield "CI", c.copyright
    yield from _people("FAU", "AU", c.authors)
    yield from _people("FED", "ED", c.editors)
    for language in c.languages:
        yield "LA", language
    for bank, number in c.databank_ids:
        yield "SI", f"{bank}/{number}" if number else bank
    for grant in c.grants:
        yield "GR", "/".join(part for part in grant if part)
    for _, name in c.publication_types:
        yield "PT", name
    yield "TT", c.vernacular_title
    yield "DEP", c.electronic_date.replace("-", "")
    yield "PL", c.country
    yield "TA", c.medline_ta
    yield "JT", c.journal
    yield "JID", c.nlm_id
    for (_, name), number in zip(c.chemicals, (*c.registry_numbers, *["0"] * len(c.chemicals)), strict=False):
        yield "RN", f"{number} ({name})"
    for _, name in c.supplementary:
        yield "NM", name
    for subset in c.subsets:
        yield "SB", subset
    for link in c.corrections:
        yield _LINKS.get(link.ref_type, "CIN"), f"{link.source}{f' PMID: {link.pmid}' if link.pmid else ''}"
    for term in c.mesh:
        yield "MH", "/".join((_starred(term.name, term.major), *(_starred(name, major) for _, name, major in term.qualifiers)))
    yield from _people("FPS", "PS", c.subjects)
    for _, words in c.other_abstracts:
        yield "OAB", " ".join(words.split())
    yield "PMC", c.pmcid
    if c.keywords:
        yield "OTO", "NOTNLM"
    for word in c.keywords:
        yield "OT", word
    yield "COIS", c.conflict_of_interest
    yield from _people("FIR", "IR", c.investigators)
    for stage, name in _STAGES:
        yield name, next((iso.replace("-", "/") for each, iso in c.history if each == stage), "")
    for stage, iso in c.history:
        yield "PHST", f"{iso.replace('-', '/')} [{stage}]"
    yield "AID", f"{c.pii} [pii]" if c.pii else ""
    yield "AID", f"{c.doi} [doi]" if c.doi else ""
    yield "PST", c.publication_status
    if not c.book:
        yield "SO", source(c) + (f" doi: {c.doi}." if c.doi else "")


def _people(full: str, short: str, people: Iterable[Author]) -> Iterator[tuple[str, str]]:
    for each in people:
        if each.collective:
            yield "CN", each.collective
        else:
            yield full, ", ".join(part for part in (each.last, each.fore or each.initials, each.suffix) if part)
            yield short, each.name
        yield "AUID", f"ORCID: {each.orcid}" if each.orcid else ""
        for place in each.affiliations:
            yield "AD", place


def _abstract(c: Citation, between: str) -> str:
    """The abstract with its labels."""
    if not c.sections:
        return c.abstract
    return between.join(f"{f'{each.label}: ' if each.label else ''}{c.abstract[each.start : each.end]}" for each in c.sections)


def _starred(name: str, major: bool) -> str:
    return f"*{name}" if major else name


def _printed(number: int, c: Citation) -> str:
    ids = [f"DOI: {c.doi}" if c.doi else "", f"PMCID: {c.pmcid}" if c.pmcid else ""]
    ids.append(f"PMID: {c.pmid}" + (" [Indexed for MEDLINE]" if c.medline_status == "MEDLINE" else ""))
    parts = [
        f"{number}. {source(c)}" + (f" doi: {c.doi}." if c.doi else ""),
        c.title,
        ", ".join(author.name for author in c.authors) + ("." if c.authors else ""),
        _abstract(c, "\n"),
        c.copyright,
        "\n".join(each for each in ids if each),
    ]
    return "\n\n".join(textwrap.fill(part, 80) if "\n" not in part else part for part in parts if part) + "\n"
