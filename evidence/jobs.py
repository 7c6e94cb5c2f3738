"""The door to other processes: long work is a row in a jobs table, done by a worker process that outlives tab and server.

A worker holds a lease on its job and renews it; when it is killed the lease runs out and the next worker takes the job up again.
So what a job does must be harmless to repeat: it writes its result under the job's own id. This room knows the table only as ``Rows``.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from evidence.errors import Cancelled, EvidenceError

log = logging.getLogger(__name__)

LEASE_S = 20.0
BEAT_S = 5.0
POLL_S = 0.3
# A worker whose last sign of life is older than this is taken for dead.
SILENT_S = 20.0
# A worker started for the dashboard ends by itself after so long without work.
IDLE_S = 900.0


# The worker is its launcher's child in a session of its own, and the launcher ends at once: so the worker outlives the server that
# wanted it, and leaves no zombie there.
_LAUNCH = "import subprocess, sys; subprocess.Popen(sys.argv[1:], start_new_session=True)"


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How a job stands. ``state``: waiting, running, done, failed or cancelled; ``result``: the run id of what was kept."""

    id: str
    kind: str
    state: str
    done: int
    total: int
    message: str
    result: str
    advice: str
    created_at: str
    finished_at: str

    @property
    def over(self) -> bool:
        return self.state not in ("waiting", "running")


class Row(Protocol):
    """A row of the jobs table."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> Any: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def advice(self) -> str: ...
    @property
    def created_at(self) -> str: ...
    @property
    def finished_at(self) -> str: ...


class Rows(Protocol):
    """What the table promises (the store keeps it)."""

    def add_job(self, job: str, kind: str, payload: bytes) -> None: ...
    def job(self, job: str) -> Row: ...
    def jobs(self, limit: int = ...) -> Sequence[Row]: ...
    def take_job(self, worker: str, lease_s: float) -> tuple[Row, bytes] | None: ...
    def renew_job(self, job: str, worker: str, lease_s: float, done: int | None = ..., total: int = ..., message: str = ...) -> bool: ...
    def end_job(self, job: str, worker: str, state: Any, result: str = ..., message: str = ..., advice: str = ...) -> bool: ...
    def stop_job(self, job: str) -> None: ...
    def setting(self, key: str) -> str | None: ...
    def put_setting(self, key: str, value: str) -> None: ...


def new_id() -> str:
    """An id for a run or a job: its time and six random digits, "20261122-104500-3f9a2c"."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class Jobs:
    """Submitting work and asking how it stands. ``folder`` takes the workers' log."""

    def __init__(self, rows: Rows, folder: Path, command: Sequence[str] = (sys.executable, "-m", "evidence", "work")) -> None:
        self._rows, self._folder, self._command = rows, folder, tuple(command)

    def submit(self, kind: str, payload: Mapping[str, Any]) -> str:
        """Puts a job into the queue, sees to it that a worker runs, and gives the job's id."""
        job = new_id()
        self._rows.add_job(job, kind, json.dumps(payload).encode())
        self.ensure_worker()
        return job

    def status(self, job: str) -> JobStatus:
        """How the job stands; NotStored. Starts a worker where the job waits and none is alive."""
        row = self._rows.job(job)
        if str(row.state) in ("waiting", "running"):
            self.ensure_worker()
        return _status(row)

    def recent(self, limit: int = 20) -> tuple[JobStatus, ...]:
        """The newest jobs first."""
        return tuple(_status(row) for row in self._rows.jobs(limit))

    def cancel(self, job: str) -> None:
        """Stops the job: at once where it waits, after the claim at hand where it runs. What was found is kept."""
        self._rows.stop_job(job)

    def ensure_worker(self) -> bool:
        """Starts a worker process unless one is alive; True when it started one."""
        if _alive(self._rows):
            return False
        _beat(self._rows, "starting")
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", _LAUNCH, *self._command, "--idle", f"{IDLE_S:g}"]
        with (self._folder / "worker.log").open("ab") as out:
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False)  # noqa: S603 - our own program
        return True


