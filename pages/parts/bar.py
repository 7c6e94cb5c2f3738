"""The reading room's bar: how far the review is, the way through the claims, filters, the keyboard; and what was clicked in text and cards.

A v2 component (``assets/bar.js``) of a few hundred bytes: what a claim may be picked by travels once, with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from evidence.model import Audit, Kind, Reason, Risk
from evidence.review import Standing
from pages.parts import look, signs, state, words

# What claims can be picked by, in the order of a mark's facets (article_view.facets_of); the names stand in the address.
FACETS = ("label", "reason", "risk", "kind")
NAMES = {"label": state.LABEL, "reason": state.REASON, "risk": state.RISK, "kind": state.KIND}
Act = Mapping[str, Any]


def bar(audit: Audit, claim: str, stands: Mapping[str, Standing], locked: bool, done: Callable[[Act], None]) -> None:
    """Draws the bar; ``done`` is called with what was clicked: {"act": ..., "claim", "pmid", "value", "start", "end", "filters"}."""
    key = f"bar.{audit.run.id}"

    def heard() -> None:
        act = dict(st.session_state[key].get("act") or {})
        st.session_state[f"{key}.times"] = max(int(act.get("times", 0)), st.session_state.get(f"{key}.times", 0))
        done(act)

    decided = [number for number, finding in enumerate(audit.findings) if finding.claim.id in stands and stands[finding.claim.id].decided]
    look.component("bar")(
        data={
            "run": audit.run.id,
            "selected": claim,
            "decided": decided,
            "total": len(audit.findings),
            "locked": locked,
            "filters": _filters(),
            "times": st.session_state.get(f"{key}.times", 0),
        },
        key=key,
        on_act_change=heard,
    )


def keep(filters: Mapping[str, Any]) -> None:
    """Writes the filters into the address; what nobody offers is left out."""
    for facet in facets():
        known = {option["value"] for option in facet["options"]}
        chosen = [one for one in filters.get(facet["name"], ()) if one in known]
        st.query_params.pop(NAMES[facet["name"]], None)
        if chosen:
            st.query_params[NAMES[facet["name"]]] = chosen
    st.query_params.pop(state.UNDECIDED, None)
    if filters.get("undecided"):
        st.query_params[state.UNDECIDED] = "yes"


def _filters() -> dict[str, Any]:
    chosen: dict[str, Any] = {name: st.query_params.get_all(key) for name, key in NAMES.items() if st.query_params.get_all(key)}
    return {**chosen, **({"undecided": True} if state.UNDECIDED in st.query_params else {})}


def facets() -> Sequence[Mapping[str, Any]]:
    """What claims can be picked by, in the order of ``FACETS``."""
    stale = {f"{one.word}, stale": signs.STALE for one in signs.ORDER[:4]}
    labels = [_option(one.word, one.word, one) for one in signs.ORDER] + [_option(word, word, one) for word, one in stale.items()]
    reasons = [_option(one.value, words.sentence(one.value.replace("_", " "))) for one in Reason]
    risks = [_option(one.value, one.value) for one in Risk]
    kinds = [_option(one.value, one.value) for one in Kind]
    named = dict(zip(FACETS, (("Label", labels), ("Reason", reasons), ("Risk", risks), ("Kind", kinds)), strict=True))
    return [{"name": name, "title": title, "options": options} for name, (title, options) in named.items()]


def _option(value: str, word: str, sign: signs.Sign | None = None) -> dict[str, str]:
    return {"value": value, "word": word, "icon": sign.icon if sign else "", "tone": sign.tone if sign else ""}
