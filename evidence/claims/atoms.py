"""A statement as the pieces of the article that it is made of, and how it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.model import Span

Piece = Span | str


@dataclass(frozen=True, slots=True)
class Atom:
    """``pieces``: places in the article, and words of ours between them (closed-class words and inflections only).

    ``core``: the piece that tells this statement from its siblings. ``tail``: "cause" for a statement of a reason.
    ``predicate``: where the verb begins, -1 if unknown; the subject is what stands before it.
    """

    pieces: tuple[Piece, ...]
    core: Span
    tail: str = ""
    predicate: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """A clause ``[start, end)`` with the subject it borrows, if any."""

    start: int
    end: int
    subject: tuple[Span, ...] = ()
    tail: str = ""


_SPACE = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([,.;:)]|['’]s\b)")


def _blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip(" \t\xa0")


def merged(text: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Neighbouring pieces with nothing but spaces between them become one (a line break parts them); an empty piece vanishes."""
    out: list[Piece] = []
    for piece in pieces:
        if piece == "":
            continue
        last = out[-1] if out else None
        if isinstance(piece, Span) and isinstance(last, Span) and last.end <= piece.start and _blank(text, last.end, piece.start):
            out[-1] = Span(last.start, piece.end)
        else:
            out.append(piece)
    return tuple(out)


def read(text: str, atom: Atom) -> tuple[str, Span, bool]:
    """The statement's words, its own place, and whether it had to be rewritten.

    One contiguous piece is given exactly as it stands; else the pieces are joined, begun with a capital and closed with a stop.
    """
    pieces = merged(text, atom.pieces)
    if len(pieces) == 1 and isinstance(pieces[0], Span):
        return text[pieces[0].start : pieces[0].end], pieces[0], False
    words = " ".join(text[piece.start : piece.end] if isinstance(piece, Span) else piece for piece in pieces)
    words = _BEFORE_SIGN.sub(r"\1", _SPACE.sub(" ", words)).strip().rstrip(".,;:-–— \"”")
    if words.count('"') % 2 or words.count("“") > words.count("”"):
        words += "”" if "“" in words else '"'
    first = words.split(" ", 1)[0]
    if first.islower():
        words = words[0].upper() + words[1:]
    return words + ".", atom.core, True
