"""Which way a sentence points, and whether two sentences point the same way about the same thing.

A pointer is a word of direction with what stands around it: "reduced fatigue" points down at fatigue. Pointers of a claim
and of a sentence are compared by the words they share; "improves" is brought to an amount through the outcome's polarity.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence import text
from evidence.judges.lexical import openings
from evidence.rules import antonyms, assertion, directions, outcomes
from evidence.rules.cue import Cue, one_of
from evidence.rules.stopwords import STOPWORDS


class Finder:
    """Several kinds of cues, each as one pattern, with what lets most words of a sentence be passed over."""

    def __init__(self, kinds: Mapping[str, Iterable[Cue]]) -> None:
        held = {name: tuple(cues) for name, cues in kinds.items()}
        self.patterns = {name: one_of(cues) for name, cues in held.items()}
        by_opening: dict[str, set[str]] = {}
        self._open: dict[str, list[str]] = {}
        for name, cues in held.items():
            for cue in cues:
                opening = openings.of(cue.found)
                if opening is None:
                    # A cue that can begin with anything: its hints say when every word must be tried; without hints, always.
                    self._open.setdefault(name, []).extend(cue.hints.split() or [""])
                for letters in opening or ():
                    by_opening.setdefault(letters, set()).add(name)
        self._by_opening = {letters: tuple(sorted(names)) for letters, names in by_opening.items()}

    def hits(self, low: str, starts: Sequence[int]) -> dict[str, list[tuple[int, int, str]]]:
        """Of each kind every match that begins with a word, without overlap: (number of the word, end, words)."""
        told: dict[str, list[tuple[int, int, str]]] = {name: [] for name in self.patterns}
        always = tuple(name for name, hints in self._open.items() if any(hint in low for hint in hints))
        found = self._by_opening
        for number, start in enumerate(starts):
            names = {*always, *found.get(low[start : start + 3], ()), *found.get(low[start : start + 2], ()), *found.get(low[start], ())}
            for name in names:
                hits = told[name]
                if (not hits or start >= hits[-1][1]) and (hit := self.patterns[name].match(low, start)) is not None:
                    hits.append((number, hit.end(), hit.group()))
        return told


_FINDER = Finder(
    {
        "up": directions.UP, "down": directions.DOWN, "better": directions.BETTER, "worse": directions.WORSE, "null": directions.NULL,
        "cause": directions.CAUSE, "significant": directions.SIGNIFICANT, "link": directions.LINK, "not": assertion.NEGATION,
        "hedge": assertion.HEDGE, "unsettled": assertion.UNSETTLED, "than": assertion.COMPARED,
        "bad": tuple(cue for cue in outcomes.OUTCOMES if cue.says == "bad"),
        "good": tuple(cue for cue in outcomes.OUTCOMES if cue.says == "good"),
    }
)
_OPPOSITES: dict[str, frozenset[str]] = {
    word: frozenset(b if a == word else a for a, b in antonyms.PAIRS if word in (a, b)) for pair in antonyms.PAIRS for word in pair
}
_NUMBER = re.compile(
    r"(\d+(?:[.,]\d+)*)\s?(%|per ?cent|percent|-?fold|times|mg/kg|mg|years?|months?|weeks?|days?|hours?|minutes?)?"
)
_JOINING = frozenset({"and", "or", "but", "while", "whereas"})
_KINDS = (
    ("up", "amount", 1), ("down", "amount", -1), ("better", "value", 1), ("worse", "value", -1), ("link", "link", 1), ("cause", "cause", 1),
)
_NEGATED_WITHIN = 4
_OUTCOME_WITHIN = 6
_ARGUMENT_WITHIN = 7


@dataclass(frozen=True, slots=True)
class Pointer:
    """``sign`` 1, -1, or 0 for no effect; ``kind`` "amount", "value", "link", "null"; ``near``: stems around it, closer ones heavier.

    ``polarity``: of the nearest outcome, 1 good when more, -1 bad when more, 0 unknown. ``words``: the text's own.
    """

    place: int
    kind: str
    sign: int
    near: Mapping[str, float]
    words: str
    polarity: int

    @property
    def none(self) -> bool:
        """Whether it says that nothing happens."""
        return self.sign == 0

    @property
    def amount(self) -> int:
        """1 more, -1 less, 0 unknown."""
        return self.sign * self.polarity if self.kind == "value" else self.sign

    @property
    def value(self) -> int:
        """1 better, -1 worse, 0 unknown."""
        if self.kind == "value":
            return self.sign
        return self.sign * self.polarity if self.kind == "amount" else 0


@dataclass(frozen=True, slots=True)
class Signals:
    """A sentence's pointers and what else bears on its stance; places are token numbers."""

    stems: tuple[str, ...]
    pointers: tuple[Pointer, ...]
    negations: tuple[int, ...]
    than: tuple[int, ...]
    hedges: int
    unsettled: int
    significant: int
    numbers: tuple[tuple[str, str], ...]

    @property
    def denies(self) -> bool:
        return bool(self.negations) or any(pointer.none for pointer in self.pointers)


