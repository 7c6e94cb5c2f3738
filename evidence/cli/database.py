"""``evidence database``: bring up to date, back up, restore, verify the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evidence import settings
from evidence.cli.desk import Desk
from evidence.store import Store


@click.group()
def database() -> None:
    """The database: bring it up to date, back it up, restore it, verify its log."""


@database.command()
@click.pass_obj
def upgrade(desk: Desk) -> None:
    """Makes the tables or brings them up to date; every other command does so too."""
    before, after = Store.upgrade(settings.load().database)
    was = "" if before == after else f", it stood at {before}" if before else ", made anew"
    desk.say(f"The database stands at {after}{was}.")


@database.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(desk: Desk, file: Path) -> None:
    """Writes everything into one file, while others go on working."""
    desk.store.backup(file)
    desk.say(f"The database stands in {file} ({file.stat().st_size:,} bytes).")


@database.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def restore(desk: Desk, file: Path) -> None:
    """Puts a backup in the place of the database. What is there now is backed up into the data folder first."""
    folder = desk.installation.settings.data_folder
    saved = folder / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3"
    desk.store.backup(saved)
    desk.store.restore(file)
    with desk.progress("Making the index anew"):
        desk.installation.library.rebuild()
    desk.say(f"Restored {file.name}. What was there before stands in {saved}.")


@database.command("verify-log")
@click.pass_obj
def verify_log(desk: Desk) -> None:
    """Checks the chain of the append-only log; names the first event that was changed, is missing or was put in."""
    events = desk.store.verify_log()
    desk.out.print(f"The log is whole: {events:,} events.")
