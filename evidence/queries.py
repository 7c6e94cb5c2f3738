"""A claim -> a ladder of queries in PubMed's syntax, strictest first, and always one that looks for evidence against it.

Every string runs unchanged on PubMed and on the local library: AND OR, parentheses, "quoted phrases", stem* (outside quotes,
four letters or more), and the tags [mh] [tiab]. A concept is its MeSH heading (which explodes) or its names in title and abstract,
so that records not yet indexed are found too. A claim without concepts is asked for by its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from evidence import mesh, text
from evidence.model import Certainty, Claim, Concept, Direction, Kind, Query, Rung
from evidence.pico import kind
from evidence.rules import lay, questions, roles, routes

_MOST_NAMES = 12  # names of one concept beside its heading; more makes strings that no reviewer reads
_MOST_WORDS = 6  # single words of a claim
_MOST_FREE_WORDS = 16
_LIMIT = 20
_WIDEST = 100  # the rung of mere words: what it orders last may still be the evidence, and ranking sorts it
_SHORTEST_STEM = 4  # PubMed wants four letters before a *
_NEVER_IN_NAMES = re.compile(r"[^\w\s/'+-]")
_NEVER_IN_HEADINGS = re.compile(r"[^\w\s/'+,()-]")

_ASKED = {row.kind: row for row in questions.ASKED}
_AGAINST = {row.direction: row for row in questions.AGAINST}
_ON_DISEASES = (Kind.PREVALENCE, Kind.SYMPTOM, Kind.RISK_FACTOR)
_ROUTE_WORDS = {row.route: row.terms for row in questions.ROUTE_WORDS}

Terms = tuple[str, ...]
"""Alternatives of one piece of a query, each with its tag."""


def ladder(claim: Claim) -> tuple[Query, ...]:
    """Strict, wider and broad queries as far as they differ, then the one for evidence against; at least two queries."""
    parts = _Parts(claim)
    rungs = (
        (Rung.STRICT, parts.strict(), "All that the claim names, together."),
        (Rung.WIDER, parts.wider(), "The claim's main concepts alone."),
        (Rung.BROAD, parts.broad(), "The main concept with any other word of the claim."),
        (Rung.BROAD, parts.words_alone(), "Any word of the claim, those records first that hold the most of them."),
    )
    found: dict[str, Query] = {}
    for rung, asked, purpose in rungs:
        found.setdefault(asked, Query(asked, rung, purpose, _LIMIT if rung != Rung.BROAD or asked != rungs[-1][1] else _WIDEST))
    purpose = "Evidence against the claim: its subject with words of failure, doubt or the other direction."
    return (*found.values(), Query(parts.against(), Rung.COUNTER, purpose, _LIMIT))


def block(concept: Concept) -> str:
    """One concept as ``("Heading"[mh] OR name[tiab] OR ...)``: the claim's own words first, then the shortest names."""
    return _any_of(_terms(concept))


