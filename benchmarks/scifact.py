"""Reads claim-abstract pairs in SciFact's JSON-lines form, for the judge's benchmark and its training."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evidence.judges.lexical import reading
from evidence.model import Citation, Claim, Kind, content_id

STANCES = {"SUPPORT": "supports", "SUPPORTS": "supports", "CONTRADICT": "refutes", "REFUTE": "refutes", "REFUTES": "refutes"}


@dataclass(frozen=True)
class Pair:
    """One claim beside one cited document. ``rationales``: each a set of sentence numbers that suffices."""

    claim_id: str
    claim: str
    document: str
    citation: Citation
    sentences: tuple[str, ...]
    stance: str
    rationales: tuple[frozenset[int], ...]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, gzipped or not."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def as_citation(document: dict[str, Any]) -> Citation:
    """A document as a record: its sentences joined by single spaces are the abstract."""
    return Citation(str(document["doc_id"]), document.get("title") or "", " ".join(document["abstract"]))


@lru_cache(maxsize=4096)
def as_claim(words: str) -> Claim:
    """A bare statement: the sets hold no article, so nothing but the words is known."""
    return Claim(content_id("claim", words), words, 0, len(words), Kind.EFFICACY)


def pairs(claims: Path, corpus: Path) -> list[Pair]:
    """Every claim beside every document cited for it, in the order of the file; one without evidence is neutral."""
    documents = {str(document["doc_id"]): document for document in lines(corpus)}
    citations: dict[str, Citation] = {}
    found = []
    for claim in lines(claims):
        cited = claim.get("doc_ids") or claim.get("cited_doc_ids") or list(claim.get("evidence") or {})
        for number in dict.fromkeys(map(str, cited)):
            if number not in documents:
                continue
            citation = citations.setdefault(number, as_citation(documents[number]))
            evidence = (claim.get("evidence") or {}).get(number) or []
            stance = STANCES[evidence[0]["label"]] if evidence else "neutral"
            rationales = tuple(frozenset(item["sentences"]) for item in evidence)
            found.append(Pair(str(claim["id"]), claim["claim"], number, citation, tuple(documents[number]["abstract"]), stance, rationales))
    return found


_MARK = re.compile(r"\s*\[[^\]]*<\|[^\]]*\]|<\|[^|]*\|>")
_CITING = {"SUPPORT": "supports", "REFUTE": "refutes", "NEI": "neutral"}


def citing(path: Path, split: str = "dev") -> list[Pair]:
    """Citation-Integrity: real citing sentences, their marks cut, beside the five sentences of the cited paper that lie nearest.

    Its "refute" also means an overstated or unfounded citation, so its labels answer another question than SciFact's.
    """
    found = []
    for row in lines(path):
        words = _MARK.sub("", row["claim"]).strip()
        sentences = tuple(sentence for sentence in row["top5_sentences"] if sentence.strip())
        if row["split"] == split and words and sentences:
            number = str(row["id"])
            citation = Citation(number, "", " ".join(sentences))
            found.append(Pair(number, words, number, citation, sentences, _CITING[row["label"]], ()))
    return found


def numbers_of(pair: Pair, start: int, end: int) -> frozenset[int]:
    """The document's sentences that a span of the joined abstract meets: those of which half is in it, or that hold half of it."""
    met, at = set(), 0
    for number, sentence in enumerate(pair.sentences):
        shared = min(end, at + len(sentence)) - max(start, at)
        if shared > 0 and (2 * shared >= len(sentence) or 2 * shared >= end - start):
            met.add(number)
        at += len(sentence) + 1
    return frozenset(met)


def gold_lines(pair: Pair) -> tuple[int, ...]:
    """Which of our own sentences of the abstract carry the gold rationale."""
    gold = frozenset[int]().union(*pair.rationales)
    page = reading.read(pair.citation)
    return tuple(at for at, line in enumerate(page.lines) if numbers_of(pair, line.start, line.end) & gold)
