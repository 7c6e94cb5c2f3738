"""Trains ``lexical-1``: `python -m benchmarks.train_lexical --data ../shared/data/claims --pubmed FILE... -o data/judges/lexical-1.json`.

Needs scikit-learn (a development requirement). Only sets whose licence allows it: SciFact train, PubMedQA, Evidence Inference v2,
and PubMed records whose title asserts a finding. Same input, same file: every draw is seeded, every table is sorted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from benchmarks.flips import contradicted
from benchmarks.scifact import Pair, as_citation, as_claim, gold_lines, lines, pairs
from evidence import text
from evidence.judges.lexical import features, reading, selector, signals
from evidence.judges.lexical.reading import Asked, Page
from evidence.judges.lexical.weights import sigmoid
from evidence.model import Citation
from evidence.records import parse

SEED = 7
LEAST_SEEN = 10
WEIGHT = {"scifact": 1.0, "pubmedqa": 0.5, "title": 0.15, "inference": 0.1}
OFF_TOPIC_WEIGHT = 0.3
READ = 3
SLOPE, LEAN, REACH = 1.5, -0.4, 0.0
FIRM = {"supports": 0.85, "refutes": 0.70}
SURE = {"supports": 0.92, "refutes": 0.80}
ASSERTS = re.compile(
    r"\b(?:is|are|was|were|does not|do not|did not|improves|reduces|increases|decreases|inhibits|induces|promotes|prevents|predicts"
    r"|attenuates|enhances|suppresses|causes|protects|affects|impairs|correlates|mediates|regulates|stimulates|activates|alleviates|ameliorates"
    r"|contributes|requires|leads to|modulates|controls|worsens|lowers|accelerates|delays)\b"
)
ASKS = re.compile(r"\?|\b(?:what|how|why|whether|when|where|which)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Example:
    """A claim beside a page; ``stance`` "supports", "refutes" or "neutral"; ``telling``: the lines that carry it."""

    asked: Asked
    page: Page
    stance: str
    telling: tuple[int, ...]
    group: str
    source: str


def rarities(bags: Iterable[frozenset[str]]) -> tuple[dict[str, float], float]:
    """Inverse document frequency to one decimal, and the value of a stem that is not in the table."""
    seen: Counter[str] = Counter()
    count = 0
    for bag in bags:
        count += 1
        seen.update(bag)
    table = {stem: round(math.log(count / (1 + often)), 1) for stem, often in seen.items() if often >= LEAST_SEEN and not stem.isdigit()}
    return table, round(math.log(count / 3), 1)


def from_scifact(found: Sequence[Pair], rarity: Callable[[str], float]) -> list[Example]:
    return [
        Example(
            reading.ask(as_claim(pair.claim), rarity), reading.read(pair.citation), pair.stance, gold_lines(pair),
            f"s{pair.claim_id}", "scifact",
        )
        for pair in found
    ]


def off_topic(found: Sequence[Pair], corpus: Path, rarity: Callable[[str], float]) -> list[Example]:
    """For each claim two abstracts that share its words and were not cited for it: what a search brings beside the evidence."""
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
        for number in draw.sample(near, min(2, len(near))):
            page = reading.read(as_citation(documents[number]))
            examples.append(Example(reading.ask(as_claim(claim), rarity), page, "neutral", (), f"o{claim}", "off-topic"))
    return examples


def from_titles(records: Sequence[Citation], rarity: Callable[[str], float]) -> list[Example]:
    """Titles that assert a finding: each supports its own abstract (read without it), and turned round contradicts it."""
    draw = random.Random(SEED)
    examples = []
    for record in records:
        title = record.title.rstrip(". ")
        title = next((part.strip() for part in title.split(":") if ASSERTS.search(part)), "")
        if not 5 <= len(title.split()) <= 28 or ASKS.search(title) or record.title.startswith("["):
            continue
        page = reading.read(Citation("1", "-", record.abstract, sections=record.sections))
        page = Page(None, page.lines, page.about)
        for claim, stance in ((title, "supports"), (contradicted(title, draw), "refutes")):
            if claim and page.lines:
                examples.append(Example(reading.ask(as_claim(claim), rarity), page, stance, (), f"t{record.pmid}", "title"))
    return examples


def from_inference(path: Path, rarity: Callable[[str], float]) -> list[Example]:
    """Evidence Inference: a claim built from intervention, comparator, outcome beside the sentence that settles it."""
    draw = random.Random(SEED)
    examples = []
    for row in lines(path):
        sentence = " ".join(row["evidence"].split())
        given, against, outcome = (row[key].strip().rstrip(".") for key in ("intervention", "comparator", "outcome"))
        if len(sentence.split()) < 7 or len(sentence) > 700 or max(map(len, (given, against, outcome))) > 90:
            continue
        truth = next((way for way, word in (("up", "increas"), ("down", "decreas")) if word in row["label"]), "none")
        said = {
            "up": (f"{given} increases {outcome} compared with {against}", f"{given} leads to higher {outcome} than {against}",
                   f"{outcome} is increased by {given}", f"{outcome} is greater with {given} than with {against}"),
            "down": (f"{given} reduces {outcome} compared with {against}", f"{given} leads to lower {outcome} than {against}",
                     f"{outcome} is reduced by {given}", f"{given} decreases {outcome}"),
            "none": (f"{given} has no effect on {outcome}", f"There is no difference in {outcome} between {given} and {against}",
                     f"{given} does not affect {outcome} compared with {against}"),
        }
        page = reading.read(Citation("1", "-", sentence))
        page = Page(None, page.lines, page.about)
        for way in ("up", "down", "none"):
            if page.lines and (way == truth or draw.random() < 0.5):
                claim = draw.choice(said[way])
                stance = "supports" if way == truth else "refutes"
                examples.append(Example(reading.ask(as_claim(claim), rarity), page, stance, (), f"e{row['pmcid']}", "inference"))
    return examples


_QUESTION = re.compile(r"^(?:.*?[:.?] )?(?:do|does|did|is|are|was|were|can|could|should|will|would|has|have|may)\s+", re.IGNORECASE)


def from_pubmedqa(path: Path, rarity: Callable[[str], float]) -> list[Example]:
    """PubMedQA: the question without its auxiliary as a claim, beside the abstract with its conclusion."""
    examples = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = json.load(stream)
    for pmid in sorted(rows):
        row = rows[pmid]
        asks = _QUESTION.match(row["QUESTION"].strip())
        stance = {"yes": "supports", "no": "refutes"}.get(row["final_decision"])
        if asks and stance:
            claim = row["QUESTION"].strip()[asks.end() :].rstrip("? ")
            page = reading.read(Citation("1", "-", " ".join(row["CONTEXTS"]) + " CONCLUSIONS: " + row["LONG_ANSWER"]))
            page = Page(None, page.lines, page.about)
            examples.append(Example(reading.ask(as_claim(claim), rarity), page, stance, (), f"q{pmid}", "pubmedqa"))
    return examples


# ---------------------------------------------------------------- fitting


def fitted(rows: np.ndarray, truth: np.ndarray, strength: float, weights: np.ndarray | None = None) -> dict[str, Any]:
    """A logistic regression over standardised rows, as the weights' file holds it (without the feature names)."""
    scaler = StandardScaler().fit(rows)
    scale = np.where(scaler.scale_ > 1e-12, scaler.scale_, 1.0)
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-8).fit((rows - scaler.mean_) / scale, truth, sample_weight=weights)
    def rounded(values: Sequence[float]) -> list[float]:
        return [float(f"{value:.6g}") for value in values]
    return {"mean": rounded(scaler.mean_), "scale": rounded(scale), "coefficients": rounded(model.coef_[0]),
            "intercept": float(f"{model.intercept_[0]:.6g}")}


