"""Markup in titles, abstracts, names and keywords -> clean text with single spaces.

Italics, bold and underline leave no trace. Subscripts join on ("CO2", "SpO2", "Vmax"). Superscripts join on too ("NAD+", "m2",
"Ca2+", "13C"), but a number above a number becomes a power, "10^6" and not "106": a quantity must not change. MathML is
written out on one line ("10^-3", "a/b", "√(x)").
"""

from __future__ import annotations

import re

from lxml import etree

_MATH = "{http://www.w3.org/1998/Math/MathML}"
# No plus sign: "25<sup>+0</sup> weeks" of gestation is no power.
_EXPONENT = re.compile(r"\s*[-\u2212\u2013]?\s*\d+(?:[.,]\d+)?\s*")
_SPACED = frozenset("=<>≤≥≈∼≃≅≠±×→⩽⩾≪≫")
_ACCENTS = {"¯": "\u0304", "‾": "\u0304", "\u0304": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "˙": "\u0307"}
_SIGNS = frozenset("+-−–*∗′″∘°†‡")


def text(element: etree._Element | None) -> str:
    """The element's text without markup; "" for a missing or empty element."""
    if element is None:
        return ""
    if len(element) == 0:
        plain = element.text
        if not plain:
            return ""
        return plain.strip() if plain.isprintable() and "  " not in plain else " ".join(plain.split())
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: etree._Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):  # an unresolved entity reference: shown as written
            parts.append(child.text or "")
        elif tag == "sup":
            inner: list[str] = []
            _collect(child, inner)
            raised = "".join(inner)
            if parts and parts[-1][-1:].isdigit() and _EXPONENT.fullmatch(raised):
                raised = "^" + raised.strip()
            parts.append(raised)
        elif tag.startswith(_MATH):
            parts.append(_math(child))
        else:
            _collect(child, parts)
        if child.tail:
            parts.append(child.tail)


def _math(element: etree._Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    if len(element) == 0:
        words = " ".join((element.text or "").split())
        if name == "mspace":
            return " "
        return f" {words} " if name == "mo" and words in _SPACED else words
    inside = [_math(child) for child in element if isinstance(child.tag, str)]
    match name:
        case "msub":
            return inside[0] + inside[-1]
        case "msup":
            return _power(inside[0], inside[-1])
        case "msubsup" if len(inside) == 3:
            return _power(inside[0] + inside[1], inside[2])
        case "mfrac" if len(inside) == 2:
            return f"{_grouped(inside[0])}/{_grouped(inside[1])}"
        case "msqrt":
            return f"√({''.join(inside).strip()})"
        case "mroot" if len(inside) == 2:
            return f"{_grouped(inside[0])}^(1/{inside[1].strip()})"
        case "mover" if len(inside) == 2 and inside[1].strip() in _ACCENTS:
            return inside[0].strip() + _ACCENTS[inside[1].strip()]
        case "mfenced":
            between = (element.get("separators") or ",")[:1] + " "
            return element.get("open", "(") + between.join(part.strip() for part in inside) + element.get("close", ")")
        case "mtr":
            return ", ".join(part.strip() for part in inside)
        case "mtable":
            return "; ".join(part.strip() for part in inside)
        case "semantics":
            return inside[0]
        case _:
            return "".join(inside)


def _power(base: str, exponent: str) -> str:
    exponent = exponent.strip()
    return base + exponent if not exponent or (exponent[0] in _SIGNS and len(exponent) == 1) else f"{base.rstrip()}^{_grouped(exponent)}"


def _grouped(part: str) -> str:
    part = part.strip()
    return part if re.fullmatch(r"[-+−]?[\w.]+", part) else f"({part})"
