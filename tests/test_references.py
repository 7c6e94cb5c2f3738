# ruff: noqa: E501 - the entries of a reference list are long
"""The article's own references: found with their places, resolved, compared with what they name; failure is not absence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nouns
import pytest
from fakes import AT, Shelf, Words
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import pipeline, references
from evidence.cli import views
from evidence.errors import QueryError, SourceError, SourceRefused, SourceUnreachable
from evidence.exports import json as documents
from evidence.exports import markdown
from evidence.model import (
    Article,
    Citation,
    CitedReference,
    Correction,
    Found,
    LibraryState,
    PublicationStatus,
    Query,
    Reference,
    Resolution,
)
from evidence.readers import read
from evidence.references import MATCHES, similarity
from evidence.sources.library import Library
from evidence.store import Store
from evidence.verdicts import CLINICAL_1

# Invented papers: the identifiers only mark their places.
TRIAL = Citation(
    "900001",
    "Lumoxin infusions for persistent weariness: a randomised crossover trial",
    "Weariness fell more.",
    doi="10.9999/Lum.(2019)1",
    pmcid="PMC9000001",
    year=2019,
)
SURVEY = Citation(
    "900002", "How common is persistent weariness among nurses and teachers?", "Few had it.", doi="10.9999/survey.2", year=2018
)
GONE = Citation(
    "900003",
    "Permanent relief of weariness after a single dose of lumoxin",
    "All recovered.",
    doi="10.9999/gone.3",
    corrections=(Correction("RetractionIn", "J Made Up. 2021", "900009"),),
    year=2017,
)
FOREIGN = Citation(
    "900004", "[Sleep and weariness in shift workers].", doi="10.9999/schlaf.4", vernacular_title="Schlaf und Müdigkeit im Schichtdienst."
)

ENTRIES = """# Lumoxin

