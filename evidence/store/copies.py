"""A backup is one SQLite file, whatever database it was taken from; a restore puts its whole content in the place of ours."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from evidence.errors import StoreError
from evidence.store.database import Database, told_of_files
from evidence.store.migrations import build, upgrade, version
from evidence.store.schema import Number, metadata

_BATCH = 500


class Copies:
    """Backing up and restoring."""

    database: Database

    def backup(self, file: Path) -> None:
        """Writes the whole database to ``file``, which appears only when it is complete; an older one is replaced then."""
        with told_of_files(), _beside(file) as place:
            if self.database.path is not None:
                _copy_file(self.database.path, place)
            else:
                target = Database(f"sqlite:///{place.as_posix()}")
                upgrade(target)
                with self.database.reading() as source, target.writing("all") as connection:
                    _copy_rows(source, connection)
                _settle(target)
            os.replace(place, file)

    def restore(self, file: Path) -> None:
        """Puts the backup's content in the place of ours, whole or not at all. Make a backup first: what is there now goes."""
        if not file.is_file():
            raise StoreError(f"There is no file {file.name}.", advice="Name a file that `evidence database backup` wrote.")
        with told_of_files(), tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "backup.sqlite3"
            place.write_bytes(file.read_bytes())
            backup = Database(f"sqlite:///{place.as_posix()}")
            try:
                if not version(backup):
                    raise StoreError(f"{file.name} is not a backup.", advice="Name a file that `evidence database backup` wrote.")
                upgrade(backup)
                if self.database.path is not None:
                    _settle(backup)
                    self.database.close()
                    _copy_file(place, self.database.path)
                else:
                    with backup.reading() as source, self.database.writing("all") as connection:
                        build(connection)
                        _copy_rows(source, connection)
            finally:
                backup.close()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A name next to the file, gone again if the work fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    place = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        yield place
    finally:
        for left in (place, place.with_name(place.name + "-wal"), place.with_name(place.name + "-shm")):
            left.unlink(missing_ok=True)


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's own copy: one moment of the source, one transaction in the target."""
    with closing(sqlite3.connect(source, timeout=30)) as old, closing(sqlite3.connect(target, timeout=30)) as new:
        old.backup(new)


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in metadata.sorted_tables:
        for rows in source.execute(select(table).order_by(*table.primary_key)).mappings().partitions(_BATCH):
            target.execute(insert(table), [dict(row) for row in rows])
        key = list(table.primary_key)
        if target.dialect.name == "postgresql" and len(key) == 1 and key[0].type is Number and key[0].autoincrement == "auto":
            # The counter of a copied table must go on behind its last row.
            last = target.execute(select(func.max(key[0]))).scalar_one_or_none()
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
            if last is not None:
                target.execute(sequence, {"table": table.name, "column": key[0].name, "last": last})


def _settle(database: Database) -> None:
    """Brings everything into the one file and lets go of it."""
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()  # type: ignore[union-attr]
    database.close()
