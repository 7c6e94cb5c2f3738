"""What a pronoun or "this therapy" stands for: the nearest thing before it that fits, by tables, with its place in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evidence import pico
from evidence.claims.grammar import Word, finite, plural, words
from evidence.model import Concept, Span
from evidence.rules import antecedents as rules

_NOUNS = "|".join(cue.pattern for cue in rules.CLASSES)
_SUBJECT = re.compile(rules.SUBJECT.format(nouns=_NOUNS, irregular=rules.IRREGULAR), re.IGNORECASE)
_ADJUNCT = re.compile(rules.ADJUNCT, re.IGNORECASE)
_EMPTY = re.compile(rules.EMPTY, re.IGNORECASE)
_EVENTS = re.compile(rules.EVENTS, re.IGNORECASE)
_CLASSES = tuple((cue.says, re.compile(rf"(?:{cue.pattern})$", re.IGNORECASE)) for cue in rules.CLASSES)
_FITS = tuple((cue.says, cue.found) for cue in rules.FITS)
_SORTS = {"condition": ("condition", "symptom"), "illness": ("condition",), "treatment": ("treatment", "exposure", "target")}
_REMEMBERED = 12
_NAMED = re.compile(r"[A-Z]|\w*\d")
_SURE_NAME = re.compile(r"\d|[A-Za-z][A-Z]")
_GENERIC = re.compile(rf"^(?:{_NOUNS})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept where the article names it; ``lead``: whether it stood before its sentence's verb (a subject is likelier to be meant)."""

    span: Span
    concept: Concept
    lead: bool

    @property
    def sort(self) -> str:
        """What MeSH says; a name that MeSH does not know ("BPC-157") is taken for something that is given."""
        return pico.kind(self.concept.trees) if self.concept.ui or self.concept.trees else "treatment"


@dataclass
class Memory:
    """The mentions read so far, newest last, and those of the last sentence; one article has one memory.

    ``topic``: the name of the condition that the article is about; ``standing``: where it was last named.
    """

    mentions: list[Mention] = field(default_factory=list)
    last: list[Mention] = field(default_factory=list)
    topic: str = ""
    standing: Mention | None = None

    def note(self, found: tuple[Mention, ...], meant: Mention | None = None) -> None:
        """Takes in the mentions of a sentence that has been read, and what its own pronoun stood for."""
        self.last = [mention for mention in found if mention.sort in ("condition", "symptom", "treatment", "exposure", "target")]
        if meant is not None:
            self.last.insert(0, replace(meant, lead=True))
        self.mentions += self.last
        self.standing = next((m for m in reversed(self.last) if m.concept.name == self.topic), self.standing)
        del self.mentions[:-_REMEMBERED]

    def clear(self) -> None:
        self.mentions.clear()
        self.last.clear()


def _plural(words_: str) -> bool:
    last = words(words_, 0, len(words_))[-1:]
    return bool(last) and plural(last[0])


def mentions(text: str, start: int, end: int, found: tuple[Concept, ...]) -> tuple[Mention, ...]:
    """The concepts of the sentence ``text[start:end]`` (offsets relative to it) as mentions; those before its verb are subjects."""
    tokens = words(text, start, end)
    verbs_at = finite(tokens)
    verb = tokens[verbs_at[0]].start if verbs_at else end
    made = tuple(Mention(Span(start + c.start, start + c.end), c, start + c.end <= verb) for c in found)
    if not any(m.lead for m in made) and (name := _name(tokens[: verbs_at[0]] if verbs_at else tokens, start)) is not None:
        words_ = text[name.start : name.end]
        made = (*made, Mention(name, Concept("", words_, words_, name.start - start, name.end - start), True))
    return made


