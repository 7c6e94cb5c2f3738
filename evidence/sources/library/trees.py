"""Which headings stand above a heading: the way up the MeSH tree, for records to be found under every broader heading.

The counterpart of ``mesh.Vocabulary.expand``: written into the index, so that "neoplasms"[mh] is one look-up and not seven hundred.
"""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import blake2b

from evidence.rules import material

_TABLE = "mesh/headings.tsv.gz"


@cache
def version() -> str:
    """A short name for the vocabulary's exact content; an index made with another one is made anew."""
    return blake2b(material.read(_TABLE), digest_size=4).hexdigest()


@cache
def _tables() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(tree number -> id, id -> tree numbers) of all headings."""
    owner: dict[str, str] = {}
    trees: dict[str, tuple[str, ...]] = {}
    for line in gzip.decompress(material.read(_TABLE)).decode("utf-8").splitlines():
        columns = line.split("\t")
        numbers = tuple(number for number in columns[3].split("|") if number)
        trees[columns[0]] = numbers
        owner.update((number, columns[0]) for number in numbers)
    return owner, trees


@cache
def above(ui: str) -> tuple[str, ...]:
    """The id itself and those of all broader headings, in order of id; only itself for one that the vocabulary lacks."""
    owner, trees = _tables()
    found = {ui}
    for number in trees.get(ui, ()):
        while "." in number:
            number = number.rpartition(".")[0]
            if number in owner:
                found.add(owner[number])
    return tuple(sorted(found))
