"""PMIDs as the numbers that the columns hold."""

from __future__ import annotations

_LARGEST = (1 << 63) - 1


def pmid_number(pmid: str) -> int | None:
    """The PMID as a number; None for what cannot be one in any database."""
    if not (pmid.isascii() and pmid.isdigit()):
        return None
    number = int(pmid) if len(pmid) < 30 else _LARGEST + 1
    return number if number <= _LARGEST else None
