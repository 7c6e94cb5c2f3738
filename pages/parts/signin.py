"""Signing in with the institution's provider (OpenID Connect), where EVIDENCE_PEOPLE=oidc and Streamlit's secrets have [auth].

Streamlit keeps the cookie; whether the sign-in still holds is checked here on every run, and the role in every write below the pages.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.util import find_spec

import streamlit as st

from pages.parts import cards, wiring
from pages.parts.markup import tag


def configured() -> bool:
    return wiring.people() == "oidc"


def name() -> str:
    """The e-mail address that the provider vouches for, else its id of the person; "" for who is not signed in any more."""
    if not configured() or not st.user.get("is_logged_in", False) or _over():
        return ""
    mail = str(st.user.get("email") or "").strip().lower()
    vouched = st.user.get("email_verified", True) not in (False, "false")
    return mail if mail and vouched else str(st.user.get("sub") or "")


def _over() -> bool:
    """Whether the token has expired: Streamlit's cookie lasts 30 days whatever the token says."""
    until = st.user.get("exp")
    return isinstance(until, int | float) and datetime.now(UTC).timestamp() >= until


def at() -> str:
    """When the person proved who he is, ISO 8601 UTC; "" where the provider does not say. A signature needs it to be fresh."""
    when = st.user.get("auth_time") or st.user.get("iat") if configured() else None
    return datetime.fromtimestamp(when, UTC).isoformat() if isinstance(when, int | float) else ""


def wanted() -> bool:
    """Whether nobody may see anything yet."""
    return configured() and not name()


def ask() -> None:
    """The way to the provider; without [auth] in the secrets, or without Authlib, what to set."""
    try:
        ready = "auth" in st.secrets
    except FileNotFoundError:
        ready = False
    if ready and find_spec("authlib") is not None:
        st.button("Sign in", type="primary", icon=":material/login:", key="sign.in", on_click=st.login)
        return
    missing = "the section [auth] in .streamlit/secrets.toml" if not ready else "the package Authlib"
    cards.draw(
        cards.note(
            "error",
            "contradicted",
            tag("p", tag("b", f"Signing in is asked for (EVIDENCE_PEOPLE=oidc), but {missing} is missing.")),
            tag("p", "See docs/review.md, People. Nobody comes in until it is set."),
        ),
        role="alert",
    )


def out() -> None:
    if st.button("Sign out", icon=":material/logout:", key="sign.out"):
        st.logout()


def again() -> None:
    """To the provider once more, for a signature."""
    st.button("Sign in again", icon=":material/login:", key="sign.again", on_click=st.login)
