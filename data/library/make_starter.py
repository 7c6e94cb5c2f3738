"""Makes starter.json from the citations that were collected for the sample article.

    python data/library/make_starter.py PATH/TO/citations.json

Only records with a PMID are taken, and of those only identifiers, bibliographic facts and the finding in our own words: no
abstract, no address, no note about a claim. ``confirmed`` says that the PMID was seen on a PubMed page or a PMC header.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

KEPT = (
    "pmid", "doi", "pmcid", "title", "first_author", "journal", "year", "publication_type", "design", "species", "population", "n",
    "intervention", "route", "comparator", "outcome", "finding",
)  # fmt: skip


def note(entry: dict[str, object]) -> dict[str, object]:
    """The kept fields of one record, in a fixed order, silent ones left out."""
    kept = {name: entry[name] for name in KEPT if entry.get(name) not in (None, "")}
    return kept | {"confirmed": entry["pmid_seen_on_a_pubmed_page_or_pmc_header"] is True}


def main(source: Path) -> None:
    entries = [entry for entry in json.loads(source.read_text("utf-8"))["citations"] if entry.get("pmid")]
    document = {
        "schema": "evidence-starter/1",
        "what": "Starter notes: findings in our own words, not the abstracts. A record fetched from PubMed replaces its note.",
        "notes": sorted((note(entry) for entry in entries), key=lambda one: int(str(one["pmid"]))),
    }
    target = Path(__file__).with_name("starter.json")
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(entries)} notes, {sum(1 for one in document['notes'] if one['confirmed'])} with a confirmed PMID: {target.name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
