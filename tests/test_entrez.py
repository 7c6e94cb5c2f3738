"""The client of the E-utilities against a real server on loopback that misbehaves in every way that was seen in the wild."""

from __future__ import annotations

import gc
import gzip
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from pydantic import SecretStr

from benchmarks.faulty import FAULTS, STATUS, Answer, Faulty
from evidence.errors import Cancelled, EvidenceError, QueryError, SettingsError, SourceRefused, SourceUnreachable
from evidence.model import Citation, LibraryState, Query, Rung
from evidence.settings import NCBI, Settings
from evidence.sources import answers
from evidence.sources.call import Pace
from evidence.sources.entrez import Entrez, Reference
from evidence.sources.limiter import Limiter
from evidence.sources.replies import Replies
from evidence.sources.wire import seconds

KEY = "s3cret+key/0123456789abcdef"
QUICK = Pace(rate=1000, tries=4, absent_tries=2, first_wait=0.01, longest_wait=2, connect_limit=2, limit=1.0, batch=4)
HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubmedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)


def article(pmid: str, title: str = "A made-up record") -> str:
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID><Article PubModel="Print">'
        f'<Journal><Title>Journal of Tests</Title><JournalIssue CitedMedium="Print"><PubDate><Year>2020</Year></PubDate>'
        f"</JournalIssue></Journal>"
        f"<ArticleTitle>{title} {pmid}</ArticleTitle><Abstract><AbstractText>Nothing was measured in {pmid}.</AbstractText></Abstract>"
        f"<Language>eng</Language></Article></MedlineCitation><PubmedData><PublicationStatus>ppublish</PublicationStatus></PubmedData>"
        f"</PubmedArticle>\n"
    )


class Shelf:
    """A small right server: it holds made-up records and finds all of them; it keeps what it was asked."""

    def __init__(self, *pmids: str) -> None:
        self.pmids = pmids
        self.count: int | None = None
        self.extra = ""
        self.bodies: dict[str, bytes] = {}

    def __call__(self, utility: str, fields: dict[str, str]) -> Answer:
        if utility in self.bodies:
            return 200, "text/xml; charset=UTF-8", self.bodies[utility]
        return getattr(self, utility.partition(".")[0])(fields)

    def esearch(self, fields: dict[str, str]) -> Answer:
        start, most = int(fields["retstart"]), int(fields["retmax"])
        ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in self.pmids[start : start + most])
        history = "<QueryKey>1</QueryKey><WebEnv>MCID_made_up</WebEnv>" if fields.get("usehistory") == "y" else ""
        body = (
            f'<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
            f'"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n<eSearchResult>'
            f"<Count>{len(self.pmids) if self.count is None else self.count}</Count><RetMax>{most}</RetMax>"
            f"<RetStart>{start}</RetStart>{history}<IdList>\n{ids}</IdList><TranslationSet/>"
            f"<QueryTranslation>{fields['term'].replace('&', '&amp;')}</QueryTranslation>{self.extra}</eSearchResult>"
        )
        return 200, "text/xml; charset=UTF-8", body.encode()

    def efetch(self, fields: dict[str, str]) -> Answer:
        if "WebEnv" in fields:
            start = int(fields["retstart"])
            wanted = self.pmids[start : start + int(fields["retmax"])]
        else:
            wanted = tuple(pmid for pmid in fields["id"].split(",") if pmid in self.pmids)
        return 200, "text/xml; charset=UTF-8", f"{HEAD}<PubmedArticleSet>{''.join(map(article, wanted))}</PubmedArticleSet>".encode()

    def einfo(self, fields: dict[str, str]) -> Answer:
        body = (
            "<eInfoResult><DbInfo><DbName>pubmed</DbName><MenuName>PubMed</MenuName><DbBuild>Build170227-2146m.1</DbBuild>"
            f"<Count>{len(self.pmids)}</Count><LastUpdate>2017/02/28 16:10</LastUpdate></DbInfo></eInfoResult>"
        )
        return 200, "text/xml", body.encode()


