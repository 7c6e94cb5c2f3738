"""python -m benchmarks.records FILE... [--records N] [--json -]: our reader beside pubmed_parser and Biopython's Entrez.read.

All three read the same N records (a part of the files, for Entrez.read holds everything in memory), each in a process of its own: records
per second of processor time, and peak memory. Ours also reads 1,000 records and then all files whole, to show that memory stays flat,
and counts what it finds in them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Biopython refuses a DTD by plain http, which the files of 2019 and 2020 name; and it must be one that it ships.
HEAD = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">\n<PubmedArticleSet>\n'
)
END = b"</PubmedArticle>"


def articles(path: Path) -> Iterator[bytes]:
    """The bytes of each PubmedArticle of a file."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        rest = b""
        while data := file.read(1 << 20):
            *whole, rest = (rest + data).split(END)
            for piece in whole:
                yield piece[piece.index(b"<PubmedArticle>") :] + END


def part(files: list[Path], count: int, target: Path) -> int:
    """Writes the first records of the files, the same share of each, as one file; how many there were."""
    written = 0
    with gzip.open(target, "wb", 1) as out:
        out.write(HEAD)
        for path in files:
            for number, article in enumerate(articles(path)):
                if number >= max(1, count // len(files)):
                    break
                out.write(article)
                written += 1
        out.write(b"</PubmedArticleSet>\n")
    return written


def ours(paths: list[str]) -> int:
    from evidence import records

    count = 0
    for path in paths:
        with Path(path).open("rb") as file:
            count += sum(1 for _ in records.parse(file))
    return count


def pubmed_parser(paths: list[str]) -> int:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pubmed_parser

        return sum(1 for path in paths for _ in pubmed_parser.parse_medline_xml(path, author_list=True, reference_list=True))


def entrez_read(paths: list[str]) -> int:
    from Bio import Entrez

    count = 0
    for path in paths:
        with gzip.open(path) as file:
            count += len(Entrez.read(file, validate=False)["PubmedArticle"])
    return count


def counts(files: list[Path]) -> dict[str, int]:
    """How many records each file holds that our reader gives, lost or broken ones missing; with the reference data beside the checkout
    (where it is) also its odd records and single replies."""
    from evidence import records

    found = {}
    odd = ROOT.parent / "shared" / "data" / "pubmed"
    for path in [*files, *sorted(odd.glob("*.xml.gz"))]:
        with path.open("rb") as file:
            found[path.name] = sum(1 for _ in records.parse(file))
    replies = odd / "single_replies.tar.gz"
    if replies.is_file():
        with tarfile.open(replies) as archive:
            members = [archive.extractfile(member) for member in archive if member.isfile()]
            read = [sum(1 for _ in records.parse(member)) for member in members if member is not None]
        found |= {"single replies": len(read), "single replies with a record": sum(read)}
    return found


READERS = {"ours": ours, "pubmed_parser": pubmed_parser, "entrez_read": entrez_read}


def measured(reader: str, paths: list[Path]) -> dict[str, float] | None:
    """One reader over some files, in a fresh process; None where it is not installed or fails."""
    command = [sys.executable, "-m", "benchmarks.records", "--reader", reader, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{reader} could not read the files: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return dict(json.loads(done.stdout))


def one(reader: str, paths: list[str]) -> None:
    import resource

    READERS[reader](paths[:0])  # imports done, nothing read
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    count = READERS[reader](paths)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(json.dumps({"records": count, "records_per_s": round(count / took, 1), "peak_mb": round(peak / unit, 1),
                      "peak_mb_over_start": round((peak - before) / unit, 1)}))  # fmt: skip


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--records", type=int, default=5000)
    asked.add_argument("--json", default="")
    asked.add_argument("--reader", choices=sorted(READERS), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.reader:
        one(given.reader, [str(path) for path in given.files])
        return 0
    missing = [path for path in given.files if not path.is_file()]
    if missing:
        print(f"{missing[0]} is not there.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        same, few = Path(folder) / "same.xml.gz", Path(folder) / "few.xml.gz"
        count = part(given.files, given.records, same)
        part(given.files, 1000, few)
        result: dict[str, object] = {"records": count, "files": [path.name for path in given.files]}
        found = {reader: measured(reader, [same]) for reader in READERS}
        result |= found
        own = (found["ours"] or {}).get("records_per_s", 0.0)
        for other in ("pubmed_parser", "entrez_read"):
            theirs = found[other]
            result[f"ratio_to_{other}"] = round(own / theirs["records_per_s"], 2) if theirs else None
        thousand, whole = measured("ours", [few]), measured("ours", list(given.files))
        result["memory"] = {"at_1000_mb": (thousand or {}).get("peak_mb"), "whole_files_mb": (whole or {}).get("peak_mb")}
        result["whole_files"] = whole
        result["counts"] = counts(given.files)
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
