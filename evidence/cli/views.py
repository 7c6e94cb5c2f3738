"""How findings look on a terminal: counts first, then the claims, each with its label in icon, word and colour.

Nothing of an article or a record is read as markup, and no control character reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from evidence.cli.desk import plain
from evidence.exports import markdown
from evidence.exports.json import summary
from evidence.judges import agreement
from evidence.model import Audit, CitedReference, Finding, Judgement, Label, PublicationStatus, Reason, Risk, Search, Stance, State
from evidence.store import AuditSummary

COLOURS = {Label.SUPPORTED: "green", Label.MIXED: "yellow", Label.UNSOURCED: "blue"}
STANCES = {Stance.SUPPORTS: ("+ supports", "green"), Stance.REFUTES: ("− refutes", "red"), Stance.NEUTRAL: ("· no stand", "bright_black")}
FAILED, QUIET = "magenta", "bright_black"
# Below this many columns the citations stand below their claim.
WIDE = 96


def audit(audit: Audit, width: int) -> RenderableType:
    """The whole summary of one audit for a terminal of this width."""
    parts: list[RenderableType] = [head(audit), bar(audit.findings, width)]
    if audit.flags:
        parts.append(Group(*(Text(f"⚑ {plain(flag.text)}", style="yellow") for flag in audit.flags)))
    if audit.findings:
        parts.append(claims(audit.findings, width))
    if audit.references:
        parts.append(references(audit.references))
    if audit.run.beside:
        parts.append(beside(audit))
    parts.append(Text(f"evidence show {audit.run.id}    evidence export {audit.run.id} --format md -o FILE", style=QUIET))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def head(audit: Audit) -> Text:
    run = audit.run
    when = run.finished_at[:16].replace("T", " ")
    searched = "PubMed, live" if run.source == "pubmed" else f"local library of {run.library.records:,} records"
    facts = f"{searched}, judge {run.judge}, policy {run.policy}, {when} UTC"
    return Text.assemble((plain(audit.article.title or audit.article.source), "bold"), "\n", (plain(facts), QUIET))


def bar(findings: Sequence[Finding], width: int) -> RenderableType:
    """The counts in words, and under them one bar in which every claim has its share."""
    counts = summary(findings)
    shares = [(counts[label.value], f"{markdown.ICONS[label]} {{}} {label.value}", COLOURS[label]) for label in Label]
    shares += [(counts["not_checkable"], "∅ {} not checkable", QUIET), (counts["search_failed"], "⚠ {} search failed", FAILED)]
    rest = sum(finding.state in (State.NOT_SEARCHED, State.STALE) for finding in findings)
    shares.append((rest, "– {} not searched", QUIET))
    words = Text("   ").join(Text(form.format(number), style=f"bold {colour}") for number, form, colour in shares if number)
    if not findings:
        return Text("No checkable claim was found.", style="bold")
    line, room, done = Text(), min(width, 100), 0
    for number, _, colour in shares:
        start, done = done, done + number
        line.append("━" * (room * done // len(findings) - room * start // len(findings)), style=colour)
    return Group(Text.assemble((f"{len(findings)} claims   ", "bold"), words), line)


def claims(findings: Sequence[Finding], width: int) -> RenderableType:
    """One row per claim: number, label with its reason, the claim, and the citation that decided."""
    wide = width >= WIDE
    table = Table(box=None, padding=(0, 1, 1, 0), expand=True, show_header=wide, header_style=QUIET)
    table.add_column("", justify="right", style=QUIET, no_wrap=True)
    table.add_column("label", width=18 if width > 50 else 12)
    table.add_column("claim", ratio=3, overflow="fold")
    if wide:
        table.add_column("decided by", ratio=2, overflow="fold")
    for number, finding in enumerate(findings, 1):
        best = decided_by(finding)
        cells: list[RenderableType] = [str(number), label(finding)]
        words = Text(plain(finding.claim.text))
        if finding.claim.risk == Risk.HIGH:
            words.append("  high risk", style="red")
        told = citation(best) if best else Text(plain(finding.explanation) if finding.state == State.SEARCH_FAILED else "", style=QUIET)
        if not wide and told:
            words = Text.assemble(words, "\n", told)
        table.add_row(*cells, words, *([told] if wide else []))
    return table


def label(finding: Finding) -> Text:
    """Icon, word and reason; a claim against which all speaks is red."""
    verdict = finding.verdict
    if verdict is None or finding.state != State.JUDGED:
        return Text(markdown.named(finding), style=FAILED if finding.state == State.SEARCH_FAILED else QUIET)
    colour = "red" if verdict.reason == Reason.CONTRADICTED else COLOURS[verdict.label]
    return Text.assemble((markdown.named(finding), f"bold {colour}"), "\n", (f"  {verdict.reason.value.replace('_', ' ')}", QUIET))


def references(kept: Sequence[CitedReference]) -> RenderableType:
    """The article's own references: found, of which status, and whether they are what they say."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    table.add_column("own reference", no_wrap=True)
    table.add_column("as the article has it", overflow="fold")
    for one in kept:
        amiss = one.mismatch or one.status == PublicationStatus.RETRACTED
        state = Text(one.resolution.value.replace("_", " "), style="red" if amiss else "" if one.pmid else FAILED)
        if one.pmid and one.status != PublicationStatus.CURRENT:
            state.append(f"\n{one.status.value}")
        if one.mismatch:
            state.append("\ndoes not fit")
        table.add_row(state, Text.assemble(plain(one.reference.text), "\n", (plain(one.why), QUIET)))
    return table


