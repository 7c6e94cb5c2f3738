"""``evidence audit``, ``evidence search``, ``evidence prepare``: from an article or a statement to its evidence."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from types import FrameType

import click

from evidence import pipeline
from evidence.cli import views
from evidence.cli.desk import Desk, plain, read_file
from evidence.errors import ArticleError, SourceUnreachable, StoreError
from evidence.exports import json
from evidence.installation import JUDGE, POLICY, SOURCES
from evidence.model import Article, Audit, Label, Reason, State
from evidence.rules import material

# What --fail-on may name.
OUTCOMES = (*Label, *Reason, *(state for state in State if state != State.JUDGED))
INTERRUPTED = 130


class Outcomes(click.ParamType[tuple[str, ...]]):
    """A list of labels, reasons and states, separated by commas."""

    name = "label or reason,..."

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = tuple(each.strip() for each in str(value).split(",") if each.strip())
        for each in names:
            if each not in OUTCOMES:
                self.fail(f"{plain(each)!r} is no label or reason. Known are: {', '.join(OUTCOMES)}.", param, ctx)
        return names


source_option = click.option("--source", type=click.Choice(SOURCES), default="library", show_default=True, help="Where to search.")
limit_option = click.option(
    "--limit", type=click.IntRange(1, 200), default=pipeline.LIMIT, show_default=True, help="Citations read per claim, at most."
)
judge_option = click.option("--judge", default=JUDGE, show_default=True, help="Who takes the stances.")
policy_option = click.option("--policy", default=POLICY, show_default=True, help="By which rules they are weighed.")


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@source_option
@judge_option
@click.option("--beside", default="", metavar="NAME", help="A second judge whose stances stand beside the first one's and decide nothing.")
@policy_option
@limit_option
@click.option("--json", "place", metavar="FILE|-", help="Write the audit as JSON; with several articles a list of audits.")
@click.option("--fail-on", type=Outcomes(), default="", metavar="LABEL_OR_REASON,...", help="Exit with 1 when a claim ends so.")
@click.pass_obj
def audit(
    desk: Desk,
    articles: Sequence[str],
    source: str,
    judge: str,
    beside: str,
    policy: str,
    limit: int,
    place: str | None,
    fail_on: Sequence[str],
) -> int:
    """Audits articles: finds their claims, searches, judges, and keeps the result.

    ARTICLE is a file (text, Markdown, HTML, DOCX, PDF) or - for standard input. Ctrl-C stops after the claim at hand and keeps
    what was found.
    """
    installation = desk.installation
    installation.judge(judge), installation.policy(policy), installation.source(source)
    if beside:
        installation.judge(beside)
    codes, done = set(), []
    trouble: StoreError | None = None
    with stopping(desk) as stop:
        for name in articles:
            if stop.is_set():
                break
            try:
                article = read(name)
            except ArticleError as error:
                codes.add(error.exit_code)
                desk.say(f"evidence: {error} {error.advice}")
                continue
            with desk.progress("Finding the claims") as tell:
                made = installation.examine(
                    article,
                    source,
                    judge,
                    policy,
                    limit=limit,
                    progress=by_claim(tell),
                    cancelled=stop.is_set,
                    beside=beside,
                )
            done.append(made)
            try:
                installation.record(made)
            except StoreError as error:
                # What was found is shown all the same; the exit code says that it was not kept.
                trouble = error
            if place != "-":
                desk.out.print(views.audit(made, desk.out.width))
            codes.add(outcome(made, fail_on))
            unanswered = [finding for finding in made.findings if finding.state == State.SEARCH_FAILED]
            mute = sum(any(one.not_judged for one in finding.judgements) for finding in unanswered)
            if mute:
                desk.say(
                    f"evidence: The judge {made.run.judge} gave no answer for {mute:,} of {len(made.findings):,} claims; nothing is said "
                    "about their evidence. `evidence show` says why; audit again with it, or with the default judge."
                )
            failed = len(unanswered) - mute
            if failed:
                desk.say(
                    f"evidence: The source {source} did not answer for {failed:,} of {len(made.findings):,} claims; nothing is said about "
                    f"their evidence, and what was found is kept. {SourceUnreachable.advice}"
                )
    if place is not None and done:
        desk.write_json(place, json.document(done[0]) if len(articles) == 1 else [json.document(made) for made in done])
    if trouble is not None:
        raise trouble
    if stop.is_set():
        return INTERRUPTED
    # An unreadable article and a source that was not reached say more than that a label matched.
    return next((code for code in (3, 4, 1) if code in codes), 0)


def outcome(made: Audit, fail_on: Sequence[str]) -> int:
    """The exit code of one audit: 4 where a search failed, 1 where a claim ended as in ``fail_on``, else 0."""
    names = {
        name for finding in made.findings for name in (finding.label, finding.state, finding.verdict and finding.verdict.reason) if name
    }
    if State.SEARCH_FAILED in names:
        return 4
    return int(not names.isdisjoint(fail_on))


def read(name: str) -> Article:
    """The article in a file; ArticleError says why it cannot be read."""
    # Here, and not for every command: what reads web pages and PDFs takes longest to load.
    from evidence import readers

    try:
        data, called = read_file(name)
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise ArticleError(f"{plain(name)} cannot be read: {reason}.", advice="Check the name of the file.") from None
    return readers.read(data, called)


def by_claim(tell: Callable[[int, int, str], None]) -> pipeline.Progress:
    """The pipeline's progress, told with the claim's own words."""
    return lambda done, total, claim: tell(done, total, claim.text if claim else "")


@contextmanager
def stopping(desk: Desk) -> Iterator[threading.Event]:
    """The first Ctrl-C asks to stop after the claim at hand, the second stops at once."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        desk.say("Stopping after this claim; what was found is kept. Ctrl-C again stops at once.")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@click.command()
@click.argument("claim_text")
@source_option
@judge_option
@policy_option
@limit_option
@click.option("--json", "place", metavar="FILE|-", help="Write the finding as JSON.")
@click.pass_obj
def search(desk: Desk, claim_text: str, source: str, judge: str, policy: str, limit: int, place: str | None) -> int:
    """The queries of one statement, what they find, and the verdict on it. Nothing is kept but the records found."""
    if not claim_text.strip():
        raise click.BadArgumentUsage("The claim is empty.")
    from evidence import claims

    with desk.progress("Searching"):
        finding = desk.installation.find(claims.statement(claim_text), source, judge, policy, limit)
    if place is not None:
        desk.write_json(place, {"schema": "evidence-search/1", "claim": json.claim(finding)})
    if place != "-":
        desk.out.print(views.finding(finding))
    return 4 if finding.state == State.SEARCH_FAILED else 0


@click.command()
@click.pass_obj
def prepare(desk: Desk) -> None:
    """Makes the database, the starter library and the audits of the sample articles, once; quick when nothing changed."""
    from evidence import readers

    installation = desk.installation
    folder = material.path("samples")
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.stem != "README" and path.suffix}
    mark = sha256(b"".join(name.encode() + sha256(data).digest() for name, data in files.items())).hexdigest()
    if desk.store.setting("samples") == mark:
        return
    state = installation.library.state()
    desk.say(f"The library holds {state.records:,} records.")
    for name, data in files.items():
        article = readers.read(data, name)
        if desk.store.audits(article.key):
            continue
        with desk.progress(f"Auditing {name}") as tell:
            installation.audit(article, progress=by_claim(tell))
        desk.say(f"Audited {name}.")
    desk.store.put_setting("samples", mark)
