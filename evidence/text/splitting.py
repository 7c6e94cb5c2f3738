"""Where sentences end, in medical prose.

One pass over the text's stops, line breaks, parentheses and bullets: every place is looked at once, so the time grows with
the text's length and with nothing else. All offsets are code points, absolute into the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span
from evidence.rules.abbreviations import ENDS, LETTER_NAMES, STARTERS, UNITS, Ends

_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = frozenset(_BREAKS)
_STOPS = (".", "!", "?", "…")
_BULLETS = "•▪◦‣●○■□➢➤✓✔✅⁃∙"
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
_EVENT = re.compile(rf"[.!?…。！？]|[{_BREAKS}]\s*+|\(|[{_BULLETS}]")
# What belongs to the sentence behind its stop: more stops, closing quotes and brackets, note marks, emoji.
_CLOSING = re.compile(
    r"[.!?…。！？]*+[\"'”’»)\]}*_†‡§]*+"
    r"(?:\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]|[¹²³⁰⁴-⁹][¹²³⁰⁴-⁹⁻,]*)*+"
    rf"(?:\s?[{_EMOJI}][\ufe0f\u200d\U0001f3fb-\U0001f3ff{_EMOJI}]*+)?"
)
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*+(?=\s+[A-Z]|\s*$)")
_NEXT = re.compile(r"[\s\u200b\ufeff\"'“”‘’«(\[{*_¿¡#>–—-]*+(\S{0,24})")
_LEAD = re.compile(rf"[\s\u200b\ufeff{_BULLETS}]*+(?:[-*–—]\s++)?[\s\u200b\ufeff]*+")
_LINE_MARK = re.compile(rf"[{_BULLETS}]|[-*–—+]\s|\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})[.)]\s|#{{1,6}}\s|>\s|\|")
# Words that open a sentence in lower case: mRNA, microRNA, pH, p53, miR-21, c-Fos, beta-catenin, β-blockers.
_MIXED_CASE = re.compile(r"[a-zα-ω]{1,6}[A-Z]|[a-zα-ω]{1,3}-?\d|[a-zα-ω]-[A-Za-z]|[α-ω]|(?:alpha|beta|gamma|delta|kappa|omega)-")
_ENUMERATOR = re.compile(r"\d{1,2}|[A-Za-z]|[ivxIVX]{1,4}")
_FIRST_ITEM = ("1", "a", "A", "i", "I")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_AMOUNT = re.compile(r"[\d.,]+(?:%|[^\W\d_]+(?:/[^\W\d_]+)*)?")
_OPENERS = "\"'“”‘’«([{*_¿¡"
_LOOK_BACK = 48
_LONGEST_ASIDE = 300
_SHORT_LINE = 45


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]`` in order, never overlapping, without white space or bullets at their edges.

    A blank line, a new list item and a line that cannot have been wrapped end a sentence, as a heading has no full stop.
    """
    return tuple(_sentences(text, start, len(text) if end is None else min(end, len(text))))


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    first = _first(text, start, end)  # where the running sentence begins
    aside = 0  # up to here a parenthesis protects the stops inside it
    done = start  # up to here everything is decided
    line = start  # where the running line begins
    number = 0  # the last enumerator ("1." at a sentence's start)
    for match in _EVENT.finditer(text, start, end):
        place = match.start()
        if place < done:
            continue
        sign = text[place]
        if sign == "(":
            if place > first and (close := text.find(")", max(aside, place) + 1, min(end, place + _LONGEST_ASIDE))) > 0:
                aside = close
            continue
        cut = begun = 0
        if sign in _BREAKS:
            if ends_block(text, line, place, match.end(), end):
                cut, begun, aside = place, match.end(), 0
            line = match.end()
        elif sign in _BULLETS:
            cut, begun = place, place + 1
        else:
            closing = _CLOSING.match(text, place, end)
            done = closing.end() if closing else place + 1
            word = _word_before(text, first, place)
            if (
                sign == "."
                and word.isdigit()
                and number
                and int(word) == number + 1
                and text[done : done + 1].isspace()
                and text[done + 1 : done + 2].isupper()
                and place - len(word) > first
            ):
                number += 1
                cut = begun = place - len(word)  # "1. Fatigue 2. Pain": the number opens the next item
            elif _stops(text, first, place, done, end, word, inside=place < aside):
                if note := _NOTE_NUMBER.match(text, done, end):
                    done = note.end()
                cut = begun = done
            elif sign == "." and word.isdigit() and len(word) < 3:
                number = int(word)
        if begun:
            if (span := _trimmed(text, first, cut)) is not None:
                yield span
            first = _first(text, begun, end)
            done = max(done, first)
            if not _LINE.isdisjoint(text[begun:first]):
                line = first
    if (span := _trimmed(text, first, end)) is not None:
        yield span


