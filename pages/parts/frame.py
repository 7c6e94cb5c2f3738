"""The frame around every page: the door, the look, the menu, and how an error of the house is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from evidence.errors import EvidenceError
from pages.parts import cards, look, signin, state
from pages.parts.markup import join, tag

ROOT = Path(__file__).resolve().parents[2]
NAME = "Evidence review"


def door(overview: Callable[[], None]) -> None:
    """What ``dashboard.py`` does on every run: the menu over the files in ``pages/``, then the page that was asked for.

    The menu is words alone: the browser would fetch a page's Material icon from a font host, as the icon of its tab.
    ``st.navigation`` runs on every path, else Streamlit would offer every page by itself (docs/design.md, the door).
    """
    st.session_state[state.READY] = True
    home = st.Page(overview, title="Overview", url_path="overview", default=True)
    rooms = {path.stem.partition("_")[2]: path for path in sorted((ROOT / "pages").glob("[0-9]_*.py"))}
    chosen = st.navigation([home, *(st.Page(path, title=name, url_path=name) for name, path in rooms.items())], position="top")
    if signin.wanted():
        _sign_in()
        return
    wished = rooms.get(st.query_params.get(state.PAGE, ""))
    if wished is not None:
        st.switch_page(wished, query_params=_address())
    chosen.run()


def _sign_in() -> None:
    """All that somebody sees who is not signed in: no title of an article, no number."""
    st.set_page_config(page_title=f"Sign in · {NAME}", page_icon=str(look.ASSETS / "icon.png"), layout="wide")
    look.dress()
    _ask_who()


def _ask_who() -> None:
    heading("Sign in", "This installation asks who you are before it shows anything.")
    signin.ask()


def _address() -> dict[str, list[str]]:
    """The address as it is, without the wish for a page."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key != state.PAGE}


def begin(title: str) -> None:
    """The first line of every page. Who did not come in through ``dashboard.py`` is sent there, the wished page and address kept."""
    if state.READY not in st.session_state:
        st.switch_page("dashboard.py", query_params={**_address(), state.PAGE: title})
    st.set_page_config(page_title=f"{title} · {NAME}", page_icon=str(look.ASSETS / "icon.png"), layout="wide")
    look.dress()
    st.logo(str(look.ASSETS / "icon.svg"), size="large")
    if signin.wanted():
        _ask_who()
        st.stop()
    if signin.configured():
        st.session_state[state.PERSON] = signin.name()


def heading(title: str, *leads: str) -> None:
    """The one first heading of a page with the lines under it; article titles are text, not Markdown."""
    st.html(tag("header", tag("h1", title, dir="auto"), *(tag("p", lead, cls="lead") for lead in leads if lead), cls="ev title"))


def section(title: str, lead: str = "") -> None:
    st.html(tag("div", tag("h2", title), tag("p", lead, cls="quiet") if lead else "", cls="ev section"))


@contextmanager
def told() -> Iterator[list[EvidenceError]]:
    """An error of the house becomes a plain sentence with what to do; the page goes on after the block and can ask what was refused."""
    refused: list[EvidenceError] = []
    try:
        yield refused
    except EvidenceError as error:
        refused.append(error)
        st.html(
            tag(
                "div",
                cards.note("error", "contradicted", join(tag("p", tag("b", str(error))), tag("p", error.advice))),
                cls="ev",
                role="alert",
            )
        )


@contextmanager
def kept() -> Iterator[list[EvidenceError]]:
    """An error of the house is kept for the caller, who shows it where it belongs (nothing can be drawn in a callback)."""
    refused: list[EvidenceError] = []
    try:
        yield refused
    except EvidenceError as error:
        refused.append(error)


def go(label: str, page: str, *, primary: bool = False, **address: str) -> None:
    """A button to another page, or to another view of the same one."""
    if st.button(label, type="primary" if primary else "secondary", key=f"go.{label}"):
        st.switch_page(page, query_params=address)


def to_claim(run: str, claim: str) -> None:
    """To this very claim in the reading room."""
    st.switch_page("pages/2_Article.py", query_params={state.AUDIT: run, state.CLAIM: claim})


def to_article(run: str) -> None:
    st.switch_page("pages/2_Article.py", query_params={state.AUDIT: run})
