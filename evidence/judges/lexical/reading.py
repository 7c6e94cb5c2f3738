"""What the judge reads of a claim and of a citation before it compares them: sentences, stems, concepts, cues."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from evidence import mesh, text
from evidence.model import Citation, Claim, Section
from evidence.rules import assertion

_LABELS = tuple((re.compile(rf"(?:{cue.pattern})", re.IGNORECASE), cue.says) for cue in assertion.SECTIONS)
_LABEL = re.compile(r"\W{0,3}([A-Z][A-Z'’/&, ]{3,60})(?=:| [A-Z0-9(\"“]|$)|\W{0,3}([A-Z][A-Za-z'’/&, ]{3,60}):")
_SECTION_ROLE = {
    "BACKGROUND": "background", "OBJECTIVE": "aim", "METHODS": "method", "RESULTS": "result", "CONCLUSIONS": "conclusion",
}


# How much a stem tells: its inverse document frequency in PubMed abstracts.
Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: where it stands, its words, and its role in the abstract ("aim", "method", "result", "conclusion", "")."""

    part: str
    start: int
    end: int
    words: str
    low: str
    stems: tuple[str, ...]
    bag: frozenset[str]
    role: str


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A citation as read: its abstract's lines, its title, and every stem that tells what the study is about.

    Equal only to itself, so that what was read of it can be remembered.
    """

    title: Line | None
    lines: tuple[Line, ...]
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the claim that must be met together: a MeSH concept with its other names, or a single word.

    ``weight`` grows with rarity; ``others``: stems of each other name; ``ui``: the heading, "" for a plain word.
    """

    stems: tuple[str, ...]
    weight: float
    others: tuple[frozenset[str], ...] = ()
    ui: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as read; ``total``: the weight of all units."""

    low: str
    stems: tuple[str, ...]
    bag: frozenset[str]
    units: tuple[Unit, ...]
    total: float
    grams: frozenset[str]


@lru_cache(maxsize=4096)
def other_names(ui: str) -> tuple[frozenset[str], ...]:
    """The stems of every entry term of a heading; single short words are left out, they mean too much."""
    names = {frozenset(text.content_words(name)) for name in mesh.vocabulary().synonyms(ui)} if ui else set()
    kept = (name for name in names if 1 <= len(name) <= 4 and not (len(name) == 1 and len(next(iter(name))) < 3))
    return tuple(sorted(kept, key=lambda name: tuple(sorted(name))))


def grams(low: str) -> frozenset[str]:
    """Groups of four characters inside words: they meet where stems do not ("mitochondrion", "mitochondrial")."""
    return frozenset(word[at : at + 4] for word in low.split() if len(word) > 4 for at in range(len(word) - 3))


@lru_cache(maxsize=1024)
def ask(claim: Claim, rarity: Rarity) -> Asked:
    """Reads a claim: concepts as units with their synonyms, the other content words as units of one.

    Population and intervention that the claim takes from its article ("it", a heading) are units too, at half the weight.
    """
    stems = text.content_words(claim.text)
    rest = list(stems)
    units: list[Unit] = []
    for concept in mesh.vocabulary().find(claim.text):
        own = text.content_words(concept.words)
        if own:
            rest = [stem for stem in rest if stem not in own]
            units.append(Unit(own, sum(map(rarity, own)) / len(own) ** 0.5, other_names(concept.ui), concept.ui))
    units += [Unit((stem,), rarity(stem)) for stem in dict.fromkeys(rest)]
    named = {unit.ui for unit in units}
    for concept in (*claim.pico.intervention, *claim.pico.population):
        own = text.content_words(concept.words or concept.name)
        if concept.ui and concept.ui not in named and own:
            named.add(concept.ui)
            units.append(Unit(own, 0.5 * sum(map(rarity, own)) / len(own) ** 0.5, other_names(concept.ui), concept.ui))
    low = text.normal(claim.text)
    return Asked(low, stems, frozenset(stems), tuple(units), sum(unit.weight for unit in units) or 1.0, grams(low))


def met(unit: Unit, bag: frozenset[str]) -> float:
    """How much of a unit the bag holds: 1 for its words or another of its names, else the share of its own words."""
    held = sum(stem in bag for stem in unit.stems)
    if held == len(unit.stems) or any(name <= bag for name in unit.others):
        return 1.0
    return 0.6 * held / len(unit.stems)


def covered(asked: Asked, bag: frozenset[str]) -> float:
    """The share of the claim, by weight, that the bag holds."""
    return sum(unit.weight * met(unit, bag) for unit in asked.units) / asked.total


def _lines(part: str, words: str, sections: tuple[Section, ...]) -> tuple[Line, ...]:
    spans: list[tuple[int, int, Section | None]] = [(section.start, section.end, section) for section in sections]
    lines = []
    running = ""
    for start, end, section in spans or [(0, len(words), None)]:
        if section is not None:
            running = _SECTION_ROLE.get(section.category or section.label.upper(), _labelled(section.label + ":", ""))
        for span in text.sentences(words, start, end):
            sentence = words[span.start : span.end]
            running = _labelled(sentence, running)
            stems = text.content_words(sentence)
            low, role = text.normal(sentence), _role(sentence, running)
            lines.append(Line(part, span.start, span.end, sentence, low, stems, frozenset(stems), role))
    return tuple(lines)


def _labelled(sentence: str, running: str) -> str:
    """The role that a label at the sentence's start opens ("RESULTS Of 30 ..."), else the running one."""
    label = _LABEL.match(sentence)
    if label is not None:
        name = (label[1] or label[2]).strip()
        for found, says in _LABELS:
            if found.fullmatch(name):
                return says
    return running


def _role(sentence: str, running: str) -> str:
    """The running section's role, mended by the sentence's own words: an aim is an aim wherever it stands."""
    if running in ("aim", "method"):
        return running
    low = sentence.casefold()
    for cue in assertion.AIM_OR_METHOD:
        if cue.search(sentence, low):
            return cue.says
    if running:
        return running
    return next((cue.says for cue in assertion.FINDING if cue.search(sentence, low)), "")


@lru_cache(maxsize=4096)
def read(citation: Citation) -> Page:
    """Reads a citation; remembered, so that one citation under many claims is read once."""
    title = _lines("title", citation.title, ()) if citation.title.strip() else ()
    lines = _lines("abstract", citation.abstract, _whole(citation)) if citation.abstract.strip() else ()
    about: frozenset[str] = frozenset().union(*(line.bag for line in (*title, *lines)))
    if citation.note is not None:
        note = citation.note
        fields = (note.population, note.intervention, note.comparator, note.outcome, note.route)
        about |= frozenset(text.content_words(". ".join(fields)))
    if citation.mesh:
        about |= frozenset(text.content_words(". ".join(term.name for term in citation.mesh)))
    return Page(title[0] if title else None, lines, about)


def _whole(citation: Citation) -> tuple[Section, ...]:
    """The sections when they cover the abstract from end to end, else none: no sentence may be lost between them."""
    covered_ = sum(section.end - section.start for section in citation.sections)
    return citation.sections if covered_ >= 0.8 * len(citation.abstract) else ()
