"""Lists of notices: both forms, encodings, rows at fault, failed readings, and known pairs flagged on the right side."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import records, status
from evidence.errors import Cancelled, NotStored, RecordsError
from evidence.model import Citation, PublicationStatus, StarterNote
from evidence.rules.notices import NATURES
from evidence.sources import notices
from evidence.status import Answer, Notice
from evidence.store import Store

RETRACTED, CONCERN, ERRATUM = PublicationStatus.RETRACTED, PublicationStatus.CONCERN, PublicationStatus.ERRATUM
CURRENT, UNKNOWN = PublicationStatus.CURRENT, PublicationStatus.UNKNOWN
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
)


def row(
    record: object = 1,
    nature: str = "Retraction",
    pmid: object = 101,
    doi: str = "10.9999/one",
    date: str = "3/6/2004 0:00",
    notice_pmid: object = 202,
    title: str = "A made-up paper",
) -> str:
    out = io.StringIO()
    cells = (record, title, "", "", "J", "", "", "", "", "", date, "10.9999/n", notice_pmid, "", doi, pmid, nature, "", "No", "", "")
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def table(*rows: str) -> str:
    return "\r\n".join((HEADER, *rows)) + "\r\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'evidence.sqlite3'}")
    yield store
    store.close()


@pytest.fixture
def put(store: Store, tmp_path: Path):
    def put(content: str | bytes, name: str = "list.csv", **more: object) -> notices.Outcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return notices.import_file(store, path, **more)

    return put


def paper(pmid: str = "101", doi: str = "", **more: object) -> Citation:
    return Citation(pmid, "A paper", "Words.", doi=doi, **more)


# ---------------------------------------------------------------- what notices come to


@pytest.mark.parametrize("nature", NATURES, ids=lambda nature: nature.name)
def test_every_nature_has_its_status(store: Store, put, nature) -> None:
    put(table(row(nature=nature.name)))
    assert store.status(paper()).status == nature.status


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), CURRENT),
        (((ERRATUM, "2004-03-06"), (RETRACTED, "2010-02-06")), RETRACTED),
        (((RETRACTED, "2020-01-10"), (CURRENT, "2022-06-15")), CURRENT),
        (((RETRACTED, "2023-01-10"), (CURRENT, "2022-06-15")), RETRACTED),
        (((RETRACTED, "2022-06-15"), (CURRENT, "2022-06-15")), CURRENT),
        (((RETRACTED, ""), (CURRENT, "2022-06-15")), CURRENT),
        (((RETRACTED, "2020-01-10"), (CURRENT, "")), RETRACTED),
        (((CONCERN, "2022-03-23"), (CURRENT, "2021-09-07")), CONCERN),
        (((CONCERN, "2020-01-01"), (RETRACTED, "2020-02-01"), (CURRENT, "2021-09-07")), CONCERN),
        (((CONCERN, "2019-02-05"), (RETRACTED, "2019-11-20")), RETRACTED),
    ],
)
def test_notices_of_one_paper_come_to_one_status(said, expected) -> None:
    made = [Notice(str(number), one, "101", date=date) for number, (one, date) in enumerate(said)]
    assert status.standing(made)[0] == expected
    assert status.standing(reversed(made))[0] == expected


def test_a_notice_names_a_paper() -> None:
    with pytest.raises(ValueError, match="names its paper"):
        Notice("1", RETRACTED)


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        (CURRENT, RETRACTED, True),
        (RETRACTED, CURRENT, True),
        (CURRENT, ERRATUM, True),
        (UNKNOWN, RETRACTED, True),
        (UNKNOWN, CURRENT, False),
        (CURRENT, UNKNOWN, False),
        (RETRACTED, UNKNOWN, False),
        (CURRENT, CURRENT, False),
    ],
)
def test_what_is_news(before, after, news: bool) -> None:
    assert status.is_news(before, after) is news


def test_what_is_said_of_a_notice_is_about_the_paper_behind_it() -> None:
    notice = paper(publication_types=(("D016440", "Retraction of Publication"),))
    report = status.of(notice, {"Retraction Watch": RETRACTED})
    assert (report.status, report.notice) == (CURRENT, True)
    assert status.ABOUT_ANOTHER in report.why


# ---------------------------------------------------------------- reading


def test_the_csv_gives_facts_only(put, store: Store) -> None:
    done = put(table(row()))
    assert (done.source, done.as_of, done.notices, done.faulty) == ("Retraction Watch", "2004-03-06", 1, 0)
    report = store.status(paper())
    assert report.sources == (("PubMed record", CURRENT), ("Retraction Watch", RETRACTED))
    assert report.dates == (("Retraction Watch", "2004-03-06"),)
    assert store.answers([paper()])["101"] == (Answer("Retraction Watch", RETRACTED, "2004-03-06", "retraction 2004-03-06 PMID 202"),)
    assert b"made-up paper" not in (Path(store.database.path or "")).read_bytes()


def test_a_paper_is_known_by_its_doi_too(put, store: Store) -> None:
    put(table(row(pmid=0, doi="https://doi.org/10.9999/ONE")))
    assert store.status(paper("7", "10.9999/One")).status == RETRACTED
    assert store.status(paper("7")).status == CURRENT


def test_the_notice_itself_is_not_the_paper(put, store: Store) -> None:
    put(table(row()))
    assert store.status(paper("202")).status == CURRENT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("zipped", [False, True])
def test_usual_encodings_are_read(put, store: Store, encoding: str, zipped: bool) -> None:
    data = table(row(title="Über Schlaf, “quoted” – naïve"), row(2, pmid=102)).encode(encoding)
    assert put(gzip.compress(data) if zipped else data).notices == 2
    assert store.status(paper("102")).status == RETRACTED


def test_a_list_of_pmids(put, store: Store) -> None:
    done = put(b"pmid\n101\n\n00102\n103\tsomething\nabc\n", "list.tsv")
    assert (done.source, done.notices, done.faulty) == ("List of retracted PMIDs", 3, 1)
    assert done.faults == [notices.Fault(6, "'abc' is no PMID")]
    assert [store.status(paper(pmid)).status for pmid in ("101", "102", "103", "104")] == [RETRACTED] * 3 + [CURRENT]


def test_a_packed_list_speaks_up_to_the_day_it_was_packed(put) -> None:
    assert put(gzip.compress(b"101\n", mtime=1_700_000_000), "list.tsv.gz").as_of == "2023-11-14"
    assert put(b"101\n", "list.tsv").as_of == ""
    assert put(b"101\n", "list.tsv", as_of="2024-07-23").as_of == "2024-07-23"


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (row(2, nature=""), "the nature of the notice is not stated"),
        (row(2, nature="Rumour"), "the nature of the notice is 'Rumour'"),
        (row(2, pmid=0, doi="Unavailable"), "names no paper by PMID or DOI"),
        (row(2, pmid="", doi=""), "names no paper by PMID or DOI"),
        (row("x2"), "'x2' is no record number"),
        ("2,only,three", "3 columns where 21 are due"),
    ],
)
def test_a_row_at_fault_is_named_and_left_out(put, store: Store, bad: str, what: str) -> None:
    done = put(table(row(), bad, row(3, pmid=103)))
    assert (done.notices, done.faulty, done.faults) == (2, 1, [notices.Fault(3, what)])
    assert store.notice_sources()[0].faults == 1
    assert store.status(paper("103")).status == RETRACTED


@pytest.mark.parametrize(
    ("odd", "what"),
    [
        (row(pmid="PMID 101"), "'PMID 101' is no PMID"),
        (row(doi="see website"), "'see website' is no DOI"),
        (row(date="31/31/2004"), "'31/31/2004' is no date"),
    ],
)
def test_what_is_odd_in_a_row_is_named_and_the_rest_used(put, odd: str, what: str) -> None:
    done = put(table(odd))
    assert (done.notices, done.faults) == (1, [notices.Fault(2, what)])


def test_only_the_first_faults_are_kept_and_all_are_counted(put) -> None:
    done = put(table(*(row(number, nature="?") for number in range(1, 60))))
    assert (done.faulty, len(done.faults)) == (59, 20)


def test_cells_of_several_lines(put, store: Store) -> None:
    assert put(table(row(title='A "quoted",\r\nbroken title'), row(2, pmid=102))).notices == 2
    assert store.status(paper("102")).status == RETRACTED


def test_a_lost_quote_costs_rows_not_the_reading(put) -> None:
    done = put(table(row(), '9,"never closed' + "x" * (1 << 21), row(3, pmid=103)))
    assert done.notices >= 1
    assert done.faulty >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_behind_the_header_are_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(HEADER.encode() + b"\r\n" + data)
    for notice in notices.read(path):
        assert notice.pmid or notice.doi


# ---------------------------------------------------------------- again, whole, failed


def test_the_same_file_twice_changes_nothing(put, store: Store) -> None:
    put(table(row(), row(2, pmid=102)))
    again = put(table(row(), row(2, pmid=102)))
    assert again.notices == 2
    assert store.notice_sources()[0].notices == 2


def test_a_newer_file_adds_and_replaces_by_number(put, store: Store) -> None:
    put(table(row(), row(2, pmid=102)))
    put(table(row(1, nature="Correction"), row(3, pmid=103)))
    assert [store.status(paper(pmid)).status for pmid in ("101", "102", "103")] == [ERRATUM, RETRACTED, RETRACTED]
    put(table(row(3, pmid=103)), replace=True)
    assert [store.status(paper(pmid)).status for pmid in ("101", "102", "103")] == [CURRENT, CURRENT, RETRACTED]


def test_a_source_that_failed_is_unknown_and_what_it_said_stays(put, store: Store) -> None:
    put(table(row()))
    broken = gzip.compress(table(*(row(number, pmid=number) for number in range(500, 900))).encode())[:-200]
    with pytest.raises(RecordsError, match="damaged"):
        put(broken, source="Retraction Watch")
    assert [store.status(paper(pmid)).sources[1] for pmid in ("101", "102")] == [
        ("Retraction Watch", RETRACTED),
        ("Retraction Watch", UNKNOWN),
    ]
    assert store.status(paper("102")).status == CURRENT
    assert store.status(paper("102", note=StarterNote())).status == UNKNOWN
    assert "damaged" in store.notice_sources()[0].failed
    put(table(row()))
    assert store.status(paper("102")).sources[1] == ("Retraction Watch", CURRENT)


def test_what_is_no_list_is_refused_with_advice(put, tmp_path: Path, store: Store) -> None:
    for content in (b"", b"<html><body>Not here</body></html>", b"\x00\x01\x02", b"name,age\nx,1\n", b"\x1f\x8b broken"):
        with pytest.raises(RecordsError) as caught:
            put(content)
        assert caught.value.advice
    with pytest.raises(RecordsError, match="cannot be read"):
        notices.import_file(store, tmp_path / "nowhere.csv")
    with pytest.raises(RecordsError, match="lacks the column RetractionNature"):
        put(table(row()).replace("RetractionNature", "Sort"))


def test_an_import_can_be_stopped_and_leaves_nothing(put, store: Store) -> None:
    heard: list[int] = []
    with pytest.raises(Cancelled):
        put("\n".join(map(str, range(1, 5000))), cancelled=lambda: len(heard) > 1, progress=heard.append)
    assert heard == [1000, 2000]
    assert store.notice_sources() == ()


def test_a_source_can_be_forgotten(put, store: Store) -> None:
    put(table(row()))
    assert store.forget_notices("Retraction Watch") == 1
    assert store.status(paper()).sources == (("PubMed record", CURRENT),)
    with pytest.raises(NotStored):
        store.forget_notices("Retraction Watch")


# ---------------------------------------------------------------- real lists and pairs


def test_the_real_lists_are_read(shared: Path, store: Store) -> None:
    folder = shared / "data" / "retractions"
    table = notices.import_file(store, folder / "retraction_watch_sample.csv")
    listed = notices.import_file(store, folder / "retracted_pmids_2024.tsv.gz")
    # 90003 and 90004 name no paper, 90006 no nature.
    assert (table.notices, table.faulty) == (16, 3)
    assert (listed.notices, listed.faulty, listed.as_of) == (19_163, 0, "2024-07-23")
    expected = {
        "9500320": RETRACTED,
        "23741377": CONCERN,
        "37554820": CURRENT,
        "38727363": ERRATUM,
        "27042960": RETRACTED,
        "23469145": CONCERN,
        "32374183": CONCERN,
        "10475862": RETRACTED,
    }
    watched = {pmid: dict(store.status(paper(pmid)).sources)["Retraction Watch"] for pmid in expected}
    assert watched == expected
    assert dict(store.status(paper("1", "10.9999/reinstated-paper")).sources)["Retraction Watch"] == CURRENT


def test_known_pairs_are_flagged_on_the_right_side(shared: Path, store: Store) -> None:
    """Every link of the odd records, from both of its ends, with PubMed's records and both lists together."""
    for name in ("retraction_watch_sample.csv", "retracted_pmids_2024.tsv.gz"):
        notices.import_file(store, shared / "data" / "retractions" / name)
    with gzip.open(shared / "data" / "pubmed" / "oddities.xml.gz") as stream:
        held = [record for record in records.read(stream) if isinstance(record, Citation)]
    reports = {record.pmid: store.status(record) for record in held}
    sides = {"RetractionIn": RETRACTED, "ExpressionOfConcernIn": CONCERN, "ErratumIn": ERRATUM}
    on_paper = {(record.pmid, link.ref_type) for record in held for link in record.corrections if link.ref_type in sides}
    severity = list(PublicationStatus)
    assert len(on_paper) >= 40
    for pmid, ref_type in on_paper:
        assert severity.index(reports[pmid].status) <= severity.index(sides[ref_type]), pmid
    announcing = {"RetractionOf", "ExpressionOfConcernFor", "ErratumFor"}
    on_notice = {record.pmid for record in held if any(link.ref_type in announcing for link in record.corrections)}
    assert len(on_notice) >= 30
    for pmid in on_notice:
        assert reports[pmid].notice
        # Two notices have an erratum of their own; none is the paper that it retracts.
        assert reports[pmid].status in (CURRENT, ERRATUM), pmid
    # "Retracted: Effects of Vitamin K2 on Osteoporosis": neither link nor type in its record, only the list knows.
    assert status.of(next(record for record in held if record.pmid == "15320745")).status == CURRENT
    assert reports["15320745"].status == RETRACTED
