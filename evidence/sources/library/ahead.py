"""Reading ahead in other processes: a file's records parsed, packed for the shelf and made into index documents before they are needed.

Every process unpacks the whole file and takes each n-th part of it, so that nothing but finished records travels between them; the parts
come back in the order of the file, so that an import with helpers does exactly what one without does. At the first trouble of any
kind the caller is told (``Trouble``) and reads the file itself: only that way are faults found and named. A helper whose importer was
killed finds its pipe closed and ends.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import evidence
from evidence import records
from evidence.errors import EvidenceError
from evidence.model import Citation
from evidence.records import Deleted
from evidence.sources.library.index import contents

_SIZE = 8  # bytes of a message's length
_COMMAND = "from evidence.sources.library import ahead; ahead.work()"


class Trouble(Exception):
    """A helper could not go on; the file is to be read without helpers."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as the shelf (``packed``) and the index (``document``, JSON) take it."""

    pmid: str
    packed: Any
    document: str


def prepare(record: Citation, pack: Callable[[Citation], Any]) -> Prepared:
    return Prepared(record.pmid, pack(record), json.dumps(contents(record), ensure_ascii=False))


class Ahead:
    """Helpers over one file; iterate once for (share of the file read, records and deletions), and close."""

    def __init__(self, path: Path, helpers: int, pack: Callable[[Citation], Any]) -> None:
        """``pack``: a function of a module, for it is called by name in the other processes."""
        root = str(Path(evidence.__file__).parents[1])
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
        self._helpers: list[subprocess.Popen[bytes]] = []
        try:
            for place in range(helpers):
                helper = subprocess.Popen(  # noqa: S603 - this very interpreter
                    [sys.executable, "-c", _COMMAND],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
                self._helpers.append(helper)
                assert helper.stdin is not None
                helper.stdin.write(pickle.dumps((str(path), place, helpers, pack)))
                helper.stdin.close()
        except OSError as error:
            self.close()
            raise Trouble from error

    def __iter__(self) -> Iterator[tuple[float, list[Prepared | Deleted]]]:
        while True:
            for helper in self._helpers:
                assert helper.stdout is not None
                message = _read(helper.stdout)
                if message is None:
                    return
                yield message

    def close(self) -> None:
        for helper in self._helpers:
            helper.kill()
            for pipe in (helper.stdin, helper.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            helper.wait()


def _read(pipe: IO[bytes]) -> Any:
    size = int.from_bytes(pipe.read(_SIZE), "big")
    data = pipe.read(size) if size else b""
    if not size or len(data) < size:
        raise Trouble
    return pickle.loads(data)  # noqa: S301 - written by our own process


def work() -> None:
    """A helper's whole life: reads its task from standard input, writes the parts of the file that are its own."""
    gc.disable()  # records and trees hold no cycles, and looking for some takes a quarter of the time
    path, place, helpers, pack = pickle.load(sys.stdin.buffer)  # noqa: S301
    out = sys.stdout.buffer
    with suppress(EvidenceError, OSError, ValueError), Path(path).open("rb") as file:
        size = max(os.fstat(file.fileno()).st_size, 1)
        for batch in records.share(file, place, helpers):
            found = [prepare(one, pack) if isinstance(one, Citation) else one for one in records.of(batch)]
            _write(out, (min(1.0, file.tell() / size), found))
        _write(out, None)


def _write(pipe: IO[bytes], message: Any) -> None:
    data = pickle.dumps(message, protocol=5)
    pipe.write(len(data).to_bytes(_SIZE, "big") + data)
    pipe.flush()
