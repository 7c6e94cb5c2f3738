"""Widgets whose value lives in the address: it is read from there before each run and written back by the widget's change.

(Streamlit's own binding writes the formatted label, icon and all; ids and plain words are what a colleague should be sent.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st


def many(name: str, options: Iterable[str]) -> tuple[str, ...]:
    """The values of ``name`` in the address that are options; others stand in ``strange``."""
    known = set(options)
    return tuple(dict.fromkeys(value for value in st.query_params.get_all(name) if value in known))


def one(name: str, options: Iterable[str], otherwise: str | None = None) -> str | None:
    return next(iter(many(name, options)), otherwise)


def text(name: str) -> str:
    return st.query_params.get(name, "")


def number(name: str) -> int:
    """A whole number from 1 up; 1 where the address says something else."""
    said = st.query_params.get(name, "1")
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def strange(options: dict[str, Iterable[str]]) -> tuple[str, ...]:
    """What the address asks for and nobody offers, as "name=value"."""
    return tuple(f"{name}={value}" for name, known in options.items() for value in st.query_params.get_all(name) if value not in set(known))


def bind(name: str, value: Any, *also_cleared: str) -> dict[str, Any]:
    """``key`` and ``on_change`` for a widget that shows ``value`` and writes its own into the address under ``name``."""
    key = f"address.{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": _write, "args": (name, key, also_cleared)}


def _write(name: str, key: str, also_cleared: Sequence[str]) -> None:
    value = st.session_state[key]
    st.query_params.pop(name, None)
    for other in also_cleared:
        st.query_params.pop(other, None)
    if value not in (None, "", []):
        st.query_params[name] = [str(part) for part in value] if isinstance(value, list | tuple) else str(value)