PMIDS = tuple(str(900_000_001 + number) for number in range(10))
Serve = Callable[..., Faulty]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[Faulty] = []

    def start(shelf: Shelf, plan: Callable[[int, str, dict[str, str]], str] | None = None) -> Faulty:
        running.append(Faulty(shelf, plan).__enter__())
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


def client(url: str, folder: Path, *, key: str = "", pace: Pace = QUICK, **more: object) -> Entrez:
    settings = Settings(eutils_url=url, data_folder=folder, ncbi_email="a.person@example.org", ncbi_api_key=SecretStr(key))
    return Entrez(settings, pace=pace, **more)  # type: ignore[arg-type]


def query(limit: int = 10) -> Query:
    return Query('"chronic fatigue"[tiab] AND ketamine[mh]', Rung.STRICT, limit=limit)


# ---------------------------------------------------------------- the good way


def test_finds_fetches_and_hands_over(serve: Serve, tmp_path: Path) -> None:
    kept: list[Citation] = []
    server = serve(Shelf(*PMIDS))
    found = client(server.url, tmp_path, keep=kept.extend).find(query())
    assert [citation.pmid for citation in found.citations] == list(PMIDS)
    assert (found.count, found.source, found.translation, found.warnings) == (10, "pubmed", query().text, ())
    assert found.citations[0].abstract == "Nothing was measured in 900000001."
    assert kept == list(found.citations)
    asked = server.log[0].fields
    assert asked["sort"] == "relevance"
    assert (asked["tool"], asked["email"], asked["db"]) == ("evidence-review", "a.person@example.org", "pubmed")
    assert [len(seen.fields["id"].split(",")) for seen in server.log if seen.utility == "efetch.fcgi"] == [4, 4, 2]


def test_a_record_is_not_asked_for_twice(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS))
    entrez = client(server.url, tmp_path)
    entrez.find(query(4))
    entrez.find(query(6))
    assert [seen.fields["id"] for seen in server.log if seen.utility == "efetch.fcgi"] == [",".join(PMIDS[:4]), ",".join(PMIDS[4:6])]


def test_dates_history_and_sort_are_sent(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS))
    entrez = client(server.url, tmp_path)
    hits = entrez.search("ketamine", most=10, sort="pub_date", dates=("2019/01/01", "2020/12/31"), history=True)
    sent = server.log[0].fields
    assert {name: sent[name] for name in ("mindate", "maxdate", "datetype", "usehistory", "sort")} == {
        "mindate": "2019/01/01", "maxdate": "2020/12/31", "datetype": "pdat", "usehistory": "y", "sort": "pub_date",
    }  # fmt: skip
    assert hits.history == ("MCID_made_up", "1")
    seen: list[tuple[int, int]] = []
    fetched = entrez.fetch_history(hits, progress=lambda done, total: seen.append((done, total)))
    assert [citation.pmid for citation in fetched.citations] == list(PMIDS)
    assert seen == [(4, 10), (8, 10), (10, 10)]


def test_an_expired_history_is_fetched_by_pmid(serve: Serve, tmp_path: Path) -> None:
    class Forgetful(Shelf):
        def efetch(self, fields: dict[str, str]) -> Answer:
            if "WebEnv" in fields:
                return 400, "text/xml", b"<eFetchResult>\n\t<ERROR>Unable to obtain query #1</ERROR>\n</eFetchResult>"
            return super().efetch(fields)

    entrez = client(serve(Forgetful(*PMIDS)).url, tmp_path)
    fetched = entrez.fetch_history(entrez.search("ketamine", history=True))
    assert len(fetched.citations) == 10


def test_clients_of_different_servers_do_not_mix(serve: Serve, tmp_path: Path) -> None:
    servers = [serve(Shelf(pmid)) for pmid in PMIDS[:3]]
    clients = [client(server.url, tmp_path) for server in servers]
    got: dict[int, set[str]] = {number: set() for number in range(3)}

    def work(number: int) -> None:
        for _ in range(5):
            got[number].update(clients[number].search("x").pmids)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: {PMIDS[number]} for number in range(3)}


