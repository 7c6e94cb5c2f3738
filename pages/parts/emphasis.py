"""Markdown's marks inside a passage: which stretches are strong or slanted, and which signs only say so and are not shown.

Nothing is taken out of the text, so offsets stay exact: a hidden sign is still there, only invisible. Links are not made, their words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# (start, end, style) with styles "b" strong, "i" slanted, "c" code, "l" words of a link, "x" a sign that is not shown.
Style = tuple[int, int, str]
MARKDOWN = "text/markdown"
# Each opens before a word and closes behind one, as in CommonMark; short spans only, so that a stray star costs nothing.
_SPANS = (
    ("c", re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,300})(?<!`)\1(?!`)")),
    ("b", re.compile(r"(?<![*\\])(\*\*)(?=[^\s*])([^\n]{1,600}?)(?<=[^\s\\])\*\*(?!\*)")),
    ("b", re.compile(r"(?<![\w_\\])(__)(?=[^\s_])([^\n]{1,600}?)(?<=[^\s\\])__(?!\w)")),
    ("i", re.compile(r"(?<![*\\\w])(\*)(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*\\])\*(?![*\w])")),
    ("i", re.compile(r"(?<![\w_\\])(_)(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s_\\])_(?!\w)")),
)
_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,300})(\]\([^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\))")
_ESCAPE = re.compile(r"\\(?=[*_`\[\]#\\])")


def styles(text: str, start: int, end: int) -> tuple[Style, ...]:
    """What stands in ``text[start:end]``, in order of where it begins; linear, since no span is longer than a few hundred signs."""
    return tuple(sorted(_found(text, start, end)))


def plain(words: str) -> str:
    """The words without the signs, for a place where only words can stand."""
    hidden = sorted({(left, right) for left, right, style in _found(words, 0, len(words)) if style == "x"})
    kept, done = [], 0
    for left, right in hidden:
        kept.append(words[done : max(left, done)])
        done = max(done, right)
    return "".join((*kept, words[done:]))


def _found(text: str, start: int, end: int) -> Iterator[Style]:
    taken: list[tuple[int, int]] = []
    for match in _LINK.finditer(text, start, end):
        yield from ((match.start(1), match.end(1), "x"), (match.start(2), match.end(2), "l"), (match.start(3), match.end(3), "x"))
        taken.append((match.start(3), match.end(3)))
    for style, pattern in _SPANS:
        for match in pattern.finditer(text, start, end):
            if any(left < match.end(1) and match.start(1) < right for left, right in taken):
                continue
            width = len(match.group(1))
            yield from (
                (match.start(), match.start() + width, "x"),
                (match.start() + width, match.end() - width, style),
                (match.end() - width, match.end(), "x"),
            )
            taken += [(match.start(), match.start() + width), (match.end() - width, match.end())]
            if style == "c":
                taken.append((match.start(), match.end()))
    for match in _ESCAPE.finditer(text, start, end):
        yield match.start(), match.end(), "x"
