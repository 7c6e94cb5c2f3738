"""A list item with its lead-in: "The symptoms of X can include:" + "headaches (like migraine)" is one statement or several.

The lead-in's words come first, then the item's; only closed-class words are ours. What the lead-in asks for is told by tables.
"""

from __future__ import annotations

import re

from evidence import pico
from evidence.claims import clauses, coordination, reading
from evidence.claims.atoms import Atom, Piece
from evidence.claims.grammar import Word, adjective, finite, plural, words
from evidence.model import Span
from evidence.rules import joints, leadins, verbs

_TRAILING = re.compile(leadins.TRAILING, re.IGNORECASE)
_OPEN = tuple((cue.says, cue.found) for cue in leadins.OPEN)
_CLASSES = tuple((cue.says, cue.found) for cue in leadins.CLASSES)
_KINDS_ONLY = re.compile(leadins.KINDS_ONLY, re.IGNORECASE)
_HEAD = re.compile(leadins.HEAD_DASH, re.DOTALL)
_SUPERLATIVE = re.compile(leadins.SUPERLATIVE, re.IGNORECASE)
_HAD = re.compile(leadins.HAD, re.IGNORECASE)
_EXAMPLES = re.compile(joints.EXAMPLES, re.IGNORECASE)
_CALLED = re.compile(r"^\s*(?:also )?(?:called|known as|aka|a\.k\.a|i\.e|or)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r",?\s+(?P<cause>(?:possibly|probably|perhaps|often|usually|mainly|partly|likely)?\s*"
    r"(?:because of|due to|owing to|caused by|thanks to))\s",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\b(?:the )?following(?: \w+){0,2}? (?=(?:is|are|was|were|may|can|might|could|have|has|help|helps|tend)\b)", re.IGNORECASE
)
_MARKER = re.compile(r"\s*(?:like|such as|e\.g\.,?|for example,?|including|especially|for instance,?)\s+", re.IGNORECASE)
_DROPPED = re.compile(r"[\s,;.]*(?:,?\s*(?:etc\.?|and so on|and more|among others))?[\s,;.]*$", re.IGNORECASE)


class Lead:
    """A lead-in read once for all its items: its words up to the item, and what it asks for.

    ``asks``: "item" (a thing), "verb" (what the subject does), "include" (a class whose members follow, glue needed), "" (nothing).
    """

    def __init__(self, text: str, span: Span, subject: tuple[Piece, ...] = ()) -> None:
        words_ = text[span.start : span.end]
        cut = _TRAILING.search(words_)
        end = span.start + (cut.start() if cut else len(words_))
        start = clauses.last_clause(text, span.start, end) if end > span.start else span.start
        self.asks, self.span = "", Span(start, end) if end > start else span
        self.pieces: tuple[Piece, ...] = subject or (self.span,)
        plain = text[self.span.start : self.span.end].rstrip(" ,")
        self.complete = clauses.complete(text, self.span.start, self.span.end)
        self.asks = next((says for says, pattern in _OPEN if pattern.search(plain)), "")
        self.open = bool(self.asks)
        self.closing: tuple[Piece, ...] = ()
        following = _FOLLOWING.search(plain)
        if not self.asks and following and self.span.start + following.end() < self.span.end:
            # "... found that the following were more common:": the item takes the place of these words.
            self.asks, self.open = "item", True
            self.closing = (Span(self.span.start + following.end(), self.span.start + len(plain)),)
            front = self.span.start + following.start()
            self.pieces = (Span(self.span.start, front),) if text[self.span.start : front].strip() else ()
        if not self.asks and not _KINDS_ONLY.search(plain):
            self.asks = next(("include" for says, pattern in _CLASSES if says and pattern.search(plain)), "")
        if self.asks == "include" and self.complete:
            # "Ketamine has several important effects:": a whole sentence; its items are looked at for themselves.
            named = [pattern for says, pattern in _CLASSES if says and pattern.search(plain)]
            last = max((match.end() for pattern in named for match in pattern.finditer(plain)), default=0)
            self.glue = "including" if last else ""
        else:
            self.glue = "include" if self.asks == "include" else ""


def statements(text: str, span: Span, lead: Lead | None, lead_subject: tuple[Piece, ...]) -> tuple[Atom, ...]:
    """The statements of an item, () if it claims nothing; ``lead_subject``: what the lead-in is about, for items that lack a subject."""
    start, end = _trimmed(text, span.start, span.end)
    if start >= end:
        return ()
    tokens = words(text, start, end)
    verbs_at = finite(tokens)
    head = _HEAD.match(text[start:end])
    if head and not _is_clause(tokens, verbs_at, start + head.start("rest")):
        found = _described(text, Span(start, start + head.end("head")), Span(start + head.start("rest"), end), lead, lead_subject)
        if found:
            return found
    asks_verb = lead is not None and lead.asks == "verb"
    if tokens[0].sort in ("base", "verb", "modal", "be", "have") and (asks_verb or not _noun_too(tokens)):
        # Without a lead-in only the third person is told of something; a bare verb is a call.
        return _verbal(text, tokens, end, lead, lead_subject) if lead is not None or tokens[0].sort == "verb" else ()
    commas = [i for i in range(1, len(tokens) - 2) if tokens[i].low == ","]
    relative = next((i for i in commas if tokens[i + 1].low in ("which", "who")), None)
    if relative and verbs_at and verbs_at[0] > relative:
        # "an irritable bowel, which may stem from ...": the thing, and what is said of it.
        thing = Span(start, tokens[relative - 1].end)
        own = clauses.predicate(text, (thing,), tokens[relative + 2].start, end)
        return (*(_things(text, thing.start, thing.end, lead, lead_subject) if lead is not None and lead.asks else ()), *own)
    if verbs_at and reading.asserts(text, start, end):
        return clauses.split(text, start, end)
    if lead is None or not lead.asks:
        return ()
    return _things(text, start, end, lead, lead_subject)


def _noun_too(tokens: list[Word]) -> bool:
    """Whether the first word reads as a noun here: alone, or a form of both sorts with no object behind it."""
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else None
    lemma = verbs.THIRD.get(first.low, first.low)
    if lemma not in verbs.NOUNS_TOO:
        return second is None
    if second is None or second.sort in ("sign", "conj", "prep"):
        return second is None or second.low not in verbs.VERB_PREPOSITIONS
    return lemma in verbs.NOUNS_TOO and (first.sort != "verb" or second.sort not in ("det", "noun", "number", "going", "participle"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "•*-–—·_\"“"):
        start += 1
    tail = _DROPPED.search(text, start, end)
    return start, tail.start() if tail else end


def _is_clause(tokens: list[Word], verbs_at: list[int], rest: int) -> bool:
    """Whether the verb stands before the dash: then it is a sentence with an aside, not a head with its description."""
    return any(tokens[v].start < rest for v in verbs_at)


def _verbal(text: str, tokens: list[Word], end: int, lead: Lead | None, subject: tuple[Piece, ...]) -> tuple[Atom, ...]:
    """"Improves sleep", "Reduce pain": behind "can", or with the subject of the lead-in."""
    if lead is not None and lead.asks == "verb":
        return tuple(
            Atom((*lead.pieces, *(piece for piece in atom.pieces)), atom.core) for atom in _predicate_only(text, tokens, end)
        )
    if not subject:
        return ()
    found = clauses.predicate(text, tuple(piece for piece in subject if isinstance(piece, Span)), tokens[0].start, end)
    if tokens[0].sort == "base":
        third = verbs.forms(tokens[0].low)[1]
        found = tuple(_third(atom, tokens[0], third, len(subject)) for atom in found)
    return found


def _third(atom: Atom, base: Word, third: str, at: int) -> Atom:
    """The atom with its bare verb in the third person: "NAD+" + "Boost energy" -> "NAD+ boosts energy"."""
    piece = atom.pieces[at] if at < len(atom.pieces) else None
    if not isinstance(piece, Span) or piece.start != base.start:
        return atom
    rest: tuple[Piece, ...] = (Span(base.end, piece.end),) if piece.end > base.end else ()
    return Atom((*atom.pieces[:at], third, *rest, *atom.pieces[at + 1 :]), atom.core, atom.tail)


def _predicate_only(text: str, tokens: list[Word], end: int) -> list[Atom]:
    """The verb phrase by itself; its list of objects is taken apart."""
    listing = coordination.find(text, tokens, least=1)
    if listing is None:
        return [Atom((Span(tokens[0].start, end),), Span(tokens[0].start, end))]
    start, stop = listing.start, listing.end
    front = Span(tokens[0].start, tokens[start - 1].end)
    tail = (Span(tokens[stop].start, end),) if stop < len(tokens) else ()
    return [Atom((front, *member, *tail), member[0]) for member in listing.members]


def _things(text: str, start: int, end: int, lead: Lead, subject: tuple[Piece, ...]) -> tuple[Atom, ...]:
    """A thing behind "include" or "caused by": lists, examples in parentheses, and a reason are taken apart."""
    opening: tuple[Piece, ...] = (*lead.pieces, *((lead.glue,) if lead.glue else ()))
    cause = _CAUSE.search(text, start, end)
    whole_end = cause.start() if cause else end
    base_end, examples = _examples(text, start, whole_end)
    named = [member for example in examples for member in _members(text, example.start, example.end)]
    if len(named) < 2:
        # One example stays with its thing: "heart problems (like arrhythmias)"; "(rare)" is no example.
        example = bool(named) and bool(pico.concepts(text[examples[0].start : examples[0].end]))
        things = [(Span(start, whole_end),)] if example else _members(text, start, base_end if named else whole_end)
    else:
        things = [*_members(text, start, base_end), *named]
    atoms = [Atom((*opening, *thing, *lead.closing), thing[0]) for thing in things]
    if cause is not None:
        reason = Span(cause.start("cause"), end)
        among = _topic(text, lead)
        where: tuple[Piece, ...] = ("in", among) if among is not None else ()
        atoms.append(Atom((Span(start, whole_end), *where, "is", reason), reason, "cause"))
    return tuple(atoms)


def _topic(text: str, lead: Lead) -> Span | None:
    """The condition that the lead-in speaks of, where it stands in the article."""
    found = pico.of_text(text[lead.span.start : lead.span.end]).population
    return Span(lead.span.start + found[0].start, lead.span.start + found[0].end) if found and found[0].end else None


def _examples(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """Where the thing itself ends, and the examples behind it: "(COVID, EBV)", "such as A and B"."""
    opening = text.find("(", start, end)
    if opening > start and text.find(")", opening, end) >= end - 2:
        inside = text.rfind(")", opening, end)
        begin = opening + 1
        if _CALLED.match(text[begin:inside]):
            return end, []
        if marker := _MARKER.match(text[begin:inside]):
            begin += marker.end()
        return _rstrip(text, start, opening), _listed(text, begin, inside)
    marked = _EXAMPLES.search(text, start, end)
    if marked and marked.start() > start:
        return _rstrip(text, start, marked.start()), _listed(text, marked.end(), end)
    return end, []


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;"))


def _listed(text: str, start: int, end: int) -> list[Span]:
    found = []
    for match in re.finditer(r"[^,;]+", text[start:end]):
        begin, stop = start + match.start(), start + match.end()
        piece = re.sub(r"^(?:and|or|&)\s+", "", text[begin:stop].strip())
        if piece and not re.fullmatch(r"(?:etc|and so on|and more|others|among others)\.?", piece, re.IGNORECASE):
            at = text.index(piece, begin)
            found.append(Span(at, at + len(piece.rstrip(". "))))
    return found


def _members(text: str, start: int, end: int) -> list[tuple[Span, ...]]:
    tokens = words(text, start, end)
    listing = coordination.find(text, tokens, item=True) if tokens else None
    if listing is None:
        return [(Span(start, end),)]
    front = (Span(tokens[0].start, tokens[listing.start - 1].end),) if listing.start else ()
    tail = (Span(tokens[listing.end].start, end),) if listing.end < len(tokens) else ()
    return [(*front, *member, *tail) if front or tail else member for member in listing.members]


def _described(text: str, head: Span, rest: Span, lead: Lead | None, subject: tuple[Piece, ...]) -> tuple[Atom, ...]:
    """"Oral - lowest bioavailability": what is said of the head; a head that is a mere adjective borrows the lead's noun."""
    tokens = words(text, rest.start, rest.end)
    if not tokens:
        return ()
    name: tuple[Piece, ...] = (head,)
    head_words = words(text, head.start, head.end)
    if head_words and not pico.concepts(text[head.start : head.end]) and subject and _only_adjectives(head_words):
        name = (head, *subject)
    verbs_at = finite(tokens)
    atoms: list[Atom] = []
    if lead is not None and lead.asks in ("item", "include"):
        atoms += [Atom((*lead.pieces, *((lead.glue,) if lead.glue else ()), head), head)]
    several = bool(head_words) and plural(head_words[-1])
    agrees = tokens[0].sort == ("base" if several else "verb") and not _noun_too(tokens)
    if tokens[0].sort in ("modal", "be", "have") or agrees:
        # "Daily cream: absorbs through the skin, but can rub off", "Pellets: sit under the skin"
        spans = tuple(piece for piece in name if isinstance(piece, Span))
        return (*atoms, *clauses.predicate(text, spans, tokens[0].start, rest.end))
    if verbs_at and verbs_at[0] > 0:
        return (*atoms, *clauses.split(text, rest.start, rest.end))
    if tokens[0].sort == "verb" and not _noun_too(tokens):
        return (*atoms, Atom((*name, rest), rest))
    if tokens[0].sort == "base" and not _noun_too(tokens):
        follow = Span(tokens[0].end, rest.end) if rest.end > tokens[0].end else rest
        return (*atoms, Atom((*name, verbs.forms(tokens[0].low)[1], follow), rest))
    for piece in _listed(text, rest.start, rest.end):
        told = _said(text, piece)
        if told:
            atoms.append(Atom((*name, told, piece), piece))
    return tuple(atoms)


def _only_adjectives(tokens: list[Word]) -> bool:
    return all(adjective(word) or pico.route(word.text) for word in tokens)


def _said(text: str, piece: Span) -> str:
    """The verb that a short description leaves out: "has" before what a thing has, "is" before what it is; "" for a bare thing."""
    plain = text[piece.start : piece.end]
    if _HAD.search(plain):
        return "has" if _SUPERLATIVE.match(plain) or re.match(r"\d|about|around|over|up to|nearly", plain) else ""
    first = words(text, piece.start, piece.end)
    if _SUPERLATIVE.match(plain) or (first and adjective(first[0]) and not pico.concepts(plain) and not pico.route(plain)):
        return "is"
    return "is" if re.search(r"\b(?:standard|choice|option|treatment|first[- ]line)\b", plain, re.IGNORECASE) else ""
