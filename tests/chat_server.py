"""A real server on loopback that speaks the chat-completions protocol, and misbehaves when a test asks it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Turn:
    """What the server does with one request. ``words``: the model's answer; ``raw``: the whole body instead."""

    words: str = ""
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    cut: bool = False
    wait: threading.Event | None = None
    usage: dict[str, Any] | None = None


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, turns: Callable[[int, dict[str, Any]], Turn]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.turns = turns
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up on a slow or huge reply is what some tests want."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        server.bodies.append(body)
        server.keys.append(self.headers.get("Authorization", ""))
        server.paths.append(self.path)
        turn = server.turns(len(server.bodies), body)
        if turn.wait is not None:
            turn.wait.wait(20)
        choice = {"index": 0, "message": {"role": "assistant", "content": turn.words}, "finish_reason": turn.finish}
        whole = {"id": "1", "object": "chat.completion", "choices": [choice]} | ({"usage": turn.usage} if turn.usage else {})
        data = turn.raw if turn.raw is not None else json.dumps(whole).encode()
        self.send_response(turn.status)
        for name, value in turn.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if turn.cut else data)
        if turn.cut:
            self.close_connection = True


@contextmanager
def running(turns: Callable[[int, dict[str, Any]], Turn]) -> Iterator[Server]:
    server = Server(turns)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
