"""Claim PICO against study PICO: where the study is about something else, with both values (method.md, section 4).

A mismatch is named only where both sides say something, and only when nothing in the study's title, abstract, MeSH or note
names what the claim asks for: a wrong flag turns good evidence into "indirect", so precision comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from evidence import mesh, pico
from evidence.model import Certainty, Citation, Claim, Concept, Kind, Mismatch, MismatchCode, Pico
from evidence.rules import drug_classes
from evidence.rules.comparatives import BENEFITS, HARMS, HARMS_ALONE
from evidence.rules.routes import ROUTES
from evidence.rules.scopes import (
    AGE_BANDS,
    BENEFIT_KINDS,
    COMBINED,
    DOSE_TOLERANCE,
    INERT,
    REFERENCE_ROUTE,
    REGIMEN_WORDS,
    ROUTE_FAMILIES,
    SPECIES_WORDS,
    SURGERY,
    TREATMENT_KINDS,
)

_ROUTES = tuple((route.name, re.compile(route.pattern)) for route in ROUTES if not route.weak)
_CLASSES = {
    name: re.compile(rf"(?:{row.members})", re.IGNORECASE) for row in drug_classes.CLASSES for name in row.names
}
_COMBINED = re.compile(COMBINED, re.IGNORECASE)
_SURGERY = re.compile(SURGERY, re.IGNORECASE)


def compare(claim: Claim, study: Pico, citation: Citation) -> tuple[Mismatch, ...]:
    """Every way in which the study misses the claim, in the order of the codes; empty means direct."""
    treats = claim.kind in TREATMENT_KINDS
    return tuple(
        Mismatch(code, asked, given)
        for code, pair in (
            (MismatchCode.POPULATION, _population(claim, study, citation)),
            (MismatchCode.INTERVENTION, _intervention(claim.pico, study, citation) if treats else _NOTHING),
            (MismatchCode.ROUTE, _route(claim, study, citation)),
            (MismatchCode.DOSE, _dose(claim.pico, citation) or (_regimen(claim.pico, study) if treats else _NOTHING)),
            (MismatchCode.COMPARATOR, _comparator(claim.pico, study, citation) if treats else _NOTHING),
            (MismatchCode.OUTCOME, _outcome(claim, study, citation) if treats else _NOTHING),
            (MismatchCode.SPECIES, _species(claim.pico, study)),
        )
        for asked, given in pair
    )


Pair = tuple[tuple[str, str], ...]
_NOTHING: Pair = ()


def _population(claim: Claim, study: Pico, citation: Citation) -> Pair:
    asked, given = _named(claim.pico.population, "condition"), _named(study.population, "condition")
    if not asked and claim.kind in BENEFIT_KINDS and not claim.pico.age:
        # "Acupuncture reduces migraine": what is treated is the condition of those who have it.
        asked = _named(claim.pico.outcome, "condition")
    if claim.certainty == Certainty.EXISTENTIAL:
        # "Some studies show" speaks of the people of those studies; only a population in its own words narrows it.
        asked = tuple(concept for concept in asked if concept.words and concept.words.casefold() in claim.text.casefold())
    if not given and claim.kind in (*TREATMENT_KINDS, Kind.MECHANISM):
        given = study.population  # "patients after surgery", "healthy volunteers": people all the same, and not the claim's
    if asked and given and not _meets(asked, (*given, *named(citation))):
        return ((_words(asked), _words(given)),)
    if asked and claim.kind in TREATMENT_KINDS and not _SURGERY.search(claim.text):
        # An operation for the illness is not the illness: people after it were studied for what the operation does.
        people = f"{citation.title}\n{citation.note.population if citation.note else ''}"
        if operated := _SURGERY.search(people):
            return ((_words(asked), f"people having an operation ({operated.group().casefold()})"),)
    old, new = AGE_BANDS.get(claim.pico.age, ""), AGE_BANDS.get(study.age, "")
    return ((claim.pico.age, study.age),) if old and new and old != new else _NOTHING


def _intervention(claim: Pico, study: Pico, citation: Citation) -> Pair:
    asked, given = _known(claim.intervention), _known(study.intervention)
    if not asked or not given:
        return _NOTHING
    present = (*given, *_known(study.comparator), *named(citation))
    missing = tuple(concept for concept in asked if not _meets((concept,), present) and not _of_the_class((concept,), present))
    if missing:
        return ((_words(asked), _words(given)),)
    extra = tuple(
        concept
        for concept in given
        if not _meets((concept,), asked) and not _of_the_class(asked, (concept,)) and pico.kind(concept.trees) == "treatment"
    )
    if extra and _is_combination(asked, extra, citation):
        return ((f"{_words(asked)} alone", f"{_words(asked)} with {_words(extra)}"),)
    return _NOTHING


def _is_combination(asked: tuple[Concept, ...], extra: tuple[Concept, ...], citation: Citation) -> bool:
    """Whether title or note say that both are given together ("ketamine plus midazolam"), not one against the other."""
    words = citation.title + "\n" + (citation.note.intervention if citation.note else "")
    folded = mesh.folded(words)
    named_in = any(mesh.folded(concept.words) in folded for concept in asked) and any(mesh.folded(c.words) in folded for c in extra)
    return named_in and bool(_COMBINED.search(words))


def _route(claim: Claim, study: Pico, citation: Citation) -> Pair:
    asked = claim.pico.route
    if not asked or not study.route or (claim.kind == Kind.PHARMACOKINETICS and asked == REFERENCE_ROUTE):
        return _NOTHING
    given = routes(citation) | {study.route, *re.findall(r"[a-z-]+", study.route.casefold())}
    wanted = {asked, claim.pico.comparator_route} - {""}
    family = {other for route in wanted for other in (route, *ROUTE_FAMILIES.get(route, ()))}
    return _NOTHING if given & family else ((asked, study.route),)


def _dose(claim: Pico, citation: Citation) -> Pair:
    if claim.dose is None or claim.dose.unit not in _AMOUNTS:
        return _NOTHING
    unit, low, high, _ = _amount(claim.dose.unit, claim.dose.value, claim.dose.high or claim.dose.value, "")
    low, high = low * (1 - DOSE_TOLERANCE), high * (1 + DOSE_TOLERANCE)
    given = [amount for amount in doses(citation) if amount[0] == unit]
    if not given or any(first <= high and last >= low for _, first, last, _ in given):
        return _NOTHING
    return ((claim.dose.words, given[0][3]),)


def _regimen(claim: Pico, study: Pico) -> Pair:
    told = REGIMEN_WORDS
    if claim.regimen in told and study.regimen in told and claim.regimen != study.regimen:
        return ((told[claim.regimen], told[study.regimen]),)
    return _NOTHING


def _comparator(claim: Pico, study: Pico, citation: Citation) -> Pair:
    if claim.comparator_route and study.route and claim.comparator_route != claim.route:
        given = routes(citation) | {study.route}
        if not given & {claim.comparator_route, *ROUTE_FAMILIES.get(claim.comparator_route, ())}:
            return ((claim.comparator_route, study.comparator_route or _words(study.comparator) or f"{study.route} only"),)
    asked, given_c = _known(claim.comparator), study.comparator
    present = (*_known(given_c), *_known(study.intervention), *named(citation))
    if asked and given_c and not _meets(asked, present) and not _of_the_class(asked, present):
        return ((_words(asked), _words(given_c)),)
    return _NOTHING


def _outcome(claim: Claim, study: Pico, citation: Citation) -> Pair:
    asked, given = _known(claim.pico.outcome), _known(study.outcome)
    if claim.kind in BENEFIT_KINDS and not HARMS.found.search(claim.text) and _of_harms_alone(citation):
        return ((_words(asked) or "benefit", HARMS_ALONE),)
    if not asked or not given:
        return _NOTHING
    if _meets(asked, (*given, *_known(study.population), *named(citation)), siblings=True):
        return _NOTHING
    return ((_words(asked), _words(given)),)


def _of_harms_alone(citation: Citation) -> bool:
    """A study of side effects says nothing on what a treatment is good for, however its findings are worded."""
    note = citation.note
    question = f"{citation.title}\n{note.outcome if note else ''}"
    rest = citation.abstract if note is None else ""
    return bool(HARMS.found.search(question)) and not BENEFITS.found.search(f"{question}\n{rest}")


def _species(claim: Pico, study: Pico) -> Pair:
    meant = claim.species or "human"
    if study.species in SPECIES_WORDS and meant != study.species:
        return ((SPECIES_WORDS[meant], SPECIES_WORDS[study.species]),)
    return _NOTHING


# ---------------------------------------------------------------- what both sides name


def _known(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(concept for concept in concepts if (concept.ui or concept.trees) and concept.name not in INERT)


def _named(concepts: Iterable[Concept], kind: str) -> tuple[Concept, ...]:
    return tuple(concept for concept in _known(concepts) if pico.kind(concept.trees) == kind)


def _meets(asked: Iterable[Concept], given: Iterable[Concept], *, siblings: bool = False) -> bool:
    """Whether the study names one of the claim's concepts, or a narrower one (for outcomes a sibling will do)."""
    relation = mesh.vocabulary().relation
    enough = ("same", "narrower", "sibling") if siblings else ("same", "narrower")
    given = tuple(given)
    return any(relation(study, claim) in enough for claim in asked for study in given)