class Report:
    """What a running job tells and asks. Calling it with (done, total, message) writes progress, at most a few times a second."""

    def __init__(self, rows: Rows, job: str, worker: str, stop: threading.Event) -> None:
        self.job = job
        self._rows, self._worker, self._shutdown = rows, worker, stop
        self._lost = threading.Event()
        self._last = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if self._shutdown.is_set():
            raise GivenBack
        if done in (0, total) or time.monotonic() - self._last > 0.2:
            self._last = time.monotonic()
            self.renew(done, total, message)

    def renew(self, done: int | None = None, total: int = 0, message: str = "") -> None:
        if not self._rows.renew_job(self.job, self._worker, LEASE_S, done, total, message):
            self._lost.set()

    def cancelled(self) -> bool:
        """Whether to stop: a person asked for it, or another worker has the job by now."""
        if self._shutdown.is_set():
            raise GivenBack
        return self.stopped

    @property
    def stopped(self) -> bool:
        return self._lost.is_set()


class GivenBack(BaseException):
    """The worker must end: the job goes back into the queue. Not an Exception, so that no handler keeps half a result."""


Handler = Callable[[Mapping[str, Any], Report], str]


def work(rows: Rows, handlers: Mapping[str, Handler], *, stop: threading.Event, idle_s: float | None = None, name: str = "") -> int:
    """Takes jobs until ``stop`` is set or none came for ``idle_s`` seconds; gives the number of jobs done."""
    worker = name or f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(2)}"
    done, since, beat = 0, time.monotonic(), -BEAT_S
    while not stop.is_set():
        if time.monotonic() - beat >= BEAT_S:
            beat = time.monotonic()
            _beat(rows, worker)
        taken = rows.take_job(worker, LEASE_S)
        if taken is None:
            if idle_s is not None and time.monotonic() - since > idle_s:
                break
            stop.wait(POLL_S)
            continue
        _do(rows, handlers, taken[0], taken[1], worker, stop)
        done, since = done + 1, time.monotonic()
    rows.put_setting("worker", "")
    return done


def _do(rows: Rows, handlers: Mapping[str, Handler], row: Row, payload: bytes, worker: str, stop: threading.Event) -> None:
    """Does one job to its end, with a second thread that keeps its lease and the worker's sign of life."""
    report, over = Report(rows, row.id, worker, stop), threading.Event()

    def keep() -> None:
        while not over.wait(BEAT_S):
            try:
                report.renew()
                _beat(rows, worker)
            except EvidenceError as error:  # a busy database: the next beat tries again, the lease lasts several beats
                log.warning("the lease of job %s was not renewed: %s", row.id, error)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        state, result, message, advice = _outcome(handlers, row, payload, report)
    finally:
        over.set()
        keeper.join()
    rows.end_job(row.id, worker, state, result, message, advice)


def _outcome(handlers: Mapping[str, Handler], row: Row, payload: bytes, report: Report) -> tuple[str, str, str, str]:
    """(state, result, message, advice) of running the job's handler."""
    try:
        result = handlers[row.kind](json.loads(payload), report)
    except GivenBack:
        return "waiting", "", "Waiting for a worker.", ""
    except Cancelled as error:
        return "cancelled", "", str(error), error.advice
    except EvidenceError as error:
        return "failed", "", str(error), error.advice
    except Exception as error:
        log.exception("job %s failed", row.id)
        return (
            "failed",
            "",
            f"An unexpected error: {type(error).__name__}.",
            "Report it with the last lines of worker.log in the data folder.",
        )
    if report.stopped:
        return "cancelled", result, "Stopped; what was found is kept.", ""
    return "done", result, "", ""


def _status(row: Row) -> JobStatus:
    return JobStatus(
        row.id, row.kind, str(row.state), row.done, row.total, row.message, row.result, row.advice, row.created_at, row.finished_at
    )


def _beat(rows: Rows, worker: str) -> None:
    rows.put_setting("worker", f"{datetime.now(UTC).isoformat()} {worker}")


def _alive(rows: Rows) -> bool:
    at = (rows.setting("worker") or "").partition(" ")[0]
    return bool(at) and datetime.now(UTC) - datetime.fromisoformat(at) < timedelta(seconds=SILENT_S)