def logits(linear: dict[str, Any], rows: np.ndarray) -> np.ndarray:
    return (rows - np.array(linear["mean"])) / np.array(linear["scale"]) @ np.array(linear["coefficients"]) + linear["intercept"]


@dataclass
class Read:
    """An example with its sentences' features, computed once."""

    example: Example
    table: np.ndarray
    told: list[dict[str, float]]


class Trainer:
    def __init__(self, rarity: Callable[[str], float]) -> None:
        self.rarity = rarity

    def read(self, example: Example) -> Read:
        claim = signals.read(example.asked.low)
        told = [features.direction(example.asked, claim, line, signals.read(line.low), self.rarity) for line in example.page.lines]
        return Read(example, selector.features(example.asked, example.page, self.rarity), told)

    def selector(self, reads: Sequence[Read]) -> dict[str, Any]:
        used = [read for read in reads if read.example.telling]
        rows = np.vstack([read.table for read in used])
        truth = np.concatenate([[at in read.example.telling for at in range(len(read.table))] for read in used])
        return fitted(rows, truth, 0.3)

    def chosen(self, read: Read, linear: dict[str, Any]) -> tuple[list[int], list[float]]:
        scores = logits(linear, read.table)
        order = selector.order(read.example.page, scores)
        return list(order), [sigmoid(float(scores[at])) for at in order]

    def direction(self, reads: Sequence[Read], linear: dict[str, Any]) -> dict[str, Any]:
        rows, truth, weights = [], [], []
        for read in reads:
            if read.example.stance == "neutral" or not len(read.table):
                continue
            lines = read.example.telling or self.chosen(read, linear)[0][:1]
            for at in lines:
                rows.append([read.told[at][name] for name in features.DIRECTION])
                truth.append(read.example.stance == "supports")
                weights.append(WEIGHT[read.example.source])
        return fitted(np.array(rows), np.array(truth), 0.01, np.array(weights))

    def evidence_row(self, read: Read, linear: dict[str, Any]) -> tuple[float, ...]:
        order, scores = self.chosen(read, linear)
        page = read.example.page
        return features.evidence(read.example.asked, page, [page.lines[at] for at in order[:READ]], scores)

    def evidence(self, reads: Sequence[Read], selectors: Callable[[Read], dict[str, Any]]) -> dict[str, Any]:
        used = [read for read in reads if len(read.table) and read.example.source in ("scifact", "off-topic")]
        rows = np.array([self.evidence_row(read, selectors(read)) for read in used])
        truth = np.array([read.example.stance != "neutral" for read in used])
        weights = np.array([OFF_TOPIC_WEIGHT if read.example.source == "off-topic" else 1.0 for read in used])
        return fitted(rows, truth, 0.05, weights)

    def probabilities(self, read: Read, parts: dict[str, Any]) -> tuple[float, float]:
        """(takes a stand, supports if so)."""
        if not len(read.table):
            return 0.0, 0.5
        order, scores = self.chosen(read, parts["selector"])
        stand = float(logits(parts["evidence"], np.array([self.evidence_row(read, parts["selector"])]))[0])
        pointing = logits(parts["direction"], np.array([[read.told[at][name] for name in features.DIRECTION] for at in order[:READ]]))
        trust = [max(score, 0.001) for score in scores[:READ]]
        mean = float(np.dot(pointing, trust) / sum(trust))
        return sigmoid(stand + REACH), sigmoid(SLOPE * mean + LEAN)

    def train(self, main: Sequence[Read], others: Sequence[Read]) -> dict[str, Any]:
        """All three parts; the evidence rows of a training claim use a selector that has not seen its abstract."""
        parts: dict[str, Any] = {"selector": self.selector(main)}
        own = [read for read in main if read.example.source == "scifact"]
        unseen: dict[int, dict[str, Any]] = {}
        groups = [read.example.page.lines[0].words if read.example.page.lines else "" for read in own]
        for train, held in GroupKFold(5).split(own, groups=groups):
            linear = self.selector([own[at] for at in train])
            unseen.update({id(own[at]): linear for at in held})
        parts["evidence"] = self.evidence(main, lambda read: unseen.get(id(read), parts["selector"]))
        parts["direction"] = self.direction([*own, *others], parts["selector"])
        return parts


