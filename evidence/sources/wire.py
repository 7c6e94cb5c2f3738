"""HTTP as the E-utilities need it: one time limit over the whole exchange, no redirects, every failure told apart.

``urllib`` alone limits each read, not the exchange: a server that drips a byte a second holds it for ever; and it follows
redirects, which would carry the API key to another host. ``send`` returns 200 and 400 with their bodies (NCBI explains
itself in both); everything else is raised as one of our errors, or as ``Passing`` when another try makes sense.
"""

from __future__ import annotations

import email.utils
import http.client
import io
import re
import socket
import ssl
import time
import urllib.request
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request

from evidence.errors import EvidenceError, SourceRefused, SourceUnreachable

_CHUNK = 1 << 16
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


class Passing(EvidenceError):
    """Trouble that may pass: try again, at the earliest ``after`` seconds from now; else ``final`` is the error to show.

    ``absent``: nothing listens there or the name is unknown, so fewer tries are worth the wait.
    """

    def __init__(self, final: EvidenceError, *, after: float = 0.0, absent: bool = False) -> None:
        super().__init__(str(final))
        self.final, self.after, self.absent = final, after, absent


class Reply(NamedTuple):
    """What came back: the status (200 or 400) and the whole body."""

    status: int
    body: bytes


class Wire:
    """Sends requests to one server. ``limit``: seconds for the whole exchange; ``connect_limit``: for the connection alone."""

    def __init__(self, base: str, *, connect_limit: float, limit: float, longest_wait: float, most_bytes: int) -> None:
        parts = urlsplit(base)
        self.server = parts.netloc.rpartition("@")[2]  # without user and password
        own = parts.hostname in ("localhost", "127.0.0.1", "::1")  # a proxy has no business with this machine's own server
        self._longest_wait, self._most_bytes = longest_wait, most_bytes
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler({} if own else None),
            _Plain(connect_limit, limit),
            _Secure(connect_limit, limit, ssl.create_default_context()),
            urllib.request.UnknownHandler(),
        ):
            self._opener.add_handler(handler)

    def send(self, request: Request, place: AbstractContextManager[None]) -> Reply:
        """One exchange. ``place`` is held until the reply begins (see ``limiter``)."""
        trouble: EvidenceError
        try:
            with place:
                response = self._opener.open(request)
            with response:
                body = self._read(response)
            return self._judged(response.status, response.headers, body)
        except EvidenceError as error:
            trouble = error
        except (OSError, http.client.HTTPException, ValueError) as error:
            trouble = self._unreachable(error)
        # Raised out here, so that no foreign error with the request's address in it hangs on ours as context.
        raise trouble

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        # Counted here: `read1` ends quietly where `read` would complain, and waits on when a server keeps the line open.
        announced = response.length
        pieces, size = [], 0
        while (announced is None or size < announced) and (piece := response.read1(_CHUNK)):
            pieces.append(piece)
            size += len(piece)
            if size > self._most_bytes:
                raise SourceRefused(f"{self.server} sent more than {self._most_bytes >> 20} MB in one reply.")
        if announced is not None and size < announced:
            raise http.client.IncompleteRead(b"", announced - size)
        return b"".join(pieces)

    def _judged(self, status: int, headers: Any, body: bytes) -> Reply:
        if status == 429 or (body[:1] == b"{" and b"rate limit exceeded" in body[:300]):
            raise self._asked_to_wait(headers, f"{self.server} answered that requests come too fast (429).")
        if status >= 500 or status == 408:
            raise self._asked_to_wait(headers, f"{self.server} answered with a server error ({status}).")
        if status in (401, 403):
            raise SourceRefused(f"{self.server} denies access ({status}).", advice="Check EVIDENCE_NCBI_API_KEY and EVIDENCE_EUTILS_URL.")
        if status in (413, 414):
            raise SourceRefused(f"{self.server} finds the request too long ({status}).")
        if 300 <= status < 400:
            raise SourceRefused(
                f"{self.server} wants to redirect ({status}); that is not followed.", advice="Set EVIDENCE_EUTILS_URL to the new address."
            )
        if status not in (200, 400):
            raise SourceRefused(f"{self.server} has no E-utilities at this address ({status}).", advice="Check EVIDENCE_EUTILS_URL.")
        if _HTML.match(body[:1000]):
            raise Passing(SourceRefused(f"{self.server} sent a web page instead of data."))
        if not body.strip():
            raise Passing(SourceRefused(f"{self.server} sent an empty reply."))
        return Reply(status, body)

    def _asked_to_wait(self, headers: Any, message: str) -> EvidenceError:
        after = seconds(headers.get("Retry-After"), time.time())
        if after > self._longest_wait:
            return SourceRefused(f"{message} It asks to come back in {round(after)} seconds.")
        return Passing(SourceRefused(message), after=after)

    def _unreachable(self, error: Exception) -> EvidenceError:
        reason: object = error
        if isinstance(error, URLError):
            reason = error.reason
        if isinstance(reason, ssl.SSLCertVerificationError):
            return SourceUnreachable(
                f"{self.server} shows a certificate that this machine does not trust.",
                advice="Ask whoever runs the network; a proxy may need its own certificate installed here.",
            )
        if isinstance(reason, socket.gaierror):
            return Passing(SourceUnreachable(f"{self.server} could not be reached: its name is not known here."), absent=True)
        if isinstance(reason, ConnectionRefusedError):
            return Passing(SourceUnreachable(f"{self.server} could not be reached: nothing listens there."), absent=True)
        if isinstance(reason, TimeoutError):
            return Passing(SourceUnreachable(f"{self.server} did not answer within the time limit."))
        if isinstance(reason, (ValueError, http.client.InvalidURL)):
            return SourceUnreachable(f"{self.server} is not an address that can be called.", advice="Check EVIDENCE_EUTILS_URL.")
        if isinstance(reason, (ConnectionError, http.client.HTTPException)):
            return Passing(SourceUnreachable(f"{self.server} broke the connection off."))
        return Passing(SourceUnreachable(f"{self.server} could not be reached."))


