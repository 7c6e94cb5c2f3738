"""Small pieces that every card is made of: signs, chips, notes, bars. A value first, drawn as escaped markup; nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evidence.model import Flag
from pages.parts.markup import Markup, join, tag
from pages.parts.signs import Sign


def icon(name: str) -> Markup:
    return tag("span", name, cls="icon", aria_hidden="true")


def sign(value: Sign, *, big: bool = False) -> Markup:
    return tag("span", icon(value.icon), value.word, cls=f"sign tone-{value.tone}{' big' if big else ''}", title=value.meaning or None)


def chip(*children: object, symbol: str = "", tone: str = "") -> Markup:
    return tag("span", icon(symbol) if symbol else "", *children, cls=f"chip{f' filled tone-{tone}' if tone else ''}")


def note(symbol: str, tone: str, *children: object) -> Markup:
    return tag("div", icon(symbol), tag("div", *children), cls=f"note tone-{tone}")


def act(
    label: str, what: str, *, symbol: str = "", claim: str = "", pmid: str = "", value: str = "", cls: str = "", off: bool = False
) -> Markup:
    """A button of a card; the bar hears its click (``assets/bar.js``) and tells Python {"act": what, ...}."""
    return tag(
        "button",
        icon(symbol) if symbol else "",
        label,
        type="button",
        cls=f"act {cls}".strip(),
        data_act=what,
        data_claim=claim or None,
        data_pmid=pmid or None,
        data_value=value or None,
        disabled="disabled" if off else None,
    )


def draw(*children: object, cls: str = "", **attributes: object) -> None:
    st.html(tag("div", *children, cls=f"ev {cls}".strip(), **attributes))


# ---------------------------------------------------------------- an audit at a glance


def bar(parts: Sequence[tuple[Sign, int]]) -> Markup:
    """Labels side by side, with their counts in words below."""
    there = [(value, number) for value, number in parts if number]
    pieces = [tag("span", cls=f"tone-{value.tone}", style=f"flex: {number} 1 0") for value, number in there]
    legend = [tag("li", icon(value.icon), tag("b", number), " ", value.word, cls=f"tone-{value.tone}") for value, number in there]
    return join(tag("div", *pieces, cls="bar", aria_hidden="true"), tag("ul", *legend, cls="legend"))


def labels(parts: Sequence[tuple[Sign, int]]) -> None:
    draw(bar(parts))


def flags(found: Sequence[Flag]) -> None:
    """What is said about the article as a whole."""
    if found:
        draw(*(note("flag", "failed", tag("p", flag.text)) for flag in found))


def blank(symbol: str, title: str, advice: str) -> None:
    """Where there is nothing: what this place is for and what to do."""
    draw(icon(symbol), tag("h3", title), tag("p", advice, cls="quiet"), cls="blank")


def steps(*told: tuple[str, str, str]) -> None:
    """How it goes, as (icon, title, sentence)."""
    draw(tag("ol", *(tag("li", icon(symbol), tag("h3", title), tag("p", said, cls="quiet")) for symbol, title, said in told), cls="steps"))