def _name(before: list[Word], start: int) -> Span | None:
    """The proper name right before the verb, for what MeSH does not know: a word with a digit or a capital inside the sentence."""
    end = len(before)
    begin = end
    while begin and end - begin < 3:
        word = before[begin - 1]
        if word.sort != "noun" or word.start < start or not _NAMED.match(word.text):
            break
        begin -= 1
    found = before[begin:end]
    if not found or not any(_SURE_NAME.search(word.text) or word is not before[0] for word in found):
        return None
    return Span(found[0].start, found[-1].end)


def pronoun(text: str, start: int, end: int) -> re.Match[str] | None:
    """The pronoun or "this therapy" that opens ``text[start:end]`` as its subject, if it stands for something named before."""
    said = text[start:end]
    match = _SUBJECT.match(said)
    if match is None or _EMPTY.match(said) or (not match.group("noun") and _EVENTS.match(said)):
        return None
    return match


def subject(text: str, start: int, end: int) -> int:
    """Where the subject begins: behind "In adults with gout, " and the like."""
    match = _ADJUNCT.match(text, start, end)
    return match.end() if match else start


def event(text: str, start: int, end: int) -> bool:
    """Whether the clause speaks about the sentence before as a whole ("This may explain ...")."""
    return _EVENTS.match(text[start:end]) is not None


def resolve(text: str, start: int, end: int, memory: Memory, sentence: int, inside: tuple[Mention, ...] = ()) -> Mention | None:
    """What the subject of ``text[start:end]`` stands for.

    ``sentence``: where its sentence begins; ``inside``: mentions earlier in that sentence.
    """
    match = pronoun(text, start, end)
    if match is None:
        return None
    noun = match.group("noun")
    if noun and any(c.start < match.end() for c in pico.concepts(text[start : start + match.end()]) if not _GENERIC.match(c.words)):
        return None  # "the ketamine infusion" names itself
    rest = text[start + match.end() : end]
    if match.group("whose") and any(m.lead for m in inside if m.span.end <= start):
        return None  # "Ketamine and its effects": the owner stands in the sentence
    wanted = next((sort for sort, pattern in _CLASSES if noun and pattern.search(noun)), "")
    wanted = "illness" if wanted == "condition" and noun and not noun.casefold().startswith("symptom") else wanted
    many = noun.casefold().endswith("s") if noun else match.group("pronoun").casefold() in ("they", "these", "those", "their")
    many = many and wanted != "illness"
    if not wanted:
        fits = {sort for sort, pattern in _FITS if pattern.search(text[start:end])}
        wanted = next(iter(fits)) if len(fits) == 1 else ""
    named = {c.name for c in pico.concepts(rest)}

    def fitting(mentions_: Iterable[Mention]) -> list[Mention]:
        return [
            m
            for m in mentions_
            if m.concept.name not in named and (not wanted or m.sort in _SORTS[wanted]) and (not many or _plural(m.concept.words))
        ]

    # Earlier in the same sentence first: its subject, or whatever fits what the predicate asks for; then the sentences before.
    near = fitting(m for m in inside if m.span.end <= start)
    near = [m for m in near if m.lead or wanted]
    # "It" reaches back to the sentence before and no further; "this therapy" says what to look for and may reach further.
    far = fitting(m for m in (memory.mentions if noun else memory.last) if m.span.end <= sentence)
    # A condition is an article's standing subject: it may be meant from further back, where nothing nearer fits.
    farther = [m for m in memory.mentions if wanted == "condition" and m.lead and m.sort == "condition" and m.concept.name not in named]
    groups = [near, far, farther]
    if wanted == "condition":
        # A disease rather than one of its signs: "An attack brings nausea, and it may be preceded by an aura".
        groups = [[m for m in group if m.sort == "condition"] for group in groups] + groups
    for found in groups:
        if found:
            lead = next((m for m in reversed(found) if m.lead), None)
            standing = memory.standing
            if lead is None and wanted in ("condition", "illness") and standing is not None and standing.concept.name not in named:
                return standing  # the article's own condition rather than one named by the way
            return lead or found[-1]
    return None
