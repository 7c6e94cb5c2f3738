"""``evidence notices`` and ``evidence alarms``: what other sources say of papers, and what a change of status reached."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evidence.cli.desk import Desk, plain
from evidence.errors import SettingsError
from evidence.store import Alarm, NoticeSource, Reached

QUIET = "bright_black"
SCHEMA = "evidence-alarms/1"


@click.group()
def notices() -> None:
    """Other sources of publication status: the Retraction Watch CSV, lists of retracted PMIDs."""


@notices.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--source", default="", metavar="NAME", help="What to call the source; by its form if left out.")
@click.option("--as-of", default="", metavar="DAY", help="The day up to which the file speaks, as 2026-11-22.")
@click.option("--replace", is_flag=True, help="The file is the whole source: what is not in it goes.")
@click.pass_obj
def import_files(desk: Desk, files: Sequence[Path], source: str, as_of: str, replace: bool) -> None:
    """Reads lists of notices; each file whole or not at all. Changes of status that audits rest on become alarms."""
    for file in files:
        with desk.progress(f"Reading {file.name}") as tell:
            done = desk.installation.import_notices(
                file, source=source, as_of=as_of, replace=replace, progress=lambda count: tell(count, 0, f"{count:,} notices")
            )
        said = f", {done.faulty:,} rows at fault" if done.faulty else ""
        desk.say(f"{done.name}: {done.notices:,} notices of {done.source} (as of {done.as_of or 'no stated day'}){said}.")
        for fault in done.faults:
            desk.say(f"  line {fault.line:,}: {fault.what}")
        if done.faulty > len(done.faults):
            desk.say(f"  and {done.faulty - len(done.faults):,} more")
        if done.alarms:
            desk.say(f"{done.alarms:,} {'alarms' if done.alarms > 1 else 'alarm'} raised; see: evidence alarms")


@notices.command("status")
@click.option("--json", "place", metavar="FILE|-", help="Write the sources as JSON.")
@click.pass_obj
def notices_status(desk: Desk, place: str | None) -> None:
    """Which sources were read, when, up to which day they speak, and whether the last reading failed."""
    sources = desk.store.notice_sources()
    if place is not None:
        desk.write_json(place, {"schema": "evidence-notices/1", "sources": [_source(one) for one in sources]})
    if place == "-":
        return
    if not sources:
        desk.say("Only PubMed's own links are known. Read another source with: evidence notices import FILE")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    for name in ("source", "notices", "as of", "read", "file"):
        table.add_column(name, justify="right" if name == "notices" else "left", overflow="fold")
    for one in sources:
        table.add_row(plain(one.name), f"{one.notices:,}", one.as_of or "–", one.imported_at[:10], plain(one.file))
        if one.failed:
            table.add_row("", "", "", "", Text(f"The last reading failed: {plain(one.failed)}", style="magenta"))
    desk.out.print(table)


@notices.command("forget")
@click.argument("source")
@click.pass_obj
def forget(desk: Desk, source: str) -> None:
    """Takes a source out with all it said."""
    desk.say(f"{desk.store.forget_notices(source):,} notices of {source} were taken out.")


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Also those that somebody has seen.")
@click.option("--json", "place", metavar="FILE|-", help="Write the alarms and what they reach as JSON.")
@click.pass_context
def alarms(context: click.Context, everything: bool, place: str | None) -> None:
    """The queue of alarms: papers whose status changed after audits had used them, and the claims they reach."""
    if context.invoked_subcommand is not None:
        return
    desk: Desk = context.obj
    found = desk.store.alarms(open_only=not everything)
    reached = {one.number: desk.store.reached(one.number) for one in found}
    if place is not None:
        desk.write_json(place, {"schema": SCHEMA, "alarms": [_alarm(one, reached[one.number]) for one in found]})
    if place == "-":
        return
    if not found:
        desk.say("No alarm is open." if not everything else "No alarm was ever raised.")
        return
    desk.out.print(Group(*(Padding(_told(one, reached[one.number]), (0, 0, 1, 0)) for one in found)))


@alarms.command()
@click.argument("number", type=click.IntRange(1), metavar="ID")
@click.option("--reason", required=True, help="What was decided, in words; it goes into the log.")
@click.option("--by", default="", metavar="NAME", help="Who has seen it; the user of this machine if left out.")
@click.pass_obj
def seen(desk: Desk, number: int, reason: str, by: str) -> None:
    """Takes an alarm off the queue. The claims it reached stay stale until their article is audited again."""
    if not reason.strip():
        raise SettingsError("An alarm is seen for a reason.", advice="Say in words what was decided: --reason TEXT")
    alarm = desk.store.see_alarm(number, by.strip() or _user(), reason)
    desk.say(f"Alarm {alarm.number} was seen by {alarm.seen_by}: {alarm.seen_reason}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise SettingsError("Nobody is signed in on this machine.", advice="Say who you are: --by NAME") from None


def _told(alarm: Alarm, reached: Sequence[Reached]) -> Group:
    head = Text.assemble(
        (f"{alarm.number}  ", "bold"),
        (f"{alarm.after.value}", "bold red" if alarm.open else "bold"),
        f" (was {alarm.before.value})  PMID {alarm.pmid}  {plain(alarm.title)}",
    )
    lines = [head, Text(f"{alarm.raised_at[:16].replace('T', ' ')}  {plain(alarm.cause)}: {plain(alarm.why)}", style=QUIET)]
    for one in reached:
        what = plain(one.text) if one.claim else "cites it itself"
        lines.append(Text(f"  {'stale' if one.stands else '     '}  {one.run}  {plain(one.title)}: {what}"))
    if not alarm.open:
        lines.append(Text(f"seen {alarm.seen_at[:10]} by {plain(alarm.seen_by)}: {plain(alarm.seen_reason)}", style=QUIET))
    return Group(*lines)


def _source(one: NoticeSource) -> dict[str, object]:
    return {name: getattr(one, name) for name in NoticeSource.__dataclass_fields__}


def _alarm(alarm: Alarm, reached: Sequence[Reached]) -> dict[str, object]:
    facts: dict[str, object] = {name: getattr(alarm, name) for name in Alarm.__dataclass_fields__}
    facts |= {"before": alarm.before.value, "after": alarm.after.value, "open": alarm.open}
    facts["reached"] = [{name: getattr(one, name) for name in Reached.__dataclass_fields__} for one in reached]
    return facts
