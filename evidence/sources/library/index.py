"""A citation -> a document of the full-text index: which words stand in which field, which exact values it has.

Text fields hold words with their positions (``words``); a phrase never runs from one value into the next, for a word that nobody
can type stands between them. One field "k" holds all exact values as "kind:value" ("mh:D007649", "au:saligan_ln", "ta:pain"). Fast
columns hold the PMID and the dates as numbers (20190531), earliest date and PMID together as the order by date. Nothing is stored:
records come from the shelf.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import tantivy

from evidence.model import Author, Citation, MeshTerm
from evidence.sources.library import trees
from evidence.sources.library.subsets import subheading_key
from evidence.sources.library.words import analyzer, fold, key, values_analyzer

# Written into the stamp of an index; a change of anything below makes a new form, and old indexes are built anew.
FORM = f"3-{trees.version()}"
_GAP = " \u01c1 "  # a letter to the index, and to nobody else

# "tx" holds the words that [tw] adds to title, abstract and keywords, "rest" what [all] adds but affiliations; the last row has the fields
# that can be searched alone, whose words stand in "tx" or "rest" as well, so that [all] looks into seven places and not into fourteen.
TEXTS = ("ti", "ab", "ot", "oa", "tx", "rest", "ad", "cn", "nm", "si", "tt", "cois", "gr", "book")
DATES = ("ppdat", "epdat", "single", "edat", "crdt", "mhda", "lr", "dcom")
# Which text fields a searched field looks into (PubMed User Guide, "PubMed data field descriptions").
INSIDE = {
    "all": ("ti", "ab", "ot", "oa", "tx", "rest", "ad"),
    "tw": ("ti", "ab", "ot", "oa", "tx"),
    "tiab": ("ti", "ab", "ot", "oa"),
    "pubn": ("book",),
} | {name: (name,) for name in ("ti", "ab", "ot", "ad", "cn", "nm", "si", "tt", "cois", "gr", "book")}
_STAGES = {"pubmed": "edat", "entrez": "crdt", "medline": "mhda"}
_STATUS = {
    "MEDLINE": "medline", "OLDMEDLINE": "medline", "In-Process": "inprocess", "In-Data-Review": "inprocess", "Publisher": "publisher",
    "PubMed-not-MEDLINE": "pubmednotmedline",
}  # fmt: skip


def schema() -> tantivy.Schema:
    """The fields of the index; see the module's words for what they hold."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    builder.add_text_field("k", tokenizer_name="values", index_option="basic")
    builder.add_unsigned_field("pmid", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    for name in DATES:
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Registers the analyzers, which an index does not keep by itself."""
    index.register_tokenizer("words", analyzer())
    index.register_tokenizer("values", values_analyzer())
    return index


def number(iso: str) -> int:
    """An ISO date as a number, missing month and day as the first (PubMed User Guide); 0 for no date."""
    parts = iso.split("-")
    if len(parts) == 3:
        return int(parts[0] + parts[1] + parts[2])
    if len(parts) == 2:
        return int(parts[0] + parts[1] + "01")
    return int(iso + "0101") if iso else 0


def document(record: Citation) -> tantivy.Document:
    """Everything that a search may look for in one record."""
    doc = tantivy.Document()
    for name, value in contents(record).items():
        if isinstance(value, int):
            doc.add_unsigned(name, value)
        else:
            doc.add_text(name, value)
    return doc


def contents(record: Citation) -> dict[str, str | int]:
    """The same as plain values: the words of each text field, and the numbers of each column."""
    found: dict[str, str | int] = {}
    pmid = int(record.pmid)
    for name, texts in _texts(record):
        said = "\n".join([text.replace("\n", " ") for text in texts if text])
        if said:
            found[name] = fold(said).replace("\n", _GAP)
    found["k"] = " ".join(_values(record))
    found["pmid"] = pmid
    earliest = 0
    for column, day in _dates(record):
        found[column] = day
        if column in ("ppdat", "epdat") and (earliest == 0 or day < earliest):
            earliest = day
    found["order"] = (earliest << 32) | (pmid & 0xFFFFFFFF)
    return found


def _texts(record: Citation) -> Iterable[tuple[str, Iterable[str]]]:
    """(text field, its values)."""
    note = record.note
    noted = (note.population, note.intervention, note.comparator, note.outcome, note.route, note.design) if note is not None else ()
    yield "ti", (record.title,)
    if record.sections:
        abstract = record.abstract
        yield (
            "ab",
            [
                f"{part.label}: {abstract[part.start : part.end]}" if part.label else abstract[part.start : part.end]
                for part in record.sections
            ],
        )
    else:
        yield "ab", (record.abstract,)
    yield "ot", record.keywords
    book = record.book if record.book != record.title else ""
    yield "oa", (book, *(summary for _, summary in record.other_abstracts), *noted)
    groups = [person.collective for person in record.authors if person.collective]
    substances = [name for _, name in (*record.chemicals, *record.supplementary)]
    accessions = [f"{bank}/{accession}" for bank, accession in record.databank_ids]
    funding = [part for grant in record.grants for part in grant]
    books = (record.book, record.publisher)
    yield from (("cn", groups), ("nm", substances), ("si", accessions), ("gr", funding), ("book", books))
    yield "tt", (record.vernacular_title,)
    yield "cois", (record.conflict_of_interest,)
    yield "tx", [*_text_words(record), *groups, *substances, *accessions]
    people = (*record.authors, *record.investigators, *record.editors)
    yield "ad", dict.fromkeys(place for person in people for place in person.affiliations)
    yield "rest", [*_rest(record), record.vernacular_title, record.conflict_of_interest, *funding, *books]


def _text_words(record: Citation) -> Iterable[str]:
    """What [tw] finds beyond title, abstract and keywords: headings, subheadings, publication types, subjects, notes."""
    for term in record.mesh:
        yield term.name
        for _, name, _ in term.qualifiers:
            yield name
    yield from record.types
    for person in record.subjects:
        yield f"{person.last} {person.fore} {person.initials}"
    for link in record.corrections:
        if link.note:
            yield link.note


def _rest(record: Citation) -> Iterable[str]:
    """What [all] finds beyond the other text fields: names, journal, identifiers, year, numbering."""
    for person in (*record.authors, *record.investigators, *record.editors):
        if person.last:
            yield f"{person.last} {person.initials}"
            if person.fore:
                yield f"{person.fore} {person.last}"
        if person.orcid:
            yield person.orcid
    journal = (record.journal, record.iso_abbreviation, record.medline_ta, record.issn, record.issn_linking, record.nlm_id)
    numbering = (record.volume, record.issue, record.pages, record.pmid, record.doi, record.pmcid, record.pii)
    for text in dict.fromkeys((*journal, *numbering)):
        if text:
            yield text
    if record.year:
        yield str(record.year)
    yield from record.languages
    yield from record.registry_numbers


def _values(record: Citation) -> Iterable[str]:
    """The exact values, each once, as "kind:value" without blanks."""
    found = ["doc", f"pmid:{record.pmid.lstrip('0') or '0'}"]
    for term in record.mesh:
        found += _of_heading(term)
    found += [f"pt:{key(name)}" for name in record.types]
    found += [f"la:{language}" for language in record.languages]
    personal = [person for person in record.authors if person.last]
    for person in personal:
        found += _names("au", person)
    if personal:
        found += (f"1au:{_short(personal[0])}", f"lastau:{_short(personal[-1])}")
    for kind, group in (("ir", record.investigators), ("ed", record.editors), ("ps", record.subjects)):
        for person in group:
            found += _names(kind, person)
    found += [f"auid:{key(person.orcid)}" for person in (*record.authors, *record.investigators) if person.orcid]
    found += [f"ta:{key(name)}" for name in (record.journal, record.iso_abbreviation, record.medline_ta, record.issn, record.issn_linking)]
    found += [f"rn:{key(registry)}" for registry in record.registry_numbers if registry not in ("", "0")]
    first_page = record.pages.partition("-")[0]
    for kind, value in (
        ("jid", record.nlm_id), ("pl", record.country), ("vi", record.volume), ("ip", record.issue), ("pg", first_page),
        ("aid", record.doi), ("aid", record.pii), ("lid", record.doi), ("lid", record.pii), ("pmcid", record.pmcid),
    ):  # fmt: skip
        if value:
            found.append(f"{kind}:{key(value)}")
    found += [f"sb:{flag.replace(' ', '_')}" for flag in _flags(record)]
    return dict.fromkeys(found)


@lru_cache(maxsize=50_000)
def _of_heading(term: MeshTerm) -> tuple[str, ...]:
    """The values of one heading with its subheadings; most stand on many records."""
    name = key(term.name)
    found = [f"mh:{term.ui}", f"mn:{name}", *_under("mx", term.ui)]
    if term.major or any(major for _, _, major in term.qualifiers):
        found += [f"mj:{term.ui}", f"jn:{name}", *_under("jx", term.ui)]
    for _, qualifier, major in term.qualifiers:
        aspect = aspect_key(qualifier)
        found += [f"sh:{aspect}", f"mq:{term.ui}/{aspect}"]
        if major:
            found.append(f"jq:{term.ui}/{aspect}")
    return tuple(found)


@cache
def _under(kind: str, ui: str) -> tuple[str, ...]:
    """ "mx:..." for the heading and all above it."""
    return tuple(f"{kind}:{broader}" for broader in trees.above(ui))


@lru_cache(maxsize=1000)
def aspect_key(qualifier: str) -> str:
    """A subheading as it stands in the values."""
    return subheading_key(qualifier).replace(" ", "_")


def _names(kind: str, person: Author) -> list[str]:
    """ "au:saligan_ln" and, for full names, both orders: "fau:saligan_leorey_n", "fau:leorey_n_saligan"."""
    found = [f"{kind}:{_short(person)}"]
    if person.fore and kind in ("au", "ir"):
        full = "fau" if kind == "au" else "fir"
        last, fore, suffix = key(person.last), key(person.fore), key(person.suffix)
        found += [f"{full}:{_linked(last, fore, suffix)}", f"{full}:{_linked(fore, last, suffix)}"]
    return found


def _short(person: Author) -> str:
    return _linked(key(person.last), key(person.initials), key(person.suffix))


def _linked(*parts: str) -> str:
    """The key of a name from those of its parts, which many names share."""
    return "_".join([part for part in parts if part])


def _flags(record: Citation) -> Iterable[str]:
    if record.abstract and record.note is None:
        yield "hasabstract"
    if any(section.label for section in record.sections):
        yield "hasstructuredabstract"
    if any(language not in ("eng", "plain-language-summary") for language, _ in record.other_abstracts):
        yield "hasnonenglishabstract"
    if record.conflict_of_interest:
        yield "hascois"
    if record.keywords:
        yield "haskeyword"
    if record.databank_ids:
        yield "hasdatabanklist"
    for link in record.corrections:
        yield f"has{link.ref_type.lower()}"
    if record.medline_status in _STATUS:
        yield _STATUS[record.medline_status]
    if record.publication_status:
        yield f"pubstatus{record.publication_status.lower()}"
    if record.pmcid:
        yield "pubmed pmc"
    if record.book:
        yield from ("pubmed books", "pmcbook", "pmcbooktitle" if record.book == record.title else "pmcbookchapter")
    if "Preprint" in record.types:
        yield "preprint"
    if record.note is not None:
        yield "starternote"
    for subset in record.subsets:
        yield subset.lower()


def _dates(record: Citation) -> Iterable[tuple[str, int]]:
    """(column, number) of every date there is; "single" is the electronic date where a search for one date may find it:
    "The electronic date will not be searchable if it is later than the print date, except when range searching"."""
    printed, electronic = number(record.date), number(record.electronic_date)
    if printed:
        yield "ppdat", printed
    if electronic:
        yield "epdat", electronic
        if not printed or electronic <= printed:
            yield "single", electronic
    for stage, iso in record.history:
        if stage in _STAGES and number(iso):
            yield _STAGES[stage], number(iso)
    if number(record.revised):
        yield "lr", number(record.revised)
    if number(record.completed):
        yield "dcom", number(record.completed)
