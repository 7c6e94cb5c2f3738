"""How well claims are found: `python -m benchmarks.extraction --article F --gold F`, `--sentences F [--baselines]` or `--speed`.

Each with `--json -`.

Scored as the contract says ("How extraction is scored"): sentence recall, one-to-one atomic recall at content-word F1 0.6, negative
precision, exact offsets, kinds. ``--misses`` lists what was not found, for the developer's eye.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import extraction_speed
from evidence import claims, readers
from evidence import text as prose
from evidence.model import Article, Claim, Kind, Passage, PassageKind, Span

# The gold's own words for kinds, where they are not the product's.
KIND_NAMES = {"epidemiology": Kind.PREVALENCE, "risk factor": Kind.RISK_FACTOR, "definition": Kind.SYMPTOM, "symptom": Kind.SYMPTOM}
MATCH = 0.6


def words(text: str) -> list[str]:
    return list(prose.content_words(text))


def f1(a: Sequence[str], b: Sequence[str]) -> float:
    """Content-word F1 of two statements, over sets of stems."""
    left, right = set(a), set(b)
    both = len(left & right)
    return 2 * both / (len(left) + len(right)) if both else 0.0


def touches(claim: Claim, span: Span) -> bool:
    """Own or parent span overlaps by at least half of the shorter."""
    spans = [Span(claim.start, claim.end), *([claim.parent] if claim.parent else [])]
    return any(2 * one.overlap(span) >= min(one.end - one.start, span.end - span.start) for one in spans)


def matched(extracted: Sequence[Claim], gold: Sequence[dict[str, Any]]) -> dict[str, Claim]:
    """One-to-one, best pairs first, inside the same sentence: gold id -> claim."""
    pairs = []
    for g in gold:
        span = Span(g["quote_start"], g["quote_end"])
        for i, claim in enumerate(extracted):
            if touches(claim, span):
                score = f1(words(claim.text), words(g["text"]))
                if score >= MATCH:
                    pairs.append((-score, g["id"], i))
    found: dict[str, Claim] = {}
    used: set[int] = set()
    for _, name, i in sorted(pairs):
        if name not in found and i not in used:
            found[name] = extracted[i]
            used.add(i)
    return found


def score(article: Article, extracted: Sequence[Claim], gold: dict[str, Any]) -> dict[str, Any]:
    """The contract's keys; shares are 0-1."""
    wanted = gold["claims"]
    spans = {c["id"]: Span(c["quote_start"], c["quote_end"]) for c in wanted}
    seen = {name for name, span in spans.items() if any(touches(claim, span) for claim in extracted)}
    sentences = {(span.start, span.end) for span in spans.values()}
    seen_sentences = {(spans[name].start, spans[name].end) for name in seen}
    pairs = matched(extracted, wanted)
    hard = [n for n in gold["negatives"] if n.get("hard")]
    easy = [n for n in gold["negatives"] if not n.get("hard")]

    def inside(claim: Claim, negatives: list[dict[str, Any]]) -> bool:
        own = Span(claim.start, claim.end)
        return any(2 * own.overlap(Span(n["start"], n["end"])) >= own.end - own.start for n in negatives)

    counted = [claim for claim in extracted if not inside(claim, hard)]
    clean = [claim for claim in counted if not inside(claim, easy)]
    exact = [claim for claim in extracted if claim.rewritten or article.text[claim.start : claim.end] == claim.text]
    kinds = [name for name, claim in pairs.items() if claim.kind == kind_of(next(c["type"] for c in wanted if c["id"] == name))]
    return {
        "sentence_recall": share(len(seen_sentences), len(sentences)),
        "negative_precision": share(len(clean), len(counted)),
        "atomic_recall": share(len(pairs), len(wanted)),
        "offsets_exact": share(len(exact), len(extracted)),
        "kinds_accuracy": share(len(kinds), len(pairs)),
        "n": len(wanted),
        "extracted": len(extracted),
    }


def kind_of(name: str) -> Kind | None:
    if name in KIND_NAMES:
        return KIND_NAMES[name]
    return next((kind for kind in Kind if kind.value == name), None)


