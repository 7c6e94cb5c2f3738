"""How much of a claim a record holds: BM25 of the claim's words against title and abstract, other names of its concepts counted too.

Robertson and Walker's BM25 with the usual k1 and b; rarity from a table of PubMed records, not from the few candidates, so that a
record's relevance does not depend on what else was found. A title's word counts twice. A word's relative ("mitochondrion" for
"mitochondrial": the same first letters) and another name of the same heading count in part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from evidence import mesh, text
from evidence.model import Citation, Claim
from evidence.ranking.rarity import rarity

_K1, _B = 1.2, 0.75
# Stems of title and abstract of an average record with an abstract (the same PubMed records as the table of rarity).
_USUAL = 125
_RELATIVE, _OTHER_NAME = 0.5, 0.7
# So many first letters make two stems relatives.
_BEGINNING = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stem of the claim: ``word`` as written, ``weight`` its rarity, ``names``: other names of the concept that it stands in."""

    stem: str
    word: str
    weight: float
    names: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds of a claim: ``score`` 0-1, and the wanted words found as they stand, by another name, and not at all."""

    score: float
    found: tuple[str, ...]
    by_name: tuple[str, ...]
    missing: tuple[str, ...]
    in_title: int


@dataclass(frozen=True, slots=True)
class _Record:
    counts: Mapping[str, int]
    beginnings: Mapping[str, int]
    title: frozenset[str]
    damping: float


@lru_cache(maxsize=256)
def wanted(claim: Claim) -> tuple[Wanted, ...]:
    """The claim's stems, each once, in order; then those of the treatment and condition that it takes from its article."""
    pico = claim.pico
    names: dict[str, set[frozenset[str]]] = {}
    for concept in (*mesh.vocabulary().find(claim.text), *pico.intervention, *pico.population, *pico.outcome, *pico.comparator):
        for stem in text.content_words(concept.words or concept.name) if concept.ui else ():
            names.setdefault(stem, set()).update(_other_names(concept.ui))
    told: dict[str, Wanted] = {}
    # "They are affected more often": what the claim leaves to its article is what it is about, so it counts in full.
    context = " ".join(concept.words or concept.name for concept in (*pico.intervention, *pico.population))
    for words in (claim.text, context):
        for token in text.words(words):
            for stem in text.content_words(token.text):
                if stem not in told:
                    others = tuple(sorted(names.get(stem, ()), key=sorted))
                    told[stem] = Wanted(stem, token.text, rarity(stem), others)
    return tuple(told.values())


@lru_cache(maxsize=4096)
def _other_names(ui: str) -> frozenset[frozenset[str]]:
    names = {frozenset(text.content_words(name)) for name in mesh.vocabulary().synonyms(ui)}
    return frozenset(name for name in names if name and any(len(stem) > 2 for stem in name))


def held(asked: tuple[Wanted, ...], citation: Citation) -> Held:
    """How much of what is asked the record holds."""
    record = _read(citation.title, citation.abstract, _more(citation))
    score = whole = 0.0
    found, by_name, missing = [], [], []
    for one in asked:
        whole += one.weight * (_K1 + 1)
        often = record.counts.get(one.stem, 0)
        if often:
            score += one.weight * _damped(often, record.damping)
            found.append(one.word)
            continue
        if any(all(stem in record.counts for stem in name) for name in one.names):
            score += _OTHER_NAME * one.weight * _damped(1, record.damping)
            by_name.append(one.word)
            continue
        often = record.beginnings.get(one.stem[:_BEGINNING], 0) if len(one.stem) >= _BEGINNING and one.stem.isalpha() else 0
        if often:
            score += _RELATIVE * one.weight * _damped(often, record.damping)
            found.append(one.word)
        else:
            missing.append(one.word)
    in_title = sum(one.stem in record.title for one in asked)
    return Held(score / whole if whole else 0.0, tuple(found), tuple(by_name), tuple(missing), in_title)


def _damped(often: int, damping: float) -> float:
    return often * (_K1 + 1) / (often + _K1 * damping)


def _more(citation: Citation) -> str:
    """What indexers, authors or a starter note say that it is about."""
    note = citation.note
    told = (note.population, note.intervention, note.comparator, note.outcome, note.route) if note else ()
    return ". ".join((*told, *(term.name for term in citation.mesh), *citation.keywords))


@lru_cache(maxsize=4096)
def _read(title: str, abstract: str, more: str) -> _Record:
    """One record meets many claims, so it is read once."""
    named = text.content_words(title)
    counts = Counter(named)
    counts.update(counts)
    counts.update(text.content_words(abstract))
    length = sum(counts.values()) - len(named)
    counts.update(set(text.content_words(more)))
    beginnings: Counter[str] = Counter()
    for stem, often in counts.items():
        if len(stem) >= _BEGINNING and stem.isalpha():
            beginnings[stem[:_BEGINNING]] += often
    return _Record(dict(counts), dict(beginnings), frozenset(named), 1 - _B + _B * length / _USUAL)
