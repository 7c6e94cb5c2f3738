"""A sentence taken apart into statements: clauses, verbs that share a subject, lists, reasons, relative clauses.

Every statement is made of pieces of the sentence (``Atom``); a piece that stands by itself is kept exactly.
Linear in the sentence but for a bounded number of lists; a sentence of more than ``_TOO_LONG`` words is left whole.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evidence.claims.atoms import Atom, Part
from evidence.claims.grammar import Word, finite, words
from evidence.claims.predicates import within
from evidence.model import Span
from evidence.rules import joints, refusals

_OPENER = re.compile(joints.OPENERS, re.IGNORECASE)
_OPPOSED = re.compile(joints.OPPOSED, re.IGNORECASE)
_FRAME = re.compile(joints.FRAME, re.IGNORECASE)
_CALL = re.compile(refusals.IMPERATIVE, re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*—\s*")
_TOO_LONG = 90
_MOST = 12


def split(text: str, start: int, end: int) -> tuple[Atom, ...]:
    """The statements of the sentence ``text[start:end]`` in order; the whole sentence where nothing can be taken apart."""
    start, end = _trimmed(text, start, end)
    if start >= end:
        return ()
    tokens = words(text, start, end)
    if len(tokens) > _TOO_LONG:
        return (Atom((Span(start, end),), Span(start, end)),)
    frame = _FRAME.match(text, start, end)
    if frame and finite(words(text, frame.end(), end)):
        inside = _taken_apart(text, frame.end(), end)
        if len(inside) > 1:
            said = Span(start, frame.end())
            return tuple(replace(atom, pieces=(said, *atom.pieces)) for atom in inside)
        return (Atom((Span(start, end),), Span(start, end)),)
    return _taken_apart(text, start, end)


def _taken_apart(text: str, start: int, end: int) -> tuple[Atom, ...]:
    atoms: list[Atom] = []
    for part in _parts(text, start, end):
        atoms += within(text, part)
    return tuple(atoms[: 2 * _MOST])


def last_clause(text: str, start: int, end: int) -> int:
    """Where the last clause of ``text[start:end]`` begins: "we do not know why, but it can be preceded by"."""
    tokens = words(text, start, end)
    verbs_at = finite(tokens)
    begin = 0
    for i in range(1, len(tokens) - 1):
        if _cuts(tokens, verbs_at, begin, i):
            begin = i + 1
    opener = _OPENER.match(text, tokens[begin].start, end) if tokens else None
    return opener.end() if opener else tokens[begin].start if tokens else start


def before_last(text: str, start: int, last: int) -> tuple[int, int] | None:
    """The clauses before the one that begins at ``last``, without the joint between them; None if there are none."""
    tokens = words(text, start, last)
    while tokens and (tokens[-1].sort in ("sign", "conj", "sub")):
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else None


def complete(text: str, start: int, end: int) -> bool:
    """Whether the words are a clause with something behind its verb."""
    tokens = words(text, start, end)
    verbs_at = finite(tokens)
    if not verbs_at or verbs_at[0] == 0 or tokens[-1].sort in ("prep", "det", "modal", "be", "have", "conj", "sub"):
        return False
    return any(w.sort not in ("adv", "not", "prep", "det", "be", "have", "sign") for w in tokens[verbs_at[-1] + 1 :])


def predicate(text: str, subject: tuple[Span, ...], start: int, end: int) -> tuple[Atom, ...]:
    """The statements of a verb phrase with a subject from elsewhere."""
    return tuple(within(text, Part(start, end, subject)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without linking words in front, quotes around, and a call to action behind a dash ("... - learn more")."""
    while match := _OPENER.match(text, start, end):
        start = match.end()
    for match in _DASH.finditer(text, start, end):
        if _CALL.match(text, match.end(), end):
            end = match.start()
            break
    while start < end and text[start] in "*_ \t\"“'":
        start += 1
    while end > start and text[end - 1] in ":;, \t":
        end -= 1
    return start, end