def _of_the_class(asked: Iterable[Concept], given: Iterable[Concept]) -> bool:
    """Whether the claim names a class of drugs and the study one of its members ("statins", "atorvastatin")."""
    names = [name for concept in given for name in (concept.name, concept.words)]
    patterns = [_CLASSES[name] for concept in asked for name in (concept.name.casefold(), concept.words.casefold()) if name in _CLASSES]
    return any(pattern.fullmatch(name) for pattern in patterns for name in names)


def _words(concepts: Iterable[Concept]) -> str:
    return ", ".join(dict.fromkeys(concept.name for concept in concepts))


# One citation meets many claims, so what it names is found once. Only strings are keys: the same text, the same answer.


def _text(citation: Citation) -> str:
    note = citation.note
    extra = f"\n{note.population}\n{note.intervention}\n{note.comparator}\n{note.outcome}\n{note.route}" if note else ""
    return f"{citation.title}\n{citation.abstract}{extra}"


def named(citation: Citation) -> tuple[Concept, ...]:
    """Every MeSH concept that the record names in title, abstract or note, or is indexed with."""
    indexed = tuple(
        Concept(term.ui, term.name, term.name, 0, 0, heading.trees)
        for term in citation.mesh
        if (heading := mesh.vocabulary().heading(term.ui)) is not None
    )
    return (*_concepts(_text(citation)), *indexed)