class _Parts:
    """The pieces of one claim's queries.

    ``subject``: the blocks that say what the claim is about, the main one first. A claim on what a disease is, how frequent it is
    or what brings it on is about the disease; any other one is about the treatment or exposure that it names.
    """

    def __init__(self, claim: Claim) -> None:
        pico = claim.pico
        self._claim = claim
        conditions = [each for each in pico.population if kind(each.trees) != "people"] or list(pico.population)
        groups = [each for each in pico.population if each not in conditions]
        self.treatments, self.people, self.groups = _blocks(pico.intervention), _blocks(conditions), _blocks(groups)
        self.outcomes, self.comparators = _blocks(pico.outcome), _blocks(pico.comparator)
        treated, ill = _joined(self.treatments), _joined(self.people)
        if claim.kind in _ON_DISEASES:
            self.main = self.people[:1] or self.outcomes[:1] or self.treatments
            self.subject = tuple(each for each in (ill or _joined(self.outcomes), treated) if each)
        else:
            self.main = self.treatments or self.people or self.outcomes
            self.subject = tuple(each for each in (treated, ill) if each)
        self.subject = self.subject or tuple(each for each in (_joined(self.outcomes), _joined(self.comparators)) if each)
        self.routes = _joined((_route(pico.route), _route(pico.comparator_route))) if pico.intervention else ()
        self.words = tuple(map(_word, _words(claim, alone=not self.subject)))

    def strict(self) -> str:
        """Every intervention and every other part that is named, with the routes; else what this kind of claim asks."""
        pico = self._claim.pico
        if not self.subject:
            return _all_of(*((word,) for word in self.words[:4]))
        pieces = [*self.treatments, _joined(self.people), *self.groups, _joined(self.outcomes), _joined(self.comparators)]
        if pico.intervention:
            pieces += [_route(pico.route), _route(pico.comparator_route)]
        named = [piece for piece in pieces if piece]
        return _all_of(*named) if len(named) > 1 else _all_of(*named, self._kind() or self.words)

    def wider(self) -> str:
        if not self.subject:
            best = self.words[:4]
            pairs = tuple(f"({_all_of((a,), (b,))})" for place, a in enumerate(best) for b in best[place + 1 :])
            return _any_of(pairs or best)
        if len(self.subject) > 1:
            return _all_of(*self.subject)
        outcomes = _joined(self.outcomes)
        return _all_of(*self.subject, () if outcomes == self.subject[0] else outcomes)

    def broad(self) -> str:
        if not self.subject:
            return _any_of(self.words)
        return _all_of(*self._loosely())

    def words_alone(self) -> str:
        """For the order by relevance to sort out: what the concepts miss, because it is named otherwise, is found by its words."""
        said = [word for word in dict.fromkeys(_plain_words(self._claim.text)) if len(word) > 1 and text.content_words(word)]
        said = [word for word in said if not _empty(word)] or said
        return _any_of(_joined([tuple(map(_in_title_or_abstract, _forms(word))) for word in said[:_MOST_FREE_WORDS]])) or self.broad()

    def against(self) -> str:
        direction = self._claim.direction
        if self._claim.certainty == Certainty.DENIED and direction == Direction.BENEFIT:
            direction = Direction.NO_DIFFERENCE
        against = tuple(f"{term}[tiab]" for term in (*_AGAINST[direction].terms, *questions.ALWAYS_AGAINST))
        if self.subject:
            return _all_of(*self._loosely(), against)
        return _all_of((self.wider(),), against)

    def _kind(self) -> Terms:
        asked = _ASKED.get(self._claim.kind)
        return (*(f'"{name}"[mh]' for name in asked.headings), *(f"{term}[tiab]" for term in asked.terms)) if asked else ()

    def _loosely(self) -> tuple[Terms, Terms]:
        """The main concept, and anything else that the claim names, says or asks."""
        main = _joined(self.main)
        names = tuple(map(_in_title_or_abstract, self._words_of_names()))
        loose = _joined((*self.people, *self.treatments, *self.outcomes, *self.comparators, self.routes, self.words, names, self._kind()))
        known = {term.casefold() for term in main}
        return main, tuple(term for term in loose if term.casefold() not in known)

    def _words_of_names(self) -> tuple[str, ...]:
        """The telling words of the named concepts, so that a neighbour ("fatigue" in another disease) is found as indirect evidence."""
        found = [word for concept in _concepts(self._claim) for word in _plain_words(f"{concept.words} {concept.name}")]
        return tuple(dict.fromkeys(word for word in found if _telling(word)))


def _any_of(terms: Terms) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})" if terms else ""


def _all_of(*pieces: Terms) -> str:
    return " AND ".join(dict.fromkeys(_any_of(piece) for piece in pieces if piece))


def _joined(blocks: Iterable[Terms]) -> Terms:
    """The terms of all blocks, each once whatever its capitals."""
    kept: dict[str, str] = {}
    for term in (term for each in blocks for term in each):
        kept.setdefault(term.casefold(), term)
    return tuple(kept.values())


def _blocks(concepts: Sequence[Concept]) -> tuple[Terms, ...]:
    return tuple(dict.fromkeys(terms for concept in concepts if concept.name not in roles.GENERIC and (terms := _terms(concept))))


def _terms(concept: Concept) -> Terms:
    return _terms_of(concept.ui, concept.name, concept.words)


@lru_cache(maxsize=1 << 12)
def _terms_of(ui: str, name: str, words: str) -> Terms:
    heading = (f'"{_clean(name, _NEVER_IN_HEADINGS)}"[mh]',) if ui else ()
    return _joined((heading, tuple(map(_in_title_or_abstract, _names(ui, name, words)))))


