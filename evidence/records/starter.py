"""The starter library's JSON -> notes: findings in our own words, marked as such, never an abstract.

Form (``data/library/README.md``): ``{"schema": "evidence-starter/1", "notes": [{"pmid", "title", "finding", ...}]}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from evidence.errors import RecordsError
from evidence.model import Author, Citation, StarterNote

SCHEMA = "evidence-starter/1"

# Our words for a publication type -> PubMed's, with the heading's id in MeSH.
_TYPES = {
    "journal article": ("D016428", "Journal Article"),
    "systematic review": ("D000078182", "Systematic Review"),
    "meta-analysis": ("D017418", "Meta-Analysis"),
    "review": ("D016454", "Review"),
}


def is_starter(head: bytes) -> bool:
    """Whether a file that begins so is the starter library."""
    return head.lstrip()[:1] == b"{" and SCHEMA.encode() in head[:4096]


def read(data: bytes) -> Iterator[Citation]:
    """The notes, in the file's order. RecordsError: not the schema, or a note without its PMID and finding."""
    try:
        document = json.loads(data)
        if document["schema"] != SCHEMA:
            raise RecordsError(f"This starter file has the schema {document['schema']!r}, not {SCHEMA!r}.")
        notes = tuple(_note(entry) for entry in document["notes"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordsError(f"The starter file cannot be read ({error}).", advice="Restore it: git checkout -- data/library") from error
    yield from notes


def _note(entry: dict[str, Any]) -> Citation:
    last, _, initials = entry.get("first_author", "").rpartition(" ")
    kind = _TYPES.get(entry.get("publication_type", "").partition(" (")[0].partition(" /")[0])
    year = entry.get("year")
    if not entry["finding"]:
        raise ValueError(f"PMID {entry['pmid']} has no finding")
    return Citation(
        pmid=entry["pmid"],
        title=entry.get("title", ""),
        abstract=entry["finding"],
        authors=(Author(last=last, initials=initials),) if last else (),
        journal=entry.get("journal", ""),
        year=year,
        published=str(year) if year else "",
        date=str(year) if year else "",
        doi=entry.get("doi", ""),
        pmcid=entry.get("pmcid", ""),
        publication_types=(kind,) if kind else (),
        note=StarterNote(
            population=entry.get("population", ""),
            intervention=entry.get("intervention", ""),
            comparator=entry.get("comparator", ""),
            outcome=entry.get("outcome", ""),
            route=entry.get("route", ""),
            design=entry.get("design", ""),
            species=entry.get("species", ""),
            n=entry.get("n"),
            confirmed=entry["confirmed"] is True,
        ),
    )
