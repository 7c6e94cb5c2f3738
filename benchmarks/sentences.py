"""Sentence boundaries on our own gold (tests/sentences_gold.py) beside others: `python -m benchmarks.sentences`.

pysbd is no requirement of ours; it is compared where it can be imported (`PYTHONPATH` to a folder that holds it).
A sentence counts as found where both its ends are right; signs and spaces at its edges are not looked at.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from evidence import text as prose

Span = tuple[int, int]
TESTS = Path(__file__).resolve().parents[1] / "tests"
_NAIVE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")


def ours(text: str) -> Iterator[Span]:
    yield from ((span.start, span.end) for span in prose.sentences(text))


def naive(text: str) -> Iterator[Span]:
    """A stop, a space and a capital letter, or a line break."""
    start = 0
    for match in _NAIVE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def pysbd() -> Callable[[str], Iterator[Span]] | None:
    try:
        segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    except ImportError:
        return None

    def split(text: str) -> Iterator[Span]:
        yield from ((piece.start, piece.end) for piece in segmenter.segment(text))

    return split


def bare(text: str, spans: Iterator[Span] | list[Span]) -> set[Span]:
    """The spans from their first to their last letter or digit."""
    found = set()
    for start, end in spans:
        inside = [i for i in range(start, min(end, len(text))) if text[i].isalnum()]
        if inside:
            found.add((inside[0], inside[-1]))
    return found


def main() -> int:
    sys.path.insert(0, str(TESTS))
    gold = importlib.import_module("sentences_gold")
    ways: dict[str, Callable[[str], Iterator[Span]]] = {"ours": ours, "stop and capital": naive}
    other = pysbd()
    if other is not None:
        ways["pysbd"] = other
    cases = [gold.parse(marked) for _, marked in (*gold.BLIND, *gold.BLIND_2, *gold.SEEN)]
    for name, split in ways.items():
        hit = said = wanted = 0
        for text, spans in cases:
            right, found = bare(text, spans), bare(text, split(text))
            hit, said, wanted = hit + len(right & found), said + len(found), wanted + len(right)
        print(f"{name:18} recall {hit / wanted:.3f}  precision {hit / said:.3f}  sentences {wanted}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
