"""``evidence claims``: what a person does to an article's claims, and which claims of other articles say the same.

ARTICLE is an audit: the beginning of its run id, "latest", or the article's key. A claim is named by the beginning of its id, with or
without "b2:" - never by its number, which changes with every edit.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evidence.cli import views
from evidence.cli.desk import Desk, plain
from evidence.errors import ClaimError, NotStored, SettingsError
from evidence.exports import json
from evidence.installation import SOURCES
from evidence.model import Claim, Edit, Finding, Kind, State
from evidence.store import Same

SCHEMA = "evidence-claims/1"
DONE = {"add": "Added", "edit": "Edited", "split": "Split", "merge": "Merged", "drop": "Dropped", "restore": "Restored"}


@click.group()
def claims() -> None:
    """Lists and edits an article's claims: add, edit, split, merge, drop, restore, history, alike.

    Nothing is overwritten: the machine's text stays in the log beside the person's, and with new words a claim gets an id of its own.
    """


article_argument = click.argument("article", metavar="ARTICLE")
claim_argument = click.argument("claim", metavar="CLAIM")
by_option = click.option("--by", default="", metavar="NAME", help="Who makes the change; the user of this machine if left out.")
reason_option = click.option("--reason", default="", help="Why, in words; it goes into the log.")
json_option = click.option("--json", "place", metavar="FILE|-", help="Write what stands then as JSON.")
audit_option = click.option("--audit/--no-audit", "look", default=True, show_default=True, help="Search and judge what is new at once.")
source_option = click.option("--source", type=click.Choice(SOURCES), default=None, help="Where to search; as the audit did if left out.")
kind_option = click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What kind of statement it is.")


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The parts of the question a person may set; an empty value empties the part."""
    for name in ("age", "species", "regimen", "dose", "route", "outcome", "comparator", "intervention", "population"):
        command = click.option(f"--{name}", default=None, metavar="WORDS", help=f"The {name}, in words.")(command)
    return command


@claims.command("list")
@article_argument
@json_option
@click.pass_obj
def list_(desk: Desk, article: str, place: str | None) -> None:
    """Lists the claims as they stand, the dropped ones, and edits that fit nothing in this version of the article."""
    _show(desk, _run(desk, article), place)


@claims.command()
@article_argument
@click.option("--start", type=click.IntRange(0), help="Where the words begin in the frozen text, in characters.")
@click.option("--end", type=click.IntRange(1), help="Where they end.")
@click.option("--quote", default="", help="Instead of places: the words as they stand in the article, once.")
@click.option("--words", default="", help="The claim in other words, where the article's own do not say it alone.")
@kind_option
@question_options
@reason_option
@by_option
@audit_option
@source_option
@json_option
@click.pass_obj
def add(
    desk: Desk,
    /,
    article: str,
    start: int | None,
    end: int | None,
    quote: str,
    words: str,
    kind: str | None,
    reason: str,
    by: str,
    look: bool,
    source: str | None,
    place: str | None,
    **parts: str | None,
) -> int:
    """Adds a claim at a stretch of the article's text, and audits it."""
    run = _run(desk, article)
    if quote and start is None and end is None:
        start, end = _place(desk.store.audit(run).article.text, quote)
    if start is None or end is None:
        raise click.UsageError("Say where the claim stands: --quote WORDS, or --start N --end N.")
    made = desk.installation.revision.add(
        run, start, end, by=_who(by), words=words, kind=Kind(kind) if kind else None, parts=_parts(parts), reason=reason
    )
    return _done(desk, run, made, look, source, place)


@claims.command()
@article_argument
@claim_argument
@click.option("--words", default="", help="The claim in other words.")
@kind_option
@question_options
@reason_option
@by_option
@audit_option
@source_option
@json_option
@click.pass_obj
def edit(
    desk: Desk,
    /,
    article: str,
    claim: str,
    words: str,
    kind: str | None,
    reason: str,
    by: str,
    look: bool,
    source: str | None,
    place: str | None,
    **parts: str | None,
) -> int:
    """Gives a claim other words, another kind or another question, and audits it."""
    run = _run(desk, article)
    made = desk.installation.revision.edit(
        run,
        _claim(desk, run, claim),
        by=_who(by),
        words=words,
        kind=Kind(kind) if kind else None,
        parts=_parts(parts),
        reason=reason,
    )
    return _done(desk, run, made, look, source, place)


