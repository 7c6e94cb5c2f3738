"""Doors by name, the starter library once, and the audit job from the queue to the store."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nouns
import pytest

from evidence import jobs, readers, settings
from evidence.errors import SettingsError, StoreError
from evidence.installation import JUDGE, POLICY, SOURCES, Installation, now, software
from evidence.jobs import Jobs
from evidence.model import Audit, State
from evidence.rules import material

TEXT = b"Ketamine infusions reduce fatigue in chronic fatigue syndrome. Ketamine can cause nausea."


@pytest.fixture
def installation() -> Iterator[Installation]:
    opened = Installation.open(settings.load())
    # Its worker is this test: a process of its own is tested in test_jobs and in the browser.
    opened.jobs = Jobs(opened.store, opened.settings.data_folder, (sys.executable, "-c", "pass"))
    yield opened
    opened.close()


def test_doors_are_opened_by_name(installation: Installation) -> None:
    assert [installation.source(name).name for name in SOURCES] == ["library", "pubmed"]
    assert installation.judge().name == JUDGE
    assert installation.policy().name == POLICY
    assert installation.library is installation.library
    for door in (installation.source, installation.judge, installation.policy):
        with pytest.raises(SettingsError, match="nobody"):
            door("nobody")


def test_the_starter_library_is_read_on_first_use_and_again_when_it_changed(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installation.store.count_citations() == 0
    first = installation.library.state()
    assert first.records > 50
    again = Installation(installation.settings, installation.store)
    assert again.library.state() == first
    assert len(installation.store.imports()) == 1
    changed = installation.settings.data_folder / "starter.json"
    changed.write_bytes(material.read("library/starter.json").replace(b'"finding": "', b'"finding": "So: ', 1))
    monkeypatch.setattr(material, "read", lambda name: changed.read_bytes())
    monkeypatch.setattr(material, "path", lambda name: changed)
    newer = Installation(installation.settings, installation.store).library.state()
    assert (newer.records, newer.digest != first.digest) == (first.records, True)


def test_a_starter_note_never_replaces_pubmeds_record(installation: Installation) -> None:
    pmid = next(installation.library.shelf.all_citations()).pmid
    record = nouns.citation(pmid)
    installation.library.add([record])
    installation.store.put_setting("starter", "an older one")
    Installation(installation.settings, installation.store).library.state()
    assert installation.store.get_citations([pmid]) == (record,)


def test_an_audit_is_kept_and_names_its_versions(installation: Installation) -> None:
    made = installation.audit(readers.read(TEXT, "a.txt"), limit=5)
    assert installation.store.audit(made.run.id) == made
    assert made.run.software == software()
    assert made.run.started_at <= made.run.finished_at <= now()
    assert made.run.library == installation.library.state()
    assert all(len(one.judgements) <= 5 for one in made.findings)


def test_fetched_records_wait_while_the_library_is_busy_and_none_is_left_over(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> int:
        raise StoreError("Another process is writing.")

    records = [nouns.citation("900001"), nouns.citation("900002")]
    add = installation.library.add
    monkeypatch.setattr(installation.library, "add", busy)
    installation._keep(records[:1])
    installation._keep(records[1:])
    made = installation.examine(readers.read(TEXT, "a.txt"))
    with pytest.raises(StoreError, match="Another process"):
        installation.record(made)
    assert installation.store.get_citations(["900001"]) == ()
    monkeypatch.setattr(installation.library, "add", add)
    installation.record(made)
    assert installation.store.get_citations(["900001", "900002"]) == tuple(records)


def test_an_audit_job_runs_under_its_own_id(installation: Installation) -> None:
    article = readers.read(TEXT, "a.txt")
    job = installation.jobs.submit("audit", {"version": installation.store.put_article(article), "source": "library"})
    run(installation)
    status = installation.jobs.status(job)
    assert (status.state, status.result, status.done, status.total) == (
        "done",
        job,
        status.total,
        len(installation.store.audit(job).findings),
    )
    assert installation.store.audit(job).article == article


def test_a_job_whose_audit_was_recorded_before_the_kill_does_nothing_twice(installation: Installation) -> None:
    article = readers.read(TEXT, "a.txt")
    job = installation.jobs.submit("audit", {"version": installation.store.put_article(article), "source": "library"})
    recorded = installation.audit(article, run_id=job)
    run(installation)
    assert installation.jobs.status(job).state == "done"
    assert installation.store.audits()
    assert installation.store.audit(job) == recorded


def test_a_stopped_job_keeps_what_it_found(installation: Installation) -> None:
    article = readers.read(b"\n\n".join([TEXT] * 1 + [b"Ketamine relieves pain within a day."] * 1), "a.txt")
    job = installation.jobs.submit("audit", {"version": installation.store.put_article(article), "source": "library"})
    handler = installation.handlers()["audit"]

    def stopped(payload: object, report: jobs.Report) -> str:
        installation.jobs.cancel(report.job)
        report.renew()
        return handler(payload, report)  # type: ignore[arg-type]

    jobs.work(installation.store, {"audit": stopped}, stop=threading.Event(), idle_s=0)
    status = installation.jobs.status(job)
    assert (status.state, status.result) == ("cancelled", job)
    assert {one.state for one in installation.store.audit(job).findings} == {State.NOT_SEARCHED}


def test_a_job_with_an_unknown_source_fails_with_advice(installation: Installation) -> None:
    version = installation.store.put_article(readers.read(TEXT, "a.txt"))
    job = installation.jobs.submit("audit", {"version": version, "source": "nobody"})
    run(installation)
    status = installation.jobs.status(job)
    assert status.state == "failed"
    assert "library, pubmed" in status.advice


def test_checks_tell_what_fails(installation: Installation) -> None:
    assert [(one.name, one.ok) for one in installation.checks(network=False)] == [("database", True), ("library", True)]
    folder = installation.settings.index_folder
    assert folder.is_dir()
    closed = replace_database(installation)
    assert next((one.name, one.ok, one.exit_code) for one in closed.checks(network=False)) == ("database", False, 5)


def replace_database(installation: Installation) -> Installation:
    """The same installation after somebody overwrote its database."""
    path = installation.store.database.path
    assert path is not None
    installation.close()
    for left in path.parent.glob(path.name + "*"):
        left.unlink()
    Path(path).write_bytes(b"no database" * 500)
    return installation


def run(installation: Installation) -> None:
    jobs.work(installation.store, installation.handlers(), stop=threading.Event(), idle_s=0)


def test_two_audits_of_one_article_differ_in_run_and_times_only(installation: Installation) -> None:
    article = readers.read(TEXT, "a.txt")
    first, second = (installation.examine(article) for _ in range(2))
    assert timeless(first) == timeless(second)


def timeless(made: Audit) -> Audit:
    findings = tuple(replace(one, searches=tuple(replace(search, at="") for search in one.searches)) for one in made.findings)
    return replace(made, run=replace(made.run, id="", started_at="", finished_at=""), findings=findings)
