"""``evidence library import|rebuild|search|fetch|status``: the local library of PubMed records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import click
from rich.table import Table
from rich.text import Text

from evidence import levels, status
from evidence.cli.desk import Desk, plain
from evidence.errors import QueryError
from evidence.model import Citation, Kind, PublicationStatus
from evidence.sources.library.files import Outcome
from evidence.sources.library.series import Series


@click.group()
def library() -> None:
    """The local library of PubMed records: fill it, search it, see what is in it."""


@library.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.pass_obj
def import_files(desk: Desk, files: Sequence[Path]) -> None:
    """Reads PubMed XML (.xml, .xml.gz) or the starter file; of a folder, all XML files in it, PubMed's numbered ones in their order.

    A file NAME.md5 beside a file is checked first. A file read before is skipped; a stopped import just starts again.
    """
    held = desk.installation.library
    began, total = perf_counter(), 0
    for file in held.listed(files):
        with desk.progress(f"Reading {file.name}") as tell:
            start = perf_counter()
            done = held.import_file(file, _by_share(tell, start))
            took = perf_counter() - start
        desk.say(_outcome(done, took))
        total += done.records
    state = held.state()
    rate = f" {total:,} records read, {_rate(total, perf_counter() - began)}." if total else ""
    desk.say(f"The library holds {state.records:,} records.{rate}")


@library.command()
@click.pass_obj
def rebuild(desk: Desk) -> None:
    """Makes the index anew from the records; the old one answers until the new one is whole."""
    held = desk.installation.library
    with desk.progress("Indexing") as tell:
        count = held.rebuild(_by_share(tell, perf_counter()))
    desk.say(f"{count:,} records indexed; the index takes {held.index_bytes():,} bytes.")


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
    """How many records there are, the digest over them, sizes, which files were read and which of PubMed's numbers are missing."""
    held = desk.installation.library
    state, imports, years = held.state(), desk.store.imports(), held.numbered()
    deleted, size = desk.store.count_deleted(), desk.store.database.bytes()
    if place is not None:
        read = [{"name": one.name, "sha256": one.sha256, "records": one.records, "at": one.at} for one in imports]
        figures = {"records": state.records, "digest": state.digest, "index_bytes": held.index_bytes(), "database_bytes": size}
        series = [
            {"year": one.year, "first": one.first, "last": one.last, "files": one.files, "missing": [list(gap) for gap in one.missing]}
            for one in years
        ]
        desk.write_json(place, figures | {"deleted": deleted, "series": series, "imports": read})
    if place == "-":
        return
    sizes = f"   index {held.index_bytes():,} bytes   database {size:,} bytes"
    desk.out.print(Text.assemble((f"{state.records:,} records", "bold"), f"   digest {state.digest}{sizes}"))
    for year in years:
        desk.out.print(_series(year))
    if deleted:
        desk.out.print(Text(f"{deleted:,} PMIDs were deleted by PubMed."))
    for file in imports:
        desk.out.print(Text(f"{file.at[:19].replace('T', ' ')}   {file.records:>9,} records   {plain(file.name)}"))


def _by_share(tell: Callable[[int, int, str], None], start: float) -> Callable[[int, float], None]:
    return lambda count, share: tell(round(share * 100), 100, f"{count:,} records, {_rate(count, perf_counter() - start)}")


def _rate(count: int, seconds: float) -> str:
    return f"{count / max(seconds, 0.001):,.0f}/s"


def _outcome(done: Outcome, took: float) -> str:
    if done.skipped:
        return f"{done.name}: read before, nothing to do."
    parts = [f"{done.records:,} records", f"{done.changed:,} new or changed"]
    parts += [f"{done.deleted:,} deleted"] if done.deleted else []
    parts += [f"{done.outdated:,} left out, for a later file deleted them"] if done.outdated else []
    parts += ["checksum fits"] if done.checked else []
    return f"{done.name}: {', '.join(parts)}, {_rate(done.records, took)}."


def _series(year: Series) -> Text:
    """ "pubmed26: 1,274 files, 1 to 1,280; missing 7, 12-16"."""
    said = Text(f"pubmed{year.year:02d}: {year.files:,} files, {year.first:,} to {year.last:,}")
    if year.missing:
        gaps = ", ".join(f"{low:,}" if low == high else f"{low:,}-{high:,}" for low, high in year.missing[:20])
        more = f" and {len(year.missing) - 20:,} more gaps" if len(year.missing) > 20 else ""
        said.append(f"; missing {gaps}{more}", style="yellow")
    return said


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
