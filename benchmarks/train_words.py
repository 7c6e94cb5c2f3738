"""Learns which words are alike in use: `python -m benchmarks.train_words --pubmed FILE... --corpus F -o data/judges/lexical-2-words.bin`.

Stems that stand within six words of each other in PubMed abstracts are counted (nearer ones more), the counts turned into positive
pointwise mutual information, and the table into 96 numbers a stem by singular value decomposition; needs scikit-learn (development).
Only the stems and these numbers are kept. About 70 seconds of processor time for 37,000 abstracts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from benchmarks.scifact import lines
from evidence import text
from evidence.judges.lexical.likeness import SCALE
from evidence.records import parse

SEED = 7
WINDOW = 6
LEAST_SEEN = 8
MOST_STEMS = 24_000
SHORTEST = 300
FITTED, KEPT = 128, 96
# Exponent that makes rare contexts count less, and the shift that drops chance meetings (Levy, Goldberg and Dagan 2015).
CONTEXT_POWER, SHIFT = 0.75, 2.0


def vectors(documents: Sequence[Sequence[str]]) -> tuple[list[str], np.ndarray]:
    """The stems, most frequent first, and a unit vector of each."""
    seen = Counter(stem for document in documents for stem in set(document))
    often = sorted(((stem, count) for stem, count in seen.items() if count >= LEAST_SEEN), key=lambda item: (-item[1], item[0]))
    stems = [stem for stem, _ in often if not stem.isdigit() and any(letter.isalpha() for letter in stem)][:MOST_STEMS]
    place = {stem: at for at, stem in enumerate(stems)}
    # Documents one after the other, with gaps wider than the window.
    row = np.concatenate([np.array([place.get(stem, -1) for stem in document] + [-2] * WINDOW) for document in documents])
    counts = sp.csr_matrix((len(stems), len(stems)), dtype=np.float32)
    for apart in range(1, WINDOW + 1):
        first, second = row[:-apart], row[apart:]
        both = (first >= 0) & (second >= 0)
        weight = np.full(int(both.sum()), 1 / apart**0.5, dtype=np.float32)
        counts = counts + sp.csr_matrix((weight, (first[both], second[both])), shape=counts.shape)
    counts = (counts + counts.T).tocoo()
    total = np.asarray(counts.tocsr().sum(1)).ravel()
    context = total**CONTEXT_POWER / (total**CONTEXT_POWER).sum()
    told = np.log(counts.data / (total[counts.row] * context[counts.col])) - np.log(SHIFT)
    kept = told > 0
    table = sp.csr_matrix((told[kept], (counts.row[kept], counts.col[kept])), shape=counts.shape)
    left, values, _ = randomized_svd(table, n_components=FITTED, n_iter=3, random_state=SEED)
    found = (left * values**0.5)[:, :KEPT]
    found = found - found.mean(0)
    return stems, found / np.linalg.norm(found, axis=1, keepdims=True)


def written(stems: Sequence[str], found: np.ndarray) -> bytes:
    """As evidence.judges.lexical.likeness reads it."""
    whole = np.clip(np.rint(found * SCALE), -127, 127).astype(np.int8)
    return " ".join(stems).encode("utf-8") + b"\n" + whole.tobytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pubmed", type=Path, nargs="+", required=True, help="PubMed XML files")
    parser.add_argument("--corpus", type=Path, required=True, help="SciFact's corpus of abstracts")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    documents = []
    for path in arguments.pubmed:
        with path.open("rb") as stream:
            documents += [text.content_words(f"{r.title}. {r.abstract}") for r in parse(stream) if len(r.abstract) > SHORTEST]
    documents += [text.content_words(d["title"] + ". " + " ".join(d["abstract"])) for d in lines(arguments.corpus)]
    stems, found = vectors(documents)
    arguments.output.write_bytes(written(stems, found))
    print(f"{len(stems)} stems from {len(documents)} abstracts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
