"""``evidence review``: queues, decisions, comments, desks, two reviewers, agreement, sign-off, and the log as people read it.

Every command reads and writes as one person (``--by``): what two blind reviewers may not see of each other is not shown here either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from evidence.cli.desk import Desk, plain
from evidence.cli.people import BY, acting
from evidence.errors import NotStored
from evidence.exports import log
from evidence.model import Label
from evidence.review import Code, Comment, Decided, Decision, Entry, Standing
from evidence.review.queues import Queue
from evidence.store import HistoryFilters

QUIET = "bright_black"
REASON = click.option("--reason", default="", help="Why, in words; it goes into the log.")
SEEN = click.option("--seen", type=click.IntRange(0), help="The newest event on the claim that you have seen; a newer one refuses this.")
DECIDING = (
    click.option("--decision", type=click.Choice([one.value for one in Decision]), required=True),
    click.option("--code", "codes", type=click.Choice([one.value for one in Code]), multiple=True, help="May be given more than once."),
    click.option("--label", type=click.Choice([one.value for one in Label]), help="Your label, where it is not the machine's."),
    click.option("--wording", default="", help="The words that would pass."),
    REASON,
    SEEN,
    BY,
)


def deciding(command: Any) -> Any:
    for option in reversed(DECIDING):
        command = option(command)
    return command


@click.group()
def review() -> None:
    """People's decisions on claims: queues, decisions, comments, disagreements, sign-off, history."""


def _claim(desk: Desk, start: str) -> str:
    found = desk.store.claim_ids(start)
    if not found:
        raise NotStored(f"No claim {start} is stored.", advice="Claim ids stand in `evidence export AUDIT --format csv`.")
    if len(found) > 1 and start not in {claim for claim, _ in found}:
        raise NotStored(f"{len(found)} claims begin with {start}.", advice="Type more of it.")
    return start if start in {claim for claim, _ in found} else found[0][0]


def _article(desk: Desk, start: str) -> str:
    """An article by the beginning of its key or its title, or of a run of it."""
    found = [one for one in desk.store.desks() if one.article.startswith(start) or one.run.startswith(start) or one.title == start]
    if len(found) != 1:
        how = f"{len(found)} articles begin with {start}." if found else f"No article {start} is stored."
        raise NotStored(how, advice="List them with: evidence review articles")
    return found[0].article


@review.command()
@click.argument("queue", type=click.Choice([one.value for one in Queue]))
@click.option("--limit", type=click.IntRange(1), default=50)
@click.option("--json", "place", metavar="FILE|-", help="Write the claims as JSON.")
@BY
@click.pass_obj
def queue(desk: Desk, queue: str, limit: int, place: str | None, by: str) -> None:
    """The claims that wait: mine, unassigned, disagreements, stale, alarms; highest risk and earliest day first."""
    rows, total = desk.store.queue(Queue(queue), acting(by), limit)
    if place is not None:
        kept = [{name: getattr(row, name) for name in row.__dataclass_fields__} for row in rows]
        desk.write_json(place, {"schema": "evidence-queue/1", "queue": queue, "total": total, "claims": kept})
    if place == "-":
        return
    desk.say(f"{total:,} claims wait here." if total else "Nothing waits here.")
    table = _table("risk", "due", "claim", "stands", "with")
    for row in rows:
        stands = "disagreement" if row.disagreement else f"{row.deciders} of 2 decided" if row.reviewers == 2 else row.review
        words = Text.assemble(plain(row.text), "\n", (f"{row.claim}  {plain(row.title)}", QUIET))
        table.add_row(row.risk, row.due or "–", words, stands, plain(", ".join(row.assigned)) or "–")
    if rows:
        desk.out.print(table)


