"""The reading room's text: the frozen article as it was written, every claim marked by colour, icon and word.

The text travels as pieces to a v2 component that sets them with ``textContent``: no word of an article can become markup.
``blocks`` is pure: it cuts each passage at the edges of the claims that lie in it, so nested and overlapping claims stay readable.

The component asks Python nothing and stands outside the room's fragment: a click tells the bar beside it (``assets/bar.js``), and only the
card is made anew. Which claim is open and which are marked it hears from there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import streamlit as st

from evidence.model import Article, Finding, PassageKind, Span, content_id
from pages.parts import bar, emphasis, look, signs


def _digest_of(findings: Sequence[Finding]) -> str:
    """What the text's marks are made of, and nothing else."""
    return content_id(*(f"{one.claim.id} {one.claim.start} {one.claim.end} {'|'.join(facets(one))}" for one in findings))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the numbers (0-based) of the claims that cover it, shortest span first, and of those that end behind it.

    ``style``: letters of ``emphasis`` ("b" strong, "x" a sign that is not shown, ...).
    """

    words: str
    claims: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage in pieces; ``row`` counts the rows of a table (cells on one line of the text stand in one row), else -1."""

    kind: PassageKind
    level: int
    pieces: tuple[Piece, ...]
    row: int = -1
    start: int = 0


def pieces(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]], styles: Sequence[emphasis.Style] = ()
) -> tuple[Piece, ...]:
    """``text[start:end]`` cut at the edges of ``spans`` (start, end, number) and ``styles``; joined again they are the same text."""
    inside = [(max(s, start), min(e, end), e, number) for s, e, number in spans if s < end and e > start]
    worn = [(max(s, start), min(e, end), style) for s, e, style in styles if s < end and e > start]
    edges = sorted({start, end, *(at for s, e, *_ in inside for at in (s, e)), *(at for s, e, _ in worn for at in (s, e))})
    cut = []
    for left, right in pairwise(edges):
        over = sorted((e - s, number) for s, e, _, number in inside if s <= left and e >= right)
        last = tuple(sorted(number for _, _, whole, number in inside if whole == right))
        style = "".join(sorted({one for s, e, one in worn if s <= left and e >= right}))
        cut.append(Piece(text[left:right], tuple(number for _, number in over), last, style))
    return tuple(cut)


def blocks(article: Article, spans: Sequence[Span]) -> tuple[Block, ...]:
    """The article's passages in order with ``spans[n]`` as the place of claim ``n``.

    A claim that touches text outside every passage brings that text along as a paragraph, so no mark is ever lost.
    """
    numbered = sorted((span.start, span.end, number) for number, span in enumerate(spans))
    starts = [start for start, _, _ in numbered]
    longest = max((end - start for start, end, _ in numbered), default=0)

    marked = article.media_type == emphasis.MARKDOWN

    def cut_up(start: int, end: int) -> tuple[Piece, ...]:
        return pieces(article.text, start, end, near(start, end), emphasis.styles(article.text, start, end) if marked else ())

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
            found.append(Block(PassageKind.PARAGRAPH, 0, cut_up(done, start), start=done))
        if passage is None or passage.end <= start:
            continue
        cell = passage.kind == PassageKind.TABLE_CELL
        if cell and not (found and found[-1].kind == PassageKind.TABLE_CELL and "\n" not in between):
            row += 1
        found.append(Block(passage.kind, passage.level, cut_up(start, passage.end), row if cell else -1, start))
        done = passage.end
    return tuple(found)


def text(article: Article, findings: Sequence[Finding], *, key: str) -> None:
    """Draws the text with every claim marked. Sent once for a page; clicks and selections go to the bar."""
    look.component("article")(data=_payload(article, tuple(findings)), key=key)


# Keyed by the values themselves: an edited or re-audited article is another one, and nobody's session holds a copy of its own.
@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Article: lambda one: one.sha256 + one.key, tuple: _digest_of})
def _payload(article: Article, findings: tuple[Finding, ...]) -> dict[str, Any]:
    marks = []
    for number, finding in enumerate(findings, 1):
        sign, claim = signs.of(finding), finding.claim
        marks.append(
            {
                "id": claim.id,
                "number": number,
                "icon": sign.icon,
                "word": sign.word,
                "tone": sign.tone,
                "words": emphasis.plain(claim.text),
                "facets": facets(finding),
            }
        )
    drawn = [
        {
            "kind": block.kind.value,
            "level": block.level,
            "row": block.row,
            "start": block.start,
            "pieces": [[piece.words, list(piece.claims), list(piece.ending), piece.style] for piece in block.pieces],
        }
        for block in blocks(article, [Span(finding.claim.start, finding.claim.end) for finding in findings])
    ]
    digest = content_id(article.sha256, _digest_of(findings))
    return {"digest": digest, "title": article.title, "blocks": drawn, "marks": marks, "facets": bar.facets()}


def facets(finding: Finding) -> list[str]:
    """By what a claim may be picked: label, reason, risk, kind; in the order of ``bar.FACETS``."""
    reason = finding.verdict.reason.value if finding.verdict else ""
    return [signs.of(finding).word, reason, finding.claim.risk.value, finding.claim.kind.value]