@lru_cache(maxsize=16384)
def read(low: str) -> Signals:
    """Reads one normalised sentence."""
    tokens = text.words(low)
    starts = [token.start for token in tokens]
    words = [token.text for token in tokens]
    stems = tuple(text.stem(word.removesuffix("'s")) for word in words)

    def place(at: int) -> int:
        return max(0, bisect_right(starts, at) - 1)

    told = {
        name: [(first, place(end - 1), found) for first, end, found in hits] for name, hits in _FINDER.hits(low, starts).items()
    }
    nulls = told["null"]

    def told_as_null(at: int) -> bool:
        return any(first <= at <= last for first, last, _ in nulls)

    negations = tuple(first for first, _, _ in told["not"] if not told_as_null(first))
    raw = sorted(
        (last if kind == "cause" else first, kind, sign, found)
        for name, kind, sign in _KINDS
        for first, last, found in told[name]
        if not told_as_null(first)
    )
    outcome_places = [(first, -1) for first, _, _ in told["bad"]] + [(first, 1) for first, _, _ in told["good"]]
    joined = _composed(raw, words)
    taken = frozenset(at for at, _, _, _ in joined)
    # "was not significantly lower": the null ends before the word that it denies.
    denied = frozenset(last + step for _, last, found in nulls if found.endswith(("significant", "significantly")) for step in (1, 2))

    def negated(at: int) -> bool:
        return at in denied or any(0 < at - no <= _NEGATED_WITHIN for no in negations)

    pointers = [
        Pointer(at, kind, 0 if negated(at) else sign, _near(at, words, stems, taken), found, _polarity(at, outcome_places))
        for at, kind, sign, found in joined
    ]
    pointers += [Pointer(last, "null", 0, _near(last, words, stems, taken), found, 0) for _, last, found in nulls]
    return Signals(
        stems, tuple(pointers), negations, tuple(first for first, _, _ in told["than"]), len(told["hedge"]), len(told["unsettled"]),
        sum(not told_as_null(first) for first, _, _ in told["significant"]),
        tuple((number.replace(",", ""), unit.strip()) for number, unit in _NUMBER.findall(low)),
    )


_Raw = tuple[int, str, int, str]


def _composed(raw: list[_Raw], words: list[str]) -> list[_Raw]:
    """Neighbours become one: "prevents activation" points down, "leads to reduced growth" passes on what follows."""
    once: list[_Raw] = []
    for item in raw:
        if not once or once[-1][0] != item[0]:
            once.append(item)
    joined: list[_Raw] = []
    at = 0
    while at < len(once):
        place, kind, sign, found = once[at]
        while at + 1 < len(once) and "link" not in (kind, once[at + 1][1]) and _touch(once[at][0], once[at + 1][0], words):
            at += 1
            following = once[at]
            if kind == "cause":
                kind, sign = following[1], following[2]
            else:
                sign *= 1 if following[1] == "cause" else following[2]
                kind = "value" if "value" in (kind, following[1]) else "amount"
            place, found = following[0], f"{found} {following[3]}"
        joined.append((place, "amount" if kind == "cause" else kind, sign, found))
        at += 1
    return joined


def _touch(first: int, second: int, words: list[str]) -> bool:
    return second - first <= 2 and not _JOINING & set(words[first + 1 : second])


def _near(place: int, words: list[str], stems: tuple[str, ...], taken: frozenset[int]) -> Mapping[str, float]:
    """The content stems around a place; what follows a verb counts more than what precedes it."""
    near: dict[str, float] = {}
    for at in range(max(0, place - _ARGUMENT_WITHIN), min(len(words), place + _ARGUMENT_WITHIN + 1)):
        if at == place or at in taken or words[at] in STOPWORDS:
            continue
        weight = math.exp(-(abs(at - place) - 1) / 3) * (1.0 if at > place else 0.8)
        if near.get(stems[at], 0.0) < weight:
            near[stems[at]] = weight
    return near


def _polarity(place: int, outcome_places: list[tuple[int, int]]) -> int:
    close = [
        (abs(at - place) + (0 if at > place else 1.5), polarity)
        for at, polarity in outcome_places
        if at != place and abs(at - place) <= _OUTCOME_WITHIN
    ]
    return min(close)[1] if close else 0


