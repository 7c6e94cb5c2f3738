"""The door to an OpenAI-compatible server: one chat completion a call, within a budget, with patience and without leaking the key.

The address comes from the settings alone and redirects are not followed, so the key goes to no other host. It stands in one
header, in no message, log line or ``repr``. What the server says in words is never repeated: it may hold anything.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.request import Request

from evidence.errors import EvidenceError, SourceRefused
from evidence.judges.endpoint import Messages
from evidence.sources.wire import Passing, Reply, Wire

log = logging.getLogger(__name__)
_LONGEST_ANSWER = 600
_LETTERS_A_TOKEN = 3  # where a server does not count: rather too many tokens than too few


@dataclass(frozen=True, slots=True)
class Patience:
    """Times in seconds. ``longest_wait``: the longest Retry-After that is waited for. ``silent``: failures in a row that end the asking."""

    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect_limit: float = 10.0
    silent: int = 3
    most_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Budget:
    """What one audit may spend."""

    requests: int
    tokens: int


class Chat:
    """A client of one server under one key and one budget. Safe to share between threads."""

    def __init__(
        self,
        address: str,
        model: str,
        key: str,
        budget: Budget,
        *,
        seconds: float = 60.0,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._patience = patience or Patience()
        self._wire = _Line(
            address,
            connect_limit=min(self._patience.connect_limit, seconds),
            limit=seconds,
            longest_wait=self._patience.longest_wait,
            most_bytes=self._patience.most_bytes,
        )
        self.server = self._wire.server
        self._address, self._model, self._key, self._sleep = f"{address}/chat/completions", model, key, sleep
        self._left, self._silent, self._ended, self._lock = budget, 0, "", Lock()
        self._budget = budget

    def __repr__(self) -> str:
        return f"Chat({self.server}, model {self._model}, key {'set' if self._key else 'not set'})"

    def ask(self, messages: Messages) -> str:
        """The model's answer in words; SourceUnreachable or SourceRefused says why there is none."""
        body = json.dumps(
            {
                "model": self._model,
                "messages": [{"role": role, "content": words} for role, words in messages],
                "temperature": 0,
                "max_tokens": _LONGEST_ANSWER,
                "stream": False,
            }
        ).encode("utf-8", "surrogatepass")
        with self._lock:
            if self._ended:
                raise SourceRefused(self._ended)
        fault: EvidenceError
        for attempt in range(1, self._patience.tries + 1):
            self._spend(len(body) // _LETTERS_A_TOKEN)
            try:
                said = self._once(body)
            except Passing as trouble:
                fault = trouble.final
                log.info("%s, try %d: %s", self.server, attempt, fault)
                if attempt == self._patience.tries or (trouble.absent and attempt > 1):
                    break
                self._sleep(max(trouble.after, self._patience.first_wait * 2 ** (attempt - 1)))
            except EvidenceError as error:
                fault = error
                break
            else:
                with self._lock:
                    self._silent = 0
                return said
        with self._lock:
            self._silent += 1
            if isinstance(fault, _Denied):
                self._ended = str(fault)
            elif self._silent >= self._patience.silent:
                self._ended = f"{self.server} did not answer for the citations before this one, so it was not asked again."
        raise fault

    def _spend(self, tokens: int) -> None:
        with self._lock:
            if self._left.requests < 1 or self._left.tokens < tokens:
                raise SourceRefused(
                    f"The budget of {self._budget.requests:,} requests and {self._budget.tokens:,} tokens for one audit is used up."
                )
            self._left = Budget(self._left.requests - 1, self._left.tokens - tokens)

    def _once(self, body: bytes) -> str:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "evidence-review"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # The address was checked with the settings: https, or http to this machine.
        request = Request(self._address, data=body, headers=headers, method="POST")  # noqa: S310
        reply = self._wire.send(request, nullcontext())
        return self._content(reply.body, len(body) // _LETTERS_A_TOKEN)

    def _content(self, body: bytes, guessed: int) -> str:
        try:
            read: Any = json.loads(body)
            choice = read["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise Passing(SourceRefused(f"{self.server} sent something that is no chat completion.")) from None
        usage = read.get("usage") if isinstance(read, dict) else None
        total = usage.get("total_tokens") if isinstance(usage, dict) else None
        used = total if isinstance(total, int) and not isinstance(total, bool) else guessed + len(str(content)) // _LETTERS_A_TOKEN
        with self._lock:
            self._left = Budget(self._left.requests, max(0, self._left.tokens - max(0, used - guessed)))
        if ended == "length":
            raise SourceRefused(f"The answer of {self.server} was cut off.")
        if not isinstance(content, str) or not content.strip():
            raise SourceRefused(f"{self.server} sent an empty answer.")
        return content.strip()


class _Denied(SourceRefused):
    """The server will refuse every question of this audit: key, model or address is wrong."""

    advice = "Check EVIDENCE_ENDPOINT_URL, EVIDENCE_ENDPOINT_MODEL and EVIDENCE_ENDPOINT_KEY."


class _Line(Wire):
    """HTTP as chat servers use it: the same limits and no redirects, other statuses."""

    def _judged(self, status: int, headers: Any, body: bytes) -> Reply:
        if status == 429:
            raise self._asked_to_wait(headers, f"{self.server} answered that requests come too fast (429).")
        if status >= 500 or status in (408, 425):
            raise self._asked_to_wait(headers, f"{self.server} answered with a server error ({status}).")
        if status in (401, 403):
            raise _Denied(f"{self.server} denies access ({status}).")
        if 300 <= status < 400:
            raise _Denied(f"{self.server} wants to redirect ({status}); that is not followed.")
        if status in (404, 405):
            raise _Denied(f"{self.server} has no chat completions, or not this model ({status}).")
        if status != 200:
            raise SourceRefused(f"{self.server} refused the question ({status}).")
        return Reply(status, body)
