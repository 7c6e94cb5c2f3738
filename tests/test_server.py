"""The E-utilities endpoint: what it sends is what PubMed would send, and Biopython and our own readers read it back."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import Bio.Entrez
import pytest
from Bio import Medline
from Bio.Entrez.Parser import DataHandler
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.loopback import running
from evidence import records, server
from evidence.errors import QueryError, SettingsError, StoreError
from evidence.model import Author, Citation, Correction, MeshTerm, Query, Rung, Section, StarterNote
from evidence.server import article, spelling, summaries, texts
from evidence.server.asked import Asked, Refused
from evidence.server.history import History, Step
from evidence.settings import NCBI, Settings
from evidence.sources.call import Pace
from evidence.sources.entrez import Entrez, Reference
from evidence.sources.library import Library
from evidence.store import Store

DTDS = Path(Bio.Entrez.__file__).parent / "DTDs"


def read(body: bytes) -> list[Citation]:
    return list(records.parse(io.BytesIO(body)))


FULL = Citation(
    pmid="900000001",
    version=2,
    title='Glow therapy & "shine" < nothing: 10^6 cells',
    abstract="Nothing glows.\nIn 12 of 40 (30%) it did; p < 0.05.",
    sections=(Section("BACKGROUND", "BACKGROUND", 0, 14), Section("RESULTS", "RESULTS", 15, 50)),
    authors=(
        Author("Doe", "Jane", "J", "Jr", "", "0000-0002-1825-0097", ("Dept. of Tests, Town", "Second place")),
        Author(collective="The Glow Group"),
    ),
    investigators=(Author("Roe", "R", "R"),),
    journal="Journal of tests",
    iso_abbreviation="J Tests",
    medline_ta="J Tests",
    nlm_id="0000001",
    country="Nowhere",
    issn="0000-0001",
    issn_linking="0000-0002",
    year=2020,
    published="2020 Jan 15",
    date="2020-01-15",
    electronic_date="2019-12-31",
    volume="1",
    issue="2",
    pages="3-14",
    doi="10.5555/12345",
    pii="T-1",
    pmcid="PMC0000001",
    languages=("eng", "fre"),
    vernacular_title="La thérapie",
    other_abstracts=(("fre", "Rien.\nRien encore."), ("plain-language-summary", "Nothing glows.")),
    publication_types=(("D016428", "Journal Article"), ("D016449", "Randomized Controlled Trial")),
    mesh=(MeshTerm("D008027", "Light", True, (("Q000009", "adverse effects", False),)), MeshTerm("D006801", "Humans")),
    keywords=("glow", "shine"),
    chemicals=(("D014867", "Water"), ("D004041", "Dietary Fats")),
    registry_numbers=("059QF0KO0R", "0"),
    supplementary=(("C000000001", "glow disease"),),
    corrections=(Correction("RetractionIn", "J Tests. 2021;2(1):1", "900000002", "a note"), Correction("CommentIn", "J Tests. 2022")),
    databank_ids=(("ClinicalTrials.gov", "NCT00000001"), ("ClinicalTrials.gov", "NCT00000002"), ("PubMed", "")),
    grants=(("G-1", "Agency of Tests", "Nowhere"), ("", "Another", "")),
    conflict_of_interest="None.",
    copyright="(c) nobody",
    references=(("Doe J. Before. J Tests. 2001.", "900000003"), ("Roe R. A book.", "")),
    revised="2021-06-01",
    completed="2020-03-04",
    medline_status="MEDLINE",
    publication_status="ppublish",
    history=(("pubmed", "2020-01-02"), ("medline", "2020-03-04"), ("entrez", "2020-01-02")),
    subsets=("IM",),
    subjects=(Author("Poe", "Edgar", "E"),),
)
BARE = Citation("900000004", "", languages=("und",), publication_types=(("D016428", "Journal Article"),), medline_status="Publisher")
CHAPTER = Citation(
    "900000005", "A chapter", "Of glow.", book="A book of tests", publisher="Press", country="Town", year=1993, published="1993",
    date="1993", editors=(Author("Doe", "Jane", "J"),), authors=(Author("Roe", "R", "R"),), languages=("eng",),
    medline_status="PubMed-not-MEDLINE", publication_types=(("D016454", "Review"),), keywords=("glow",), revised="2020-02-03",
    history=(("pubmed", "1993-01-01"),), publication_status="ppublish",
)  # fmt: skip
BOOK = Citation(
    "900000006", "A whole book", book="A whole book", publisher="Press", year=1998, published="1998 Spring", date="1998-04",
    languages=("eng",), medline_status="PubMed-not-MEDLINE",
)  # fmt: skip


# ---------------------------------------------------------------- one record in each form


@pytest.mark.parametrize("citation", [FULL, BARE, CHAPTER, BOOK], ids=["full", "bare", "chapter", "book"])
def test_a_record_comes_back_as_it_was(citation: Citation) -> None:
    assert read(article.document([citation])) == [citation]


def test_the_xml_is_valid_by_the_dtd_of_nlm() -> None:
    dtd = etree.DTD(str(DTDS / "pubmed_250101.dtd"))
    tree = etree.fromstring(article.document([FULL, CHAPTER]))
    assert dtd.validate(tree), dtd.error_log


def test_biopython_reads_the_xml() -> None:
    whole = Bio.Entrez.read(io.BytesIO(article.document([FULL, CHAPTER])))
    medline = whole["PubmedArticle"][0]["MedlineCitation"]
    assert medline["Article"]["ArticleTitle"] == FULL.title
    assert medline["Article"]["Abstract"]["AbstractText"][1].attributes["Label"] == "RESULTS"
    assert whole["PubmedBookArticle"][0]["BookDocument"]["ArticleTitle"] == "A chapter"


def plain(most: int = 20) -> st.SearchStrategy[str]:
    """Text as a record holds it: no control characters, single spaces."""
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Zs", "Co"))
    return st.text(letters | st.just(" "), max_size=most).map(lambda words: " ".join(words.split()))


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


WORDS = plain().filter(bool)
PEOPLE = some(st.builds(Author, last=WORDS, fore=plain(), initials=plain(4), affiliations=some(WORDS)))


@settings(max_examples=150, deadline=None)
@given(
    st.builds(
        Citation,
        pmid=st.integers(1, 10**9).map(str),
        title=WORDS,
        abstract=plain(200),
        authors=PEOPLE,
        investigators=PEOPLE,
        journal=plain(),
        published=st.sampled_from(["", "2019", "2019 Jan 5", "2020 Summer", "1998 Dec-1999 Jan", "Spring 2001", "2019 5"]),
        volume=plain(5),
        issue=plain(5),
        pages=plain(8),
        languages=some(st.sampled_from(["eng", "fre"])),
        keywords=st.lists(WORDS, max_size=3, unique=True).map(tuple),
        copyright=plain(),
        mesh=some(st.builds(MeshTerm, ui=WORDS, name=WORDS, major=st.booleans())),
        corrections=some(st.builds(Correction, ref_type=st.sampled_from(["RetractionIn", "CommentOn"]), source=plain(), pmid=st.just("7"))),
        references=some(st.tuples(WORDS, st.sampled_from(["", "12"]))),
        grants=some(st.tuples(plain(), plain(), plain())),
        medline_status=st.just("MEDLINE"),
    )
)
def test_any_record_comes_back_as_it_was(citation: Citation) -> None:
    (once,) = read(article.document([citation]))
    # Dates are what the reader makes of PubMed's words; from then on nothing changes any more.
    assert once == Citation(**{name: getattr(citation, name) for name in citation.__slots__} | {"date": once.date, "year": once.year})
    assert read(article.document([once])) == [once]


def test_real_records_come_back_as_they_were(shared: Path) -> None:
    with (shared / "data" / "pubmed" / "oddities.xml.gz").open("rb") as stream:
        real = list(records.parse(stream))
    assert read(article.document(real)) == real


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    assert read(article.document([Citation("1", "a\x00b\x0bc\ud800d")]))[0].title == "abcd"


def test_medline_is_read_by_biopython() -> None:
    (record, chapter) = Medline.parse(io.StringIO(texts.medline([FULL, CHAPTER]).decode()))
    assert (record["PMID"], record["TI"], record["AU"][0], record["DP"]) == ("900000001", FULL.title, "Doe J Jr", "2020 Jan 15")
    assert record["AB"] == "BACKGROUND: Nothing glows. RESULTS: In 12 of 40 (30%) it did; p < 0.05."
    assert record["MH"] == ["*Light/adverse effects", "Humans"]
    assert record["RIN"] == ["J Tests. 2021;2(1):1 PMID: 900000002"]
    assert record["AID"] == ["T-1 [pii]", "10.5555/12345 [doi]"]
    assert record["SO"] == "J Tests. 2020 Jan 15;1(2):3-14. doi: 10.5555/12345."
    assert chapter["BTI"] == ["A book of tests"]
    assert chapter["ED"] == ["Doe J"]
    assert max(len(line) for line in texts.medline([FULL]).decode().splitlines()) <= 90


def test_medline_orders_its_fields_as_pubmed_does(shared: Path) -> None:
    """Two fields that stand in this order in every real record that has both never stand the other way round in ours."""

    def order(lines: list[str]) -> dict[str, int]:
        names = dict.fromkeys(line[:4].strip() for line in lines if line[4:6] == "- ")
        return {name: place for place, name in enumerate(names)}

    ours = order(texts.medline([FULL]).decode().splitlines())
    for path in sorted((shared / "data" / "pubmed" / "medline_records").glob("*.txt")):
        theirs = order(path.read_text("utf-8").splitlines())
        both = [name for name in theirs if name in ours and name not in ("AD", "AUID", "CN", "CIN", "RIN")]
        assert both == sorted(both, key=ours.__getitem__), path.name


def test_the_abstract_is_printed_with_its_source() -> None:
    printed = texts.abstracts([FULL, BARE]).decode()
    assert printed.startswith("1. J Tests. 2020 Jan 15;1(2):3-14. doi: 10.5555/12345.\n\nGlow therapy")
    assert "Doe J Jr, The Glow Group." in printed
    assert "BACKGROUND: Nothing glows.\nRESULTS: In 12 of 40" in printed
    assert "PMID: 900000001 [Indexed for MEDLINE]" in printed
    assert "\n\n2. " in printed


def test_a_summary_names_what_is_not_there() -> None:
    result = summaries.as_json(["900000001", "7"], {"900000001": FULL})["result"]
    assert result["uids"] == ["900000001", "7"]
    assert result["7"] == {"uid": "7", "error": "cannot get document summary"}
    known = result["900000001"]
    assert known["authors"][1] == {"name": "The Glow Group", "authtype": "CollectiveName"}
    assert {"idtype": "doi", "value": "10.5555/12345"} in known["articleids"]
    assert known["fulljournalname"] == "Journal of tests"


def test_summaries_are_valid_by_their_dtds() -> None:
    first = etree.fromstring(summaries.first(["900000001", "7"], {"900000001": FULL}))
    assert etree.DTD(str(DTDS / "esummary-v1.dtd")).validate(first)
    second = etree.fromstring(summaries.second(["900000001", "7"], {"900000001": FULL}))
    dtd = etree.DTD(io.BytesIO(summaries.dtd_of_second()))
    assert dtd.validate(second), dtd.error_log


# ---------------------------------------------------------------- what is asked


def test_ids_are_numbers_once_without_version_and_zeros() -> None:
    assert Asked([("id", "12, 0013,12"), ("id", "7.2,x,-3,0,٣")]).ids() == ("12", "13", "7")
    assert Asked([("id", "1,2"), ("id", "3")]).id_groups() == (("1", "2"), ("3",))


@pytest.mark.parametrize(("value", "number"), [("5", 5), ("", 20), ("-1", 20), ("x", 20), ("0", 0), ("99999999999", 20)])
def test_numbers_that_are_none_count_as_not_given(value: str, number: int) -> None:
    assert Asked([("retmax", value)]).number("retmax", 20) == number


def test_dates_need_both_ends_or_reldate() -> None:
    today = date(2026, 11, 22)
    assert Asked([("mindate", "2019"), ("maxdate", "2020-12-31")]).days(today) == ("2019", "2020/12/31")
    assert Asked([("mindate", "2019")]).days(today) is None
    assert Asked([("mindate", "x"), ("maxdate", "2020")]).days(today) is None
    assert Asked([("reldate", "7")]).days(today) == ("2026/11/15", "2026/11/22")


def test_history_keeps_steps_and_forgets_the_old() -> None:
    now = [0.0]
    history = History(most=2, lasts=10, clock=lambda: now[0])
    web, key = history.add(Step(("1",), "a"))
    assert (key, history.add(Step(("2",), "b"), web)) == (1, (web, 2))
    assert history.step(web, "2").query == "b"
    for wrong in ("3", "0", "x", "", "٣"):
        with pytest.raises(Refused, match="Unable to obtain query"):
            history.step(web, wrong)
    now[0] = 11
    with pytest.raises(Refused):
        history.step(web, "1")
    webs = [history.add(Step((), ""))[0] for _ in range(4)]
    assert len(set(webs)) == 4
    with pytest.raises(Refused):
        history.step(webs[0], "1")


@pytest.mark.parametrize(
    ("term", "mended"),
    [
        ("fiberblast cell grwth", "fibroblast cell growth"),
        ("fibromialgia AND ketamin", "fibromyalgia AND ketamine"),
        ("chronic fatigue", ""),
        ('"chronc fatigue"[tiab]', ""),
        ("glowtherapy", ""),
    ],
)
def test_spelling(term: str, mended: str) -> None:
    assert spelling.corrected(term, lambda word: word == "glowtherapy") == mended
    assert not re.search(r"\s$", mended)


# ---------------------------------------------------------------- the running server


def small(number: int, title: str, **more: Any) -> Citation:
    given: dict[str, Any] = {
        "journal": "Journal of tests", "medline_ta": "J Tests", "year": 2000 + number, "published": f"{2000 + number} Mar 5",
        "date": f"{2000 + number}-03-05", "volume": str(number), "issue": "1", "pages": f"{number}1-{number}9", "languages": ("eng",),
        "publication_types": (("D016428", "Journal Article"),), "medline_status": "MEDLINE",
        "history": (("pubmed", f"{2001 + number}-01-02"), ("entrez", f"{2001 + number}-01-02")),
        "authors": (Author("Doe", "Jane", "J"), Author("Roe", "Richard", f"R{'ABCDEFGHIJ'[number]}")),
    }  # fmt: skip
    return Citation(str(900_000_100 + number), title, **given | more)


KETAMINE = MeshTerm("D007649", "Ketamine", True)
FATIGUE = MeshTerm("D005221", "Fatigue", True)
HELD = (
    small(0, "Ketamine for fatigue: a trial", abstract="Ketamine lowered fatigue scores.", mesh=(KETAMINE, FATIGUE)),
    small(1, "Fatigue after ketamine infusion", abstract="No difference in fatigue was seen.", mesh=(KETAMINE, FATIGUE)),
    small(2, "Sleep in shift workers", abstract="Sleep was short.", references=(("Doe J. Before.", "900000100"),)),
    small(3, "Ketamine & pain <em>", abstract="Pain fell. Nothing else.", mesh=(KETAMINE,)),
    FULL,
)
NOTE = Citation("900000199", "Ketamine in our own words", "Our finding on ketamine and fatigue.", note=StarterNote(confirmed=True))
Call = Callable[..., bytes]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("server")
    store = Store.open(f"sqlite:///{folder}/x.sqlite3")
    held = Library(store, folder / "index")
    held.add((*HELD, NOTE))
    yield held
    store.close()


@pytest.fixture(scope="module")
def url(library: Library) -> Iterator[str]:
    with running(server.app(library)) as address:
        yield address


@pytest.fixture(params=["GET", "POST"])
def call(url: str, request: pytest.FixtureRequest) -> Call:
    def ask(utility: str, **fields: object) -> bytes:
        given = urlencode(fields, doseq=True)
        address = f"{url}/entrez/eutils/{utility}"
        asked = Request(address, given.encode()) if request.param == "POST" else Request(f"{address}?{given}")
        with urlopen(asked) as reply:
            return reply.read()

    return ask


def words(body: bytes, path: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(body).iterfind(path)]


def test_esearch_in_xml_and_json(call: Call) -> None:
    body = call("esearch.fcgi", db="pubmed", term="ketamine AND fatigue", sort="relevance")
    assert words(body, "Count") == ["2"]
    assert sorted(words(body, "IdList/Id")) == ["900000100", "900000101"]
    assert '"ketamine"[MeSH Terms]' in words(body, "QueryTranslation")[0]
    assert "starter" not in words(body, "QueryTranslation")[0]
    assert etree.DTD(str(DTDS / "esearch.dtd")).validate(etree.fromstring(body))
    result = json.loads(call("esearch.fcgi", db="pubmed", term="ketamine", retmode="json", sort="pub_date", retmax=2))["esearchresult"]
    assert (result["count"], result["retmax"], result["idlist"]) == ("3", "2", ["900000103", "900000101"])
    assert json.loads(call("esearch.fcgi", db="pubmed", term="ketamine", retmode="json", rettype="count"))["esearchresult"] == {
        "count": "3"
    }
    assert words(call("esearch.fcgi", db="pubmed", term="ketamine", retstart=2, sort="pub_date"), "IdList/Id") == ["900000100"]
    assert words(call("esearch.fcgi", db="pubmed", term="ketamine", rettype="count"), "Count") == ["3"]


def test_starter_notes_are_never_served(call: Call) -> None:
    assert words(call("esearch.fcgi", db="pubmed", term='"our own words"[ti]'), "Count") == ["0"]
    assert read(call("efetch.fcgi", db="pubmed", id="900000199")) == []
    assert words(call("einfo.fcgi", db="pubmed"), "DbInfo/Count") == [str(len(HELD))]


def test_what_is_not_found_is_named(call: Call) -> None:
    body = call("esearch.fcgi", db="pubmed", term="ketamine AND xyzzyology")
    assert words(body, "Count") == ["0"]
    assert "xyzzyology" in words(body, "ErrorList/PhraseNotFound")[0]
    assert "No items found." in words(body, "WarningList/OutputMessage")
    result = json.loads(call("esearch.fcgi", db="pubmed", term="ketamine AND xyzzyology", retmode="json"))["esearchresult"]
    assert "xyzzyology" in result["errorlist"]["phrasesnotfound"][0]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"db": "pubmed"}, "Empty term and query_key - nothing todo"),
        ({"db": "gene", "term": "x"}, "Invalid db name specified: gene"),
        ({"db": "pubmed", "term": "x", "retstart": "9999"}, "'retstart' cannot be larger than 9998"),
        ({"db": "pubmed", "term": "((ketamine"}, "parenthes"),
        ({"db": "pubmed", "term": "x", "datetype": "zdat", "mindate": "2001", "maxdate": "2002"}, "Invalid datetype: zdat"),
    ],
)
def test_an_error_comes_inside_a_200(call: Call, fields: dict[str, str], error: str) -> None:
    body = call("esearch.fcgi", **fields)
    assert error in words(body, "ERROR")[0]
    assert etree.DTD(str(DTDS / "esearch.dtd")).validate(etree.fromstring(body))
    assert error in json.loads(call("esearch.fcgi", **fields, retmode="json"))["esearchresult"]["ERROR"]


def test_dates_and_fields_limit(call: Call) -> None:
    assert words(call("esearch.fcgi", db="pubmed", term="ketamine", mindate="2001", maxdate="2003/12/31", datetype="pdat"), "Count") == [
        "2"
    ]
    assert words(call("esearch.fcgi", db="pubmed", term="ketamine", mindate="2002", maxdate="2002/12/31", datetype="edat"), "Count") == [
        "1"
    ]
    assert words(call("esearch.fcgi", db="pubmed", term="ketamine", reldate="30"), "Count") == ["0"]
    assert words(call("esearch.fcgi", db="pubmed", term="infusion", field="ti"), "Count") == ["1"]


def test_history_joins_and_pages(call: Call) -> None:
    body = call("esearch.fcgi", db="pubmed", term="ketamine", usehistory="y", sort="pub_date")
    (web,), (key,) = words(body, "WebEnv"), words(body, "QueryKey")
    assert key == "1"
    second = call("esearch.fcgi", db="pubmed", term="fatigue[tiab]", usehistory="y", WebEnv=web)
    assert (words(second, "WebEnv"), words(second, "QueryKey")) == ([web], ["2"])
    assert words(call("esearch.fcgi", db="pubmed", term="#1 AND #2", WebEnv=web), "Count") == ["2"]
    assert words(call("esearch.fcgi", db="pubmed", term="pain", query_key=1, WebEnv=web), "IdList/Id") == ["900000103"]
    assert words(call("esearch.fcgi", db="pubmed", query_key=2, WebEnv=web), "Count") == ["2"]
    page = read(call("efetch.fcgi", db="pubmed", query_key=1, WebEnv=web, retstart=1, retmax=1, retmode="xml"))
    assert [each.pmid for each in page] == ["900000101"]
    posted = call("epost.fcgi", db="pubmed", id="900000102,900000100,abc", WebEnv=web)
    assert (words(posted, "QueryKey"), words(posted, "InvalidIdList/Id")) == (["3"], ["abc"])
    assert etree.DTD(str(DTDS / "epost.dtd")).validate(etree.fromstring(posted))
    assert call("efetch.fcgi", db="pubmed", query_key=3, WebEnv=web, rettype="uilist", retmode="text") == b"900000102\n900000100\n"
    assert words(call("esearch.fcgi", db="pubmed", term="sleep AND #3", WebEnv=web), "IdList/Id") == ["900000102"]


@pytest.mark.parametrize(
    ("utility", "fields", "error"),
    [
        ("efetch.fcgi", {"db": "pubmed", "id": "0,x"}, "ID list is empty! Possibly it has no correct IDs."),
        ("efetch.fcgi", {"db": "pubmed", "WebEnv": "gone", "query_key": "1"}, "Unable to obtain query #1"),
        ("epost.fcgi", {"db": "pubmed", "id": "x"}, "Wrong UID list"),
    ],
)
def test_an_error_with_status_400(call: Call, utility: str, fields: dict[str, str], error: str) -> None:
    with pytest.raises(HTTPError) as caught:
        call(utility, **fields)
    with caught.value as answer:
        assert answer.code == 400
        assert error in words(answer.read(), "ERROR")[0]


def test_efetch_in_every_form(call: Call) -> None:
    ids = "900000103,900000001,7"
    assert read(call("efetch.fcgi", db="pubmed", id=ids, retmode="xml")) == [HELD[3], FULL]
    assert read(call("efetch.fcgi", db="pubmed", id=ids)) == [HELD[3], FULL]
    assert [each["PMID"] for each in Medline.parse(io.StringIO(call("efetch.fcgi", db="pubmed", id=ids, rettype="medline").decode()))] == [
        "900000103",
        "900000001",
    ]
    assert call("efetch.fcgi", db="pubmed", id=ids, rettype="uilist", retmode="text") == b"900000103\n900000001\n"
    assert words(call("efetch.fcgi", db="pubmed", id=ids, rettype="uilist", retmode="xml"), "Id") == ["900000103", "900000001"]
    assert b"Pain fell. Nothing else." in call("efetch.fcgi", db="pubmed", id=ids, rettype="abstract", retmode="text")
    assert b"<PubmedArticleSet></PubmedArticleSet>" in call("efetch.fcgi", db="pubmed", id="7")


def test_esummary_in_every_form(call: Call) -> None:
    result = json.loads(call("esummary.fcgi", db="pubmed", id="900000103,7", retmode="json"))["result"]
    assert (result["900000103"]["title"], result["7"]["error"]) == ("Ketamine & pain <em>", "cannot get document summary")
    second = etree.fromstring(call("esummary.fcgi", db="pubmed", id="900000103,7", version="2.0"))
    assert second.findtext("DocumentSummarySet/DocumentSummary/Title") == "Ketamine & pain <em>"
    first = etree.fromstring(call("esummary.fcgi", db="pubmed", id="900000103"))
    assert first.findtext("DocSum/Item[@Name='Title']") == "Ketamine & pain <em>"
    many = ",".join(str(number) for number in range(1, 502))
    assert "Too many UIDs" in json.loads(call("esummary.fcgi", db="pubmed", id=many, retmode="json"))["esummaryresult"][0]
    assert "no correct IDs" in words(call("esummary.fcgi", db="pubmed", id="x"), "ERROR")[0]


def test_elink_finds_the_like_and_the_cited(call: Call) -> None:
    body = call("elink.fcgi", dbfrom="pubmed", db="pubmed", id="900000100", linkname="pubmed_pubmed", cmd="neighbor_score")
    found = words(body, "LinkSet/LinkSetDb/Link/Id")
    assert found[:2] == ["900000100", "900000101"]
    scores = [int(each) for each in words(body, "LinkSet/LinkSetDb/Link/Score")]
    assert scores == sorted(scores, reverse=True)
    refs = call("elink.fcgi", dbfrom="pubmed", id="900000102", linkname="pubmed_pubmed_refs")
    assert words(refs, "LinkSet/LinkSetDb/Link/Id") == ["900000100"]
    cited = call("elink.fcgi", dbfrom="pubmed", id="900000100", linkname="pubmed_pubmed_citedin")
    assert words(cited, "LinkSet/LinkSetDb/Link/Id") == ["900000102"]
    both = call("elink.fcgi", dbfrom="pubmed", id=["900000100", "900000102"])
    assert words(both, "LinkSet/IdList/Id") == ["900000100", "900000102"]
    sets = json.loads(call("elink.fcgi", dbfrom="pubmed", id="900000102", linkname="pubmed_pubmed_refs", retmode="json"))["linksets"]
    assert sets[0]["linksetdbs"] == [{"dbto": "pubmed", "linkname": "pubmed_pubmed_refs", "links": ["900000100"]}]
    assert "Empty id list" in words(call("elink.fcgi", dbfrom="pubmed"), "ERROR")[0]


def test_einfo_espell_ecitmatch(call: Call) -> None:
    assert words(call("einfo.fcgi"), "DbList/DbName") == ["pubmed"]
    info = call("einfo.fcgi", db="pubmed")
    assert etree.DTD(str(DTDS / "einfo.dtd")).validate(etree.fromstring(info))
    assert json.loads(call("einfo.fcgi", db="pubmed", retmode="json"))["einforesult"]["dbinfo"][0]["count"] == str(len(HELD))
    assert "Invalid db name" in words(call("einfo.fcgi", db="gene"), "ERROR")[0]
    spelled = call("espell.fcgi", db="pubmed", term="fibromialgia")
    assert words(spelled, "CorrectedQuery") == ["fibromyalgia"]
    assert etree.DTD(str(DTDS / "eSpell.dtd")).validate(etree.fromstring(spelled))
    lines = "j tests|2000|0|01|doe j|a|\rj tests|2001|9||doe j|b|\rj tests|||||c|"
    assert call("ecitmatch.cgi", db="pubmed", retmode="xml", bdata=lines).decode().splitlines() == [
        "j tests|2000|0|01|doe j|a|900000100",
        "j tests|2001|9||doe j|b|NOT_FOUND",
        "j tests|||||c|AMBIGUOUS 900000001,900000103,900000102,900000101,900000100",
    ]


@pytest.fixture
def biopython(url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Biopython as anybody uses it, sent to the server instead of NCBI."""
    real = Bio.Entrez.urlopen

    def sent(request: Request) -> Any:
        return real(Request(request.full_url.replace(NCBI, f"{url}/entrez/eutils/"), request.data))

    monkeypatch.setattr(Bio.Entrez, "urlopen", sent)
    monkeypatch.setattr(Bio.Entrez, "email", "a.person@example.org")
    return Bio.Entrez