@claims.command()
@article_argument
@claim_argument
@click.option("--part", "parts", multiple=True, required=True, help="One part as a full statement; give it twice or more.")
@reason_option
@by_option
@audit_option
@source_option
@json_option
@click.pass_obj
def split(
    desk: Desk,
    article: str,
    claim: str,
    parts: Sequence[str],
    reason: str,
    by: str,
    look: bool,
    source: str | None,
    place: str | None,
) -> int:
    """Takes a compound claim apart, and audits each part."""
    run = _run(desk, article)
    made = desk.installation.revision.split(run, _claim(desk, run, claim), parts, by=_who(by), reason=reason)
    return _done(desk, run, made, look, source, place)


@claims.command()
@article_argument
@click.argument("which", metavar="CLAIM CLAIM...", nargs=-1, required=True)
@click.option("--words", required=True, help="What they say together.")
@reason_option
@by_option
@audit_option
@source_option
@json_option
@click.pass_obj
def merge(
    desk: Desk,
    article: str,
    which: Sequence[str],
    words: str,
    reason: str,
    by: str,
    look: bool,
    source: str | None,
    place: str | None,
) -> int:
    """Puts claims together that are one statement, and audits it."""
    run = _run(desk, article)
    made = desk.installation.revision.merge(run, [_claim(desk, run, one) for one in which], words, by=_who(by), reason=reason)
    return _done(desk, run, made, look, source, place)


@claims.command()
@article_argument
@claim_argument
@click.option("--reason", required=True, help="Why it is no claim to check; it goes into the log.")
@by_option
@json_option
@click.pass_obj
def drop(desk: Desk, article: str, claim: str, reason: str, by: str, place: str | None) -> int:
    """Takes a claim off the list. It stays in the log and can be restored."""
    run = _run(desk, article)
    made = desk.installation.revision.drop(run, _claim(desk, run, claim), by=_who(by), reason=reason)
    return _done(desk, run, made, False, None, place)


@claims.command()
@article_argument
@claim_argument
@reason_option
@by_option
@json_option
@click.pass_obj
def restore(desk: Desk, article: str, claim: str, reason: str, by: str, place: str | None) -> int:
    """Puts a dropped claim back."""
    run = _run(desk, article)
    dropped = [one.claim for one in desk.installation.revision.outcome(run).dropped]
    made = desk.installation.revision.restore(run, _named(dropped, claim), by=_who(by), reason=reason)
    return _done(desk, run, made, False, None, place)


@claims.command()
@article_argument
@claim_argument
@source_option
@json_option
@click.pass_obj
def audit(desk: Desk, article: str, claim: str, source: str | None, place: str | None) -> int:
    """Searches and judges one claim by itself, and keeps what was found."""
    run = _run(desk, article)
    return _audited(desk, run, (_claim(desk, run, claim),), source, place)


@claims.command()
@article_argument
@click.argument("claim", required=False, metavar="[CLAIM]")
@json_option
@click.pass_obj
def history(desk: Desk, article: str, claim: str | None, place: str | None) -> None:
    """What people did to the claims of an article, or to one of them, oldest first."""
    run = _run(desk, article)
    outcome = desk.installation.revision.outcome(run)
    edits = outcome.edits
    if claim is not None:
        known = [*(one.claim for one in outcome.claims), *(each for one in edits for each in (*one.before, *one.after))]
        edits = _about(edits, _named(known, claim))
    if place is not None:
        desk.write_json(place, {"schema": SCHEMA, "run": run, "edits": [json.edit(one) for one in edits]})
    if place == "-":
        return
    if not edits:
        desk.say("Nobody has edited this.")
        return
    desk.out.print(Group(*(Padding(_told(one), (0, 0, 1, 0)) for one in edits)))


