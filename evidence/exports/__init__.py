"""An audit as a file: JSON (the contract's evidence-audit/1), CSV for a spreadsheet, Markdown for people, PRISMA-S for its searches.

Pure: values in, bytes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evidence.exports import csv, json, markdown, prisma
from evidence.model import Audit

__all__ = ["FORMATS", "Format", "csv", "json", "markdown", "prisma"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name for people, its ending, its media type, and how an audit becomes its bytes."""

    title: str
    suffix: str
    media_type: str
    render: Callable[[Audit], bytes]


FORMATS = {
    "json": Format("JSON (evidence-audit/1)", ".json", "application/json", json.render),
    "csv": Format("CSV (one line per claim and citation)", ".csv", "text/csv", csv.render),
    "md": Format("Markdown report", ".md", "text/markdown", markdown.render),
    "prisma": Format("PRISMA-S search record", ".prisma.md", "text/markdown", prisma.render),
}