@review.command()
@click.option("--json", "place", metavar="FILE|-", help="Write the articles as JSON.")
@click.pass_obj
def articles(desk: Desk, place: str | None) -> None:
    """Every article on its way to the sign-off; those that wait for it first."""
    found = desk.store.desks()
    if place is not None:
        kept = [{name: getattr(one, name) for name in one.__dataclass_fields__} | {"ready": one.ready} for one in found]
        desk.write_json(place, {"schema": "evidence-desks/1", "articles": kept})
    if place == "-":
        return
    table = _table("article", "decided", "left", "apart", "stands")
    for one in found:
        stands = f"signed by {plain(one.signed_by)}" if one.locked else "waits for sign-off" if one.ready else "in review"
        words = Text.assemble(plain(one.title), "\n", (f"{one.article}  {one.run}", QUIET))
        table.add_row(words, f"{one.decided}", f"{one.undecided}", f"{one.disagreements}", stands)
    desk.out.print(table)


@review.command("show")
@click.argument("claim")
@BY
@click.pass_obj
def show_claim(desk: Desk, claim: str, by: str) -> None:
    """What stands on one claim, as you may see it, with its history."""
    stands = desk.store.standing(_claim(desk, claim), acting(by))
    desk.out.print(_told(stands))


@review.command()
@click.argument("claim")
@deciding
@click.pass_obj
def decide(desk: Desk, /, claim: str, by: str, decision: str, codes: Sequence[str], label: str | None, **more: Any) -> None:
    """Decides on a claim, named by the beginning of its id."""
    chosen = {"codes": [Code(one) for one in codes], "label": Label(label) if label else None, **more}
    desk.out.print(_told(desk.store.decide(_claim(desk, claim), Decision(decision), by=acting(by), **chosen)))


@review.command()
@click.argument("claim")
@deciding
@click.pass_obj
def settle(desk: Desk, /, claim: str, by: str, decision: str, codes: Sequence[str], label: str | None, **more: Any) -> None:
    """Settles a disagreement of two reviewers; by a medical director who is neither of them."""
    chosen = {"codes": [Code(one) for one in codes], "label": Label(label) if label else None, **more}
    desk.out.print(_told(desk.store.adjudicate(_claim(desk, claim), Decision(decision), by=acting(by), **chosen)))


@review.command()
@click.argument("claim")
@click.argument("text")
@BY
@click.pass_obj
def comment(desk: Desk, claim: str, text: str, by: str) -> None:
    """Comments on a claim; name people with an @."""
    desk.store.comment(_claim(desk, claim), text, by=acting(by))
    desk.say("The comment stands.")


@review.command()
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--to", "to", multiple=True, metavar="NAME", help="May be given twice; nobody if left out.")
@click.option("--due", default="", metavar="DAY", help="As 2026-11-30.")
@REASON
@BY
@click.pass_obj
def assign(desk: Desk, claims: Sequence[str], to: Sequence[str], due: str, reason: str, by: str) -> None:
    """Lays claims on people's desks."""
    changed = desk.store.assign([_claim(desk, claim) for claim in claims], to, by=acting(by), due=due, reason=reason)
    desk.say(f"{changed:,} {'claim was' if changed == 1 else 'claims were'} assigned.")


@review.command()
@click.argument("article")
@click.argument("number", type=click.IntRange(1, 2))
@REASON
@BY
@click.pass_obj
def reviewers(desk: Desk, article: str, number: int, reason: str, by: str) -> None:
    """How many people review each claim of an article; two review blind. Before the first decision only."""
    desk.store.set_reviewers(_article(desk, article), number, by=acting(by), reason=reason)
    desk.say("Two people review each claim, blind until both have decided." if number == 2 else "One person reviews each claim.")


@review.command()
@click.argument("article")
@click.option("--json", "place", metavar="FILE|-", help="Write it as JSON.")
@click.pass_obj
def agreement(desk: Desk, article: str, place: str | None) -> None:
    """How far two reviewers agreed before they saw each other's decisions: percent and Cohen's kappa."""
    found = desk.store.agreement(_article(desk, article))
    if place is not None:
        kept = [
            {
                "people": one.people,
                "claims": one.claims,
                "agreed": one.agreed,
                "percent": one.percent,
                "kappa": one.kappa,
                "table": one.table,
            }
            for one in found
        ]
        desk.write_json(place, {"schema": "evidence-agreement/1", "pairs": kept})
    if place == "-":
        return
    for one in found:
        kappa = "no kappa: both always said the same word" if one.kappa is None else f"kappa {one.kappa:.2f}"
        desk.out.print(Text(f"{plain(' and '.join(one.people))}: {one.agreed} of {one.claims} claims ({one.percent:.0f} %), {kappa}"))
    if not found:
        desk.say("No claim of this article was decided by two people yet.")