def seconds(retry_after: str | None, now: float) -> float:
    """Retry-After as seconds from ``now``, given as a number or as an HTTP date; 0 when absent or unreadable."""
    if retry_after is None:
        return 0.0
    try:
        if re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", retry_after):
            return float(retry_after)
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0


class _Dated(io.RawIOBase):
    """A socket's bytes until a moment of the monotonic clock, however slowly they drip."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._raw, self._until = sock, sock.makefile("rb", buffering=0), until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time limit of the exchange is over")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Socket:
    """A socket whose files end at ``until``; everything else is the socket's own."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._own, self._until = sock, until

    def makefile(self, mode: str = "rb", *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Dated(self._own, self._until), _CHUNK)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, *, connect_limit: float, limit: float, **more: Any) -> None:
        super().__init__(host, **(more | {"timeout": connect_limit}))
        self._limit = limit

    def connect(self) -> None:
        until = time.monotonic() + self._limit
        super().connect()
        self.sock.settimeout(self._limit)
        self.sock = _Socket(self.sock, until)


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, host: str, *, connect_limit: float, limit: float, **more: Any) -> None:
        super().__init__(host, **(more | {"timeout": connect_limit}))
        self._limit = limit

    def connect(self) -> None:
        until = time.monotonic() + self._limit
        super().connect()
        self.sock.settimeout(self._limit)
        self.sock = _Socket(self.sock, until)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, connect_limit: float, limit: float) -> None:
        super().__init__()
        self._connection = partial(_Connection, connect_limit=connect_limit, limit=limit)

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, connect_limit: float, limit: float, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._connection = partial(_SecureConnection, connect_limit=connect_limit, limit=limit)
        self._trust = context

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req, context=self._trust)
