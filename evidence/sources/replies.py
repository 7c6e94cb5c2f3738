"""PubMed's replies as they came, gzipped in the data folder, so that reading them can be redone later.

Named by content, so the same reply is kept once. Bounded: the oldest go when ``most_bytes`` is passed.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from threading import Lock

_LOOK_EVERY = 50  # replies kept between two looks at the folder's size


class Replies:
    """A folder of raw replies. ``most_bytes``: room on disk, gzipped."""

    def __init__(self, folder: Path, *, most_bytes: int = 256 << 20) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._since, self._lock = _LOOK_EVERY - 1, Lock()  # the first reply of a run looks, so that many short runs stay bounded

    def keep(self, body: bytes) -> Path:
        """Write the reply whole or not at all; one that is there already only becomes the newest."""
        place = self._folder / f"{blake2b(body, digest_size=16).hexdigest()}.xml.gz"
        if place.exists():
            os.utime(place)
        else:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(f".{os.getpid()}.{id(body)}.part")
            part.write_bytes(gzip.compress(body, compresslevel=6, mtime=0))
            os.replace(part, place)
        with self._lock:
            self._since += 1
            look = self._since >= _LOOK_EVERY
            if look:
                self._since = 0
        if look:
            self._bound()
        return place

    def __iter__(self) -> Iterator[bytes]:
        """Every kept reply, oldest first, so that a newer record of the same PMID comes later."""
        for _, _, place in self._listed():
            yield gzip.decompress(place.read_bytes())

    def _listed(self) -> list[tuple[int, str, Path]]:
        found = []
        for place in self._folder.glob("*.xml.gz"):
            try:
                found.append((place.stat().st_mtime_ns, place.name, place))
            except FileNotFoundError:  # another process made room
                continue
        return sorted(found)

    def _bound(self) -> None:
        listed = self._listed()
        sizes = {place: place.stat().st_size for _, _, place in listed if place.exists()}
        room = self._most_bytes - sum(sizes.values())
        for place, size in sizes.items():
            if room >= 0:
                return
            place.unlink(missing_ok=True)
            room += size
