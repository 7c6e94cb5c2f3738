"""The log as a file: JSON (``evidence-log/1``) or CSV, newest first as it was asked for. What the reader may not see yet is not in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any, Protocol

from evidence.exports.csv import guarded
from evidence.model import Event

SCHEMA = "evidence-log/1"
COLUMNS = (
    "number", "at", "actor", "kind", "article", "title", "subject", "claim", "before", "after", "reason", "versions", "previous", "hash",
)  # fmt: skip
_LONE = re.compile("[\ud800-\udfff]")


class Line(Protocol):
    """An event with the words it is about."""

    @property
    def event(self) -> Event: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...


def row(line: Line) -> dict[str, Any]:
    one = line.event
    return {name: getattr(one, name) for name in COLUMNS if name not in ("title", "claim")} | {"title": line.title, "claim": line.text}


def as_json(lines: Sequence[Line]) -> bytes:
    """``before``, ``after`` and ``versions`` stay the texts that were hashed, so that the chain can be checked again."""
    events = [{name: row(line)[name] for name in COLUMNS} for line in lines]
    written = json.dumps({"schema": SCHEMA, "events": events}, indent=2, ensure_ascii=False)
    return (_LONE.sub(lambda one: f"\\u{ord(one.group()):04x}", written) + "\n").encode("utf-8")


def as_csv(lines: Sequence[Line]) -> bytes:
    """UTF-8 with a byte order mark; cells that a spreadsheet would take for formulas are made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        said = row(line)
        writer.writerow([guarded(said[name]) for name in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
