"""The store: what is kept comes back equal, nothing is half-written, the log refuses change, writers lose nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import nouns
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from evidence.errors import Conflict, NotStored, SettingsError, StoreError, VerificationError
from evidence.model import Citation, Event, Risk, StarterNote
from evidence.store import Filters, JobState, Store, codec, migrations
from evidence.store.database import Database
from evidence.store.schema import metadata

# Whole audits are big: without shrinking, a failure shows within seconds.
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
WHOLE = settings(max_examples=40, deadline=None, suppress_health_check=CHECKS, phases=[Phase.generate])
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a fresh PostgreSQL server of our own, reached through a socket file; skipped where none is installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    user = "postgres" if os.geteuid() == 0 else None
    if not programs:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    # A short folder of its own: socket paths are limited to about 100 bytes, and root cannot run the server.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    control = programs[-1].with_name("pg_ctl")
    quiet = {"user": user, "cwd": "/", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([programs[-1], "-D", folder / "data", "-U", "evidence", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run([control, "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start"], **quiet)
    try:
        yield f"postgresql://evidence@/%s?host={folder}"
    finally:
        subprocess.run([control, "-D", folder / "data", "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'folder' / 'evidence.sqlite3'}"


@pytest.fixture
def postgresql_url(postgresql: str, request: pytest.FixtureRequest) -> str:
    name = f"t{abs(hash(request.node.nodeid)):x}"
    database = Database(postgresql % "postgres")
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    database.close()
    return postgresql % name


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def kept(sqlite_url: str) -> Iterator[Store]:
    store = Store.open(sqlite_url)
    yield store
    store.close()


# ---------------------------------------------------------------- round trips


@WHOLE
@given(number=st.integers(0), data=st.data())
def test_an_audit_comes_back_equal(kept: Store, number: int, data: st.DataObject) -> None:
    audit = data.draw(nouns.audits(f"run-{number}-{len(kept.audits())}"))
    kept.record(audit)
    assert kept.audit(audit.run.id) == audit
    assert kept.latest(audit.article.key) in (audit, kept.audit(kept.audits(audit.article.key)[0].run))


@QUIET
@given(record=nouns.CITATIONS)
def test_a_citation_comes_back_equal(kept: Store, record: Citation) -> None:
    kept.delete_citations([record.pmid])
    assert kept.put_citations([record]) == 1
    assert kept.get_citations([record.pmid]) == (record,)
    assert kept.library_digest() == kept.recounted_digest()


def test_both_databases_keep_the_same(store: Store) -> None:
    hostile = nouns.article("Nul \0 and \ud800 lone, then " + "more words, " * 5, "Title \0 \udfff")
    for number, of in enumerate((None, hostile)):
        audit = nouns.audit(f"run-{number}", of or nouns.article())
        assert store.record(audit) == audit.run.id
        assert store.audit(audit.run.id) == audit
    assert [one.title for one in store.articles()] == ["On ketamine", "Title \ufffd \ufffd"]
    assert store.verify_log() == 2


def test_a_noun_that_grew_a_field_reads_old_rows() -> None:
    payload = codec.squeeze(b'{"pmid":"1","title":"t","a field of tomorrow":[1]}')
    assert codec.unpack(Citation, payload) == Citation("1", "t")


@pytest.mark.parametrize(
    "payload", [b"", b"x", codec.squeeze(b"{"), codec.squeeze(b'{"title":"t"}'), codec.squeeze(b'{"pmid":"x","title":""}')]
)
def test_damaged_bytes_are_a_store_error(payload: bytes) -> None:
    with pytest.raises(StoreError):
        codec.unpack(Citation, payload)


# ---------------------------------------------------------------- the library


def test_pubmed_stands_above_a_note_and_new_above_old(store: Store) -> None:
    note = nouns.citation("7", "a note", note=StarterNote(confirmed=True))
    old, new, second = (
        nouns.citation("7", name, revised=day, version=v) for name, day, v in (("old", "2019", 1), ("new", "2020", 1), ("v2", "", 2))
    )
    assert store.put_citations([note]) == 1
    assert store.put_citations([old, note]) == 1
    assert store.get_citations(["7"]) == (old,)
    assert store.put_citations([new]) == 1
    assert store.put_citations([old]) == 0
    assert store.put_citations([second, new, note]) == 1
    assert store.get_citations(["7"]) == (second,)
    assert (store.count_citations(), store.library_digest()) == (1, store.recounted_digest())


def test_the_digest_does_not_know_the_order(store: Store, tmp_path: Path) -> None:
    records = [nouns.citation(str(number), f"title {number}") for number in range(1, 1300)]
    other = Store.open(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert store.put_citations(iter(records)) == len(records)
    for record in reversed(records[:700]):
        other.put_citations([record])
    assert store.library_digest() != other.library_digest()
    assert other.put_citations(reversed(records)) == 599
    assert store.library_digest() == other.library_digest() == other.recounted_digest()
    assert store.put_citations(records) == 0
    other.close()


def test_citations_come_in_the_order_asked_and_by_number(store: Store) -> None:
    store.put_citations([nouns.citation(pmid) for pmid in ("10", "9", "100")])
    assert [one.pmid for one in store.get_citations(["100", "x", "", "9" * 40, "4", "9", "100"])] == ["100", "9", "100"]
    assert [one.pmid for one in store.all_citations()] == ["9", "10", "100"]
    assert store.delete_citations(["9", "11", "nonsense"]) == 1
    assert store.delete_citations([]) == 0
    assert store.count_citations() == 2


def test_a_batch_that_breaks_leaves_nothing(store: Store) -> None:
    def records() -> Iterator[Citation]:
        yield from (nouns.citation(str(number)) for number in range(1, 1200))
        raise OSError("No space left on device")

    before = store.library_digest()
    with pytest.raises(OSError, match="No space left"):
        store.put_citations(records())
    assert (store.count_citations(), store.library_digest(), list(store.all_citations())) == (0, before, [])


def test_imports_are_remembered(store: Store) -> None:
    store.note_import("a.xml.gz", "00", 3)
    store.note_import("b.xml.gz", "01", 4)
    assert [(one.name, one.sha256, one.records) for one in store.imports()] == [("a.xml.gz", "00", 3), ("b.xml.gz", "01", 4)]


# ---------------------------------------------------------------- audits


def test_an_audit_is_kept_once_and_never_half(store: Store) -> None:
    audit = nouns.audit()
    store.record(audit)
    with pytest.raises(Conflict):
        store.record(replace(audit, findings=()))
    assert store.audit("run-1") == audit
    broken = replace(nouns.audit("run-2"), findings=(*audit.findings, None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        store.record(broken)
    assert [one.run for one in store.audits()] == ["run-1"]
    assert store.verify_log() == 1
    with pytest.raises(NotStored):
        store.audit("run-2")


def test_summaries_count_and_the_newest_stands(store: Store) -> None:
    key = nouns.article().key
    store.record(nouns.audit("late", finished_at="2026-11-22T12:00:00Z"))
    store.record(nouns.audit("early", finished_at="2026-11-21T12:00:00Z"))
    assert [one.run for one in store.audits(key)] == ["late", "early"]
    latest = store.latest(key)
    assert latest is not None
    assert latest.run.id == "late"
    (summary,) = store.articles()
    assert summary.audits == 2
    assert summary.latest == store.audits()[0]
    one = store.audits()[0]
    assert (one.claims, one.supported, one.mixed, one.unsourced, one.not_checkable, one.search_failed, one.alarming) == (
        4,
        1,
        0,
        1,
        1,
        1,
        1,
    )
    assert store.latest("nobody") is None
    assert store.audits("nobody") == ()
    assert store.runs("la") == ("late",)
    claim = latest.findings[0].claim.id
    assert store.claim_ids(claim[:20]) == ((claim, "early"),)


def test_an_article_is_kept_before_its_audit(store: Store) -> None:
    article = nouns.article()
    version = store.put_article(article)
    assert store.put_article(article) == version
    assert store.put_article(replace(article, text=article.text + " More.")) != version
    assert store.article(version) == article
    assert [(one.audits, one.latest) for one in store.articles()] == [(0, None)]
    with pytest.raises(NotStored):
        store.article("b2:none")


# ---------------------------------------------------------------- looking across articles


def test_findings_are_filtered_sorted_and_paged(store: Store) -> None:
    store.record(nouns.audit("old", finished_at="2020-01-01T00:00:00Z"))
    store.record(nouns.audit("one"))
    store.record(nouns.audit("two", nouns.article(title="Another")))
    page = store.findings_page(limit=3)
    assert (page.total, len(page.rows)) == (8, 3)
    rest = store.findings_page(limit=100, offset=3)
    assert len(rest.rows) == 5
    assert {row.run for row in (*page.rows, *rest.rows)} == {"one", "two"}

    def total(**parts: object) -> int:
        return store.findings_page(Filters(**parts)).total  # type: ignore[arg-type]

    assert total(label=("supported",)) == 2
    assert total(label=("supported", "unsourced")) == 4
    assert total(reason=("none_found",), risk=("high",)) == 2
    assert total(state=("search_failed",)) == 2
    assert total(kind=("authority/promotional",)) == 2
    assert total(levels=(2,)) == 2
    assert total(levels=(0,)) == 6
    assert total(article=(nouns.article().key,)) == 4
    assert total(text="FATIGUE ketamine") == 4 - 2
    assert total(text="100%") == total(text="' OR 1=1") == 0
    assert total(pmids=("12",)) == len(store.where_used("12")) == 2
    assert total(run="old") == 4
    by_risk = store.findings_page(Filters(sort="risk")).rows
    assert [row.risk for row in by_risk] == sorted((row.risk for row in by_risk), key=[*Risk].index)
    assert next(row.title for row in store.findings_page(Filters(descending=True)).rows) == "On ketamine"
    assert {row[0]: row[-1] for row in store.finding_counts(["label"])} == {"": 4, "supported": 2, "unsourced": 2}
    assert store.finding_counts(["risk", "label"], Filters(run="one"))[0] == ("high", "unsourced", 1)
    assert store.judgement_counts(["year", "stance", "counted"]) == ((2019, "neutral", 0, 2), (2019, "supports", 1, 2))
    with pytest.raises(ValueError, match="sorted by one of"):
        store.findings_page(Filters(sort="1; DROP TABLE claims"))


# ---------------------------------------------------------------- the log


def act(number: int, subject: str = "claim-1") -> Event:
    return Event("decide", "Dr Who", nouns.AT, subject, after=f'{{"n":{number}}}', reason="because \0", article="a")


def test_events_chain_and_a_late_writer_is_told(store: Store) -> None:
    first, second = store.append(act(1)), store.append(act(2, "claim-2"))
    assert (first.number, first.previous, second.previous) == (1, "", first.hash)
    assert first.reason == "because \ufffd"
    assert store.events("claim-1") == (first,)
    assert store.events(article="a") == (first, second)
    with pytest.raises(Conflict, match="Dr Who has written to this first"):
        store.append(act(3), seen=0)
    third = store.append(act(3), seen=first.number)
    assert store.events() == (first, second, third)
    assert store.append(Event("note", "x", "", "y")).at
    assert store.verify_log() == 4


REFUSED = {
    "sqlite": (
        "UPDATE events SET reason = 'nicer'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "REPLACE INTO events SELECT * FROM events",
        "INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT (number) DO UPDATE SET reason = 'nicer'",
    ),
    "postgresql": (
        "UPDATE events SET reason = 'nicer'",
        "DELETE FROM events",
        "TRUNCATE events",
        "INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT (number) DO UPDATE SET reason = 'nicer'",
    ),
}


def test_the_database_refuses_to_change_the_log(store: Store) -> None:
    store.append(act(1))
    for statement in REFUSED["sqlite" if store.database.sqlite else "postgresql"]:
        with pytest.raises(StoreError, match="append-only"), store.database.writing("log") as connection:
            connection.execute(text(statement))
    assert store.verify_log() == 1


def test_a_connection_without_our_pragmas_is_refused_too(kept: Store) -> None:
    kept.append(act(1))
    with closing(sqlite3.connect(str(kept.database.path))) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT OR REPLACE INTO events SELECT * FROM events")


TAMPERING: dict[str, tuple[str, str]] = {
    "changed": ("UPDATE events SET reason = 'nicer' WHERE number = 3", "event 3 was changed"),
    "missing": ("DELETE FROM events WHERE number = 2", "event 2 is missing"),
    "end cut off": ("DELETE FROM events WHERE number > 3", "ends at event 3, but 5 were written"),
    "reordered": ("UPDATE events SET number = CASE number WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE number END; "
                  "UPDATE events SET number = -number WHERE number < 0", "event 2 was changed"),
    "inserted": ("INSERT INTO events SELECT 6, kind, actor, at, subject, before, after, reason, article, versions, hash, hash FROM events "
                 "WHERE number = 5", "event 6 was changed"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAMPERING)
def test_tampering_is_found_and_the_first_bad_event_named(kept: Store, case: str) -> None:
    statements, message = TAMPERING[case]
    for number in range(5):
        kept.append(act(number))
    with closing(sqlite3.connect(str(kept.database.path))) as connection:
        connection.executescript("DROP TRIGGER events_never_change; DROP TRIGGER events_never_go;" + statements)
    with pytest.raises(VerificationError, match=message):
        kept.verify_log()


def test_a_forged_event_with_a_right_hash_is_found(kept: Store) -> None:
    last = [kept.append(act(number)) for number in range(3)][-1]
    from evidence.store import log

    forged = replace(last, number=4, previous=last.hash, hash="")
    forged = replace(forged, hash=log._hash(forged))
    with closing(sqlite3.connect(str(kept.database.path))) as connection:
        names = [*Event.__dataclass_fields__]
        row = [getattr(forged, name) for name in names]
        connection.execute(f"INSERT INTO events ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", row)
        connection.commit()
    with pytest.raises(VerificationError, match="event 4 was put in behind its end"):
        kept.verify_log()


# ---------------------------------------------------------------- writers at once

WRITER = """
import sys
sys.path.insert(0, {tests!r})
import nouns
from evidence.model import Event
from evidence.store import Store
store = Store.open({url!r})
for number in range({first}, {first} + 25):
    store.append(Event("decide", "w", "", f"claim-{{number}}"))
    store.put_citations([nouns.citation(str(number + 1))])
    store.record(nouns.audit(f"run-{{number}}"))
