"""The pairs that the pair network is trained on: general inference, built medical claims, asserting titles, SciFact. Seeded, no torch."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.flips import contradicted
from benchmarks.scifact import Pair, as_claim, lines
from benchmarks.train_lexical import ASKS, ASSERTS
from evidence import text
from evidence.judges import lexical
from evidence.model import Citation

# A row: claim, evidence, class. 0 supports, 1 neutral, 2 refutes, 3 "not entailed" (neutral or refutes: sets with two classes).
Row = tuple[str, str, int]
CLASSES = {"entailment": 0, "neutral": 1, "contradiction": 2, "not_entailment": 3}
STANCES = {"supports": 0, "neutral": 1, "refutes": 2}
# Set -> the most pairs taken of it (None: all). Only sets whose repository states a licence that allows commercial use, or whose authors'
# licence does (SNLI: CC BY-SA 4.0; MultiNLI: OANC and open licences); templated sets are capped so that they do not lead.
GENERAL: dict[str, int | None] = {
    "snli_dev_test": 13_000,
    "multinli_dev": None,
    "cad_snli": 7_000,
    "negnli": None,
    "fool_me_twice": None,
    "scone": 1_000,
    "curriculum_fragments": 1_500,
}
HELD_BACK = ("multinli_dev", 1_500)
SAID = {
    "up": ("increases", "raises", "leads to higher"),
    "down": ("reduces", "decreases", "lowers"),
    "none": ("has no effect on", "does not change", "makes no difference to"),
}
LONGEST = 900


def general(folder: Path, draw: random.Random) -> list[Row]:
    """The general inference sets, shuffled and capped; the first HELD_BACK of one are left out to watch the training by."""
    found: list[Row] = []
    for name, most in GENERAL.items():
        rows = [(row["hypothesis"], row["premise"], CLASSES[row["label"]]) for row in lines(folder / f"{name}.jsonl.gz")
                if row["label"] in CLASSES and row["hypothesis"] and row["premise"] and len(row["premise"]) < LONGEST]
        draw.shuffle(rows)
        start = HELD_BACK[1] if name == HELD_BACK[0] else 0
        found += rows[start : None if most is None else start + most]
    return found


def inference(path: Path, draw: random.Random) -> list[Row]:
    """Evidence Inference: a claim in each direction from intervention, comparator and outcome beside the sentence that settles it."""
    rows = [{key: " ".join(str(row[key]).split()) for key in ("pmcid", "intervention", "comparator", "outcome", "evidence", "label")}
            for row in lines(path)]
    by_paper: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_paper[row["pmcid"]].append(row)
    found: list[Row] = []
    for row in rows:
        if not 30 <= len(row["evidence"]) <= 700:
            continue
        given, against, outcome = (row[key].rstrip(".") for key in ("intervention", "comparator", "outcome"))
        beside = draw.choice((f" compared with {against}", f" versus {against}", "", ""))
        truth = next((way for way, word in (("up", "increas"), ("down", "decreas")) if word in row["label"]), "none")

        def said(way: str, given: str = given, outcome: str = outcome, beside: str = beside) -> str:
            return f"{given} {draw.choice(SAID[way])} {outcome}{beside}."

        found += [(said(way), row["evidence"], 0 if way == truth else 2) for way in SAID]
        elsewhere = [one for one in by_paper[row["pmcid"]] if one["outcome"] != row["outcome"] and one["evidence"] != row["evidence"]]
        if elsewhere:
            found.append((said(draw.choice(("up", "down"))), draw.choice(elsewhere)["evidence"][:700], 1))
        found.append((said(draw.choice(tuple(SAID))), draw.choice(rows)["evidence"][:700], 1))
    draw.shuffle(found)
    return found


def titles(records: Iterable[Citation], draw: random.Random) -> list[Row]:
    """Titles that assert a finding: beside their conclusion, turned round beside it, or beside another record's or an opening sentence."""
    said: list[tuple[str, list[str]]] = []
    by_heading: dict[str, list[int]] = defaultdict(list)
    for record in records:
        title = next((part.strip() for part in record.title.rstrip(". ").split(":") if ASSERTS.search(part)), "")
        if not 5 <= len(title.split()) <= 28 or ASKS.search(title) or record.title.startswith("["):
            continue
        sentences = [record.abstract[span.start : span.end] for span in text.sentences(record.abstract)]
        for heading in record.mesh[:8]:
            by_heading[str(heading)].append(len(said))
        said.append((title, sentences))
    near: dict[int, list[int]] = {number: [] for number in range(len(said))}
    near |= {number: group for group in by_heading.values() for number in group}
    found: list[Row] = []
    for number, (title, sentences) in enumerate(said):
        conclusion = " ".join(sentences[-2:]) if sum(map(len, sentences[-2:])) < 600 else sentences[-1]
        found.append((title, conclusion, 0))
        if turned := contradicted(title, draw):
            found.append((turned, conclusion, 2))
        others = [other for other in near[number] if other != number]
        other = draw.choice(others) if others and draw.random() < 0.6 else draw.randrange(len(said))
        if draw.random() < 0.5:
            found.append((title, " ".join(said[other][1][-2:])[:700], 1))
        else:
            found.append((title, sentences[draw.randrange(max(1, len(sentences) // 3))][:600], 1))
    draw.shuffle(found)
    return found


def pubmedqa(path: Path, draw: random.Random) -> list[Row]:
    """PubMedQA: the question without its auxiliary, beside its answer and beside the end of the abstract."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = json.load(stream)
    found: list[Row] = []
    for pmid in sorted(rows):
        row = rows[pmid]
        first, _, rest = row["QUESTION"].strip().rstrip("?").partition(" ")
        if first.casefold() not in {"is", "are", "does", "do", "can", "did", "was", "were", "has", "have", "should", "will"} or not rest:
            continue
        stance = {"yes": 0, "no": 2, "maybe": 1}[row["final_decision"]]
        claim = rest[0].upper() + rest[1:] + "."
        found += [(claim, row["LONG_ANSWER"][:700], stance), (claim, " ".join(row["CONTEXTS"])[-600:], stance)]
    draw.shuffle(found)
    return found


def best(pair: Pair, many: int) -> str:
    """The sentences that the linear judge would read first, in the order of the abstract: what the network sees at work."""
    chosen = lexical.read_pair(as_claim(pair.claim), pair.citation).lines[:many]
    return " ".join(line.words for line in sorted(chosen, key=lambda line: line.start))


def scifact(found: Sequence[Pair], draw: random.Random) -> list[Row]:
    """Two views of each pair: the five best sentences; the three best or the gold ones. Half of the supported claims turned round too."""
    rows: list[Row] = []
    for pair in found:
        stance = STANCES[pair.stance]
        gold = sorted(frozenset[int]().union(*pair.rationales))
        second = " ".join(pair.sentences[at] for at in gold) if gold and draw.random() < 0.5 else best(pair, 3)
        rows += [(pair.claim, best(pair, 5), stance), (pair.claim, second, stance)]
        turned = contradicted(pair.claim, draw) if stance == 0 and draw.random() < 0.5 else ""
        if turned:
            rows.append((turned, best(pair, 3), 2))
    return rows