def share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def misses(article: Article, extracted: Sequence[Claim], gold: dict[str, Any]) -> list[str]:
    pairs = matched(extracted, gold["claims"])
    lines = []
    for g in gold["claims"]:
        if g["id"] not in pairs:
            near = max((f1(words(c.text), words(g["text"])), c.text) for c in extracted)
            lines.append(f"missed {g['id']}: {g['text']} (nearest {near[0]:.2f}: {near[1]})")
        elif pairs[g["id"]].kind != kind_of(g["type"]):
            lines.append(f"kind   {g['id']}: {g['text']} gold {g['type']}, ours {pairs[g['id']].kind.value}")
    for n in gold["negatives"]:
        hits = [c.text for c in extracted if 2 * Span(c.start, c.end).overlap(Span(n["start"], n["end"])) >= c.end - c.start]
        if hits and not n.get("hard"):
            lines.append(f"wrong  {n.get('subtype')}: {hits[0]}")
    return lines


# ---------------------------------------------------------------- sentences of abstracts (titipata's form)


def abstracts(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]


_CONCLUDES = re.compile(
    r"\b(?:we (?:show|conclude|demonstrate|found|find|identified|report|propose|suggest|provide)"
    r"|(?:results|findings|data|study|observations|work|analys[ei]s) (?:also |thus |therefore |clearly |strongly )?"
    r"(?:show|suggest|indicate|demonstrate|reveal|support|provide|confirm|highlight|identif)\w*"
    r"|in conclusion|conclusions?\b|taken together|collectively|thus,|therefore,"
    r"|(?:these|our) (?:results|findings|data|study)"
    r"|may (?:be|have|provide|contribute))",
    re.IGNORECASE,
)


def claims_in(sentences: Sequence[str]) -> list[bool]:
    """Which sentences of an abstract state its claim: extracted by the product, and worded as a conclusion or the last one of all."""
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n\n"
    passages = tuple(Passage(start, end, PassageKind.PARAGRAPH) for start, end in places if end > start and text[start:end].strip())
    article = Article("benchmark", "", text, passages, "abstract")
    found = {claim.parent.start if claim.parent else claim.start for claim in claims.extract(article)}
    stated = [any(start <= place < end for place in found) for start, end in places]
    return [yes and (i == len(sentences) - 1 or bool(_CONCLUDES.search(sentences[i]))) for i, yes in enumerate(stated)]


def sentence_scores(rows: Sequence[dict[str, Any]], *, all_of_them: bool = False) -> dict[str, Any]:
    hit = wrong = lost = 0
    for row in rows:
        gold = [label == "1" for label in row["labels"]]
        said = [True] * len(gold) if all_of_them else claims_in(row["sentences"])
        for yes, told in zip(gold, said, strict=True):
            hit += yes and told
            wrong += told and not yes
            lost += yes and not told
    precision, recall = share(hit, hit + wrong), share(hit, hit + lost)
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": round(2 * precision * recall / both, 4) if both else 0.0}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Recall and precision of claim extraction against a gold file.")
    parser.add_argument("--article", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--sentences", type=Path, help="abstracts with labelled sentences, titipata's form")
    parser.add_argument("--limit", type=int, default=0, help="only the first N abstracts")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", default="", metavar="-")
    parser.add_argument("--baselines", action="store_true", help="with --sentences: beside baselines fitted on train.json.gz there")
    parser.add_argument("--speed", action="store_true", help="seconds by number of words, and what hostile text does")
    given = parser.parse_args(arguments)
    if given.speed:
        rows = extraction_speed.growth()
        result: dict[str, Any] = {"growth": rows, "hostile": extraction_speed.ends()}
        if given.json != "-":
            for row in (*rows, *result["hostile"]):
                print("  ".join(f"{name} {value}" for name, value in row.items()))
            return 0
    elif given.sentences and given.baselines:
        from benchmarks import abstract_claims  # needs scikit-learn, which the other measurements do not

        result = dict(abstract_claims.scores(abstracts(given.sentences.with_name("train.json.gz")), abstracts(given.sentences)))
    elif given.sentences:
        rows = abstracts(given.sentences)[: given.limit or None]
        every = sentence_scores(rows, all_of_them=True)["f1"]
        result = {**sentence_scores(rows), "all_sentences_f1": every, "n": len(rows)}
    elif given.article and given.gold:
        article = readers.read(given.article.read_bytes(), given.article.name)
        extracted = claims.extract(article)
        gold = json.loads(given.gold.read_text("utf-8"))
        result = score(article, extracted, gold)
        if given.misses:
            print("\n".join(misses(article, extracted, gold)), file=sys.stderr)
    else:
        parser.error("give --article and --gold, --sentences or --speed")
    if given.json == "-":
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
