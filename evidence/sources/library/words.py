"""Text -> the words that are indexed and searched: one rule for both sides.

A word is an unbroken run of letters and digits, in lower case; hyphens, points, apostrophes and slashes end it, so that "double-blind" is
the phrase "double blind" and "O'Brien" "o brien" (PubMed User Guide, "PubMed character conversions"). Accents are dropped, Greek
letters are spelled out ("β-blocker" is found by "beta blocker"), ligatures and superscripts become plain letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_RUN = re.compile(r"[^\x00-\x7f]+")
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        (
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron",
            "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        ),
        strict=True,
    )
) | {"ς": "sigma"}  # fmt: skip
# Letters that Unicode does not take apart.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}

# "PubMed ignores stopwords in searches" (PubMed User Guide, "Stopwords"): its own list, complete.
STOPWORDS = frozenset(
    """
    a about again all almost also although always among an and another any are as at be because been before being between both but by
    can could did do does done due during each either enough especially etc for found from further had has have having here how however
    i if in into is it its itself just kg km made mainly make may mg might ml mm most mostly must nearly neither no nor obtained of often
    on our overall perhaps pmid quite rather really regarding seem seen several should show showed shown shows significantly since so
    some such than that the their theirs them then there therefore these they this those through thus to upon various very was we were
    what when which while with within without would
    """.split()  # noqa: SIM905
)


def analyzer() -> TextAnalyzer:
    """What the index registers under the name "words"."""
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).build()


def values_analyzer() -> TextAnalyzer:
    """What the index registers under the name "values": each run without blanks is one value, as it stands."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


_ANALYZER = analyzer()


def fold(text: str) -> str:
    """The text with accents, Greek letters and ligatures made plain; plain text is given back as it is."""
    return text if text.isascii() else _RUN.sub(lambda run: _plain(run.group()), text)


def words(text: str) -> list[str]:
    """The indexed words of the text, in order."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())  # what the analyzer gives, without the way into it
    return _ANALYZER.analyze(fold(text))


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """The words of a name joined by "_": what exact values (authors, journals, headings) are compared by."""
    return "_".join(words(text))


def variants(word: str) -> tuple[str, ...]:
    """Other spellings of one word that PubMed's subject table pairs: singular and plural, British and American."""
    forms = {word}
    for british, american in PAIRS:
        if british in word:
            forms.add(word.replace(british, american))
        elif american in word:
            forms.add(word.replace(american, british))
    forms |= {number for form in forms for number in _numbers(form)}
    return tuple(sorted(forms - {word}))


@lru_cache(maxsize=50_000)
def _plain(run: str) -> str:
    out = []
    for letter in unicodedata.normalize("NFKD", run.casefold()):
        if letter in _GREEK:
            out.append(_GREEK[letter])
        elif letter in _PLAIN:
            out.append(_PLAIN[letter])
        elif unicodedata.category(letter) != "Mn":
            out.append(letter)
    return "".join(out)


def _numbers(word: str) -> tuple[str, ...]:
    if len(word) < 4 or not word.isalpha():
        return ()
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y",)
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return (word[:-2],)
    if word.endswith("s"):
        return () if word.endswith(("ss", "us", "is")) else (word[:-1],)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "es",) if word.endswith(("sh", "ch", "x", "z")) else (word + "s",)


# British / American pieces of words, tried in both directions; only spellings that the library holds are ever searched.
PAIRS = (
    ("aemia", "emia"), ("haem", "hem"), ("oedema", "edema"), ("oesoph", "esoph"), ("oestr", "estr"), ("paed", "ped"), ("anaesth", "anesth"),
    ("gynaec", "gynec"), ("foet", "fet"), ("rrhoea", "rrhea"), ("pnoea", "pnea"), ("tumour", "tumor"), ("behaviour", "behavior"),
    ("fibre", "fiber"), ("colour", "color"), ("sulph", "sulf"), ("ageing", "aging"), ("centre", "center"), ("litre", "liter"),
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("lyse", "lyze"), ("programme", "program"),
)  # fmt: skip
