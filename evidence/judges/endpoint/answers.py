"""What a model answered, checked against the abstract: one strict JSON object, or no judgement at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from evidence.model import Stance, Strength

_KEYS = {"stance", "sentences", "quotes", "strength"}
_MOST = 3
# Fewer letters than this may stand in any sentence by chance.
_SHORTEST_QUOTE = 12


class NotUsable(ValueError):
    """Why an answer is no judgement, in words for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer; ``numbers`` of the sentences, from 1, () when neutral."""

    stance: Stance
    numbers: tuple[int, ...]
    strength: Strength


def check(said: str, sentences: Sequence[str]) -> Answer:
    """Reads the answer to a question about these sentences; NotUsable for anything but what was asked for."""
    try:
        read = json.loads(said, object_pairs_hook=_once, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise NotUsable("the answer is not one JSON object") from None
    if not isinstance(read, dict) or set(read) != _KEYS:
        raise NotUsable("the answer does not have the four keys that were asked for")
    try:
        stance, strength = Stance(read["stance"]), Strength(read["strength"])
    except ValueError:
        raise NotUsable("the answer names no known stance or strength") from None
    numbers, quotes = read["sentences"], read["quotes"]
    if not isinstance(numbers, list) or not isinstance(quotes, list) or len(numbers) != len(quotes):
        raise NotUsable("the answer does not give one quote for each sentence")
    if stance == Stance.NEUTRAL:
        if numbers:
            raise NotUsable("the answer is neutral and still rests on sentences")
        return Answer(stance, (), strength)
    if not 1 <= len(numbers) <= _MOST or len(set(map(str, numbers))) != len(numbers):
        raise NotUsable("the answer rests on no sentence, on too many, or on one twice")
    for number, quote in zip(numbers, quotes, strict=True):
        if type(number) is not int or not 1 <= number <= len(sentences):
            raise NotUsable("the answer names a sentence that the abstract does not have")
        _stands(quote, sentences[number - 1])
    return Answer(stance, tuple(numbers), strength)


def _stands(quote: Any, sentence: str) -> None:
    """The quoted words stand in the sentence, letter by letter, but for white space."""
    words = " ".join(quote.split()) if isinstance(quote, str) else ""
    whole = " ".join(sentence.split())
    if len(words) < min(_SHORTEST_QUOTE, len(whole)) or words not in whole:
        raise NotUsable("the answer quotes words that do not stand in the sentence it names")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key twice")
    return read


def _constant(name: str) -> NoReturn:
    raise ValueError(name)