def _first(text: str, start: int, end: int) -> int:
    """Where the next sentence begins, past white space and bullets."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _trimmed(text: str, start: int, end: int) -> Span | None:
    length = len(text[start:end].rstrip(" \t\n\r\x0b\x0c\xa0\u200b\ufeff\u2028\u2029\u202f\u2009").rstrip())
    return Span(start, start + length) if length > 0 else None


def _word_before(text: str, first: int, place: int) -> str:
    """The run of non-space characters before a stop, without opening quotes and brackets."""
    piece = text[max(first, place - _LOOK_BACK) : place]
    if not piece or piece[-1].isspace():
        return ""
    return piece.rsplit(None, 1)[-1].lstrip(_OPENERS)


def _stops(text: str, first: int, place: int, after: int, end: int, word: str, *, inside: bool) -> bool:
    """Whether the stop at ``place`` ends the sentence that begins at ``first``; ``after`` is behind its closing signs."""
    if after >= end:
        return True
    if text[place] in "。！？":
        return not inside
    if not text[after].isspace():
        return not inside and text[place] == "." and _glued(text, place, after, end, word)
    following = _NEXT.match(text, after, end)
    upcoming = following.group(1) if following else ""
    if not upcoming or upcoming[0] in ".&":
        return not inside and not upcoming  # ". . . ." leads the eye to a page number, "P. & Mayer" names two authors
    plain = upcoming.rstrip(".,;:!?\"'”’)]*_")
    starter = plain in STARTERS
    if inside:
        # "(It really does.) The next": the parenthesis closes with its stop and a new sentence plainly opens.
        return text[place + 1 : place + 2] == ")" and starter and _rule(word) is None
    lower = upcoming[0].islower()
    if lower and not _MIXED_CASE.match(upcoming):
        return text[place] == "." and _opens_in_lower_case(plain, word)
    if text[place] != "." or text[place : place + 3] == "...":
        return True
    return _abbreviation_ends(text, first, place, word, upcoming, starter)


def _opens_in_lower_case(plain: str, word: str) -> bool:
    """A careless writer's lower-case start: only after a plain word and before a word that usually opens a sentence."""
    return len(word) > 3 and word.isalpha() and word.islower() and word not in ENDS and plain.capitalize() in _CARELESS


_CARELESS = frozenset({"The", "This", "These", "However", "It", "We", "Patients", "There", "They", "He", "She"})


def _abbreviation_ends(text: str, first: int, place: int, word: str, upcoming: str, starter: bool) -> bool:
    begins_here = place - len(word) <= first + 1
    if _ENUMERATOR.fullmatch(word):
        colon = text[max(first, place - len(word) - 2) : place - len(word)].rstrip().endswith(":")
        if begins_here or (colon and word in _FIRST_ITEM):
            return False  # "1. Patients", "a. Fatigue", "the steps: 1. Screening": the number of an item, not a sentence
    rule = _rule(word)
    if rule == Ends.NEVER:
        return False
    if rule == Ends.BEFORE_STARTER:
        return starter
    if rule == Ends.BEFORE_CAPITAL:
        return not upcoming[0].isdigit()
    if rule == Ends.AFTER_AMOUNT:
        return starter or (not upcoming[0].isdigit() and _amount_before(text, first, place - len(word)))
    if len(word) == 1 and word.isalpha():
        if word.islower():
            return starter
        before = text[max(first, place - _LOOK_BACK) : place - 1].split()
        return starter or (bool(before) and before[-1].lower().lstrip(_OPENERS) in LETTER_NAMES)
    if _DOTTED.fullmatch(word):
        return starter
    # "p = 0. 05": a decimal torn apart by a PDF.
    return not (upcoming[0].isdigit() and word.lstrip("=<>≤≥pP") == "0")


def _rule(word: str) -> Ends | None:
    """The table's row for a word, or for its last part ("and/or", "pre-inj")."""
    last = word.rsplit("/", 1)[-1].rsplit("-", 1)[-1]
    return ENDS.get(word) or ENDS.get(word.lower()) or ENDS.get(last)


def _amount_before(text: str, first: int, place: int) -> bool:
    words = text[max(first, place - _LOOK_BACK) : place].split()
    return bool(words) and (words[-1].lower() in UNITS or _AMOUNT.fullmatch(words[-1]) is not None)


def _glued(text: str, place: int, after: int, end: int, word: str) -> bool:
    """A stop with no space behind it: "recovery.12 The", "fatigue.Ketamine is", never inside numbers or addresses."""
    if len(word) < 3 or not word[-3:].isalpha() or not word[-3:].islower() or "@" in word or "/" in word or "www" in word:
        return False
    if word in ENDS:
        return False
    if _NOTE_NUMBER.match(text, after, end):
        return True
    return after == place + 1 and "." not in word and _GLUED_START.match(text, after, end) is not None


_GLUED_START = re.compile(r"[A-Z][a-z]{1,24}\s|(?:A|I)\s[a-z]")


def ends_block(text: str, line: int, place: int, following: int, end: int) -> bool:
    """Whether the line break at ``place`` ends a block: a blank line, a list item, or a line that cannot have been wrapped.

    ``line`` is where the line before it begins, ``following`` where the next line's words begin.
    """
    breaks = text[place:following]
    if breaks.count("\n") > 1 or breaks.count("\r") > 1 or "\x0c" in breaks or "\u2029" in breaks or following >= end:
        return True
    if _LINE_MARK.match(text, following, end):
        return True
    written = text[max(line, place - _LOOK_BACK) : place].rstrip()
    if not written:
        return True
    last = written[-1]
    if text[following].islower() or last in ",-–—(/" or written.rstrip("\"'”’)")[-1:] in _STOPS:
        return False
    if last in ":;":
        return True
    length = place - line
    if length < _SHORT_LINE:
        return True
    # A wrapped line is one that the next word would not have fitted on; the next line shows how wide lines are.
    rest = text[following : min(end, following + length + 80)].splitlines()[0]
    return length + 1 + len(rest.split(None, 1)[0]) < len(rest)