def test_biopython_reads_every_reply(biopython: Any, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The one DTD that Biopython does not ship and would fetch from NCBI.
    with urlopen(url + summaries.DTD_OF_SECOND) as reply:
        (tmp_path / "esummary_pubmed.dtd").write_bytes(reply.read())
    monkeypatch.setattr(DataHandler, "local_dtd_dir", str(tmp_path))

    def got(handle: Any) -> Any:
        with handle:
            return biopython.read(handle)

    hits = got(biopython.esearch(db="pubmed", term="ketamine", usehistory="y", sort="relevance"))
    assert hits["Count"] == "3"
    assert len(got(biopython.efetch(db="pubmed", WebEnv=hits["WebEnv"], query_key=hits["QueryKey"], retmode="xml"))["PubmedArticle"]) == 3
    assert got(biopython.efetch(db="pubmed", id="900000100", rettype="uilist", retmode="xml")) == ["900000100"]
    assert got(biopython.esummary(db="pubmed", id="900000103"))[0]["Title"] == "Ketamine & pain <em>"
    second = got(biopython.esummary(db="pubmed", id="900000103", version="2.0"))
    assert second["DocumentSummarySet"]["DocumentSummary"][0]["Title"] == "Ketamine & pain <em>"
    assert got(biopython.epost(db="pubmed", id="900000100"))["QueryKey"] == "1"
    assert got(biopython.elink(dbfrom="pubmed", id="900000100", linkname="pubmed_pubmed"))[0]["LinkSetDb"][0]["LinkName"] == "pubmed_pubmed"
    assert got(biopython.einfo())["DbList"] == ["pubmed"]
    assert got(biopython.einfo(db="pubmed"))["DbInfo"][0]["Count"] == str(len(HELD))
    assert got(biopython.espell(db="pubmed", term="ketamin"))["CorrectedQuery"] == "ketamine"
    reference = {"journal_title": "j tests", "year": "2000", "volume": "0", "first_page": "01", "author_name": "doe j", "key": "k"}
    with biopython.ecitmatch(db="pubmed", bdata=[reference]) as handle:
        assert handle.read().strip().endswith("|k|900000100")


def test_our_own_client_and_the_server_agree(url: str, tmp_path: Path) -> None:
    mine = Settings(eutils_url=f"{url}/entrez/eutils/", data_folder=tmp_path)
    entrez = Entrez(mine, pace=Pace(rate=1000))
    found = entrez.find(Query("ketamine AND fatigue", Rung.OWN))
    assert found.count == 2
    assert {each.pmid: each for each in found.citations} == {each.pmid: each for each in HELD[:2]}
    hits = entrez.search("ketamine", history=True)
    assert len(entrez.fetch_history(hits).citations) == 3
    assert entrez.summaries(("900000103",))[0].title == "Ketamine & pain <em>"
    assert entrez.related("900000100")[0][0] == "900000101"
    assert entrez.match((Reference("j tests", "2000", "0", "01", "doe j"),)) == ("900000100",)
    assert entrez.spell("ketamin") == "ketamine"
    assert entrez.post(("900000100",))[1] == "1"
    assert entrez.check().records == len(HELD)
    assert entrez.fetch_checked(("900000100", "7")).missing == ("7",)
    with pytest.raises(QueryError):
        entrez.search("x", start=9_999)


@pytest.mark.skipif(shutil.which("xtract") is None, reason="ncbi-entrez-direct is not installed (apt-get install ncbi-entrez-direct)")
def test_debians_entrez_direct_reads_every_reply(url: str, tmp_path: Path) -> None:
    """NCBI's own command line tools with their base address set: search, pipe on, fetch, take apart; nothing leaves this machine."""
    base = f"-base {url}/entrez/eutils/"

    def run(line: str) -> list[list[str]]:
        known = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "EMAIL": "tests@example.org"}
        done = subprocess.run(["bash", "-o", "pipefail", "-c", line], env=known, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert "ERROR" not in done.stderr, done.stderr
        return [row.split("\t") for row in done.stdout.splitlines()]

    search = f"esearch {base} -db pubmed -query 'ketamine[ti]'"
    assert run(f"{search} | xtract -pattern ENTREZ_DIRECT -element Count") == [["3"]]
    titles = run(f"{search} | efetch {base} -format xml | xtract -pattern PubmedArticle -element MedlineCitation/PMID ArticleTitle")
    assert sorted(titles) == sorted([each.pmid, each.title] for each in HELD if "etamine" in each.title)
    assert ["PMID- 900000100"] in run(f"efetch {base} -db pubmed -id 900000100 -format medline")
    summary = f"esummary {base} -db pubmed -id 900000101 | xtract -pattern DocumentSummary -element Id Title"
    assert run(summary) == [["900000101", "Fatigue after ketamine infusion"]]
    near = run(f"elink {base} -db pubmed -id 900000100 -related | efetch {base} -format uid")
    assert ["900000101"] in near
    cited = f"elink {base} -db pubmed -id 900000100 -target pubmed -name pubmed_pubmed_citedin"
    assert run(f"{cited} | efetch {base} -format uid") == [["900000102"]]


def test_the_short_address_works_too_and_unknown_ones_do_not(url: str) -> None:
    with urlopen(f"{url}/esearch.fcgi?db=pubmed&term=ketamine") as reply:
        assert words(reply.read(), "Count") == ["3"]
    for address in ("/entrez/eutils/nothing.fcgi", "/x/y"):
        with pytest.raises(HTTPError) as caught:
            urlopen(url + address)
        with caught.value as answer:
            assert answer.code == 404


def test_what_is_no_form_is_refused(url: str) -> None:
    for body, code in ((b"\xff\xfe", 400), (b"x" * (5 << 20), 413)):
        with pytest.raises((HTTPError, OSError)) as caught:
            urlopen(Request(f"{url}/entrez/eutils/esearch.fcgi", body))
        if isinstance(caught.value, HTTPError):
            with caught.value as answer:
                assert answer.code == code


def test_a_rate_can_be_kept(library: Library) -> None:
    with running(server.app(library, rate=2)) as address:
        codes = []
        for key in ("a", "a", "a", "b"):
            try:
                with urlopen(f"{address}/entrez/eutils/einfo.fcgi?api_key={key}") as reply:
                    codes.append(reply.status)
            except HTTPError as error:
                with error as answer:
                    codes.append(answer.code)
                    assert answer.headers["Retry-After"] == "1"
                    assert json.loads(answer.read())["error"] == "API rate limit exceeded"
        assert codes == [200, 200, 429, 200]


def test_a_database_that_fails_is_a_500_that_says_so(library: Library) -> None:
    class Broken:
        shelf = library.shelf

        def search(self, *_: object, **__: object) -> Any:
            raise StoreError("The database is locked & gone.")

        translate = state = search

    with running(server.app(Broken())) as address, pytest.raises(HTTPError) as caught:
        urlopen(f"{address}/entrez/eutils/esearch.fcgi?db=pubmed&term=x")
    with caught.value as answer:
        assert answer.code == 500
        assert "Search Backend failed: The database is locked & gone." in words(answer.read(), "ERROR")[0]


def test_a_port_in_use_is_told(library: Library) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="could not start"):
            server.serve(library, port=taken.getsockname()[1])
