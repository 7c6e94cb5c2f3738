"""Whole audits, many of them: ``python -m benchmarks.audit --articles N [--workers W] [--records R] [--json -]``.

Articles and records are made up from MeSH words by a fixed rule, so that every run and machine audits the same ones. ``digest`` is
over all audits without run ids and times: it is the same for any number of workers. ``stages`` are seconds, summed over workers;
``growth`` is seconds per article in the last third over the first third: near 1 while a growing database costs nothing.

``one``: a single real article in a process of its own that opens a library made before (starter notes, made-up records, and the real
ones of ``--pubmed``): processor seconds of that whole process, imports and vocabulary included, and its peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from evidence import exports, pipeline, readers, settings
from evidence.installation import Installation
from evidence.model import Citation, Claim, Found, Judgement, LibraryState, Query, content_id
from evidence.rules import material

CLAIMS = (
    "{drug} reduces {symptom} in adults with {disease}.",
    "{drug} infusions improved {symptom} within {n} hours.",
    "{drug} is more effective than {other} for {disease}.",
    "{drug} can cause {symptom} and {second}.",
    "About {n}% of people with {disease} have {symptom}.",
    "{disease} can be preceded by {second}.",
    "{drug} may be safe in patients with {disease}.",
    "The FDA has not approved {drug} for {disease}.",
)
FINDINGS = (
    "In {n} adults with {disease}, {drug} reduced {symptom} more than {other} did (p = 0.0{d}).",
    "There was no significant difference in {symptom} between {drug} and {other} (p = 0.{n}).",
    "{symptom} occurred in {n}% of patients with {disease}.",
    "{drug} was associated with {symptom} and {second}.",
)
TYPES = (("D016449", "Randomized Controlled Trial"), ("D017418", "Meta-Analysis"), ("D002363", "Case Reports"), ("D016454", "Review"))


@cache
def words() -> dict[str, tuple[str, ...]]:
    """A few dozen real headings of each part of a sentence: plain names of drugs, diseases and symptoms."""
    found: dict[str, list[str]] = {"drug": [], "disease": [], "symptom": []}
    for line in gzip.decompress(material.read("mesh/headings.tsv.gz")).decode().splitlines():
        _, name, _, trees, *_ = line.split("\t")
        if not re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", name):
            continue
        for part, tree in (("drug", "D03."), ("symptom", "C23.888."), ("disease", "C10.")):
            if trees.startswith(tree):
                found[part].append(name.lower())
    return {part: tuple(names[:: max(1, len(names) // 40)][:40]) for part, names in found.items()}


def filled(template: str, dice: Random) -> str:
    choice = {part: dice.choice(names) for part, names in words().items()}
    more = {
        "other": dice.choice(words()["drug"]),
        "second": dice.choice(words()["symptom"]),
        "n": dice.randint(11, 89),
        "d": dice.randint(1, 4),
    }
    sentence = template.format(**choice, **more)
    return sentence[0].upper() + sentence[1:]


def article(number: int) -> bytes:
    """One made-up article of about a dozen claims, as Markdown."""
    dice = Random(f"article {number}")
    paragraphs = [" ".join(filled(dice.choice(CLAIMS), dice) for _ in range(3)) for _ in range(4)]
    return "\n\n".join([f"# Made-up article {number}", *paragraphs]).encode()


def record(number: int) -> Citation:
    """One made-up record on the same subjects."""
    dice = Random(f"record {number}")
    said = [filled(dice.choice(FINDINGS), dice) for _ in range(3)]
    return Citation(
        str(10_000_000 + number),
        f"{said[0][:-1]}: a made-up study",
        " ".join(["This study was made up for a measurement.", *said]),
        year=dice.randint(1990, 2026),
        journal="Journal of Measurements",
        publication_types=(dice.choice(TYPES),),
    )


class Clock:
    """Adds up seconds by stage."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[stage] += time.perf_counter() - start  # type: ignore[assignment]


@dataclass
class TimedSource:
    inner: pipeline.Source
    clock: Clock
    name = "library"

    def find(self, query: Query) -> Found:
        with self.clock.on("search"):
            return self.inner.find(query)

    def state(self) -> LibraryState:
        return self.inner.state()


@dataclass
class TimedJudge:
    inner: pipeline.Judge
    clock: Clock

    @property
    def name(self) -> str:
        return self.inner.name

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        with self.clock.on("judge"):
            return self.inner.judge(claim, citations)


@cache
def installation(folder: Path) -> Installation:
    """One open installation per process."""
    opened = Installation.open(settings.Settings(data_folder=folder))
    opened.library.state()
    return opened


