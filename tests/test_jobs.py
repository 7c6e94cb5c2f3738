"""Jobs: done by a worker, told as they go, stopped, given back, and taken up again after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evidence import jobs
from evidence.errors import Cancelled, SourceUnreachable
from evidence.jobs import Handler, Jobs, Report
from evidence.store import Store

# A worker of its own process: writes down that it began, then waits for a file before it ends its job.
WORKER = """
import sys, threading, time
from pathlib import Path
from evidence import jobs
from evidence.store import Store
folder = Path(sys.argv[1])
jobs.LEASE_S, jobs.BEAT_S = 1.5, 0.2
def wait(payload, report):
    with (folder / "began").open("a") as out:
        out.write(report.job + "\\n")
    for done in range(3000):
        report(done % 7, 7, "waiting")
        if (folder / "go").exists() or report.cancelled():
            break
        time.sleep(0.02)
    return "result of " + report.job
stop = threading.Event()
import signal
signal.signal(signal.SIGTERM, lambda *_: stop.set())
jobs.work(Store.open(f"sqlite:///{folder / 'jobs.sqlite3'}"), {"wait": wait}, stop=stop, idle_s=20)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """Jobs whose worker process does nothing: the tests work themselves."""
    return Jobs(store, tmp_path, (sys.executable, "-c", "pass"))


def work(store: Store, handler: Handler, stop: threading.Event | None = None) -> None:
    jobs.work(store, {"try": handler}, stop=stop or threading.Event(), idle_s=0)


def until(condition: Callable[[], bool], patience: float = 30) -> None:
    """Waits for what another process brings about."""
    tick = threading.Event()
    for _ in range(int(patience / 0.02)):
        if condition():
            return
        tick.wait(0.02)
    raise AssertionError("it did not happen")


def test_a_job_is_done_and_told(store: Store, desk: Jobs) -> None:
    seen: list[tuple[str, int, int, str]] = []

    def handler(payload: Mapping[str, Any], report: Report) -> str:
        report(0, 2, "first")
        status = desk.status(report.job)
        seen.append((status.state, status.done, status.total, status.message))
        assert not report.cancelled()
        report(2, 2, "")
        return str(payload["number"])

    job = desk.submit("try", {"number": 5})
    assert desk.status(job).state == "waiting"
    work(store, handler)
    status = desk.status(job)
    assert seen == [("running", 0, 2, "first")]
    assert (status.state, status.result, status.done, status.total, status.over) == ("done", "5", 2, 2, True)
    assert [one.id for one in desk.recent()] == [job]


@pytest.mark.parametrize(
    ("error", "state", "message"),
    [
        (SourceUnreachable("PubMed did not answer."), "failed", "PubMed did not answer."),
        (Cancelled("Stopped by a person."), "cancelled", "Stopped by a person."),
        (ZeroDivisionError("secret detail"), "failed", "An unexpected error: ZeroDivisionError."),
        (KeyError("nobody"), "failed", "An unexpected error: KeyError."),
    ],
)
def test_an_error_ends_the_job_with_advice(store: Store, desk: Jobs, error: Exception, state: str, message: str) -> None:
    def handler(payload: Mapping[str, Any], report: Report) -> str:
        raise error

    job = desk.submit("try", {})
    work(store, handler)
    status = desk.status(job)
    assert (status.state, status.message) == (state, message)
    assert status.advice


def test_a_kind_that_nobody_knows_fails(store: Store, desk: Jobs) -> None:
    job = desk.submit("unknown", {})
    work(store, lambda payload, report: "")
    assert desk.status(job).state == "failed"


def test_a_running_job_is_stopped_and_keeps_what_it_found(store: Store, desk: Jobs) -> None:
    def handler(payload: Mapping[str, Any], report: Report) -> str:
        desk.cancel(report.job)
        report(0, 9)
        assert report.cancelled()
        return "partial"

    job = desk.submit("try", {})
    work(store, handler)
    status = desk.status(job)
    assert (status.state, status.result) == ("cancelled", "partial")


def test_a_worker_that_must_end_gives_its_job_back(store: Store, desk: Jobs) -> None:
    stop = threading.Event()

    def handler(payload: Mapping[str, Any], report: Report) -> str:
        stop.set()
        report(1, 9)
        raise AssertionError("not reached")

    job = desk.submit("try", {})
    work(store, handler, stop)
    assert desk.status(job).state == "waiting"
    work(store, lambda payload, report: "whole")
    assert desk.status(job).result == "whole"


def test_ids_sort_by_time_and_differ() -> None:
    ids = [jobs.new_id() for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(len(one) == 22 for one in ids)


# ---------------------------------------------------------------- processes


def begun(folder: Path) -> list[str]:
    return (folder / "began").read_text().split() if (folder / "began").exists() else []


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER, str(folder)])


def test_a_killed_workers_job_is_taken_up_again(store: Store, desk: Jobs, tmp_path: Path) -> None:
    job = desk.submit("wait", {})
    first = start(tmp_path)
    until(lambda: begun(tmp_path) == [job])
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    assert desk.status(job).state == "running"
    second = start(tmp_path)
    until(lambda: begun(tmp_path) == [job, job])
    (tmp_path / "go").touch()
    until(lambda: desk.status(job).over)
    second.terminate()
    second.wait()
    assert (desk.status(job).state, desk.status(job).result) == ("done", f"result of {job}")


def test_two_workers_never_do_the_same_job(store: Store, desk: Jobs, tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    submitted = [desk.submit("wait", {}) for _ in range(12)]
    workers = [start(tmp_path), start(tmp_path)]
    until(lambda: all(desk.status(job).over for job in submitted))
    for worker in workers:
        worker.terminate()
        assert worker.wait() == 0
    assert sorted(begun(tmp_path)) == sorted(submitted)


def test_a_worker_is_started_once_and_outlives_its_server(store: Store, tmp_path: Path) -> None:
    server = f"""
import sys
from pathlib import Path
from evidence.jobs import Jobs
from evidence.store import Store
folder = Path({str(tmp_path)!r})
store = Store.open(f"sqlite:///{{folder / 'jobs.sqlite3'}}")
desk = Jobs(store, folder, (sys.executable, "-c", {WORKER!r}, str(folder)))
desk.submit("wait", {{}})
assert not desk.ensure_worker()
"""
    subprocess.run([sys.executable, "-c", server], check=True)
    (job,) = store.jobs()
    until(lambda: begun(tmp_path) == [job.id])
    # The server's process is gone; its worker goes on, also for a server that was restarted.
    other = Jobs(store, tmp_path, (sys.executable, "-c", "raise SystemExit('a second worker')"))
    assert not other.ensure_worker()
    other.cancel(job.id)
    until(lambda: other.status(job.id).over)
    assert other.status(job.id).state == "cancelled"
    pid = int((store.setting("worker") or "").split(":")[-2])
    os.kill(pid, signal.SIGTERM)
    until(lambda: store.setting("worker") == "")
    assert other.ensure_worker()
