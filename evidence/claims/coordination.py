"""Lists inside a clause: "A and B can cause X and Y" is four statements.

Two or more parallel words or phrases around "and", "or" and commas are taken apart where each alone is still true by the sentence:
not where they are one thing ("risks and benefits"), one MeSH concept or two names of one, bound by their verb ("combine", "between"),
numbers, or denied together ("not helped by rest and sleep").
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence import mesh, pico
from evidence.claims.grammar import Word, adjective
from evidence.model import Concept, Span
from evidence.rules import joints, verbs

_LONGEST = 7  # words of one member
_MOST = 8  # members of one list
_GROUPS = ({"condition", "symptom", "outcome", "exposure"}, {"treatment", "target"}, {"people"}, {"anatomy"})


@dataclass(frozen=True, slots=True)
class Listing:
    """Members of a list inside ``tokens``: each with the spans that make it up; ``start``/``end`` are token indexes of the whole list."""

    start: int
    end: int
    members: tuple[tuple[Span, ...], ...]


def _span(tokens: list[Word]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def find(text: str, tokens: list[Word], *, item: bool = False, least: int = 0) -> Listing | None:
    """The first list in a phrase, or None; in an ``item`` adjectives are taken apart too; no list begins before ``least``."""
    denied = False
    for place, word in enumerate(tokens):
        denied = denied or word.sort == "not" or word.low in ("no", "without") or word.low.endswith("n't")
        if word.low in ("and", "or", "and/or", "&") and not (denied and word.low in ("and", "&")):
            listing = _around(text, tokens, place, item, least)
            if listing is not None:
                return listing
    return None


def _around(text: str, tokens: list[Word], place: int, item: bool, least: int) -> Listing | None:
    if place + 1 < len(tokens) and tokens[place + 1].sort == "prep":
        return _phrases(tokens, place, least)
    if place <= least or place + 1 >= len(tokens) or tokens[place + 1].sort == "not" or _one_thing(text, tokens, place):
        return None
    start = _opens(tokens, place, least)
    # "dizziness, a rise in blood pressure and a headache": a comma further out shows where the list really begins.
    outer = _opens(tokens, place, least, over_preposition=True)
    own_article = tokens[place + 1].low in ("a", "an", "the") and tokens[start].low not in ("a", "an", "the")
    if outer < start and (own_article or any(word.low == "," for word in tokens[outer:start])):
        start = outer
    end = _closes(tokens, place)
    if end < len(tokens) and tokens[end].low in ("to", "of") and any(word.low == "," for word in tokens[start:place]):
        end = _closes_phrase(tokens, end)  # "pain, nausea and sensitivity to light": "to light" belongs to the last alone
    prefix, tail = tokens[:start], tokens[end:]
    # "loss of appetite and lack of sleep": both sides repeat the preposition.
    if prefix and tail and prefix[-1].sort == "prep" and tail[0].low == prefix[-1].low:
        start = _opens(prefix, len(prefix) - 1, least)
        end = _closes(tokens, end + 1, over=len(tokens))
    together = tokens[place].low in ("and", "&") and start > 1 and tokens[start - 1].low == "with" and tokens[start - 2].low in _PEOPLE
    if together and not item:
        return None  # "adults with asthma and gout" have both
    members = _members(tokens[start:end], tokens[place].low)
    if len(members) < 2 or len(members) > _MOST or any(not member or len(member) > _LONGEST for member in members):
        return None
    if any(word.sort in ("sub", "modal", "be", "have", "do", "pron") for member in members for word in member):
        return None
    if members[0][0].sort != "going" and any(m[0].sort == "going" and m[0].low not in verbs.GERUND_NOUNS for m in members[1:]):
        return None
    if any(member[0].sort == "number" or member[-1].sort == "number" for member in members):
        return None
    spans = _shared_head(text, members, item)
    if spans is None or _same_concept(text, members) or not _alike(text, members):
        return None
    return Listing(start, end, spans)


_PEOPLE = frozenset({"people", "patients", "adults", "children", "women", "men", "those", "individuals", "persons", "anyone", "infants"})
_NAMING = ("including", "like", "except", "such", "as", "by", "with", "between")


def _phrases(tokens: list[Word], place: int, least: int) -> Listing | None:
    """"during pregnancy or by people with gout": two prepositional phrases, where neither is part of a longer list."""
    first = next((j for j in range(place - 1, least, -1) if tokens[j].sort == "prep" and tokens[j].low != "of"), None)
    if first is None or any(w.low in (",", "(", "and", "or") for w in tokens[first:place]) or tokens[first].low in ("between", "from"):
        return None
    end = _closes_phrase(tokens, place + 1)
    members = [tokens[first:place], tokens[place + 1 : end]]
    if any(len(member) < 2 or len(member) > _LONGEST + 3 for member in members):
        return None
    return Listing(first, end, tuple((_span(member),) for member in members))


def _closes_phrase(tokens: list[Word], start: int) -> int:
    for j in range(start + 1, len(tokens)):
        if tokens[j].sort in ("sub", "modal", "be", "have", "do", "conj") or tokens[j].low in (",", ";", "(", ":"):
            return j
    return len(tokens)


def _lemma(word: Word) -> str:
    return verbs.THIRD.get(word.low, word.low)


_STOPS = ("prep", "det", "modal", "be", "have", "do", "verb", "base", "past", "participle", "sub", "conj", "not", "pron")


def _opens(tokens: list[Word], place: int, least: int, *, over_preposition: bool = False) -> int:
    """Where the first member begins: behind the last preposition, determiner, verb or helper before the conjunction."""
    start = least
    for j in range(place - 1, least - 1, -1):
        word = tokens[j]
        stop = word.sort in _STOPS and not (over_preposition and word.sort in ("prep", "det") and word.low not in _NAMING)
        if word.sort in ("base", "verb") and _lemma(word) in verbs.NOUNS_TOO:
            stop = j > 0 and (tokens[j - 1].low == "to" or tokens[j - 1].sort in ("modal", "do"))  # else a noun: "stress and poor sleep"
        if word.low in ("a", "an"):
            continue  # belongs to the first member
        free = j == least or tokens[j - 1].sort in ("sign", "conj", "det")
        if free and word.sort in ("past", "participle") and tokens[j + 1].sort == "noun":
            continue  # an adjective: "stress, skipped meals and alcohol"
        if word.low in ("both", "either") or (word.sort == "sign" and word.low not in (",", "%")):
            stop = True
        if stop:
            start = j + 1
            break
    return start


def _closes(tokens: list[Word], place: int, over: int | None = None) -> int:
    """Behind the last member: before the next preposition, subordinator, verb, adverb phrase or sign."""
    for j in range(place + 1, len(tokens)):
        word = tokens[j]
        if word.sort in ("prep", "sub", "modal", "be", "have", "do", "pron") or word.low in (";", ":", "(", ")", "–", "—", "-"):
            return j
        if word.low == "," and j > place + 1:
            return j
        if word.low in ("but", "nor", "yet", tokens[place].low) and j > place + 1:
            return j if over is None else over
        if word.sort in ("verb", "past", "participle") and j > place + 1 and _lemma(word) not in verbs.NOUNS_TOO:
            if all(w.sort == "adv" for w in tokens[place + 1 : j]):
                continue  # "safe and well tolerated"
            return j
    return len(tokens)


def _members(tokens: list[Word], joint: str) -> list[list[Word]]:
    """Parted at commas and at the list's own conjunction; another one ("aching muscles or joints") stays inside its member."""
    members: list[list[Word]] = [[]]
    for word in tokens:
        if word.low in (",", joint):
            if members[-1]:
                members.append([])
        elif word.low in ("both", "either") and not members[-1]:
            continue
        else:
            members[-1].append(word)
    return [member for member in members if member]


