"""What a PubMed record studied: title first, then its MeSH index, then the words of its abstract.

A starter note's own fields come before everything else: they were written down for this purpose.
"""

from __future__ import annotations

import re
from functools import lru_cache

from evidence import mesh
from evidence.model import Citation, Concept, MeshTerm, Pico, StarterNote
from evidence.pico import amounts
from evidence.pico.roles import age, kind, of_text, route, species
from evidence.rules import people, roles

_SPECIES = ("human", "animal", "in vitro")
_AGE_NAMES = tuple(group.name for group in people.AGES)
# An abstract names comparators, doses and regimens of other studies too: only this much of it is read for the question.
_READ = 1500
_WHO = re.compile(
    r"(?:\b(?:patients?|adults|people|persons|individuals|children|adolescents|women|men|participants|subjects|survivors|veterans|volunteers)\s+"
    r"(?:\w+\s+)?(?:with|suffering from|diagnosed with|undergoing|who (?:have|had))\s+[^.;:]{3,120})",
    re.IGNORECASE,
)

_ARM = re.compile(r"\b(?:placebo|versus|vs\.?|compared (?:with|to)|sham|control group)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def of_citation(citation: Citation) -> Pico:
    """The question of a study as far as its record tells; empty parts are unknown, not absent.

    Remembered: one citation meets many claims of an article, and its question is the same each time.
    """
    if citation.note is not None:
        return _of_note(citation, citation.note)
    title = of_text(citation.title)
    abstract = citation.abstract[:_READ]
    whole = f"{citation.title}\n{abstract}"
    indexed = tuple(_concept(term) for term in citation.mesh if term.name not in roles.GENERIC)
    major = tuple(_concept(term) for term in citation.mesh if _is_major(term) and term.name not in roles.GENERIC)
    population = title.population or _first_named(abstract)
    if not population:
        outcomes = {c.name for c in title.outcome}
        population = tuple(c for c in major if kind(c.trees) == "condition" and c.name not in outcomes)
    intervention = title.intervention or tuple(c for c in major if kind(c.trees) == "treatment")
    comparator = title.comparator or of_text(_design_words(abstract)).comparator
    known = {c.name for c in (*population, *intervention)}
    outcome = title.outcome or tuple(c for c in (*major, *indexed) if kind(c.trees) in ("symptom", "outcome") and c.name not in known)[:6]
    return Pico(
        population=population,
        intervention=intervention,
        comparator=tuple(c for c in comparator if c.name not in {i.name for i in intervention}),
        outcome=outcome,
        route=title.route or route(abstract),
        dose=title.dose or amounts.dose(abstract),
        regimen=title.regimen or amounts.regimen(whole),
        species=_species(citation, whole),
        age=_age(citation, title.age or age(abstract)),
        comparator_route=title.comparator_route,
    )


def _of_note(citation: Citation, note: StarterNote) -> Pico:
    title = of_text(citation.title)
    population = of_text(f"patients with {note.population}").population if note.population else ()
    population = population or _plain(note.population)
    intervention = of_text(f"effect of {note.intervention}").intervention if note.intervention else ()
    comparator = of_text(f"compared with {note.comparator}").comparator if note.comparator else ()
    measured = of_text(f"effect on {note.outcome}") if note.outcome else Pico()
    words = f"{note.intervention} {note.route}"
    return Pico(
        population=population or title.population,
        intervention=intervention or _plain(note.intervention) or title.intervention,
        comparator=comparator or _plain(note.comparator),
        outcome=measured.outcome or measured.population or title.outcome,
        route=route(note.route) or note.route.casefold().strip() or route(note.intervention),
        dose=amounts.dose(note.intervention) or amounts.dose(citation.abstract),
        regimen=amounts.regimen(words),
        species=note.species.casefold() if note.species.casefold() in _SPECIES else species(note.species or note.population),
        age=age(note.population),
        comparator_route=route(note.comparator),
    )


def _plain(words: str) -> tuple[Concept, ...]:
    """A field that names nothing in MeSH, as words alone."""
    plain = words.strip()
    return (Concept("", plain.casefold(), plain),) if plain else ()


def _concept(term: MeshTerm) -> Concept:
    heading = mesh.vocabulary().heading(term.ui)
    return Concept(term.ui, term.name, term.name, 0, 0, heading.trees if heading else ())


def _is_major(term: MeshTerm) -> bool:
    return term.major or any(major for _, _, major in term.qualifiers)


def _first_named(abstract: str) -> tuple[Concept, ...]:
    """The conditions of "patients with ..." in the abstract."""
    for match in _WHO.finditer(abstract):
        found = of_text(match.group()).population
        if found:
            return tuple(Concept(c.ui, c.name, c.words, 0, 0, c.trees) for c in found)
    return ()


def _design_words(abstract: str) -> str:
    """The first sentence that speaks of a comparison arm."""
    return next((sentence for sentence in abstract.split(". ") if _ARM.search(sentence)), "")


def _species(citation: Citation, words: str) -> str:
    names = {term.name for term in citation.mesh}
    if "Humans" in names:
        return "human"
    if "Animals" in names:
        return "animal"
    if "In Vitro Techniques" in names:
        return "in vitro"
    return species(words)


def _age(citation: Citation, told: str) -> str:
    """The one age group that the index names; several, or grown-ups of all ages, say nothing, then the words count."""
    names = [name for name in _AGE_NAMES if any(term.name == name for term in citation.mesh)]
    grown = {"Adult", "Middle Aged", "Young Adult", "Aged", "Aged, 80 and over"}
    if names and not set(names) <= grown and not set(names) & {"Adult", "Middle Aged"}:
        return told if told in names else names[0]
    if names and set(names) <= {"Aged", "Aged, 80 and over"}:
        return "Aged"
    return told if not names or told in names else "Adult" if "Adult" in names else names[0]