def test_other_users_of_biopython_notice_nothing(serve: Serve, tmp_path: Path) -> None:
    from Bio import Entrez as Biopython

    before = (Biopython.urlopen, Biopython.max_tries, Biopython.api_key, Biopython.email)
    client(serve(Shelf(*PMIDS)).url, tmp_path, key=KEY).find(query())
    assert (Biopython.urlopen, Biopython.max_tries, Biopython.api_key, Biopython.email) == before


def test_the_other_utilities(serve: Serve, tmp_path: Path) -> None:
    shelf = Shelf(*PMIDS)
    shelf.bodies = {
        "epost.fcgi": b"<ePostResult><QueryKey>1</QueryKey><WebEnv>MCID_1</WebEnv></ePostResult>",
        "esummary.fcgi": (
            b'<eSummaryResult><DocumentSummarySet status="OK"><DbBuild>Build170228-0642.1</DbBuild><DocumentSummary uid="900000001">'
            b"<PubDate>2020 Jan 15</PubDate><Source>J Tests</Source><Authors><Author><Name>Doe J</Name></Author>"
            b"</Authors><Title>A made-up record.</Title><ArticleIds><ArticleId><IdType>doi</IdType><Value>10.5555/1</Value>"
            b"</ArticleId></ArticleIds><FullJournalName>Journal of Tests</FullJournalName></DocumentSummary>"
            b'<DocumentSummary uid="900000009"><error>cannot get document summary</error></DocumentSummary>'
            b"</DocumentSummarySet></eSummaryResult>"
        ),
        "elink.fcgi": (
            b"<eLinkResult><LinkSet><DbFrom>pubmed</DbFrom><IdList><Id>900000001</Id></IdList><LinkSetDb><DbTo>pubmed</DbTo>"
            b"<LinkName>pubmed_pubmed</LinkName><Link><Id>900000001</Id><Score>2147483647</Score></Link><Link><Id>900000004</Id>"
            b"<Score>23</Score></Link></LinkSetDb><LinkSetDb><DbTo>pubmed</DbTo><LinkName>pubmed_pubmed_citedin</LinkName><Link>"
            b"<Id>900000007</Id></Link></LinkSetDb></LinkSet></eLinkResult>"
        ),
        "espell.fcgi": (
            b"<eSpellResult><Database>pubmed</Database><Query>fiberblast cell grwth</Query><CorrectedQuery>fibroblast cell growth"
            b"</CorrectedQuery><SpelledQuery><Replaced>fibroblast</Replaced></SpelledQuery><ERROR/></eSpellResult>"
        ),
        "ecitmatch.cgi": b"j tests|2020|1|1|doe j|r0|900000001\nj none|1999|||roe r|r1|NOT_FOUND;INVALID_JOURNAL\n",
    }
    server = serve(shelf)
    entrez = client(server.url, tmp_path)
    assert entrez.post(PMIDS[:2]) == ("MCID_1", "1")
    known, unknown = entrez.summaries(("900000001", "900000009"))
    assert (known.title, known.journal, known.doi, known.authors) == ("A made-up record.", "Journal of Tests", "10.5555/1", ("Doe J",))
    assert unknown.error == "cannot get document summary"
    assert entrez.related("900000001") == (("900000004", 23),)
    assert entrez.cited_in("900000001") == ("900000007",)
    assert entrez.spell("fiberblast cell grwth") == "fibroblast cell growth"
    assert entrez.match((Reference("j tests", "2020", "1", "1", "doe j"), Reference("j none", "1999", author="roe r"))) == ("900000001", "")
    assert server.log[-1].fields["bdata"] == "j tests|2020|1|1|doe j|r0|\rj none|1999|||roe r|r1|"
    assert entrez.state() == LibraryState(10, "Build170227-2146m.1")
    assert entrez.check().ok
    assert "10 records" in entrez.check().message


# ---------------------------------------------------------------- what goes wrong, and passes


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "slow"])
@pytest.mark.parametrize("utility", ["esearch.fcgi", "efetch.fcgi"])
def test_a_passing_fault_loses_nothing(serve: Serve, tmp_path: Path, fault: str, utility: str) -> None:
    hurt: set[str] = set()

    def once(number: int, asked: str, fields: dict[str, str]) -> str:
        if asked != utility or asked in hurt:
            return ""
        hurt.add(asked)
        return fault

    server = serve(Shelf(*PMIDS), once)
    found = client(server.url, tmp_path).find(query())
    assert [citation.pmid for citation in found.citations] == list(PMIDS)
    assert found.warnings == ()
    if fault != "empty set" or utility == "efetch.fcgi":
        assert len(server.log) == 5  # one search, three fetches, and the one that failed


