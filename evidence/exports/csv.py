"""The audit as a table for a spreadsheet: one line per claim and citation, one line for a claim without citations.

UTF-8 with a byte order mark, lines end in CR LF (RFC 4180). A text that a spreadsheet would take for a formula is made harmless
with an apostrophe (method.md, section 11); what no spreadsheet can hold (NUL, other controls, lone surrogates) becomes U+FFFD.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from evidence.exports.json import concepts
from evidence.model import Audit, Finding, Judgement

COLUMNS = (
    "claim_id", "start", "end", "claim", "kind", "certainty", "risk",
    "population", "intervention", "comparator", "outcome", "route", "dose",
    "state", "label", "reason", "explanation", "supports", "refutes", "neutral", "excluded", "overstated_wording", "suggestion",
    "review_state", "review_label", "reviewer", "review_reason",
    "pmid", "title", "year", "stance", "strength", "counted", "why_not_counted", "directness", "mismatches",
    "design", "level", "status", "starter_note", "quote", "link",
    "run", "article", "judge", "policy", "searched_at",
)  # fmt: skip
# Also behind blanks, and in the fullwidth forms that some programs read as the plain ones.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@|＝＋－＠｜]")
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render(audit: Audit) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in audit.findings:
        for judgement in finding.judgements or (None,):
            line = dict(_claim(audit, finding))
            line.update(_citation(finding, judgement) if judgement else ())
            writer.writerow([guarded(line.get(column)) for column in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guarded(value: str | float | bool | None) -> str:
    """A cell's text. Numbers stay numbers; a text never begins a formula and holds nothing that breaks a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    clean = _UNHOLDABLE.sub("\ufffd", value)
    return "'" + clean if _FORMULA.match(clean) else clean


def _claim(audit: Audit, finding: Finding) -> Iterator[tuple[str, str | int | bool | None]]:
    claim, verdict, review, pico = finding.claim, finding.verdict, finding.review, finding.claim.pico
    yield from (("claim_id", claim.id), ("start", claim.start), ("end", claim.end), ("claim", claim.text), ("kind", claim.kind.value))
    yield from (("certainty", claim.certainty.value), ("risk", claim.risk.value), ("route", pico.route))
    yield from (("population", concepts(pico.population)), ("intervention", concepts(pico.intervention)))
    yield from (("comparator", concepts(pico.comparator)), ("outcome", concepts(pico.outcome)))
    yield "dose", pico.dose.words if pico.dose else ""
    yield "state", finding.state.value
    if verdict:
        counts = verdict.counts
        yield from (("label", verdict.label.value), ("reason", verdict.reason.value), ("supports", counts.supports))
        yield from (("refutes", counts.refutes), ("neutral", counts.neutral), ("excluded", counts.excluded))
    yield "explanation", verdict.explanation if verdict else finding.explanation
    yield from (("overstated_wording", finding.wording.overstated), ("suggestion", finding.wording.suggestion))
    yield from (("review_state", review.state), ("review_label", review.label.value if review.label else ""))
    yield from (("reviewer", review.reviewer), ("review_reason", review.reason))
    yield from (("run", audit.run.id), ("article", audit.article.title), ("judge", audit.run.judge), ("policy", audit.run.policy))
    yield "searched_at", max((search.at for search in finding.searches), default="")


def _citation(finding: Finding, judgement: Judgement) -> Iterator[tuple[str, str | int | bool | None]]:
    weighed = {item.pmid: item for item in finding.verdict.weighed}.get(judgement.pmid) if finding.verdict else None
    graded = judgement.graded
    yield from (("pmid", int(judgement.pmid)), ("title", judgement.title), ("year", judgement.year), ("stance", judgement.stance.value))
    yield from (("strength", judgement.strength.value), ("counted", bool(weighed and weighed.counted)))
    yield "why_not_counted", weighed.why_not_counted if weighed else ""
    yield "directness", judgement.directness.value
    yield "mismatches", "; ".join(f"{item.code.value}: {item.claim} vs {item.study}" for item in judgement.mismatches)
    yield from (("design", graded.design.value), ("level", graded.level), ("status", judgement.status.value))
    yield from (("starter_note", judgement.note), ("quote", " [...] ".join(item.text for item in judgement.rationale)))
    yield "link", f"https://pubmed.ncbi.nlm.nih.gov/{judgement.pmid}/"
