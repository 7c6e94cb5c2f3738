"""What kind of statement it is, how certain it is worded, which way it goes, and who is said to say so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evidence import pico
from evidence.claims import features, model
from evidence.claims.grammar import finite, words
from evidence.model import Certainty, Direction, Kind, Pico
from evidence.rules import kinds, refusals

_KINDS = {cue.name: (cue.kind, cue.weight) for cue in kinds.KINDS}
_RANK = {kind: i for i, kind in enumerate(kinds.ORDER)}
_HEADINGS = tuple((cue.kind, cue.weight, re.compile(cue.pattern, re.IGNORECASE)) for cue in kinds.HEADINGS)
# What the rules' choice adds to the model's score, in log-odds: chosen on the seven articles of tests/articles.
RULED = 1.0
SURE = 1e6
# "A is a promising treatment for B" says that A helps, however much it looks like a definition: log-odds that settle it beside a model that
# has seen few such sentences. An approved treatment is a statement about its approval.
OFFERED = 3.0
_OFFERED = re.compile(
    r"\b(?:is|are|was|were|be|been|remains?|becom\w+|as) (?:an?|one of the|the|another|also an?)?\s*(?:[\w-]+,? (?:and |or )?){0,4}?"
    r"(?:treatments?|therap(?:y|ies)|remed(?:y|ies)|options?|interventions?|medications?|medicines?|solutions?|alternatives?|approach(?:es)?)"
    r" (?:for|of|from|against|in|to (?:treat|manage|relieve))\b",
    re.IGNORECASE,
)
_APPROVED = re.compile(r"\b(?:approv|licen[sc]|clear|authori[sz]|register)\w*\b|\boff-label\b", re.IGNORECASE)
_TESTIMONIAL = re.compile(refusals.TESTIMONIAL)
_PROMOTION = re.compile(refusals.PROMOTION, re.IGNORECASE)
_LACK = re.compile(r"\b(?:deficien\w+|low|lack|insufficien\w+|shortage|too little)\b", re.IGNORECASE)
_BROUGHT_ON = re.compile(
    r"\b(?:preceded|triggered|caused|brought on|provoked|followed) by\b"
    r"|\b(?:triggers?|causes|risk factors?|culprits) (?:\w+ ){0,4}?(?:include|are)\b"
    r"|\b(?:begin|start|develop|appear|occur|strike|follow)\w* (?:\w+ )?(?:after|following)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:lower|rais|increas|reduc|worsen|weaken|damag|deplet|impair|rob|drain)(?:e|es|ed|s)?\s+(?!with\b|after\b|by\b|in\b|the risk\b)",
    re.IGNORECASE,
)
_TRAIT = re.compile(r"\b(?:older age|age|skin|family history|genes?|genetics|lack of|poor|lifestyle|stress|weight|diet)\b", re.IGNORECASE)
_LOWERS = re.compile(r"\b(?:reduc\w+|lower\w*|prevent\w*|protect\w*|decreas\w+|cut\w*)\b", re.IGNORECASE)


def story(text: str) -> bool:
    """Whether a person tells of their own case."""
    return _TESTIMONIAL.search(text) is not None


def _suffered_subject(text: str) -> bool:
    """Whether a condition or trait, and no treatment, is the subject."""
    tokens = words(text, 0, len(text))
    verbs_at = finite(tokens)
    subject = text[: tokens[verbs_at[0]].start] if verbs_at else ""
    named = {pico.kind(c.trees) for c in pico.concepts(subject)}
    return "treatment" not in named and (bool(named & {"condition", "symptom", "exposure", "people"}) or bool(_TRAIT.search(subject)))


def by_rules(text: str, question: Pico, about_treatment: bool = False, heading: str = "", fired: frozenset[str] | None = None) -> Kind:
    """The kind with the greatest weight of cues, corrected by what is acted with: harm from a treatment is safety, not a risk factor.

    The section's heading leans towards a kind. Where nothing fires, the statement is about the effect of a treatment if it names one, or
    the article is ``about_treatment``.
    """
    if story(text):
        return Kind.TESTIMONIAL
    weights = dict.fromkeys(kinds.ORDER, 0)
    for name in features.cues(text) if fired is None else fired:
        sort, weight = _KINDS[name]
        weights[sort] += weight
    for sort, weight, pattern in _HEADINGS if heading else ():
        if pattern.search(heading):
            weights[sort] += weight
    sorts = {pico.kind(c.trees) if c.ui or c.trees else "treatment" for c in question.intervention}
    treated = "treatment" in sorts
    if _PROMOTION.search(text):
        weights[Kind.PROMOTIONAL] += 3
    if treated:
        weights[Kind.EFFICACY] += 1 if weights[Kind.EFFICACY] else 0
        if weights[Kind.RISK_FACTOR] and not _LACK.search(text) and not _BROUGHT_ON.search(text):
            other = Kind.EFFICACY if _LOWERS.search(text) else Kind.SAFETY
            suffered = any(pico.kind(c.trees) in ("symptom", "condition") for c in (*question.outcome, *question.population))
            if suffered or other == Kind.EFFICACY:
                weights[other] += weights[Kind.RISK_FACTOR]
            weights[Kind.RISK_FACTOR] = 0
    if weights[Kind.EFFICACY] and _CHANGES.search(text) and _suffered_subject(text):
        weights[Kind.RISK_FACTOR] += weights[Kind.EFFICACY] + 1  # "Obesity can lower vitamin D levels"
    best = min(kinds.ORDER, key=lambda sort: (-weights[sort], _RANK[sort]))
    if weights[best]:
        return best
    return Kind.EFFICACY if treated or (about_treatment and not question.population) else Kind.SYMPTOM


def scores(
    text: str, question: Pico, seen: frozenset[str], fired: frozenset[str], about_treatment: bool = False, heading: str = ""
) -> dict[Kind, float]:
    """Log-odds by kind, up to a constant: the trained model's, and the rules' choice on top. A personal story is one by rule.

    ``seen``: the statement's features; ``fired``: its cues.
    """
    ruled = by_rules(text, question, about_treatment, heading, fired)
    if ruled == Kind.TESTIMONIAL:
        return {ruled: SURE}
    found = model.kind_scores(seen)
    found[ruled] = found.get(ruled, 0.0) + RULED
    if _OFFERED.search(text) and not _APPROVED.search(text):
        found[Kind.EFFICACY] = found.get(Kind.EFFICACY, 0.0) + OFFERED
    return found


def best(weights: Mapping[Kind, float]) -> Kind:
    """The kind with the greatest score; ties go to the order of the table."""
    return max(kinds.ORDER, key=lambda sort: (weights.get(sort, -SURE), -_RANK[sort]))


def telling(text: str, of_health: re.Pattern[str], fired: frozenset[str]) -> bool:
    """Whether any cue of a kind fires, or a word of health stands there at all."""
    if of_health.search(text) or story(text) or _PROMOTION.search(text):
        return True
    return bool(fired)


def certainty(text: str) -> Certainty:
    """Denied before existential before possible before probable; asserted where no such word stands."""
    if kinds.DENIED.found.search(text):
        return Certainty.DENIED
    return next((level for level, cue in kinds.CERTAINTY if cue.found.search(text)), Certainty.ASSERTED)


def direction(text: str, sort: Kind, numbers: bool) -> Direction:
    """Which way the statement goes; a bare figure (prevalence, bioavailability) is a quantity, symptoms and triggers are associations."""
    if sort in (Kind.PREVALENCE, Kind.PHARMACOKINETICS) and numbers:
        return Direction.QUANTITY
    told = next((way for way, cue in kinds.DIRECTIONS if cue.found.search(text)), Direction.UNSTATED)
    if sort == Kind.RISK_FACTOR and told in (Direction.UNSTATED, Direction.BENEFIT):
        return Direction.ASSOCIATION
    if sort == Kind.SYMPTOM and told in (Direction.HARM, Direction.UNSTATED):
        return Direction.ASSOCIATION
    if sort in (Kind.EFFICACY, Kind.ONSET) and told == Direction.HARM and re.search(kinds.DIRECTIONS[2][1].pattern, text, re.IGNORECASE):
        return Direction.BENEFIT
    if sort == Kind.SAFETY and told == Direction.BENEFIT and not re.search(r"safe|toler", text, re.IGNORECASE):
        return Direction.HARM
    return told


def attribution(text: str) -> str:
    """The words by which the statement leans on unnamed studies or experts, or ""."""
    found = [match for cue in kinds.ATTRIBUTION if (match := cue.found.search(text))]
    return min(found, key=lambda match: match.start()).group() if found else ""
