"""The Settings page's parts: judges with their figures as they were measured, the endpoint's notice, sources, policy, environment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from evidence.judges.figures import Measured, Published
from evidence.rules.policies import Policy
from pages.parts import cards, frame, look, words
from pages.parts.markup import Markup, join, tag
from pages.parts.settings_desk import Endpoint, Judge, Judges, Source
from pages.parts.signs import Sign

STATES = {
    "in use": Sign("check_circle", "in use", "active"),
    "ready": Sign("radio_button_unchecked", "ready", "unchecked"),
    "fault": Sign("error", "cannot be used", "contradicted"),
    "works": Sign("check_circle", "works", "supported"),
    "asked": Sign("cloud", "asked on request", "unchecked"),
    "absent": Sign("radio_button_unchecked", "not set up", "unchecked"),
}
# (heading, what it means, its figure); shares stand with two digits: the sets are too small for a third.
FIGURES: tuple[tuple[str, str, Callable[[Measured], str]], ...] = (
    ("macro-F1", "Mean of the F1 of supports, refutes and takes no stand; 1 is perfect.", lambda one: _share(one.macro_f1)),
    ("supports", "F1 of supports", lambda one: _share(one.supports)),
    ("refutes", "F1 of refutes", lambda one: _share(one.refutes)),
    ("no stand", "F1 of takes no stand", lambda one: _share(one.neutral)),
    (
        "firm supports right",
        "Share of firm supports that are right, and in brackets the share of all supports they reach",
        lambda one: _firm(one.firm_supports),
    ),
    (
        "firm refutes right",
        "Share of firm refutations that are right, and in brackets the share of all refutations they reach",
        lambda one: _firm(one.firm_refutes),
    ),
    (
        "sentence in top 3",
        "How often a sentence that experts chose is among the judge's first three",
        lambda one: _share(one.hit_at_3) if one.hit_at_3 else "no gold",
    ),
    ("calibration error", "Expected distance between score and share of right calls; 0 is best", lambda one: _share(one.ece)),
    ("pairs a second", "Claims beside abstracts, a second of one processor core", lambda one: f"{one.pairs_per_s:,.0f}"),
)


def judges(found: Judges) -> None:
    st.html(f"<style>{look.asset('settings.css')}</style>")
    frame.section("Judges", "Who decides what a study says of a claim. Measured on claims that none was trained on, and shown as measured.")
    cards.draw(*(_judge(one) for one in found.judges), cls="stack")
    cards.draw(
        tag(
            "p",
            "A score is no probability outside the kind of claims a judge was trained on. Every refutation by a machine is for a person "
            "to check.",
            cls="quiet small",
        ),
        tag("p", "A network of your own: put its folder into ", tag("code", found.folder), " (docs/judges.md).", cls="quiet small"),
    )
    if found.references:
        frame.section("What others have published", "On the same sets, mostly their test parts, with much larger networks.")
        cards.draw(_published(found.references), cls="panel")


def _judge(one: Judge) -> Markup:
    about = one.about
    trained = join(tag("dt", "Trained on"), tag("dd", "; ".join(about.trained_on))) if about.trained_on else ""
    licence = join(tag("dt", "Licence"), tag("dd", about.licence)) if about.licence else ""
    return tag(
        "article",
        tag("div", tag("h3", one.name), cards.sign(STATES[one.state]), cls="head"),
        tag("p", about.what, cls="quiet") if about.what else "",
        _fault(one),
        _figures(one.measured) if one.measured else "",
        tag("p", "Not measured on any set yet: python -m benchmarks.figures --judge ", one.name, cls="quiet small")
        if not one.measured and one.state != "fault"
        else "",
        tag("dl", trained, licence, cls="facts") if trained or licence else "",
        cls="panel judge",
    )


def _fault(one: Judge) -> Markup:
    if one.state == "fault":
        return cards.note("error", "contradicted", tag("p", one.fault))
    return tag("p", one.fault, cls="quiet small") if one.fault else Markup("")


def _figures(measured: Sequence[Measured]) -> Markup:
    """One row a set; on a narrow screen the table scrolls sideways in its own box."""
    head = tag("tr", tag("th", "Measured on", scope="col"), *(tag("th", name, scope="col", title=why) for name, why, _ in FIGURES))
    rows = [
        tag(
            "tr",
            tag("th", one.set, tag("span", f"{one.n:,} pairs, {words.day(one.date)}"), scope="row"),
            *(tag("td", shown(one)) for _, _, shown in FIGURES),
        )
        for one in measured
    ]
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), cls="measured"),
        cls="wide",
        tabindex="0",
        role="group",
        aria_label="Figures, may be scrolled sideways",
    )


def _published(found: Sequence[Published]) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Set", "System", "Figure", "Source")))
    rows = [
        tag(
            "tr",
            tag("th", one.set, scope="row"),
            tag("td", one.system),
            tag("td", f"{one.metric} {one.value:.2f}", cls="figure"),
            tag("td", one.source, cls="quiet"),
        )
        for one in sorted(found, key=lambda one: (one.set, -one.value))
    ]
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), cls="measured words"),
        cls="wide",
        tabindex="0",
        role="group",
        aria_label="Published figures, may be scrolled sideways",
    )


def endpoint(held: Endpoint, allow: Callable[[], None]) -> None:
    """Off, waiting for the notice to be accepted, or ready."""
    frame.section("A language model as judge", "Off unless you set it up: a server that speaks the OpenAI protocol, also on this machine.")
    if not held.notice:
        cards.draw(
            tag(
                "p",
                "Off. Nothing is sent anywhere. To use one, set ",
                tag("code", "EVIDENCE_ENDPOINT_URL"),
                " and ",
                tag("code", "EVIDENCE_ENDPOINT_MODEL"),
                ".",
            ),
            cls="panel",
        )
        return
    with st.container(key="group-endpoint"):
        sign = STATES["ready"] if held.allowed else Sign("front_hand", "waits for your consent", "mixed")
        cards.draw(
            tag("div", tag("h3", held.model), cards.sign(sign), cls="head"),
            cards.note("cloud_upload", "mixed", tag("p", held.notice)),
            tag(
                "p",
                words.listed(
                    (
                        f"Key {'set' if held.key else 'not set'}",
                        f"accepted {words.when(held.allowed)}" if held.allowed else "",
                        "ask for it with --judge endpoint, or beside another one with --beside endpoint",
                    )
                ),
                cls="quiet small",
            ),
            cls="judge",
        )
        if not held.allowed:
            st.button("I have read this and accept it", key="allow.endpoint", type="primary", on_click=allow)


def sources(found: Sequence[Source]) -> None:
    frame.section("Where evidence comes from", "Each source with the day up to which it speaks.")
    cards.draw(
        *(
            tag(
                "article",
                tag("div", tag("h3", one.name), cards.sign(STATES[one.state]), cls="head"),
                tag("p", one.about, cls="quiet"),
                tag("dl", *(part for name, said in one.facts for part in (tag("dt", name), tag("dd", said))), cls="facts"),
                cls="panel judge",
            )
            for one in found
        ),
        cls="grid",
    )


def policy(held: tuple[Policy, Sequence[tuple[str, int]]]) -> None:
    rules, needed = held
    frame.section("Policy", f"{rules.name}: how stances become a label. A published policy is never edited; the next one is added.")
    levels: dict[int, list[str]] = {}
    for kind, level in needed:
        levels.setdefault(level, []).append(kind)
    told = [(f"Level {level} or better supports", ", ".join(kinds)) for level, kinds in sorted(levels.items())] + [
        ("Counted", "stances of strength " + " or ".join(strength.value for strength in rules.firm)),
        ("Never counted", ", ".join([*(design.value for design in rules.never), *rules.never_flagged, "retracted papers"])),
        ("A null result is small", f"below {rules.underpowered_below} people: it does not outweigh a larger study"),
        ("An expression of concern", f"lowers the level by {rules.concern_lowers}"),
    ]
    cards.draw(tag("dl", *(part for name, said in told for part in (tag("dt", name), tag("dd", said))), cls="facts"), cls="panel")


def environment(described: Sequence[tuple[str, str]]) -> None:
    frame.section("Settings of this installation", "Environment variables, read at the start. Keys and passwords are never shown.")
    rows = (tag("tr", tag("th", tag("code", name), scope="row"), tag("td", value)) for name, value in described)
    cards.draw(tag("table", tag("tbody", *rows), cls="measured words settings"), cls="panel")


def _share(value: float) -> str:
    return f"{value:.2f}"


def _firm(pair: tuple[float, float]) -> str:
    precision, coverage = pair
    return f"{precision:.2f} ({coverage:.2f})" if coverage else "none"