def thresholds(rows: Sequence[tuple[str, str, float]], wanted: dict[str, float]) -> dict[str, float]:
    """The least probability above which calls of a stance are right in the wanted share of cases, on held-out folds."""
    found = {}
    for stance, share in wanted.items():
        calls = sorted(((score, said == truth) for truth, said, score in rows if said == stance), reverse=True)
        right, best = 0, 0.99
        for number, (score, hit) in enumerate(calls, 1):
            right += hit
            if number >= 15 and right / number >= share:
                best = score
        found[stance] = round(best, 3)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with scifact/, pubmedqa/, evidence_inference/")
    parser.add_argument("--pubmed", type=Path, nargs="+", required=True, help="PubMed XML files: word frequencies and asserting titles")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    inputs = {
        "scifact/claims_train.jsonl": arguments.data / "scifact" / "claims_train.jsonl",
        "scifact/corpus.jsonl.gz": arguments.data / "scifact" / "corpus.jsonl.gz",
        "pubmedqa/dev.json.gz": arguments.data / "pubmedqa" / "dev.json.gz",
        "evidence_inference/v2_train_validation.jsonl.gz": arguments.data / "evidence_inference" / "v2_train_validation.jsonl.gz",
        **{path.name: path for path in arguments.pubmed},
    }
    records = []
    for path in arguments.pubmed:
        with path.open("rb") as stream:
            records += [record for record in parse(stream) if len(record.abstract) > 500]
    corpus = list(lines(inputs["scifact/corpus.jsonl.gz"]))
    bags = [frozenset(text.content_words(f"{record.title}\n{record.abstract}")) for record in records]
    bags += [frozenset(text.content_words(document["title"] + "\n" + " ".join(document["abstract"]))) for document in corpus]
    table, unknown = rarities(bags)

    def rarity(stem: str) -> float:
        return min(3.0, unknown) if stem.isdigit() else table.get(stem, unknown)

    trainer = Trainer(rarity)
    found = pairs(inputs["scifact/claims_train.jsonl"], inputs["scifact/corpus.jsonl.gz"])
    own = [trainer.read(example) for example in from_scifact(found, rarity)]
    beside = [trainer.read(example) for example in off_topic(found, inputs["scifact/corpus.jsonl.gz"], rarity)]
    others = [
        trainer.read(example)
        for example in (
            *from_titles(records, rarity),
            *from_inference(inputs["evidence_inference/v2_train_validation.jsonl.gz"], rarity),
            *from_pubmedqa(inputs["pubmedqa/dev.json.gz"], rarity),
        )
    ]
    print(f"read {len(own)} pairs, {len(beside)} off topic, {Counter(read.example.source for read in others)}", file=sys.stderr)
    held_out = []
    for train, held in GroupKFold(5).split(own, groups=[read.example.group for read in own]):
        parts = trainer.train([*(own[at] for at in train), *beside], others)
        for at in held:
            stand, support = trainer.probabilities(own[at], parts)
            chances = {"neutral": 1 - stand, "supports": stand * support, "refutes": stand * (1 - support)}
            said = max(chances, key=lambda name: chances[name])
            held_out.append((own[at].example.stance, said, chances[said]))
    labels = ["refutes", "neutral", "supports"]
    by_stance = f1_score([row[0] for row in held_out], [row[1] for row in held_out], labels=labels, average=None)
    medium, high = thresholds(held_out, FIRM), thresholds(held_out, SURE)
    shown = {name: round(float(value), 3) for name, value in zip(labels, by_stance, strict=True)}
    print(f"held-out folds: macro-F1 {by_stance.mean():.3f}, {shown}, medium {medium}, high {high}", file=sys.stderr)
    parts = trainer.train([*own, *beside], others)
    names = {"selector": selector.NAMES, "evidence": features.EVIDENCE, "direction": features.DIRECTION}
    groups: dict[float, list[str]] = defaultdict(list)
    for stem, value in sorted(table.items()):
        groups[value].append(stem)
    result = {
        "name": "lexical-1",
        "inputs": {name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(inputs.items())},
        "held_out_macro_f1": round(float(by_stance.mean()), 3),
        "calls": {"slope": SLOPE, "lean": LEAN, "reach": REACH, "medium": medium, "high": high},
        **{name: {"features": list(names[name]), **parts[name]} for name in names},
        "unknown": unknown,
        "rarity": {str(round(value * 10)): " ".join(stems) for value, stems in sorted(groups.items())},
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, ensure_ascii=False, indent=0, sort_keys=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
