"""What a client asked: the parameters of one call, from the address or the form, read as NCBI reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

MOST_LISTED = 9_999
MOST_FETCHED = 10_000
DEFAULT_LISTED = 20


class Reply(NamedTuple):
    """An answer as bytes."""

    status: int
    media_type: str
    body: bytes


class Refused(Exception):
    """The utility answers with an ERROR; ``status`` as NCBI sends it (most errors come inside a 200)."""

    def __init__(self, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.status = status


class Asked:
    """One call's parameters. Names keep their case, as ``WebEnv`` does; the last value of a name counts, except for ``id``."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = [(name, value.strip()) for name, value in pairs]
        self._last = dict(self._pairs)

    def __getitem__(self, name: str) -> str:
        return self._last.get(name, "")

    def number(self, name: str, default: int) -> int:
        """A number of at least 0; what is none counts as not given."""
        value = self[name]
        return int(value) if re.fullmatch(r"\d{1,9}", value) else default

    def id_groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of each ``id`` parameter: ELink answers them group by group."""
        return tuple(tuple(part.strip() for part in value.split(",") if part.strip()) for name, value in self._pairs if name == "id")

    def ids(self) -> tuple[str, ...]:
        """All ids, each once, numbers only; versions ("123.2") lose theirs."""
        plain = (each.partition(".")[0] for group in self.id_groups() for each in group)
        return tuple(dict.fromkeys(each.lstrip("0") for each in plain if each.isascii() and each.isdigit() and each.strip("0")))

    def days(self, today: date) -> tuple[str, str] | None:
        """First and last day as "YYYY/MM/DD" from mindate and maxdate, or from reldate; None when not limited."""
        if re.fullmatch(r"\d{1,6}", self["reldate"]):
            back = min(int(self["reldate"]), (today - date(1500, 1, 1)).days)
            return f"{today - timedelta(days=back):%Y/%m/%d}", f"{today:%Y/%m/%d}"
        if self["mindate"] and self["maxdate"]:
            first, last = self["mindate"].replace("-", "/"), self["maxdate"].replace("-", "/")
            if all(re.fullmatch(r"\d{4}(/\d{1,2}(/\d{1,2})?)?", day) for day in (first, last)):
                return first, last
        return None
