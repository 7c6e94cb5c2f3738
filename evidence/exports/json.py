"""The audit as JSON, schema ``evidence-audit/1`` (docs/contract.md). Keys are only ever added; anything else needs a new number."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from evidence.judges import agreement
from evidence.model import (
    Audit,
    CitedReference,
    Claim,
    Concept,
    Counts,
    Edit,
    Finding,
    Judgement,
    Label,
    Pico,
    Search,
    Span,
    State,
    Weighed,
)

SCHEMA = "evidence-audit/1"
_LONE = re.compile("[\ud800-\udfff]")


def document(audit: Audit) -> dict[str, Any]:
    """The audit as plain values, in the contract's order. Offsets are code points into the article's text."""
    run = audit.run
    return {
        "schema": SCHEMA,
        "article": {
            "key": audit.article.key,
            "title": audit.article.title,
            "sha256": audit.article.sha256,
            "length": len(audit.article.text),
            "source": audit.article.source,
        },
        "run": {
            "id": run.id,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "source": run.source,
            "library": {"records": run.library.records, "digest": run.library.digest},
            "judge": run.judge,
            "policy": run.policy,
            "software": run.software,
            "notices": [{"source": name, "as_of": day} for name, day in run.notices],
        },
        "summary": summary(audit.findings),
        "flags": [{"code": flag.code, "text": flag.text} for flag in audit.flags],
        "claims": [claim(finding) for finding in audit.findings],
        "references": [reference(one) for one in audit.references],
        # Only where a second judge stood beside the first.
        **({"agreement": agreed(audit)} if run.beside else {}),
        # Only where people have edited the claims: an audit as recorded keeps its bytes.
        **({"edits": [edit(one) for one in audit.edits]} if audit.edits else {}),
    }


def agreed(audit: Audit) -> dict[str, Any]:
    """How far the two judges agree over all citations; ``table`` in the order of ``stances``, the deciding judge's rows first."""
    found = agreement.over(audit.findings)
    share, kappa = found.share, found.kappa
    return {
        "judges": [audit.run.judge, audit.run.beside],
        "pairs": found.pairs,
        "not_judged": found.not_judged,
        "agree": None if share is None else round(share, 4),
        "kappa": None if kappa is None else round(kappa, 4),
        "opposed": found.opposed,
        "stances": [stance.value for stance in agreement.STANCES],
        "table": [list(row) for row in found.table],
    }


def edit(one: Edit) -> dict[str, Any]:
    """What a person did to the claims: as they stood and as they were made, the machine's text and the person's both."""
    return {
        "kind": one.kind.value,
        "before": [_claim_said(claim) for claim in one.before],
        "after": [_claim_said(claim) for claim in one.after],
        "reason": one.reason,
        "by": one.actor,
        "at": one.at,
        "event": one.number,
        "orphaned": one.orphaned,
    }


def _claim_said(said: Claim) -> dict[str, Any]:
    return {
        "id": said.id,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "rewritten": said.rewritten,
        "kind": said.kind.value,
        "pico": _pico(said.pico),
    }


def summary(findings: Sequence[Finding]) -> dict[str, int]:
    """How many claims there are under each label and each state that is no label."""
    return {
        "claims": len(findings),
        **{label.value: sum(finding.label == label for finding in findings) for label in Label},
        **{state.value: sum(finding.state == state for finding in findings) for state in (State.NOT_CHECKABLE, State.SEARCH_FAILED)},
    }


def text(audit: Audit) -> str:
    """The document as indented JSON; lone surrogates are escaped, so that it can be written as UTF-8."""
    written = json.dumps(document(audit), indent=2, ensure_ascii=False)
    return _LONE.sub(lambda match: f"\\u{ord(match.group()):04x}", written) + "\n"


def render(audit: Audit) -> bytes:
    return text(audit).encode("utf-8")


def concepts(found: Sequence[Concept]) -> str:
    """Concepts as words: the heading's name, or the text's own words where MeSH has none."""
    return "; ".join(dict.fromkeys(concept.name or concept.words for concept in found))


