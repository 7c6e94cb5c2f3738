"""The figures that the product shows: `python -m benchmarks.figures [--judge NAME]... [--folder DIR] [--data DIR]`.

Measures each judge on every set that is on this machine, with ``benchmarks.judge`` in this process, and writes them into
``data/judges/figures.json`` beside those of other judges. Nothing is left out: a bad figure is written like a good one.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.judge import judge_of, measure
from benchmarks.scifact import Pair, citing, pairs
from evidence import judges
from evidence.judges import figures
from evidence.judges.figures import About, Figures, Measured, Published
from evidence.rules import material
from evidence.sources import folders

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "claims"
SCIFACT, HEALTHVER, INTEGRITY = "SciFact dev", "HealthVer dev", "Citation-Integrity dev"
# Other people's numbers as `judging.md`, section 4, has them: re-scored from published predictions, or as their page states them.
REFERENCES = (
    Published("MultiVerS (Longformer-large, tuned on SciFact)", "SciFact test", "macro-F1", 0.829,
              "jedick/MLE-capstone-project, published predictions scored with our code"),
    Published("DeBERTa-v3-base (general inference, then SciFact and Citation-Integrity)", "SciFact test", "macro-F1", 0.84,
              "jedick/MLE-capstone-project, README"),
    Published("MultiVerS without SciFact training (fever_sci)", "SciFact test", "macro-F1", 0.591,
              "jedick/MLE-capstone-project, published predictions scored with our code"),
    Published("T5, by its makers", "HealthVer test", "macro-F1", 0.796, "sarrouti/HealthVer, README; trained on HealthVer"),
    Published("DeBERTa tuned on SciFact alone", "HealthVer", "F1", 0.48,
              "Kosprdic et al. 2024, 10.5220/0012900000003838, in a public summary"),
    Published("DeBERTa-v3-base, as above", "Citation-Integrity test", "macro-F1", 0.47, "jedick/MLE-capstone-project, README"),
    Published("MultiVerS tuned on Citation-Integrity", "Citation-Integrity test", "macro-F1", 0.444,
              "jedick/MLE-capstone-project, published predictions scored with our code"),
)
# As the model cards have it; no judge that ships has seen HealthVer or Citation-Integrity.
_OWN = "SciFact train (CC BY 4.0)"
_OTHERS = ("PubMedQA (MIT)", "Evidence Inference v2 (MIT)", "titles of PubMed records that assert a finding")
_LINEAR = {
    "lexical-1": (_OWN, *_OTHERS),
    "lexical-2": (_OWN, f"for rare words and directions alone: {', '.join(_OTHERS)}", "words alike in use: PubMed abstracts"),
}


def about(name: str, known: Figures) -> About:
    """What is written about a judge: kept where the file says it already, so that a card's own words are not lost."""
    held = known.is_about(name)
    if held.what:
        return held
    if name in _LINEAR:
        return About(name, "Linear judge: words, directions and the claim's question; explains itself; no network.", _LINEAR[name], "MIT")
    for folder in folders.listed([(material.FOLDER / "judges", True)]):
        if folder.card and name in (folder.name, folder.stacked_name):
            alone = "Pair judge: a small network reads claim and sentences side by side."
            both = "The linear judge and a small network that reads claim and sentences side by side, averaged."
            return About(name, alone if name == folder.name else both, folder.card.trained_on, folder.card.licence)
    return About(name, "A network of one's own.")


def sets(data: Path) -> dict[str, list[Pair]]:
    """Name -> the pairs of each set that is there."""
    found = {}
    for name, folder in ((SCIFACT, "scifact"), (HEALTHVER, "healthver")):
        if (data / folder).is_dir():
            found[name] = pairs(data / folder / "claims_dev.jsonl", data / folder / "corpus.jsonl.gz")
    if (data / "citation_integrity").is_dir():
        found[INTEGRITY] = citing(data / "citation_integrity" / "train_dev.jsonl.gz")
    return found


def measured(name: str, on: str, result: dict[str, Any], machine: str) -> Measured:
    firm = result["firm"]
    return Measured(
        name, on, datetime.now(UTC).strftime("%Y-%m-%d"), result["n"], result["accuracy"], result["macro_f1"], result["f1"]["supports"],
        result["f1"]["refutes"], result["f1"]["neutral"], result["ece"], result["hit_at_1"], result["hit_at_3"],
        (firm["supports"]["precision"], firm["supports"]["coverage"]), (firm["refutes"]["precision"], firm["refutes"]["coverage"]),
        result["pairs_per_cpu_s"], machine,
    )


def merged(known: Figures, new: list[Measured], names: list[str]) -> dict[str, Any]:
    """The file's content: the new figures in the place of the same judge's on the same set, sorted."""
    kept = {(one.judge, one.set): one for one in (*known.measured, *new)}
    told = {one.judge: one for one in (*known.about, *(about(name, known) for name in names))}
    return {
        "measured": [figures.row(kept[key]) for key in sorted(kept)],
        "references": [figures.row(one) for one in REFERENCES],
        "about": [figures.row(told[name]) for name in sorted(told)],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", action="append", default=[], metavar="NAME", help="which judges; all that ship if left out")
    parser.add_argument("--folder", type=Path, help="where folders of pair judges lie, besides data/judges")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--machine", default="one core, by its own time", help="what the speed was measured on, in words")
    arguments = parser.parse_args()
    names = arguments.judge or list(judges.NAMES)
    found: list[Measured] = []
    there = sets(arguments.data)
    for name in names:
        judge = judge_of(name, arguments.folder)
        for on, some in there.items():
            found.append(measured(judge.name, on, measure(some, judge), arguments.machine))
            print(f"{judge.name:28} {on:24} macro-F1 {found[-1].macro_f1:.3f}", file=sys.stderr)
    path = material.FOLDER / figures.FILE
    known = figures.parse(path.read_bytes()) if path.exists() else Figures()
    path.write_text(json.dumps(merged(known, found, names), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
