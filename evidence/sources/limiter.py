"""One pace for every thread, session and process that shares a data folder: a locked file of request times.

NCBI allows 3 requests a second without a key and 10 with one, over all users of the key (method.md, section 6). The
server counts a request some time between its sending and the first byte of the reply; so a place is free again one window
after the *reply* began. That keeps any sliding window of the server's own log within the limit, whatever the network's or
the scheduler's delays. A request that got no reply frees its place ``patience`` seconds later, so a killed process blocks nobody.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from evidence.errors import SettingsError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAP = 0.02  # seconds between looks while a request is under way: its reply may free the place at any time
_LONGEST_NAP = 0.25


@dataclass(frozen=True, slots=True)
class _Place:
    """One request: when it was sent, and when its reply began (0 while it is under way); seconds since 1970."""

    name: str
    sent: float
    answered: float = 0.0

    def free_at(self, window: float, patience: float) -> float:
        return (self.answered or self.sent + patience) + window


@dataclass(frozen=True, slots=True)
class _Page:
    """The file: requests that still count, and until when the server asked everybody to wait."""

    closed_until: float
    places: tuple[_Place, ...]

    @classmethod
    def read(cls, data: bytes) -> _Page:
        """Half-written lines (a process killed while writing) are passed over."""
        closed, places = 0.0, []
        for line in data.decode("ascii", "replace").splitlines():
            parts = line.split()
            try:
                if len(parts) == 2 and parts[0] == "closed":
                    closed = float(parts[1])
                elif len(parts) == 3:
                    places.append(_Place(parts[0], float(parts[1]), float(parts[2])))
            except ValueError:
                continue
        return cls(closed, tuple(places))

    def written(self) -> bytes:
        lines = [f"closed {self.closed_until!r}"] + [f"{p.name} {p.sent!r} {p.answered!r}" for p in self.places]
        return ("\n".join(lines) + "\n").encode("ascii")


class Limiter:
    """At most ``rate`` requests in any ``window`` seconds for all who use the same ``folder`` and ``name``.

    ``name`` must not reveal a key: give a hash. ``clock`` is wall time, so that hosts on one shared folder agree.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        rate: int,
        *,
        window: float = 1.0,
        patience: float = 5.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if rate < 1:
            raise ValueError("a limiter needs a rate of at least 1")
        self.rate, self.window, self.patience = rate, window, patience
        self._path = folder / f"{name}.pace"
        self._clock, self._sleep = clock, sleep
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._path.touch()
        except OSError as error:
            raise SettingsError(f"The data folder cannot be written: {error.strerror}: {folder}.") from None

    @contextmanager
    def place(self) -> Iterator[None]:
        """Wait for a place, hold it while the block runs, and give it back ``window`` seconds after the block ended."""
        name = self._take()
        try:
            yield
        finally:
            with self._page() as (page, write):
                now = self._clock()
                write(replace(page, places=tuple(replace(p, answered=now) if p.name == name else p for p in page.places)))

    def pause(self, seconds: float) -> None:
        """Nobody sends for ``seconds``: the server asked for it (Retry-After)."""
        with self._page() as (page, write):
            write(replace(page, closed_until=max(page.closed_until, self._clock() + seconds)))

    def _take(self) -> str:
        name = uuid4().hex
        while True:
            with self._page() as (page, write):
                now = self._clock()
                wait = self._wait(page, now)
                if wait <= 0:
                    write(replace(page, places=(*self._counting(page, now), _Place(name, now))))
                    return name
            self._sleep(min(wait, _LONGEST_NAP))

    def _wait(self, page: _Page, now: float) -> float:
        """Seconds until a place may be free; 0 when one is."""
        if 0 < page.closed_until - now < 3600:  # further ahead only after the clock was set back
            return page.closed_until - now
        places = self._counting(page, now)
        if len(places) < self.rate:
            return 0.0
        if any(not place.answered for place in places):
            return _NAP
        return max(sorted(p.free_at(self.window, self.patience) for p in places)[-self.rate] - now, 0.001)

    def _counting(self, page: _Page, now: float) -> tuple[_Place, ...]:
        longest = self.window + self.patience
        return tuple(p for p in page.places if now < p.free_at(self.window, self.patience) <= now + longest + 1)

    @contextmanager
    def _page(self) -> Iterator[tuple[_Page, Callable[[_Page], None]]]:
        """The file under an exclusive lock; the lock goes with the file handle, also when the process is killed."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise SettingsError(f"The data folder cannot be written: {error.strerror}: {self._path.parent}.") from None
        try:
            _lock(handle)

            def write(page: _Page) -> None:
                data = page.written()
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, data)
                os.ftruncate(handle, len(data))

            yield _Page.read(os.read(handle, 1 << 20)), write
        finally:
            os.close(handle)


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        while True:
            os.lseek(handle, 1 << 30, os.SEEK_SET)  # a byte far behind the text, so that reading stays possible
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:
                continue
            os.lseek(handle, 0, os.SEEK_SET)
            return

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
