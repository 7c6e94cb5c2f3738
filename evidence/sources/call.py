"""One call to the E-utilities through ``Bio.Entrez``: this client's address, pace, time limits and tries, and only our errors.

Biopython's address, key, pace and retries are globals of one module, and its pace is per process and not safe with threads
(ecosystem.md, traps 4 and 5). So each client runs its own private copy of that module: its ``urlopen`` is ours, and no other
user of Biopython notices. The API key goes in the body of a POST, never in an address; no foreign error hangs on ours.
"""

from __future__ import annotations

import importlib.util
import io
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from hashlib import blake2b
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus
from urllib.request import Request

import tenacity

from evidence.errors import EvidenceError, QueryError, SourceRefused, SourceUnreachable
from evidence.settings import NCBI
from evidence.sources import answers
from evidence.sources.answers import Garbled
from evidence.sources.limiter import Limiter
from evidence.sources.wire import Passing, Wire

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a client is; times in seconds. ``rate`` None: NCBI's rule, 3 requests a second without a key, 10 with one.

    ``window``: the time over which the rate counts. ``absent_tries``: when nothing listens at the address. ``longest_wait``: the
    longest Retry-After that is waited for. ``limit``: for one whole exchange. ``batch``: records in one EFetch. ``again``: how
    often records that did not come are asked for again. ``same_for``: how long a fetched record is not asked for again.
    """

    rate: int | None = None
    window: float = 1.0
    tries: int = 6
    absent_tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 60.0
    connect_limit: float = 10.0
    limit: float = 90.0
    most_bytes: int = 128 << 20
    batch: int = 200
    again: int = 2
    same_for: float = 3600.0


NCBI_PACE = Pace()


class Nobody(SourceRefused):
    """EFetch's 400: none of the ids exists."""


class Expired(SourceRefused):
    """The history server no longer has the search."""

    advice = "Search again."


class Caller:
    """Calls one server under one key. Safe to share between threads; callers of one data folder share one pace."""

    def __init__(self, base: str, *, tool: str, email: str, key: str, folder: Path, pace: Pace, sleep: Callable[[float], None]) -> None:
        self._base, self._key, self._pace, self._sleep = base, key, pace, sleep
        self._wire = Wire(
            base, connect_limit=pace.connect_limit, limit=pace.limit, longest_wait=pace.longest_wait, most_bytes=pace.most_bytes
        )
        self.server = self._wire.server
        # Without a key NCBI counts by the sender's address, with one by key; either way per server.
        counted = blake2b(f"{self.server} {key}".encode(), digest_size=8).hexdigest()
        self._limiter = Limiter(folder, counted, pace.rate or (10 if key else 3), window=pace.window, sleep=sleep)
        self._down = False
        self._biopython = self._own_biopython(tool, email)

    def __repr__(self) -> str:
        return f"Caller({self.server}, key {'set' if self._key else 'not set'})"

    def ask(self, utility: str, read: Callable[[bytes], T], *, tries: int | None = None, **params: Any) -> T:
        """Call, read the whole reply and turn it into a value, as often as it makes sense (at most ``tries`` times)."""
        fault: EvidenceError
        most = tries or self._pace.tries

        def enough(state: tenacity.RetryCallState) -> bool:
            trouble = _trouble(state)
            # After a call that found nobody in all its tries, the next ones only look whether the server is back.
            return state.attempt_number >= (1 if self._down else self._pace.absent_tries if trouble and trouble.absent else most)

        trier = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Passing),
            stop=enough,
            wait=self._wait,
            sleep=self._sleep,
            before_sleep=lambda state: log.info("%s, try %d: %s", utility, state.attempt_number, _trouble(state)),
            reraise=True,
        )
        try:
            value: T = trier(self._once, utility, read, params)
            self._down = False
            return value
        except Passing as trouble:
            fault = trouble.final
        except EvidenceError as error:
            fault = error
        self._down = isinstance(fault, SourceUnreachable)
        raise fault

    def clean(self, words: str) -> str:
        """A server's words for a message: short, one line, without the key in any spelling."""
        for secret in sorted({self._key, quote(self._key), quote_plus(self._key)} - {""}, key=len, reverse=True):
            words = words.replace(secret, "[key]")
        return " ".join(words.split())[:300]

    def holds_key(self, body: bytes) -> bool:
        return bool(self._key) and self._key.encode() in body

    def _once(self, utility: str, read: Callable[[bytes], T], params: dict[str, Any]) -> T:
        fault: EvidenceError
        try:
            with getattr(self._biopython, utility)(**params) as handle:
                body = handle.read()
            self._complain(answers.error_of(body), handle.status)
            return read(body)
        except Garbled as garbled:
            fault = Passing(SourceRefused(f"{self.server} sent {self.clean(str(garbled))} ({utility})."))
        raise fault

    def _complain(self, words: str, status: int) -> None:
        """Raise what an ERROR in the reply means; a 400 without a known reason is final, an ERROR in a 200 may pass."""
        if not words and status == 200:
            return
        means, shown = answers.complaint(words).means, self.clean(words) or "400 without a reason"
        if means == "query":
            raise QueryError(f"PubMed cannot answer the query: {shown}")
        if means == "nobody":
            raise Nobody("PubMed has none of these records.")
        if means == "expired":
            raise Expired(f"PubMed has forgotten this search: {shown}")
        refused = SourceRefused(f"{self.server} answered with an error: {shown}")
        raise Passing(refused) if means == "busy" and status == 200 else refused

    def _wait(self, state: tenacity.RetryCallState) -> float:
        trouble = _trouble(state)
        after = trouble.after if trouble else 0.0
        backoff = min(self._pace.first_wait * 2.0 ** (state.attempt_number - 1), self._pace.longest_wait)
        jitter = random.uniform(0.5, 1.0) * backoff  # noqa: S311 - spreads clients, guards nothing
        if not after:
            return jitter
        self._limiter.pause(after)
        return after + jitter / 4

    def _own_biopython(self, tool: str, email: str) -> ModuleType:
        """A private copy of ``Bio.Entrez``, so that its globals are this client's alone."""
        spec = importlib.util.find_spec("Bio.Entrez")
        if spec is None or spec.loader is None:
            raise SourceUnreachable("Biopython is not installed.", advice="Run the set-up again: make dashboard.")
        own: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(own)
        own.email, own.tool, own.api_key = email, tool, self._key or None
        own.max_tries = 1
        own.urlopen = self._send
        # Its own pause is per process and counts wrongly with threads (ecosystem.md, trap 5); the limiter keeps the pace.
        own.time = SimpleNamespace(time=time.time, sleep=lambda _: None)
        made: ModuleType = own
        return made

    def _send(self, request: Request) -> _Handle:
        """What the private copy calls instead of ``urllib.request.urlopen``."""
        address, _, asked = request.full_url.partition("?")
        address = self._base + address.removeprefix(NCBI)
        data = request.data if isinstance(request.data, bytes) else None
        if data is None and self._key:
            data, asked = asked.encode("ascii"), ""
        ours = Request(f"{address}?{asked}" if asked else address, data=data)  # noqa: S310 - settings allow http and https only
        return _Handle(*self._wire.send(ours, self._limiter.place()))


class _Handle(io.BytesIO):
    """A reply as Biopython expects it: bytes with headers and an address, which is left empty as it could hold the key."""

    url = ""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(body)
        self.status, self.headers = status, Message()
        self.headers["Content-Type"] = "application/octet-stream"  # so that it is not wrapped into text


def _trouble(state: tenacity.RetryCallState) -> Passing | None:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, Passing) else None
