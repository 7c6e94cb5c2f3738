"""The E-utilities client against the product's own server on loopback, with every fault of ``benchmarks.faulty`` injected.

``python -m benchmarks.entrez [--records 400] [--processes 2] [--threads 4] [--json -]``. Two parts: the pace alone, by NCBI's rule
without a key (3 requests in any second, counted in the server's log); then, with a key (10 a second), all records fetched in
small batches while every third request meets a fault in turn. Nothing may be lost, and what does not exist must be named.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from benchmarks.faulty import FAULTS, Faulty, forward
from benchmarks.loopback import running
from evidence import mesh, server
from evidence.errors import EvidenceError
from evidence.model import Citation
from evidence.settings import Settings
from evidence.sources.call import Pace
from evidence.sources.entrez import Entrez
from evidence.sources.library import Library
from evidence.store import Store

FIRST = 910_000_000
KEY = "benchmark+key/0123456789"
BATCH = 10
ABSENT = 3  # PMIDs that do not exist, asked for by every thread


def made_up(count: int) -> list[Citation]:
    """Records of headings' words, the same on every run."""
    draw = random.Random(7)
    vocabulary = mesh.vocabulary()
    names = sorted({concept.name for words in ("pain", "sleep", "fatigue", "ketamine", "heart failure", "asthma", "diabetes mellitus")
                    for concept in vocabulary.find(words)})  # fmt: skip
    return [
        Citation(str(FIRST + number), f"{draw.choice(names)} and {draw.choice(names)}, study {number}",
                 f"We looked at {draw.choice(names)}. " * 20, languages=("eng",), publication_types=(("D016428", "Journal Article"),),
                 medline_status="MEDLINE")
        for number in range(count)
    ]  # fmt: skip


def work(url: str, folder: str, key: str, threads: int, pmids: list[str], searches: int) -> dict[str, Any]:
    """One process: its threads share the PMIDs; -> what arrived, what was named missing, what failed."""
    settings = Settings(eutils_url=url, data_folder=Path(folder), ncbi_api_key=SecretStr(key), ncbi_email="benchmark@example.org")
    entrez = Entrez(settings, pace=Pace(batch=BATCH, limit=3.0, first_wait=0.2))
    got: list[str] = []
    missing: list[str] = []
    failed: list[str] = []

    def thread(number: int) -> None:
        try:
            for _ in range(searches):
                entrez.search("fatigue", most=5)
            share = pmids[number::threads]
            if share:
                absent = [str(FIRST - 1 - number * ABSENT - each) for each in range(ABSENT)]
                fetched = entrez.fetch_checked([*share, *absent])
                got.extend(citation.pmid for citation in fetched.citations)
                missing.extend(fetched.missing)
        except EvidenceError as error:
            failed.append(f"{type(error).__name__}: {error}")

    running_threads = [threading.Thread(target=thread, args=(number,)) for number in range(threads)]
    for each in running_threads:
        each.start()
    for each in running_threads:
        each.join()
    return {"got": got, "missing": missing, "failed": failed}


def part(base: str, *, key: str, processes: int, threads: int, pmids: list[str], searches: int, faults: bool) -> dict[str, Any]:
    """One part of the benchmark: a faulty server before the good one, and the processes that use it."""
    plan = (lambda number, utility, fields: FAULTS[number // 3 % len(FAULTS)] if number % 3 == 1 else "") if faults else None
    rate = 10 if key else 3
    with tempfile.TemporaryDirectory() as folder, Faulty(forward(base), plan) as faulty:
        begun = time.monotonic()
        jobs = []
        for number in range(processes):
            asked = json.dumps(
                {
                    "url": faulty.url,
                    "folder": folder,
                    "key": key,
                    "threads": threads,
                    "pmids": pmids[number::processes],
                    "searches": searches,
                }
            )
            jobs.append(subprocess.Popen([sys.executable, "-m", "benchmarks.entrez", "--worker"], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))  # fmt: skip
            stdin = jobs[-1].stdin
            if stdin is not None:
                stdin.write(asked)
                stdin.close()
        said = [job.stdout.read() if job.stdout else "" for job in jobs]
        codes = [job.wait() for job in jobs]
        seconds = time.monotonic() - begun
        times = [seen.at for seen in faulty.log]
        kept = b"".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".gz")
    results = [json.loads(words.strip().splitlines()[-1]) if code == 0 else {"got": [], "missing": [], "failed": [words[-500:]]}
               for words, code in zip(said, codes, strict=True)]  # fmt: skip
    arrived = {pmid for result in results for pmid in result["got"]}
    span = max(times) - min(times) if len(times) > 1 else 0.0
    return {
        "limit_per_s": rate,
        "requests": len(times),
        "busiest_second": faulty.busiest(1.0),
        "requests_per_s": round((len(times) - 1) / span, 2) if span else 0.0,
        "within_limit": faulty.busiest(1.0) <= rate,
        "faults": dict(sorted(Counter(seen.fault for seen in faulty.log if seen.fault).items())),
        "records_asked": len(pmids),
        "records_arrived": len(arrived & set(pmids)),
        "named_missing": sum(len(result["missing"]) for result in results),
        "absent_asked": ABSENT * processes * threads if pmids else 0,
        "failed": [each for result in results for each in result["failed"]],
        "key_leaked": bool(key) and (key in "".join(said) or key.encode() in kept),
        "seconds": round(seconds, 1),
    }


def measure(records: int, processes: int, threads: int) -> dict[str, Any]:
    pmids = [str(FIRST + number) for number in range(records)]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/library.sqlite3")
        library = Library(store, Path(folder) / "index")
        library.add(made_up(records))
        with running(server.app(library)) as address:
            base = f"{address}/entrez/eutils/"
            pace = part(base, key="", processes=processes, threads=threads, pmids=[], searches=3, faults=False)
            faults = part(base, key=KEY, processes=processes, threads=threads, pmids=pmids, searches=2, faults=True)
        store.close()
    lost = faults["records_asked"] - faults["records_arrived"]
    return {
        "processes": processes,
        "threads": threads,
        "within_limit": pace["within_limit"] and faults["within_limit"],
        "lost": lost,
        "named": faults["named_missing"] == faults["absent_asked"],
        "key_leaked": faults["key_leaked"],
        "pace": pace,
        "faults": faults,
    }


def shown(result: dict[str, Any]) -> str:
    lines = []
    for name in ("pace", "faults"):
        each = result[name]
        lines.append(
            f"{name}: {each['requests']} requests, {each['requests_per_s']} a second, "
            f"busiest second {each['busiest_second']} of {each['limit_per_s']}"
        )
    faults = result["faults"]
    lines.append(f"faults met: {sum(faults['faults'].values())} of {len(faults['faults'])} kinds; {faults['records_arrived']} of "
                 f"{faults['records_asked']} records arrived; {faults['named_missing']} of {faults['absent_asked']} absent ones named; "
                 f"{len(faults['failed'])} calls failed")  # fmt: skip
    lines.append(f"the key was {'SAID' if result['key_leaked'] else 'said nowhere'}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON; - for standard output")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        sys.stdout.write(json.dumps(work(**json.load(sys.stdin))) + "\n")
        return 0
    result = measure(given.records, given.processes, given.threads)
    if given.json == "-":
        sys.stdout.write(json.dumps(result, indent=1) + "\n")
    else:
        if given.json:
            Path(given.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(shown(result) + "\n")
    return 0 if result["within_limit"] and not result["lost"] and result["named"] and not result["key_leaked"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