def _names(ui: str, name: str, words: str) -> tuple[str, ...]:
    """Names to look for in titles and abstracts: of each one spelling, of single words also the plural."""
    heading = mesh.vocabulary().heading(ui) if ui else mesh.vocabulary().entry(name)
    terms = sorted(heading.terms if heading else (), key=lambda term: (term.count(" "), len(term), term))
    terms += [term for newer in lay.NEWER if newer.below == name for term in (newer.name, *newer.words)]
    usable = [term for term in terms if not re.search(r"[,()\[\]]", term) and term.count(" ") < 6]
    kept: dict[str, str] = {}
    for term in (words, mesh.uninverted(name), *usable):
        plain = _clean(term, _NEVER_IN_NAMES)
        if any(letter.isalpha() for letter in plain):
            single = len(plain) > 3 and plain.isalpha() and not plain.isupper()
            plain = plain.lower() if single else plain
            stem = text.stem(plain) if single else " ".join(text.stem(word) for word in mesh.folded(plain).split()) or plain
            kept.setdefault(f"{stem}s" if single and plain.endswith("s") else stem, plain)
    return tuple(kept.values())[:_MOST_NAMES]


def _in_title_or_abstract(name: str) -> str:
    return f'"{name}"[tiab]' if " " in name or not name.isalnum() else f"{name}[tiab]"


def _word(word: str) -> str:
    """A word as a stem with * where the stem is long enough to mean only this word's forms."""
    stem = text.stem(word)
    if len(stem) > _SHORTEST_STEM and stem.endswith("i") and not word.startswith(stem):
        stem = stem[:-1]  # therapy: therap*
    if len(stem) >= _SHORTEST_STEM and word.startswith(stem) and stem.isascii() and stem.isalpha():
        return f"{stem}*[tiab]"
    return f'"{word}"[tiab]'


def _forms(word: str) -> tuple[str, ...]:
    """A word with its other number, as far as endings tell: a form that does not exist finds nothing and does no harm."""
    if not (word.isalpha() and word.isascii()) or len(word) < 4:
        return (word,)
    if word.endswith("ies"):
        return word, f"{word[:-3]}y"
    if word.endswith("s"):
        return (word,) if word.endswith(("ss", "us", "is")) else (word, word[:-1])
    return word, f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def _words(claim: Claim, *, alone: bool) -> tuple[str, ...]:
    """The claim's telling words that no concept covers, longest first (longer words are rarer), then as they stand.

    ``alone``: nothing else can be asked for, so that empty words are better than none.
    """
    covered = {text.stem(word) for concept in _concepts(claim) for word in _plain_words(concept.words)}
    said = _plain_words(claim.text)
    found = [word for word in said if _telling(word) and text.stem(word) not in covered]
    if alone and not found:
        found = [word for word in said if len(word) > 2] or list(said) or ["health"]
    return tuple(sorted(dict.fromkeys(found), key=lambda word: -len(word))[:_MOST_WORDS])


def _concepts(claim: Claim) -> tuple[Concept, ...]:
    pico = claim.pico
    return (*pico.intervention, *pico.population, *pico.outcome, *pico.comparator)


def _telling(word: str) -> bool:
    return len(word) > 2 and any(c.isalpha() for c in word) and not _empty(word) and bool(text.content_words(word))


def _empty(word: str) -> bool:
    return any(form in questions.EMPTY_WORDS for form in _forms(word))


def _plain_words(words: str) -> tuple[str, ...]:
    plain = (_clean(token.text.removesuffix("'s").removesuffix("’s"), _NEVER_IN_NAMES).lower() for token in text.words(words))
    return tuple(word for word in plain if word)


def _route(name: str) -> Terms:
    headings = dict.fromkeys(f'"{route.heading}"[mh]' for route in routes.ROUTES if route.name == name)
    return (*headings, *(f"{term}[tiab]" for term in _ROUTE_WORDS.get(name, ())))


def _clean(words: str, never: re.Pattern[str]) -> str:
    """Words without what has a meaning in the query language, so that no text can break out of its quotes."""
    plain = text.normal(words) if not words.isascii() else words
    return " ".join(never.sub(" ", plain).split()).strip(" -/'+" if never is _NEVER_IN_NAMES else " ")
