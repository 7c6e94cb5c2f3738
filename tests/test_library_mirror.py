"""The mirror of PubMed's numbered files: order, deletions, gaps, checksums, and a kill at any point."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import Said, said  # noqa: F401
from test_library import NOW, ROOT, Shelf, xml

from evidence.errors import RecordsError
from evidence.sources.library import Library, series
from evidence.store import Store


def library_in(folder: Path) -> Library:
    return Library(Shelf(), folder / "index", clock=lambda: NOW)


def write(folder: Path, name: str, data: bytes, *, sound: bool = True) -> Path:
    """The file packed, with its checksum beside it as PubMed's service delivers it."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(gzip.compress(data, mtime=0))
    sum_of = hashlib.md5(file.read_bytes()).hexdigest() if sound else "0" * 32
    (folder / f"{name}.md5").write_text(f"MD5({name})= {sum_of}\n")
    return file


def test_a_folder_is_read_in_the_order_of_the_numbers(tmp_path: Path) -> None:
    place = tmp_path / "pubmed"
    write(place, "pubmed26n0010.xml.gz", xml(2, title="New", version=2, deleted=(1,)))
    write(place, "pubmed26n0009.xml.gz", xml(1, 2, title="Old"))
    for name in ("README.txt", ".pubmed26n0008.xml.gz", "pubmed26n0011.xml.gz.part"):
        (place / name).write_text("nothing to read")
    library = library_in(tmp_path)
    done = library.import_files([place])
    assert [(one.name, one.records, one.deleted, one.checked) for one in done] == [
        ("pubmed26n0009.xml.gz", 2, 0, True), ("pubmed26n0010.xml.gz", 1, 1, True)
    ]  # fmt: skip
    assert library.search("all[sb]").pmids == ("2",)
    assert library.search("new[ti]").count == 1
    state = library.state()
    assert all(one.skipped for one in library.import_files([place]))
    assert library.state() == state
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordsError, match=r"The folder empty has no file"):
        library.import_files([tmp_path / "empty"])


def test_a_damaged_file_is_named_and_stops_the_rest(tmp_path: Path) -> None:
    place = tmp_path / "pubmed"
    write(place, "pubmed26n0001.xml.gz", xml(1))
    write(place, "pubmed26n0002.xml.gz", xml(2), sound=False)
    write(place, "pubmed26n0003.xml.gz", xml(3))
    library = library_in(tmp_path)
    with pytest.raises(RecordsError, match=r"pubmed26n0002\.xml\.gz does not fit its checksum") as told:
        library.import_files([place])
    assert told.value.advice
    assert library.search("all[sb]").pmids == ("1",)
    write(place, "pubmed26n0002.xml.gz", xml(2))
    assert [one.skipped for one in library.import_files([place])] == [True, False, False]
    assert library.state().records == 3


@pytest.mark.parametrize("kind", ["memory", "store"])
def test_what_a_later_file_deleted_stays_deleted(tmp_path: Path, kind: str) -> None:
    """Files out of order end where files in order end; what PubMed sends again later is there again."""
    first = write(tmp_path / "a", "pubmed26n0003.xml.gz", xml(1, 2, 3, title="Old"))
    second = write(tmp_path / "a", "pubmed26n0007.xml.gz", xml(3, title="New", version=2, deleted=(1, 2, 9)))
    third = write(tmp_path / "a", "pubmed26n0008.xml.gz", xml(2, title="Again"))
    states = []
    for turn, order in enumerate(((first, second, third), (third, second, first), (second, first, third))):
        store = Store.open(f"sqlite:///{tmp_path / f'{turn}.sqlite3'}") if kind == "store" else None
        library = Library(store or Shelf(), tmp_path / f"index{turn}", clock=lambda: NOW)
        done = {one.name: one for one in (library.import_file(file) for file in order)}
        assert done[first.name].outdated == (0 if turn == 0 else 2)
        states.append(library.state())
        if turn != 1:  # read before the deletion of file 7, file 8's record is a case PubMed never makes
            assert library.search("all[sb]", sort="date").pmids == ("3", "2")
        assert library.search("1[uid]").count == 0
        assert library.shelf.count_deleted() == 3
        if store is not None:
            store.close()
    assert states[0] == states[2]


def test_the_series_and_its_gaps() -> None:
    names = [*(f"pubmed26n{number:04d}.xml.gz" for number in (1, 2, 5)), "pubmed25n0003.xml", "starter.json", "xpubmed26n0009.xml"]
    assert series.of(names) == (series.Series(25, 3, 3, 1, ((1, 2),)), series.Series(26, 1, 5, 3, ((3, 4),)))
    assert series.of([]) == ()
    assert series.place("pubmed25n1300.xml.gz") < series.place("pubmed26n0001.xml.gz") < series.place("pubmed26n0002.xml")
    assert series.place("records.xml") == 0


