"""A pair judge's card, ``judge.json``: what it is called, what it was trained on, how to ask it, and the SHA-256 of each of its files.

Written for our own network by ``benchmarks.train_stack`` and for a downloaded one by ``evidence judges describe``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.errors import SettingsError
from evidence.model import Stance, content_id

FILE, MODEL, TOKENIZER, CONFIG = "judge.json", "model.onnx", "tokenizer.json", "config.json"
# The words by which networks for inference name their three classes, ours and those of the public checkpoints (judging.md, section 5).
CLASSES: Mapping[str, Stance] = {
    **dict.fromkeys(("supports", "support", "entailment", "entails", "entail"), Stance.SUPPORTS),
    **dict.fromkeys(("neutral", "nei", "not enough info", "none"), Stance.NEUTRAL),
    **dict.fromkeys(("refutes", "refute", "contradiction", "contradicts", "contradict"), Stance.REFUTES),
}
STANCES = (Stance.SUPPORTS, Stance.NEUTRAL, Stance.REFUTES)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")
_HASH = re.compile(r"[0-9a-f]{64}")
# Where nothing was fitted: a stance below is tentative, and the policy counts none of those.
_MEDIUM, _HIGH = 0.7, 0.85
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Stacking:
    """How the network's three probabilities are put beside those of the linear judge ``lexical``.

    Without ``coefficients`` both are averaged, the network with ``weight`` 0-1. With them: three rows (supports, neutral, refutes)
    over the six logarithms (the linear judge's three, then the network's) and ``intercept``, a logistic regression.
    """

    name: str
    lexical: str
    weight: float = 0.5
    coefficients: tuple[tuple[float, ...], ...] = ()
    intercept: tuple[float, ...] = ()
    medium: tuple[tuple[str, float], ...] = ()
    high: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """``labels``: the stance of each output, in order. ``claim_first``: the claim is the pair's first text.

    ``max_length``, ``claim_length``: tokens of the pair and of the claim in it. ``views``: how many of the best sentences are read
    at once, one reading each, averaged. ``medium``, ``high``: stance -> least probability of that strength.
    """

    name: str
    version: str
    licence: str
    trained_on: tuple[str, ...]
    labels: tuple[Stance, ...]
    files: tuple[tuple[str, str], ...]
    claim_first: bool = True
    max_length: int = 256
    claim_length: int = 64
    temperature: float = 1.0
    views: tuple[int, ...] = (3, 5)
    medium: tuple[tuple[str, float], ...] = ()
    high: tuple[tuple[str, float], ...] = ()
    stacking: Stacking | None = None

    @property
    def digest(self) -> str:
        """Eight hex digits over all that the judge's answers rest on: the files, how they are asked and where a stance becomes firm."""
        parts = (
            self.labels,
            self.files,
            self.claim_first,
            self.max_length,
            self.claim_length,
            self.temperature,
            self.views,
            self.medium,
            self.high,
            self.stacking,
        )
        return content_id("pair", repr(parts)).removeprefix("b2:")[:8]


