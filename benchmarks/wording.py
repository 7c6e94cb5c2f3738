"""How well strength of wording is read: `python -m benchmarks.wording --pairs F` and/or `--sentences F`, each with `--json -`.

``--pairs``: press release against abstract (JSON lines with ``press_release_conclusion``, ``abstract_conclusion``, ``exaggeration_label``).
``--sentences``: CSV ``sentence,label`` with 0 none, 1 direct causal, 2 conditional causal, 3 correlational. ``--held``: only the fifth of
them that the weights were never trained on (``held``); without it every sentence counts, seen in training or not.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from evidence import wording

LABELS = ("exaggerates", "same", "downplays")
# The sentence file's classes in the order of strength: 0 nothing, 1 goes together, 2 may cause, 3 causes.
GRADES = {"0": 0, "3": 1, "2": 2, "1": 3}


def held(sentence: str) -> bool:
    """Whether a sentence is among those held back from training, told by its own hash."""
    return sha256(sentence.strip().encode("utf-8")).digest()[0] < 51


def f1_scores(gold: Sequence[Any], said: Sequence[Any], labels: Sequence[Any]) -> dict[str, float]:
    scores = {}
    for label in labels:
        hit = sum(g == s == label for g, s in zip(gold, said, strict=True))
        told, true = sum(s == label for s in said), sum(g == label for g in gold)
        scores[str(label)] = round(2 * hit / (told + true), 4) if told + true else 0.0
    return scores


def pair_label(press: str, abstract: str) -> str:
    return wording.compared(press, abstract)


def pairs(path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    gold = [row["exaggeration_label"] for row in rows]
    said = [pair_label(row["press_release_conclusion"], row["abstract_conclusion"]) for row in rows]
    scores = f1_scores(gold, said, LABELS)
    quiet = [s for g, s in zip(gold, said, strict=True) if g != "exaggerates"]
    return {
        "pairs": len(rows),
        "f1": scores,
        "macro_f1": round(sum(scores.values()) / len(scores), 4),
        "false_alarm_rate": round(sum(s == "exaggerates" for s in quiet) / len(quiet), 4) if quiet else 0.0,
        "always_same_macro_f1": round(f1_scores(gold, ["same"] * len(gold), LABELS)["same"] / len(LABELS), 4),
    }


def sentences(path: Path, only_held: bool = False) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not only_held or held(row["sentence"])]
    gold = [GRADES[row["label"]] for row in rows]
    said = [wording.strength(row["sentence"]) for row in rows]
    scores = f1_scores(gold, said, range(4))
    names = {"0": "none", "1": "correlational", "2": "conditional", "3": "causal"}
    quiet = [s for g, s in zip(gold, said, strict=True) if g != 3]
    return {
        "sentences": len(rows),
        "sentence_f1": {names[grade]: score for grade, score in scores.items()},
        "sentence_macro_f1": round(sum(scores.values()) / 4, 4),
        "sentence_accuracy": round(sum(g == s for g, s in zip(gold, said, strict=True)) / len(rows), 4),
        "causal_false_alarm_rate": round(sum(s == 3 for s in quiet) / len(quiet), 4) if quiet else 0.0,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Strength of wording against labelled pairs and sentences.")
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--held", action="store_true", help="only the sentences that were held back from training")
    parser.add_argument("--json", default="", metavar="-")
    given = parser.parse_args(arguments)
    if not given.pairs and not given.sentences:
        parser.error("give --pairs or --sentences")
    result = {**(pairs(given.pairs) if given.pairs else {}), **(sentences(given.sentences, given.held) if given.sentences else {})}
    if given.json == "-":
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:24} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
