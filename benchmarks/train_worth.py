"""Trains the two small models of ``claims``: `python -m benchmarks.train_worth [--check [--wrong]]`.

``kind`` says what kind of statement a claim is, ``worth`` whether a sentence is a checkable statement at all; both are linear models over
``evidence.claims.features``, trained only on statements that we wrote ourselves: ``data/claims/examples.txt`` and the gold of
our own articles in ``tests/articles``. Needs scikit-learn, a development requirement. Same input, same file: nothing is drawn,
every table is sorted, and the file names the SHA-256 of its input.
``--check`` prints the figures topic by topic left out: no statement of a topic (an article is one) is seen in training.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evidence import pico, readers
from evidence.claims import features, sorting
from evidence.model import Kind
from evidence.rules import material

EXAMPLES = material.FOLDER / "claims" / "examples.txt"
MODEL = material.FOLDER / "claims" / "sorting-1.json"
ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "articles"
STUDIED = ("1_testosterone_peptides.gold.json", "2_migraine_treatment.gold.json")  # the blind articles whose misses were looked at
LETTERS = {
    "E": Kind.EFFICACY, "O": Kind.ONSET, "C": Kind.COMPARISON, "S": Kind.SAFETY, "P": Kind.PREVALENCE, "Y": Kind.SYMPTOM,
    "R": Kind.RISK_FACTOR, "M": Kind.MECHANISM, "K": Kind.PHARMACOKINETICS, "G": Kind.REGULATORY, "A": Kind.PROMOTIONAL,
    "T": Kind.TESTIMONIAL,
}  # fmt: skip
KIND_COST, WORTH_COST = 0.5, 0.3  # inverse strength of the L2 penalty, chosen topic by topic left out
LEAST_SEEN = 3
FOLDS = 8
SMALLEST = 0.04  # weights nearer to nought are left out of the file


@dataclass(frozen=True)
class Example:
    topic: str
    heading: str
    letter: str
    text: str


def examples(path: Path = EXAMPLES) -> list[Example]:
    """The statements in the order of the file, each under its topic and heading."""
    found, topic, heading = [], "", ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            topic, heading = line[2:], ""
        elif line.startswith("## "):
            heading = line[3:]
        elif line and not line.startswith("!"):
            found.append(Example(topic, heading, line[0], line[2:]))
    return found


def from_articles() -> list[Example]:
    """The gold statements and negatives of our own articles under their headings; an article is one topic."""
    found = []
    for place in sorted([*ARTICLES.glob("*.gold.json"), *(ARTICLES / "blind" / name for name in STUDIED)]):
        stem = place.name.removesuffix(".gold.json")
        source = next(path for path in sorted(place.parent.glob(f"{stem}.*")) if path.suffix in (".md", ".txt", ".html"))
        article = readers.read(source.read_bytes(), source.name)
        gold = json.loads(place.read_text("utf-8"))
        at = 0
        for quote, statements in gold["claims"]:
            at = article.text.index(quote, at)
            heading = next((p.heading for p in reversed(article.passages) if p.start <= at), "")
            for words, kind in statements:
                letter = next(letter for letter, sort in LETTERS.items() if sort.value == kind)
                found.append(Example(stem, heading, letter, words))
        found += [Example(stem, "", "N", quote) for quote in gold["negatives"] if "\n" not in quote]
    return found


def seen(example: Example) -> dict[str, float]:
    named = pico.concepts(example.text)
    return dict.fromkeys(sorted(features.features(example.text, named, example.heading)), 1.0)


def fit(rows: Sequence[dict[str, float]], labels: Sequence[str], cost: float) -> tuple[DictVectorizer, LogisticRegression]:
    counts = Counter(name for row in rows for name in row)
    kept = [{name: value for name, value in row.items() if counts[name] >= LEAST_SEEN} for row in rows]
    table = DictVectorizer(sort=True)
    matrix = table.fit_transform(kept)
    return table, LogisticRegression(C=cost, max_iter=400, tol=1e-4).fit(matrix, labels)


def left_out(rows: Sequence[dict[str, float]], labels: Sequence[str], topics: Sequence[str], cost: float) -> list[str]:
    """What a model says of each example that never saw its topic."""
    said = [""] * len(rows)
    for train, test in GroupKFold(FOLDS).split(rows, labels, topics):
        table, model = fit([rows[i] for i in train], [labels[i] for i in train], cost)
        for i, label in zip(test, model.predict(table.transform([rows[i] for i in test])), strict=True):
            said[i] = str(label)
    return said


def weights(table: DictVectorizer, model: LogisticRegression) -> dict[str, Any]:
    """name -> weight per class, rounded; classes in the order of ``classes``."""
    classes = [str(label) for label in model.classes_]
    matrix = model.coef_
    named = {}
    for name, column in sorted(table.vocabulary_.items()):
        values = [round(float(w), 2) for w in matrix[:, column]]
        if any(abs(w) >= SMALLEST for w in values):
            named[name] = values if len(values) > 1 else values[0]
    return {"classes": classes, "bias": [round(float(b), 3) for b in model.intercept_], "weights": named}


def confusion(labels: Sequence[str], said: Sequence[str]) -> str:
    names = sorted(set(labels))
    lines = ["gold \\ said          " + " ".join(f"{name[:6]:>6}" for name in names)]
    for one in names:
        counts = Counter(b for a, b in zip(labels, said, strict=True) if a == one)
        lines.append(f"{one:21}" + " ".join(f"{counts.get(name, 0) or '.':>6}" for name in names))
    return "\n".join(lines)


def check(
    stated: list[Example], rows: list[dict[str, float]], kinds: list[str],
    every: list[Example], all_rows: list[dict[str, float]], worth: list[str], *, wrong: bool,
) -> int:  # fmt: skip
    """Prints what the models say of each topic that they never saw, and what the rules alone say."""
    said = left_out(rows, kinds, [example.topic for example in stated], KIND_COST)
    rules = [sorting.by_rules(example.text, pico.of_text(example.text), True, example.heading).value for example in stated]
    alone, learned = np.mean(np.array(rules) == np.array(kinds)), np.mean(np.array(said) == np.array(kinds))
    print(f"kinds: rules alone {alone:.3f}, model {learned:.3f}, n {len(kinds)}")
    print(confusion(kinds, said))
    folds = [f"{example.topic} {i % 4 if 'furniture' in example.topic else ''}" for i, example in enumerate(every)]
    told = left_out(all_rows, worth, folds, WORTH_COST)
    hit = sum(a == b == "yes" for a, b in zip(worth, told, strict=True))
    recall, precision = hit / worth.count("yes"), hit / told.count("yes")
    print(f"worth: recall {recall:.3f}, precision {precision:.3f}, claims {worth.count('yes')} of {len(worth)}")
    if wrong:
        for example, gold, got in [*zip(stated, kinds, said, strict=True), *zip(every, worth, told, strict=True)]:
            if gold != got:
                print(f"{gold} -> {got}: {example.text}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Trains the sorting of claims on our own examples.")
    parser.add_argument("--check", action="store_true", help="figures with each topic left out, no file written")
    parser.add_argument("--wrong", action="store_true", help="print what was sorted wrongly")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    given = parser.parse_args(arguments)
    found = [*examples(), *from_articles()]
    stated = [example for example in found if example.letter not in "NT"]
    rows, kinds = [seen(example) for example in stated], [LETTERS[example.letter].value for example in stated]
    every = [example for example in found if example.letter != "T"]
    all_rows = [seen(example) for example in every]
    worth = ["no" if example.letter in "NA" else "yes" for example in every]
    if given.check:
        return check(stated, rows, kinds, every, all_rows, worth, wrong=given.wrong)
    model = {
        "name": "sorting-1",
        "examples": sha256(EXAMPLES.read_bytes()).hexdigest(),
        "articles": sha256(repr(from_articles()).encode()).hexdigest(),
        "kind": weights(*fit(rows, kinds, KIND_COST)),
        "worth": weights(*fit(all_rows, worth, WORTH_COST)),
    }
    given.output.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    size = given.output.stat().st_size
    print(f"{given.output.name}: {len(model['kind']['weights'])} and {len(model['worth']['weights'])} weights, {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
