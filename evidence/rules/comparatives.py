"""Words of a claim that compare, and words that say with what; words of a title that says that harms were studied, not benefits.

Source: team list, from reading claims of which a part was split off ("works better and has fewer side effects than tablets").
"""

from __future__ import annotations

from evidence.model import Kind
from evidence.rules.cue import Cue

COMPARES = Cue(
    "compares",
    r"\b(?:fewer|less|more|better|worse|safer|faster|sooner|slower|stronger|milder|weaker|greater|longer|shorter|superior|inferior)\b",
)
WITH_WHAT = Cue(
    "with what",
    r"\b(?:than|compared|versus|vs|relative to|superior to|inferior to|over (?:placebo|other|the)|unlike|more (?:and more|or less))\b",
)
# Kinds for which a comparative is a comparison: "better sleep" of an efficacy claim is an improvement.
COMPARING_KINDS = (Kind.COMPARISON, Kind.SAFETY, Kind.ONSET, Kind.PHARMACOKINETICS)

HARMS = Cue(
    "harms",
    r"\b(?:side[- ]?effects?|adverse (?:effects?|events?|reactions?|outcomes?)|safety|tolerab\w+|toxicit(?:y|ies)|harms?|complications?)\b",
)
BENEFITS = Cue(
    "benefits",
    r"\b(?:efficac\w+|effective\w*|benefits?|improve[sd]?|improvements?|remission|response rates?|responders?|relie(?:f|ved?))\b",
)
HARMS_ALONE = "harms, not benefit"
"""What scope says of a study of harms beside a claim of benefit."""