def _one_thing(text: str, tokens: list[Word], place: int) -> bool:
    around = " ".join(word.low for word in tokens[max(0, place - 1) : place + 2])
    if any(pair in around for pair in joints.PAIRS):
        return True
    behind = tokens[place + 2] if place + 2 < len(tokens) else None
    if tokens[place + 1].low in joints.OPEN_ENDS and (behind is None or behind.sort in ("sign", "conj", "prep")):
        return True
    if tokens[place + 1].low in joints.THEN or tokens[place - 1].sort == "number" or tokens[place + 1].sort == "number":
        return True
    if {word.low for word in tokens[max(0, place - 6) : place]} & verbs.COLLECTIVE:
        return True
    left, right = tokens[max(0, place - 3)].start, tokens[min(len(tokens) - 1, place + 3)].end
    return any(left + c.start < tokens[place].start and tokens[place].end < left + c.end for c in mesh.vocabulary().find(text[left:right]))


def _shared_head(text: str, members: list[list[Word]], item: bool) -> tuple[tuple[Span, ...], ...] | None:
    """The members as spans, with a shared last word given to those that lack it: "viral or bacterial infections".

    None where the first members are mere adjectives of one thing in running text ("a safe and gentle method").
    """
    last = members[-1]
    spans: list[tuple[Span, ...]] = []
    for member in members[:-1]:
        own = _span(member)
        bare = member[1:] if member[0].low in ("a", "an") else member
        described = last[-1].sort in ("participle", "past") or (last[0].sort == "adv" and adjective(last[-1]))  # "safe and well tolerated"
        if len(bare) == 1 and len(last) > 1 and last[-1].sort != "sign" and not described and not any(word.sort == "prep" for word in last):
            head = _span(last[-1:])
            named = mesh.vocabulary().entry(f"{bare[0].text} {last[-1].text}") is not None
            if named or (adjective(bare[0]) and mesh.vocabulary().entry(bare[0].text) is None):
                if not item:
                    return None
                spans.append((own, head))
                continue
        spans.append((own,))
    spans.append((_span(last),))
    return tuple(spans)


def _concept(text: str, member: list[Word]) -> Concept | None:
    found = pico.concepts(text[member[0].start : member[-1].end])
    return found[-1] if found else None


def _same_concept(text: str, members: list[list[Word]]) -> bool:
    """"Myalgic encephalomyelitis or chronic fatigue syndrome": two names of one thing."""
    found = [_concept(text, member) for member in members]
    names = {c.name for c in found if c is not None}
    return len(names) == 1 and all(found)


def _alike(text: str, members: list[list[Word]]) -> bool:
    """Whether the members that MeSH knows are of one sort; "women with asthma and men" is no list of asthma and men."""
    kinds = {pico.kind(c.trees) for member in members if (c := _concept(text, member)) is not None}
    kinds -= {"other", "measure", "route", "animal"}
    return not kinds or any(kinds <= group for group in _GROUPS) or "people" not in kinds
