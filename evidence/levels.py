"""Publication types, MeSH and words -> design -> OCEBM 2011 level on the row of the claim's own question.

The indexers' publication types decide first; where they say nothing ("Journal Article"), the title, the sentences about the
study itself and a starter note's design line do, and the reason is kept (method.md, section 3).
"""

from __future__ import annotations

import re

from evidence.model import Citation, Design, Graded, Kind
from evidence.rules import designs

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_THOUSANDS = re.compile(r"[,\s]")
_OBSERVATIONAL = (Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL)
_PROTOCOL = next(place for place, cue in enumerate(designs.BY_WORDS) if cue.name == "protocol")
_NONE_STUDIED = (Design.NOTICE, Design.PROTOCOL, Design.OPINION, Design.GUIDELINE, Design.PRECLINICAL)


def grade(citation: Citation, kind: Kind) -> Graded:
    """The citation's design with the reason, its level on ``kind``'s row, the people studied and flags."""
    words = _own_words(citation)
    design, why = _design(citation, words)
    n = None if design in _NONE_STUDIED else _people(citation, words)
    row = designs.ROW[kind]
    level, why = _level(design, row, words, n, why)
    return Graded(design, level, row, why, n, _flags(citation, design, words, n))


def _own_words(citation: Citation) -> str:
    """Title, the note's design line and the abstract's sentences that speak of this study, as one text."""
    design = citation.note.design if citation.note else ""
    about = [sentence for sentence in _SENTENCE.split(_without_background(citation)) if not _of_others(sentence)]
    return ". ".join(part for part in (design, citation.title, " ".join(about)) if part)


def _without_background(citation: Citation) -> str:
    """The abstract less the sections that say what was known before, where it has sections."""
    kept, at = [], 0
    for section in citation.sections:
        if section.category == "BACKGROUND" or section.label.casefold() in ("background", "introduction"):
            kept.append(citation.abstract[at : section.start])
            at = section.end
    return " ".join([*kept, citation.abstract[at:]])


def _of_others(sentence: str) -> bool:
    low = sentence.casefold()
    return bool(designs.NOT_THIS_STUDY.search(sentence, low) or designs.KNOWN_ALREADY.search(sentence, low))


def _design(citation: Citation, words: str) -> tuple[Design, str]:
    types = frozenset(citation.types)
    headings = frozenset(term.name for term in citation.mesh)
    typed = next(((design, name) for name, design in designs.BY_TYPE if name in types), None)
    if typed and typed[0] in (Design.NOTICE, Design.PROTOCOL):
        return typed[0], f"publication type {typed[1]}"
    planned = designs.BY_WORDS[_PROTOCOL].search(citation.title, citation.title.casefold())
    if planned:
        # Protocols of trials are often typed as the trial that they plan.
        return Design.PROTOCOL, f'"{planned.group().strip()}" in the title'
    if typed and typed[0] in (Design.GUIDELINE, Design.CASE_REPORT):
        return typed[0], f"publication type {typed[1]}"
    if _preclinical(citation, headings, words):
        return Design.PRECLINICAL, "animals or laboratory, no people studied"
    if typed:
        return typed[0], f"publication type {typed[1]}"
    opinion = next((name for name, flag in designs.OPINION_TYPES if name in types and flag != "letter"), "")
    if any(flag in designs.ABOUT_OTHERS and name in types for name, flag in designs.OPINION_TYPES):
        return Design.OPINION, f"publication type {opinion}"
    letter = "Letter" in types
    head = f"{citation.note.design}. {citation.title}" if citation.note else citation.title
    for text, where in ((head, "title" if citation.note is None else "starter note"), (words, "abstract")):
        if opinion and where == "abstract":
            return Design.OPINION, f"publication type {opinion}"
        told = _told(text, opinion=bool(opinion) or letter)
        if told is not None and (not opinion or told[0] in designs.OF_A_REVIEW):
            return told[0], f'"{told[1]}" in the {where}'
    for name, design in designs.BY_MESH:
        if name in headings:
            return design, f"MeSH {name}"
    for name, design in designs.BY_TYPE_LAST:
        if name in types:
            return design, f"publication type {name}"
    return (Design.OPINION, "publication type Letter") if letter else (Design.UNCLEAR, "no design is stated")


def _told(text: str, *, opinion: bool) -> tuple[Design, str] | None:
    """The design that the words name; among observational ones the first named ("cohort with nested case-control")."""
    observed: list[tuple[int, Design, str]] = []
    low = text.casefold()
    for cue in designs.BY_WORDS:
        hit = cue.search(text, low)
        design = Design(cue.says)
        if hit is None or (opinion and design in (Design.CASE_REPORT, *_OBSERVATIONAL)):
            continue
        if design in _OBSERVATIONAL:
            observed.append((hit.start(), design, hit.group().strip()))
        elif not observed:
            return design, hit.group().strip()
    return min(observed)[1:] if observed else None


def _preclinical(citation: Citation, headings: frozenset[str], words: str) -> bool:
    if citation.note and citation.note.species:
        return citation.note.species.casefold() not in ("human", "humans")
    if "Humans" in headings:
        return False
    if "Animals" in headings or "In Vitro Techniques" in headings:
        return True
    low = words.casefold()
    animals = designs.ANIMALS.search(words, low) or designs.LABORATORY.search(words, low)
    return animals is not None and not designs.PEOPLE.found.search(words)


def _people(citation: Citation, words: str) -> int | None:
    if citation.note and citation.note.n is not None:
        return citation.note.n
    for cue in designs.HOW_MANY:
        found = [int(_THOUSANDS.sub("", hit["n"])) for hit in cue.found.finditer(words)]
        found = [n for n in found if 0 < n < 10**9]
        if found:
            # Groups of one study are added ("n = 17 and n = 7"); whole counts are not, the largest is the study.
            return sum(found[:2]) if cue.name == "n of a group" else max(found)
    return None


def _level(design: Design, row: str, words: str, n: int | None, why: str) -> tuple[int | None, str]:
    level = designs.LEVEL[row][design]
    if design == Design.SYNTHESIS and row in ("treatment", "harms"):
        for cue in designs.POOLED:
            if cue.found.search(words):
                return int(cue.says), f"{why}, {cue.name}"
        return designs.POOLED_UNSTATED, f"{why}; the designs it pools are not stated"
    if row == "prevalence" and design in (Design.CROSS_SECTIONAL, Design.COHORT) and designs.POPULATION_SAMPLE.found.search(words):
        return 1, f"{why}, population sample"
    if row == "prognosis" and design == Design.COHORT and designs.INCEPTION.found.search(words):
        return 2, f"{why}, followed from the start"
    if design == Design.UNCLEAR and n is not None and n > 1:
        return 4, f"{why}; {n:,} people studied"
    return level, why


def _flags(citation: Citation, design: Design, words: str, n: int | None) -> tuple[str, ...]:
    types = frozenset(citation.types)
    flags = [flag for name, flag in designs.OPINION_TYPES if name in types]
    if "Preprint" in types:
        flags.append("preprint")
    if design == Design.GUIDELINE:
        flags.append("guideline")
    if design == Design.CASE_REPORT and (n == 1 or (n is None and designs.SINGLE_CASE.found.search(words))):
        flags.append("n of 1")
    if design in (Design.RCT, Design.CONTROLLED, Design.SINGLE_ARM):
        if n is not None and n < designs.SMALL:
            flags.append("small")
        if designs.PILOT.found.search(words):
            flags.append("pilot")
        if designs.EQUIVALENCE.found.search(words):
            flags.append("equivalence")
    return tuple(dict.fromkeys(flags))
