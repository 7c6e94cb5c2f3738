"""Our own gold for articles of our own (tests/articles): what a careful reader would take out, written before the rules saw the text.

``NAME.gold.json``: "claims" as [quote in the article, [[statement, kind], ...]], "negatives" as quotes that claim nothing.
Figures of the first run, before any rule was changed for them, stand in docs/extraction.md.
"""

from __future__ import annotations

import json
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
NAMES = tuple(sorted(path.name for path in ARTICLES.iterdir() if path.is_file() and not path.name.endswith(".gold.json")))


SAMPLES = ("iv-ketamine-for-chronic-fatigue.md", "nad-plus-drips.html", "routes-of-ketamine.docx")


def gold(name: str, text: str, folder: Path | None = None) -> dict[str, object]:
    """The gold of one article in the benchmark's form; a quote that is not in the text is an error."""
    data = json.loads(((folder or ARTICLES) / f"{name.rsplit('.', 1)[0]}.gold.json").read_text("utf-8"))
    claims, negatives = [], []
    at = 0
    for i, (quote, statements) in enumerate(data["claims"]):
        at = text.index(quote, at)
        for j, (words, kind) in enumerate(statements):
            claims.append({"id": f"C{i}.{j}", "text": words, "type": kind, "quote_start": at, "quote_end": at + len(quote)})
        at += len(quote)
    for quote in data["negatives"]:
        if quote in text:  # readers take some furniture out before
            start = text.index(quote)
            negatives.append({"start": start, "end": start + len(quote), "subtype": "negative", "hard": False})
    return {"claims": claims, "negatives": negatives}
