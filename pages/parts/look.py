"""The style sheets and scripts of ``assets/``, read once: what the page's frame and the components wear."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"


@cache
def asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def dress() -> None:
    """Puts the product's style sheet on the page; trusted text of ours, nothing of an article."""
    st.html(f"<style>{asset('base.css')}{asset('look.css')}</style>")


def component(name: str) -> st.components.v2.types.ComponentRenderer:
    """The v2 component made of ``assets/<name>.css`` and ``.js``. Declared at each call: equal declarations cost nothing."""
    return st.components.v2.component(f"evidence_{name}", css=asset("base.css") + asset(f"{name}.css"), js=asset(f"{name}.js"))
