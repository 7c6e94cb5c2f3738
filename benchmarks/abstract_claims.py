"""Which sentences of an abstract state a claim: our features with and without what only abstracts have, beside plain baselines.

All models are fitted on the training part that lies beside the given file and judged on the given one; nothing of it is shipped.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import re
from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from evidence import pico
from evidence.claims import features

_CONCLUDES = re.compile(
    r"^\W*(?:in conclusion|conclusions?|taken together|collectively|thus|therefore|overall|these|our|we|here)\b", re.IGNORECASE
)


def _labels(rows: Sequence[dict[str, Any]]) -> list[int]:
    return [int(label) for row in rows for label in row["labels"]]


def _seen(rows: Sequence[dict[str, Any]], *, of_abstracts: bool) -> list[dict[str, float]]:
    found = []
    for row in rows:
        last = len(row["sentences"]) - 1
        for i, sentence in enumerate(row["sentences"]):
            names = set(features.features(sentence, pico.concepts(sentence)))
            if of_abstracts:
                names |= {f"place:{round(4 * i / max(1, last))}", f"from end:{min(3, last - i)}", f"from start:{min(2, i)}"}
                names |= {f"opens:{match.group().strip().casefold()}" for match in [_CONCLUDES.match(sentence)] if match}
            found.append(dict.fromkeys(sorted(names), 1.0))
    return found


def scores(train: Sequence[dict[str, Any]], judged: Sequence[dict[str, Any]]) -> dict[str, float]:
    """F1 of the claim class, 0-1, for each way of telling."""
    gold, known = _labels(judged), _labels(train)
    majority = round(sum(known) / len(known))
    result = {"majority": f1_score(gold, [majority] * len(gold), zero_division=0), "every_sentence": f1_score(gold, [1] * len(gold))}
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    plain = LogisticRegression(C=3, class_weight="balanced", max_iter=300)
    plain.fit(words.fit_transform([s for row in train for s in row["sentences"]]), known)
    said = plain.predict(words.transform([s for row in judged for s in row["sentences"]]))
    result["tfidf_logistic_regression"] = f1_score(gold, said)
    for name, of_abstracts in (("features", False), ("features_and_place", True)):
        table = DictVectorizer()
        model = LogisticRegression(C=0.03, class_weight="balanced", max_iter=300)
        model.fit(table.fit_transform(_seen(train, of_abstracts=of_abstracts)), known)
        result[name] = f1_score(gold, model.predict(table.transform(_seen(judged, of_abstracts=of_abstracts))))
    return {name: round(float(value), 4) for name, value in result.items()}
