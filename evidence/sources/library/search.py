"""A mapped query -> what the index is asked and what a match is worth.

The order by relevance follows PubMed's own words for its first stage ("how many search terms are found and in which fields
they are found", User Guide, "Sort orders"): each term's weight grows with its rarity, times the weight of the field it stands in;
synonyms joined by OR count half beyond the best one; equals are ordered by PMID, newest first. All weights are whole numbers and halves,
so that sums are exact in any order and a merge of the index's segments changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as Ask

from evidence.sources.library import fields, index, subsets
from evidence.sources.library.frequencies import Frequencies
from evidence.sources.library.mapping import Headings
from evidence.sources.library.query import Joined, Node, Range, Term
from evidence.sources.library.ranking import Ranking
from evidence.sources.library.words import key, words

# Weight of a word by the text field it stands in, of a heading, and of a starred one on top.
_WEIGHTS = {"ti": 8, "ot": 5, "ab": 4, "tx": 3, "oa": 3}
_HEADING, _STARRED = 24, 24
_RARITY_OF_STEM = 4
_MOST_ENDINGS = 300  # words that a truncated last word of a phrase may stand for, each asked for as a phrase of its own
_ALSO = {"fau": ("fau",), "au": ("au", "fau"), "ir": ("ir", "fir")}


@dataclass(frozen=True, slots=True)
class Hits:
    """PMIDs in order, from the place asked for; ``count`` of all; ``missing``: terms that no record holds, as written."""

    pmids: tuple[str, ...]
    count: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """``which`` records match; ``worth`` scores them, None where nothing about the match tells them apart."""

    which: Ask
    worth: Ask | None = None


class Search:
    """Answers queries over one opened state of the index."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        headings: Headings,
        near: Callable[[Term, Sequence[str]], Sequence[int]],
        frequencies: Frequencies,
    ) -> None:
        """``near``: which of the given records (PMIDs) hold a term's words within its distance; ``frequencies``: of this state."""
        self.schema, self.searcher, self.headings, self.near = schema, searcher, headings, near
        self.ranking, self.frequencies = Ranking(schema, searcher), frequencies
        self._missing: list[str] = []
        self._scored = True

    def known(self, word: str) -> bool:
        """Whether the word stands in any field."""
        return any(self.frequencies.of(name, word) for name in index.INSIDE["all"])

    def run(self, node: Node, start: int, limit: int, by_date: bool) -> Hits:
        """The hits from ``start``; by date also where no match is worth more than another."""
        self._missing, self._scored = [], not by_date
        asked = self._node(node)
        if by_date or asked.worth is None:
            pmids, count = self.ranking.by_date(asked.which, start, limit)
        else:
            pmids, count = self.ranking.by_score(asked.which, asked.worth, start, limit)
        return Hits(tuple(str(pmid) for pmid in pmids), count, tuple(dict.fromkeys(self._missing)))

    def count(self, node: Node) -> int:
        self._scored = False
        return self.ranking.count(self._node(node).which)

    def absent(self, node: Node) -> list[str]:
        """Phrases of the query that no record holds although each of their words is there; asked when nothing was found."""
        if isinstance(node, Joined):
            return [words for part in node.parts for words in self.absent(part)]
        if isinstance(node, Term) and len(words(node.words)) > 1 and node.field in index.INSIDE and self.count(node) == 0:
            return [f'"{node.words}"[{fields.BY_CODE[node.field].name}]']
        return []

    # ------------------------------------------------------------ the tree

    def _node(self, node: Node) -> _Asked:
        if isinstance(node, Range):
            return _Asked(self._range(node))
        if isinstance(node, Term):
            return self._term(node)
        parts = [self._node(part) for part in node.parts]
        worth = [part.worth for part in parts if part.worth is not None]
        if node.operator == "AND":
            return _Asked(_all([part.which for part in parts]), _sum(worth))
        if node.operator == "OR":
            return _Asked(_any([part.which for part in parts]), _best(worth))
        taken = [(Occur.MustNot, part.which) for part in parts[1:]]
        return _Asked(Ask.boolean_query([(Occur.Must, parts[0].which), *taken]), parts[0].worth)

    def _range(self, node: Range) -> Ask:
        if node.field == "uid":
            return self._between("pmid", int(node.low), int(node.high))
        low, high = _first_day(node.low), _last_day(node.high)
        columns = ("ppdat", "epdat") if node.field == "dp" else (node.field,)
        return _any([self._between(column, low, high) for column in columns])

    def _between(self, column: str, low: int, high: int) -> Ask:
        if low > high:
            return Ask.empty_query()
        return Ask.range_query(self.schema, column, FieldType.Unsigned, low, high)

    def _term(self, term: Term) -> _Asked:
        kind = fields.BY_CODE[term.field].kind
        if kind == "words":
            return self._words(term)
        if kind == "date":
            columns = ("ppdat", "single") if term.field == "dp" else (term.field,)
            return _Asked(_any([self._between(column, _first_day(term.words), _last_day(term.words)) for column in columns]))
        if kind == "number":
            return _Asked(self._values([f"pmid:{number.lstrip('0') or '0'}" for number in term.words.replace(",", " ").split()]))
        if kind == "author":
            return _Asked(self._person(term))
        if kind == "subset":
            return _Asked(Ask.all_query() if term.words == "all" else self._values([f"sb:{term.words.replace(' ', '_')}"]))
        if term.field in ("mh", "majr"):
            return self._heading(term)
        if term.field == "pt":
            return _Asked(self._publication_type(term))
        if term.field == "sh":
            aspect = subsets.subheading_key(term.words)
            below = subsets.FAMILIES.get(aspect, ()) if term.explode else ()
            return _Asked(self._values([f"sh:{index.aspect_key(name)}" for name in (aspect, *below)]))
        return _Asked(self._value(term))

    # ------------------------------------------------------------ words

    def _words(self, term: Term) -> _Asked:
        """A word, a phrase, the beginning of one, or words near each other, in the text fields that the tag stands for."""
        spoken = words(term.words)
        if not spoken:
            return _Asked(Ask.empty_query())
        if term.within is not None and len(spoken) > 1:
            return self._near(term, spoken)
        which: list[Ask] = []
        worth: list[Ask] = []
        rarity = 0
        if self._scored:
            rarity = _RARITY_OF_STEM if term.stem else max(map(self._rarity, spoken)) + 2 * (len(spoken) > 1)
        for name in index.INSIDE[term.field]:
            ask = self._in_field(name, spoken, term.stem)
            if ask is None:
                continue
            which.append(ask)
            if rarity:
                worth.append(Ask.const_score_query(ask, float(_WEIGHTS.get(name, 1) * rarity)))
        if not which:
            self._missing.append(f'"{term.words}"[{fields.BY_CODE[term.field].name}]')
            return _Asked(Ask.empty_query())
        return _Asked(_any(which), _sum(worth))

    def _in_field(self, name: str, spoken: Sequence[str], stem: bool) -> Ask | None:
        """The word, the phrase or what a truncated one stands for, in one text field; None when a word of it is not there."""
        if not all(self.frequencies.of(name, word) for word in (spoken[:-1] if stem else spoken)):
            return None
        if not stem:
            return self._phrase(name, spoken)
        endings = [word for word, _ in self.searcher.terms_with_prefix(name, spoken[-1])]
        if not endings:
            return None
        if len(spoken) == 1:
            return Ask.term_set_query(self.schema, name, endings) if len(endings) > 1 else self._phrase(name, endings)
        if len(endings) > _MOST_ENDINGS:
            pattern: list[str | tuple[int, str]] = [*(re.escape(word) for word in spoken[:-1]), re.escape(spoken[-1]) + ".*"]
            return Ask.regex_phrase_query(self.schema, name, pattern)
        return _any([self._phrase(name, [*spoken[:-1], ending]) for ending in endings])

    def _phrase(self, name: str, spoken: Sequence[str]) -> Ask:
        if len(spoken) == 1:
            return Ask.term_query(self.schema, name, spoken[0], "basic")
        return Ask.phrase_query(self.schema, name, list(spoken))

    def _rarity(self, word: str) -> int:
        return self.frequencies.rarity(word, lambda name, word: self.ranking.count(Ask.term_query(self.schema, name, word, "basic")))

    def _near(self, term: Term, spoken: list[str]) -> _Asked:
        candidates = _all([self._words(Term(word, term.field, True)).which for word in spoken])
        found, _ = self.ranking.by_date(candidates, 0, self.ranking.count(candidates))
        near = self.near(term, [str(pmid) for pmid in found])
        return _Asked(Ask.term_set_query(self.schema, "pmid", list(near)) if near else Ask.empty_query())

    # ------------------------------------------------------------ exact values

    def _values(self, values: Sequence[str]) -> Ask:
        if len(values) == 1:
            return Ask.term_query(self.schema, "k", values[0], "basic")
        if not values:
            return Ask.empty_query()
        return Ask.term_set_query(self.schema, "k", list(values))

    def _value(self, term: Term) -> Ask:
        value = f"{term.field}:{subsets.language(term.words) if term.field == 'la' else key(term.words)}"
        return self._begun(value) if term.stem else self._values([value])

    def _begun(self, beginning: str, fits: Callable[[str], bool] = bool) -> Ask:
        """The values that begin so and fit."""
        return self._values([value for value, _ in self.searcher.terms_with_prefix("k", beginning) if fits(value)])

    def _heading(self, term: Term) -> _Asked:
        """A heading with all below it, by id; a name that the vocabulary does not know, as it stands on the records."""
        major = term.field == "majr"
        name = key(term.words)
        names = "jn" if major else "mn"
        if term.stem:
            return _Asked(self._begun(f"{names}:{name}"))
        heading = self.headings.entry(term.words)
        if heading is None and "/" in term.words:
            above, _, qualifier = term.words.rpartition("/")
            heading = self.headings.entry(above)
            if heading is not None:
                aspect = subsets.subheading_key(qualifier)
                aspects = (aspect, *(subsets.FAMILIES.get(aspect, ()) if term.explode else ()))
                uis = (heading.ui, *(self.headings.expand(heading.ui) if term.explode else ()))
                kind = "jq" if major else "mq"
                return _Asked(self._values([f"{kind}:{ui}/{index.aspect_key(one)}" for ui in uis for one in aspects]))
        if heading is None or not heading.ui:
            return _Asked(self._values([f"{names}:{key(word)}" for word in (heading.terms if heading else (term.words,))]))
        starred = self._values([f"{'jx' if term.explode else 'mj'}:{heading.ui}"])
        which = starred if major else self._values([f"{'mx' if term.explode else 'mh'}:{heading.ui}"])
        if not self._scored:
            return _Asked(which)
        worth = [Ask.const_score_query(which, float(_HEADING)), Ask.const_score_query(starred, float(_STARRED))]
        return _Asked(which, _sum(worth))

    def _publication_type(self, term: Term) -> Ask:
        if term.stem:
            return self._begun(f"pt:{key(term.words)}")
        heading = self.headings.entry(term.words)
        names = [key(term.words)]
        if heading is not None and term.explode:
            below = (self.headings.heading(ui) for ui in self.headings.expand(heading.ui))
            names += [key(one.name) for one in below if one is not None]
        return self._values([f"pt:{name}" for name in names])

    def _person(self, term: Term) -> Ask:
        """ "smith j" finds every initial that begins with j, "smith" every Smith; in quotes the name alone."""
        name = key(term.words)
        if not name:
            return Ask.empty_query()
        kinds = _ALSO.get(term.field, (term.field,))
        if term.quoted:
            return self._values([f"{kind}:{name}" for kind in kinds])
        initials = "_" in name and len(name.split("_")[-1]) <= 2
        asks = []
        for kind in kinds:
            value = f"{kind}:{name}"
            if term.stem or (initials and kind not in ("fau", "fir")):
                asks.append(self._begun(value))
            else:
                asks += [self._values([value]), self._begun(f"{value}_")]
        return _any(asks)


def _all(asks: list[Ask]) -> Ask:
    return asks[0] if len(asks) == 1 else Ask.boolean_query([(Occur.Must, ask) for ask in asks])


def _any(asks: list[Ask]) -> Ask:
    return asks[0] if len(asks) == 1 else Ask.boolean_query([(Occur.Should, ask) for ask in asks])


def _sum(asks: list[Ask]) -> Ask | None:
    return _any(asks) if asks else None


def _best(asks: list[Ask]) -> Ask | None:
    return asks[0] if len(asks) == 1 else Ask.disjunction_max_query(asks, 0.5) if asks else None


def _first_day(words: str) -> int:
    parts = [int(part) for part in re.split(r"[/-]", words.strip())]
    year, month, day = (*parts, 1, 1)[:3]
    return year * 10_000 + month * 100 + day


def _last_day(words: str) -> int:
    """The last day of a year, month or day; "30" and "31" need no calendar, for no date lies between."""
    parts = [int(part) for part in re.split(r"[/-]", words.strip())]
    year, month, day = (*parts, 12, 31)[:3] if len(parts) == 1 else (*parts, 31)[:3]
    return year * 10_000 + month * 100 + day
