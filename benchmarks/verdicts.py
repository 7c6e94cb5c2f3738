"""The whole way against gold verdicts: `python -m benchmarks.verdicts --article F --gold F [--json -] [--misses]`.

A fresh installation in a temporary folder audits the article from its own starter library. A gold claim is acceptable when the
matched claim's label (matching as in benchmarks.extraction) is among its ``acceptable_verdicts``; an unmatched one is not. A gold
link is found when its citation is judged for its claim; links whose citation has no PMID are left out. A must-not-link citation
violates when it is counted for or against its claim.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction import matched, share
from evidence import readers
from evidence.installation import JUDGE, Installation
from evidence.model import Article, Finding
from evidence.settings import Settings

STANCES = {"supports": "supports", "contradicts": "refutes", "neutral": "neutral"}


def audited(article: Article, judge: str) -> tuple[Finding, ...]:
    """The article's findings from a new installation that holds nothing but the starter library."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation.open(Settings(data_folder=Path(folder)))
        try:
            return installation.examine(article, "library", judge, run_id="benchmark").findings
        finally:
            installation.close()


def score(findings: Sequence[Finding], gold: dict[str, Any], pmids: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """(the contract's keys and more, lines for the developer's eye). ``pmids``: citation id -> PMID."""
    by_claim = {finding.claim.id: finding for finding in findings}
    pairs = {name: by_claim[claim.id] for name, claim in matched([f.claim for f in findings], gold["claims"]).items()}
    confusion: dict[str, dict[str, int]] = {}
    told: list[str] = []
    acceptable = 0
    for wanted in gold["claims"]:
        finding = pairs.get(wanted["id"])
        label = "unmatched" if finding is None else finding.label.value if finding.label else finding.state.value
        good = label in wanted["acceptable_verdicts"]
        acceptable += good
        row = confusion.setdefault(wanted["expected_verdict"], {})
        row[label] = row.get(label, 0) + 1
        reason = finding.verdict.reason.value if finding and finding.verdict else ""
        mark = "ok   " if good else "WRONG"
        told.append(f"{mark} {wanted['id']} {label} ({reason}), wanted {wanted['acceptable_verdicts']}: {wanted['text']}")
        if finding:
            told += _lines(finding, wanted, gold, pmids)
    links = [link for link in gold["links"] if pmids.get(link["citation_id"])]
    found = right = 0
    for link in links:
        finding = pairs.get(link["claim_id"])
        judgement = next((j for j in finding.judgements if j.pmid == pmids[link["citation_id"]]), None) if finding else None
        found += judgement is not None
        right += judgement is not None and judgement.stance.value == STANCES[link["stance"]]
    violations = [
        f"{item['claim_id']}: {item['pmid']}"
        for item in gold.get("must_not_link", ())
        if item["pmid"] and (finding := pairs.get(item["claim_id"])) and finding.verdict
        and any(weighed.pmid == item["pmid"] and weighed.counted for weighed in finding.verdict.weighed)
    ]
    result = {
        "n": len(gold["claims"]),
        "acceptable": share(acceptable, len(gold["claims"])),
        "confusion": confusion,
        "links_found": share(found, len(links)),
        "stance_right": share(right, found),
        "must_not_link_violations": len(violations),
        "violations": violations,
        "links": len(links),
        "matched": len(pairs),
    }
    return result, told


def _lines(finding: Finding, wanted: dict[str, Any], gold: dict[str, Any], pmids: dict[str, str]) -> list[str]:
    """What was judged for one claim beside what the gold links say."""
    linked = {pmids.get(link["citation_id"], ""): link for link in gold["links"] if link["claim_id"] == wanted["id"]}
    told = [f"        ours: {finding.claim.text} [{finding.claim.kind.value}, {finding.claim.certainty.value}]"]
    for judgement in finding.judgements:
        link = linked.get(judgement.pmid)
        if judgement.stance.value == "neutral" and link is None:
            continue
        gold_says = f"{STANCES[link['stance']]}, {link['directness']}" if link else "not linked"
        mark = "  " if link and STANCES[link["stance"]] == judgement.stance.value else "! "
        mismatches = "; ".join(f"{m.code.value}: {m.study} not {m.claim}" for m in judgement.mismatches)
        overstated = f" overstated: {judgement.overstated}" if judgement.overstated else ""
        quote = judgement.rationale[0].text[:140] if judgement.rationale else ""
        why = judgement.features[0] if judgement.features else ""
        told.append(f"     {mark}{judgement.pmid} {judgement.stance.value} {judgement.score:.2f} {judgement.strength.value}"
                    f" {judgement.directness.value} level {judgement.graded.level} (gold: {gold_says}) [{mismatches}]{overstated}"
                    f" <{why}> {quote}")
    missing = [pmid for pmid in linked if pmid and pmid not in {judgement.pmid for judgement in finding.judgements}]
    if missing:
        told.append(f"        not retrieved: {', '.join(missing)}")
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Labels, links and stances of a whole audit against a gold file.")
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--citations", type=Path, help="the gold's citations (default: citations.json beside the gold file)")
    parser.add_argument("--judge", default=JUDGE)
    parser.add_argument("--misses", action="store_true", help="claim by claim on standard error")
    parser.add_argument("--json", default="", metavar="-")
    given = parser.parse_args(arguments)
    article = readers.read(given.article.read_bytes(), given.article.name)
    gold = json.loads(given.gold.read_text("utf-8"))
    citations = json.loads((given.citations or given.gold.parent / "citations.json").read_text("utf-8"))["citations"]
    pmids = {citation["id"]: citation["pmid"] for citation in citations if citation.get("pmid")}
    result, told = score(audited(article, given.judge), gold, pmids)
    if given.misses:
        print("\n".join(told), file=sys.stderr)
    if given.json == "-":
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
