"""A real HTTP server on loopback that misbehaves on demand: what a client of the E-utilities must survive.

It answers through ``answer(utility, fields) -> (status, content type, body)``, after asking ``plan(number, utility, fields)``
whether this request (numbered from 0) gets a fault instead; ``fields`` are the query's or the form's. Every request is logged
with the moment it was seen, so that a rate can be counted from the server's side. Used by the tests and by ``benchmarks.entrez``.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

Answer = tuple[int, str, bytes]

HTML = b"<!DOCTYPE html>\n<html><head><title>Scheduled maintenance</title></head><body>Back soon.</body></html>"
TOO_FAST = b'{"error":"API rate limit exceeded","api-key":"127.0.0.1","count":"5","limit":"3"}\n'
BACKEND = (
    b'<?xml version="1.0"?>\n<eSearchResult>\n\t<ERROR>Search Backend failed: Unable to open connection to #PMQuerySrv</ERROR>\n'
    b"</eSearchResult>\n"
)
NO_RECORDS = b'<?xml version="1.0" ?>\n<PubmedArticleSet></PubmedArticleSet>\n'

STATUS = {
    "429": (429, {}, TOO_FAST, "application/json"),
    "429 retry-after": (429, {"Retry-After": "0.2"}, TOO_FAST, "application/json"),
    "500": (500, {}, b"Internal Server Error", "text/plain"),
    "502": (502, {}, HTML, "text/html"),
    "503 retry-after": (503, {"Retry-After": "0.2"}, HTML, "text/html"),
    "html": (200, {}, HTML, "text/html"),
    "nothing": (200, {}, b"", "text/xml"),
    "error in 200": (200, {}, BACKEND, "text/xml"),
}
"""Faults that are a whole reply of their own: status, headers, body, content type."""

BROKEN = ("reset", "truncated", "cut", "slow", "wrong count", "empty set")
"""Faults done to the right reply: connection reset; less than announced; cut without announcement; a byte at a time; fewer
records or ids than it says; no records at all (EFetch only, for an empty ESearch cannot be told from no hits)."""

FAULTS = (*STATUS, *BROKEN)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the server saw it; ``at`` in seconds since 1970."""

    number: int
    at: float
    method: str
    utility: str
    fields: dict[str, str]
    address: str
    fault: str


class Faulty:
    """``with Faulty(answer, plan) as server: ... server.url ... server.log``."""

    def __init__(
        self,
        answer: Callable[[str, dict[str, str]], Answer],
        plan: Callable[[int, str, dict[str, str]], str] | None = None,
    ) -> None:
        self.answer, self.plan = answer, plan or (lambda number, utility, fields: "")
        self.log: list[Seen] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"faulty": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/entrez/eutils/"
        self.closing = threading.Event()

    def __enter__(self) -> Faulty:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def note(self, method: str, utility: str, fields: dict[str, str], address: str) -> str:
        at = time.time()
        with self._lock:
            fault = self.plan(len(self.log), utility, fields)
            self.log.append(Seen(len(self.log), at, method, utility, fields, address, fault))
        return fault

    def busiest(self, window: float) -> int:
        """The most requests seen in any ``window`` seconds."""
        times = sorted(seen.at for seen in self.log)
        most, begin = 0, 0
        for end, at in enumerate(times):
            while at - times[begin] >= window:
                begin += 1
            most = max(most, end - begin + 1)
        return most


def forward(base: str) -> Callable[[str, dict[str, str]], Answer]:
    """Answers by asking a well-behaved server at ``base``."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answer(utility: str, fields: dict[str, str]) -> Answer:
        try:
            with opener.open(f"{base}{utility}", urlencode(fields).encode(), timeout=30) as reply:
                return reply.status, reply.headers.get("Content-Type", "text/xml"), reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Content-Type", "text/xml"), error.read()

    return answer


class _Handler(BaseHTTPRequestHandler):
    faulty: Faulty

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("ascii"))

    def log_message(self, *_: Any) -> None:
        pass

    def _serve(self, form: str) -> None:
        parts = urlsplit(self.path)
        fields = dict(parse_qsl(f"{parts.query}&{form}", keep_blank_values=True))
        utility = parts.path.rpartition("/")[2]
        fault = self.faulty.note(self.command, utility, fields, self.path)
        if fault in STATUS:
            status, headers, body, kind = STATUS[fault]
            self._reply(status, kind, body, headers)
            return
        if fault == "reset":
            # Linger 0: the peer gets a reset instead of an orderly end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        status, kind, body = self.faulty.answer(utility, fields)
        if fault == "wrong count":
            body = _fewer(body)
        if fault == "empty set" and utility.startswith("efetch"):
            body = NO_RECORDS
        self._reply(status, kind, body, {}, fault)

    def _reply(self, status: int, kind: str, body: bytes, headers: dict[str, str], fault: str = "") -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            if fault != "cut":
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if fault in ("truncated", "cut"):
                body = body[: len(body) * 2 // 3]
            if fault == "slow":
                for byte in body:
                    if self.faulty.closing.wait(0.05):
                        return
                    self.wfile.write(bytes((byte,)))
                return
            self.wfile.write(body)
        except OSError:
            pass  # the client went away, as it may


def _fewer(body: bytes) -> bytes:
    """The reply with every second id or record left out, its count unchanged."""
    for pattern in (rb"<Id>\d+</Id>\s*", rb"<PubmedArticle>.*?</PubmedArticle>\s*"):
        found = re.findall(pattern, body, re.DOTALL)
        for piece in found[::2]:
            body = body.replace(piece, b"", 1)
    return body