@claims.command("alike")
@click.argument("article", required=False, metavar="[ARTICLE]")
@click.argument("claim", required=False, metavar="[CLAIM]")
@json_option
@click.pass_obj
def alike_(desk: Desk, article: str | None, claim: str | None, place: str | None) -> None:
    """Claims that say the same in several places, with what was decided on them; of one claim, or all groups.

    An earlier decision is a suggestion: nothing is taken over. Claims that are negated, go the other way, or differ in dose, route,
    number, people or comparator are not alike.
    """
    if article is None:
        groups = desk.store.alike_groups()
        document: dict[str, object] = {"schema": SCHEMA, "groups": [[_same(one) for one in group] for group in groups]}
    else:
        if claim is None:
            raise click.UsageError("Name a claim of this article too, or neither.")
        run = _run(desk, article)
        named = _claim(desk, run, claim)
        asked = next(one.claim for one in desk.installation.revision.outcome(run).claims if one.claim.id == named)
        groups = (desk.store.same(asked, desk.store.audit(run).article.key),)
        document = {"schema": SCHEMA, "run": run, "claim": named, "alike": [_same(one) for one in groups[0]]}
    if place is not None:
        desk.write_json(place, document)
    if place == "-":
        return
    if not any(groups):
        desk.say("No other claim says the same.")
        return
    desk.out.print(Group(*(Padding(Group(*map(_told_same, group)), (0, 0, 1, 0)) for group in groups)))


# ---------------------------------------------------------------- what was asked for


def _run(desk: Desk, article: str) -> str:
    """The audit that is meant; an article's key means its newest one."""
    if article.startswith("b2:"):
        keys = sorted({one.key for one in desk.store.articles() if one.key.startswith(article) and one.latest is not None})
        if len(keys) != 1:
            raise NotStored(f"{len(keys)} audited articles have a key that begins with {plain(article)}.")
        newest = next(one.latest for one in desk.store.articles() if one.key == keys[0])
        return newest.run if newest else ""
    return desk.which_run(article)


def _claim(desk: Desk, run: str, start: str) -> str:
    outcome = desk.installation.revision.outcome(run)
    standing = [one.claim for one in outcome.claims]
    try:
        return _named(standing, start)
    except ClaimError:
        heirs = outcome.heirs(start)
        if heirs:
            raise ClaimError("This claim stands no more.", advice=f"What came of it: {', '.join(heirs)}.") from None
        raise


def _named(known: Sequence[Claim], start: str) -> str:
    found = list(dict.fromkeys(claim.id for claim in known if claim.id.startswith((start, f"b2:{start}"))))
    if len(found) != 1 or not start.strip():
        raise ClaimError(f"{len(found) if start.strip() else 'No'} claims begin with {plain(start) or 'nothing'}.")
    return found[0]


def _place(text: str, quote: str) -> tuple[int, int]:
    times = text.count(quote)
    if times != 1:
        advice = "Quote more of them as they stand, or give --start and --end."
        raise ClaimError(f"These words stand {times} times in the article.", advice=advice)
    at = text.index(quote)
    return at, at + len(quote)


def _who(by: str) -> str:
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise SettingsError("Nobody is signed in on this machine.", advice="Say who you are: --by NAME") from None


def _parts(given: dict[str, str | None]) -> dict[str, str]:
    return {name: said for name, said in given.items() if said is not None}


def _about(edits: Sequence[Edit], claim: str) -> tuple[Edit, ...]:
    """The edits that made the claim, and those of it and of what came of it."""
    before, after = {claim}, {claim}
    for one in reversed(edits):
        if any(each.id in before for each in one.after):
            before |= {each.id for each in one.before}
    for one in edits:
        if any(each.id in after for each in one.before):
            after |= {each.id for each in one.after}
    return tuple(one for one in edits if any(each.id in before | after for each in (*one.before, *one.after)))


# ---------------------------------------------------------------- and what is told


def _done(desk: Desk, run: str, made: Edit, look: bool, source: str | None, place: str | None) -> int:
    """Tells what was done; audits what is new, where that is wished."""
    if place != "-":
        desk.out.print(_told(made))
    if look and made.after:
        return _audited(desk, run, tuple(claim.id for claim in made.after), source, place, made)
    if place is not None:
        desk.write_json(place, {"schema": SCHEMA, "run": run, "edit": json.edit(made), "claims": []})
    return 0