def parse(data: bytes, config: bytes | None = None) -> Card:
    """Reads ``judge.json``; the label order may stand in the network's own ``config.json`` instead. SettingsError says what is wrong."""
    read = _object(data, FILE)
    name = read.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _wrong('"name" must be 3 to 60 small letters, digits, dots and dashes')
    files = read.get("files")
    if not isinstance(files, dict) or set(files) != {MODEL, TOKENIZER} or not all(_HASH.fullmatch(str(one)) for one in files.values()):
        raise _wrong(f'"files" must name {MODEL} and {TOKENIZER}, each with its SHA-256')
    order = read.get("order", ["claim", "evidence"])
    if order not in (["claim", "evidence"], ["evidence", "claim"]):
        raise _wrong('"order" must be ["claim", "evidence"] or ["evidence", "claim"]')
    given = read.get("labels")
    trained = read.get("trained_on", [])
    if not isinstance(trained, list):
        raise _wrong('"trained_on" must be a list')
    card = Card(
        name,
        str(read.get("version", "")),
        str(read.get("licence", "")),
        tuple(str(one) for one in trained),
        _classes(given) if isinstance(given, list) else labels(config),
        tuple(sorted((str(key), str(value)) for key, value in files.items())),
        order[0] == "claim",
        int(_number(read, "max_length", 256, 16, _LONGEST)),
        int(_number(read, "claim_length", 64, 4, _LONGEST // 2)),
        _number(read, "temperature", 1.0, 0.05, 100.0),
        _views(read.get("views", [3, 5])),
        _firmness(read.get("medium"), _MEDIUM),
        _firmness(read.get("high"), _HIGH),
        _stacking(read.get("stacking")),
    )
    if card.claim_length > card.max_length // 2:
        raise _wrong('"claim_length" must leave at least half of "max_length" to the evidence')
    return card


def labels(config: bytes | None) -> tuple[Stance, ...]:
    """The stances in the order of the network's outputs, from the ``id2label`` of a Hugging Face ``config.json``."""
    if config is None:
        raise _wrong('"labels" is missing, and there is no config.json with id2label')
    named = _object(config, CONFIG).get("id2label")
    if not isinstance(named, dict) or sorted(map(str, named)) != [str(at) for at in range(len(named))]:
        raise SettingsError("config.json has no usable id2label.", advice='Write "labels" into judge.json, in the order of the outputs.')
    return _classes([named[key] for key in sorted(named, key=int)])


def _classes(named: Sequence[Any]) -> tuple[Stance, ...]:
    found = tuple(CLASSES.get(str(one).casefold().replace("_", " ").strip()) for one in named)
    kept = tuple(one for one in found if one is not None)
    if len(kept) != len(found) or set(kept) != set(STANCES) or len(kept) != len(STANCES):
        raise SettingsError(
            "The outputs of this network are not the three classes supports, neutral and refutes (entailment, neutral, contradiction).",
            advice="Take a network with three classes; one with entailment and not-entailment alone cannot tell refuted from unrelated.",
        )
    return kept


def _stacking(read: Any) -> Stacking | None:
    if read is None:
        return None
    if not isinstance(read, dict) or not _NAME.fullmatch(str(read.get("name"))):
        raise _wrong('"stacking" needs a "name" of its own')
    rows = tuple(_numbers(row, 6, '"stacking.coefficients"') for row in read.get("coefficients", []))
    intercept = _numbers(read.get("intercept", []), 3 if rows else 0, '"stacking.intercept"')
    if len(rows) not in (0, 3):
        raise _wrong('"stacking.coefficients" must be three rows of six numbers')
    weight = _number(read, "weight", 0.5, 0.0, 1.0)
    return Stacking(
        str(read["name"]),
        str(read.get("lexical", "")),
        weight,
        rows,
        intercept,
        _firmness(read.get("medium"), _MEDIUM),
        _firmness(read.get("high"), _HIGH),
    )


def _firmness(read: Any, unless: float) -> tuple[tuple[str, float], ...]:
    given = read if isinstance(read, dict) else {}
    return tuple((stance.value, _number(given, stance.value, unless, 0.0, 1.0)) for stance in (Stance.REFUTES, Stance.SUPPORTS))


def _views(read: Any) -> tuple[int, ...]:
    if not isinstance(read, list) or not 1 <= len(read) <= 4 or not all(type(one) is int and 1 <= one <= 20 for one in read):
        raise _wrong('"views" must be one to four numbers of sentences, each 1 to 20')
    return tuple(sorted(set(read)))


def _numbers(read: Any, many: int, what: str) -> tuple[float, ...]:
    if not isinstance(read, list) or len(read) != many:
        raise _wrong(f"{what} must hold {many} numbers")
    return tuple(_number({"value": one}, "value", 0.0, -1e6, 1e6) for one in read)


def _number(read: Mapping[str, Any], key: str, unless: float, least: float, most: float) -> float:
    value = read.get(key, unless)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _wrong(f'"{key}" must be a number from {least:g} to {most:g}')
    return float(value)


def _object(data: bytes, name: str) -> dict[str, Any]:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        raise SettingsError(f"{name} is not JSON.", advice="Write it anew with: evidence judges describe FOLDER.") from None
    if not isinstance(read, dict):
        raise SettingsError(f"{name} is not a JSON object.", advice="Write it anew with: evidence judges describe FOLDER.")
    return read


def _wrong(what: str) -> SettingsError:
    return SettingsError(f"judge.json cannot be used: {what}.", advice="Correct it, or write it anew: evidence judges describe FOLDER.")
