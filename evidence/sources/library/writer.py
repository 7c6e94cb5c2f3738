"""Writes a batch to the shelf and to the index, so that the index always holds what stands on the shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import tantivy

from evidence.errors import StoreError
from evidence.model import Citation
from evidence.sources.library.ahead import Prepared
from evidence.sources.library.index import document

if TYPE_CHECKING:
    from evidence.sources.library import Shelf
    from evidence.sources.library.folder import Folder

_BATCH = 1000
R = TypeVar("R", Citation, Prepared)


class Writer:
    """One turn of writing; ``waiting``: records since the last commit."""

    def __init__(self, folder: Folder, shelf: Shelf, name: str, index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
        self._folder, self._shelf, self._name, self._index = folder, shelf, name, index
        self._writer: tantivy.IndexWriter | None = writer
        self._searcher = index.searcher()
        self._added: set[str] = set()
        self._between = False  # the shelf may hold what the index does not yet
        self.waiting = 0

    def put(self, records: Sequence[Citation]) -> int:
        """The batch to the shelf, then what the shelf holds of it to the index; how many were new or changed."""
        return self._put(records, lambda: self._shelf.put_citations(records), lambda record: document(record))

    def put_prepared(self, records: Sequence[Prepared], keep: Callable[[Sequence[Any]], int]) -> int:
        """The same for records that were prepared ahead; ``keep`` is the shelf's own way to take them."""
        return self._put(records, lambda: keep([record.packed for record in records]), lambda record: record.document)

    def _put(self, records: Sequence[R], keep: Callable[[], int], made: Callable[[R], tantivy.Document | str]) -> int:
        if not records:
            return 0
        pmids = list(dict.fromkeys(record.pmid for record in records))
        known = {pmid for pmid in pmids if pmid in self._added or self._searcher.doc_freq("k", _key(pmid))}
        known |= _repeated(pmids, [record.pmid for record in records])
        self._folder.await_(pmids)
        self.waiting += len(pmids)
        self._between = True
        changed = keep()
        if changed or len(known) < len(pmids):
            writer = self._open()
            for record in records:
                if record.pmid not in known:
                    whole = made(record)
                    if isinstance(whole, str):
                        writer.add_json(whole)
                    else:
                        writer.add_document(whole)
                    self._added.add(record.pmid)
            # Of several versions the shelf knows which one stands.
            self._replace(sorted(known))
        self._between = False
        return changed

    def delete(self, pmids: Sequence[str], place: int = 0) -> None:
        self._folder.await_(pmids)
        self.waiting += len(pmids)
        self._between = True
        self._shelf.delete_citations(pmids, place)
        for pmid in pmids:
            self._open().delete_documents_by_term("k", _key(pmid))
        self._between = False

    def index_again(self, pmids: Sequence[str]) -> None:
        """Records whose indexing may have been interrupted: as the shelf holds them now, or gone."""
        self.waiting += len(pmids)
        for start in range(0, len(pmids), _BATCH):
            self._replace(pmids[start : start + _BATCH])

    def commit(self) -> None:
        if not self.waiting:
            return
        self._open().commit()
        if self._between:
            return  # a fault came between shelf and index: what waits stays noted, and the next opening indexes it
        self._folder.agree(self._name, self._shelf)
        self._index.reload()
        self._searcher = self._index.searcher()
        self._added.clear()
        self.waiting = 0

    def close(self) -> None:
        """Lets running merges finish and gives the lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _replace(self, pmids: Sequence[str]) -> None:
        for pmid in pmids:
            self._open().delete_documents_by_term("k", _key(pmid))
        self._index_all(self._shelf.get_citations(pmids))

    def _index_all(self, records: Sequence[Citation]) -> None:
        writer = self._open()
        for record in records:
            writer.add_document(document(record))
            self._added.add(record.pmid)

    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise StoreError("The library was closed while it was being written.")
        return self._writer


def _key(pmid: str) -> str:
    return f"pmid:{pmid.lstrip('0') or '0'}"


def _repeated(pmids: Sequence[str], all_of_them: Sequence[str]) -> set[str]:
    return {pmid for pmid, times in Counter(all_of_them).items() if times > 1} if len(pmids) < len(all_of_them) else set()
