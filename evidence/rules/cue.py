"""The shape of a rule in the tables of judging: a name, a pattern, what it says, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Cue:
    """``pattern`` is a regular expression over text as written (case ignored); ``says`` is the table's own word for it.

    ``hints``: pieces of small letters of which every match holds at least one, for a quick no; "" where none is known.
    """

    name: str
    pattern: str
    says: str = ""
    source: str = "team list"
    hints: str = ""

    @cached_property
    def found(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _hints(self) -> tuple[str, ...]:
        return tuple(self.hints.split())

    def search(self, words: str, low: str) -> re.Match[str] | None:
        """The first match in ``words``; ``low`` are the same words in small letters."""
        if self._hints and not any(hint in low for hint in self._hints):
            return None
        return self.found.search(words)


def one_of(cues: Iterable[Cue]) -> re.Pattern[str]:
    """All patterns of a table as one, for a quick yes or no."""
    return re.compile("|".join(f"(?:{cue.pattern})" for cue in cues), re.IGNORECASE)
