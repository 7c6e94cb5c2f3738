"""Trains ``lexical-2``: `python -m benchmarks.train_lexical --scifact FOLDER --before data/judges/lexical-1.json -o FILE`.

Needs scikit-learn (a development requirement). Learns on SciFact's train part alone: which sentences to choose, and the stance. How
rare stems are and how one sentence points (for choosing quotes) are taken over from lexical-1 (PubMed, PubMedQA, Evidence Inference).
Same input, same file: every draw is seeded, every table is sorted.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from benchmarks.scifact import Pair, as_citation, as_claim, gold_lines, lines, pairs
from evidence import text
from evidence.judges.lexical import features, likeness, reading, selector, signals, trees
from evidence.judges.lexical.likeness import Likeness
from evidence.judges.lexical.pair import READ
from evidence.judges.lexical.reading import Asked, Page
from evidence.judges.lexical.weights import STANCES, sigmoid, three
from evidence.rules import material

SEED, FOLDS = 7, 5
OFF_TOPIC_WEIGHT, REFUTES_WEIGHT = 0.1, 1.5
SELECTOR_C, STANCE_C = 0.1, 0.005
ROUNDS, LEAVES = 120, 8
FIRM = {"supports": 0.85, "refutes": 0.70}
SURE = {"supports": 0.92, "refutes": 0.80}
FEWEST_CALLS = 15


@dataclass(frozen=True)
class Example:
    """A claim beside a page with its rows; ``stance`` by STANCES; ``telling``: the lines that carry it; ``group``: the claim."""

    asked: Asked
    page: Page
    stance: str
    telling: tuple[int, ...]
    group: str
    alike: Likeness
    table: np.ndarray
    told: np.ndarray


def example(claim: str, page: Page, stance: str, telling: tuple[int, ...], rarity: Callable[[str], float]) -> Example:
    asked = reading.ask(as_claim(claim), rarity)
    alike, claimed = Likeness(asked, page, rarity), signals.read(asked.low)
    rows = [features.direction(asked, claimed, line, signals.read(line.low), rarity) for line in page.lines]
    told = np.array([[row[name] for name in features.DIRECTION] for row in rows]).reshape(-1, len(features.DIRECTION))
    return Example(asked, page, stance, telling, claim, alike, selector.features(asked, page, rarity, alike), told)


def off_topic(found: Sequence[Pair], corpus: Path, rarity: Callable[[str], float]) -> list[Example]:
    """For each claim an abstract that shares its words and was not cited for it: what a search brings beside the evidence."""
    draw = random.Random(SEED)
    documents = list(lines(corpus))
    where: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for stem in sorted(frozenset(text.content_words(document["title"] + " " + " ".join(document["abstract"])))):
            where[stem].append(number)
    cited: dict[str, set[str]] = defaultdict(set)
    for pair in found:
        cited[pair.claim].add(pair.citation.pmid)
    examples = []
    for claim in sorted(cited):
        scores: Counter[int] = Counter()
        for stem in sorted(frozenset(text.content_words(claim))):
            for number in where.get(stem, ()):
                scores[number] += rarity(stem) ** 2
        nearest = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:12]
        near = [number for number, _ in nearest if str(documents[number]["doc_id"]) not in cited[claim]]
        if near:
            examples.append(example(claim, reading.read(as_citation(documents[draw.choice(near)])), "neutral", (), rarity))
    return examples


# ---------------------------------------------------------------- fitting


def _short(values: Sequence[float]) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def straight(rows: np.ndarray, truth: np.ndarray, strength: float, weights: np.ndarray | None = None) -> dict[str, Any]:
    """A logistic regression over standardised rows, as the weights' file holds it; three outcomes where ``truth`` has three."""
    scaler = StandardScaler().fit(rows)
    scale = np.where(scaler.scale_ > 1e-12, scaler.scale_, 1.0)
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-8).fit((rows - scaler.mean_) / scale, truth, sample_weight=weights)
    told: dict[str, Any] = {"mean": _short(scaler.mean_), "scale": _short(scale)}
    if len(model.coef_) == 1:
        return told | {"coefficients": _short(model.coef_[0]), "intercept": float(f"{model.intercept_[0]:.6g}")}
    return told | {"coefficients": [_short(row) for row in model.coef_], "intercepts": _short(model.intercept_)}