def test_a_dripping_reply_is_cut_off_by_the_limit_of_the_whole_exchange(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: "slow" if number == 0 else "")
    assert len(client(server.url, tmp_path, pace=Pace(rate=1000, first_wait=0.01, limit=0.3)).find(query()).citations) == 10


def test_every_second_request_fails_in_turn_and_all_records_arrive(serve: Serve, tmp_path: Path) -> None:
    faults = [fault for fault in FAULTS if fault not in ("slow", "429 retry-after", "503 retry-after")]
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: faults[number // 2 % len(faults)] if number % 2 else "")
    entrez = client(server.url, tmp_path, pace=Pace(rate=1000, first_wait=0.01, batch=1))
    assert len(entrez.find(query()).citations) == 10
    assert {seen.fault for seen in server.log} >= {"500", "reset", "truncated"}


def test_retry_after_is_waited_for_by_everybody(serve: Serve, tmp_path: Path) -> None:
    waits: list[float] = []
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: "429 retry-after" if number == 0 else "")
    entrez = client(server.url, tmp_path, sleep=lambda wait: (waits.append(wait), time.sleep(wait))[1])
    entrez.search("x")
    assert max(waits) >= 0.2
    assert "closed" in (next((tmp_path / "pace").glob("*.pace"))).read_text()
    first, second = server.log
    assert second.at - first.at >= 0.2


@pytest.mark.parametrize(
    ("given", "waited"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("Thu, 01 Jan 1970 00:00:30 GMT", 20.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", 0.0),
        (None, 0.0),
        ("-3", 0.0),
        ("nan", 0.0),
    ],
)
def test_retry_after_as_number_or_date(given: str | None, waited: float) -> None:
    assert seconds(given, 10.0) == waited


# ---------------------------------------------------------------- what goes wrong for good: named errors


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("429", SourceRefused, "429"),
        ("500", SourceRefused, "server error (500)"),
        ("502", SourceRefused, "server error (502)"),
        ("reset", SourceUnreachable, "broke the connection off"),
        ("truncated", SourceUnreachable, "broke the connection off"),
        ("slow", SourceUnreachable, "time limit"),
        ("html", SourceRefused, "web page"),
        ("nothing", SourceRefused, "empty reply"),
        ("cut", SourceRefused, "cut short"),
        ("wrong count", SourceRefused, "5 PMIDs where its count of 10 asks for 10"),
        ("error in 200", SourceRefused, "Search Backend failed"),
    ],
)
def test_a_lasting_fault_has_its_own_name(serve: Serve, tmp_path: Path, fault: str, error: type[EvidenceError], words: str) -> None:
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: fault)
    pace = Pace(rate=1000, tries=2, first_wait=0.01, limit=0.2)
    with pytest.raises(error) as caught:
        client(server.url, tmp_path, pace=pace).find(query())
    assert words in str(caught.value)
    assert type(caught.value) in (SourceRefused, SourceUnreachable)
    assert len(server.log) == 2


def test_nothing_listens(tmp_path: Path) -> None:
    entrez = client("http://127.0.0.1:1/", tmp_path)
    with pytest.raises(SourceUnreachable, match="nothing listens"):
        entrez.find(query())
    assert entrez.state() == LibraryState(0, "")
    assert not entrez.check().ok


def test_an_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable):
        client("http://no-such-host.invalid/", tmp_path).find(query())


def test_after_all_tries_the_next_calls_only_look_and_the_server_may_come_back(serve: Serve, tmp_path: Path) -> None:
    down = True
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: "reset" if down else "")
    entrez = client(server.url, tmp_path)
    asked = []
    for _ in range(3):
        before = len(server.log)
        with pytest.raises(SourceUnreachable):
            entrez.search("x")
        asked.append(len(server.log) - before)
    assert asked == [4, 1, 1]
    down = False
    assert len(entrez.search("x").pmids) == 10


