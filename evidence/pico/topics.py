"""What an article is about: its defined abbreviations, its main condition and its main treatment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evidence import mesh
from evidence.model import Article, Concept, PassageKind
from evidence.pico.roles import concepts, kind
from evidence.rules import roles

_SHORT = r"[A-Z][A-Za-z0-9+]{0,7}(?:[/-][A-Za-z0-9+]{1,7})?"
_DEFINED = re.compile(rf"\(\s*(?:\"|“)?(?:also (?:known|called) as |or |aka )?({_SHORT})(?:\"|”)?(?:\s+for short)?\s*[),;]")
_WORDS_BEFORE = re.compile(r"[\w'’+/-]+")
_HEADING_WEIGHT, _TITLE_WEIGHT = 3, 5
# The end of a long article repeats its subject: this much of it says what it is about, and keeps the work bounded.
_READ = 40_000


@dataclass(frozen=True, slots=True)
class Topic:
    """``abbreviations``: short form and what it stands for, in order of definition; a main concept is None where none stands out."""

    abbreviations: tuple[tuple[str, Concept], ...] = ()
    condition: Concept | None = None
    treatment: Concept | None = None
    order: tuple[Concept, ...] = ()

    @property
    def short(self) -> dict[str, Concept]:
        return dict(self.abbreviations)


def abbreviations(text: str) -> tuple[tuple[str, Concept], ...]:
    """Definitions of the form "long form (LF)": the initials must agree, or the words before must be one MeSH concept."""
    found: dict[str, Concept] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        if short in found or sum(ch.isupper() for ch in short) < 2:
            continue
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        named = [c for c in mesh.vocabulary().find(before) if c.end >= len(before) and c.name not in roles.GENERIC]
        long = _long_form(before, short)
        if named and (not long or len(named[-1].words) >= len(long) or _initials(named[-1].words, short)):
            found[short] = Concept(named[-1].ui, named[-1].name, named[-1].words, 0, 0, named[-1].trees)
        elif long:
            inside = mesh.vocabulary().find(long)
            whole = inside[0] if len(inside) == 1 and len(inside[0].words) >= 0.6 * len(long) else None
            found[short] = Concept(whole.ui, whole.name, long, 0, 0, whole.trees) if whole else Concept("", long.casefold(), long)
    return tuple(found.items())


def _initials(words: str, short: str) -> bool:
    letters = "".join(word[0] for word in _WORDS_BEFORE.findall(words.replace("-", " "))).casefold()
    return "".join(ch for ch in short.casefold() if ch.isalpha()) == letters


def _long_form(before: str, short: str) -> str:
    """The words right before the bracket whose first letters spell the short form, small words passed over (Schwartz & Hearst's idea)."""
    letters = [ch for ch in short.casefold() if ch.isalnum()]
    words = list(_WORDS_BEFORE.finditer(before))[-(len(letters) + 4) :]
    place = len(words)
    for letter in reversed(letters):
        while place > 0:
            place -= 1
            word = words[place].group().casefold()
            if any(part.startswith(letter) for part in re.split(r"[-/]", word)):
                break
            if word not in ("of", "and", "the", "for", "in", "to", "a", "by"):
                return ""
        else:
            return ""
    return before[words[place].start() :] if words and letters else ""


def article_defaults(article: Article) -> Topic:
    """The topic of an article, from its title, headings and text."""
    text = article.text[:_READ]
    known = abbreviations(text)
    short = dict(known)
    weights: Counter[str] = Counter()
    concept_of: dict[str, Concept] = {}
    for words, weight in _weighed(article):
        for concept in concepts(words, short):
            key = concept.ui or concept.name
            weights[key] += weight
            concept_of.setdefault(key, Concept(concept.ui, concept.name, concept.words, 0, 0, concept.trees))
    ranked = sorted(weights, key=lambda key: (-weights[key], list(concept_of).index(key)))
    order = tuple(concept_of[key] for key in ranked)
    return Topic(known, _leading(order, weights, ("condition",)) or _leading(order, weights, ("symptom",)),
                 _leading(order, weights, ("treatment",)), order[:20])


def _weighed(article: Article) -> Iterable[tuple[str, int]]:
    if article.title:
        yield article.title, _TITLE_WEIGHT
    for passage in article.passages:
        if passage.start >= _READ:
            break
        yield article.text[passage.start : min(passage.end, _READ)], _HEADING_WEIGHT if passage.kind == PassageKind.HEADING else 1


def _leading(order: tuple[Concept, ...], weights: Counter[str], kinds: tuple[str, ...]) -> Concept | None:
    """The heaviest concept of these kinds, if the article really returns to it (or names it in its title)."""
    for concept in order:
        if kind(concept.trees) in kinds:
            return concept if weights[concept.ui or concept.name] >= 2 else None
    return None
