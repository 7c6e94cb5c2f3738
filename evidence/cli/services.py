"""``evidence check``, ``work`` and ``serve-eutils``: the health of the installation and its long-running processes."""

from __future__ import annotations

import signal
import threading
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from evidence import jobs, settings
from evidence.cli.desk import Desk, plain
from evidence.errors import StoreError
from evidence.installation import Check, software


@click.command()
@click.option("--offline", is_flag=True, help="Do not ask PubMed.")
@click.option("--json", "place", metavar="FILE|-", help="Write the result as JSON.")
@click.pass_obj
def check(desk: Desk, offline: bool, place: str | None) -> int:
    """The health of database, library, network and configuration; exits with the code of the first fault."""
    found = settings.load()
    try:
        with desk.progress("Checking"):
            checks = desk.installation.checks(network=not offline)
    except StoreError as error:
        checks = (Check("database", False, f"{error} {error.advice}", error.exit_code),)
    if place is not None:
        rows = [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
        desk.write_json(place, {"software": software(), "checks": rows, "settings": found.describe()})
    if place != "-":
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for ratio in (None, None, 1):
            table.add_column(no_wrap=ratio is None, overflow="fold", ratio=ratio)
        for one in checks:
            table.add_row(Text("✔ works" if one.ok else "✘ fault", style="green" if one.ok else "red"), one.name, Text(plain(one.detail)))
        for name, value in found.describe().items():
            table.add_row("", Text(name, style="bright_black"), Text(plain(value)))
        desk.out.print(table)
    return next((one.exit_code for one in checks if not one.ok), 0)


@click.command()
@click.option("--idle", "idle_s", type=float, default=None, metavar="SECONDS", help="End after so long without work.")
@click.pass_obj
def work(desk: Desk, idle_s: float | None) -> None:
    """Does the audits that were asked for in the dashboard, one after another, until it is stopped."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    installation = desk.installation
    done = jobs.work(installation.store, installation.handlers(), stop=stop, idle_s=idle_s)
    desk.say(f"{done} jobs done.")


@click.command("serve-eutils")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; it knows no passwords.")
@click.option("--rate", type=click.IntRange(1), default=None, help="Requests a second for one client; no limit if left out.")
@click.pass_obj
def serve_eutils(desk: Desk, port: int, host: str, rate: int | None) -> None:
    """An E-utilities endpoint over the local library, for any client of PubMed."""
    # Imported here: no other command needs a web server.
    from evidence import server

    library: Any = desk.installation.library
    desk.say(f"Answering on http://{host}:{port}/entrez/eutils/ - Ctrl-C stops.")
    server.serve(library, host, port, rate=rate, folder=desk.installation.settings.index_folder)