def test_a_wait_that_is_too_long_is_told_instead(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STATUS, "429 retry-after", (429, {"Retry-After": "3600"}, b"{}", "application/json"))
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: "429 retry-after")
    with pytest.raises(SourceRefused, match="3600 seconds"):
        client(server.url, tmp_path).search("x")
    assert len(server.log) == 1


@pytest.mark.parametrize(
    ("status", "body", "error", "words"),
    [
        (400, b'{"error":"API key invalid","api-key":"' + KEY.encode() + b'","type":"invalid"}', SourceRefused, "API key invalid"),
        (400, b"nonsense", SourceRefused, "400"),
        (401, b"", SourceRefused, "denies access"),
        (404, b"", SourceRefused, "no E-utilities at this address"),
        (414, b"", SourceRefused, "too long"),
        (302, b"", SourceRefused, "redirect"),
        (200, b'{"esearchresult":{"ERROR":"Invalid db name specified: nonsense_db"}}', SourceRefused, "Invalid db name"),
        (200, b"<eSearchResult><ERROR>Exception:\n'retstart' cannot be larger than 9998.</ERROR></eSearchResult>", QueryError, "retstart"),
        (200, b"<eSearchResult><ERROR>Empty term and query_key - nothing todo</ERROR></eSearchResult>", QueryError, "Empty term"),
    ],
)
def test_a_refusal_is_final_and_told(
    serve: Serve, tmp_path: Path, status: int, body: bytes, error: type[EvidenceError], words: str
) -> None:
    class Refusing(Shelf):
        def esearch(self, fields: dict[str, str]) -> Answer:
            return status, "text/xml", body

    server = serve(Refusing())
    with pytest.raises(error) as caught:
        client(server.url, tmp_path, key=KEY).search("x")
    assert words in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(server.log) == 1


def test_a_search_that_lists_but_does_not_send_is_no_empty_answer(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: "empty set")
    with pytest.raises(SourceRefused, match="listed 10 records and sent none"):
        client(server.url, tmp_path).find(query())


