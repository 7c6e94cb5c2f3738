"""Judges: claim x citation -> stance, strength and the verbatim sentences it rests on. Each one is named and versioned.

A judge is a value with a ``name`` and ``judge(claim, citations)``; a new one is a line in ``_MAKERS`` and its own folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Protocol

from evidence.judges import lexical
from evidence.model import Citation, Claim, Judgement


class Judge(Protocol):
    """Same input, same output, on every machine: the name carries the version of everything it rests on."""

    @property
    def name(self) -> str: ...

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        """One judgement a citation, in the same order."""
        ...


_MAKERS: Mapping[str, Callable[[], Judge]] = {lexical.NAME: lexical.Lexical}
NAMES = tuple(_MAKERS)
DEFAULT = lexical.NAME


@cache
def get(name: str = DEFAULT) -> Judge:
    """The judge of this name; KeyError for one that is not in NAMES."""
    return _MAKERS[name]()
