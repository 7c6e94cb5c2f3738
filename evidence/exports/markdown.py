"""The audit as a Markdown report for people: labels first, then claim by claim with the sentence that each stance rests on.

Every text of the article or of a record is escaped: it shows as it is written and makes no link, image, heading or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evidence.exports.json import summary
from evidence.model import Audit, CitedReference, Finding, Judgement, Label, Stance, State

ICONS = {Label.SUPPORTED: "✔", Label.MIXED: "◐", Label.UNSOURCED: "○"}
STATES = {
    State.SEARCH_FAILED: "⚠ search failed",
    State.NOT_SEARCHED: "– not searched",
    State.NOT_CHECKABLE: "∅ not checkable",
    State.STALE: "↻ stale",
}
# What Markdown reads as a sign anywhere in a line; then what it reads only at its start, or as the start of an address.
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~<>&@$^]|:(?=/)|(?<=\bwww)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


def on_one_line(text: str) -> str:
    """The text on one line, unescaped; controls and direction marks become U+FFFD."""
    return _BLANKS.sub(" ", _UNHOLDABLE.sub("\ufffd", _BLANKS.sub(" ", text))).strip()


def escaped(text: str) -> str:
    """The text on one line so that Markdown shows every character of it. Controls and direction marks become U+FFFD."""
    line = on_one_line(text)
    marked = _SPECIAL.sub(r"\\\g<0>", line)
    start = _AT_START.match(line)
    if start is None:
        return marked
    sign = start.group()
    return f"{sign}\\{marked[len(sign) :]}" if sign.isdigit() else f"\\{marked}"


def named(finding: Finding) -> str:
    """Icon and word of a finding: its label, or why it has none."""
    if finding.label is not None and finding.state == State.JUDGED:
        return f"{ICONS[finding.label]} {finding.label.value}"
    return STATES.get(finding.state, finding.state.value)


def render(audit: Audit) -> bytes:
    return ("\n".join(_lines(audit)).rstrip() + "\n").encode("utf-8")


def _lines(audit: Audit) -> Iterator[str]:
    run = audit.run
    yield from (f"# Evidence audit: {escaped(audit.article.title or audit.article.source)}", "")
    source = f"{escaped(run.source)} ({run.library.records:,} records)"
    yield f"Audited {run.finished_at[:10]} against {source}, judge {escaped(run.judge)}, policy {escaped(run.policy)}."
    yield f"Run `{run.id}`, text sha256 `{audit.article.sha256[:16]}`."
    yield from ("", "The labels are a machine's suggestions to a reviewer, made from abstracts only.", "")
    yield from ("| label | claims |", "| --- | ---: |")
    yield from (f"| {name.replace('_', ' ')} | {number} |" for name, number in summary(audit.findings).items())
    if audit.flags:
        yield from ("", "## The article as a whole", "")
        yield from (f"- {escaped(flag.text)}" for flag in audit.flags)
    yield from ("", "## Claims", "")
    for number, finding in enumerate(audit.findings, 1):
        yield from _claim(number, finding)
    if audit.references:
        yield from ("## References of the article", "")
        yield from (_reference(one) for one in audit.references)


def _reference(one: CitedReference) -> str:
    """A reference in the article's words, and what was found of it."""
    found = f"{_link(one.pmid)}, {escaped(one.status.value)}" if one.pmid else one.resolution.value.replace("_", " ")
    return f"- {escaped(one.reference.text)}: {'**does not fit**, ' if one.mismatch else ''}{found}. {escaped(one.why)}"


def _claim(number: int, finding: Finding) -> Iterator[str]:
    claim, verdict = finding.claim, finding.verdict
    yield from (f"### {number}. {named(finding)}: {escaped(claim.text)}", "")
    reason = f", {verdict.reason.value.replace('_', ' ')}" if verdict else ""
    yield from (f"{escaped(claim.kind.value)}, {claim.risk.value} risk{reason}, characters {claim.start} to {claim.end}.", "")
    yield escaped(verdict.explanation if verdict else finding.explanation)
    if finding.state == State.STALE and finding.explanation:
        yield from ("", f"Stale: {escaped(finding.explanation)}")
    if finding.wording.suggestion:
        yield from ("", f"Softer wording: {escaped(finding.wording.suggestion)}")
    if finding.review.label or finding.review.reviewer:
        label = finding.review.label.value if finding.review.label else finding.review.state
        yield from ("", f"Reviewed by {escaped(finding.review.reviewer)}: {escaped(label)}. {escaped(finding.review.reason)}")
    stands = [judgement for judgement in finding.judgements if judgement.stance != Stance.NEUTRAL]
    if finding.judgements:
        yield ""
    for judgement in stands:
        yield from _citation(finding, judgement)
    if len(finding.judgements) > len(stands):
        yield f"- {len(finding.judgements) - len(stands)} read and found to take no stand: {_links(finding.judgements)}"
    if finding.searches:
        yield ""
    for search in finding.searches:
        answer = f"failed: {escaped(search.failed)}" if search.failed else f"{search.count:,} found, {search.fetched} read"
        yield f"- {search.rung.value} search of {escaped(search.source)}, {escaped(search.at[:10])}: {escaped(search.query)} ({answer})"
    yield ""


def _citation(finding: Finding, judgement: Judgement) -> Iterator[str]:
    weighed = {item.pmid: item for item in finding.verdict.weighed}.get(judgement.pmid) if finding.verdict else None
    graded = judgement.graded
    facts = [
        graded.design.value,
        f"level {graded.level}" if graded.level else "",
        f"n = {graded.n:,}" if graded.n else "",
        judgement.status.value,
    ]
    facts += [f"{item.code.value}: {item.claim} vs {item.study}" for item in judgement.mismatches]
    facts += [f"not counted: {weighed.why_not_counted}" if weighed and weighed.why_not_counted else ""]
    facts += ["starter note, not the abstract" if judgement.note else ""]
    told = "; ".join(escaped(fact) for fact in facts if fact)
    yield f"- **{judgement.stance.value}**: {escaped(judgement.title)} ({judgement.year or 'no year'}), {_link(judgement.pmid)}. {told}."
    yield from (f"  > {escaped(item.text)}" for item in judgement.rationale)


def _links(judgements: Sequence[Judgement]) -> str:
    return ", ".join(_link(judgement.pmid) for judgement in judgements if judgement.stance == Stance.NEUTRAL)


def _link(pmid: str) -> str:
    return f"[PMID {pmid}](https://pubmed.ncbi.nlm.nih.gov/{pmid}/)"
