"""Reading direction quickly must find what reading it slowly finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import text
from evidence.judges.lexical import openings
from evidence.judges.lexical.signals import Finder
from evidence.rules import assertion, directions
from evidence.rules.cue import one_of

WORDS = (
    "no", "significant", "difference", "did", "not", "couldn't", "increase", "reduces", "p", "<", "0.05", "=", ".", ",", "than", "vs.",
    "un", "unrelated", "may", "with", "without", "any", "change", "as", "effective", "placebo", "the", "same", "n.s.", "risk", "factors",
)
KINDS = {
    "null": directions.NULL, "not": assertion.NEGATION, "up": directions.UP, "found": directions.SIGNIFICANT, "than": assertion.COMPARED,
}
FINDER = Finder(KINDS)


@pytest.mark.parametrize(("pattern", "begins"), [
    (r"\b(?:high|low)er\b", {"hig", "low"}),
    (r"no\b", {"no"}),
    (r"p ?[<≤]", {"p <", "p<", "p ≤", "p≤"}),
    (r"(?:un)?safe", {"uns", "saf"}),
    (r"\w+n't", None),
    (r"x*", None),
])
def test_how_a_pattern_can_begin(pattern: str, begins: set[str] | None) -> None:
    assert openings.of(re.compile(pattern, re.IGNORECASE)) == begins


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_every_match_that_begins_with_a_word_is_found(parts: list[str]) -> None:
    low = text.normal(" ".join(parts))
    starts = [token.start for token in text.words(low)]
    found = FINDER.hits(low, starts)
    for name, cues in KINDS.items():
        slow, reached = [], 0
        for number, start in enumerate(starts):
            if start >= reached and (hit := one_of(cues).match(low, start)):
                reached = hit.end()
                slow.append((number, reached, hit.group()))
        assert found[name] == slow
