"""What an audit puts into the rows of its findings: columns to look by, and the payload that is the truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from evidence.model import Audit, Claim, Finding, Label, Reason, Risk, State, content_id
from evidence.store import codec
from evidence.store.numbers import pmid_number
from evidence.store.schema import cited, claims, findings, judgements, searches, verdicts
from evidence.text import normal

_BATCH = 500


def holdable(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows with every text as each database can hold it."""
    return [{name: codec.shown(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows]


def counts(kept: Sequence[Finding]) -> dict[str, int]:
    labels = [finding.label for finding in kept]
    states = [finding.state for finding in kept]
    return {
        "claims": len(kept),
        **{label.value: labels.count(label) for label in Label},
        "not_checkable": states.count(State.NOT_CHECKABLE),
        "search_failed": states.count(State.SEARCH_FAILED),
        "not_searched": states.count(State.NOT_SEARCHED),
        "alarming": sum(map(_alarming, kept)),
    }


def _alarming(finding: Finding) -> bool:
    verdict = finding.verdict
    return (
        finding.claim.risk == Risk.HIGH
        and verdict is not None
        and (verdict.label == Label.UNSOURCED or verdict.reason == Reason.CONTRADICTED)
    )


def keep_findings(connection: Connection, audit: int, whole: Audit) -> None:
    numbers = keep_claims(connection, whole.article.key, [finding.claim for finding in whole.findings])
    rows = [
        {
            "audit": audit,
            "position": position,
            "claim": number,
            "state": finding.state.value,
            "overstated": finding.wording.overstated,
            "payload": codec.pack(finding, without="claim"),
        }
        for position, (finding, number) in enumerate(zip(whole.findings, numbers, strict=True))
    ]
    if not rows:
        return
    connection.execute(insert(findings), holdable(rows))
    kept = connection.execute(select(findings.c.number).where(findings.c.audit == audit).order_by(findings.c.position)).scalars().all()
    for table, make in ((verdicts, _verdict_rows), (searches, _search_rows), (judgements, _judgement_rows)):
        made = [row for number, finding in zip(kept, whole.findings, strict=True) for row in make(number, finding)]
        if made:
            connection.execute(insert(table), holdable(made))


def keep_references(connection: Connection, audit: int, whole: Audit) -> None:
    rows = [
        {
            "audit": audit,
            "position": position,
            "pmid": pmid_number(one.pmid),
            "state": one.resolution.value,
            "mismatch": one.mismatch,
            "status": one.status.value,
            "payload": codec.pack(one),
        }
        for position, one in enumerate(whole.references)
    ]
    if rows:
        connection.execute(insert(cited), rows)


def keep_claims(connection: Connection, article: str, kept: Sequence[Claim]) -> list[int]:
    """The row number of each claim; a claim that stands word for word as in an earlier audit keeps its row."""
    digests = [content_id("claim", codec.text(claim)) for claim in kept]
    known = _claim_numbers(connection, article, digests)
    rows = {
        digest: {
            "article": article,
            "claim": claim.id,
            "digest": digest,
            "text": claim.text,
            "folded": normal(claim.text),
            "kind": claim.kind.value,
            "certainty": claim.certainty.value,
            "direction": claim.direction.value,
            "check_worthy": claim.check_worthy,
            "risk": claim.risk.value,
            "start": claim.start,
            "end": claim.end,
            "payload": codec.pack(claim),
        }
        for claim, digest in zip(kept, digests, strict=True)
        if digest not in known
    }
    if rows:
        connection.execute(insert(claims), holdable(rows.values()))
        known.update(_claim_numbers(connection, article, list(rows)))
    return [known[digest] for digest in digests]


def _claim_numbers(connection: Connection, article: str, digests: Sequence[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for start in range(0, len(digests), _BATCH):
        some = digests[start : start + _BATCH]
        query = select(claims.c.digest, claims.c.number).where(claims.c.article == article, claims.c.digest.in_(some))
        known.update((row.digest, row.number) for row in connection.execute(query))
    return known


def _verdict_rows(row: int, finding: Finding) -> list[dict[str, object]]:
    verdict = finding.verdict
    if verdict is None:
        return []
    counts = verdict.counts
    return [
        {
            "finding": row,
            "label": verdict.label.value,
            "reason": verdict.reason.value,
            "policy": verdict.policy,
            "best_level": verdict.best_level,
            "supports": counts.supports,
            "refutes": counts.refutes,
            "neutral": counts.neutral,
            "excluded": counts.excluded,
        }
    ]


def _search_rows(row: int, finding: Finding) -> list[dict[str, object]]:
    return [
        {
            "finding": row,
            "position": position,
            "rung": search.rung.value,
            "query": search.query,
            "source": search.source,
            "at": search.at,
            "count": search.count,
            "fetched": search.fetched,
            "failed": search.failed,
        }
        for position, search in enumerate(finding.searches)
    ]


def _judgement_rows(row: int, finding: Finding) -> list[dict[str, object]]:
    counted = {weighed.pmid for weighed in finding.verdict.weighed if weighed.counted} if finding.verdict else set()
    return [
        {
            "finding": row,
            "position": position,
            "pmid": pmid_number(judgement.pmid),
            "stance": judgement.stance.value,
            "strength": judgement.strength.value,
            "directness": judgement.directness.value,
            "design": judgement.graded.design.value,
            "level": judgement.graded.level,
            "status": judgement.status.value,
            "year": judgement.year,
            "counted": judgement.pmid in counted,
        }
        for position, judgement in enumerate(finding.judgements)
    ]
