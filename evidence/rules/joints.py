"""Where a compound sentence may be taken apart, and where it must not be.

``OPENERS``: words that only link to the sentence before. ``OPPOSED``: a first clause that concedes and a second that states.
``CAUSES``: a tail that gives the reason. ``PAIRS``: two words that are one thing. Source: team list, each row with an example in its test.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

OPENERS = (
    r"(?:interestingly|however|importantly|notably|surprisingly|unfortunately|fortunately|in fact|indeed|moreover|furthermore|additionally|in addition|"
    r"also|thus|therefore|consequently|as a result|of course|in other words|that said|overall|in short|in summary|in conclusion|specifically|"
    r"on the other hand|by contrast|in contrast|for example|for instance|similarly|likewise|even better|best of all|remarkably|clearly|"
    r"the good news is(?: that)?|simply put|put simply|on top of that|what is more|what's more|meanwhile|again|first|second|third|finally|lastly|but|and|so|yet)"
    r"(?:,\s+|(?<=that)\s+|(?<=but)\s+|(?<=and)\s+|(?<=so)\s+|(?<=yet)\s+)"
)

OPPOSED = r"(?:while|although|though|even though|whereas)\s+"

CAUSES: tuple[str, ...] = ("because of", "because", "due to", "owing to", "thanks to", "as a result of", "on account of", "since")

# ", which X" says something about the whole clause, not about the noun before it.
WHOLE_CLAUSE = frozenset({"means", "meant", "suggests", "suggest", "indicates", "implies", "explains", "makes", "allows", "is why", "may explain", "could explain", "can make", "helps"})

# Before "while" or "when" these single out an occasion; no new clause begins.
FOCUS = frozenset({"particularly", "especially", "even", "only", "just", "except", "mainly", "mostly", "usually", "often", "not"})

SPLITTERS = frozenset({"but", "while", "whereas", "although", "though", "yet", "and", "so"})

PAIRS: tuple[str, ...] = (
    "signs and symptoms", "pros and cons", "risks and benefits", "benefits and risks", "trial and error", "food and drug", "rest and digest", "fight or flight",
    "safety and efficacy", "efficacy and safety", "time and time", "more and more", "over and over", "again and again", "here and there", "up and down",
    "wear and tear", "day and night", "tried and tested", "health and wellness", "care and treatment", "one or two", "two or three", "pins and needles",
    "nuts and seeds", "wounds and injuries", "ups and downs", "back and forth",
)  # fmt: skip

# "Studies show that A and B": who says so stands before each statement that comes of it.
FRAME = (
    r"(?:[^\s,;:()]+ ){0,5}?(?:stud(?:y|ies)|research(?:ers)?|trials?|evidence|data|reviews?|meta-analys[ei]s|surveys?|experts?|doctors|scientists|authors|"
    r"guidelines|reports?|findings|results)(?: (?!that\b)[^\s,;:()]+){1,6}? that\s+"
)

# Comparatives that may borrow the "than ..." of the verb phrase beside them.
COMPARATIVES = frozenset(
    """
    more less fewer better worse faster slower higher lower greater smaller larger bigger longer shorter stronger weaker safer riskier cheaper sooner
    later earlier easier harder gentler milder deeper steadier quicker rarer commoner healthier cleaner cooler warmer milder likelier
    """.split()  # noqa: SIM905
)

# "and more", "or older": the end of a list that names nothing.
# Adverbs that open another verb phrase, never a member of a list.
THEN = frozenset({"then", "also", "thus", "therefore", "so", "hence", "subsequently", "thereby"})

OPEN_ENDS = frozenset({"so", "others", "other", "more", "less", "older", "younger", "not", "beyond", "above", "higher", "lower", "over", "etc", "such", "longer", "fewer", "another"})

EXAMPLES = r"\s*,?\s*(?:such as|including|for example|e\.g\.,?|like)\s+"
