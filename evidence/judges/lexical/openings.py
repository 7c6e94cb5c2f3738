"""How a pattern can begin: its first letters, so that most words of a sentence are passed over without trying the pattern.

Only for speed: where a pattern cannot be read, every word is tried, and what is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

LETTERS = 3
_MOST = 4000


def of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Every way in which a match can begin, in small letters, ``LETTERS`` long or shorter for a short match; None: any way."""
    try:
        parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    except (ImportError, AttributeError):  # another Python's insides
        return None
    found = _sequence(list(parsed), frozenset({("", False)}))
    if found is None or len(found) > _MOST or any(not letters for letters, _ in found):
        return None
    return frozenset(letters for letters, _ in found)


# A beginning so far: its letters, and whether they are all that is wanted.
_Begun = frozenset[tuple[str, bool]]


def _sequence(items: Sequence[Any], begun: _Begun) -> _Begun | None:
    for item in items:
        if all(full for _, full in begun):
            break
        grown = _grown(item, frozenset(one for one in begun if not one[1]))
        if grown is None or len(grown) > _MOST:
            return None
        begun = grown | frozenset(one for one in begun if one[1])
    return begun


def _grown(item: Any, begun: _Begun) -> _Begun | None:
    name, value = str(item[0]), item[1]
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return begun
    if name == "LITERAL":
        return _with(begun, (chr(value).lower(),))
    if name == "IN":
        letters = _letters(value)
        return _with(begun, letters) if letters is not None else None
    if name == "SUBPATTERN":
        return _sequence(list(value[-1]), begun)
    if name == "BRANCH":
        return _either(_sequence(list(way), begun) for way in value[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        ways = [begun] if least == 0 else []
        held: _Begun | None = begun
        for times in range(1, min(int(most), LETTERS) + 1):
            held = _sequence(list(inner), held) if held is not None else None
            if held is None:
                return None
            if times >= least:
                ways.append(held)
        return _either(ways)
    return None


def _either(ways: Iterable[_Begun | None]) -> _Begun | None:
    found: _Begun = frozenset()
    for way in ways:
        if way is None:
            return None
        found |= way
    return found


def _with(begun: _Begun, letters: Iterable[str]) -> _Begun:
    kept = tuple(letters)
    return frozenset((held + letter, len(held) + 1 >= LETTERS) for held, _ in begun for letter in kept)


def _letters(choices: Sequence[Any]) -> frozenset[str] | None:
    """The letters of a class such as [ae]; None for one that is open ("\\w", "[^.]")."""
    found: set[str] = set()
    for choice in choices:
        name, value = str(choice[0]), choice[1]
        if name == "LITERAL":
            found.add(chr(value).lower())
        elif name == "RANGE" and value[1] - value[0] < 40:
            found.update(chr(number).lower() for number in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            return None
        else:
            return None
    return frozenset(found)