def _parts(text: str, start: int, end: int) -> list[Part]:
    tokens = words(text, start, end)
    verbs_at = finite(tokens)
    parts: list[Part] = []
    begin = 0
    opposed = _OPPOSED.match(text, start, end)
    if opposed and (comma := _comma_between(tokens, verbs_at)) is not None:
        parts.append(Part(opposed.end(), tokens[comma - 1].end))
        begin = comma + 1
    cuts: list[int] = []
    for i in range(begin + 1, len(tokens) - 1):
        if _cuts(tokens, verbs_at, cuts[-1] + 1 if cuts else begin, i):
            cuts.append(i)
    for cut in [*cuts, len(tokens)]:
        # A clause ends before its comma; its last word's stop belongs to it at the sentence's end.
        last = cut - 1
        while last > begin and tokens[last].low in (",", ";", "–", "—", "-", ":"):
            last -= 1
        if last < begin:
            continue
        stop = end if cut == len(tokens) else tokens[last].end
        parts += _tails(text, tokens[begin : last + 1], stop)
        begin = cut + 1
    return parts or [Part(start, end)]


def _comma_between(tokens: list[Word], verbs_at: list[int]) -> int | None:
    """The comma that parts a conceding clause from the main one: a verb on either side."""
    for i, word in enumerate(tokens):
        if word.low == "," and any(v < i for v in verbs_at) and any(v > i for v in verbs_at):
            following = next(v for v in verbs_at if v > i)
            if following > i + 1 and not any(w.sort == "sub" for w in tokens[i + 1 : following]):
                return i
    return None


def _cuts(tokens: list[Word], verbs_at: list[int], begin: int, i: int) -> bool:
    """Whether a new clause with its own subject and verb begins behind the word at ``i``."""
    word = tokens[i]
    if word.low not in joints.SPLITTERS and word.low not in (";", ":", "–", "—", "-"):
        return False
    if not any(begin <= v < i for v in verbs_at) or tokens[i - 1].low in joints.FOCUS:
        return False
    following = next((v for v in verbs_at if v > i), None)
    if following is None or following == i + 1:
        return False
    subject = tokens[i + 1 : following]
    if subject[0].low in ("that", "this", "these", "those") and len(subject) > 1:
        subject = subject[1:]
    if any((w.sort in ("sub", "conj") and w.low != "and") or w.low in (";", "(", ":") for w in subject):
        return False
    if subject[0].sort in ("adv",) and all(w.sort in ("adv", "not") for w in subject):
        return False
    comma = tokens[i - 1].low == ","  # ", and flushing and headache are": the one behind a comma opens the clause
    for k, w in enumerate(tokens[i + 1 : following], i + 1):
        if w.low in joints.SPLITTERS and not (comma and tokens[k - 1].low != ",") and _cuts(tokens, verbs_at, begin, k):
            return False
    before = tokens[begin:i]
    # "patients who drink and smoke ...": inside a relative clause nothing is cut but by stronger signs.
    if word.low in ("and", "yet", "so"):
        inside = any(w.low in ("who", "that", "which", "if", "when", "whether") for w in before)
        comma = tokens[i - 1].low == ","
        return comma or not inside
    return True


def _tails(text: str, tokens: list[Word], stop: int) -> list[Part]:
    """The clause, and apart from it what a relative clause or a reason adds."""
    start = tokens[0].start
    verbs_at = finite(tokens)
    extra: list[Part] = []
    aside = _aside(text, tokens, stop)
    if aside is not None:
        extra.append(aside)
    relative = _relative(tokens, verbs_at, stop)
    if relative is not None:
        main_end, parts = relative
        return [Part(start, main_end), *parts, *extra] if main_end else [*parts, *extra]
    cause = _cause(tokens, verbs_at)
    if cause is not None:
        main = Part(start, tokens[cause - 1].end)
        reason = _reason(tokens, cause)
        return [main, reason if reason is not None else Part(start, stop, tail="cause"), *extra]
    return [Part(start, stop), *extra]


def _reason(tokens: list[Word], cause: int) -> Part | None:
    """The reason as a statement of its own where it is a whole clause: "because it blocks the enzyme"."""
    begin = cause + 1 if tokens[cause].low == "," else cause
    if tokens[begin].low not in ("because", "since") or (begin + 1 < len(tokens) and tokens[begin + 1].low == "of"):
        return None
    inside = tokens[begin + 1 :]
    verbs_at = finite(inside)
    if not verbs_at or verbs_at[0] == 0 or any(w.sort == "sub" for w in inside[: verbs_at[0]]):
        return None
    return Part(inside[0].start, inside[-1].end)


