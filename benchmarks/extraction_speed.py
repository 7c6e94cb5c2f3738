"""How fast claims are found, how the time grows, and what hostile text does: `python -m benchmarks.extraction --speed`.

Seconds are of the processor, not of the clock, so that another job on the machine weighs little. Peak memory is that of the whole process.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from evidence import claims, readers
from evidence.errors import EvidenceError
from evidence.model import Article

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "articles"
SIZES = (5_000, 20_000, 80_000, 200_000)
TEN_MEGABYTES = 10 * 1024 * 1024 - 1024


def article(words: int) -> Article:
    """Our own articles one after another until there are so many words; equal paragraphs are numbered apart."""
    pieces = [path.read_text("utf-8") for path in sorted([*ARTICLES.glob("*.txt"), *ARTICLES.glob("*.md")])]
    found: list[str] = []
    count = 0
    while count < words:
        piece = pieces[len(found) % len(pieces)]
        found.append(piece)
        count += len(piece.split())
    text = "\n\n".join(found)
    return readers.read(text.encode(), "speed.md")


def growth(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    claims.extract(article(500))  # vocabulary and tables are read before the clock starts
    rows = []
    for size in sizes:
        given = article(size)
        begun = process_time()
        found = claims.extract(given)
        seconds = process_time() - begun
        words = len(given.text.split())
        per = round(5_000 * seconds / words, 2)
        rows.append({"words": words, "seconds": round(seconds, 2), "claims": len(found), "seconds_per_5000_words": per})
    return rows


def hostile(size: int = TEN_MEGABYTES) -> Iterator[tuple[str, bytes]]:
    """Names and texts of ten megabytes each that mean no good."""
    yield "one line of sentences", (b"Zinc reduces the length of colds and boosts immunity. " * (size // 54 + 1))[:size]
    yield "one sentence", (b"zinc reduces colds and " * (size // 23 + 1))[:size]
    yield "a million bullets", (b"- zinc a\n" * (size // 9 + 1))[:size]
    yield "deep nesting", b"".join(b" " * min(i, 400) + b"- a\n" for i in range(size // 404))[:size]
    yield "brackets", b"(" * (size // 2) + b")" * (size // 2)
    yield "no spaces", b"zinc" * (size // 4)
    yield "commas", (b"a, b and " * (size // 9 + 1))[:size]


def ends(size: int = TEN_MEGABYTES) -> list[dict[str, Any]]:
    """What becomes of each hostile text: so many claims, or the words of the refusal."""
    rows = []
    for name, data in hostile(size):
        begun = process_time()
        try:
            outcome = f"{len(claims.extract(readers.read(data, 'hostile.md')))} claims"
        except EvidenceError as error:
            outcome = f"refused: {error}"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        rows.append({"text": name, "seconds": round(process_time() - begun, 1), "outcome": outcome, "peak_mb_so_far": peak})
    return rows