def boosted(rows: np.ndarray, truth: np.ndarray) -> dict[str, Any]:
    """Boosted trees as tables (evidence/judges/lexical/trees.py)."""
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=0.06, max_leaf_nodes=LEAVES, min_samples_leaf=25, l2_regularization=3, random_state=0,
        early_stopping=False,
    ).fit(rows, truth)
    told = [
        [
            [-1, 0, 0, 0, float(f"{node['value']:.6g}")] if node["is_leaf"]
            else [int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"]), 0]
            for node in predictor.nodes
        ]
        for (predictor,) in model._predictors  # scikit-learn gives the nodes no public name
    ]
    return {"base": float(f"{model._baseline_prediction.item():.6g}"), "trees": told}


def logits(model: dict[str, Any], rows: np.ndarray) -> np.ndarray:
    line = (rows - np.array(model["mean"])) / np.array(model["scale"]) @ np.array(model["coefficients"]) + model["intercept"]
    return (line + trees.parse(model).logit(rows)) / 2


def choosing(examples: Sequence[Example]) -> dict[str, Any]:
    used = [one for one in examples if one.telling]
    rows = np.vstack([one.table for one in used])
    truth = np.concatenate([[at in one.telling for at in range(len(one.table))] for one in used])
    return straight(rows, truth, SELECTOR_C) | boosted(rows, truth)


def chosen(one: Example, model: dict[str, Any]) -> tuple[list[int], list[float]]:
    scores = logits(model, one.table)
    order = list(selector.order(one.page, scores))
    return order, [sigmoid(float(scores[at])) for at in order]


def row_of(one: Example, model: dict[str, Any]) -> np.ndarray:
    order, scores = chosen(one, model)
    about = features.evidence(one.asked, one.page, [one.page.lines[at] for at in order[:READ]], scores, one.alike)
    return features.pair(about, one.told[order[:READ]], one.table[order[:READ]], scores)


def stance(rows: np.ndarray, truth: Sequence[str], beside: np.ndarray) -> dict[str, Any]:
    """``beside``: rows of off-topic pairs, neutral all of them."""
    weights = [REFUTES_WEIGHT if name == "refutes" else 1.0 for name in truth] + [OFF_TOPIC_WEIGHT] * len(beside)
    numbers = [STANCES.index(name) for name in truth] + [STANCES.index("neutral")] * len(beside)
    return straight(np.vstack([rows, beside]), np.array(numbers), STANCE_C, np.array(weights)) | {"sharpness": 1.0}


def folds(examples: Sequence[Example], seed: int) -> list[np.ndarray]:
    """The numbers of the examples in each fold; all pairs of a claim stand in one."""
    groups = sorted({one.group for one in examples})
    random.Random(seed).shuffle(groups)
    fold = {group: at % FOLDS for at, group in enumerate(groups)}
    return [np.array([at for at, one in enumerate(examples) if fold[one.group] == number]) for number in range(FOLDS)]


@dataclass(frozen=True)
class HeldOut:
    """Rows with scores of a selector that has not seen the claim; chances of a stance that has not; how often the selector hit."""

    rows: np.ndarray
    chances: np.ndarray
    hits: tuple[float, float]


def held_out(own: Sequence[Example], beside: np.ndarray, seed: int) -> HeldOut:
    parts = folds(own, seed)
    rows: dict[int, np.ndarray] = {}
    first = three_ = counted = 0
    for part in parts:
        inside = set(part.tolist())
        model = choosing([one for at, one in enumerate(own) if at not in inside])
        for at in part:
            rows[at] = row_of(own[at], model)
            if own[at].telling:
                order, telling = chosen(own[at], model)[0], set(own[at].telling)
                counted, first, three_ = counted + 1, first + (order[0] in telling), three_ + bool(telling & set(order[:3]))
    table = np.array([rows[at] for at in range(len(own))])
    chances = np.zeros((len(own), 3))
    for part in parts:
        others = np.setdiff1d(np.arange(len(own)), part)
        model = three(stance(table[others], [own[at].stance for at in others], beside))
        for at in part:
            chances[at] = model.chances(table[at])
    return HeldOut(table, chances, (first / counted, three_ / counted))


def sharpened(chances: np.ndarray, by: float) -> np.ndarray:
    powered = chances**by
    return np.asarray(powered / powered.sum(axis=1, keepdims=True))


def sharpness(chances: np.ndarray, truth: np.ndarray) -> float:
    """What makes the held-out probabilities fit best (least log loss)."""
    tried = [round(0.5 + 0.05 * step, 2) for step in range(51)]
    return min(tried, key=lambda by: -float(np.log(sharpened(chances, by)[np.arange(len(truth)), truth] + 1e-12).mean()))


def thresholds(rows: Sequence[tuple[str, str, float]], wanted: dict[str, float], draws: int) -> dict[str, float]:
    """The least probability above which calls of a stance are right in the wanted share of cases, on held-out folds."""
    found = {}
    for name, share in wanted.items():
        calls = sorted(((score, said == truth) for truth, said, score in rows if said == name), reverse=True)
        right, best = 0, 0.99
        for number, (score, hit) in enumerate(calls, 1):
            right += hit
            if number >= FEWEST_CALLS * draws and right / number >= share:
                best = score
        found[name] = round(best, 3)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scifact", type=Path, required=True, help="folder with claims_train.jsonl and corpus.jsonl.gz")
    parser.add_argument("--before", type=Path, required=True, help="the weights of lexical-1: how rare stems are, how a sentence points")
    parser.add_argument("--folds", type=int, default=3, help="draws of folds for the held-out figures and thresholds")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    claims, corpus = arguments.scifact / "claims_train.jsonl", arguments.scifact / "corpus.jsonl.gz"
    before = json.loads(arguments.before.read_bytes())
    table = {stem: int(value) / 10 for value, stems in before["rarity"].items() for stem in stems.split()}
    unknown = float(before["unknown"])

    def rarity(stem: str) -> float:
        return min(3.0, unknown) if stem.isdigit() else table.get(stem, unknown)

    found = pairs(claims, corpus)
    own = [example(pair.claim, reading.read(pair.citation), pair.stance, gold_lines(pair), rarity) for pair in found]
    own = [one for one in own if len(one.table)]
    near = [one for one in off_topic(found, corpus, rarity) if len(one.table)]
    print(f"read {len(own)} pairs, {len(near)} off topic", file=sys.stderr)
    selecting = choosing(own)
    beside = np.array([row_of(one, selecting) for one in near])
    truth = np.array([STANCES.index(one.stance) for one in own])
    draws = [held_out(own, beside, SEED + number) for number in range(arguments.folds)]
    for draw in draws:
        by_stance = f1_score(truth, draw.chances.argmax(1), average=None)
        shown = dict(zip(STANCES, np.round(by_stance, 3).tolist(), strict=True))
        hits = [round(share, 3) for share in draw.hits]
        print(f"held-out folds: macro-F1 {by_stance.mean():.3f}, {shown}, hit@1, @3 {hits}", file=sys.stderr)
    first = draws[0]
    pooled, truths = np.vstack([draw.chances for draw in draws]), np.tile(truth, len(draws))
    by = sharpness(pooled, truths)
    calls = [(STANCES[gold], STANCES[row.argmax()], float(row.max())) for gold, row in zip(truths, sharpened(pooled, by), strict=True)]
    medium, high = thresholds(calls, FIRM, len(draws)), thresholds(calls, SURE, len(draws))
    for name in FIRM:
        of = sorted(((score, gold == name) for gold, said, score in calls if said == name), reverse=True)
        tenths = [of[: at + 1] for at in range(len(of) // 10, len(of), len(of) // 10)]
        precise = [(round(part[-1][0], 2), round(sum(hit for _, hit in part) / len(part), 2)) for part in tenths]
        print(f"{name}: least score and precision by tenths {precise}", file=sys.stderr)
    print(f"sharpness {by}, medium {medium}, high {high}", file=sys.stderr)
    inputs = {"scifact/claims_train.jsonl": claims, "scifact/corpus.jsonl.gz": corpus, "lexical-1.json": arguments.before,
              "lexical-2-words.bin": material.path(likeness.FILE)}
    result = {
        "name": "lexical-2",
        "inputs": {**{name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(inputs.items())}},
        "inputs_of_lexical_1": before["inputs"],
        "held_out_macro_f1": [round(float(f1_score(truth, draw.chances.argmax(1), average="macro")), 3) for draw in draws],
        "calls": {"medium": medium, "high": high},
        "selector": {"features": list(selector.NAMES), **selecting},
        "stance": {"features": list(features.PAIR), **stance(first.rows, [one.stance for one in own], beside), "sharpness": by},
        "direction": before["direction"],
        "unknown": unknown,
        "rarity": before["rarity"],
    }
    document = json.dumps(result, ensure_ascii=False, separators=(",", ":")).replace('"],"', '"],\n"')
    arguments.output.write_text(document + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
