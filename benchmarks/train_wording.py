"""Trains the weights of ``evidence/wording/grading.py``: `python -m benchmarks.train_wording --sentences F [--check]`.

``F``: CSV ``sentence,label`` as for ``benchmarks.wording``. A fifth of the sentences, told by their own hash, is held back for good and
never trained on (``benchmarks.wording --held`` measures on it). ``--check``: five-fold cross-validation on the rest, nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.wording import GRADES, f1_scores, held
from evidence.rules import material
from evidence.wording import grading

# A feature is kept where it stands in so many training sentences: nothing of a single sentence is carried over.
LEAST = 4
# Inverse weight of the L1 penalty (scikit-learn's C), chosen by --check among 0.5, 1 and 2.
COST = 1.0


def fit(rows: Sequence[tuple[frozenset[str], int]]) -> dict[str, Any]:
    """One sparse logistic regression for each grade, against the rest."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counted = Counter(feature for found, _ in rows for feature in found)
    names = sorted(name for name, number in counted.items() if number >= LEAST)
    place = {name: number for number, name in enumerate(names)}
    entries = [(number, place[name]) for number, (found, _) in enumerate(rows) for name in found if name in place]
    left, right = (np.array(side, dtype=np.int32) for side in zip(*entries, strict=True))
    table = csr_matrix((np.ones(len(entries)), (left, right)), shape=(len(rows), len(names)))
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    bias, columns = [], []
    for grade in range(grading.GRADES):
        model = LogisticRegression(C=COST, penalty="l1", solver="liblinear", random_state=0, tol=1e-5)
        model.fit(table, np.array([label == grade for _, label in rows], dtype=int))
        bias.append(round(float(model.intercept_[0]), 3))
        columns.append([round(float(weight), 3) for weight in model.coef_[0]])
    weights = {name: [column[at] for column in columns] for name, at in place.items() if any(column[at] for column in columns)}
    return {"bias": bias, "weights": weights}


def say(model: dict[str, Any], found: frozenset[str]) -> int:
    totals = list(model["bias"])
    for feature in found:
        for at, weight in enumerate(model["weights"].get(feature, ())):
            totals[at] += weight
    return max(range(len(totals)), key=lambda one: (totals[one], -one))


def check(rows: Sequence[tuple[frozenset[str], int]]) -> dict[str, Any]:
    gold, said = [], []
    for fold in range(5):
        model = fit([row for number, row in enumerate(rows) if number % 5 != fold])
        mine = [row for number, row in enumerate(rows) if number % 5 == fold]
        gold += [label for _, label in mine]
        said += [say(model, found) for found, _ in mine]
    scores = f1_scores(gold, said, range(grading.GRADES))
    return {"sentences": len(rows), "f1": scores, "macro_f1": round(sum(scores.values()) / grading.GRADES, 4)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Weights for strength of wording.")
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args(arguments)
    with given.sentences.open(encoding="utf-8", newline="") as stream:
        rows = [(grading.features(row["sentence"]), GRADES[row["label"]]) for row in csv.DictReader(stream) if not held(row["sentence"])]
    if given.check:
        print(json.dumps(check(rows)))
        return 0
    made = {"name": "strength-1", "trained_on": len(rows), **fit(rows)}
    place = material.FOLDER / grading.MODEL
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{place.name}: {len(made['weights'])} features from {len(rows)} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