def once(folder: Path, number: int) -> tuple[int, int, float, str, dict[str, float]]:
    """Audits one article: (its number, claims, seconds, digest without times, seconds by stage)."""
    doors, clock = installation(folder), Clock()
    start = time.perf_counter()
    with clock.on("read"):
        read = readers.read(article(number), f"article-{number}.md")
    begun, first = time.perf_counter(), [0.0]

    def progress(done: int, total: int, claim: Claim | None) -> None:
        first[0] = first[0] or time.perf_counter() - begun

    made = pipeline.audit(
        read,
        TimedSource(doors.library, clock),
        TimedJudge(doors.judge(), clock),
        doors.policy(),
        clock=lambda: "",
        run_id=f"{os.getpid()}-{number}",
        progress=progress,
    )
    clock.stages["claims"] += first[0]  # type: ignore[assignment]
    whole = time.perf_counter() - begun
    clock.stages["weigh"] += whole - first[0] - clock.stages["search"] - clock.stages["judge"]  # type: ignore[assignment]
    with clock.on("record"):
        doors.store.record(made)
    with clock.on("export"):
        written = exports.FORMATS["json"].render(made).decode()
    timeless = re.sub(r'"(id": "\d+-\d+|at": "[^"]*)"', '"', written)
    return number, len(made.findings), time.perf_counter() - start, content_id(timeless), dict(clock.stages)


def measure(articles: int, workers: int, records: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        doors = installation(folder)
        doors.library.add(record(number) for number in range(records))
        once(folder, -1)  # MeSH and weights are loaded before the measurement, here and in every worker
        start = time.perf_counter()
        if workers == 1:
            rows = [once(folder, number) for number in range(articles)]
            seconds = time.perf_counter() - start
        else:
            with ProcessPoolExecutor(workers, get_context("spawn")) as pool:  # a fork would copy the index's threads half
                list(pool.map(once, [folder] * workers, range(-1 - workers, -1)))
                start = time.perf_counter()
                rows = list(pool.map(once, [folder] * articles, range(articles)))
                seconds = time.perf_counter() - start
        doors.close()
        installation.cache_clear()
    claims = sum(row[1] for row in rows)
    third = max(1, articles // 3)
    early, late = (sum(row[2] for row in part) / len(part) for part in (rows[:third], rows[-third:]))
    stages = sum((Counter(row[4]) for row in rows), Counter())
    return {
        "articles": articles,
        "claims": claims,
        "records": records,
        "workers": workers,
        "articles_per_s": round(articles / seconds, 3),
        "claims_per_s": round(claims / seconds, 2),
        "stages": {stage: round(stages[stage], 3) for stage in ("read", "claims", "search", "judge", "weigh", "record", "export")},
        "growth": round(late / early, 3),
        "digest": content_id(*(row[3] for row in rows)),
    }


SHARED = Path(__file__).resolve().parents[2] / "shared"
CLIENTS = SHARED / "articles" / "ketamine_for_chronic_fatigue.txt"
ONE = CLIENTS if CLIENTS.exists() else Path(__file__).resolve().parents[1] / "data" / "samples" / "iv-ketamine-for-chronic-fatigue.md"
REAL = SHARED / "data" / "pubmed" / "topics.xml.gz"


def one(path: Path, records: int, pubmed: Path | None, seed: str = "0") -> dict[str, Any]:
    """One article audited by a fresh process from a library that stands already; ``seed`` is the process's PYTHONHASHSEED."""
    with tempfile.TemporaryDirectory() as name:
        doors = Installation.open(settings.Settings(data_folder=Path(name)))
        doors.library.add(record(number) for number in range(records))
        if pubmed is not None:
            doors.library.import_file(pubmed)
        held = doors.library.state().records
        doors.close()
        command = [sys.executable, "-m", "benchmarks.audit", "--only", str(path), "--folder", name]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
    return {"article": path.name, "records": held, **json.loads(done.stdout)}


def only(path: Path, folder: Path) -> dict[str, Any]:
    """Audits one article in this process and says what the process has used so far."""
    start = time.perf_counter()
    doors = Installation.open(settings.Settings(data_folder=folder))
    made = doors.examine(readers.read(path.read_bytes(), path.name), run_id="benchmark")
    written = exports.FORMATS["json"].render(made).decode()
    doors.close()
    timeless = re.sub(r'"((started_|finished_)?at": "[^"]*")', '"', written)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "claims": len(made.findings),
        "judgements": sum(len(finding.judgements) for finding in made.findings),
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "wall_s": round(time.perf_counter() - start, 2),
        "peak_mb": round(used.ru_maxrss / 1024, 1),
        "digest": content_id(timeless),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--records", type=int, default=2000, help="made-up records in the library beside the starter notes")
    parser.add_argument("--one", type=Path, default=ONE, help="the article that is audited alone")
    parser.add_argument("--pubmed", type=Path, default=REAL if REAL.exists() else None, help="PubMed XML for the library of --one")
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", metavar="FILE|-", default="")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(only(asked.only, asked.folder)))
        return 0
    if asked.workers < 1 or min(asked.articles, asked.records) < 0:
        parser.error("workers are at least 1, articles (0: only the single one) and records at least 0")
    figures = measure(asked.articles, asked.workers, asked.records) if asked.articles else {}
    figures["one"] = one(asked.one, asked.records, asked.pubmed)
    written = json.dumps(figures, indent=2)
    if asked.json and asked.json != "-":
        Path(asked.json).write_text(written + "\n", "utf-8")
    print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
