"""Absolute promises, and the words a finding needs before it can carry one (method.md, section 10: "cures, guaranteed, no side effects").

A finding that tells an improvement supports a weaker wording than "cures" or "every patient": the claim is overstated.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from evidence.rules.cue import Cue

CLAIMED: tuple[Cue, ...] = (
    Cue("cure", r"\b(?:cures?|cured|curing|curative|eradicat\w+|eliminat(?:es?|ed|ing))\b", "cure"),
    Cue("everybody", r"\b(?:every|all|each) (?:of (?:our|the) )?(?:single )?(?:patients?|persons?|people|clients?|users?|cases?)\b|\beveryone\b", "everybody"),
    Cue("always", r"\b(?:always works?|never fails?|guarantee[ds]?|permanent(?:ly)?|forever|for good|once and for all)\b", "always"),
)

# What a finding must say itself to carry the claim's promise, by the same name.
CARRIED: tuple[Cue, ...] = (
    Cue("cure", r"\b(?:cures?|cured|curative|eradicat\w+|eliminat\w+|complete (?:remission|response|resolution)|sustained remission)\b", "cure"),
    Cue("everybody", r"\b(?:every|all|each) (?:of the )?(?:\d+ )?(?:patients?|participants?|persons?|people|cases?|subjects)\b|\b100 ?%", "everybody"),
    Cue("always", r"\b(?:permanent(?:ly)?|lasting|lifelong|until death|at (?:\d+|five|ten|twenty) years)\b", "always"),
)
