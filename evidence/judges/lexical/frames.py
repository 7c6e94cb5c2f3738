"""The claim's PICO laid over the study: does the study speak about the claim at all, and what does its finding say about it?

Words alone mislead for lay claims and short notes: few are shared. Here concepts decide: each part that this kind of claim needs
must be met in the record (same heading, a narrower one, another name), then the finding's own direction is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evidence import mesh, scope, text
from evidence.judges.lexical import findings, signals
from evidence.judges.lexical.findings import Reading, stems_of
from evidence.judges.lexical.reading import Asked, Line, Page, met, other_names
from evidence.model import Citation, Claim, Concept, Kind, Pico
from evidence.rules import frames as rules
from evidence.rules.cue import one_of
from evidence.rules.routes import ROUTES
from evidence.rules.scopes import INERT, TREATMENT_KINDS

_OPEN = one_of(rules.OPEN)
_NO = one_of(rules.DENYING)
# Route words say how, not what: scope compares them.
_EMPTY = frozenset(text.stem(word) for word in rules.EMPTY) | frozenset(text.stem(word) for route in ROUTES for word in route.words)
_CLAUSE = re.compile(r"[;,:]\s|\s(?:but|whereas|while|although)\s")


def lay(claim: Claim, asked: Asked, study: Pico, citation: Citation, page: Page, lines: Sequence[Line]) -> Reading | None:
    """None where the claim's PICO is too empty to be laid over anything. ``lines``: candidates, best first."""
    needs = rules.NEEDS.get(claim.kind)
    if needs is None or not lines:
        return None
    subject, wanted = _parts(claim, *needs)
    if not subject:
        return None
    seen = Seen(study, citation, page)
    missing = [concept.name for concept in subject if not seen.meets(concept, studied=claim.kind in TREATMENT_KINDS)]
    if missing:
        return Reading(False, why=f"the study is not about {', '.join(missing)}")
    strange = _strange(asked, page, claim)
    if strange:
        return Reading(False, why=f"the record does not speak of: {strange}")
    if claim.kind == Kind.PREVALENCE:
        return findings.prevalence(claim, lines)
    found = all if claim.kind == Kind.MECHANISM else any
    if wanted and not found(seen.reports(concept, subject) for concept in wanted):
        return Reading(False, why=f"the study does not report {', '.join(concept.name for concept in wanted)}")
    if claim.kind == Kind.COMPARISON:
        if not _compares(claim, seen, citation):
            return Reading(False, why="the study does not compare these")
    elif not wanted and claim.kind in TREATMENT_KINDS and not seen.shares_condition(claim.pico.population):
        return Reading(False, why="neither the condition nor what was measured is the claim's")
    if not wanted and claim.kind not in TREATMENT_KINDS:
        return None
    if claim.numbers and (reading := findings.figures_of(claim, lines)) is not None:
        return reading
    if claim.kind in TREATMENT_KINDS and claim.kind != Kind.PHARMACOKINETICS:
        return findings.effect(claim, asked, lines, wanted, page)
    if claim.kind == Kind.PHARMACOKINETICS and (reading := findings.extreme(claim, lines)) is not None:
        return reading
    return findings.mention(claim, lines, wanted, subject, page)


def _parts(claim: Claim, subject: str, wanted: str) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    parts = {"population": claim.pico.population, "intervention": claim.pico.intervention, "outcome": claim.pico.outcome, "": ()}
    first, second = parts[subject], parts[wanted]
    if claim.kind in (Kind.SYMPTOM, Kind.RISK_FACTOR) and not first:
        # "Ketamine is an anaesthetic", "what triggers ME/CFS": whatever the claim is about stands elsewhere.
        first, second = (claim.pico.intervention[:1], (*claim.pico.intervention[1:], *claim.pico.outcome))
        first = first or claim.pico.outcome[:1]
        second = tuple(concept for concept in second if concept not in first)
    if claim.kind == Kind.RISK_FACTOR and not second:
        second = tuple(concept for concept in claim.pico.outcome if concept not in first)
    if claim.kind in (Kind.SYMPTOM, Kind.RISK_FACTOR, Kind.PREVALENCE):
        first = tuple(concept for concept in first if concept.name not in _PEOPLE)[:1]
    return tuple(c for c in first if c.name not in INERT), tuple(c for c in second if c.ui and c.name not in INERT)


_PEOPLE = frozenset({"Women", "Men", "Male", "Female", "Adult", "Child", "Adolescent", "Aged", "Infant", "Humans", "Persons"})


