"""Helpers read ahead: with them a file ends where it ends without them, whatever goes wrong."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import tantivy
from test_library import NOW, cabinet, xml
from test_library_mirror import write

import evidence.sources.library as room
from evidence.errors import Cancelled, RecordsError
from evidence.sources.library import Library, ahead
from evidence.sources.library.index import contents, document, prepare, schema
from evidence.store import Store


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Library, Library]:
    """One with two helpers for every file, one without."""
    monkeypatch.setattr(room, "_LARGE", 1)
    made = []
    for helpers in (2, 0):
        store = Store.open(f"sqlite:///{tmp_path / f'{helpers}.sqlite3'}")
        made.append(Library(store, tmp_path / f"index{helpers}", clock=lambda: NOW, helpers=helpers))
    return made[0], made[1]


def test_the_same_records_deletions_and_answers(
    libraries: tuple[Library, Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = range(1, 3001)  # several parts, so that both helpers have some
    files = [
        write(tmp_path / "in", "pubmed26n0001.xml.gz", xml(*many, title="Of several parts, each a quarter of a megabyte,")),
        write(tmp_path / "in", "pubmed26n0002.xml.gz", xml(7, 8, 7, title="Newer", version=2, deleted=(5, 6))),
    ]
    helped, alone = libraries
    asked: list[str] = []
    own = room.files.Source.records
    monkeypatch.setattr(room.files.Source, "records", lambda source: asked.append(source.name) or own(source))
    told: list[tuple[int, float]] = []
    outcomes = [library.import_files(files, lambda done, share: told.append((done, share))) for library in libraries]
    assert outcomes[0] == outcomes[1]
    assert (outcomes[0][0].records, outcomes[0][1].deleted) == (3000, 2)
    assert (3000, 1.0) in told
    assert len(asked) == 2  # by the one without helpers
    assert helped.state() == alone.state()
    for text in ("newer[ti]", "several[ti]", "all[sb]", "5[uid]", "2001[dp]"):
        assert helped.search(text, 50) == alone.search(text, 50)


def test_a_broken_file_is_read_without_help_and_named(libraries: tuple[Library, Library], tmp_path: Path) -> None:
    whole = xml(*range(1, 2501))
    file = tmp_path / "a.xml"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    for library in libraries:
        with pytest.raises(RecordsError, match=r"a\.xml: The file is broken or cut off after record"):
            library.import_file(file)
    assert libraries[0].state() == libraries[1].state()
    assert libraries[0].state().records > 1500


def test_helpers_end_with_the_import(libraries: tuple[Library, Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.xml.gz"
    file.write_bytes(gzip.compress(xml(*range(1, 3001))))
    started: list[ahead.Ahead] = []

    class Watched(ahead.Ahead):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            started.append(self)

    monkeypatch.setattr(room, "Ahead", Watched)
    with pytest.raises(Cancelled):
        libraries[0].import_file(file, cancelled=lambda: True)
    assert all(helper.poll() is not None for helper in started[0]._helpers)
    monkeypatch.setattr(ahead, "_COMMAND", "raise SystemExit(1)")
    assert libraries[0].import_file(file).records == 3000


def test_a_prepared_document_is_the_document() -> None:
    """The index finds the same in a document made of JSON as in one made by hand."""
    for record in cabinet():
        index = prepare(tantivy.Index(schema()))
        writer = index.writer(20_000_000, 1)
        writer.add_document(document(record))
        writer.add_json(json.dumps(contents(record), ensure_ascii=False))
        writer.commit()
        index.reload()
        searcher = index.searcher()
        for name in ("ti", "ab", "k", "ad", "tx", "rest"):
            for term, frequency in searcher.terms_with_prefix(name, ""):
                assert frequency == 2, (record.pmid, name, term)
        hits = searcher.search(tantivy.Query.all_query(), limit=9).hits
        for column in ("pmid", "order", "ppdat", "epdat", "edat"):
            one, other = searcher.fast_field_values(column, [address for _, address in hits])
            assert one == other
