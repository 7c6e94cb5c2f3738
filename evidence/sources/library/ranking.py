"""The index's answer in order: by score or by date, equals by PMID, the same on every run whatever the index went through."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur, Order
from tantivy import Query as Ask

_MORE = 50  # hits fetched beyond those asked for, so that most ties at the last place are seen at once
_LARGEST = (1 << 63) - 1


class Ranking:
    """Answers over one opened state of the index; PMIDs as numbers."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema, self._searcher = schema, searcher

    def count(self, which: Ask) -> int:
        """How many records there are, exactly."""
        return _count(self._searcher.search(which, limit=1, count=True))

    def by_date(self, which: Ask, start: int, limit: int) -> tuple[list[int], int]:
        """The PMIDs from ``start``, newest first by the earliest date of publication, then by PMID; and the count of all."""
        if limit < 1:
            return [], self.count(which)
        found = self._searcher.search(which, limit=limit, offset=start, count=True, order_by_field="order", order=Order.Desc)
        return [pmid for _, pmid in self._pairs(found)], _count(found)

    def by_score(self, which: Ask, worth: Ask, start: int, limit: int) -> tuple[list[int], int]:
        """The PMIDs from ``start`` by score, equals by PMID, highest first; and the count of all."""
        if limit < 1:
            return [], self.count(which)
        wanted = start + limit
        scored = Ask.boolean_query([(Occur.Must, Ask.const_score_query(which, 0.0)), (Occur.Should, worth)])
        found = self._searcher.search(scored, limit=wanted + _MORE, count=True)
        best, count = self._pairs(found), _count(found)
        if len(best) < count and best[wanted - 1][0] == best[-1][0]:
            # The last place is shared by records beyond those fetched: take the equals with the highest PMIDs.
            edge = best[-1][0]
            above = [pair for pair in best if pair[0] > edge]
            best = above + self._equals(which, scored, edge, wanted - len(above), count)
        best.sort(key=lambda pair: (-pair[0], -pair[1]))
        return [pmid for _, pmid in best[start:wanted]], count

    def _equals(self, which: Ask, scored: Ask, edge: float, wanted: int, count: int) -> list[tuple[float, int]]:
        """The ``wanted`` highest PMIDs among records of exactly this score: looked for from the highest PMID downwards."""
        size = max(4 * wanted, 256)
        while True:
            top = self._searcher.search(which, limit=min(size, count), count=False, order_by_field="pmid", order=Order.Desc)
            lowest = min(pmid for pmid, _ in top.hits)
            above = Ask.range_query(self._schema, "pmid", FieldType.Unsigned, lowest, _LARGEST)
            window = Ask.boolean_query([(Occur.Must, scored), (Occur.Must, Ask.const_score_query(above, 0.0))])
            found = self._pairs(self._searcher.search(window, limit=min(size, count), count=False))
            equal = sorted((pair for pair in found if pair[0] == edge), key=lambda pair: -pair[1])
            if len(equal) >= wanted or size >= count:
                return equal[:wanted]
            size *= 4

    def _pairs(self, found: tantivy.SearchResult) -> list[tuple[float, int]]:
        hits: Sequence[tuple[float, tantivy.DocAddress]] = found.hits
        pmids = self._searcher.fast_field_values("pmid", [address for _, address in hits])
        return [(score, int(pmid or 0)) for (score, _), pmid in zip(hits, pmids, strict=True)]


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]