Lumoxin helps, as one trial shows (https://doi.org/10.9999/survey.2).

## References

1. Aster B, Calla D. Lumoxin infusions for persistent weariness: a randomised crossover trial. J Made Up. 2019;12(3):45-56. doi:10.9999/lum.(2019)1. PMID: 900001
2. Aster, B., & Calla, D. (2018). How common is persistent weariness among nurses and teachers? Journal of Made-Up Surveys, 7(2), 101-110.
3. Dahlia E, et al. "Permanent relief of weariness after a single dose of lumoxin." J Made Up 2017. https://doi.org/10.9999/gone.3
4. Erica F. Lumoxin cures diabetes in elderly sailors within one week. J Made Up. 2020;1:1-2. doi:10.9999/survey.2
5. Ficus G. A study that nobody ever wrote about anything at all. J Made Up. 2021;3:9.
"""


def article(text: str = ENTRIES) -> Article:
    return read(text.encode(), "lumoxin.md")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    store = Store.open(f"sqlite:///{folder / 'evidence.sqlite3'}")
    library = Library(store, folder / "index", clock=lambda: AT)
    library.add([TRIAL, SURVEY, GONE, FOREIGN])
    yield library
    store.close()


class Failing:
    """A source that always fails in one way."""

    name = "pubmed"

    def __init__(self, error: SourceError) -> None:
        self.error, self.asked = error, 0

    def find(self, query: Query) -> Found:
        self.asked += 1
        raise self.error

    def state(self) -> LibraryState:
        return LibraryState(0, "")


def resolve(text: str, source, **more) -> tuple[CitedReference, ...]:
    return references.resolve(references.find(article(text)), source, clock=lambda: AT, **more)


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("See doi:10.1000/ABC.5.", "doi", "10.1000/abc.5"),
        ("See https://doi.org/10.1000/x%2Fy, please.", "doi", "10.1000/x/y"),
        ("(10.1016/S0140-6736(04)15715-2)", "doi", "10.1016/s0140-6736(04)15715-2"),
        ("[a link](https://doi.org/10.1000/x_1)", "doi", "10.1000/x_1"),
        ("10.1000/x.PMID: 7 and more", "doi", "10.1000/x"),
        ("**10.1000/x**", "doi", "10.1000/x"),
        ("PMID: 00123456", "pmid", "123456"),
        ("pmid 77 was read", "pmid", "77"),
        ("https://pubmed.ncbi.nlm.nih.gov/31415/ said so", "pmid", "31415"),
        ("www.ncbi.nlm.nih.gov/pubmed/31415", "pmid", "31415"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=31415", "pmid", "31415"),
        ("PMCID: PMC123456", "pmcid", "PMC123456"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/", "pmcid", "PMC123456"),
        ("www.ncbi.nlm.nih.gov/pmc/articles/PMC 123456", "pmcid", "PMC123456"),
    ],
)
def test_identifiers_are_found_in_running_text(text: str, kind: str, value: str) -> None:
    one = references.find(article(text))[0]
    assert getattr(one, kind) == value
    assert not one.entry


@pytest.mark.parametrize(
    "text",
    ["It costs 10.50/month.", "Version 10.1234 is out.", "PMC is a library.", "Call 0800 123456.", "The PMID is missing.", "10.1000/"],
)
def test_what_is_no_identifier_is_let_go(text: str) -> None:
    assert references.find(article(text)) == ()


def test_entries_are_taken_apart_with_their_places() -> None:
    of = article()
    inline, *entries = references.find(of)
    assert (inline.doi, inline.entry) == ("10.9999/survey.2", False)
    assert [one.entry for one in entries] == [True] * 5
    assert all(of.text[one.start : one.end] == one.text for one in (inline, *entries))
    first, second, third, fourth, _ = entries
    assert (first.doi, first.pmid, first.author) == ("10.9999/lum.(2019)1", "900001", "aster b")
    assert (first.journal, first.year, first.volume, first.page) == ("J Made Up", "2019", "12", "45")
    assert first.titles[0] == "Lumoxin infusions for persistent weariness: a randomised crossover trial"
    assert second.titles[0] == SURVEY.title.rstrip("?") or second.titles[0] == SURVEY.title
    assert (second.journal, second.year, second.volume, second.page) == ("Journal of Made-Up Surveys", "2018", "7", "101")
    assert third.titles[0] == GONE.title
    assert fourth.titles[0] == "Lumoxin cures diabetes in elderly sailors within one week"


def test_a_list_without_blank_lines_is_split_and_other_text_is_no_entry() -> None:
    text = (
        "A claim about lumoxin in 2019, without a source.\n\nReferences\n\n"
        "[1] Aster B. Lumoxin infusions. J Made Up. 2019;1:1.\n[2] Calla D. More lumoxin infusions. J Made Up. 2020;2:2.\n"
    )
    of = read(text.encode(), "lumoxin.txt")
    found = references.find(of)
    assert [one.text[:3] for one in found] == ["[1]", "[2]"] or len(found) == 2
    assert all(of.text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("heading", ["References", "REFERENCES:", "Works cited", "Selected references", "Sources", "7. Bibliography"])
def test_headings_of_lists(heading: str) -> None:
    found = references.find(article(f"# T\n\nWords.\n\n## {heading}\n\n- Aster B. A trial of lumoxin drips. J Made Up 2019.\n"))
    assert [one.entry for one in found] == [True]


@pytest.mark.parametrize("heading", ["Sources of energy", "What the literature says", "Reference ranges"])
def test_other_headings_head_no_list(heading: str) -> None:
    assert references.find(article(f"# T\n\n## {heading}\n\n- In 2019 many people felt better after lumoxin drips.\n")) == ()


@settings(max_examples=150, deadline=None)
@given(text=st.text(min_size=1).filter(str.strip) | st.text("10.1/()[]PMIDC: ;,.x\n2019&a", min_size=1).filter(str.strip))
def test_any_text_gives_places_that_hold(text: str) -> None:
    of = nouns.article(text)
    found = references.find(of)
    assert all(of.text[one.start : one.end] == one.text for one in found)
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("title", "record"),
    [
        (TRIAL.title, TRIAL),
        (TRIAL.title.upper(), TRIAL),
        ("Lumoxin infusions for persistent weariness", TRIAL),
        ("Lumoxin infusions for persistent weariness - A Randomized Crossover Trial.", TRIAL),
        ("Lumoxin infusion for persistant weariness: a randomised cross-over trial", TRIAL),
        ("How common is persistent weariness among nurses & teachers", SURVEY),
        ("Sleep and weariness in shift workers", FOREIGN),
        ("Schlaf und Müdigkeit im Schichtdienst", FOREIGN),
    ],
)
def test_variants_of_a_title_match(title: str, record: Citation) -> None:
    assert (similarity((title,), record) or 0) >= MATCHES


@pytest.mark.parametrize(
    ("title", "record"),
    [
        ("Lumoxin infusions for diabetes: a randomised parallel-group trial", TRIAL),
        ("Lumoxin tablets cure every kind of tiredness", TRIAL),
        (SURVEY.title, TRIAL),
        ("Permanent cure of diabetes by lumoxin in elderly people", GONE),
    ],
)
def test_other_titles_on_the_subject_do_not(title: str, record: Citation) -> None:
    assert (similarity((title,), record) or 0) < MATCHES


def test_nothing_to_compare_is_no_mismatch() -> None:
    assert similarity((), TRIAL) is None
    assert similarity(("A title of words",), Citation("1", "")) is None


def test_an_entry_that_was_not_taken_apart_is_not_blamed() -> None:
    whole = f"Aster B., Calla D. in: {TRIAL.title}, J Made Up 2019"
    assert similarity(("Aster B., Calla D. in",), TRIAL, whole) == 1.0


def test_real_titles_keep_their_distance(shared: Path) -> None:
    """Records on one subject: no title passes for another one's, but for series that share their words."""
    import gzip

    from evidence import records

    with gzip.open(shared / "data" / "pubmed" / "topics.xml.gz") as stream:
        held = [one for one in records.read(stream) if isinstance(one, Citation)]
    alike = [(a.title, b.title) for i, a in enumerate(held) for b in held[i + 1 : i + 25] if (similarity((a.title,), b) or 0) >= MATCHES]
    assert len(alike) <= 2, alike
    assert all((similarity((one.title,), one) or 0) == 1.0 for one in held)


# ---------------------------------------------------------------- looking up


def test_what_the_article_cites_is_looked_up(library: Library) -> None:
    inline, first, second, third, fourth, fifth = resolve(ENTRIES, library)
    assert (inline.resolution, inline.pmid, inline.similarity, inline.mismatch) == (Resolution.FOUND, "900002", None, False)
    assert (first.pmid, first.by, first.similarity, first.mismatch) == ("900001", "pmid", 1.0, False)
    assert (second.pmid, second.by, second.mismatch) == ("900002", "title", False)
    assert (third.pmid, third.by, third.status) == ("900003", "doi", PublicationStatus.RETRACTED)
    # A valid DOI under an invented title.
    assert (fourth.pmid, fourth.mismatch) == ("900002", True)
    assert "its DOI belongs to “How common is persistent weariness" in fourth.why
    assert (fifth.resolution, fifth.pmid) == (Resolution.NOT_FOUND, "")
    assert "not all of PubMed" in fifth.why
    assert [flag.code for flag in references.flags((inline, first, second, third, fourth, fifth))] == [
        "reference_retracted",
        "reference_mismatch",
    ]


@pytest.mark.parametrize(
    ("text", "state", "pmid", "mismatch"),
    [
        ("See PMC9000001.", Resolution.FOUND, "900001", False),
        ("See PMC9000099.", Resolution.NOT_FOUND, "", False),
        ("See PMID 900099.", Resolution.NOT_FOUND, "", False),
        ("See doi:10.9999/nowhere.", Resolution.NOT_FOUND, "", False),
        ("## References\n\n- " + TRIAL.title + ". J Made Up. 2019. doi:10.9999/survey.2. PMID: 900001", Resolution.FOUND, "900001", True),
        ("## References\n\n- " + TRIAL.title + ". J Made Up. 2019. doi:10.9999/nowhere.", Resolution.FOUND, "900001", True),
        ("## References\n\n- Sleep and weariness in shift workers. J Made Up. 2019.", Resolution.FOUND, "900004", False),
    ],
)
def test_each_way_to_a_record(library: Library, text: str, state: Resolution, pmid: str, mismatch: bool) -> None:
    one = resolve("# T\n\n" + text + "\n", library)[-1]
    assert (one.resolution, one.pmid, one.mismatch) == (state, pmid, mismatch)
    assert one.why


def test_a_source_that_failed_leaves_all_unchecked() -> None:
    for error in (SourceUnreachable("PubMed did not answer."), SourceRefused("PubMed said no."), QueryError("No.")):
        found = resolve(ENTRIES, Failing(error))
        assert {one.resolution for one in found} == {Resolution.UNCHECKED}
        assert all("fail" in one.why or "could not read" in one.why for one in found)
        assert references.flags(found) == ()


def test_an_unreachable_source_is_asked_once() -> None:
    source = Failing(SourceUnreachable("PubMed did not answer."))
    resolve(ENTRIES, source)
    assert source.asked == 1


def test_a_stopped_audit_leaves_the_rest_unchecked(library: Library) -> None:
    assert {one.resolution for one in resolve(ENTRIES, library, stop=lambda: True)} == {Resolution.UNCHECKED}


def test_more_than_a_person_would_give_are_left_unchecked() -> None:
    many = tuple(Reference(n, n + 1, "x", pmid=str(n + 1)) for n in range(references.MOST + 5))
    found = references.resolve(many, Shelf(), clock=lambda: AT)
    assert len(found) == len(many)
    assert [one.resolution for one in found[-6:]] == [Resolution.NOT_FOUND] + [Resolution.UNCHECKED] * 5


def test_figures_find_what_the_title_does_not_spell(library: Library) -> None:
    text = "## References\n\n- Aster B. J Made Up. 2019;12(3):45-56.\n"
    asked: list[Reference] = []

    def match(found):
        asked.extend(found)
        return ("900001",)

    (one,) = resolve("# T\n\n" + text, library, match=match)
    assert (asked[0].journal, asked[0].volume, asked[0].page) == ("J Made Up", "12", "45")
    assert (one.pmid, one.by, one.mismatch) == ("900001", "citation", False)
    (other,) = resolve("# T\n\n" + text, library, match=lambda found: ("",))
    assert other.resolution == Resolution.NOT_FOUND


def test_figures_that_meet_another_paper_are_not_believed(library: Library) -> None:
    text = "# T\n\n## References\n\n- Aster B. Bees and their summer honey. J Made Up. 2019;12(3):45-56.\n"
    (one,) = resolve(text, library, match=lambda found: ("900001",))
    assert one.resolution == Resolution.NOT_FOUND


def test_other_sources_speak_on_a_reference_too(library: Library) -> None:
    (one,) = resolve("See PMID 900001.", library, others=lambda held: {r.pmid: {"W": PublicationStatus.RETRACTED} for r in held})
    assert one.status == PublicationStatus.RETRACTED


# ---------------------------------------------------------------- links of a page

PROSE = "The clinic has looked after people with persistent weariness for years, and it tells them what is known and what is not. "
PAGE = (
    "<html><head><title>Lumoxin and weariness</title></head><body><nav><a href='https://doi.org/10.9999/nav'>Home</a></nav><article>"
    "<h1>Lumoxin and weariness</h1><p>In one <a href='https://pubmed.ncbi.nlm.nih.gov/900001/'>study</a> weariness fell, in another "
    "<a href='https://example.org/doi/full/10.9999/Survey.2/full?x=1'>study</a> few had it<sup><a href='https://www.ncbi.nlm.nih.gov/pmc/articles/"
    "PMC9000001/'>3</a></sup>. More <a href='/about'>about us</a>, <a href='javascript:alert(1)'>here</a> and at "
    "<a href='https://doi.org/10.9999/gone.3'>https://doi.org/10.9999/gone.3</a>.</p>MORE"
    "<p>The last word: <a href='https://europepmc.org/article/MED/900003'>gone</a>.</p></article></body></html>"
)


@pytest.mark.parametrize("long", [0, 30], ids=["a short page by its tags", "a long page by the extractor"])
def test_an_identifier_given_only_as_a_link_is_a_reference(long: int) -> None:
    page = read(PAGE.replace("MORE", f"<p>{PROSE * long}</p>" if long else "").encode(), "page.html")
    assert [page.text[start:end] for start, end, _ in page.links] == ["study", "study", "[3]", "https://doi.org/10.9999/gone.3", "gone"]
    found = references.find(page)
    named = [(one.text, one.doi, one.pmid, one.pmcid) for one in found]
    assert named == [
        ("study", "", "900001", ""),
        ("study", "10.9999/survey.2", "", ""),
        ("[3]", "", "", "PMC9000001"),
        ("10.9999/gone.3", "10.9999/gone.3", "", ""),
        ("gone", "", "900003", ""),
    ]
    assert all(page.text[one.start : one.end] == one.text for one in found)
    bare = read(PAGE.replace("MORE", f"<p>{PROSE * long}</p>" if long else "").replace("href", "name").encode(), "page.html")
    assert (bare.text, bare.links) == (page.text, ()), "the frozen text does not know of links"


def test_the_links_of_an_entry_are_the_entrys() -> None:
    entry = "<li>Doe J. Lumoxin lifts weariness in adults. J Made Up. 2019;4(2):31-40. <a href='https://pubmed.ncbi.nlm.nih.gov/{}'>PubMed</a></li>"
    listed = "<h2>References</h2><ol>" + entry.format(900001) + entry.replace("lifts", "and").format(900002) + "</ol></article>"
    found = references.find(read(PAGE.replace("MORE", "").replace("</article>", listed).encode(), "page.html"))
    assert [(one.entry, one.pmid) for one in found][-2:] == [(True, "900001"), (True, "900002")]


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(["study", "fatigue fell", "here", "a", "[1]", "ketamine", "was seen in adults"]), min_size=1, max_size=25),
    linked=st.sets(st.integers(0, 24)),
)
def test_links_stand_where_their_words_stand(words: list[str], linked: set[int]) -> None:
    """Each place holds the link's words, in order; what cannot be placed is left out, never put elsewhere in the page's order."""
    said = [f"<a href='https://pubmed.ncbi.nlm.nih.gov/{n}'>{word}</a>" if n in linked else word for n, word in enumerate(words)]
    page = read(f"<html><body><article><h1>On weariness</h1><p>{' '.join(said)}.</p></article></body></html>".encode(), "p.html")
    for start, end, address in page.links:
        assert page.text[start:end] == words[int(address.rsplit("/", 1)[1])]
    numbers = [int(address.rsplit("/", 1)[1]) for _, _, address in page.links]
    assert numbers == sorted(numbers)