def test_no_hits_is_an_answer(serve: Serve, tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.extra = (
        "<ErrorList><PhraseNotFound>ddddcccc</PhraseNotFound><FieldNotFound>tiabx</FieldNotFound></ErrorList><WarningList>"
        "<PhraseIgnored>of</PhraseIgnored><QuotedPhraseNotFound>&quot;no such phrase&quot;</QuotedPhraseNotFound>"
        "<OutputMessage>No items found.</OutputMessage></WarningList>"
    )
    found = client(serve(shelf).url, tmp_path).find(query())
    assert (found.count, found.citations) == (0, ())
    assert found.warnings == (
        "Not found: ddddcccc",
        "No such field: tiabx",
        'Phrase not in PubMed\'s index, searched as single words: "no such phrase"',
        "Ignored: of",
        "No items found.",
    )


def test_the_cap_is_told(serve: Serve, tmp_path: Path) -> None:
    shelf = Shelf(*PMIDS)
    shelf.count = 25_000
    entrez = client(serve(shelf).url, tmp_path)
    assert entrez.find(query()).warnings == ("25,000 hits; PubMed gives out only the first 9,999 of them.",)
    with pytest.raises(QueryError, match="9,999"):
        entrez.search("x", start=9_999)
    with pytest.raises(QueryError, match="empty"):
        entrez.search("  ")


def test_beyond_the_cap_by_halves_of_dates(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records on five days and a list of at most three at a time."""
    monkeypatch.setattr(answers, "MOST_LISTED", 3)
    monkeypatch.setattr("evidence.sources.entrez.MOST_LISTED", 3)

    class Dated(Shelf):
        def esearch(self, fields: dict[str, str]) -> Answer:
            days = {pmid: f"2020/03/{1 + number // 2:02d}" for number, pmid in enumerate(PMIDS)}
            inside = tuple(pmid for pmid in PMIDS if fields.get("mindate", "") <= days[pmid] <= fields.get("maxdate", "9"))
            return Shelf(*inside).__call__("esearch.fcgi", fields) if self.pmids else super().esearch(fields)

    entrez = client(serve(Dated(*PMIDS)).url, tmp_path)
    hits = entrez.search_all("x")
    assert sorted(hits.pmids) == list(PMIDS)
    assert hits.warnings == ()
    with pytest.raises(Cancelled):
        entrez.search_all("x", cancelled=lambda: True)


def test_what_does_not_exist_is_named(serve: Serve, tmp_path: Path) -> None:
    entrez = client(serve(Shelf(*PMIDS)).url, tmp_path)
    fetched = entrez.fetch_checked((PMIDS[0], "999999998", PMIDS[1]))
    assert [citation.pmid for citation in fetched.citations] == [PMIDS[0], PMIDS[1]]
    assert fetched.missing == ("999999998",)
    assert fetched.warnings == ("PubMed sent no record for PMID 999999998.",)
    assert entrez.fetch(("999999998",)) == ()
    with pytest.raises(QueryError, match="'27x' is not a PMID"):
        entrez.fetch(("27x",))


def test_ids_that_never_existed_answer_400(serve: Serve, tmp_path: Path) -> None:
    class Empty(Shelf):
        def efetch(self, fields: dict[str, str]) -> Answer:
            return 400, "text/xml", b"<eFetchResult>\n\t<ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>\n</eFetchResult>"

    assert client(serve(Empty()).url, tmp_path).fetch_checked(("00000000",)).missing == ("00000000",)


def test_records_not_asked_for_are_left_out_and_told(serve: Serve, tmp_path: Path) -> None:
    class Generous(Shelf):
        def efetch(self, fields: dict[str, str]) -> Answer:
            return super().efetch(fields | {"id": ",".join(PMIDS)})

    fetched = client(serve(Generous(*PMIDS[:3])).url, tmp_path).fetch_checked(PMIDS[:2])
    assert [citation.pmid for citation in fetched.citations] == list(PMIDS[:2])
    assert fetched.warnings == ("PubMed also sent PMID 900000003, not asked for; left out.",)


def test_one_unreadable_record_does_not_take_the_others_with_it(serve: Serve, tmp_path: Path) -> None:
    class Spoilt(Shelf):
        def efetch(self, fields: dict[str, str]) -> Answer:
            status, kind, body = super().efetch(fields)
            return status, kind, body.replace(b'<PMID Version="1">900000003</PMID>', b'<PMID Version="1">900000003</PMI')

    fetched = client(serve(Spoilt(*PMIDS[:4])).url, tmp_path).fetch_checked(PMIDS[:4])
    assert [citation.pmid for citation in fetched.citations] == ["900000001", "900000002", "900000004"]
    assert fetched.missing == ("900000003",)
    assert fetched.warnings[0].startswith("The record of PMID 900000003 cannot be read")


def test_fetching_can_be_stopped_between_batches(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS))
    done: list[int] = []
    with pytest.raises(Cancelled):
        client(server.url, tmp_path).fetch_checked(PMIDS, progress=lambda now, total: done.append(now), cancelled=lambda: bool(done))
    assert done == [4]


def test_a_reply_beyond_all_measure_is_refused(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS))
    with pytest.raises(SourceRefused, match="more than 0 MB"):
        client(server.url, tmp_path, pace=Pace(rate=1000, tries=1, most_bytes=100)).search("x")


def test_hostile_xml_reads_nothing(serve: Serve, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("900000001")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = f"{entity}<eSearchResult><Count>1</Count><IdList><Id>&e;</Id></IdList></eSearchResult>"
    shelf = Shelf()
    shelf.bodies = {"esearch.fcgi": body.encode()}
    with pytest.raises(SourceRefused, match="PMID that is not a number"):
        client(serve(shelf).url, tmp_path).search("x")


# ---------------------------------------------------------------- the key


def everything_said(error: BaseException) -> str:
    """An error with all that hangs on it; the values in its frames are shown by no face of ours."""
    said, queue, seen = [], [error], set()
    while queue:
        each = queue.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        said += [repr(each), str(each), repr(vars(each)), getattr(each, "advice", "")]
        queue += [other for other in (each.__cause__, each.__context__) if other is not None]
    return " ".join(said)


@pytest.mark.parametrize("fault", [*FAULTS, "key quoted back"])
def test_the_key_is_said_nowhere(serve: Serve, tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shelf = Shelf(*PMIDS)
    if fault == "key quoted back":
        shelf.extra = f"<ERROR>Exception: no luck with api_key={KEY}</ERROR>"
    server = serve(shelf, lambda number, utility, fields: fault)
    entrez = client(server.url, tmp_path, key=KEY, pace=Pace(rate=1000, tries=2, first_wait=0.01, limit=0.2))
    with pytest.raises(EvidenceError) as caught:
        entrez.find(query())
    said = everything_said(caught.value) + caplog.text + repr(entrez) + repr(vars(entrez)) + str(entrez.check())
    assert KEY not in said
    assert "s3cret" not in said
    assert {seen.fields.get("api_key") for seen in server.log} == {KEY}
    assert all("api_key" not in seen.address and seen.method == "POST" for seen in server.log)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert KEY.encode() not in data
            assert KEY not in path.name


def test_no_foreign_error_hangs_on_ours(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable) as caught:
        client("http://127.0.0.1:1/", tmp_path, key=KEY).find(query())
    assert caught.value.__cause__ is None
    assert not isinstance(caught.value.__context__, URLError)
    assert KEY not in everything_said(caught.value)


def test_a_password_in_the_address_is_not_said(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        client("http://someone:hunter2@127.0.0.1:1/", tmp_path).find(query())
    assert "hunter2" not in everything_said(caught.value)


# ---------------------------------------------------------------- the raw replies


def test_replies_are_kept_and_read_again(serve: Serve, tmp_path: Path) -> None:
    first: list[Citation] = []
    again: list[Citation] = []
    url = serve(Shelf(*PMIDS)).url
    client(url, tmp_path, keep=first.extend).find(query())
    assert client(url, tmp_path, keep=again.extend).replay() == 10
    assert sorted(citation.pmid for citation in again) == list(PMIDS)
    assert {citation.pmid: citation for citation in again} == {citation.pmid: citation for citation in first}


def test_replies_are_bounded_and_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.sources.replies._LOOK_EVERY", 1)
    replies = Replies(tmp_path / "replies", most_bytes=300)
    for number in range(20):
        replies.keep(f"reply {number}".encode())
    kept = list(replies)
    assert kept[-1] == b"reply 19"
    assert 1 < len(kept) < 20
    assert sum(path.stat().st_size for path in (tmp_path / "replies").iterdir()) <= 300
    replies.keep(b"reply 19")
    assert list(replies)[-1] == b"reply 19"
    assert len(list(replies)) == len(kept)


# ---------------------------------------------------------------- one pace for all

HAMMER = """
import sys, threading
from pathlib import Path
from evidence.settings import Settings
from evidence.sources.call import Pace
from evidence.sources.entrez import Entrez
entrez = Entrez(Settings(eutils_url=sys.argv[1], data_folder=Path(sys.argv[2])), pace=Pace(rate=3, window=0.2, first_wait=0.01))
def work():
    for _ in range(3):
        entrez.search("x")
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_two_processes_of_four_threads_keep_one_pace(serve: Serve, tmp_path: Path) -> None:
    server = serve(Shelf(*PMIDS))
    hammers = [subprocess.Popen([sys.executable, "-c", HAMMER, server.url, str(tmp_path)]) for _ in range(2)]
    assert [hammer.wait(60) for hammer in hammers] == [0, 0]
    assert len(server.log) == 24
    assert server.busiest(0.2) <= 3


def test_the_rule_of_ncbi_is_the_default(tmp_path: Path) -> None:
    assert client(NCBI, tmp_path, pace=Pace())._caller._limiter.rate == 3
    assert client(NCBI, tmp_path, pace=Pace(), key=KEY)._caller._limiter.rate == 10
    assert len(list((tmp_path / "pace").iterdir())) == 2  # another key, another count


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, wait: float) -> None:
        self.now += wait


def limiter(folder: Path, clock: Clock, rate: int = 3) -> Limiter:
    return Limiter(folder, "n", rate, clock=clock, sleep=clock.sleep)


def test_a_place_is_free_one_window_after_the_reply_began(tmp_path: Path) -> None:
    clock = Clock()
    pace = limiter(tmp_path, clock)
    for _ in range(3):
        with pace.place():
            clock.now += 0.5  # the server may have counted at any time in here
    assert clock.now == 1001.5
    with pace.place():
        assert clock.now >= 1001.5
    with pace.place():
        assert clock.now >= 1002.0


def test_a_killed_process_blocks_nobody_for_ever(tmp_path: Path) -> None:
    clock = Clock()
    pace = limiter(tmp_path, clock, rate=1)
    pace._take()  # and never given back
    with pace.place():
        assert 1006.0 <= clock.now < 1006.5


def test_pause_holds_for_every_limiter_of_the_folder(tmp_path: Path) -> None:
    clock = Clock()
    limiter(tmp_path, clock).pause(7)
    with limiter(tmp_path, clock).place():
        assert clock.now >= 1007


def test_a_half_written_page_and_a_clock_set_back_do_no_harm(tmp_path: Path) -> None:
    clock = Clock()
    pace = limiter(tmp_path, clock, rate=1)
    (tmp_path / "n.pace").write_text("closed 99999999.0\nsomebody 5000.0 5000.1\nhalf 10")
    with pace.place():
        assert clock.now == 1000.0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="data folder cannot be written"):
        Limiter(tmp_path / "file", "n", 3)
    with pytest.raises(ValueError, match="at least 1"):
        Limiter(tmp_path, "n", 0)