def _aside(text: str, tokens: list[Word], stop: int) -> Part | None:
    """A parenthesis that is a clause of its own: "(because its receptors are blocked)"."""
    opening = next((i for i, w in enumerate(tokens) if w.low == "("), None)
    closing = next((i for i, w in enumerate(tokens) if w.low == ")" and opening is not None and i > opening), None)
    if opening is None or closing is None or closing - opening < 4:
        return None
    inside = tokens[opening + 1 : closing]
    if inside[0].low in ("because", "since", "as"):
        inside = inside[1:]
    verbs_at = finite(inside)
    if not verbs_at or verbs_at[0] == 0 or any(w.sort == "sub" for w in inside[: verbs_at[0]]):
        return None
    return Part(inside[0].start, inside[-1].end)


def _relative(tokens: list[Word], verbs_at: list[int], stop: int) -> tuple[int, list[Part]] | None:
    """", which affects ...": the noun before the comma becomes the subject; a main clause that goes on behind it is put together again."""
    for i in range(1, len(tokens) - 2):
        if tokens[i].low != "," or tokens[i + 1].low not in ("which", "who"):
            continue
        if i + 2 not in verbs_at and not _adverb_then_verb(tokens, verbs_at, i + 2):
            continue
        why = [w.low for w in tokens[i + 2 : i + 5]]
        if why[:2] == ["is", "why"] and why[2:] and why[2] in ("we", "you", "our", "your", "i"):
            return tokens[i - 1].end, []  # "..., which is why we test your blood" tells of the clinic
        if tokens[i + 2].low in joints.WHOLE_CLAUSE or " ".join(w.low for w in tokens[i + 2 : i + 4]) in joints.WHOLE_CLAUSE:
            return None
        noun = i
        while noun > 0 and tokens[noun - 1].sort not in _BEFORE_NOUN:
            noun -= 1
        if noun == i:
            return None
        subject = Span(tokens[noun].start, tokens[i - 1].end)
        closing = next((j for j in range(i + 3, len(tokens)) if tokens[j].low == ","), None)
        if closing is not None and noun > 0 and not any(v < i for v in verbs_at) and any(v > closing for v in verbs_at):
            return stop, [Part(tokens[i + 2].start, tokens[closing - 1].end, (subject,))]  # "Unlike tablets, which are ..., a drip ..."
        if closing is not None and not any(v < i for v in verbs_at) and any(v > closing for v in verbs_at):
            whole = Span(tokens[0].start, tokens[i - 1].end)
            return 0, [Part(tokens[closing + 1].start, stop, (whole,)), Part(tokens[i + 2].start, tokens[closing - 1].end, (subject,))]
        if not any(v < i for v in verbs_at):
            return None
        return tokens[i - 1].end, [Part(tokens[i + 2].start, stop, (subject,))]
    return None


_BEFORE_NOUN = ("prep", "modal", "be", "have", "do", "verb", "base", "past", "conj", "sub", "sign", "participle")


def _adverb_then_verb(tokens: list[Word], verbs_at: list[int], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i].sort in ("adv", "not") and i + 1 in verbs_at


def _cause(tokens: list[Word], verbs_at: list[int]) -> int | None:
    """The index where a reason begins, if the clause before it is complete ("is due to" is no tail but the predicate)."""
    if not verbs_at:
        return None
    for i in range(verbs_at[0] + 2, len(tokens) - 1):
        if not any(_says(tokens, i, phrase) for phrase in joints.CAUSES):
            continue
        if any(w.low == "(" for w in tokens[:i]) and not any(w.low == ")" for w in tokens[:i]):
            return None
        before = tokens[i - 1]
        if before.sort in ("be", "adv", "not") or before.low in ("just", "only", "be", "mainly", "partly", "-"):
            return None
        return i - 1 if before.low == "," else i
    return None


def _says(tokens: list[Word], i: int, phrase: str) -> bool:
    parts = phrase.split(" ")
    return [w.low for w in tokens[i : i + len(parts)]] == parts and (phrase != "since" or tokens[i - 1].low == ",")
