"""``evidence library import|search|fetch|status``: the local library of PubMed records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from evidence import levels, status
from evidence.cli.desk import Desk, plain
from evidence.errors import QueryError
from evidence.model import Citation, Kind, PublicationStatus


@click.group()
def library() -> None:
    """The local library of PubMed records: fill it, search it, see what is in it."""


@library.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.pass_obj
def import_files(desk: Desk, files: Sequence[Path]) -> None:
    """Reads PubMed XML (.xml, .xml.gz) or the starter file. A file read before is skipped; a stopped import just starts again."""
    held = desk.installation.library
    for file in files:
        with desk.progress(f"Reading {file.name}") as tell:
            done = held.import_file(file, _by_share(tell))
        if done.skipped:
            desk.say(f"{done.name}: read before, nothing to do.")
        else:
            gone = f", {done.deleted:,} deleted" if done.deleted else ""
            desk.say(f"{done.name}: {done.records:,} records, {done.changed:,} new or changed{gone}.")
    state = held.state()
    desk.say(f"The library holds {state.records:,} records.")


@library.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Records shown, at most.")
@click.option("--json", "place", metavar="FILE|-", help="Write the answer as JSON.")
@click.pass_obj
def search(desk: Desk, query: str, limit: int, place: str | None) -> None:
    """Searches the library with PubMed's query syntax: phrases, AND OR NOT, field tags such as [tiab] or [mh], dates."""
    held = desk.installation.library
    answer = held.search(query, limit)
    records = desk.store.get_citations(answer.pmids)
    if place is not None:
        found = [_row(record) for record in records]
        asked = {"query": query, "translation": answer.translation, "count": answer.count, "warnings": list(answer.warnings)}
        desk.write_json(place, {"schema": "evidence-library-search/1", **asked, "records": found})
    if place == "-":
        return
    desk.out.print(Text.assemble((f"{answer.count:,} records", "bold"), (f"   {plain(answer.translation)}", "bright_black")))
    for warning in answer.warnings:
        desk.out.print(Text(plain(warning), style="yellow"))
    if records:
        desk.out.print(_table(records))


@library.command()
@click.argument("pmids", nargs=-1, required=True, metavar="PMID...")
@click.pass_obj
def fetch(desk: Desk, pmids: Sequence[str]) -> int:
    """Fetches records from PubMed into the library; each replaces its starter note for good."""
    installation = desk.installation
    with desk.progress("Fetching") as tell:
        got = installation.entrez.fetch_checked(pmids, progress=lambda done, total: tell(done, total, ""))
    installation.library.add(got.citations)
    for warning in got.warnings:
        desk.say(warning)
    desk.say(f"{len(got.citations):,} of {len(dict.fromkeys(pmids)):,} records fetched.")
    if pmids and not got.citations:
        raise QueryError("PubMed has none of these records.", advice="Check the PMIDs.")
    return 0


@library.command("status")
@click.option("--json", "place", metavar="FILE|-", help="Write the figures as JSON.")
@click.pass_obj
def library_status(desk: Desk, place: str | None) -> None:
    """How many records there are, the digest over them, the size of the index, and which files were read."""
    held = desk.installation.library
    state, imports = held.state(), desk.store.imports()
    if place is not None:
        read = [{"name": one.name, "sha256": one.sha256, "records": one.records, "at": one.at} for one in imports]
        figures = {"records": state.records, "digest": state.digest, "index_bytes": held.index_bytes(), "imports": read}
        desk.write_json(place, figures)
    if place != "-":
        desk.out.print(
            Text.assemble((f"{state.records:,} records", "bold"), f"   digest {state.digest}   index {held.index_bytes():,} bytes")
        )
        for one in imports:
            desk.out.print(Text(f"{one.at[:19].replace('T', ' ')}   {one.records:>9,} records   {plain(one.name)}"))


def _by_share(tell: Callable[[int, int, str], None]) -> Callable[[int, float], None]:
    return lambda count, share: tell(round(share * 100), 100, f"{count:,} records")


def _row(record: Citation) -> dict[str, object]:
    return {
        "pmid": record.pmid,
        "title": record.title,
        "journal": record.journal,
        "year": record.year,
        "doi": record.doi,
        "types": list(record.types),
        "starter_note": record.note is not None,
    }


def _table(records: Sequence[Citation]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for name in ("PMID", "year", "design"):
        table.add_column(name, no_wrap=True)
    table.add_column("title", overflow="fold")
    for record in records:
        title = Text(plain(record.title))
        standing = status.of(record).status
        if standing not in (PublicationStatus.CURRENT, PublicationStatus.UNKNOWN):
            title.append(f"  {standing.value}", style="red")
        if record.note is not None:
            title.append("  starter note", style="bright_black")
        table.add_row(record.pmid, str(record.year or ""), levels.grade(record, Kind.EFFICACY).design.value, title)
    return table
