"""Which concept of a sentence is population, intervention, comparator or outcome: first by the words around it, then by its branch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from evidence import mesh
from evidence.model import Concept, Pico
from evidence.pico import amounts
from evidence.rules import people, roles, routes

_BEFORE = tuple((cue.role, re.compile(cue.pattern, re.IGNORECASE)) for cue in roles.BEFORE)
_AFTER = tuple((cue.role, re.compile(cue.pattern, re.IGNORECASE)) for cue in roles.AFTER)
_ROUTES = tuple((row, frozenset(row.words), re.compile(row.pattern)) for row in routes.ROUTES)
_AGES = tuple((row.name, frozenset(row.words), re.compile(row.pattern, re.IGNORECASE)) for row in people.AGES)
_SPECIES = tuple((row.name, frozenset(row.words), re.compile(row.pattern, re.IGNORECASE)) for row in people.SPECIES)
_LETTERS = re.compile(r"[a-z]+")
_OUTCOMES = tuple((re.compile(rf"\b{pattern}\b", re.IGNORECASE), heading) for pattern, heading in roles.OUTCOME_WORDS)
_COMPARATOR = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:to|with)|in comparison (?:to|with)|relative to|as opposed to|rather than|instead of|unlike|"
    r"(?:superior|inferior|equivalent|comparable|preferable) to)\b",
    re.IGNORECASE,
)
_PLACEBO = re.compile(r"\b(?:placebos?|sham|saline)(?:[- ]controlled)?\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?]\s|,\s(?:and|but|while|whereas|which|who)\s|\s[-–—]\s|\n")
_LINK = re.compile(
    r"(?:,\s*(?:and|or|&)?|\s+(?:and/or|and|or|&)|/|\s*\(|\)?\s*,?\s*(?:such as|including|like|e\.g\.,?)|\s+plus)\s*$", re.IGNORECASE
)
_SUBJECTS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in roles.SUBJECTS)
_WINDOW = 90
_SYMPTOMS = ("symptom", "outcome")

Abbreviations = Mapping[str, Concept]
_NONE: Abbreviations = {}


@lru_cache(maxsize=1 << 14)
def kind(trees: tuple[str, ...]) -> str:
    """What a heading with these tree numbers is to a question: condition, treatment, symptom, exposure, target, outcome, people, ..."""
    found = set()
    for tree in trees:
        fits = [
            (len(prefix), name)
            for prefix, name in roles.KINDS
            if tree == prefix or tree.startswith(prefix if len(prefix) == 1 else prefix + ".")
        ]
        if fits:
            found.add(max(fits)[1])
    return next((name for name in roles.KIND_ORDER if name in found), "other")


def _named(text: str) -> tuple[Concept, ...]:
    return tuple(concept for concept in mesh.vocabulary().find(text) if concept.name not in roles.GENERIC)


# A statement is looked at by several rooms in turn; the last few hundred short texts are remembered.
_SHORT = 400
_remembered = lru_cache(maxsize=512)(_named)


def concepts(text: str, abbreviations: Abbreviations = _NONE) -> tuple[Concept, ...]:
    """MeSH concepts of the text, generic headings left out, with the article's own abbreviations filled in."""
    found = list(_remembered(text) if len(text) <= _SHORT else _named(text))
    if abbreviations:
        taken = [(concept.start, concept.end) for concept in found]
        for short in sorted(abbreviations):
            for match in re.finditer(rf"(?<![\w/]){re.escape(short)}(?![\w/])", text):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    long = abbreviations[short]
                    found.append(Concept(long.ui, long.name, match.group(), match.start(), match.end(), long.trees))
        found.sort(key=lambda concept: (concept.start, concept.end))
    return tuple(found)


def _letters(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text.lower()))


def route(text: str) -> str:
    """The route that is told first; weak words ("infusion", "tablet") count only where nothing stronger stands."""
    letters = _letters(text)
    told = [(row, match.start()) for row, words, pattern in _ROUTES if words & letters and (match := pattern.search(text))]
    strong = [(start, row.name) for row, start in told if not row.weak]
    return min(strong)[1] if strong else told[0][0].name if told else ""


def age(text: str) -> str:
    """MeSH's name of the age group that is told, the most exact first; "" when none or only grown-ups in general."""
    letters = _letters(text)
    return next((name for name, words, pattern in _AGES if words & letters and pattern.search(text)), "")


def species(text: str) -> str:
    """"human", "animal", "in vitro" or "" as the words tell; people named beside animals count as human."""
    letters = _letters(text)
    found = {name for name, words, pattern in _SPECIES if words & letters and pattern.search(text)}
    return next((name for name in ("human", "animal", "in vitro") if name in found), "")


def _told(text: str, concept: Concept, previous: int) -> str:
    """The role that the words around a concept give it, or ""; words before the previous concept (it ends there) spoke of that one."""
    start = max(previous, concept.start - _WINDOW)
    before = text[start : concept.start]
    for stop in _CLAUSE.finditer(before):
        before = text[start + stop.end() : concept.start]
    after = text[concept.end : concept.end + _WINDOW]
    for role, pattern in _AFTER:
        if pattern.search(after) and not (role == "population" and _is_treatment(concept)):
            return role
    best, place = "", -1
    for role, pattern in _BEFORE:
        match = pattern.search(before)
        if match and match.start() > place and _may(role, concept):
            best, place = role, match.start()
    return best


def _is_treatment(concept: Concept) -> bool:
    return kind(concept.trees) in ("treatment", "target")


def _may(role: str, concept: Concept) -> bool:
    """Whether a thing of this branch can play the role at all."""
    what = kind(concept.trees)
    if role == "population":
        return what in ("condition", "symptom", "people", "exposure")
    if role == "intervention":
        return what not in ("people", "measure", "anatomy")
    if role == "outcome":
        return what not in ("people", "route", "measure", "other")
    return what != "route"