# ---------------------------------------------------------------- replies by rule

COMPLAINED = {
    "cap": ("'retstart' cannot be larger than 9998", "retstart is larger"),
    "no term": ("Empty term and query_key - nothing todo", "An empty list"),
    "database": ("Invalid db name specified: x", "Invalid uid"),
    "key": ("API key invalid", "API rate limit exceeded"),
    "no ids": ("ID list is empty! Possibly it has no correct IDs.", "ID list"),
    "history": ("Unable to obtain query #1", "Unable to open connection"),
    "backend": ("Search Backend failed: Unable to open connection to #PMQuerySrv", "Backend"),
    "pause": ("Search is temporarily unavailable.", "Search"),
}


@pytest.mark.parametrize("row", answers.COMPLAINTS, ids=lambda row: row.name)
def test_every_complaint_catches_and_lets_go(row: answers.Complaint) -> None:
    caught, let_go = COMPLAINED[row.name]
    assert answers.complaint(caught) == row
    assert answers.complaint(let_go) != row
    assert row.source


def test_real_replies_are_told_apart(shared: Path) -> None:
    """The bodies in ../shared/data/eutils, as quoted in public threads."""
    folder = shared / "data" / "eutils"
    means = {
        path.name: answers.complaint(answers.error_of(path.read_bytes())).means
        for path in sorted(folder.glob("http*00_*"))
        if answers.error_of(path.read_bytes())
    }
    assert means == {
        "http200_esearch_backend_unreachable.xml": "busy",
        "http200_esearch_invalid_db.json": "refused",
        "http200_esearch_retstart_over_9998.xml": "query",
        "http200_esummary_internal_exception.xml": "busy",
        "http200_esummary_unknown_pmid.json": "busy",
        "http400_api_key_invalid.json": "refused",
        "http400_efetch_no_valid_id.xml": "nobody",
    }
    hits = answers.hits((folder / "test_esearch_0.xml").read_bytes(), start=0, most=20)
    assert (hits.count, len(hits.pmids), hits.translation, hits.history[1]) == (5, 5, "OCRL[All Fields]", "1")
    links = answers.links((folder / "test_elink_0.xml").read_bytes(), "pubmed_pubmed_reviews_five")
    assert links[0][0] == "1234567"
    assert answers.database((folder / "test_einfo_dbinfo_0.xml").read_bytes())[0] == 370927433


def test_nothing_stays_open(serve: Serve, tmp_path: Path) -> None:
    """A socket left open would warn when it is collected, and warnings are errors."""
    server = serve(Shelf(*PMIDS), lambda number, utility, fields: ("", "truncated", "reset", "502")[number % 4])
    client(server.url, tmp_path).find(query())
    gc.collect()
