"""MeSH headings: which concepts a text names, what they are called and where they stand in the tree.

The vocabulary is NLM's (``data/mesh/README.md``) with the lay words of ``rules/lay.py``. Matching compares folded words:
case, hyphens and punctuation do not count, singular and plural are one, British spelling is tried where the
American one was not found. A term that MeSH writes in capitals only ("AIDS", "ALL") must stand in capitals in the text.
One room of over 300 lines, for reading the file, looking up and finding share one index.
Linear in the text: a window never grows beyond the longest term that begins with its first word.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from evidence.model import Concept
from evidence.rules import ambiguous, lay, letters, material

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WIDEST = 9  # words; the few longer terms are chemical names that no article spells out
_APART = re.compile(r"[.;:!?]\s|[,()\[\]\n]|\s[-–—/]\s")
_FOLD = bytes.maketrans(
    bytes(range(128)),
    bytes(i + 32 if 65 <= i <= 90 else i if chr(i).isalnum() or chr(i) in "\t|\n" else 32 for i in range(128)),
)
_GREEK = dict(letters.GREEK)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A main heading: ``ui`` "D007649", ``name``, ``terms`` (name first, then entry terms), ``trees`` ("D02.455...")."""

    ui: str
    name: str
    terms: tuple[str, ...]
    trees: tuple[str, ...]


_Word = tuple[str, int, int, bool]  # folded, start, end, in capitals

def folded(words: str) -> str:
    """The form in which terms are compared: lower-case words with single spaces, possessives and marks gone."""
    return " ".join(word[0] for word in _words(words))


def uninverted(name: str) -> str:
    """"Fatigue Syndrome, Chronic" -> "Chronic Fatigue Syndrome"; two commas turn twice; else unchanged."""
    parts = name.split(", ")
    return " ".join(reversed(parts)) if 2 <= len(parts) <= 3 else name


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if (word == "s" or word == "S") and start and text[start - 1] in "'’":
            continue
        plain = word.casefold()
        if not plain.isascii():
            plain = _GREEK.get(plain, plain)
        # "AIDS", "NADs": capitals with a small plural s still read as capitals
        upper = word.isupper() or (len(word) > 2 and word[-1] == "s" and word[:-1].isupper())
        found.append((plain, start, end, upper))
    return found


@lru_cache(maxsize=1 << 16)
def _numbers(word: str) -> tuple[str, ...]:
    """The word as written, then its other number: "headaches" -> "headache", "injury" -> "injuries"."""
    if len(word) < 4 or word.isdigit():
        return (word,)
    if word.endswith("ies") and len(word) > 4:
        return (word, word[:-3] + "y")
    if word.endswith(("sses", "shes", "ches", "xes")):
        return (word, word[:-2])
    if word.endswith("ses"):
        return (word, word[:-2] + "is", word[:-1])  # diagnoses, doses
    if word.endswith("s"):
        return (word,) if word.endswith(("ss", "us", "is")) else (word, word[:-1])
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, word[:-1] + "ies")
    return (word, word + "s")


@lru_cache(maxsize=1 << 16)
def _american(word: str) -> str:
    for british, american in letters.BRITISH:
        if british in word:
            return word.replace(british, american)
    return word