@lru_cache(maxsize=1 << 12)
def _concepts(text: str) -> tuple[Concept, ...]:
    return tuple({concept.ui or concept.name: concept for concept in reversed(_known(pico.concepts(text)))}.values())


def routes(citation: Citation) -> set[str]:
    """Every route that the record names."""
    return set(_routes(_text(citation)))


@lru_cache(maxsize=1 << 12)
def _routes(text: str) -> tuple[str, ...]:
    return tuple(sorted({name for name, pattern in _ROUTES if pattern.search(text)}))


def doses(citation: Citation) -> tuple[tuple[str, float, float, str], ...]:
    """Every amount of a substance in the record: (unit, low, high, words)."""
    return _doses(_text(citation))


@lru_cache(maxsize=1 << 12)
def _doses(text: str) -> tuple[tuple[str, float, float, str], ...]:
    stated = [quantity for quantity in pico.quantities(text) if quantity.unit in _AMOUNTS]
    found = [_amount(quantity.unit, quantity.low, quantity.high, quantity.words) for quantity in stated]
    for quantity in stated:
        # "0.1, 0.5 or 1.0 mg/kg": the numbers before share the unit.
        listed = _LISTED.search(text, max(0, quantity.start - 40), quantity.start)
        for number in re.findall(r"\d+(?:\.\d+)?", listed.group()) if listed else ():
            found.append(_amount(quantity.unit, float(number), float(number), f"{number} {quantity.unit}"))
    return tuple(found)


# Amounts of one substance in one unit: 1 g is 1,000 mg. IU and mg/kg stand for themselves.
_AMOUNTS = {"mg": ("mg", 1.0), "g": ("mg", 1000.0), "mcg": ("mg", 0.001), "µg": ("mg", 0.001), "IU": ("IU", 1.0),
            "mg/kg": ("mg/kg", 1.0), "mcg/kg": ("mg/kg", 0.001)}  # fmt: skip
_LISTED = re.compile(r"(?:\d+(?:\.\d+)?(?:, | or | and |, or |, and | to |/))+$")


def _amount(unit: str, low: float, high: float, words: str) -> tuple[str, float, float, str]:
    name, scale = _AMOUNTS[unit]
    return name, low * scale, high * scale, words
