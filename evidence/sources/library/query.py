"""A PubMed query string -> a tree, as PubMed reads it: left to right, AND OR NOT in capitals, AND where none stands.

The tree is a value; nothing is looked up here. Words without a tag stay as typed (``field`` ""), for the mapping to MeSH. Only
QueryError is ever raised, with the place and what to do. Source: PubMed User Guide, "Combining search terms with Boolean
operators", "Searching for a phrase", "Truncating search terms", "Searching for a date range", "PubMed character conversions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.errors import QueryError
from evidence.sources.library import fields

LONGEST = 50_000  # characters; a strategy of a systematic review has some 5,000
DEEPEST = 60  # levels of nesting
SHORTEST_STEM = 4  # "At least four characters must be provided in the truncated term."

_TOKEN = re.compile(
    r"""\s+ | (?P<quoted>"[^"]*") | \[(?P<tag>[^\[\]]*)\] | (?P<open>\() | (?P<close>\)) | (?P<colon>:)
    | (?P<operator>(?:AND|OR|NOT)(?=[\s()"\[]|$)|[&|]) | (?P<word>[^\s()"\[\]:&|]+) | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?")
_LAST = re.compile(r"last\s+(\d{1,4}\s+)?(day|month|year)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """What one field must hold: ``words`` as typed, without quotes; ``field`` a code of ``fields`` or "" for none given.

    ``stem``: the last word is the beginning of a word ("ketamin*"). ``within``: all words in any order with at
    most so many others between them.
    """

    words: str
    field: str = ""
    quoted: bool = False
    explode: bool = True
    stem: bool = False
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Values from ``low`` to ``high``, both included; for dates "YYYY", "YYYY/MM" or "YYYY/MM/DD"."""

    low: str
    high: str
    field: str


@dataclass(frozen=True, slots=True)
class Joined:
    """``operator`` "AND", "OR" or "NOT" over the parts, from the left; NOT takes all others away from the first."""

    operator: str
    parts: tuple[Node, ...]


Node = Term | Range | Joined


def parse(text: str) -> Node:
    """The tree of a query. QueryError says what cannot be understood, where, and what to write instead."""
    if len(text) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters.", advice="Split the query into several.")
    reader = _Reader(text.translate(_QUOTES))
    node = reader.expression(0)
    if reader.kind != "end":
        raise reader.error("There is a closing parenthesis too many", 'Remove the ")" or add a "(" before it.')
    return node


def dated(words: str) -> bool:
    """Whether the words are a date as PubMed writes it, or "last N years"."""
    return _DATE.fullmatch(words.strip()) is not None or _LAST.fullmatch(words.strip()) is not None


class _Reader:
    """The tokens of one query and the place reached among them."""

    def __init__(self, text: str) -> None:
        self.tokens = tuple(_tokens(text))
        self.place = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.place][0]

    @property
    def text(self) -> str:
        return self.tokens[self.place][1]

    def error(self, message: str, advice: str) -> QueryError:
        return QueryError(f"{message}, at character {self.tokens[self.place][2] + 1} of the query.", advice=advice)

    def expression(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.error(f"Parentheses are nested deeper than {DEEPEST} levels", "Split the query into several.")
        node = self.operand(depth)
        turns = 0
        while self.kind not in ("end", "close"):
            operator = "AND"
            if self.kind == "operator":
                operator = self.text
                self.place += 1
                if self.kind == "operator":
                    raise self.error(
                        f"{operator} is followed by {self.text}", "Put a term between two operators; write NOT alone, not AND NOT."
                    )
            right = self.operand(depth)
            if isinstance(node, Joined) and node.operator == operator and turns:
                node = Joined(operator, (*node.parts, right))
            else:
                # Each change of operator nests what stands to the left of it.
                turns += 1
                if turns > DEEPEST * 4:
                    raise self.error("The operators change too often", "Group the terms with parentheses.")
                node = Joined(operator, (node, right))
        return node

    def operand(self, depth: int) -> Node:
        if self.kind == "open":
            self.place += 1
            if self.kind == "close":
                raise self.error("There is nothing between two parentheses", "Remove the empty parentheses.")
            node = self.expression(depth + 1)
            if self.kind != "close":
                raise self.error("A parenthesis is not closed", 'Add the missing ")".')
            self.place += 1
            if self.kind == "tag":
                raise self.error(f"The tag [{self.text}] stands behind a parenthesis", "Put the tag behind each term inside.")
            return node
        if self.kind in ("operator", "close", "end"):
            missing = {"operator": self.text, "close": ")", "end": "the end of the query"}[self.kind]
            raise self.error(f"A term is missing before {missing}", "Put a term on both sides of AND, OR and NOT.")
        if self.kind == "tag":
            raise self.error(f"There is nothing before the tag [{self.text}]", "Put the words to search before the tag.")
        if self.kind == "stray":
            raise self.error(f"{self.text!r} cannot stand here", "Close every quotation mark and bracket.")
        return self.chunk()

    def chunk(self) -> Node:
        """Words up to a quote, a tag, an operator or a parenthesis; or one quoted phrase; or a range."""
        start = self.place
        quoted = self.kind == "quoted"
        if quoted:
            words = self.text
            self.place += 1
        else:
            taken: list[str] = []
            while self.kind in ("word", "colon"):
                if self.kind == "colon":
                    if self._joins_values(self.place - 1) and len(taken) == 1:
                        break
                    if self.tokens[self.place + 1][0] == "tag":
                        raise self.error("A range has no end", "Write ranges as 2015:2020[dp].")
                elif taken and self._joins_values(self.place):
                    break  # "ketamine 2015:2020[dp]": the range is a term of its own
                else:
                    taken.append(self.text)
                self.place += 1
            words = " ".join(taken)
        if not any(letter.isalnum() for letter in words):
            self.place = start
            raise self.error("There is nothing to search for in these signs", "Search for words or numbers.")
        if not quoted and re.match(r"#\d", words):
            self.place = start
            raise self.error("There is no search history to refer to", "Write the earlier search out instead of its number.")
        written = self.tag()
        if self.kind == "colon" and (quoted or written is not None or self._joins_values(self.place - 1)):
            return self.span(words, written)
        if written is None:
            return _term(words, "all", True, True, None) if quoted else _untagged(words)
        field, explode, within = fields.find(written)
        if field.kind == "date" and not dated(words):
            raise self.error(
                f"{words[:40]!r} is no date", "Write dates as 2019, 2019/05 or 2019/05/31, ranges as 2015:2020[dp], and AND before them."
            )
        if field.kind == "number" and not all(number.isascii() and number.isdigit() for number in words.replace(",", " ").split()):
            raise self.error(f"{words[:40]!r} is no PMID", "Write PMIDs as numbers: 12345678[uid].")
        return _term(words, field.code, quoted, explode, within)

    def tag(self) -> str | None:
        if self.kind != "tag":
            return None
        written = self.text
        self.place += 1
        if self.kind == "tag":
            raise self.error(f"Two tags follow each other: [{written}] [{self.text}]", "Give each term one tag, or use OR.")
        return written

    def _joins_values(self, place: int) -> bool:
        """Whether the word here, a colon and the next word are a range: two dates, or two numbers with a tag behind them."""
        if place < 0 or [kind for kind, _, _ in self.tokens[place : place + 2]] != ["word", "colon"]:
            return False
        low, high = self.tokens[place], self.tokens[place + 2]
        if high[0] not in ("word", "quoted"):
            return False
        if _DATE.fullmatch(low[1]) and _DATE.fullmatch(high[1]):
            return True
        return low[1].isdigit() and high[1].isdigit() and self.tokens[place + 3][0] == "tag"

    def span(self, low: str, written: str | None) -> Node:
        self.place += 1
        if self.kind not in ("word", "quoted"):
            raise self.error("A range has no end", "Write ranges as 2015:2020[dp].")
        high = self.text
        self.place += 1
        second = self.tag()
        if written is not None and second is not None and fields.find(written)[0] != fields.find(second)[0]:
            raise self.error("The two ends of a range have different tags", "Write ranges as 2015:2020[dp].")
        chosen = second if second is not None else written
        if chosen is None:
            raise self.error(f"The range {low}:{high} has no tag", f"Say what it is a range of: {low}:{high}[dp].")
        field = fields.find(chosen)[0]
        fits = _DATE.fullmatch if field.kind == "date" else re.compile(r"\d{1,12}").fullmatch if field.kind == "number" else None
        if fits is None:
            raise self.error(f"[{chosen}] has no ranges", "Ranges are for dates and PMIDs: 2015:2020[dp].")
        if not fits(low) or not fits(high):
            raise self.error(
                f"{low[:30]}:{high[:30]} is no range of [{chosen}]", "Write ranges as 2015:2020[dp] or 2019/05:2019/12/31[dp]."
            )
        return Range(low, high, field.code)


def _untagged(words: str) -> Node:
    """Words without a tag stay together for the mapping; a truncated one is a term of its own."""
    parts: list[Node] = []
    run: list[str] = []
    for word in [*words.split(), ""]:
        if word and "*" not in word:
            run.append(word)
            continue
        if run:
            parts.append(Term(" ".join(run)))
            run = []
        if any(letter.isalnum() for letter in word):
            parts.append(_term(word, "all", True, True, None))
    return parts[0] if len(parts) == 1 else Joined("AND", tuple(parts))


def _term(words: str, code: str, quoted: bool, explode: bool, within: int | None) -> Term:
    words = words.strip()
    stem = False
    if "*" in words:
        body = words.rstrip("*").rstrip()
        last = re.split(r"[^\w]+", body)[-1]
        stem = words.endswith("*")
        if "*" in body or not stem:
            raise QueryError(
                f"The asterisk in {words[:60]!r} does not stand at the end.",
                advice="Truncate only the last word of a term, at its end: ketamin*.",
            )
        if len(last) < SHORTEST_STEM and code not in ("au", "1au", "lastau", "fau", "ir", "ed", "ps"):
            raise QueryError(
                f"{words[:60]!r} is too short to be truncated.", advice=f"Give at least {SHORTEST_STEM} letters before the asterisk."
            )
        words = body
    if within is not None and stem:
        within = None  # "If the double quoted terms in a proximity search include a wildcard, the proximity operator will be ignored."
    return Term(words, code, quoted, explode, stem, within)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, text, place): a word with an asterisk ends its chunk, so that "ketamin* trial" is two terms."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        value = match.group(kind)
        if kind == "quoted":
            value = value[1:-1]
        elif kind == "operator":
            value = {"&": "AND", "|": "OR"}.get(value, value)
        yield kind, value, match.start()
    yield "end", "", len(text)
