"""An E-utilities endpoint over the local library, so that any client of PubMed works without the network.

``app`` is the web application, ``serve`` runs it. It answers esearch, efetch, esummary, epost, elink, einfo, espell and ecitmatch by
GET and POST, in XML, JSON or text, with a history server and PubMed's caps and error bodies. Starter notes are ours, not
PubMed's: they are never served. Bound to loopback unless told otherwise: it knows no users and no passwords.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from evidence.errors import EvidenceError, SettingsError
from evidence.server import summaries, utilities
from evidence.server.article import escaped
from evidence.server.asked import Asked
from evidence.server.citing import Citing
from evidence.server.history import History
from evidence.server.holdings import Holdings, Library

__all__ = ["app", "serve"]

_LONGEST_FORM = 4 << 20  # bytes; 10,000 PMIDs are 90 kB
_BASE = "/entrez/eutils/"
_TOO_FAST = '{{"error":"API rate limit exceeded","api-key":"{who}","count":"{count}","limit":"{limit}"}}\n'


def app(library: Library, *, rate: int | None = None, folder: Path | None = None) -> Starlette:
    """The application. ``rate``: requests a second for one API key, or one address where no key is sent; None: no limit.

    ``folder``: where what is made of the library for "cited in" is kept; None: in memory.
    """
    desk = utilities.Desk(Holdings(library, citing=Citing(folder)), History())
    pace = _Pace(rate) if rate else None

    async def answer(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST_FORM:
                return Response("Request Entity Too Large", 413)
        try:
            form = body.decode("ascii") if request.method == "POST" else ""
            asked = Asked(parse_qsl(f"{request.url.query}&{form}", keep_blank_values=True, max_num_fields=20_000))
        except ValueError:  # no form, or too many fields
            return Response("Bad Request", 400)
        if pace and (refused := pace.refusal(asked["api_key"] or (request.client.host if request.client else ""))):
            return refused
        utility = utilities.UTILITIES.get(request.path_params["utility"])
        if utility is None:
            return Response("Not Found", 404)
        try:
            reply = await run_in_threadpool(utility, desk, asked)
        except EvidenceError as error:  # the database or the index cannot be used: told as NCBI tells it
            told = f"<eSearchResult><ERROR>Search Backend failed: {escaped(str(error))}</ERROR></eSearchResult>"
            return Response(told, 500, media_type="text/xml")
        return Response(reply.body, reply.status, headers={"Content-Type": reply.media_type})

    async def dtd(request: Request) -> Response:
        return Response(summaries.dtd_of_second(), media_type="application/xml-dtd")

    routes = [Route(summaries.DTD_OF_SECOND, dtd)]
    routes += [Route(f"{base}{{utility:str}}", answer, methods=["GET", "POST"]) for base in (_BASE, "/")]
    return Starlette(routes=routes)


def serve(library: Library, host: str = "127.0.0.1", port: int = 8765, *, rate: int | None = None, folder: Path | None = None) -> None:
    """Runs until interrupted. SettingsError when the port cannot be had."""
    config = uvicorn.Config(
        app(library, rate=rate, folder=folder), host=host, port=port, log_level="warning", access_log=False, server_header=False
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as error:  # uvicorn's way of saying that it could not start
        raise SettingsError(
            f"The server could not start on {host}:{port}; the port may be in use.", advice="Choose another with --port."
        ) from error


class _Pace:
    """Requests in the last second, by key or address."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._seen: dict[str, deque[float]] = {}
        self._lock = Lock()

    def refusal(self, who: str) -> Response | None:
        now = self._clock()
        with self._lock:
            if len(self._seen) > 10_000:
                self._seen = {name: times for name, times in self._seen.items() if times and now - times[-1] < 1}
            times = self._seen.setdefault(who, deque())
            while times and now - times[0] >= 1:
                times.popleft()
            times.append(now)
            count = len(times)
        if count <= self._rate:
            return None
        # NCBI names the key here; we do not.
        body = _TOO_FAST.format(who="", count=count, limit=self._rate)
        return Response(body, 429, headers={"Retry-After": "1", "X-RateLimit-Limit": str(self._rate)}, media_type="application/json")