def claim(finding: Finding) -> dict[str, Any]:
    """One claim of the document."""
    said, verdict = finding.claim, finding.verdict
    counts = verdict.counts if verdict else Counts()
    weighed = {item.pmid: item for item in verdict.weighed} if verdict else {}
    return {
        "id": said.id,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "rewritten": said.rewritten,
        "parent": _span(said.parent),
        "kind": said.kind.value,
        "certainty": said.certainty.value,
        "check_worthy": said.check_worthy,
        "risk": said.risk.value,
        "pico": _pico(said.pico),
        "state": finding.state.value,
        "label": verdict.label.value if verdict else None,
        "reason": verdict.reason.value if verdict else None,
        "explanation": verdict.explanation if verdict else finding.explanation,
        "stale_because": finding.explanation if finding.state == State.STALE else "",
        "counts": {
            "supports": counts.supports,
            "refutes": counts.refutes,
            "neutral": counts.neutral,
            "excluded": counts.excluded,
        },
        "searches": [_search(search) for search in finding.searches],
        "judgements": [_judgement(judgement, weighed.get(judgement.pmid)) for judgement in finding.judgements],
        **({"beside": [_beside(judgement) for judgement in finding.beside]} if finding.beside else {}),
        "wording": {"overstated": finding.wording.overstated, "suggestion": finding.wording.suggestion},
        "review": {
            "state": finding.review.state,
            "label": finding.review.label.value if finding.review.label else None,
            "reviewer": finding.review.reviewer,
            "reason": finding.review.reason,
            "at": finding.review.at,
        },
    }


def reference(one: CitedReference) -> dict[str, Any]:
    """One of the article's own references; ``cited`` is what the article says of it, the rest what was found."""
    said = one.reference
    return {
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "entry": said.entry,
        "cited": {"doi": said.doi, "pmid": said.pmid, "pmcid": said.pmcid, "title": said.titles[0] if said.titles else ""},
        "state": one.resolution.value,
        "pmid": one.pmid,
        "title": one.title,
        "title_similarity": one.similarity,
        "mismatch": one.mismatch,
        "status": one.status.value if one.pmid else None,
        "found_by": one.by,
        "why": one.why,
        "source": one.source,
        "at": one.at,
    }


def _pico(pico: Pico) -> dict[str, str]:
    return {
        "population": concepts(pico.population),
        "intervention": concepts(pico.intervention),
        "comparator": concepts(pico.comparator),
        "outcome": concepts(pico.outcome),
        "route": pico.route,
        "dose": pico.dose.words if pico.dose else "",
    }


def _search(search: Search) -> dict[str, Any]:
    return {
        "rung": search.rung.value,
        "query": search.query,
        "translation": search.translation,
        "source": search.source,
        "at": search.at,
        "count": search.count,
        "fetched": search.fetched,
        "purpose": search.purpose,
        "warnings": list(search.warnings),
        "failed": search.failed,
    }


def _beside(judgement: Judgement) -> dict[str, Any]:
    """What the second judge said: it is never counted, so level and scope stand with the first one's alone."""
    return {
        "pmid": judgement.pmid,
        "judge": judgement.judge,
        "stance": judgement.stance.value,
        "score": round(float(judgement.score), 4),
        "strength": judgement.strength.value,
        "not_judged": judgement.not_judged,
        "rationale": [{"start": item.start, "end": item.end, "text": item.text, "part": item.part} for item in judgement.rationale],
    }


def _judgement(judgement: Judgement, weighed: Weighed | None) -> dict[str, Any]:
    return {
        "pmid": judgement.pmid,
        "title": judgement.title,
        "year": judgement.year,
        "stance": judgement.stance.value,
        "score": round(float(judgement.score), 4),
        "strength": judgement.strength.value,
        "counted": bool(weighed and weighed.counted),
        "why_not_counted": weighed.why_not_counted if weighed else "",
        "directness": judgement.directness.value,
        "mismatches": [{"code": item.code.value, "claim": item.claim, "study": item.study} for item in judgement.mismatches],
        "design": judgement.graded.design.value,
        "level": judgement.graded.level,
        "status": judgement.status.value,
        "starter_note": judgement.note,
        "relevance": judgement.relevance,
        "placed": judgement.placed,
        "same_study": judgement.same_study,
        "rationale": [{"start": item.start, "end": item.end, "text": item.text, "part": item.part} for item in judgement.rationale],
    }


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None
