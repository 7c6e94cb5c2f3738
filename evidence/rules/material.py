"""The checkout's own ``data/`` folder: frozen material that ships with the product, read-only.

Reading it is like importing a table: the same bytes on every run of one version. No other room below the doors opens a file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evidence.errors import SettingsError

FOLDER = Path(__file__).resolve().parents[2] / "data"


def path(name: str) -> Path:
    """Where a shipped file or folder stands; ``name`` is relative to ``data/``. SettingsError when it is missing."""
    place = (FOLDER / name).resolve()
    if not place.is_relative_to(FOLDER) or not place.exists():
        raise SettingsError(
            f"The shipped file data/{name} is missing.", advice="Restore the checkout: git checkout -- data"
        )
    return place


@cache
def read(name: str) -> bytes:
    """The bytes of a shipped file, read once per process."""
    return path(name).read_bytes()