@given(st.sets(st.integers(1, 60), min_size=1))
def test_every_number_is_there_or_missing(numbers: set[int]) -> None:
    (found,) = series.of(f"pubmed26n{number:04d}.xml.gz" for number in sorted(numbers))
    missing = {number for low, high in found.missing for number in range(low, high + 1)}
    assert missing == set(range(1, max(numbers) + 1)) - numbers
    assert (found.first, found.last, found.files) == (min(numbers), max(numbers), len(numbers))


def test_the_commands_of_the_mirror(said: Said, tmp_path: Path) -> None:  # noqa: F811
    place = tmp_path / "pubmed"
    write(place, "pubmed26n0001.xml.gz", xml(900_001, 900_002))
    write(place, "pubmed26n0004.xml.gz", xml(900_003, deleted=(900_001,)))
    assert said("library", "import", place) == 0
    assert "pubmed26n0001.xml.gz: 2 records, 2 new or changed, checksum fits" in said.err
    assert "1 deleted" in said.err
    assert said("library", "status") == 0
    assert "pubmed26: 2 files, 1 to 4; missing 2-3" in said.out
    assert "1 PMIDs were deleted" in said.out
    assert said("library", "status", "--json", "-") == 0
    assert said.json["series"] == [{"year": 26, "first": 1, "last": 4, "files": 2, "missing": [[2, 3]]}]
    assert said.json["database_bytes"] > 0  # type: ignore[operator]
    digest = said.json["digest"]
    assert said("library", "rebuild") == 0
    assert "59 records indexed" in said.err  # with the starter library's 57
    assert said("library", "status", "--json", "-") == 0
    assert said.json["digest"] == digest


# One process, without threads, forks an importer for every point: it dies by SIGKILL at its n-th call of any function, and another one
# goes on where it was killed.
IMPORTER = """
import json, os, shutil, signal, sys
from pathlib import Path
import evidence.sources.library as room
from evidence.store import Store
import evidence.sources.library.files, evidence.sources.library.writer

room._BATCH, room._COMMIT = 20, 50
folder, points = Path(sys.argv[1]), json.loads(sys.argv[2])

def run(home, point):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        store = Store.open(f"sqlite:///{home / 'library.sqlite3'}")
        library = room.Library(store, home / "index")
        calls = 0
        def count(frame, event, argument):
            nonlocal calls
            if event in ("call", "c_call"):
                calls += 1
                if calls == point:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(count)
        library.import_files([folder / "pubmed"])
        sys.setprofile(None)
        store.close()
        (home / "calls").write_text(str(calls))
        os._exit(0)
    except BaseException:
        import traceback
        traceback.print_exc()
        os._exit(1)

for home, point in points:
    home = folder / home
    shutil.copytree(folder / "empty", home)
    killed = run(home, point)
    again = run(home, 0) if point else 0
    print(json.dumps([home.name, killed, again]), flush=True)
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="this system has no fork")
def test_a_kill_at_twenty_random_points_loses_and_doubles_nothing(tmp_path: Path) -> None:
    place = tmp_path / "pubmed"
    write(place, "pubmed26n0001.xml.gz", xml(*range(1, 71)))
    write(place, "pubmed26n0002.xml.gz", xml(*range(60, 101), title="Newer", version=2, deleted=range(3, 60, 9)))
    write(place, "pubmed26n0003.xml.gz", xml(3, *range(101, 111), deleted=(64, 100)))
    (tmp_path / "empty").mkdir()
    Store.open(f"sqlite:///{tmp_path / 'empty' / 'library.sqlite3'}").close()

    def imported(points: list[tuple[str, int]]) -> list[list[object]]:
        done = subprocess.run(
            [sys.executable, "-c", IMPORTER, str(tmp_path), json.dumps(points)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    assert imported([("calm", 0)]) == [["calm", 0, 0]]
    calls = int((tmp_path / "calm" / "calls").read_text())
    assert calls > 5000
    points = sorted(random.Random(20261122).sample(range(1, calls), 20))
    done = imported([(f"killed{point}", point) for point in points])
    assert [(killed, again) for _, killed, again in done] == [(9, 0)] * 20  # 9: SIGKILL
    expected = answers(tmp_path / "calm")
    assert expected[0] == 110 - 7 - 2 + 1
    for home, _, _ in done:
        assert answers(tmp_path / str(home)) == expected, home
        shutil.rmtree(tmp_path / str(home))


def answers(home: Path) -> tuple[object, ...]:
    """What a library in this folder holds and finds."""
    store = Store.open(f"sqlite:///{home / 'library.sqlite3'}")
    library = Library(store, home / "index", clock=lambda: NOW)
    state = library.state()
    assert store.recounted_digest() == state.digest
    found = tuple(library.search(text, 200) for text in ("title[ti]", "newer[ti]", "all[sb]"))
    files = [(one.name, one.records) for one in store.imports()]
    deleted = store.count_deleted()
    store.close()
    return state.records, state.digest, found, files, deleted
