"""``evidence judges``: which judges there are and how they were measured, a downloaded network made into one, the endpoint's notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from evidence.cli.desk import Desk, plain
from evidence.installation import JUDGE
from evidence.judges import endpoint, figures
from evidence.sources import folders


@click.group()
def judges() -> None:
    """Who takes the stances: the judges of this installation, and how well each was measured to do it."""


@judges.command("list")
@click.option("--json", "place", metavar="FILE|-", help="Write the list as JSON.")
@click.pass_obj
def list_them(desk: Desk, place: str | None) -> None:
    """Lists the judges with their measured figures, and the folders that want to be one with their fault."""
    installation = desk.installation
    known = figures.shipped()
    names = installation.judge_names()
    faults = {folder.path.name: folder.fault for folder in installation.judge_folders() if folder.fault}
    if place is not None:
        rows = [{"name": name, "in_use": name == JUDGE, "figures": [figures.row(one) for one in known.of(name)]} for name in names]
        desk.write_json(place, {"schema": "evidence-judges/1", "judges": rows, "faults": faults})
    if place == "-":
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for column in ("judge", "measured on", "pairs", "macro-F1", "refutes F1", "date"):
        table.add_column(column, overflow="fold", justify="right" if column in ("pairs", "macro-F1", "refutes F1") else "left")
    for name in names:
        shown = Text(plain(name), style="bold" if name == JUDGE else "")
        measured = known.of(name)
        for one in measured:
            table.add_row(shown, one.set, f"{one.n:,}", f"{one.macro_f1:.2f}", f"{one.refutes:.2f}", one.date)
            shown = Text("")
        if not measured:
            table.add_row(shown, Text("not measured here", style="bright_black"), "", "", "", "")
    desk.out.print(table)
    for name, fault in faults.items():
        desk.say(f"{name}: {fault}")


@judges.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the judge is to be called: small letters, digits, dots and dashes.")
@click.option("--evidence-first", is_flag=True, help="The network was trained on pairs with the evidence before the claim.")
@click.option("--licence", default="", help="The licence of the weights, as their page states it.")
@click.option("--trained-on", multiple=True, metavar="SET", help="What it was trained on; may be given several times.")
@click.pass_obj
def describe(desk: Desk, folder: Path, name: str, evidence_first: bool, licence: str, trained_on: Sequence[str]) -> None:
    """Makes a folder with model.onnx, tokenizer.json and config.json a judge: writes judge.json with the files' hashes as they are now."""
    order = ("evidence", "claim") if evidence_first else ("claim", "evidence")
    folders.describe(folder, name, order=order, licence=licence, trained_on=trained_on)
    desk.say(f"{name} is described. Move the folder into {desk.installation.settings.pair_folder}, then: evidence audit --judge {name}")


@judges.command()
@click.option("--yes", is_flag=True, help="Accept without being asked.")
@click.pass_obj
def allow(desk: Desk, yes: bool) -> None:
    """Shows what the judge endpoint sends and to whom, and keeps that somebody has accepted it for this address and model."""
    installation = desk.installation
    desk.say(installation.endpoint_notice())
    if not yes:
        click.confirm("Accept?", abort=True, err=True)
    installation.allow_endpoint()
    desk.say(f"Accepted. Ask for it with: evidence audit --judge {endpoint.NAME}")
