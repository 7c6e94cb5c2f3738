"""A table's cells as statements: a cell says something of what its row is called, in the respect that its column is called.

"Propranolol | Side effects: cold hands, vivid dreams" -> "Side effects of propranolol include cold hands", ...; a cell that is a whole
sentence stands for itself. Only tables whose rows are equally long and whose first row is a head are read in this way.
"""

from __future__ import annotations

import re
from itertools import pairwise

from evidence import pico
from evidence.claims import clauses, coordination
from evidence.claims.atoms import Atom, Piece
from evidence.claims.grammar import adjective, finite, words
from evidence.model import Article, PassageKind, Span
from evidence.rules import leadins, tables

_SILENT = re.compile(tables.SILENT_HEADS, re.IGNORECASE)
_MARK = re.compile(tables.MARKS, re.IGNORECASE)
_ASKS = re.compile(tables.ASKING_HEADS, re.IGNORECASE)
_LIKE = re.compile(tables.LIKE, re.IGNORECASE)
_FIGURE = re.compile(tables.FIGURE, re.IGNORECASE)
_CLASSES = tuple(cue.found for cue in leadins.CLASSES if cue.says)
_PIECE = re.compile(r"[^;\n]+")
_MOST = 60  # columns


def heads(article: Article) -> dict[int, tuple[Span, Span]]:
    """Index of a body cell -> (first cell of its row, first cell of its column), for every table with a head."""
    found: dict[int, tuple[Span, Span]] = {}
    run: list[int] = []
    for i, passage in enumerate((*article.passages, None)):
        if passage is not None and passage.kind == PassageKind.TABLE_CELL:
            run.append(i)
            continue
        if run:
            found.update(_heads(article, run))
        run = []
    return found


def _heads(article: Article, run: list[int]) -> dict[int, tuple[Span, Span]]:
    passages = article.passages
    rows: list[list[int]] = [[run[0]]]
    for before, i in pairwise(run):
        if "\n" in article.text[passages[before].end : passages[i].start]:
            rows.append([])
        rows[-1].append(i)
    wide = len(rows[0])
    if len(rows) < 2 or not 2 <= wide <= _MOST or any(len(row) != wide for row in rows):
        return {}
    top = [Span(passages[i].start, passages[i].end) for i in rows[0]]
    if any(span.end - span.start > 60 or article.text[span.end - 1] == "." for span in top):
        return {}
    return {
        i: (Span(passages[row[0]].start, passages[row[0]].end), top[column])
        for row in rows[1:]
        for column, i in enumerate(row)
        if column and passages[row[0]].end - passages[row[0]].start <= 80
    }


def tells(text: str, cell: Span, column: Span) -> bool:
    """Whether a cell can claim anything: not under "Dose" or "Price", not "Yes", not a note mark."""
    return not _SILENT.search(text[column.start : column.end]) and not _MARK.match(text[cell.start : cell.end])


def statements(text: str, cell: Span, row: Span, column: Span, subject: tuple[Piece, ...]) -> tuple[Atom, ...]:
    """What the cell says of its row; ``subject``: the article's treatment, for rows that are mere adjectives ("Oral")."""
    head = words(text, row.start, row.end)
    bare = bool(head) and all(adjective(word) or pico.route(word.text) for word in head)
    name: tuple[Piece, ...] = (row, *subject) if bare and subject else (row,)
    made: list[Atom] = []
    for match in _PIECE.finditer(text, cell.start, cell.end):
        start, end = match.start(), match.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
            end -= 1
        if start < end:
            made += _piece(text, Span(start, end), name, column)
    return tuple(made)


def _piece(text: str, piece: Span, name: tuple[Piece, ...], column: Span) -> list[Atom]:
    tokens = words(text, piece.start, piece.end)
    if not tokens:
        return []
    verbs_at = finite(tokens)
    plain = text[piece.start : piece.end]
    called = [found for pattern in _CLASSES if (found := pattern.search(text, column.start, column.end))]
    asked = min(called, key=lambda found: (found.start(), -found.end())) if called else None  # "side effects" before "effects"
    helped = any(tokens[v].helper for v in verbs_at)
    if asked is not None and not helped and not _FIGURE.match(plain) and not _LIKE.match(plain):
        kind = Span(asked.start(), asked.end())
        return [Atom((kind, "of", *name, "include", *member), member[0]) for member in _members(text, piece)]
    if verbs_at and verbs_at[0] > 0 and len(tokens) > 3:
        return list(clauses.split(text, piece.start, piece.end))
    first = next((word for word in tokens if word.sort not in ("adv", "not")), tokens[0])
    spans = tuple(part for part in name if isinstance(part, Span))
    if first.sort == "verb" and len(tokens) > 1:
        return list(clauses.predicate(text, spans, piece.start, piece.end))
    if _LIKE.match(plain) or (adjective(tokens[0]) and len(tokens) > 1 and tokens[1].sort == "prep"):
        return [Atom((*name, "is", piece), piece)]
    if _FIGURE.match(plain) and not _ASKS.match(text[column.start : column.end]):
        return [Atom((column, "of", *name, "is", piece), piece)]
    return [Atom(("With", *name, ":", piece), piece)]


def _members(text: str, piece: Span) -> list[tuple[Span, ...]]:
    """The things of a list in a cell, with or without "and" before the last."""
    tokens = words(text, piece.start, piece.end)
    listing = coordination.find(text, tokens, item=True)
    if listing is not None and listing.start == 0 and listing.end == len(tokens):
        return list(listing.members)
    parts: list[tuple[Span, ...]] = []
    for match in re.finditer(r"[^,]+", text[piece.start : piece.end]):
        words_ = match.group()
        start = piece.start + match.start() + len(words_) - len(words_.lstrip())
        end = start + len(words_.strip())
        if end > start:
            parts.append((Span(start, end),))
    return parts