def _audited(desk: Desk, run: str, which: Sequence[str], source: str | None, place: str | None, made: Edit | None = None) -> int:
    found: list[Finding] = []
    with desk.progress("Searching") as tell:
        for number, claim in enumerate(which):
            tell(number, len(which), "Searching for this claim")
            found.append(desk.installation.audit_claim(run, claim, source or ""))
    if place is not None:
        document: dict[str, Any] = {"schema": SCHEMA, "run": run, **({"edit": json.edit(made)} if made else {})}
        desk.write_json(place, {**document, "claims": [json.claim(finding) for finding in found]})
    if place != "-":
        desk.out.print(Group(*(views.finding(finding) for finding in found)))
    return 4 if any(finding.state == State.SEARCH_FAILED for finding in found) else 0


def _show(desk: Desk, run: str, place: str | None) -> None:
    outcome = desk.installation.revision.outcome(run)
    findings = {finding.claim.id: finding for finding in desk.installation.revision.standing(run).findings}
    if place is not None:
        document = {
            "schema": SCHEMA,
            "run": run,
            "claims": [{**json.claim(findings[one.claim.id]), "machine": [claim.text for claim in one.machine]} for one in outcome.claims],
            "dropped": [{"id": one.claim.id, "text": one.claim.text, "edit": json.edit(one.edits[-1])} for one in outcome.dropped],
            "edits": [json.edit(one) for one in outcome.edits],
        }
        desk.write_json(place, document)
    if place == "-":
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=views.QUIET)
    table.add_column("claim", no_wrap=True)
    table.add_column("label", no_wrap=True)
    table.add_column("words", overflow="fold")
    for one in outcome.claims:
        words = Text(plain(one.claim.text))
        if one.edits:
            last = one.edits[-1]
            words.append(f"\n{DONE[last.kind.value].lower()} by {plain(last.actor)}, {last.at[:10]}", style=views.QUIET)
            for machine in one.machine:
                if machine.text != one.claim.text:
                    words.append(f"\nmachine: {plain(machine.text)}", style=views.QUIET)
        table.add_row(one.claim.id[3:13], views.label(findings[one.claim.id]), words)
    parts: list[RenderableType] = [table]
    aside = (("dropped", [one.edits[-1] for one in outcome.dropped]), ("edits that fit nothing in this version", outcome.orphans))
    parts += [Padding(Group(Text(title, style="bold"), *map(_told, edits)), (1, 0, 0, 0)) for title, edits in aside if edits]
    desk.out.print(Group(*parts))


def _same(one: Same) -> dict[str, object]:
    return {**{name: getattr(one, name) for name in Same.__dataclass_fields__}, "decided": one.decided}


def _told_same(one: Same) -> RenderableType:
    said = f"suggested: {one.state} by {plain(one.reviewer)}, {one.at[:10]}" if one.decided else "not decided"
    why = f"; {plain(one.reason)}" if one.decided and one.reason else ""
    head = Text.assemble((f"{one.claim[3:13]}  ", views.QUIET), plain(one.text))
    return Group(head, Text(f"            {plain(one.title)}; {said}{why}", style=views.QUIET))


def _told(one: Edit) -> RenderableType:
    head = Text.assemble((DONE[one.kind.value], "bold"), f" by {plain(one.actor)}, {one.at[:16].replace('T', ' ')} UTC")
    if one.orphaned:
        head.append("  orphaned", style=views.FAILED)
    lines = [Text.assemble(("  - ", "red"), (f"{claim.id[3:13]}  ", views.QUIET), plain(claim.text)) for claim in one.before]
    lines += [Text.assemble(("  + ", "green"), (f"{claim.id[3:13]}  ", views.QUIET), plain(claim.text)) for claim in one.after]
    lines += [Text(f"  {plain(one.reason)}", style=views.QUIET)] if one.reason else []
    return Group(head, *lines)