@review.command()
@click.argument("audit")
@click.option("--name", required=True, help="Your name, typed: it is the signature.")
@click.option("--undecided", type=click.IntRange(0), default=0, help="How many claims you leave undecided, as you were told.")
@click.option("--reason", required=True, help="What you sign, in words.")
@click.pass_obj
def sign(desk: Desk, audit: str, name: str, undecided: int, reason: str) -> None:
    """Signs off an article by its newest audit and locks it."""
    signed = desk.store.sign(desk.which_run(audit), by=name, reason=reason, undecided=undecided)
    desk.say(f"Signed by {name}: {signed.decided} claims decided, {signed.undecided} not. The article is locked.")
    desk.out.print(Text(f"text    sha256:{signed.sha256}\nreview  {signed.digest}"))


@review.command()
@click.argument("article")
@click.option("--reason", required=True, help="Why, in words; it goes into the log.")
@BY
@click.pass_obj
def unlock(desk: Desk, article: str, reason: str, by: str) -> None:
    """Opens a signed article again; the signature stays in the log."""
    desk.store.unlock(_article(desk, article), by=acting(by), reason=reason)
    desk.say("The article is open again.")


@review.command()
@click.option("--claim", default="", help="Of this claim.")
@click.option("--article", default="", help="Of this article.")
@click.option("--person", default="", help="Written by this person.")
@click.option("--day", default="", metavar="DAY", help="On this day, or from it on where --until is given.")
@click.option("--until", default="", metavar="DAY")
@click.option("--kind", multiple=True, help="Only this kind of event; may be given more than once.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@click.option("-o", "--output", "place", metavar="FILE", default="-")
@click.option("--limit", type=click.IntRange(1), default=10_000)
@BY
@click.pass_obj
def history(desk: Desk, /, form: str, place: str, limit: int, by: str, claim: str, article: str, **more: Any) -> None:
    """The log, newest first, as you may read it; as a file with --format."""
    kind = tuple(more.pop("kind"))
    asked = HistoryFilters(claim and _claim(desk, claim), article and _article(desk, article), kind=kind, **more)
    found = desk.store.history(asked, acting(by), limit)
    if form == "json":
        desk.write(place, log.as_json(found.lines))
    elif form == "csv":
        desk.write(place, log.as_csv(found.lines))
    else:
        for line in found.lines:
            one = line.event
            head = f"{one.number:>6}  {one.at[:19].replace('T', ' ')}  {plain(one.actor)}  {one.kind.replace('_', ' ')}"
            desk.out.print(
                Text.assemble((head, "bold"), f"  {plain(line.text or line.title)}", (f"  {plain(one.reason)}", QUIET)), soft_wrap=True
            )


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 1, 0), header_style=QUIET)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _told(stands: Standing) -> Text:
    seen = stands.review
    head = Text.assemble((f"{stands.claim}  ", QUIET), (seen.state, "bold"), f"  {plain(seen.reviewer)}")
    if stands.label:
        head.append(f"  label {stands.label.value}")
    if stands.disagreement:
        head.append("\ndisagreement", style="magenta")
    if stands.hidden:
        head.append("\nSomebody has decided; you see it when you have decided too.", style=QUIET)
    for one in (*stands.decisions, *((stands.settled,) if stands.settled else ()), *stands.comments):
        head.append(f"\n{one.number:>6}  {one.at[:16].replace('T', ' ')}  {plain(one.by)}: {plain(_words(one))}")
    head.append(f"\nseen: {stands.number}", style=QUIET)
    return head


def _words(one: Entry) -> str:
    if isinstance(one.content, Comment):
        return one.content.text
    if isinstance(one.content, Decided):
        codes = ", ".join(code.value for code in one.content.codes)
        return "; ".join(part for part in (one.content.decision.value, codes, one.content.wording, one.reason) if part)
    return one.kind.value