class Seen:
    """What a study is about: its own question, and everything that its record names."""

    def __init__(self, study: Pico, citation: Citation, page: Page) -> None:
        self._against = study.comparator
        self._treated = (*study.intervention, *study.comparator)
        self._all = (*scope.named(citation), *study.population, *study.intervention, *study.outcome)
        self._about = page.about
        self._title = page.title.bag if page.title else frozenset[str]()
        self._population = study.population
        self._measured = frozenset(
            stem for concept in study.outcome for stem in text.content_words(f"{concept.name} {concept.words}")
        ) | frozenset(text.content_words(citation.note.outcome if citation.note else ""))

    @property
    def has_active_comparator(self) -> bool:
        return any(concept.name not in INERT and concept.name.casefold() not in _INACTIVE for concept in self._against)

    def meets(self, concept: Concept, *, studied: bool = False) -> bool:
        """Whether the record names the concept, a narrower one or an infection by it; ``studied``: as its own treatment or title."""
        given = self._treated if studied else self._all
        bag = self._title | stems_of(given) if studied else self._about
        if any(mesh.vocabulary().relation(other, concept) in ("same", "narrower") for other in given):
            return True
        for infection in infections(concept.ui):
            if any(other.ui == infection or mesh.vocabulary().relation(other, infection) == "narrower" for other in given):
                return True
        own = frozenset(text.content_words(concept.words or concept.name))
        return bool(own) and (own <= bag or any(name <= bag for name in other_names(concept.ui)))

    def reports(self, concept: Concept, subject: Sequence[Concept]) -> bool:
        """As ``meets``, but not through the subject's own name: "fatigue" is not reported because the syndrome is called so."""
        given = tuple(other for other in self._all if all(other.ui != one.ui for one in subject))
        own_words = frozenset(stem for one in subject for name in other_names(one.ui) for stem in name)
        if any(mesh.vocabulary().relation(other, concept) in ("same", "narrower") for other in given):
            return True
        if any(other.ui == infection or mesh.vocabulary().relation(other, infection) == "narrower"
               for infection in infections(concept.ui) for other in given):
            return True
        own = frozenset(text.content_words(concept.words or concept.name))
        left = (self._about - own_words) | self._measured
        return bool(own) and (own <= left or any(name <= left for name in other_names(concept.ui)))

    def shares_condition(self, population: Sequence[Concept]) -> bool:
        """The claim's condition is the study's, beside it in the tree, or named by what the study measured ("fatigue")."""
        relation = mesh.vocabulary().relation
        for asked in population:
            if any(relation(other, asked) in ("same", "narrower", "broader", "sibling") for other in self._population):
                return True
            if self.meets(asked):
                return True
            stems = frozenset(text.content_words(asked.name)) - _GENERAL
            if stems & self._measured:
                return True
        return not population


_INACTIVE = frozenset({"placebo", "placebos", "none", "control", "controls", "saline", "sham", "placebo infusion", "no treatment"})
_GENERAL = frozenset(text.content_words("chronic acute syndrome disorder disease resistant major treatment"))


@lru_cache(maxsize=2048)
def infections(ui: str) -> tuple[str, ...]:
    """The headings of infections by an organism: "Herpesvirus 4, Human" -> "Epstein-Barr Virus Infections"."""
    vocabulary = mesh.vocabulary()
    heading = vocabulary.heading(ui) if ui else None
    if heading is None or not any(tree.startswith("B") for tree in heading.trees):
        return ()
    named = (vocabulary.entry(f"{name} {word}") for name in heading.terms for word in ("Infections", "Infection"))
    return tuple(sorted({found.ui for found in named if found is not None and found.ui != ui}))


def _strange(asked: Asked, page: Page, claim: Claim) -> str:
    """What the claim says beyond its PICO and its direction, where the record holds less than half of it; "" otherwise."""
    pointing = frozenset(text.stem(word) for pointer in signals.read(asked.low).pointers for word in pointer.words.split())
    concepts = (*claim.pico.population, *claim.pico.intervention, *claim.pico.comparator, *claim.pico.outcome)
    known = stems_of(concepts) | frozenset(stem for concept in concepts for name in other_names(concept.ui) for stem in name)
    rest = [
        unit
        for unit in asked.units
        if not unit.ui
        and unit.weight >= rules.TELLING
        and unit.stems[0].isalpha()
        and len(unit.stems[0]) > 2
        and unit.stems[0] not in known | pointing | _EMPTY
    ]
    unmet = [unit for unit in rest if not met(unit, page.about) and not page.about.intersection(rules.SAME_SENSE.get(unit.stems[0], ()))]
    if sum(unit.weight for unit in unmet) <= 0.5 * sum(unit.weight for unit in rest):
        return ""
    return ", ".join(unit.stems[0] for unit in sorted(unmet, key=lambda unit: -unit.weight)[:3])


def _compares(claim: Claim, seen: Seen, citation: Citation) -> bool:
    """Whether the study sets the claim's thing against what the claim sets it against: another substance, or another route."""
    mine = {concept.ui for concept in claim.pico.intervention}
    others = [concept for concept in claim.pico.comparator if concept.ui and concept.ui not in mine]
    if others:
        return all(seen.meets(concept) for concept in others)
    return bool(claim.pico.route) and (len(scope.routes(citation)) > 1 or seen.has_active_comparator)
