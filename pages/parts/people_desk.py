"""Who is at this desk: the person signed in, or a typed name; what he may do is asked by the store in every write."""

from __future__ import annotations

import streamlit as st

from pages.parts import cards, signin, state, wiring
from pages.parts.markup import tag


def who() -> str:
    """The name by which this session acts and reads, "" while nobody has typed one."""
    signed = signin.name()
    if signed:
        st.session_state[state.PERSON] = signed
    return str(st.session_state.get(state.PERSON, ""))


def me() -> str:
    """The same, asked for where it is not known; beside it the roles."""
    person = who()
    with st.container(horizontal=True, vertical_alignment="bottom", key="person"):
        if signin.configured():
            cards.draw(tag("p", cards.icon("badge"), " Signed in as ", tag("b", person)))
            signin.out()
        else:
            st.text_input(
                "Your name", value=person, max_chars=120, key="person.name", width=280, placeholder="stands in the log", on_change=_typed
            )
        roles = wiring.store().roles_of(person) if person else None
        if roles is None and person:
            cards.draw(tag("p", "Nobody holds a role here: a typed name may do everything, and the log says so.", cls="small quiet"))
        elif roles is not None:
            held = ", ".join(sorted(role.value for role in roles)) or "no role: you may read, and nothing else"
            cards.draw(tag("p", cards.chip(held, symbol="badge")))
        else:
            cards.draw(tag("p", "Type your name to see what lies on your desk.", cls="small quiet"))
    return person


def _typed() -> None:
    st.session_state[state.PERSON] = str(st.session_state["person.name"]).strip()
