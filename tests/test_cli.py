"""The command line: exit codes, one sentence on standard error, one JSON document on standard output, nothing lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import nouns
import pytest
from rich.console import Console

from evidence import cli
from evidence.cli import articles, views
from evidence.cli.desk import plain
from evidence.model import Audit, Run, State
from evidence.rules import material

ARTICLE = """# Ketamine and fatigue

Ketamine infusions reduce fatigue in adults with chronic fatigue syndrome. Ketamine can cause nausea.

The FDA has not approved ketamine for fatigue.
"""
# Our own words in PubMed's form.
RECORDS = """<?xml version="1.0" encoding="utf-8"?>
<PubmedArticleSet>{}</PubmedArticleSet>"""
RECORD = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>
<DateRevised><Year>2020</Year><Month>01</Month><Day>02</Day></DateRevised>
<Article PubModel="Print"><Journal><Title>The Journal of Made-up Trials</Title>
<JournalIssue CitedMedium="Internet"><PubDate><Year>2019</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{abstract}</AbstractText></Abstract><Language>eng</Language>
<PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle>"""


def record(pmid: int, title: str, abstract: str) -> str:
    return RECORD.format(pmid=pmid, title=title, abstract=abstract)


TRIAL = """In 60 adults with chronic fatigue syndrome, ketamine infusions reduced fatigue more than midazolam did (p = 0.01).
Nausea was frequent."""
PUBMED = RECORDS.format(
    record(900001, "Ketamine for chronic fatigue syndrome: a made-up trial", TRIAL)
    + record(900002, "Nausea after ketamine", "Ketamine caused nausea in 20 of 90 adults.")
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ketamine.md"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> str:
    """An E-utilities address where nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    monkeypatch.setenv("EVIDENCE_EUTILS_URL", address)
    return address


class Said:
    """Exit code, standard output and standard error of one command."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> int:
        self._capsys.readouterr()
        self.code = cli.run([str(each) for each in arguments])
        self.out, self.err = self._capsys.readouterr()
        return self.code

    @property
    def json(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(self.out)
        return value


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def one_sentence(error: str) -> None:
    assert "Traceback" not in error
    assert error.startswith("evidence: ")
    assert error.count("\n") == 1
    assert error.rstrip().endswith((".", "help", "FILE", "ARTICLE"))


# ---------------------------------------------------------------- audit


def test_audit_prints_one_json_document_and_nothing_else(said: Said, article: Path) -> None:
    assert said("audit", article, "--json", "-") == 0
    document = said.json
    assert said.err == ""
    assert document["schema"] == "evidence-audit/1"
    text = ARTICLE
    for claim in document["claims"]:  # type: ignore[attr-defined]
        assert claim["rewritten"] or text[claim["start"] : claim["end"]] == claim["text"]
        assert claim["state"] in ("judged", "not_checkable")
    assert document["summary"]["not_checkable"] == 1  # type: ignore[index]
    assert document["run"]["source"] == "library"  # type: ignore[index]


def test_audit_shows_a_summary_and_keeps_the_audit(said: Said, article: Path, tmp_path: Path) -> None:
    assert said("audit", article, "--json", tmp_path / "a.json") == 0
    assert "Ketamine and fatigue" in said.out
    assert "not checkable" in said.out
    run = json.loads((tmp_path / "a.json").read_text())["run"]["id"]
    assert run in said.out
    assert said("show", run[:-2]) == 0
    assert run in said.out
    assert said("show", "latest") == 0
    assert said("show") == 0
    assert run in said.out


def test_several_articles_are_each_audited(said: Said, article: Path, tmp_path: Path) -> None:
    other, broken = tmp_path / "other.txt", tmp_path / "broken.pdf"
    other.write_text("Ketamine can cause nausea.")
    broken.write_bytes(b"%PDF-1.7 broken")
    assert said("audit", article, broken, other, "--json", "-") == 3
    documents = json.loads(said.out)
    assert [one["article"]["source"] for one in documents] == ["ketamine.md", "other.txt"]
    one_sentence(said.err)
    assert said("show") == 0
    assert said.out.count("library") == 2


def test_an_article_comes_from_standard_input(said: Said, monkeypatch: pytest.MonkeyPatch, article: Path) -> None:
    with article.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert said("audit", "-", "--json", "-") == 0
    assert len(said.json["claims"]) >= 2  # type: ignore[arg-type]


@pytest.mark.parametrize(("names", "code"), [("not_checkable", 1), ("stale", 0), ("unsourced,supported,mixed", 1), ("search_failed", 0)])
def test_fail_on_ends_with_one_where_it_matched(said: Said, article: Path, names: str, code: int) -> None:
    assert said("audit", article, "--fail-on", names, "--json", "-") == code


def test_a_dead_address_marks_every_claim_and_a_later_run_completes(
    said: Said, article: Path, dead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said("audit", article, "--source", "pubmed", "--json", "-") == 4
    claims = said.json["claims"]
    searched = [claim for claim in claims if claim["state"] != "not_checkable"]  # type: ignore[attr-defined]
    assert searched
    assert {(claim["state"], claim["label"]) for claim in searched} == {("search_failed", None)}
    assert all(search["failed"] and search["query"] for claim in searched for search in claim["searches"])
    assert said("show", "latest") == 0
    assert "search failed" in said.out
    with served(tmp_path) as address:
        monkeypatch.setenv("EVIDENCE_EUTILS_URL", address)
        assert said("audit", article, "--source", "pubmed", "--json", "-") == 0
    document = said.json
    assert {claim["state"] for claim in document["claims"]} == {"judged", "not_checkable"}  # type: ignore[attr-defined]
    assert any(judgement["pmid"] == "900001" for claim in document["claims"] for judgement in claim["judgements"])  # type: ignore[attr-defined]
    # What came over the network is kept: now the library answers by itself.
    assert said("library", "search", "900001[uid]", "--json", "-") == 0
    assert said.json["count"] == 1
    assert said("show") == 0
    assert said.out.count("pubmed") == 2


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A real E-utilities server of our own over two records, in a process and a data folder of its own."""
    home = folder / "served"
    home.mkdir()
    (home / "records.xml").write_text(PUBMED)
    environment = {**os.environ, "EVIDENCE_DATA_FOLDER": str(home)}
    evidence = [sys.executable, "-m", "evidence"]
    subprocess.run([*evidence, "library", "import", str(home / "records.xml")], env=environment, check=True, capture_output=True)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/entrez/eutils/"
    with running([*evidence, "serve-eutils", "--port", str(port)], environment) as process:
        while True:
            assert process.poll() is None, process.communicate()[1]
            try:
                urlopen(f"{address}einfo.fcgi").close()
                break
            except OSError:
                signal.sigtimedwait([], 0.05)
        yield address


def test_ctrl_c_keeps_what_was_found(article: Path, own_data_folder: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        command = [sys.executable, "-m", "evidence", "audit", str(article), "--source", "pubmed", "--json", "-"]
        environment = {**os.environ, "EVIDENCE_EUTILS_URL": address}
        with running(command, environment) as process:
            silent = first_search(server, process)
            process.send_signal(signal.SIGINT)
            assert process.stderr is not None
            assert "Stopping after this claim" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
            silent.close()
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert {claim["state"] for claim in json.loads(out)["claims"]} == {"not_searched"}
    assert list(own_data_folder.glob("*.sqlite3"))


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process of ours that never outlives its test."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_search(server: socket.socket, process: subprocess.Popen[str]) -> socket.socket:
    """Refuses what is asked before, and gives the connection of the first search, which is never answered."""
    server.settimeout(0.2)
    while process.poll() is None:
        try:
            connection = server.accept()[0]
        except TimeoutError:
            continue
        connection.settimeout(60)
        asked = connection.recv(1 << 16)
        if b"esearch" in asked:
            return connection
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.close()
    raise AssertionError(process.communicate()[1])


# ---------------------------------------------------------------- what is wrong, in one sentence


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["audit", "absent.md"], 3),
        (["audit", "."], 3),
        (["audit"], 2),
        (["audit", "x.md", "--source", "google"], 2),
        (["audit", "x.md", "--judge", "nobody"], 2),
        (["audit", "x.md", "--policy", "nobody"], 2),
        (["audit", "x.md", "--limit", "0"], 2),
        (["audit", "x.md", "--fail-on", "nonsense"], 2),
        (["nonsense"], 2),
        (["show", "nothing"], 2),
        (["show", "latest"], 2),
        (["show", "b2:none"], 2),
        (["export", "nothing", "--format", "md"], 2),
        (["export", "nothing", "--format", "exe"], 2),
        (["search", " "], 2),
        (["library", "search", "(ketamine"], 2),
        (["library", "search", "x[nonsense]"], 2),
        (["library", "import", "absent.xml"], 3),
        (["library", "fetch", "nonsense"], 2),
        (["database", "restore", "absent.sqlite3"], 5),
    ],
)
def test_every_fault_is_one_sentence_with_its_code(said: Said, dead: str, arguments: list[str], code: int) -> None:
    assert said(*arguments) == code
    one_sentence(said.err)
    assert said.out == ""


def test_an_unreachable_pubmed_is_four(said: Said, dead: str) -> None:
    assert said("library", "fetch", "900001") == 4
    one_sentence(said.err)
    assert said("search", "Ketamine reduces fatigue.", "--source", "pubmed", "--json", "-") == 4
    assert said.json["claim"]["state"] == "search_failed"  # type: ignore[index]
    assert said("check") == 4
    assert "fault" in said.out


@pytest.mark.parametrize("arguments", [["show"], ["check", "--offline"], ["library", "status"], ["database", "upgrade"]])
def test_a_database_that_is_none_is_five(said: Said, own_data_folder: Path, arguments: list[str]) -> None:
    own_data_folder.mkdir()
    (own_data_folder / "evidence.sqlite3").write_bytes(b"no database " * 100)
    assert said(*arguments) == 5
    assert "not an SQLite database" in said.out + said.err
    assert "Traceback" not in said.err


def test_a_wrong_setting_is_two_and_repeats_no_secret(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_DATABASE_URL", "mysql://me:secretword@host/x")
    assert said("show") == 2
    one_sentence(said.err)
    assert "secretword" not in said.err


def test_a_tampered_log_is_six(said: Said, article: Path, own_data_folder: Path) -> None:
    assert said("audit", article, "--json", "-") == 0
    assert said("database", "verify-log") == 0
    assert "1 events" in said.out
    with closing(sqlite3.connect(own_data_folder / "evidence.sqlite3")) as connection:
        connection.executescript("DROP TRIGGER events_never_change; UPDATE events SET actor = 'somebody else'")
    assert said("database", "verify-log") == 6
    assert "event 1 was changed" in said.err
    one_sentence(said.err)
    assert said("check", "--offline") == 6


def test_our_own_fault_asks_for_a_report(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("inner detail")

    monkeypatch.setattr("evidence.store.Store.audits", fault)
    assert said("show") == 70
    assert said.err == "evidence: An unexpected error (ZeroDivisionError). Run the same command with --debug and report what it prints.\n"
    assert said("--debug", "show") == 70
    assert "inner detail" in said.err
    assert said("show", "--debug") == 70
    assert "inner detail" in said.err


def test_a_full_disk_still_shows_what_was_found(said: Said, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence.errors import StoreError

    def full(*_: object) -> None:
        raise StoreError("The disk is full; nothing was written.", advice="Free some space.")

    monkeypatch.setattr("evidence.store.Store.record", full)
    assert said("audit", article, "--json", "-") == 5
    assert said.json["summary"]["claims"] >= 2  # type: ignore[index]
    one_sentence(said.err)


# ---------------------------------------------------------------- the other commands


def test_export_writes_every_format(said: Said, article: Path, tmp_path: Path) -> None:
    assert said("audit", article, "--json", tmp_path / "audit.json") == 0
    assert said("export", "latest", "--format", "json", "-o", tmp_path / "again.json") == 0
    assert (tmp_path / "audit.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    assert said("export", "latest", "--format", "csv", "-o", tmp_path / "a.csv") == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfclaim_id")
    assert said("export", "latest", "--format", "md") == 0
    assert said.out.startswith("# Evidence audit: Ketamine and fatigue")
    assert said("export", "latest", "--format", "md", "-o", tmp_path / "no folder" / "a.md") == 2
    one_sentence(said.err)
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["a.csv", "again.json", "audit.json", "ketamine.md"]


def test_a_claim_is_shown_by_the_beginning_of_its_id(said: Said, article: Path) -> None:
    assert said("audit", article, "--json", "-") == 0
    claim = said.json["claims"][0]  # type: ignore[index]
    assert said("show", claim["id"][:20]) == 0
    assert claim["id"] in said.out
    assert "searches" in said.out
    assert said("show", "b2:") == 2
    assert "Type more of it" in said.err


def test_search_shows_the_ladder_and_what_it_finds(said: Said) -> None:
    assert said("search", "Ketamine reduces fatigue in chronic fatigue syndrome.", "--json", "-") == 0
    claim = said.json["claim"]
    assert said.err == ""
    assert [search["rung"] for search in claim["searches"]][-1] == "counter"  # type: ignore[index]
    assert claim["judgements"]  # type: ignore[index]
    assert said("search", "Ketamine reduces fatigue in chronic fatigue syndrome.") == 0
    assert "counter" in said.out
    assert said("show") == 0
    assert "No audit is stored yet" in said.err


def test_the_library_is_filled_searched_and_described(said: Said, tmp_path: Path) -> None:
    assert said("library", "status", "--json", "-") == 0
    starter = said.json["records"]
    file = tmp_path / "records.xml"
    file.write_text(PUBMED)
    assert said("library", "import", file) == 0
    assert "2 records, 2 new or changed" in said.err
    digest = status_of(said)["digest"]
    assert said("library", "import", file) == 0
    assert "read before" in said.err
    assert status_of(said)["digest"] == digest
    assert status_of(said)["records"] == starter + 2  # type: ignore[operator]
    assert said("library", "search", "ketamine[ti] AND made-up[ti]", "--json", "-") == 0
    assert [one["pmid"] for one in said.json["records"]] == ["900001"]  # type: ignore[attr-defined]
    assert said("library", "search", "ketamine[ti] AND made-up[ti]") == 0
    assert "900001" in said.out
    assert "randomised trial" in said.out
    assert said("library", "status") == 0
    assert "records.xml" in said.out


def status_of(said: Said) -> dict[str, object]:
    assert said("library", "status", "--json", "-") == 0
    return said.json


def test_the_starter_library_is_read_once(said: Said) -> None:
    first = status_of(said)
    assert first["records"] == 57
    assert status_of(said) == first
    assert len(first["imports"]) == 1  # type: ignore[arg-type]


def test_check_names_every_part_and_every_setting(said: Said) -> None:
    assert said("check", "--offline", "--json", "-") == 0
    assert [one["name"] for one in said.json["checks"]] == ["database", "library"]  # type: ignore[attr-defined]
    assert "EVIDENCE_NCBI_API_KEY" in said.json["settings"]  # type: ignore[operator]
    assert said("check", "--offline") == 0
    assert "works" in said.out


def test_the_key_is_never_shown(said: Said, monkeypatch: pytest.MonkeyPatch, dead: str, article: Path) -> None:
    monkeypatch.setenv("EVIDENCE_NCBI_API_KEY", "secretkey123")
    for command in (
        ["check"],
        ["check", "--json", "-"],
        ["audit", article, "--source", "pubmed", "--json", "-"],
        ["library", "fetch", "1"],
    ):
        said(*command)
        assert "secretkey123" not in said.out + said.err


def test_backup_and_restore(said: Said, article: Path, tmp_path: Path, own_data_folder: Path) -> None:
    assert said("database", "upgrade") == 0
    assert "made anew" in said.err
    assert said("audit", article, "--json", "-") == 0
    run = said.json["run"]["id"]  # type: ignore[index]
    assert said("database", "backup", tmp_path / "b.sqlite3") == 0
    assert said("audit", article, "--json", "-") == 0
    assert said("database", "restore", tmp_path / "b.sqlite3") == 0
    assert len(list(own_data_folder.glob("before-restore-*.sqlite3"))) == 1
    assert said("show") == 0
    assert run in said.out
    assert said.out.count("library") == 1
    assert said("library", "search", "ketamine", "--json", "-") == 0
    assert said.json["count"]


def test_prepare_audits_the_samples_once(said: Said, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    material_folder = tmp_path / "data"
    shutil.copytree(material.FOLDER, material_folder, ignore=shutil.ignore_patterns("samples"))
    monkeypatch.setattr(material, "FOLDER", material_folder)
    samples = material_folder / "samples"
    samples.mkdir()
    (samples / "README.md").write_text("Not a sample.")
    (samples / "one.md").write_text(ARTICLE)
    assert said("prepare") == 0
    assert [line for line in said.err.splitlines() if "Audited" in line] == ["Audited one.md."]
    assert said("prepare") == 0
    assert said.err == said.out == ""
    (samples / "two.txt").write_text("Ketamine can cause nausea.")
    assert said("prepare") == 0
    assert [line for line in said.err.splitlines() if "Audited" in line] == ["Audited two.txt."]
    assert said("show") == 0
    assert said.out.count("library") == 2


def test_every_sample_can_be_read() -> None:
    folder = material.path("samples")
    for path in sorted(folder.iterdir()):
        if path.stem != "README":
            assert articles.read(str(path)).text


def test_help_and_version(said: Said) -> None:
    for arguments in (
        ["--help"],
        ["audit", "-h"],
        ["library", "--help"],
        ["library", "import", "--help"],
        ["database", "backup", "--help"],
    ):
        assert said(*arguments) == 0
        assert "Usage: evidence" in said.out
    assert said("--version") == 0
    assert said.out.startswith("evidence-review ")


def test_every_promised_command_is_there() -> None:
    assert set(cli.group.commands) >= {
        "audit",
        "library",
        "search",
        "show",
        "export",
        "check",
        "database",
        "serve-eutils",
        "work",
        "prepare",
    }


# ---------------------------------------------------------------- how it looks


def drawn(width: int, made: Audit) -> str:
    console = Console(width=width, file=None, record=True, force_terminal=True, legacy_windows=False)
    with console.capture() as capture:
        console.print(views.audit(made, width))
        for finding in made.findings:
            console.print(views.finding(finding))
    return capture.get()


HOSTILE = "[bold]a[/bold] \x1b[2J \x07 " + "w" * 300 + " \u202e漢字 😀 " + "word " * 40


@pytest.mark.parametrize("width", [30, 40, 60, 80, 95, 96, 120, 200])
def test_widths_are_respected_and_nothing_is_obeyed(width: int) -> None:
    made = nouns.audit()
    claim = replace(made.findings[0].claim, text=HOSTILE)
    first = replace(made.findings[0], claim=claim, judgements=(nouns.judgement("11", title=HOSTILE),))
    made = replace(made, article=replace(made.article, title=HOSTILE), findings=(first, *made.findings[1:]))
    screen = re.sub(r"\x1b\[[0-9;]*m", "", drawn(width, made))
    from rich.cells import cell_len

    assert max(cell_len(line) for line in screen.split("\n")) <= width
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", screen)
    assert "[bold]a[/bold]" in " ".join(screen.split())


def test_each_label_and_state_shows_icon_and_word() -> None:
    screen = drawn(100, nouns.audit())
    for words in ("✔ 1 supported", "○ 1 unsourced", "∅ 1 not checkable", "⚠ 1 search failed", "✔ supported", "direct support", "high risk"):
        assert words in re.sub(r"\x1b\[[0-9;]*m", "", screen)


def test_the_bar_gives_every_claim_its_share() -> None:
    made = nouns.audit()
    screen = re.sub(r"\x1b\[[0-9;]*m", "", drawn(80, made))
    assert "━" * 80 in screen
    empty = Audit(made.article, Run("r", "", "", "library", made.run.library, "j", "p", "s"), ())
    assert "No checkable claim was found" in drawn(80, empty)


@pytest.mark.parametrize("state", [State.NOT_SEARCHED, State.SEARCH_FAILED])
def test_what_was_not_judged_is_counted_too(state: State) -> None:
    made = nouns.audit()
    made = replace(made, findings=tuple(replace(one, state=state, verdict=None) for one in made.findings))
    assert f"4 {state.value.replace('_', ' ')}" in re.sub(r"\x1b\[[0-9;]*m", "", drawn(80, made))


def test_the_list_of_audits_never_cuts_a_run_id(said: Said, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article.write_text(f"# {'A very long title ' * 10}\n\nKetamine can cause nausea.")
    assert said("audit", article, "--json", "-") == 0
    run = said.json["run"]["id"]  # type: ignore[index]
    monkeypatch.setenv("COLUMNS", "70")
    assert said("show") == 0
    assert run in said.out
    assert max(map(len, said.out.splitlines())) <= 70


def test_untrusted_text_is_made_plain() -> None:
    assert plain("a\x1b[31m\r\nb \ud800\u202e") == "a\ufffd[31m b \ufffd\ufffd"


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
