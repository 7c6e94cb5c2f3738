"""Tables of scope: which routes are one family, which age groups are one band, which headings say nothing about scope.

Source: method.md, section 4; MeSH age groups (scope notes); E2B route terms as in rules/routes.py.
"""

from __future__ import annotations

from evidence.model import Kind

# Kinds whose intervention, comparator and outcome are a treatment's: elsewhere the "intervention" is an exposure or nothing.
TREATMENT_KINDS = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON, Kind.SAFETY, Kind.PHARMACOKINETICS)

# Kinds that promise something good: a study of side effects alone does not speak about them.
BENEFIT_KINDS = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON)

# One dose or many, compared only where both sides say which.
REGIMEN_WORDS: dict[str, str] = {"single": "a single dose", "series": "a series of doses"}

# Bioavailability by any other route is measured against this one, so every such study speaks of it.
REFERENCE_ROUTE = "intravenous"

# A claim about the first is met by a study of any that follow: a lozenge under the tongue is one way of giving a drug "by mouth".
ROUTE_FAMILIES: dict[str, tuple[str, ...]] = {
    "oral": ("sublingual", "buccal"),
    "sublingual": ("buccal",),
    "topical": ("transdermal",),
    "transdermal": ("topical",),
}

# Age groups are compared only across bands: a study of adults meets a claim about middle-aged people.
AGE_BANDS: dict[str, str] = {
    "Infant, Newborn": "child",
    "Infant": "child",
    "Child, Preschool": "child",
    "Child": "child",
    "Adolescent": "child",
    "Adult": "adult",
    "Young Adult": "adult",
    "Middle Aged": "adult",
    "Aged": "adult",
    "Aged, 80 and over": "adult",
}

SPECIES_WORDS: dict[str, str] = {"human": "people", "animal": "animals", "in vitro": "cells or tissue"}

# How far a dose may differ and still be the same dose (rounding of a weight-based dose): a quarter to either side.
DOSE_TOLERANCE = 0.25

# Words that say that the people of a study were having an operation.
SURGERY = r"\b(?:surger(?:y|ies)|surgical|(?:post|peri|intra|pre)-?operative|laparoscop\w+|arthroplasty|\w+ectomy|operation)\b"

# What says that two treatments were given together, in a title or a note.
COMBINED = r"\bplus\b|\bcombin|\badd-?on\b|\badjunct|\bco-?administ|\btogether with\b|\baugment|\+"

# Headings that name a way of studying or treating in general, not what was studied.
INERT: frozenset[str] = frozenset({
    "Therapeutics", "Patients", "Placebos", "Disease", "Syndrome", "Symptom Assessment", "Quality of Life", "Treatment Outcome",
    "Pharmaceutical Preparations", "Infusions, Intravenous", "Administration, Oral", "Administration, Intravenous", "Injections",
    "Research", "Risk", "Time", "Health", "Population",
})
