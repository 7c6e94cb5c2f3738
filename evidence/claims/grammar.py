"""Words with their sorts and the finite verbs among them: as much grammar as splitting needs, from tables, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.rules import verbs

_TOKEN = re.compile(r"[^\s,;:()\[\]\"“”«»–—]+|[,;:()\[\]\"“”«»–—]")
_EDGES = ".!?…'’‘*_"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign with its place in the article.

    ``sort``: noun, det, prep, conj, sub, pron, modal, be, have, do, verb, past, participle, going, base, adv, not, number, sign.
    """

    text: str
    low: str
    start: int
    end: int
    sort: str

    @property
    def helper(self) -> bool:
        return self.sort in ("modal", "be", "have", "do")


@lru_cache(maxsize=1 << 16)
def _sort(low: str) -> str:
    if low in verbs.MODALS:
        return "modal"
    if low in verbs.BE:
        return "be"
    if low in verbs.HAVE:
        return "have"
    if low in verbs.DO:
        return "do"
    if low in ("not", "never"):
        return "not"
    if low in verbs.CONJUNCTIONS:
        return "conj"
    if low in verbs.SUBORDINATORS:
        return "sub"
    if low in verbs.PRONOUNS and low not in verbs.DETERMINERS:
        return "pron"
    if low in verbs.PREPOSITIONS:
        return "prep"
    if low in verbs.DETERMINERS:
        return "det"
    if low in verbs.ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in verbs.NOT_ADVERBS):
        return "adv"
    if low in verbs.THIRD:
        return "verb"
    if low in verbs.LEMMAS:
        return "base"
    if low in verbs.PAST:
        return "past"
    if low in verbs.PARTICIPLE:
        return "participle"
    if low in verbs.GOING:
        return "going"
    if low[:1].isdigit() or low in ("%", "percent"):
        return "number"
    return "noun"


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and signs of ``text[start:end]`` with offsets into ``text``; stops and quotes at a word's edge are cut off."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        written, begin, stop = match.group(), match.start(), match.end()
        bare = written.strip(_EDGES)
        if not bare:
            continue
        if len(written) == 1 and not written.isalnum():
            found.append(Word(written, written, begin, stop, "number" if written == "%" else "sign"))
            continue
        lead = len(written) - len(written.lstrip(_EDGES))
        begin, stop = begin + lead, begin + lead + len(bare)
        low = bare.casefold().replace("’", "'")
        found.append(Word(bare, low, begin, stop, "sign" if low in ("-", "--") else _sort(low)))
    return found


def adjective(word: Word) -> bool:
    """Whether a word looks like an adjective: by list, or by ending where it is no known noun form."""
    low = word.low
    if low in verbs.ADJECTIVES:
        return True
    return len(low) > 4 and low.endswith(verbs.ADJECTIVE_ENDINGS) and not low.endswith(verbs.NOUN_ENDINGS)


def plural(word: Word) -> bool:
    low = word.low
    if low.endswith("s") and word.text[:-1].isupper() and len(low) > 2:
        return True  # "MRIs"
    return low in verbs.PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")))