def beside(audit: Audit) -> Text:
    """How far the judge that decided and the one beside it agree."""
    return Text(plain(agreement.told(agreement.over(audit.findings), audit.run.judge, audit.run.beside)))


def decided_by(finding: Finding) -> Judgement | None:
    """The citation that weighs most in the label: counted before not counted, against before for where all speaks against."""
    if finding.verdict is None:
        return None
    counted = {item.pmid for item in finding.verdict.weighed if item.counted}
    first = Stance.REFUTES if finding.verdict.reason == Reason.CONTRADICTED else Stance.SUPPORTS
    stands = [one for one in finding.judgements if one.stance != Stance.NEUTRAL]
    return min(stands, key=lambda one: (one.pmid not in counted, one.stance != first, one.graded.level or 9, -one.score), default=None)


def citation(judgement: Judgement) -> Text:
    """ "＋ randomised trial, level 2, 2016, PMID 123": stance, design, level, year, number, and what is amiss."""
    sign, colour = ("? not judged", FAILED) if judgement.not_judged else STANCES[judgement.stance]
    graded = judgement.graded
    facts = [graded.design.value, f"level {graded.level}" if graded.level else "", f"n {graded.n:,}" if graded.n else ""]
    facts += [str(judgement.year or ""), f"PMID {judgement.pmid}"]
    told = Text.assemble((f"{sign}  ", f"bold {colour}"), ", ".join(fact for fact in facts if fact))
    if judgement.mismatches:
        told.append(f"  indirect: {', '.join(dict.fromkeys(item.code.value for item in judgement.mismatches))}", style="yellow")
    if judgement.note:
        told.append("  starter note", style=QUIET)
    return told


def finding(finding: Finding) -> RenderableType:
    """Everything about one claim: why its label stands, every citation with its quote, every search."""
    claim, verdict = finding.claim, finding.verdict
    parts: list[RenderableType] = [
        Text.assemble(label(finding), "\n", (plain(claim.text), "bold")),
        Text(
            f"{claim.kind.value}, {claim.certainty.value}, {claim.risk.value} risk, characters {claim.start} to {claim.end}, {claim.id}",
            style=QUIET,
        ),
        Text(plain(verdict.explanation if verdict else finding.explanation)),
    ]
    if finding.state == State.STALE:
        parts.append(Text(f"Stale: {plain(finding.explanation)}", style=FAILED))
    if finding.wording.suggestion:
        parts.append(Text.assemble(("softer wording: ", QUIET), plain(finding.wording.suggestion)))
    if finding.judgements:
        parts += [Rule("citations", style=QUIET), *_citations(finding)]
    if finding.searches:
        parts += [Rule("searches", style=QUIET), searches(finding.searches)]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _citations(finding: Finding) -> Iterator[RenderableType]:
    weighed = {item.pmid: item for item in finding.verdict.weighed} if finding.verdict else {}
    for judgement in sorted(finding.judgements, key=lambda one: one.stance == Stance.NEUTRAL):
        lines = [citation(judgement), Text(plain(judgement.title), style=QUIET if judgement.stance == Stance.NEUTRAL else "")]
        lines += [Text(f"{item.code.value}: {plain(item.claim)} / {plain(item.study)}", style="yellow") for item in judgement.mismatches]
        lines += [Text(f"“{plain(item.text)}”", style="italic") for item in judgement.rationale]
        mine = weighed.get(judgement.pmid)
        if mine and mine.why_not_counted and judgement.stance != Stance.NEUTRAL:
            lines.append(Text(f"not counted: {plain(mine.why_not_counted)}", style=QUIET))
        yield Group(*lines)


def searches(kept: Sequence[Search]) -> RenderableType:
    """Every rung with its exact query and what it answered."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    for name in ("rung", "found", "read"):
        table.add_column(name, justify="left" if name == "rung" else "right", no_wrap=True)
    table.add_column("query", overflow="fold")
    for search in kept:
        query = Text(plain(search.query))
        if search.failed:
            query.append(f"\n{plain(search.failed)}", style=FAILED)
        if search.warnings:
            more = f" (and {len(search.warnings) - 1} more remarks)" if len(search.warnings) > 1 else ""
            query.append(f"\n{plain(search.warnings[0])}{more}", style="yellow")
        numbers = ("–", "–") if search.failed else (f"{search.count:,}", str(search.fetched))
        table.add_row(search.rung.value, *numbers, query)
    return table


def audits(kept: Sequence[AuditSummary]) -> RenderableType:
    """A list of audits, newest first."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=QUIET, expand=True)
    # The run's id is what the next command needs: it is never cut, the title gives way.
    table.add_column("run", no_wrap=True, min_width=max((len(one.run) for one in kept), default=0))
    table.add_column("article", overflow="ellipsis", no_wrap=True, ratio=1)
    table.add_column("source", no_wrap=True)
    for name in Label:
        table.add_column(markdown.ICONS[name], justify="right", style=COLOURS[name], no_wrap=True)
    table.add_column("claims", justify="right", no_wrap=True)
    for one in kept:
        table.add_row(one.run, plain(one.title), one.source, str(one.supported), str(one.mixed), str(one.unsourced), str(one.claims))
    return table
