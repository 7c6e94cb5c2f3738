"""Whether a statement is worth checking, and how much harm a wrong one could do; each with its reason in words."""

from __future__ import annotations

import re

from evidence.model import Kind, Pico, Quantity, Risk
from evidence.rules import people, unapproved, worth

_VAGUE = tuple((cue.says, cue.found) for cue in worth.VAGUE)
_MEASURABLE = re.compile(worth.MEASURABLE, re.IGNORECASE)
_GROUPS = tuple((row.name, re.compile(row.pattern, re.IGNORECASE)) for row in people.GROUPS)
_UNAPPROVED = {row.heading: row for row in unapproved.UNAPPROVED}
_ABSOLUTE = re.compile(
    r"\b(?:cures?|proven|guarantee\w*|100\s?% (?:safe|effective)|no side effects|completely safe|risk-free|miracle|always works)\b",
    re.IGNORECASE,
)
OF_HEALTH = re.compile(worth.OF_HEALTH, re.IGNORECASE)
# The trained model's word on whether a statement claims anything (0-1): below ``LEAST`` it is left out whatever it names; from ``ENOUGH``
# on it is kept though it names nothing known. Both chosen on statements of topics that the model never saw.
LEAST, ENOUGH, SURE = 0.08, 0.7, 0.93
# Refusals that one word can bring about ("Use for pain is off-label" opens like a call): from ``SURE`` on the model overrules them.
DOUBTFUL = frozenset({"call to action", "motivational", "meta", "navigation", "fragment", "disclaimer"})
_CLINICAL = (Kind.EFFICACY, Kind.SAFETY, Kind.COMPARISON, Kind.ONSET)


def check_worthy(text: str, sort: Kind, question: Pico, numbers: tuple[Quantity, ...]) -> tuple[bool, str]:
    """(worth checking, why): figures, comparisons and effects are; promotion, stories and mere praise are not."""
    if sort == Kind.TESTIMONIAL:
        return False, "one person's story; it claims no general effect that a study could settle"
    if sort == Kind.PROMOTIONAL:
        return False, "promotion; nothing in it that a study could settle"
    if sort == Kind.REGULATORY:
        return True, "a regulator's decision; checked against the regulator, not in PubMed"
    for why, pattern in _VAGUE:
        if pattern.search(text) and not _MEASURABLE.search(pattern.sub(" ", text)):
            return False, why
    if numbers:
        return True, "states a figure that can be checked"
    if sort in _CLINICAL:
        return True, f"a claim of {sort.value} that studies can support or refute"
    if question.population or question.intervention or question.outcome:
        return True, "names what can be looked up"
    return False, "names no condition, treatment or outcome that could be looked up"


def risk(text: str, sort: Kind, question: Pico) -> tuple[Risk, str]:
    """The tier of method.md, section 2, with what raised it."""
    row = next((_UNAPPROVED[c.name] for c in question.intervention if c.name in _UNAPPROVED), None)
    off_label = row is not None and not any(c.name in row.approved_for for c in question.population)
    group = next((name for name, pattern in _GROUPS if pattern.search(text)), "")
    if sort in _CLINICAL and row is not None and off_label:
        return Risk.HIGH, f"{sort.value} of a treatment beyond its approval: {row.statement} ({row.source}, {row.date})"
    if sort in _CLINICAL and _ABSOLUTE.search(text):
        return Risk.HIGH, f"{sort.value}, in absolute words"
    if sort in _CLINICAL and group:
        return Risk.HIGH, f"{sort.value} for a vulnerable group ({group})"
    if sort in _CLINICAL:
        return Risk.MEDIUM, f"a claim of {sort.value} on which someone may act"
    if sort in (Kind.TESTIMONIAL, Kind.PROMOTIONAL) and row is not None:
        return Risk.MEDIUM, f"promotes a treatment beyond its approval: {row.statement} ({row.source}, {row.date})"
    if sort in (Kind.REGULATORY, Kind.RISK_FACTOR):
        return Risk.MEDIUM, "bears on whether a treatment or a test is sought"
    return Risk.LOW, "background; no treatment is recommended"