def test_a_found_reference_has_a_pmid() -> None:
    with pytest.raises(ValueError, match="has a PMID"):
        CitedReference(Reference(0, 1, "x"), Resolution.FOUND)


# ---------------------------------------------------------------- the whole way


def test_references_travel_with_the_audit(library: Library, tmp_path: Path) -> None:
    audit = pipeline.audit(article(), library, Words(), CLINICAL_1, clock=lambda: AT, run_id="run-1")
    assert [one.pmid for one in audit.references] == ["900002", "900001", "900002", "900003", "900002", ""]
    assert [flag.code for flag in audit.flags if flag.code.startswith("reference_")] == ["reference_retracted", "reference_mismatch"]
    store = Store.open(f"sqlite:///{tmp_path / 'evidence.sqlite3'}")
    store.record(audit)
    assert store.audit("run-1") == audit
    document = json.loads(documents.text(audit))
    assert [one["state"] for one in document["references"]] == ["found"] * 5 + ["not_found"]
    assert document["references"][4]["mismatch"] is True
    assert "## References of the article" in markdown.render(audit).decode()
    assert views.references(audit.references).row_count == 6
    # An alarm reaches the article that cites the paper, though no claim rests on it.
    store.put_citations([replace(SURVEY, revised="2026", corrections=(Correction("RetractionIn", "J Made Up"),))])
    assert any(not one.claim for one in store.reached(store.alarms()[0].number))
    store.close()


def test_a_silent_source_costs_no_second_wait() -> None:
    source = Failing(SourceUnreachable("PubMed did not answer."))
    text = ENTRIES.replace("Lumoxin helps, as one trial shows", "Ketamine reduces fatigue in adults with depression")
    audit = pipeline.audit(article(text), source, Words(), CLINICAL_1, clock=lambda: AT, run_id="r")
    assert audit.references
    assert {one.resolution for one in audit.references} == {Resolution.UNCHECKED}


def test_the_sample_with_references_resolves_in_the_starter_library(tmp_path: Path) -> None:
    from evidence.rules import material

    store = Store.open(f"sqlite:///{tmp_path / 'evidence.sqlite3'}")
    held = Library(store, tmp_path / "index", clock=lambda: AT)
    held.import_file(material.path("library/starter.json"))
    sample = read(material.read("samples/routes-of-ketamine.docx"), "routes-of-ketamine.docx")
    found = references.resolve(references.find(sample), held, clock=lambda: AT)
    assert [one.resolution for one in found] == [Resolution.FOUND] * 6
    assert not any(one.mismatch for one in found)
    store.close()
