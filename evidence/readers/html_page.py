"""A page's blocks by its own tags, for pages that are too short or too plain for an extractor to tell prose from the rest.

Navigation, forms and the like are left out by what they are; nothing is guessed from class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from evidence.model import PassageKind
from evidence.readers.blocks import Block

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_LEFT_OUT = frozenset(
    """
    head script style noscript template svg math canvas object embed iframe frame applet audio video picture img map nav footer aside form
    button select option input textarea datalist dialog menu link meta base
    """.split()  # noqa: SIM905
)
_LEFT_OUT_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert"})
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rt rp s samp small span strike strong sub
    sup time tt u var wbr
    """.split()  # noqa: SIM905
)
_KINDS = {**{f"h{level}": PassageKind.HEADING for level in range(1, 7)}, "li": PassageKind.LIST_ITEM, "td": PassageKind.TABLE_CELL,
          "th": PassageKind.TABLE_CELL}  # fmt: skip


def blocks(page: HtmlElement) -> tuple[Block, ...]:
    """The page's blocks in order, from its only ``article`` or ``main`` where it has one."""
    roots = page.xpath("//article") or page.xpath("//main") or page.xpath("//body")
    root = roots[0] if len(roots) == 1 else page
    return tuple(_walk(root))


def _walk(root: HtmlElement) -> Iterator[Block]:
    """Depth first without recursion: text gathers until an element that stands as a block begins or ends."""
    words: list[str] = []
    kind, level, row, depth = PassageKind.PARAGRAPH, 0, 0, 0
    around: list[tuple[PassageKind, int]] = []
    stack: list[tuple[HtmlElement, bool]] = [(root, True)]

    def gathered() -> Iterator[Block]:
        text = _SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if text:
            yield Block(kind, text, level, row if kind == PassageKind.TABLE_CELL else 0)

    while stack:
        element, opening = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if opening:
            skipped = not tag or tag in _LEFT_OUT or element.get("role") in _LEFT_OUT_ROLES or element.get("aria-hidden") == "true"
            if skipped or element.get("hidden") is not None:
                words.append((element.tail or "") if element is not root else "")
                continue
            if tag not in _INLINE:
                yield from gathered()
                around.append((kind, level))
                depth += tag in ("ul", "ol")
                row += tag == "tr"
                if tag in _KINDS:
                    kind = _KINDS[tag]
                    level = int(tag[1]) if tag[0] == "h" else min(max(depth, 1), 6) if tag == "li" else 0
            words.append(element.text or "")
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
            continue
        if tag not in _INLINE:
            yield from gathered()
            depth -= tag in ("ul", "ol")
            kind, level = around.pop()
        if element is not root:
            words.append(element.tail or "")
    yield from gathered()
