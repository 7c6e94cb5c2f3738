"""Words with their places, their normal form and their stems."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from evidence.rules.spelling import FOLDS, IRREGULAR, NEVER_FOLDED, UNINFLECTED
from evidence.rules.stopwords import STOPWORDS


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number with its place: ``source[start:end] == text``."""

    text: str
    start: int
    end: int


_INSIDE = "\u0300-\u036f\xad\u200b-\u200d\u2060"
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?=(?:mg|mcg|µg|μg|ug|ng|kg|g|ml|mL|l|L|mmol|mM|h|hr|hrs|min|s|d|wk|x|IU|days?|weeks?|months?|years?|hours?|minutes?)\b)"
    r"|\d+(?:[.,]\d+)+"
    rf"|[^\W_](?:[^\W_]|[{_INSIDE}])*+(?:['’][^\W_]+)*+(?:\+(?!\w))?"
)


def words(text: str) -> tuple[Token, ...]:
    """Words and numbers in order: hyphens and slashes part them, decimals, apostrophes and the plus of "NAD+" do not."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃", "-"),
        **dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff™®©", None),
        "µ": "μ",
        "…": "...",
        "⁄": "/",
    }
)


def normal(text: str) -> str:
    """One spelling of the same words: NFKC, case folded, quotes, dashes and white space made plain, marks dropped."""
    folded = unicodedata.normalize("NFKC", text.translate(_FOLDED)).casefold()
    return " ".join(folded.translate(_FOLDED).split())


_ADDRESS = re.compile(r"\]\([^()\s]*\)|(?:https?://|www\.)\S+", re.IGNORECASE)


def content_words(text: str) -> tuple[str, ...]:
    """The stems of the words that carry content, in order; addresses and closed-class words are left out."""
    shouted = text.isupper()
    found = []
    for match in _WORD.finditer(unicodedata.normalize("NFKC", _ADDRESS.sub(" ", text).translate(_FOLDED))):
        written = match.group()
        word = written.casefold().removesuffix("'s")
        if word not in STOPWORDS or (written.isupper() and len(word) > 1 and not shouted):  # "ME/CFS" is not "me"
            found.append(stem(word))
    return tuple(found)


_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem of a normalised word: inflections and British spelling fold, different words stay apart.

    "improves", "improved", "improving" and "improvement" agree; "operation" and "operate" do not.
    """
    word = IRREGULAR.get(word, word)
    if len(word) < 4 or word in UNINFLECTED or not word.isalpha() or not word.isascii():
        return word
    return _without_ending(american(word))


def american(word: str) -> str:
    """The American spelling of a normalised word, as MeSH spells its headings."""
    if word in NEVER_FOLDED:
        return word
    for fold in FOLDS:
        if fold.british in word and (
            fold.at == "any" or (word.startswith(fold.british) if fold.at == "start" else word.endswith(fold.british) and len(word) > 5)
        ):
            word = word.replace(fold.british, fold.american)
    return word


def _without_ending(word: str) -> str:
    if word.endswith("sses") or word.endswith("xes") or word.endswith("ches") or word.endswith("shes"):
        word = word[:-2]
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sis", "ses")) and len(word) > 5:
        return word[:-2]  # analysis, analyses, diagnoses
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ment", "ing", "ed", "ly"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) < 3 or not _VOWEL.search(rest) or (ending == "ment" and len(rest) < 5):
                break
            if ending in ("ing", "ed") and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                rest = rest[:-1]  # stopped -> stop
            word = rest
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou" else word
