"""Markdown -> places, by markdown-it-py's block rules with HTML escaped. The text stays as the file holds it.

Only the block structure is asked for: emphasis, links and the like stay in the text as written, so that offsets hold in
the user's own file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front
from evidence.readers.blocks import Place

_MOST_LINES = 100_000
_LINE = re.compile(r"\r\n?|\n")
_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<body>(?:(?!---|\.\.\.)[^\n]*\n){0,60})(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"(?P<key>title|author|authors|date|published)[ \t]*:[ \t]*(?P<value>[^\n\r]*)", re.IGNORECASE)
_NO_PROSE = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)|<!--.*?-->|<[^<>]{1,200}>|\s)+", re.DOTALL)


def read(text: str, name: str) -> Article:
    """The article with ``text`` as given; a YAML head's title, author and date are taken, its lines are no passages."""
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise ArticleError(f"{name} has more than {_MOST_LINES} lines.", advice="Give one article at a time.")
    head, fields = _front_matter(text)
    parser = MarkdownIt("js-default").disable(["inline", "linkify", "replacements", "smartquotes"], ignoreInvalid=True)
    # Blank lines stand for the head, so that the parser's line numbers are those of the file.
    source = "\n" * len(_LINE.findall(text[:head])) + text[head:]
    places = tuple(_places(parser.parse(source), text, _lines(text)))
    return blocks.article(
        text,
        places,
        name,
        "text/markdown",
        title=fields.get("title", ""),
        author=fields.get("author") or fields.get("authors", ""),
        date=front.date_of(fields.get("date") or fields.get("published", "")),
    )


def _front_matter(text: str) -> tuple[int, dict[str, str]]:
    match = _MATTER.match(text)
    if match is None:
        return 0, {}
    fields = (field for line in match["body"].splitlines() if (field := _FIELD.fullmatch(line.rstrip())))
    return match.end(), {field["key"].lower(): field["value"].strip().strip("\"'") for field in fields}


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every line, by Markdown's own line ends and no others."""
    starts, ends, begin = [], [], 0
    for match in _LINE.finditer(text):
        starts.append(begin)
        ends.append(match.start())
        begin = match.end()
    return (*zip(starts, ends, strict=True), (begin, len(text)))


def _places(tokens: list[Token], text: str, lines: tuple[tuple[int, int], ...]) -> Iterator[Place]:
    depth = 0
    cell = (-1, 0)  # the line of the running table row, and where its next cell may begin
    opened: list[Token] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1 and opened:
            opened.pop()
        if token.type == "code_block" and token.map:
            yield from _place(text, lines, token, PassageKind.PARAGRAPH, 0)
        if token.type != "inline" or not token.map:
            continue
        around = opened[-1].type if opened else ""
        if around == "heading_open":
            yield from _place(text, lines, token, PassageKind.HEADING, int(opened[-1].tag[1:]))
        elif around in ("th_open", "td_open"):
            line = token.map[0]
            begin = cell[1] if cell[0] == line else lines[line][0]
            content = token.content.strip()
            start = text.find(content, begin, lines[line][1])
            if start < 0 and "|" in content:
                content = content.replace("|", "\\|")
                start = text.find(content, begin, lines[line][1])
            if content and start >= 0:
                cell = (line, start + len(content))
                if any(character.isalnum() for character in content):
                    yield Place(PassageKind.TABLE_CELL, start, start + len(content))
        elif depth:
            yield from _place(text, lines, token, PassageKind.LIST_ITEM, min(depth, 6))
        else:
            yield from _place(text, lines, token, PassageKind.PARAGRAPH, 0)


def _place(text: str, lines: tuple[tuple[int, int], ...], token: Token, kind: PassageKind, level: int) -> Iterator[Place]:
    """From the first of the token's words to the last, in the lines that it was made of."""
    content = token.content.strip()
    if not any(character.isalnum() for character in content) or _NO_PROSE.fullmatch(content) or not token.map:
        return
    first, last = token.map[0], min(token.map[1], len(lines)) - 1
    parts = [part for part in _LINE.split(content) if part.strip()]
    while last > first and not text[lines[last][0] : lines[last][1]].strip():
        last -= 1
    start = text.find(parts[0].strip(), lines[first][0], lines[last][1])
    # The last line's words end that line, but for a heading's closing hashes.
    tail = text.rfind(parts[-1].strip(), max(start, lines[first][0]), lines[last][1])
    if start < 0 or tail < 0:
        start, end = lines[first][0], lines[last][1]
        core = text[start:end].strip(" \t>#*-")
        if not core:
            return
        start = text.index(core, start)
        yield Place(kind, start, start + len(core), level)
        return
    yield Place(kind, start, tail + len(parts[-1].strip()), level)
