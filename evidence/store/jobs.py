"""Rows of long work: taken by one worker at a time under a lease, taken up again when the lease runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from evidence.errors import NotStored
from evidence.store import codec
from evidence.store.database import Database, now
from evidence.store.schema import jobs, meta

# A job whose worker died this often is not taken up again: it would kill the next one too.
MOST_ATTEMPTS = 3


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as it stands. ``done`` of ``total`` steps; ``message`` says what is going on, ``advice`` what to do about a failure."""

    id: str
    kind: str
    state: JobState
    done: int
    total: int
    message: str
    result: str
    advice: str
    attempts: int
    stop: bool
    created_at: str
    started_at: str
    finished_at: str


class JobRows:
    """Adding, taking, reporting and ending jobs."""

    database: Database

    def add_job(self, job: str, kind: str, payload: bytes) -> None:
        """A new job under an id of the caller's."""
        row = {
            "id": job,
            "kind": kind,
            "payload": payload,
            "state": JobState.WAITING.value,
            "done": 0,
            "total": 0,
            "attempts": 0,
            "stop": False,
            "created_at": now(),
            **dict.fromkeys(("message", "result", "advice", "worker", "lease", "started_at", "finished_at"), ""),
        }
        with self.database.writing("jobs") as connection:
            connection.execute(insert(jobs).values(row))

    def job(self, job: str) -> JobRow:
        """How the job stands; NotStored."""
        with self.database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job)).one_or_none()
        if row is None:
            raise NotStored(f"No job {job} is stored.")
        return _job(row)

    def jobs(self, limit: int = 50) -> tuple[JobRow, ...]:
        """The newest jobs first."""
        with self.database.reading() as connection:
            return tuple(_job(row) for row in connection.execute(select(jobs).order_by(jobs.c.number.desc()).limit(limit)))

    def take_job(self, worker: str, lease_s: float) -> tuple[JobRow, bytes] | None:
        """The oldest job that waits or whose worker died, now this worker's; None when there is nothing to do."""
        at = now()
        free = or_(jobs.c.state == JobState.WAITING, (jobs.c.state == JobState.RUNNING) & (jobs.c.lease < at))
        with self.database.reading() as connection:
            # Idle workers ask often: they take the write lock only when there is something to take.
            if connection.execute(select(jobs.c.number).where(free).limit(1)).scalar_one_or_none() is None:
                return None
        with self.database.writing("jobs") as connection:
            for row in connection.execute(select(jobs).where(free).order_by(jobs.c.number)).all():
                if row.stop:
                    _end(connection, row.id, JobState.CANCELLED, message="Stopped.")
                elif row.attempts >= MOST_ATTEMPTS:
                    advice = "Look for the cause in the worker's log, then start it again."
                    _end(connection, row.id, JobState.FAILED, message=f"Its worker died {row.attempts} times.", advice=advice)
                else:
                    mine = {"state": JobState.RUNNING.value, "worker": worker, "lease": _later(lease_s), "attempts": row.attempts + 1}
                    mine["started_at"] = row.started_at or at
                    connection.execute(update(jobs).where(jobs.c.id == row.id).values(mine))
                    taken = connection.execute(select(jobs).where(jobs.c.id == row.id)).one()
                    return _job(taken), taken.payload
        return None

    def renew_job(self, job: str, worker: str, lease_s: float, done: int | None = None, total: int = 0, message: str = "") -> bool:
        """Keeps the lease, with progress if ``done`` is given; False when the worker must stop (cancelled, or no longer its job)."""
        values: dict[str, Any] = {"lease": _later(lease_s)}
        if done is not None:
            values |= {"done": done, "total": total, "message": codec.shown(message)}
        mine = (jobs.c.id == job) & (jobs.c.worker == worker) & (jobs.c.state == JobState.RUNNING)
        with self.database.writing("jobs") as connection:
            if connection.execute(update(jobs).where(mine).values(values)).rowcount == 0:
                return False
            return not connection.execute(select(jobs.c.stop).where(jobs.c.id == job)).scalar_one()

    def end_job(self, job: str, worker: str, state: str, result: str = "", message: str = "", advice: str = "") -> bool:
        """Ends this worker's job; ``WAITING`` gives it back. False when it is another worker's by now."""
        with self.database.writing("jobs") as connection:
            holder = connection.execute(select(jobs.c.worker).where(jobs.c.id == job, jobs.c.state == JobState.RUNNING))
            if holder.scalar_one_or_none() != worker:
                return False
            _end(connection, job, JobState(state), result=result, message=message, advice=advice)
        return True

    def stop_job(self, job: str) -> None:
        """Asks the job to stop: at once where it still waits, after the step at hand where it runs."""
        with self.database.writing("jobs") as connection:
            state = connection.execute(select(jobs.c.state).where(jobs.c.id == job)).scalar_one_or_none()
            if state == JobState.WAITING:
                _end(connection, job, JobState.CANCELLED, message="Stopped before it began.")
            elif state == JobState.RUNNING:
                connection.execute(update(jobs).where(jobs.c.id == job).values(stop=True))

    def setting(self, key: str) -> str | None:
        """A value that the installation remembers, None when it was never put."""
        with self.database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == "setting:" + key)).scalar_one_or_none()

    def put_setting(self, key: str, value: str) -> None:
        """Remembers a value."""
        name = "setting:" + key
        with self.database.writing("settings") as connection:
            if connection.execute(update(meta).where(meta.c.key == name).values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key=name, value=value))


def _end(connection: Connection, job: str, state: JobState, *, result: str = "", message: str = "", advice: str = "") -> None:
    values = {"state": state.value, "result": result, "message": codec.shown(message), "advice": codec.shown(advice), "lease": ""}
    values["finished_at"] = "" if state == JobState.WAITING else now()
    connection.execute(update(jobs).where(jobs.c.id == job).values(worker="", **values))


def _later(seconds: float) -> str:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _job(row: Row[Any]) -> JobRow:
    values = {name: getattr(row, name) for name in JobRow.__dataclass_fields__}
    return JobRow(**{**values, "state": JobState(row.state)})
