"""A judge against labelled claim-abstract pairs: `python -m benchmarks.judge --claims F --corpus F [--judge NAME] [--json -]`.

The files have SciFact's JSON-lines form; ``--citing F`` takes Citation-Integrity's instead (its dev part). Every class gets the same
input, the whole cited abstract; a cited document without evidence is neutral. Rationale figures are over the pairs that have
evidence: ``hit_at_k`` a gold sentence among the first k,
``recall_at_3`` the share of gold sentences there. ``ece``: expected calibration error in 15 bins of the called stance's score.
``macro_f1_interval``: 95 % over 500 draws of claims. ``pairs_per_cpu_s``: by the processor's time, so it means the same under load.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.scifact import Pair, as_claim, citing, numbers_of, pairs
from evidence import judges
from evidence.installation import JUDGE
from evidence.model import Judgement, Stance, Strength
from evidence.rules import material
from evidence.sources import folders

STANCES = ("supports", "refutes", "neutral")
BINS = 15
DRAWS, DRAW = 500, 11


def f1(gold: Sequence[str], said: Sequence[str], stance: str) -> float:
    hit = sum(g == s == stance for g, s in zip(gold, said, strict=True))
    total = sum(g == stance for g in gold) + sum(s == stance for s in said)
    return 2 * hit / total if total else 0.0


def calibration(scores: Sequence[float], hits: Sequence[bool]) -> float:
    """Mean distance between score and share of hits, over equal bins of the score, weighted by their size."""
    error = 0.0
    for number in range(BINS):
        inside = [(s, h) for s, h in zip(scores, hits, strict=True) if min(int(s * BINS), BINS - 1) == number]
        if inside:
            error += abs(sum(s for s, _ in inside) - sum(h for _, h in inside)) / len(scores)
    return error


def abstract_level(found: Sequence[Pair], said: Sequence[Judgement], *, with_rationale: bool) -> float:
    """F1 over abstracts that are found and labelled (SciFact's own measure, cited abstracts only)."""
    hit = 0
    for pair, judgement in zip(found, said, strict=True):
        right = judgement.stance.value == pair.stance != "neutral"
        if right and with_rationale:
            met = frozenset[int]().union(*(numbers_of(pair, r.start, r.end) for r in judgement.rationale if r.part == "abstract"))
            right = any(rationale <= met for rationale in pair.rationales)
        hit += right
    total = sum(pair.stance != "neutral" for pair in found) + sum(judgement.stance != Stance.NEUTRAL for judgement in said)
    return 2 * hit / total if total else 0.0


def interval(found: Sequence[Pair], said: Sequence[str]) -> tuple[float, float]:
    """The middle 95 % of macro-F1 when claims are drawn anew, each with all its pairs; the same draws every time."""
    by_claim: dict[str, list[int]] = {}
    for number, pair in enumerate(found):
        by_claim.setdefault(pair.claim, []).append(number)
    groups, draw, told = list(by_claim.values()), random.Random(DRAW), []
    for _ in range(DRAWS):
        numbers = [number for group in draw.choices(groups, k=len(groups)) for number in group]
        gold, called = [found[number].stance for number in numbers], [said[number] for number in numbers]
        told.append(sum(f1(gold, called, stance) for stance in STANCES) / 3)
    told.sort()
    return round(told[int(0.025 * DRAWS)], 3), round(told[int(0.975 * DRAWS) - 1], 3)


def judge_of(name: str, folder: Path | None = None) -> judges.Judge:
    """The judge of this name: one that ships, or a pair judge in ``data/judges`` or in another folder of such folders."""
    if name in judges.NAMES:
        return judges.get(name)
    places = [(material.FOLDER / "judges", True), *([(folder, False)] if folder else [])]
    found = folders.judge(folders.listed(places), name)
    if found is None:
        raise SystemExit(f"There is no judge {name!r}: one of {', '.join(judges.NAMES)}, or a pair judge (--folder).")
    return found


def measure(found: Sequence[Pair], judge: judges.Judge) -> dict[str, Any]:
    judge.judge(as_claim("Warm up."), [found[0].citation])
    by_claim: dict[str, list[int]] = {}
    for number, pair in enumerate(found):
        by_claim.setdefault(pair.claim, []).append(number)
    said: dict[int, Judgement] = {}
    started, worked = time.perf_counter(), time.process_time()
    for words, numbers in by_claim.items():
        for number, judgement in zip(numbers, judge.judge(as_claim(words), [found[n].citation for n in numbers]), strict=True):
            said[number] = judgement
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    judgements = [said[number] for number in range(len(found))]
    gold, called = [pair.stance for pair in found], [judgement.stance.value for judgement in judgements]
    hits = [g == c for g, c in zip(gold, called, strict=True)]
    scores = [judgement.score for judgement in judgements]
    by_stance = {stance: round(f1(gold, called, stance), 4) for stance in STANCES}
    result: dict[str, Any] = {
        "judge": judge.name,
        "n": len(found),
        "accuracy": round(sum(hits) / len(hits), 4),
        "macro_f1": round(sum(by_stance.values()) / 3, 4),
        "macro_f1_interval": interval(found, called),
        "f1": by_stance,
        "ece": round(calibration(scores, hits), 4),
        **rationales(found, judge),
        "abstract_f1": round(abstract_level(found, judgements, with_rationale=False), 4),
        "abstract_f1_with_rationale": round(abstract_level(found, judgements, with_rationale=True), 4),
        "firm": firm(gold, judgements),
        "risk_coverage": risk_coverage(scores, hits),
        "confusion": {g: {c: sum(x == g and y == c for x, y in zip(gold, called, strict=True)) for c in STANCES} for g in STANCES},
        "pairs_per_s": round(len(found) / seconds, 1),
        "pairs_per_cpu_s": round(len(found) / busy, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10),
    }
    return result


def rationales(found: Sequence[Pair], judge: judges.Judge) -> dict[str, float]:
    """How often a gold sentence stands first, or among the first three, of those that the judge ranks."""
    first = three = 0
    recalled = 0.0
    counted = 0
    rank = getattr(judge, "rank", None)
    for pair in found:
        gold = frozenset[int]().union(*pair.rationales)
        if not gold or rank is None:
            continue
        counted += 1
        places = [numbers_of(pair, r.start, r.end) for r in rank(as_claim(pair.claim), pair.citation) if r.part == "abstract"]
        first += bool(places and places[0] & gold)
        three += any(place & gold for place in places[:3])
        recalled += len(frozenset[int]().union(*places[:3]) & gold) / len(gold)
    if not counted:
        return {"hit_at_1": 0.0, "hit_at_3": 0.0, "recall_at_3": 0.0}
    return {"hit_at_1": round(first / counted, 4), "hit_at_3": round(three / counted, 4), "recall_at_3": round(recalled / counted, 4)}


def firm(gold: Sequence[str], said: Sequence[Judgement]) -> dict[str, dict[str, float]]:
    """Of the calls that are firm (not low): how many, which share of that stance's gold they reach, how many are right."""
    told = {}
    for stance in ("supports", "refutes"):
        calls = [g == stance for g, judgement in zip(gold, said, strict=True)
                 if judgement.stance.value == stance and judgement.strength != Strength.LOW]
        told[stance] = {
            "calls": len(calls),
            "precision": round(sum(calls) / len(calls), 4) if calls else 0.0,
            "coverage": round(sum(calls) / max(1, sum(g == stance for g in gold)), 4),
        }
    return told


def risk_coverage(scores: Sequence[float], hits: Sequence[bool]) -> dict[str, float]:
    """The risk-coverage curve: accuracy on the most certain share of the pairs."""
    ordered = [hit for _, hit in sorted(zip(scores, hits, strict=True), key=lambda item: -item[0])]
    return {f"{share:.1f}": round(sum(part) / len(part), 4) for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
            if (part := ordered[: max(1, round(share * len(ordered)))])}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--citing", type=Path, help="Citation-Integrity's file, instead of claims and corpus")
    parser.add_argument("--judge", default=JUDGE, metavar="NAME")
    parser.add_argument("--folder", type=Path, help="where folders of pair judges lie, besides data/judges")
    parser.add_argument("--json", default="", metavar="FILE|-", help="write the figures as one JSON document")
    arguments = parser.parse_args()
    if arguments.citing:
        found = citing(arguments.citing)
    elif arguments.claims and arguments.corpus:
        found = pairs(arguments.claims, arguments.corpus)
    else:
        parser.error("give --claims and --corpus, or --citing")
    result = measure(found, judge_of(arguments.judge, arguments.folder))
    document = json.dumps(result, indent=1)
    if arguments.json == "-":
        print(document)
        return 0
    if arguments.json:
        Path(arguments.json).write_text(document + "\n", encoding="utf-8")
    for key, value in result.items():
        print(f"{key:28} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