class Vocabulary:
    """All headings of one vocabulary file with their look-ups; build it once, through ``vocabulary()``."""

    def __init__(self, table: bytes, extra: tuple[lay.Lay, ...] = lay.SYNONYMS, newer: tuple[lay.Newer, ...] = lay.NEWER) -> None:
        """``table``: the TSV as in ``data/mesh/README.md``, UTF-8; ``extra`` and ``newer`` name headings of it."""
        self._lines = table.decode("utf-8").rstrip("\n").split("\n")
        plain = table.replace(b"'s ", b" ").replace(b"'s|", b"|").replace(b"'s\t", b"\t").translate(_FOLD)
        for wide, narrow in ((b"  ", b" "), (b"  ", b" "), (b" |", b"|"), (b"| ", b"|"), (b" \t", b"\t"), (b"\t ", b"\t")):
            plain = plain.replace(wide, narrow)
        self._uis: list[str] = []
        index: dict[str, int] = {}
        names: list[str] = []
        for line, row in enumerate(plain.decode("utf-8").rstrip("\n").split("\n")):
            ui, name, terms, _ = row.split("\t", 3)
            self._uis.append(ui.upper())
            names.append(name)
            for term in terms.split("|"):
                index.setdefault(term, line)
        for line, text in enumerate(self._lines):
            name = text.split("\t", 2)[1]
            if ", " in name:
                index.setdefault(folded(uninverted(name)), line)
        # A heading's own name wins over another's entry term.
        for line, name in enumerate(names):
            index[name] = line
        index.pop("", None)
        self._line_of = {ui: line for line, ui in enumerate(self._uis)}
        self._capitals = {match.decode().lower() for match in re.findall(rb"[\t|]([A-Z][A-Z0-9]{1,5})(?=[\t|\n])", table)}
        self._index = index
        self._parsed: dict[int, Heading] = {}
        self._added: dict[int, tuple[str, ...]] = {}
        self._own: set[str] = set()
        for row_ in extra:
            self._take(self._line_of_name(row_.heading), row_.words)
        for thing in newer:
            line = len(self._uis)
            above = self._trees(self._uis[self._line_of_name(thing.below)])
            self._uis.append("")
            self._parsed[line] = Heading("", thing.name, (thing.name, *thing.words), tuple(f"{tree}.{thing.name}" for tree in above))
            self._take(line, (thing.name, *thing.words))
        longest: dict[str, int] = {}
        for term in index:
            first = term.partition(" ")[0]
            width = term.count(" ") + 1
            if longest.get(first, 0) < width:
                longest[first] = width
        self._longest = longest
        # Memories of pure look-ups: they change nothing but the time.
        self._reaches: dict[str, int] = {}
        self._order: dict[str, bool] = {}

    def _line_of_name(self, name: str) -> int:
        return self._index[folded(name)]

    def _take(self, line: int, words: tuple[str, ...]) -> None:
        """Adds words of our own for a line; they win over the file's, and a mixed-case one lifts the demand for capitals."""
        self._added[line] = self._added.get(line, ()) + words
        for word in words:
            key = folded(word)
            self._index[key] = line
            self._own.add(key)
            if word.isupper() or (word[:-1].isupper() and word.endswith("s")):
                self._capitals.add(key)
            else:
                self._capitals.discard(key)

    def _heading(self, line: int) -> Heading:
        known = self._parsed.get(line)
        if known is None:
            ui, name, terms, trees = self._lines[line].split("\t")[:4]
            all_terms = (name, *(t for t in terms.split("|") if t), *self._added.get(line, ()))
            known = Heading(ui, name, tuple(dict.fromkeys(all_terms)), tuple(t for t in trees.split("|") if t))
            self._parsed[line] = known
        return known

    def __len__(self) -> int:
        return len(self._lines)

    def heading(self, name_or_ui: str) -> Heading | None:
        """The heading with this unique id or exactly this name (case does not count)."""
        line = self._line_of.get(name_or_ui)
        if line is not None:
            return self._heading(line)
        found = self.entry(name_or_ui)
        return found if found is not None and folded(found.name) == folded(name_or_ui) else None

    def entry(self, term: str) -> Heading | None:
        """The heading that has this whole string as name or entry term (PubMed's term mapping); nothing is cut or vetoed by sense."""
        words = _words(term)
        line = self._look_up(words)[0] if words else None
        return None if line is None else self._heading(line)

    def synonyms(self, ui: str) -> tuple[str, ...]:
        """Name, entry terms and lay words of a heading; () for an unknown one."""
        line = self._line_of.get(ui)
        return () if line is None else self._heading(line).terms

    @cached_property
    def _branches(self) -> tuple[tuple[str, str], ...]:
        pairs = []
        for text in self._lines:
            ui, _, _, trees = text.split("\t")[:4]
            pairs += [(tree, ui) for tree in trees.split("|") if tree]
        return tuple(sorted(pairs))

    def expand(self, ui: str) -> tuple[str, ...]:
        """The ids of all narrower headings (explosion), in order of id; without ``ui`` itself."""
        line = self._line_of.get(ui)
        if line is None:
            return ()
        below: set[str] = set()
        for tree in self._heading(line).trees:
            branch = tree + "."
            at = bisect_left(self._branches, (branch, ""))
            while at < len(self._branches) and self._branches[at][0].startswith(branch):
                below.add(self._branches[at][1])
                at += 1
        below.discard(ui)
        return tuple(sorted(below))

    def relation(self, a: Concept | str, b: Concept | str) -> str:
        """How ``a`` stands to ``b`` in the tree: "same", "narrower" (a below b), "broader", "sibling" or "other".

        Concepts, or ids of headings; concepts without a heading are the same when their folded names are.
        """
        ui_a, ui_b = (x if isinstance(x, str) else x.ui for x in (a, b))
        if ui_a and ui_a == ui_b:
            return "same"
        if not (ui_a or ui_b) and isinstance(a, Concept) and isinstance(b, Concept) and folded(a.name) == folded(b.name):
            return "same"
        trees_a = self._trees(a) if isinstance(a, str) else a.trees or self._trees(a.ui)
        trees_b = self._trees(b) if isinstance(b, str) else b.trees or self._trees(b.ui)
        if any(x.startswith(y + ".") for x in trees_a for y in trees_b):
            return "narrower"
        if any(y.startswith(x + ".") for x in trees_a for y in trees_b):
            return "broader"
        parents = {x.rpartition(".")[0] for x in trees_a} - {""}
        return "sibling" if any(y.rpartition(".")[0] in parents for y in trees_b) else "other"

    def _trees(self, ui: str) -> tuple[str, ...]:
        line = self._line_of.get(ui)
        return () if line is None else self._heading(line).trees

    def find(self, text: str) -> tuple[Concept, ...]:
        """The longest non-overlapping concepts in document order, with their own words and offsets into ``text``."""
        words = _words(text)
        breaks = _breaks(text, words)
        found: list[Concept] = []
        reaches = self._reaches
        place = 0
        while place < len(words):
            first = words[place][0]
            reach = reaches.get(first)
            if reach is None:
                reach = self._reach(first)
            if reach and first in ambiguous.NEVER_FIRST and text[words[place][2] : words[place][2] + 1] == " ":
                reach = 0  # "a gene", but "A1c" and "A-bands"
            for size in range(min(reach, breaks[place] - place), 0, -1):
                heading = self._named(text, words[place : place + size])
                if heading is None:
                    continue
                start, end, upper = words[place][1], words[place + size - 1][2], words[place + size - 1][3]
                if upper and text[end : end + 1] == "+":
                    end += 1  # NAD+
                found.append(Concept(heading.ui, heading.name, text[start:end], start, end, heading.trees))
                place += size
                break
            else:
                place += 1
        return tuple(found)

    def _reach(self, first: str) -> int:
        """How many words the longest term has that begins with this one or its variants; 0 for none, so most words cost one look-up."""
        forms = (*_numbers(first), *_numbers(_american(first)))
        reach = max(self._longest.get(form, 0) for form in forms)
        if len(self._reaches) > 200_000:
            self._reaches.clear()
        self._reaches[first] = min(_WIDEST, reach)
        return self._reaches[first]

    def _named(self, text: str, window: list[_Word]) -> Heading | None:
        """The heading that the window names in running text, with all vetoes applied."""
        line, key = self._look_up(window)
        if line is None or _inside_word(text, window):
            return None
        if key not in self._own and (key in ambiguous.VETO or (len(window) == 1 and window[0][0] in ambiguous.VETO)):
            return None
        heading = self._heading(line)
        if len(window) > 1:
            return heading if self._natural(line, key) else None
        folded_, _, end, upper = window[0]
        if key in self._capitals or key in ambiguous.ONLY_CAPITALS:
            return heading if upper else None
        if len(folded_) == 1 and not upper:
            return None
        if key not in self._own and not any(tree[0] in ambiguous.FIELDS for tree in heading.trees):
            return None
        after = text[end : end + 20].lstrip().casefold()
        return None if after.startswith(ambiguous.NOT_BEFORE.get(key, "\0")) else heading

    def _natural(self, line: int, key: str) -> bool:
        """Whether the words stand in this order in speech: "light blue" is not "Light, Blue"."""
        known = self._order.get(key)
        if known is None:
            heading = self._heading(line)
            known = key in self._own or any(", " not in term and folded(term) == key for term in heading.terms)
            known = known or folded(uninverted(heading.name)) == key
            self._order[key] = known
        return known

    def _look_up(self, window: list[_Word]) -> tuple[int | None, str]:
        """The line of the term that these words spell, and the spelling that was found.

        Tried in turn: the other number of the last word, letters and digits joined as written, American spelling, the
        other number of the first word ("headaches disorder").
        """
        index = self._index
        if len(window) == 1:
            head, last, words = "", window[0][0], [window[0][0]]
        else:
            words = [word[0] for word in window]
            head, last = " ".join(words[:-1]) + " ", words[-1]
        for form in _numbers(last):
            line = index.get(head + form)
            if line is not None:
                return line, head + form
        if len(words) > 1:
            key = _joined(window)
            line = index.get(key)
            if line is not None:
                return line, key
        american = [_american(word) for word in words]
        if american != words:
            head = " ".join(american[:-1]) + " " if len(words) > 1 else ""
            for form in _numbers(american[-1]):
                line = index.get(head + form)
                if line is not None:
                    return line, head + form
        return None, ""


def _joined(window: list[_Word]) -> str:
    key, reached = "", window[0][1]
    for word, start, end, _ in window:
        key += word if start == reached else " " + word
        reached = end
    return key


def _inside_word(text: str, window: list[_Word]) -> bool:
    """Whether the window begins or ends in the middle of a run such as "T2DM"."""
    start, end = window[0][1], window[-1][2]
    return (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())


def _breaks(text: str, words: list[_Word]) -> list[int]:
    """For each word, the index behind the last word that may share a term with it: terms cross no stop, comma or bracket."""
    ends = [len(words)] * len(words)
    for place in range(len(words) - 2, -1, -1):
        start, end = words[place][2], words[place + 1][1]
        joined = end - start == 1 and text[start] in " -'/"
        if joined or (text[start:end] == ". " and len(words[place][0]) <= 2):  # "St. John's wort", "C. difficile"
            ends[place] = ends[place + 1]
        else:
            gap = text[start:end]
            ends[place] = place + 1 if len(gap) > 3 or _APART.search(gap) else ends[place + 1]
    return ends


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read and indexed once per process."""
    return Vocabulary(gzip.decompress(material.read("mesh/headings.tsv.gz")))

