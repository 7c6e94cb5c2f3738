"""What the trained sorting of claims sees of a statement: words, classes of words, MeSH sorts, the shape of its clause, cues, its heading.

Names are short tags with a value of 1, so that a model is a table from names to weights. Nothing here depends on which condition or
treatment is meant: a concept is seen as its sort ("CONDITION", "TREATMENT"), besides its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from evidence import pico
from evidence.claims.grammar import Word, finite, words
from evidence.model import Concept
from evidence.rules import kinds, senses, verbs

_CUES = tuple((cue.name, re.compile(cue.pattern, re.IGNORECASE)) for cue in kinds.KINDS)
_HEADINGS = tuple((cue.name, re.compile(cue.pattern, re.IGNORECASE)) for cue in kinds.HEADINGS)
_CLOSED = ("prep", "conj", "sub", "modal", "be", "have", "do", "not", "pron", "det")
_LONGEST = 60  # words that are looked at: a longer statement is told by its first clauses


def lemma(word: Word) -> str:
    """The verb's base form, else the word without its plural ending."""
    low = word.low
    for table in (verbs.THIRD, verbs.PAST, verbs.PARTICIPLE, verbs.GOING):
        if low in table:
            return table[low]
    return stem(low)


def stem(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3 else low


def _tags(tokens: list[Word], found: Iterable[Concept]) -> list[tuple[str, Word, bool]]:
    """The statement as (name, word, concept?): a concept once, by its sort; numbers as "#"."""
    spans = sorted((c.start, c.end, pico.kind(c.trees).upper()) for c in found)
    tags: list[tuple[str, Word, bool]] = []
    at, inside = 0, -1
    for word in tokens:
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        if at < len(spans) and spans[at][0] <= word.start:
            if inside != at:
                tags.append((spans[at][2], word, True))
            inside = at
        elif word.sort == "number" and word.low[:1].isdigit():
            tags.append(("#", word, False))
        else:
            tags.append((word.low if word.sort == "sign" else lemma(word), word, False))
    return tags


def _skeleton(tags: list[tuple[str, Word, bool]]) -> list[str]:
    """Concepts, numbers and closed-class words; all else as the sort of word it is."""
    shape: list[str] = []
    for name, word, concept in tags:
        if concept or name == "#" or word.sort == "sign" or word.sort in _CLOSED:
            shape.append(name)
        elif word.sort in ("verb", "base", "past", "participle", "going"):
            shape.append(f"V{word.sort[:2]}")
        elif word.sort != "adv" and shape[-1:] != ["n"]:
            shape.append("n")
    return shape


def cues(text: str) -> frozenset[str]:
    """The names of the cues of kind (``rules/kinds.py``) that fire in the text: the dearest part of reading it, done once."""
    return frozenset(name for name, pattern in _CUES if pattern.search(text))


def features(text: str, found: tuple[Concept, ...], heading: str = "", fired: frozenset[str] | None = None) -> frozenset[str]:
    """The names of what fires in the statement; ``found``: its concepts, offsets into ``text``; ``fired``: its cues, if known."""
    tokens = words(text, 0, len(text))[:_LONGEST]
    tags = _tags(tokens, found)
    names = [name for name, _, _ in tags]
    out = {f"w:{name}" for name in names}
    out |= {f"b:{one} {two}" for one, two in zip(["^", *names], [*names, "$"], strict=True)}
    shape = _skeleton(tags)
    out |= {f"s:{one} {two}" for one, two in pairwise(shape)}
    out |= {f"s:{one} {two} {three}" for one, two, three in zip(shape, shape[1:], shape[2:], strict=False)}
    out |= {f"cue:{name}" for name in (cues(text) if fired is None else fired)}
    verbs_at = finite(tokens)
    cut = verbs_at[0] if verbs_at else len(tokens)
    verb_start = tokens[cut].start if verbs_at else len(text)
    subject, object_ = _senses(tokens[:cut]), _senses(tokens[cut:])
    out |= {f"c:{sense}" for sense in subject | object_}
    out |= {f"cs:{sense}" for sense in subject} | {f"co:{sense}" for sense in object_}
    first = next((name for name, word, concept in tags if concept and word.start < verb_start), "-")
    after = next((name for name, word, concept in tags if concept and word.start >= verb_start), "-")
    verb = _main_verb(tokens, cut)
    out |= {f"so:{first} {after}", f"subj:{first}", f"obj:{after}", f"v:{verb}", f"sv:{first} {verb}", f"vo:{verb} {after}"}
    out.add(f"first:{names[0] if names else ''}")
    for left in subject or {"-"}:
        out.add(f"cv:{left} {verb}")
        out |= {f"cc:{left} {right}" for right in object_}
    if len(tokens) < 6:
        out.add("short")
    if heading:
        out |= {f"head:{name}" for name, pattern in _HEADINGS if pattern.search(heading)}
        above = words(heading, 0, len(heading))[:_LONGEST]
        out |= {f"hw:{lemma(word)}" for word in above if word.sort not in _CLOSED and word.sort != "sign"}
        out |= {f"hc:{sense}" for sense in _senses(above)}
    return frozenset(out)


def _senses(tokens: list[Word]) -> set[str]:
    return {sense for word in tokens for sense in (*senses.SENSES.get(word.low, ()), *senses.SENSES.get(lemma(word), ()))}


def _main_verb(tokens: list[Word], cut: int) -> str:
    """The verb that carries the meaning: behind a helper the one that follows it."""
    if cut >= len(tokens):
        return "-"
    if tokens[cut].helper:
        following = next((w for w in tokens[cut + 1 : cut + 5] if w.sort in ("base", "past", "participle", "verb", "going")), None)
        return lemma(following) if following else tokens[cut].low
    return lemma(tokens[cut])
