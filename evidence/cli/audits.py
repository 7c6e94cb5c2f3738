"""``evidence show`` and ``evidence export``: what is stored, on the terminal or as a file."""

from __future__ import annotations

import click

from evidence import exports
from evidence.cli import views
from evidence.cli.desk import Desk
from evidence.errors import NotStored


@click.command()
@click.argument("what", required=False, metavar="[AUDIT | CLAIM]")
@click.pass_obj
def show(desk: Desk, what: str | None) -> None:
    """Shows an audit or one claim, named by the beginning of its id or as "latest"; without a name it lists the audits."""
    if what is None:
        kept = desk.store.audits()
        if not kept:
            desk.say("No audit is stored yet. Make one with: evidence audit ARTICLE")
            return
        desk.out.print(views.audits(kept))
        return
    if what.startswith("b2:"):
        found = desk.store.claim_ids(what)
        if not found:
            raise NotStored(f"No claim {what} is stored.", advice="Claim ids stand in `evidence export AUDIT --format csv`.")
        if len(found) > 1:
            raise NotStored(f"{len(found)} claims begin with {what}.", advice="Type more of it.")
        claim, run = found[0]
        for finding in desk.store.audit(run).findings:
            if finding.claim.id == claim:
                desk.out.print(views.finding(finding))
        return
    desk.out.print(views.audit(desk.installation.revision.standing(desk.which_run(what)), desk.out.width))


@click.command()
@click.argument("audit")
@click.option("--format", "kind", type=click.Choice(list(exports.FORMATS)), required=True, help="The kind of file.")
@click.option("-o", "--output", "place", metavar="FILE", default="-", help="Where to; standard output if left out.")
@click.pass_obj
def export(desk: Desk, audit: str, kind: str, place: str) -> None:
    """Writes an audit, named by the beginning of its id or as "latest", to a file."""
    desk.write(place, exports.FORMATS[kind].render(desk.installation.revision.standing(desk.which_run(audit))))
