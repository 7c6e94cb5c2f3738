"""Claims that say the same, in whichever article: one form of what a claim says, a key to find it by, and a strict comparison.

What changes the truth of a statement must agree exactly (``guards``): negation, certainty, numbers, dose, route, regimen, people, species,
comparator, every MeSH concept, and in which order what acts on what. Only then may other words differ a little. Since guards and concepts
make the key, claims are compared within their own block only: grouping takes linear time. Two that are alike are offered to a person,
never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence import text as prose
from evidence.model import Certainty, Claim, Concept, content_id
from evidence.rules import antonyms, assertion, directions
from evidence.rules.cue import Cue

# Changed with the rules below: stored keys of another version are made anew.
VERSION = "2"
# Share of the remaining words that two wordings must have in common (Dice); 1 for claims that name no concept.
SHARED = 0.6
_HEDGED = {Certainty.PROBABLE: "hedged", Certainty.POSSIBLE: "hedged"}
# Ways of giving something: told by the route, not by a concept (MeSH E02.319, drug administration routes; E02.800, therapies by name).
_ADMINISTRATION = ("E02.319",)
_WAYS: tuple[tuple[str, tuple[Cue, ...]], ...] = (
    ("up", directions.UP),
    ("down", directions.DOWN),
    ("better", directions.BETTER),
    ("worse", directions.WORSE),
    ("cause", directions.CAUSE[:1]),
    ("not", assertion.NEGATION),
    ("", assertion.HEDGE),
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets)\b (?:\w+ly )?(\w+(?:ed|en|ght|ut)) (?:\w+ )?by\b", re.IGNORECASE)
_OPPOSITE = frozenset(antonyms.PAIRS) | frozenset((right, left) for left, right in antonyms.PAIRS)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Form:
    """What a claim says. ``order``: concepts and directions as they follow each other; ``words``: stems of the rest."""

    guards: tuple[str, ...]
    concepts: frozenset[str]
    order: tuple[str, ...]
    passive: bool
    words: frozenset[str]

    @property
    def key(self) -> str:
        """The block of this claim: only claims with the same key can be alike."""
        rest = () if self.concepts else tuple(sorted(self.words))
        return content_id("alike", VERSION, *self.guards, "|", *sorted(self.concepts), "|", *sorted(self.order), "|", *rest)


def form(claim: Claim) -> Form:
    """The claim's form; pure, and the same in every article."""
    question = claim.pico
    named = [c for part in (question.population, question.intervention, question.comparator, question.outcome) for c in part]
    named = [concept for concept in named if not _administration(concept)]
    words = claim.text.replace(claim.attribution, " " * len(claim.attribution), 1) if claim.attribution else claim.text
    spots, covered = _spots(words, named)
    acting = {_name(c) for c in (*question.intervention, *question.comparator)}
    people = {_name(c) for c in question.population}
    order = tuple(mark for _, mark in spots)
    if any(mark in acting for mark in order):
        # "In adults with pain, X helps" and "X helps adults with pain": where the people stand says nothing.
        order = tuple(mark for mark in order if mark not in people or mark in acting)
    stems = prose.content_words(_without(words, [*covered, *((n.start, n.end) for n in claim.numbers if n.words)]))
    rest = frozenset(stem for stem in stems if not _NUMBER.search(stem))
    # "type 2 diabetes", "phase 3": a figure that is no amount says which one is meant.
    figures = sorted(stem for stem in stems if _NUMBER.search(stem))
    dose = question.dose
    guards = (
        _HEDGED.get(claim.certainty, claim.certainty.value),
        str(sum(mark == "not" for mark in order)),
        ";".join((*sorted(f"{number.value:g} {number.unit}" for number in claim.numbers), *figures)),
        f"{dose.value:g} {dose.high or 0:g} {dose.unit}" if dose else "",
        question.route,
        question.comparator_route,
        question.regimen,
        question.species.replace("human", ""),
        question.age,
        _set(question.population),
        _set(question.comparator),
        _set(c for c in question.intervention if not _administration(c)),
    )
    return Form(guards, frozenset(map(_name, named)), order, bool(_PASSIVE.search(words)), rest)


def alike(one: Form, other: Form) -> bool:
    """Whether both say the same: guards, concepts and order agree, no word stands against its opposite, and most words are shared."""
    if one.guards != other.guards or one.concepts != other.concepts or not _same_order(one, other):
        return False
    left, right = one.words - other.words, other.words - one.words
    if any((a, b) in _OPPOSITE for a in left for b in right):
        return False
    together = len(one.words) + len(other.words)
    need = SHARED if one.concepts else 1.0
    return not together or 2 * len(one.words & other.words) / together >= need


def groups(forms: Mapping[str, Form]) -> tuple[tuple[str, ...], ...]:
    """The names that say the same, each group and all groups in order; claims that stand alone are left out.

    Within a block a claim is compared with the first claim of each wording there, so time grows with the number of claims.
    """
    blocks: dict[str, list[tuple[Form, list[str]]]] = {}
    for name, found in forms.items():
        block = blocks.setdefault(found.key, [])
        for first, names in block:
            if alike(first, found):
                names.append(name)
                break
        else:
            block.append((found, [name]))
    return tuple(sorted(tuple(names) for block in blocks.values() for _, names in block if len(names) > 1))


def _same_order(one: Form, other: Form) -> bool:
    if one.passive == other.passive:
        return one.order == other.order
    # "Pain is reduced by X" says what "X reduces pain" says; with more than two concepts the turn is not safe.
    return len(one.order) <= 3 and one.order == tuple(reversed(other.order))


def _spots(words: str, named: Sequence[Concept]) -> tuple[list[tuple[int, str]], list[tuple[int, int]]]:
    """Where concepts, directions and negations stand, in order, and what of the text they cover."""
    spots: dict[tuple[int, int], str] = {}
    low = words.lower()
    for concept in named:
        start = concept.start if concept.words and words[concept.start : concept.end] == concept.words else low.find(concept.words.lower())
        if concept.words and start >= 0:
            spots.setdefault((start, start + len(concept.words)), _name(concept))
    covered = sorted(spots)
    for mark, cues in _WAYS:
        for cue in cues:
            for match in cue.found.finditer(words):
                place = (match.start(), match.end())
                if any(start < place[1] and place[0] < end for start, end in covered):
                    continue
                covered.append(place)
                if mark:
                    spots[place] = mark
    return [(start, mark) for (start, _), mark in sorted(spots.items())], sorted(covered)


def _without(words: str, covered: Iterable[tuple[int, int]]) -> str:
    for start, end in covered:
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _administration(concept: Concept) -> bool:
    return bool(concept.trees) and all(tree.startswith(_ADMINISTRATION) for tree in concept.trees)


def _name(concept: Concept) -> str:
    return concept.ui or f"words:{' '.join(prose.content_words(concept.name or concept.words))}"


def _set(concepts: Iterable[Concept]) -> str:
    return ",".join(sorted({_name(concept) for concept in concepts}))
