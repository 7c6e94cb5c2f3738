"""Pictures (Plotly), each with a sentence that says what it shows and a table that says the same.

One set of colours serves both themes: every tone has at least 3:1 against the light and the dark ground.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from evidence.model import Stance
from pages.parts import signs
from pages.parts.signs import Sign

TONES = {
    "supported": "#2a957c",
    "mixed": "#c48a20",
    "contradicted": "#d4554a",
    "unsourced": "#8576cf",
    "failed": "#66798a",
    "pending": "#8b979f",
    "unchecked": "#9aa4aa",
}
INK = {"mixed": "#1d2930", "pending": "#1d2930", "unchecked": "#1d2930"}  # of the numbers inside bars
QUIET = "rgba(128,140,150,.28)"
ROW = 34


def labels(rows: Mapping[str, Sequence[tuple[Sign, int]]], *, key: str, says: str, first: str) -> None:
    """How the labels fall, one bar for each name in ``rows`` (a kind of claim, an article), top to bottom in that order."""
    names = list(rows)
    figure = go.Figure()
    there = {sign for parts in rows.values() for sign, number in parts if number}
    ordered = [sign for sign in signs.ORDER if sign in there] + sorted(there - set(signs.ORDER), key=lambda sign: sign.word)
    for sign in ordered:
        numbers = [dict(rows[name]).get(sign, 0) for name in names]
        figure.add_bar(
            y=names,
            x=numbers,
            name=sign.word,
            orientation="h",
            marker={"color": TONES[sign.tone], "line": {"width": 0}},
            width=0.62,
            text=[str(number or "") for number in numbers],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": INK.get(sign.tone, "#ffffff"), "size": 12},
            hovertemplate="%{y}: %{x} " + sign.word + "<extra></extra>",
        )
    figure.update_layout(
        barmode="stack",
        bargap=0.38,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="  ")
    figure.update_xaxes(showgrid=True, gridcolor=QUIET, zeroline=False, dtick=None, rangemode="tozero", tickformat=",d")
    _show(figure, height=70 + ROW * max(len(names), 1), key=key, says=says)
    _twin([{first: name, **{sign.word: dict(parts).get(sign, 0) for sign in ordered}} for name, parts in rows.items()], key)


def evidence(frame: Any, *, key: str, says: str) -> None:
    """Citations by year and design, strongest design on top; ``frame`` has year, design, stance, n (one row a combination)."""
    order = [design.value for design in signs.DESIGNS if design.value in set(frame["design"])]
    figure = go.Figure()
    largest = max(int(frame["n"].max()), 1)
    for stance in (Stance.NEUTRAL, Stance.SUPPORTS, Stance.REFUTES):
        sign = signs.STANCES[stance]
        part = frame[frame["stance"] == stance.value]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["year"] + ASIDE[stance],
            y=part["design"],
            mode="markers",
            name=sign.word,
            marker={
                "size": part["n"],
                "sizemode": "area",
                "sizeref": 2 * largest / 26**2,
                "sizemin": 5,
                "color": TONES[sign.tone],
                "symbol": SHAPES[stance],
                "opacity": 0.85,
                "line": {"width": 0},
            },
            customdata=part[["year", "n"]],
            hovertemplate="%{y}, %{customdata[0]}: %{customdata[1]} " + sign.word + "<extra></extra>",
        )
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], gridcolor=QUIET, ticksuffix="  ", automargin=True)
    figure.update_xaxes(
        gridcolor=QUIET,
        zeroline=False,
        tickformat="d",
        dtick=_step(frame["year"]),
        range=[frame["year"].min() - 1, frame["year"].max() + 1],
    )
    figure.update_layout(legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemsizing": "constant"})
    _show(figure, height=110 + ROW * max(len(order), 2), key=key, says=says)
    _twin(frame.rename(columns={"year": "Year", "design": "Design", "stance": "Stance", "n": "Citations"}), key)


# Side by side within a year, so that no mark hides another.
ASIDE = {Stance.SUPPORTS: -0.22, Stance.NEUTRAL: 0.0, Stance.REFUTES: 0.22}
SHAPES = {Stance.SUPPORTS: "circle", Stance.REFUTES: "x", Stance.NEUTRAL: "circle-open"}


def _step(years: Any) -> int:
    """Whole years on the axis, at most about ten of them."""
    return max(1, -(-int(years.max() - years.min()) // 9))


def _show(figure: go.Figure, *, height: int, key: str, says: str) -> None:
    figure.update_layout(height=height, margin={"l": 0, "r": 8, "t": 34, "b": 4}, hoverlabel={"namelength": -1}, dragmode=False)
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    st.caption(says)
    st.plotly_chart(figure, width="stretch", theme="streamlit", key=key, config={"displayModeBar": False, "displaylogo": False})


def _twin(rows: Any, key: str) -> None:
    """The same as a table, for who would rather read, or cannot see the picture."""
    with st.expander("As a table"):
        st.dataframe(rows, hide_index=True, key=f"{key}.table", width="stretch")
