"""The history server: searches and posted lists under a WebEnv, in memory, bounded in number and time."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from evidence.server.asked import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """One search or post: its PMIDs in order, and the query that finds them again."""

    pmids: tuple[str, ...]
    query: str


class History:
    """``lasts``: seconds a WebEnv lives after its last use (NCBI: some hours); ``most``: how many are kept."""

    def __init__(self, *, most: int = 500, lasts: float = 3600.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._lasts, self._clock = most, lasts, clock
        self._kept: OrderedDict[str, tuple[float, list[Step]]] = OrderedDict()
        self._lock = Lock()

    def add(self, step: Step, web: str = "") -> tuple[str, int]:
        """Keep a step, in a known WebEnv or in a new one -> WebEnv and query_key (from 1)."""
        with self._lock:
            self._forget()
            if web not in self._kept:
                web = f"MCID_{secrets.token_hex(16)}"
            _, steps = self._kept.get(web, (0.0, []))
            steps.append(step)
            self._kept[web] = (self._clock(), steps)
            self._kept.move_to_end(web)
            return web, len(steps)

    def step(self, web: str, key: str) -> Step:
        """A kept step; Refused in NCBI's words when it is not there or no longer."""
        with self._lock:
            self._forget()
            _, steps = self._kept.get(web, (0.0, []))
            if not (key.isascii() and key.isdigit() and 1 <= int(key) <= len(steps)):
                raise Refused(f"Unable to obtain query #{key[:10] or '1'}", 400)
            self._kept[web] = (self._clock(), steps)
            self._kept.move_to_end(web)
            return steps[int(key) - 1]

    def _forget(self) -> None:
        now = self._clock()
        while self._kept and (len(self._kept) > self._most or now - next(iter(self._kept.values()))[0] > self._lasts):
            self._kept.popitem(last=False)