def _by_branch(concept: Concept) -> str:
    return {
        "condition": "population",
        "people": "population",
        "treatment": "intervention",
        "exposure": "intervention",
        "symptom": "outcome",
        "outcome": "outcome",
        "target": "outcome",
    }.get(kind(concept.trees), "")


def _once(found: Iterable[Concept]) -> tuple[Concept, ...]:
    kept: dict[str, Concept] = {}
    for concept in found:
        kept.setdefault(concept.ui or concept.name.casefold(), concept)
    return tuple(kept.values())


def of_text(text: str, context: str = "", *, abbreviations: Abbreviations = _NONE) -> Pico:
    """The question that a statement answers; what it leaves out is taken from ``context`` (a lead-in or heading).

    Offsets of the concepts are into ``text``; those from the context have the offsets 0, 0 and keep their words.
    """
    parts: dict[str, list[Concept]] = {"population": [], "intervention": [], "comparator": [], "outcome": []}
    found = concepts(text, abbreviations)
    roles_: list[str] = []
    for i, concept in enumerate(found):
        role = _told(text, concept, found[i - 1].end if i else 0)
        if not role and i and roles_[i - 1] and _same_role(text, found[i - 1], concept):
            role = roles_[i - 1]
        if not role:
            following = found[i + 1] if i + 1 < len(found) else None
            close = following is not None and text[concept.end : following.start] in (" ", "-")
            if close and following is not None and kind(concept.trees) == "condition" and kind(following.trees) in _SYMPTOMS:
                role = "population"  # "multiple sclerosis fatigue"
            else:
                role = _by_branch(concept)
        roles_.append(role)
        if role:
            parts[role].append(concept)
    _settle(parts)
    if not parts["intervention"]:
        parts["intervention"] = _unnamed(text, found)
    for pattern, heading in _OUTCOMES:
        if not parts["outcome"] and (match := pattern.search(text)):
            known = mesh.vocabulary().heading(heading) if heading else None
            name = known.name if known else match.group().casefold()
            ui, trees = (known.ui, known.trees) if known else ("", ())
            parts["outcome"].append(Concept(ui, name, match.group(), *match.span(), trees))
    if not parts["comparator"] and (match := _PLACEBO.search(text)):
        placebo = mesh.vocabulary().heading("Placebos")
        ui, name, trees = (placebo.ui, placebo.name, placebo.trees) if placebo else ("", "placebo", ())
        parts["comparator"].append(Concept(ui, name, match.group(), *match.span(), trees))
    versus = _COMPARATOR.search(text)
    own, other = (text[: versus.start()], text[versus.end() :]) if versus else (text, "")
    own_route = route(own)
    pico = Pico(
        population=_once(parts["population"]),
        intervention=_once(parts["intervention"]),
        comparator=_once(parts["comparator"]),
        outcome=_once(parts["outcome"]),
        route=own_route,
        dose=amounts.dose(own),
        regimen=amounts.regimen(own),
        species=species(text),
        age=age(text),
        comparator_route=route(other) if other else "",
    )
    return _completed(pico, of_text(context, abbreviations=abbreviations)) if context else pico


def _alike(a: Concept, b: Concept) -> bool:
    groups = ({"condition", "symptom", "outcome", "exposure"}, {"treatment", "target"}, {"people"})
    return any(kind(a.trees) in group and kind(b.trees) in group for group in groups)


def _settle(parts: dict[str, list[Concept]]) -> None:
    """One concept plays one part, the first of these; only "IV ketamine beats oral ketamine" may have a substance on both sides."""
    ranks = (("comparator", ("outcome",)), ("intervention", ("outcome", "population")), ("population", ("outcome",)))
    for role, lower in ranks:
        names = {concept.name for concept in parts[role]}
        for other in lower:
            parts[other] = [concept for concept in parts[other] if concept.name not in names]


def _same_role(text: str, a: Concept, b: Concept) -> bool:
    """"fatigue and low mood", "infections (COVID, ...)": joined by no more than a link, and of one sort."""
    return _alike(a, b) and _LINK.fullmatch(text[a.end : b.start]) is not None


def _unnamed(text: str, found: tuple[Concept, ...]) -> list[Concept]:
    """An intervention that MeSH does not name, as words: the subject of a verb of effect, if none of it is a concept or an empty word."""
    for pattern in _SUBJECTS:
        if (match := pattern.search(text)) is None:
            continue
        start, end = match.span("words")
        words = match.group("words")
        if set(words.casefold().split()) & roles.NO_NAME or any(c.start < end and start < c.end for c in found):
            continue
        return [Concept("", words.casefold(), words, start, end)]
    return []


def _completed(pico: Pico, context: Pico) -> Pico:
    def fill(own: tuple[Concept, ...], given: tuple[Concept, ...]) -> tuple[Concept, ...]:
        return own or tuple(Concept(c.ui, c.name, c.words, 0, 0, c.trees) for c in given)

    taken = {c.name for part in (pico.population, pico.intervention, pico.outcome) for c in part}
    def left(given: tuple[Concept, ...]) -> tuple[Concept, ...]:
        return tuple(c for c in given if c.name not in taken)

    return Pico(
        population=fill(pico.population, left(context.population)),
        intervention=fill(pico.intervention, left(context.intervention)),
        comparator=pico.comparator,
        outcome=fill(pico.outcome, left(context.outcome)),
        route=pico.route or context.route,
        dose=pico.dose or context.dose,
        regimen=pico.regimen or context.regimen,
        species=pico.species or context.species,
        age=pico.age or context.age,
        comparator_route=pico.comparator_route,
    )