def finite(tokens: list[Word]) -> list[int]:
    """The indexes of words that begin a finite verb group, in order.

    Helpers count always; forms of known verbs count behind something that can be a subject; forms that are as often nouns
    ("benefits", "causes") and past forms that may be participles ("patients treated with ...") count only where nothing surer does.
    """
    sure: list[int] = []
    maybe: list[int] = []
    for i, word in enumerate(tokens):
        before = _before(tokens, i)
        if word.helper:
            # "to have", "can be": inside a group that has begun.
            if before is not None and (before.low == "to" or before.sort in ("modal", "do", "not")):
                continue
            if before is not None and before.helper and not (before.sort == "have" and word.sort == "be"):
                continue
            sure.append(i)
        elif word.sort in ("verb", "base", "past") and _can_follow(before, word):
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            lemma = verbs.THIRD.get(word.low) or verbs.PAST.get(word.low) or word.low
            opens = before is not None and before.sort == "sub" and before.low not in ("that", "which", "who", "what", "how", "why")
            if opens and lemma in verbs.NOUNS_TOO and after is not None and after.sort == "prep":
                continue  # "while changes in muscle take longer"
            doubtful = (lemma in verbs.NOUNS_TOO and word.sort != "past") or word.sort == "past"
            if word.sort == "base" and not (before and (plural(before) or before.sort in ("pron", "sub", "conj", "sign"))):
                # "Fish oil and exercise reduce pain": two singulars make a plural.
                plain = lemma not in verbs.NOUNS_TOO or _takes_object(after)
                pair = i >= 3 and plain and not sure and any(w.low == "and" for w in tokens[:i])
                if pair or _behind_relative(tokens, i) or _plural_head(tokens, i):
                    maybe.append(i)
                continue
            if lemma in verbs.NOUNS_TOO and word.sort != "past" and not _takes_object(after):
                continue
            (maybe if doubtful else sure).append(i)
    found = sorted(sure + [i for i in maybe if not _shadowed(tokens, i, sure)])
    # "patients treated with it improved": a past form before "with" or "by" is a participle where another verb can carry the clause.
    return [i for i in found if len(found) == 1 or not _participle(tokens, i)]


def _plural_head(tokens: list[Word], i: int) -> bool:
    """"Symptoms of gout include": the plural that the verb agrees with stands before a preposition."""
    prepositions = False
    for j in range(i - 1, max(-1, i - 9), -1):
        word = tokens[j]
        if word.sort == "prep":
            prepositions = True
        elif prepositions and plural(word):
            return True
        elif word.sort not in ("noun", "det", "adv", "number", "base", "participle", "past"):
            return False
    return False


def _behind_relative(tokens: list[Word], i: int) -> bool:
    """"Patients who smoke tend": the verb of the main clause behind a relative one, with a plural before "who"."""
    for j in range(i - 2, max(0, i - 9), -1):
        if tokens[j].low in ("who", "that", "which"):
            return plural(tokens[j - 1]) and any(w.sort in ("verb", "base", "past", "be", "have") for w in tokens[j + 1 : i])
    return False


def _participle(tokens: list[Word], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].sort == "past" and after is not None and after.low in ("with", "by", "using", "from", "for")


def _before(tokens: list[Word], i: int) -> Word | None:
    """The nearest word before, adverbs passed over."""
    for j in range(i - 1, -1, -1):
        if tokens[j].sort not in ("adv", "not"):
            return tokens[j]
    return None


def _can_follow(before: Word | None, word: Word) -> bool:
    if before is None or before.low == "to":
        return False
    if before.low in ("this", "that", "which", "what", "who", "%"):
        return True
    if before.sort in ("det", "prep", "modal", "be", "have", "do", "going", "number"):
        return False
    if before.sort in ("verb", "base"):
        return plural(before) or before.low in verbs.NOUNS_TOO or word.sort == "base"  # "triggers cause", "stress causes"
    return not (before.sort == "sign" and before.low not in (")", "”", '"', ","))


def _takes_object(after: Word | None) -> bool:
    if after is None or after.sort in ("sign", "conj", "modal", "be", "have", "do"):
        return False
    if after.sort == "sub":
        return after.low in ("that", "how", "why", "whether", "what")
    return after.sort != "prep" or after.low in verbs.VERB_PREPOSITIONS


def _shadowed(tokens: list[Word], i: int, sure: list[int]) -> bool:
    """Whether a doubtful verb stands in a clause that has a sure one: no comma, conjunction or subordinator between them."""
    for j in sure:
        low, high = (i, j) if i < j else (j, i)
        between = tokens[low + 1 : high]
        if not any(w.sort in ("conj", "sub") or w.low in (",", ";", ":", "–", "—") for w in between):
            return True
    return False
