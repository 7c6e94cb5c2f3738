"""ESpell without PubMed: words that MeSH does not know are compared with those that it does.

The nearest known word by one edit, for longer words by two (insert, leave out, swap or change a letter), stands in; of
several the one that more MeSH terms use.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from string import ascii_lowercase

from evidence.rules import material

_SHORTEST = 4
_LONG = 8  # letters from which two edits are allowed: shorter words have too many neighbours
_PIECE = re.compile(r'"[^"]*"|\[[^\]]*\]|[A-Za-z]+')


def corrected(term: str, known: Callable[[str], bool]) -> str:
    """The term with its unknown words mended, "" when there is nothing to mend. ``known``: whether the library has a word."""
    pieces: list[str] = []
    place = 0
    changed = False
    for match in _PIECE.finditer(term):
        word = match[0]
        pieces.append(term[place : match.start()])
        better = "" if word[0] in '"[' or word in ("AND", "OR", "NOT") else _better(word.lower(), known)
        changed |= bool(better)
        pieces.append(better or word)
        place = match.end()
    return "".join((*pieces, term[place:])) if changed else ""


@cache
def _words() -> Counter[str]:
    """Every word of MeSH's headings and entry terms with the number of its uses there."""
    table = gzip.decompress(material.read("mesh/headings.tsv.gz")).decode("utf-8").lower()
    return Counter(re.findall(rf"(?<![\w-])[a-z]{{{_SHORTEST},}}(?![\w-])", table))


def _better(word: str, known: Callable[[str], bool]) -> str:
    words = _words()
    if len(word) < _SHORTEST or word in words or word.rstrip("s") in words or known(word):
        return ""
    once = set(_edits(word))
    found = once & words.keys()
    if not found and len(word) >= _LONG:
        found = {twice for each in once for twice in _edits(each) if twice in words}
    return min(found, key=lambda each: (-words[each], each)) if found else ""


def _edits(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in ascii_lowercase)