"""


def test_processes_that_write_at_once_lose_nothing(url: str) -> None:
    programs = [WRITER.format(tests=str(Path(__file__).parent), url=url, first=first) for first in (0, 25, 50)]
    running = [subprocess.Popen([sys.executable, "-c", program]) for program in programs]
    assert [process.wait() for process in running] == [0, 0, 0]
    store = Store.open(url)
    assert store.verify_log() == 150
    assert len({event.subject for event in store.events()}) == 150
    assert store.count_citations() == 75
    assert store.library_digest() == store.recounted_digest()
    assert len(store.audits()) == 75
    store.close()


# ---------------------------------------------------------------- jobs


def test_a_job_is_taken_by_one_and_again_when_its_worker_died(store: Store) -> None:
    store.add_job("j1", "audit", b"one")
    store.add_job("j2", "audit", b"two")
    taken = store.take_job("w1", 60)
    assert taken is not None
    assert (taken[0].id, taken[0].state, taken[1]) == ("j1", JobState.RUNNING, b"one")
    assert store.renew_job("j1", "w1", 60, 3, 10, "third claim")
    assert store.take_job("w2", -1)
    taken_up = store.take_job("w3", 60)
    assert taken_up is not None
    assert (taken_up[0].id, taken_up[0].attempts) == ("j2", 2)
    assert not store.renew_job("j2", "w2", 60)
    assert not store.end_job("j2", "w2", JobState.DONE)
    assert store.end_job("j2", "w3", JobState.DONE, "run-9")
    assert store.end_job("j1", "w1", JobState.WAITING)
    assert [(job.id, job.state, job.result) for job in store.jobs()] == [("j2", JobState.DONE, "run-9"), ("j1", JobState.WAITING, "")]
    with pytest.raises(NotStored):
        store.job("j3")


def test_a_job_that_kills_its_workers_is_given_up(store: Store) -> None:
    store.add_job("j", "audit", b"")
    assert [store.take_job("w", -1) is not None for _ in range(4)] == [True, True, True, False]
    job = store.job("j")
    assert (job.state, job.message) == (JobState.FAILED, "Its worker died 3 times.")


def test_a_job_is_stopped(store: Store) -> None:
    for job in ("waits", "runs", "orphan"):
        store.add_job(job, "audit", b"")
    store.stop_job("waits")
    assert store.job("waits").state == JobState.CANCELLED
    assert store.take_job("w", 60)
    store.stop_job("runs")
    assert not store.renew_job("runs", "w", 60, 1, 2)
    assert store.end_job("runs", "w", JobState.CANCELLED)
    assert store.take_job("w", -1)
    store.stop_job("orphan")
    assert store.take_job("w", 60) is None
    assert store.job("orphan").state == JobState.CANCELLED
    store.stop_job("nobody")


def test_settings_are_remembered(store: Store) -> None:
    assert store.setting("x") is None
    store.put_setting("x", "1")
    store.put_setting("x", "2")
    assert store.setting("x") == "2"


# ---------------------------------------------------------------- tables and trouble


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert migrations.version(store.database) == migrations.HEAD


def test_the_head_is_the_newest_migration() -> None:
    folder = Path(migrations.__file__).parent
    assert ScriptDirectory(str(folder)).get_current_head() == migrations.HEAD


def test_the_tables_can_be_taken_down_and_made_again(store: Store) -> None:
    store.append(act(1))
    with store.database.writing("schema") as connection:
        migrations.build(connection)
    assert store.events() == ()
    assert store.append(act(1)).number == 1


def test_a_second_opening_changes_nothing(url: str) -> None:
    first = Store.open(url)
    first.append(act(1))
    second = Store.open(url)
    assert second.verify_log() == 1
    first.close()
    second.close()


def test_a_database_of_a_newer_program_is_refused(url: str) -> None:
    store = Store.open(url)
    with store.database.writing("schema") as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(url)


def test_backup_and_restore(store: Store, tmp_path: Path) -> None:
    audit = nouns.audit()
    store.record(audit)
    store.put_citations([nouns.citation("5")])
    store.add_job("j", "audit", b"\0\xff")
    digest, file = store.library_digest(), tmp_path / "to" / "backup.sqlite3"
    store.backup(file)
    assert sorted(path.name for path in file.parent.iterdir()) == ["backup.sqlite3"]
    store.record(nouns.audit("run-2"))
    store.delete_citations(["5"])
    store.restore(file)
    assert [one.run for one in store.audits()] == ["run-1"]
    assert (store.audit("run-1"), store.library_digest(), store.verify_log()) == (audit, digest, 1)
    assert store.record(nouns.audit("run-3")) == "run-3"
    store.add_job("k", "audit", b"")
    assert [job.id for job in store.jobs()] == ["k", "j"]
    store.backup(file)
    other = Store.open(f"sqlite:///{file}")
    assert other.verify_log() == 2
    other.close()


def test_what_is_no_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    store.append(act(1))
    empty, nonsense, other = tmp_path / "empty", tmp_path / "nonsense", tmp_path / "other"
    empty.write_bytes(b"")
    nonsense.write_bytes(b"nonsense " * 200)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for file in (empty, nonsense, other, tmp_path / "absent"):
        with pytest.raises(StoreError):
            store.restore(file)
    assert store.verify_log() == 1


def broken(place: Path) -> None:
    place.write_bytes(b"This is not a database, but a letter. " * 60)


def damaged(place: Path) -> None:
    store = Store.open(f"sqlite:///{place}")
    store.put_citations(nouns.citation(str(number)) for number in range(1, 400))
    store.close()
    place.write_bytes(place.read_bytes()[:4096] + os.urandom(8192) + place.read_bytes()[12288:])


def a_folder(place: Path) -> None:
    place.mkdir()


@pytest.mark.parametrize("trouble", [broken, damaged, a_folder])
def test_what_is_no_database_is_told_with_advice(tmp_path: Path, trouble: Callable[[Path], None]) -> None:
    place = tmp_path / "x.sqlite3"
    trouble(place)
    with pytest.raises(StoreError) as told:
        list(Store.open(f"sqlite:///{place}").all_citations())
    assert told.value.advice
    assert told.value.__cause__ is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'folder' / 'x.sqlite3'}")


def test_a_full_disk_leaves_nothing_half_written(kept: Store) -> None:
    kept.put_citations([nouns.citation("1")])
    with kept.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        raw = connection.connection.driver_connection
        assert raw is not None
    before = kept.library_digest()
    with pytest.raises(StoreError, match="disk is full"):
        kept.put_citations(nouns.citation(str(n), abstract=os.urandom(5000).hex()) for n in range(2, 300))
    assert (kept.count_citations(), kept.library_digest(), kept.recounted_digest()) == (1, before, before)


def test_a_locked_database_is_told(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.store.database.WAIT_S", 0.05)
    late = Store.open(str(kept.database.url))
    with closing(sqlite3.connect(str(kept.database.path), isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="busy"):
            late.append(act(1))
        assert late.events() == ()
    late.append(act(1))
    late.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(kept: Store) -> None:
    place = kept.database.path
    assert place is not None
    kept.close()
    place.chmod(0o400)
    place.parent.chmod(0o500)
    try:
        with pytest.raises(StoreError):
            Store.open(f"sqlite:///{place}").append(act(1))
    finally:
        place.parent.chmod(0o700)


def test_a_database_opened_read_only_is_told(kept: Store) -> None:
    store = Store.open(f"sqlite:///file:{kept.database.path}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written"):
        store.append(act(1))
    store.close()


@pytest.mark.parametrize(
    "address", ["postgresql://u:secretword@127.0.0.1:1/x", "postgresql+psycopg://u:secretword@127.0.0.1:1/x?connect_timeout=1"]
)
def test_a_server_that_is_not_there_is_told_without_the_password(address: str) -> None:
    with pytest.raises(StoreError) as told:
        Store.open(address)
    assert "secretword" not in str(told.value) + told.value.advice


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(SettingsError):
        Store.open("no address")
