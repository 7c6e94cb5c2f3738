"""Where a page's links lead, beside the frozen text: (start, end, address) of each link whose words stand there.

The extractor keeps words and drops addresses. So the anchors are gathered from the page, each with the words before it, and looked for
in the frozen text in order, blind to white space. One whose words are not there, or cannot be told from others, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

Link = tuple[int, int, str]
MOST = 500
# Where ``html`` leaves the address of a raised note number, whose own link it takes out.
NOTE = "data-note-address"
_LONGEST_ADDRESS, _LONGEST_WORDS = 2_000, 400
# How many signs before an anchor must be the same; an anchor of many words is known without.
_CONTEXT = (40, 20, 10)
_TELLING = 24
_SILENT = frozenset({"head", "script", "style", "noscript", "template", "svg", "math", "nav", "form", "select", "textarea", "button"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as the page has it: its address, its own words and those before it, both without white space."""

    address: str
    words: str
    before: str


def anchors(page: HtmlElement) -> tuple[Anchor, ...]:
    """The links to other places in document order, at most MOST."""
    found: list[Anchor] = []
    said: list[str] = []  # the page's words so far, without white space
    starts: list[int] = []  # how many pieces stand before each anchor that is open
    stack: list[tuple[HtmlElement, bool]] = [(page, True)]
    while stack and len(found) < MOST:
        element, opening = stack.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        address = (element.get("href", "") if name == "a" else element.get(NOTE, "") if name == "sup" else "").strip()
        outward = address.startswith(("https://", "http://", "//")) and len(address) <= _LONGEST_ADDRESS
        if opening and name and name not in _SILENT:
            if outward:
                starts.append(len(said))
            _say(said, element.text)
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
            continue
        if not opening and outward:
            pieces = starts.pop()
            words = "".join(said[pieces:])
            if 0 < len(words) <= _LONGEST_WORDS:
                found.append(Anchor(f"https:{address}" if address.startswith("//") else address, words, _tail(said, pieces)))
        if element is not page:
            _say(said, element.tail)
    return tuple(found)


def placed(found: Sequence[Anchor], text: str) -> tuple[Link, ...]:
    """The anchors with their places in ``text``, sorted; ``text[start:end]`` is the anchor's words."""
    if not found:
        return ()
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    packed = "".join(text[place] for place in places)
    made: list[Link] = []
    cursor = 0
    for anchor in found:
        start = _found(packed, anchor, cursor)
        if start is not None:
            cursor = start + len(anchor.words)
            made.append((places[start], places[cursor - 1] + 1, anchor.address))
    return tuple(sorted(set(made)))


def _found(packed: str, anchor: Anchor, cursor: int) -> int | None:
    """Where the anchor's words begin, behind the last one's if they stand there, else anywhere."""
    for size in _CONTEXT:
        context = anchor.before[-size:]
        if len(context) < min(size, _CONTEXT[-1]):
            break
        for begin in (max(cursor - size, 0), 0):
            start = packed.find(context + anchor.words, begin)
            if start >= 0:
                return start + len(context)
    alone = packed.find(anchor.words)
    if alone >= 0 and len(anchor.words) >= _TELLING and packed.find(anchor.words, alone + 1) < 0:
        return alone
    return None


def _say(said: list[str], text: str | None) -> None:
    words = "".join((text or "").split())
    if words:
        said.append(words)


def _tail(said: Sequence[str], pieces: int) -> str:
    """The last signs of the first ``pieces``."""
    tail = ""
    for number in range(pieces - 1, -1, -1):
        tail = said[number] + tail
        if len(tail) >= _CONTEXT[0]:
            break
    return tail[-_CONTEXT[0] :]
