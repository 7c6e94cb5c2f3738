"""The folders of pair judges on this machine: the product's own (``data/judges/``) and those a person put into the data folder.

A folder is a judge when it holds ``judge.json``, ``model.onnx`` and ``tokenizer.json``. Bytes leave this door only when their
SHA-256 is the one that the card names, so a judge's name means the same network on every day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evidence.errors import SettingsError
from evidence.judges.pair import Pair
from evidence.judges.pair import card as cards
from evidence.judges.pair.card import Card
from evidence.judges.pair.network import Network

# More than any network that a laptop runs in reasonable time; a larger file is a mistake.
_MOST = {cards.FILE: 1 << 20, cards.CONFIG: 1 << 20, cards.TOKENIZER: 64 << 20, cards.MODEL: 1500 << 20}


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder that wants to be a judge: its card, or in words why it is none. ``own``: it ships with the product."""

    path: Path
    card: Card | None
    fault: str = ""
    own: bool = False

    @property
    def name(self) -> str:
        """A judge that a person brought carries a digest of all it rests on; the product's own carry a number instead."""
        if self.card is None:
            return self.path.name
        return self.card.name if self.own else f"{self.card.name}@{self.card.digest}"

    @property
    def stacked_name(self) -> str:
        """The name of the same network beside the linear judge; "" where its card does not ask for that."""
        if self.card is None or self.card.stacking is None:
            return ""
        return self.card.stacking.name if self.own else f"{self.card.stacking.name}@{self.card.digest}"

    def stacks(self, name: str) -> bool | None:
        """Whether this name means the network beside the linear judge, or the network alone; None for another judge's name."""
        alone, stacked = self.name, self.stacked_name
        if self.card is None or not name:
            return False if name == alone else None
        if name in (alone, alone.partition("@")[0]):
            return False
        return True if stacked and name in (stacked, stacked.partition("@")[0]) else None


def listed(places: Sequence[tuple[Path, bool]]) -> tuple[Folder, ...]:
    """Every folder below the places that holds a card, by name; ``places``: (folder, whether it is the product's own)."""
    found = []
    for place, own in places:
        try:
            inside = sorted(one for one in place.iterdir() if (one / cards.FILE).is_file())
        except OSError:
            continue  # there is no such folder: no judges
        found += [_look(one, own) for one in inside]
    return tuple(found)


def _look(path: Path, own: bool) -> Folder:
    try:
        return Folder(path, _card(path), own=own)
    except SettingsError as error:
        return Folder(path, None, str(error), own)


def _card(path: Path) -> Card:
    config = read(path / cards.CONFIG) if (path / cards.CONFIG).is_file() else None
    return cards.parse(read(path / cards.FILE), config)


def judge(found: Sequence[Folder], name: str) -> Pair | None:
    """The judge of this name (with or without its digest), loaded; None where no folder has it. SettingsError where it cannot be used."""
    for folder in found:
        stacks = folder.stacks(name)
        if stacks is not None:
            card, model, tokenizer = parts(folder)
            network = Network(card, model, tokenizer)
            return Pair(folder.stacked_name, card, network, card.stacking) if stacks else Pair(folder.name, card, network)
    return None


def parts(folder: Folder) -> tuple[Card, bytes, str]:
    """The card, the model's bytes and the tokenizer's JSON; SettingsError where a file is not the one that the card names."""
    if folder.card is None:
        raise SettingsError(folder.fault)
    held = {}
    for name, expected in folder.card.files:
        held[name] = read(folder.path / name)
        if sha256(held[name]).hexdigest() != expected:
            raise SettingsError(
                f"{name} of the judge {folder.name} is not the file that its judge.json names: the SHA-256 differs.",
                advice="Put the right file there, or write a new card with: evidence judges describe FOLDER.",
            )
    return folder.card, held[cards.MODEL], held[cards.TOKENIZER].decode("utf-8", "replace")


def read(path: Path) -> bytes:
    """A file's bytes, up to what such a file may weigh."""
    most = _MOST[path.name]
    try:
        if path.stat().st_size > most:
            raise SettingsError(f"{path.name} is larger than {most >> 20} MB.", advice="Take a smaller network, or its int8 export.")
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise SettingsError(f"{path.name} in {path.parent.name} cannot be read: {reason}.", advice="Complete the judge's folder.") from None


def describe(path: Path, name: str, *, order: Sequence[str], licence: str = "", trained_on: Sequence[str] = ()) -> Path:
    """Writes ``judge.json`` for a network that a person exported: file hashes as they are now, labels from its config.json."""
    config = read(path / cards.CONFIG) if (path / cards.CONFIG).is_file() else None
    labels = cards.labels(config)
    card = {
        "name": name,
        "version": "1",
        "licence": licence,
        "trained_on": list(trained_on),
        "labels": [label.value for label in labels],
        "order": list(order),
        "stacking": {"name": f"lexical-{name}"},
        "files": {one: sha256(read(path / one)).hexdigest() for one in (cards.MODEL, cards.TOKENIZER)},
    }
    written = (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    cards.parse(written)  # a name that cannot be used is refused before anything is written
    place = path / cards.FILE
    try:
        place.write_bytes(written)
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise SettingsError(f"{place.name} cannot be written: {reason}.", advice="Check who may write to that folder.") from None
    return place
