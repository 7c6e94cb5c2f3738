"""Finding the abstracts for a claim: `python -m benchmarks.retrieval --claims F --corpus F [--limit N] [--json -] [--misses]`.

A corpus in SciFact's JSON-lines form goes into a real library in a temporary folder; each claim is read as a free sentence, its ladder
of queries is asked, and what comes back is ranked as an audit ranks it. Recall is over (claim, abstract with evidence) pairs, nDCG@10 over
claims and all abstracts cited for them, as in design note and literature. ``plain_bm25`` is BM25 over the whole corpus with the same
stems and the corpus's own rarity, in the same run; ``found_by``: share of pairs that each rung brought, ``only_by`` that no other did.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scifact import as_citation, lines
from evidence import claims, queries, ranking, text
from evidence.model import Citation, Claim, Found, Rung
from evidence.settings import Settings
from evidence.sources.library import Library
from evidence.store import Store

DEPTHS = (1, 3, 10, 20, 50)
K1, B = 1.2, 0.75


class PlainBM25:
    """Every document of the corpus scored against a claim's stems: what any ranking has to beat."""

    def __init__(self, corpus: Sequence[Citation]) -> None:
        counts = {one.pmid: Counter(text.content_words(f"{one.title}. {one.abstract}")) for one in corpus}
        lengths = {pmid: sum(held.values()) for pmid, held in counts.items()}
        usual = sum(lengths.values()) / len(lengths)
        self.postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for pmid, held in counts.items():
            for stem, often in held.items():
                self.postings[stem].append((pmid, often * (K1 + 1) / (often + K1 * (1 - B + B * lengths[pmid] / usual))))
        self.total = len(corpus)

    def best(self, claim: Claim, limit: int) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for stem in sorted(set(text.content_words(claim.text))):
            held = self.postings.get(stem, ())
            rarity = math.log(1 + (self.total - len(held) + 0.5) / (len(held) + 0.5))
            for pmid, worth in held:
                scores[pmid] += rarity * worth
        return sorted(scores, key=lambda pmid: (-scores[pmid], -int(pmid)))[:limit]


def recall(order: dict[str, list[str]], evidence: dict[str, tuple[str, ...]], cited: dict[str, tuple[str, ...]]) -> dict[str, float]:
    """Recall at each depth over (claim, evidence) pairs, and nDCG@10 over the claims with all their cited abstracts."""
    pairs = [(claim, pmid) for claim, pmids in evidence.items() for pmid in pmids]
    found = {f"recall_at_{depth}": sum(pmid in order[claim][:depth] for claim, pmid in pairs) / len(pairs) for depth in DEPTHS}
    gains = []
    for claim, pmids in cited.items():
        got = sum(1 / math.log2(2 + at) for at, pmid in enumerate(order[claim][:10]) if pmid in pmids)
        gains.append(got / sum(1 / math.log2(2 + at) for at in range(min(10, len(pmids)))))
    return {name: round(value, 4) for name, value in {**found, "ndcg_at_10": sum(gains) / len(gains)}.items()}


def measure(claims_file: Path, corpus_file: Path, tell: Callable[[str], None] | None = None) -> dict[str, Any]:
    corpus = [as_citation(document) for document in lines(corpus_file)]
    asked = [row for row in lines(claims_file) if row.get("cited_doc_ids") or row.get("doc_ids") or row.get("evidence")]
    said = {str(row["id"]): claims.statement(row["claim"]) for row in asked}
    evidence = {str(row["id"]): tuple(sorted(row.get("evidence") or {})) for row in asked}
    cited = {str(row["id"]): tuple(map(str, row.get("cited_doc_ids") or row.get("doc_ids") or row["evidence"])) for row in asked}
    plain = PlainBM25(corpus)
    ours: dict[str, list[str]] = {}
    rungs: dict[str, dict[str, set[str]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store.open(Settings(data_folder=folder).database)
        library = Library(store, folder / "index")
        library.add(corpus)
        library.find(queries.ladder(next(iter(said.values())))[0])
        start = time.process_time()
        for number, claim in said.items():
            answers: list[Found] = [library.find(query) for query in queries.ladder(claim)]
            ours[number] = [one.citation.pmid for one in ranking.order(claim, answers)]
            rungs[number] = defaultdict(set)
            for place, answer in enumerate(answers):
                widest = answer.query.rung == Rung.BROAD and place == len(answers) - 2
                rungs[number]["words" if widest else answer.query.rung.value] |= {one.pmid for one in answer.citations}
            if tell and (missed := set(evidence[number]) - set(ours[number][:10])):
                lost = ", ".join(sorted(missed - set(ours[number]))) or "none"
                tell(f"{number} {claim.text}\n    below the first ten: {', '.join(sorted(missed))}; not found at all: {lost}")
        seconds = time.process_time() - start
        store.close()
    pairs = [(number, pmid) for number, pmids in evidence.items() for pmid in pmids]
    names = sorted({rung for found in rungs.values() for rung in found})
    return {
        "claims": len(said),
        "pairs": len(pairs),
        "records": len(corpus),
        "ours": recall(ours, evidence, cited),
        "plain_bm25": recall({number: plain.best(claim, 50) for number, claim in said.items()}, evidence, cited),
        "found_at_all": round(sum(pmid in ours[number] for number, pmid in pairs) / len(pairs), 4),
        "found_by": {name: round(sum(pmid in rungs[n][name] for n, pmid in pairs) / len(pairs), 4) for name in names},
        "only_by": {
            name: round(sum([rung for rung in names if pmid in rungs[n][rung]] == [name] for n, pmid in pairs) / len(pairs), 4)
            for name in names
        },
        "candidates_per_claim": round(sum(map(len, ours.values())) / len(ours), 1),
        "cpu_ms_per_claim": round(1000 * seconds / len(said), 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Recall of abstracts through the library and the ranking, beside plain BM25.")
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="claim by claim on standard error")
    parser.add_argument("--json", default="", metavar="-")
    given = parser.parse_args(arguments)
    result = measure(given.claims, given.corpus, (lambda line: print(line, file=sys.stderr)) if given.misses else None)
    if given.json == "-":
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:22} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
