"""How often words stand in the index, remembered for one opened state of it: the words of queries come again and again."""

from __future__ import annotations

from collections.abc import Callable

import tantivy

_MOST = 100_000  # frequencies remembered; then all are forgotten
_RANKED = ("ab", "ti")


class Frequencies:
    """Numbers of records, from the index's own counts. Safe for several threads: at worst a number is looked up twice."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self.total = searcher.num_docs
        # Deleted records still count in the index's own frequencies until a merge.
        self._deleted = searcher.doc_freq("k", "doc") - self.total
        self._held: dict[tuple[str, str], int] = {}
        self._rarities: dict[str, int] = {}

    def of(self, field: str, word: str) -> int:
        """In how many records the word stands in a text field, those deleted since the last merge counted too; 0: in none."""
        key = (field, word)
        found = self._held.get(key)
        if found is None:
            if len(self._held) >= _MOST:
                self._held.clear()
            self._held[key] = found = self._searcher.doc_freq(field, word)
        return found

    def rarity(self, word: str, count: Callable[[str, str], int]) -> int:
        """How rare a word is in abstracts or titles: 1 for one that stands in half the records, one more each time it is half as
        frequent. ``count`` gives the exact number of records for a field and a word; it is asked only where deleted records could
        make a difference."""
        found = self._rarities.get(word)
        if found is None:
            most = max(self.of(name, word) for name in _RANKED)
            found = self._rarity(most)
            if found != self._rarity(max(most - self._deleted, 0)):
                found = self._rarity(max(count(name, word) for name in _RANKED))
            if len(self._rarities) >= _MOST:
                self._rarities.clear()
            self._rarities[word] = found
        return found

    def _rarity(self, frequency: int) -> int:
        return (self.total // (frequency + 1)).bit_length()
