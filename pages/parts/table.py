"""A table whose rows open something: a v2 component, so that a click gives the row's id and never its position.

(``st.dataframe`` remembers positions: after a filter another claim would be selected.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pages.parts import look
from pages.parts.signs import Sign


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: "open" (words to click, with a line under them), "sign", "bar" of labels, "quiet", "number" or "text"."""

    key: str
    title: str
    kind: str = "text"
    width: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    cells: dict[str, Any]


def sign(value: Sign) -> dict[str, str]:
    return {"icon": value.icon, "word": value.word, "tone": value.tone}


def bar(parts: Sequence[tuple[Sign, int]]) -> list[dict[str, Any]]:
    """The pieces of a label bar; what is not there is not drawn."""
    return [sign(value) | {"count": count} for value, count in parts if count]


def opened(caption: str, columns: Sequence[Column], rows: Sequence[Row], *, key: str, current: str = "") -> str | None:
    """Draws the rows; the id of the row that was opened just now, else None. ``caption`` names the table to screen readers."""
    result = look.component("table")(
        data={
            "caption": caption,
            "columns": [asdict(column) for column in columns],
            "rows": [asdict(row) for row in rows],
            "current": current,
        },
        key=key,
        on_opened_change=lambda: None,
    )
    return result.opened