@lru_cache(maxsize=8192)
def polarity_of(low: str) -> int:
    """1 when all outcomes that a sentence names are good when more, -1 when all are bad when more, else 0."""
    good, bad = bool(_FINDER.patterns["good"].search(low)), bool(_FINDER.patterns["bad"].search(low))
    return 0 if good == bad else 1 if good else -1


# ---------------------------------------------------------------- two sentences beside each other

NAMES = (
    "agree", "oppose", "both_none", "none_against_some", "some_against_none", "value_agree", "value_oppose", "both_linked", "net",
    "value_net", "closest", "negation_only_here", "negation_both", "negation_only_there", "null_against_plain",
    "null_against_negated", "significant", "hedged", "unsettled", "same_word", "opposites", "swapped", "straight", "number_met",
    "number_missed",
)
_NOBODY = 12


def compare(claim: Signals, bag: frozenset[str], line: Signals, rarity: Callable[[str], float]) -> dict[str, float]:
    """How the line points beside the claim, by NAMES; ``bag`` are the claim's content stems."""
    told = dict.fromkeys(NAMES, 0.0)
    strongest = 0.0
    for asked in claim.pointers:
        for given in line.pointers:
            shared = _shared(asked.near, given.near, rarity)
            if asked.none:
                told["both_none" if given.none else "some_against_none"] += shared
            elif given.none:
                told["none_against_some"] += shared
            else:
                if "link" in (asked.kind, given.kind):
                    told["both_linked"] += shared
                elif asked.amount and given.amount:
                    same = asked.amount == given.amount
                    told["agree" if same else "oppose"] += shared
                    if shared > strongest:
                        strongest, told["closest"] = shared, shared if same else -shared
                if asked.value and given.value:
                    told["value_agree" if asked.value == given.value else "value_oppose"] += shared
    for name in ("agree", "oppose", "both_none", "some_against_none", "none_against_some", "both_linked", "value_agree", "value_oppose"):
        told[name] = min(told[name], 2.0)
    told["net"] = (told["agree"] - told["oppose"]) / (told["agree"] + told["oppose"] + 0.1)
    told["value_net"] = (told["value_agree"] - told["value_oppose"]) / (told["value_agree"] + told["value_oppose"] + 0.1)
    _negation(told, claim, bag, line)
    told["significant"] = min(line.significant, 2)
    told["hedged"] = min(line.hedges, 2)
    told["unsettled"] = float(line.unsettled > 0)
    told["same_word"] = float(bool(_stems_of(claim) & _stems_of(line)))
    held = frozenset(line.stems)
    told["opposites"] = min(sum(1 for stem in bag if stem not in held and _OPPOSITES.get(stem, frozenset()) & held), 2)
    _order(told, claim, bag, line)
    numbers = {number for number, _ in line.numbers}
    told["number_met"] = float(any(number in numbers for number, _ in claim.numbers))
    told["number_missed"] = float(not told["number_met"] and bool({u for _, u in claim.numbers if u} & {u for _, u in line.numbers if u}))
    return told


def _shared(a: Mapping[str, float], b: Mapping[str, float], rarity: Callable[[str], float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return min(sum(rarity(stem) * min(weight, b[stem]) for stem, weight in a.items() if stem in b) / 6, 1.5) + 0.08


def _stems_of(read: Signals) -> frozenset[str]:
    return frozenset(text.stem(word) for pointer in read.pointers for word in pointer.words.split())


def _negation(told: dict[str, float], claim: Signals, bag: frozenset[str], line: Signals) -> None:
    places = [at for at, stem in enumerate(line.stems) if stem in bag]

    def near(at: int) -> float:
        return math.exp(-min((abs(place - at) for place in places), default=_NOBODY) / 5)

    negated = min(sum(near(at) for at in line.negations), 1.5)
    nothing = min(sum(near(pointer.place) for pointer in line.pointers if pointer.kind == "null"), 1.5)
    if claim.denies:
        told["negation_both"], told["null_against_negated"] = negated, nothing
        told["negation_only_there"] = float(not line.negations and nothing == 0)
    else:
        told["negation_only_here"], told["null_against_plain"] = negated, nothing


def _order(told: dict[str, float], claim: Signals, bag: frozenset[str], line: Signals) -> None:
    """Who is compared with whom: "A is better than B" beside "B was better than A"."""
    if not (claim.than and line.than):
        return
    before, after = frozenset(claim.stems[: claim.than[0]]) & bag, frozenset(claim.stems[claim.than[0] + 1 :]) & bag
    first, second = before - after, after - before
    left, right = frozenset(line.stems[: line.than[0]]), frozenset(line.stems[line.than[0] + 1 :])
    straight = len(first & (left - right)) + len(second & (right - left))
    swapped = len(first & (right - left)) + len(second & (left - right))
    told["swapped"], told["straight"] = float(swapped > straight), float(straight > swapped)
