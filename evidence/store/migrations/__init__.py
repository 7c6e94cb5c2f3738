"""Steps of the tables from version to version (Alembic), run when a database is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from evidence.errors import StoreError
from evidence.store.database import Database

# The newest step. A database that stands here is opened without loading Alembic; a test compares it with the folder.
HEAD = "0004"


def upgrade(database: Database) -> str:
    """Brings the database to ``HEAD`` in one transaction and says where it stood before ("" for an empty one)."""
    with database.reading() as connection:
        before = _version(connection)
    if before != HEAD:
        with database.writing("schema") as connection:
            if _version(connection) != HEAD:
                _run(connection, HEAD)
    return before


def version(database: Database) -> str:
    """The step the database stands at, "" for an empty one."""
    with database.reading() as connection:
        return _version(connection)


def build(connection: Connection) -> None:
    """Empties the database and makes the tables anew, inside the caller's transaction (PostgreSQL undoes it with the rest)."""
    if _version(connection):
        _run(connection, "base")
    _run(connection, HEAD)


def _version(connection: Connection) -> str:
    inspector = inspect(connection)
    if "alembic_version" not in inspector.get_table_names():
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or "")


def _run(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", Path(__file__).parent.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        (command.downgrade if target == "base" else command.upgrade)(config, target)
    except CommandError:
        raise StoreError(
            "The database was made by a newer version of this program.", advice="Update the program, or use another database."
        ) from None
