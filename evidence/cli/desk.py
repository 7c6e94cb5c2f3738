"""What every command has at hand: the installation, the two consoles, progress, and output that breaks no terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from evidence import settings
from evidence.errors import NotStored, SettingsError
from evidence.installation import Installation
from evidence.store import Store

# Controls (escape sequences among them), direction marks and lone surrogates of untrusted text.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """Untrusted text on one line, with nothing in it that a terminal obeys."""
    return " ".join(_UNSEEN.sub("\ufffd", text).split())


class Desk:
    """Built once per command; opens the installation when it is first asked for."""

    def __init__(self, debug: bool = False) -> None:
        self.debug = debug
        self.out, self.err = Console(highlight=False), Console(stderr=True, highlight=False)
        self._installation: Installation | None = None

    @property
    def installation(self) -> Installation:
        if self._installation is None:
            self._installation = Installation.open(settings.load())
            click.get_current_context().call_on_close(self._installation.close)
        return self._installation

    @property
    def store(self) -> Store:
        return self.installation.store

    def say(self, message: str) -> None:
        """A remark to a person: on standard error, so that results stay alone on standard output."""
        self.err.print(Text(plain(message)), soft_wrap=True)

    def which_run(self, start: str) -> str:
        """The run id that is meant by its beginning, or by "latest"; NotStored says when there is none or more than one."""
        if start == "latest":
            newest = self.store.audits()
            if not newest:
                raise NotStored("No audit is stored yet.", advice="Make one with: evidence audit ARTICLE")
            return newest[0].run
        runs = self.store.runs(start)
        if start in runs or len(runs) == 1:
            return start if start in runs else runs[0]
        if runs:
            raise NotStored(f"{len(runs)} audits begin with {start}.", advice="Type more of it; `evidence show` lists them.")
        raise NotStored(f"No audit {start} is stored.")

    def write(self, place: str, data: bytes) -> None:
        """Writes a result to a file, whole or not at all, or to standard output where the place is "-"."""
        if place == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        path = Path(place)
        beside = path.with_name(f".{path.name}.part")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            reason = (error.strerror or "an error").lower()
            raise SettingsError(f"{place} cannot be written: {reason}.", advice="Name another file.") from None

    def write_json(self, place: str, value: Any) -> None:
        """One JSON document; lone surrogates escaped, so that it is UTF-8."""
        written = json.dumps(value, indent=2, ensure_ascii=False)
        self.write(place, (_LONE.sub(lambda one: f"\\u{ord(one.group()):04x}", written) + "\n").encode("utf-8"))

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """A bar on standard error where that is a terminal, and silence elsewhere."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            task = bar.add_task(title, total=None)

            def tell(done: int, total: int, what: str) -> None:
                bar.update(task, completed=done, total=total or None, description=_short(what) or title)

            yield tell


def _short(text: str) -> str:
    line = plain(text).replace("[", "\\[")
    return line if len(line) <= 48 else line[:47] + "…"


def read_file(name: str) -> tuple[bytes, str]:
    """The bytes of a file (or of standard input for "-") and the name to call it by. OSError goes to the caller."""
    return (sys.stdin.buffer.read(), "standard input") if name == "-" else (Path(name).read_bytes(), Path(name).name)
