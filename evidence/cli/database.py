"""``evidence database``: bring up to date, back up, restore, verify the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evidence import settings
from evidence.cli.desk import Desk
from evidence.errors import SettingsError
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
@click.option("--head", default="", metavar="NUMBER:HASH", help="What an earlier check printed: shows that nothing before was made anew.")
@click.pass_obj
def verify_log(desk: Desk, head: str) -> None:
    """Checks the chain of the append-only log; names the first event that was changed, is missing or was put in.

    Then makes all that stands anew from it (decisions, roles, locks, what was signed) and names the first difference.
    """
    number, _, value = head.partition(":")
    if head and not (number.isdigit() and value):
        raise SettingsError(f"{head} is no head of the log.", advice="Give it as this command printed it: --head 17:sha256:...")
    events = desk.store.verify_log((int(number), value) if head else None)
    claims, articles = desk.store.check_all()
    desk.out.print(f"The log is whole: {events:,} events; {claims:,} reviewed claims and {articles:,} signed articles stand as it says.")
    last, its = desk.store.log_head()
    desk.say(f"Its head, to write down elsewhere: {last}:{its}")
