"""The reading room's text: the frozen article as it was written, every claim marked by colour, icon and word.

The text travels as pieces to a v2 component that sets them with ``textContent``: no word of an article can become markup.
``blocks`` is pure: it cuts each passage at the edges of the claims that lie in it, so nested and overlapping claims stay readable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import streamlit as st

from evidence.model import Article, Finding, PassageKind, Span, content_id
from pages.parts import look, signs


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the numbers (0-based) of the claims that cover it, shortest span first, and of those that end behind it."""

    words: str
    claims: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A passage in pieces; ``row`` counts the rows of a table (cells on one line of the text stand in one row), else -1."""

    kind: PassageKind
    level: int
    pieces: tuple[Piece, ...]
    row: int = -1


def pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> tuple[Piece, ...]:
    """``text[start:end]`` cut at the edges of ``spans`` (start, end, number); joined again they are the same text."""
    inside = [(max(s, start), min(e, end), e, number) for s, e, number in spans if s < end and e > start]
    edges = sorted({start, end, *(s for s, _, _, _ in inside), *(e for _, e, _, _ in inside)})
    cut = []
    for left, right in pairwise(edges):
        over = sorted((e - s, number) for s, e, _, number in inside if s <= left and e >= right)
        last = tuple(sorted(number for _, _, whole, number in inside if whole == right))
        cut.append(Piece(text[left:right], tuple(number for _, number in over), last))
    return tuple(cut)


def blocks(article: Article, spans: Sequence[Span]) -> tuple[Block, ...]:
    """The article's passages in order with ``spans[n]`` as the place of claim ``n``.

    A claim that touches text outside every passage brings that text along as a paragraph, so no mark is ever lost.
    """
    numbered = sorted((span.start, span.end, number) for number, span in enumerate(spans))
    starts = [start for start, _, _ in numbered]
    longest = max((end - start for start, end, _ in numbered), default=0)

    def near(start: int, end: int) -> list[tuple[int, int, int]]:
        """The spans that touch this stretch; only those near it are looked at, so that a long article takes linear time."""
        window = numbered[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        return [span for span in window if span[1] > start]

    ordered = sorted(article.passages, key=lambda passage: (passage.start, -passage.end))
    found: list[Block] = []
    row, done = -1, 0
    for passage in [*ordered, None]:
        start = max(passage.start, done) if passage else len(article.text)
        between = article.text[done:start]
        touching = near(done, start)
        if (touching or not ordered) and any(sign.isalnum() for sign in between):
            found.append(Block(PassageKind.PARAGRAPH, 0, pieces(article.text, done, start, touching)))
        if passage is None or passage.end <= start:
            continue
        cell = passage.kind == PassageKind.TABLE_CELL
        if cell and not (found and found[-1].kind == PassageKind.TABLE_CELL and "\n" not in between):
            row += 1
        cut = pieces(article.text, start, passage.end, near(start, passage.end))
        found.append(Block(passage.kind, passage.level, cut, row if cell else -1))
        done = passage.end
    return tuple(found)


def text(
    article: Article,
    findings: Sequence[Finding],
    selected: str,
    *,
    key: str,
    choose: Callable[[str], None],
    hidden: frozenset[str] = frozenset(),
) -> None:
    """Draws the text; ``choose`` is called with the id of a claim that was clicked. Claims in ``hidden`` keep their place, unmarked."""
    marks: list[dict[str, Any]] = []
    for number, finding in enumerate(findings, 1):
        sign, claim = signs.of(finding), finding.claim
        marks.append(
            {
                "id": claim.id,
                "number": number,
                "icon": sign.icon,
                "word": sign.word,
                "tone": sign.tone,
                "hidden": claim.id in hidden,
                "words": claim.text,
            }
        )
    drawn = [
        {
            "kind": block.kind.value,
            "level": block.level,
            "row": block.row,
            "pieces": [[piece.words, list(piece.claims), list(piece.ending)] for piece in block.pieces],
        }
        for block in blocks(article, [Span(finding.claim.start, finding.claim.end) for finding in findings])
    ]
    digest = content_id(article.sha256, *(f"{mark['id']} {mark['word']} {mark['hidden']}" for mark in marks))
    look.component("article")(
        data={"digest": digest, "title": article.title, "blocks": drawn, "marks": marks, "selected": selected},
        key=key,
        on_chosen_change=lambda: choose(st.session_state[key]["chosen"]),
    )
