"""A parsed query -> a query in which every term has its field: PubMed's automatic term mapping, on our vocabulary.

Words without a tag are matched, longest first from the left, against MeSH headings and entry terms; a match is searched as the heading
with all that stands below it, or in all fields. Words that match nothing are searched in all fields with their other number
and spelling; stopwords are left out. Journals and authors need no table of their own here: their names are part of all fields.
Source: PubMed User Guide, "How PubMed works: Automatic Term Mapping" and "Search field tags".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from evidence.errors import QueryError
from evidence.mesh import Heading, uninverted
from evidence.sources.library import fields, subsets, words
from evidence.sources.library.query import Joined, Node, Range, Term, parse

_WIDEST = 9  # words of the longest phrase looked up
_FEWEST_DIGITS = 5  # a bare number as long as this is taken for a PMID when nothing but numbers was typed


class Headings(Protocol):
    """What the mapping needs of a vocabulary (``evidence.mesh.Vocabulary``)."""

    def entry(self, term: str) -> Heading | None: ...

    def heading(self, name_or_ui: str) -> Heading | None: ...

    def expand(self, ui: str) -> tuple[str, ...]: ...


class Mapping:
    """Maps one query; ``warnings`` says what was ignored or not found."""

    def __init__(self, headings: Headings, known: Callable[[str], bool], today: str) -> None:
        """``known``: whether a word occurs anywhere in the library; ``today``: ISO date, for "last 5 years"[dp]."""
        self.headings, self.known, self.today = headings, known, today
        self.warnings: list[str] = []

    def query(self, text: str) -> Node:
        """The mapped tree of a query string. QueryError when it cannot be read or holds nothing to search for."""
        node = self.node(parse(text))
        if node is None:
            raise QueryError("The query has only words that stand in almost every record.", advice="Add a word that says what it is about.")
        return node

    def node(self, node: Node) -> Node | None:
        """The node with fields; None when nothing but stopwords is left of it."""
        if isinstance(node, Range):
            return node
        if isinstance(node, Joined):
            parts = [self.node(part) for part in node.parts]
            if node.operator == "NOT" and parts[0] is None:
                raise QueryError("Nothing is left before NOT to take away from.", advice="Put a term that is no stopword before NOT.")
            return _joined(node.operator, [part for part in parts if part is not None])
        if node.field == "" or (node.field == "all" and not node.quoted and not node.stem):
            return self.untagged(node.words)
        if node.field in ("mh", "majr"):
            return self.heading(node)
        if node.field == "pt":
            return self.publication_type(node)
        if node.field == "sh":
            return Term(self.subheading(node.words) or node.words, "sh", True, node.explode, node.stem)
        if node.field == "sb":
            meant = subsets.meaning(node.words)
            if meant.warning:
                self.warnings.append(meant.warning)
            return self.node(parse(meant.query)) if meant.query else Term(meant.flag, "sb", True)
        kind = fields.BY_CODE[node.field].kind
        if kind == "date" and node.words.lower().startswith("last"):
            return self.recent(node)
        # Quotes and capitals mean nothing here; for authors alone quotes turn truncation off.
        plain = node.words.replace(",", " ") if kind == "number" else node.words.lower()
        return replace(node, words=" ".join(plain.split()), quoted=node.quoted or kind != "author")

    # ------------------------------------------------------------ words without a tag

    def untagged(self, text: str) -> Node | None:
        typed = text.split()
        if all(word.isascii() and word.isdigit() and _FEWEST_DIGITS <= len(word) <= 12 for word in typed):
            return Term(" ".join(typed), "uid", True)
        parts: list[Node] = []
        ignored: list[str] = []
        place = 0
        while place < len(typed):
            end, heading = self._longest(typed, place)
            if heading is not None:
                parts.append(self._mapped(" ".join(typed[place:end]), heading))
                place = end
                continue
            part = self._word(typed[place])
            if part is not None:
                parts.append(part)
            elif any(letter.isalnum() for letter in typed[place]):
                ignored.append(typed[place])
            if typed[place] in ("or", "not"):
                self.warnings.append(f'"{typed[place]}" was searched as a word: operators are written in capitals.')
            place += 1
        if ignored:
            self.warnings.append(f"Words that PubMed ignores were left out: {', '.join(ignored)}.")
        return _joined("AND", parts)

    def _longest(self, typed: list[str], place: int) -> tuple[int, Heading | None]:
        for end in range(min(len(typed), place + _WIDEST), place, -1):
            phrase = " ".join(typed[place:end])
            found = words.words(phrase)
            if end == place + 1 and (not found or found[0] in words.STOPWORDS or len(phrase) < 2 or phrase.isdigit()):
                continue
            heading = self.headings.entry(phrase)
            if heading is not None:
                return end, heading
            if end == place + 1 and "/" in phrase and (split := self._combination(phrase)) is not None:
                return end, split
        return place + 1, None

    def _combination(self, phrase: str) -> Heading | None:
        """Heading/subheading typed without a tag ("neoplasms/dh"), as a heading whose name holds both."""
        name, _, qualifier = phrase.rpartition("/")
        heading, subheading = self.headings.entry(name), self.subheading(qualifier)
        if heading is None or subheading is None:
            return None
        return Heading(heading.ui, f"{heading.name}/{subheading}", (), ())

    def _mapped(self, typed: str, heading: Heading) -> Node:
        """The heading or the words: "child rearing"[MeSH Terms] OR ("child" AND "rearing") OR "child rearing"[All Fields]."""
        name = heading.name.lower()
        if "/" in name:
            return Term(name, "mh", True)
        kind = "pt" if heading.trees and all(tree.startswith("V") for tree in heading.trees) else "mh"
        parts: list[Node] = [Term(name, kind, True)]
        subheading = self.subheading(typed)
        if subheading is not None:
            parts.append(Term(subheading, "sh", True))
        for phrase in dict.fromkeys(" ".join(words.words(text)) for text in (uninverted(heading.name), typed)):
            single = phrase.split()
            if len(single) == 1:
                parts.append(_in_all(phrase))
                parts += [_in_all(form) for form in words.variants(phrase) if self.known(form)]
            else:
                # A lone number or letter ("Protein C") would match anything: such names are searched as phrases only.
                if all(len(word) > 1 and not word.isdigit() for word in single):
                    content = [word for word in single if word not in words.STOPWORDS]
                    parts.append(Joined("AND", tuple(_in_all(word) for word in content)) if len(content) > 1 else _in_all(content[0]))
                parts.append(_in_all(phrase))
        return _joined("OR", list(dict.fromkeys(parts))) or parts[0]

    def _word(self, typed: str) -> Node | None:
        if typed.lower() in subsets.FLAGS:
            return Term(typed.lower(), "sb", True)
        found = words.words(typed)
        if not found or (len(found) == 1 and found[0] in words.STOPWORDS):
            return None
        if len(found) > 1:
            return _in_all(" ".join(found))
        others = [_in_all(form) for form in words.variants(found[0]) if self.known(form)]
        return _joined("OR", [_in_all(found[0]), *others])

    # ------------------------------------------------------------ tagged terms

    def heading(self, term: Term) -> Node:
        """The heading that the words name, by name or entry term; an unknown name is searched as such (older records)."""
        if term.stem:
            return replace(term, words=term.words.lower(), quoted=True)
        heading = self.headings.entry(term.words)
        if heading is None and "/" in term.words:
            name, _, qualifier = term.words.rpartition("/")
            above, subheading = self.headings.entry(name), self.subheading(qualifier)
            if above is not None and subheading is not None:
                if term.explode and subsets.subheading_key(subheading) not in subsets.FAMILIES:
                    self.warnings.append(f'"{subheading}" is searched without the subheadings below it.')
                return Term(f"{above.name.lower()}/{subheading}", term.field, True, term.explode)
        if heading is None:
            self.warnings.append(f'"{term.words}" is not a MeSH heading or entry term here; it was searched as a heading\'s name.')
            return Term(term.words.lower(), term.field, True, term.explode)
        return Term(heading.name.lower(), term.field, True, term.explode)

    def publication_type(self, term: Term) -> Node:
        if term.stem:
            return replace(term, words=term.words.lower(), quoted=True)
        heading = self.headings.entry(term.words)
        name = heading.name.lower() if heading is not None and any(tree.startswith("V") for tree in heading.trees) else term.words.lower()
        return Term(name, "pt", True, term.explode)

    def subheading(self, text: str) -> str | None:
        """The subheading's name for its name or two-letter abbreviation."""
        return subsets.SUBHEADINGS.get(text.strip().lower()) or subsets.BY_KEY.get(subsets.subheading_key(text))

    def recent(self, term: Term) -> Node:
        """ "last 5 years"[dp] -> a range; dates to come are included, as PubMed does."""
        count, unit = subsets.span(term.words)
        year, month, day = (int(part) for part in self.today.split("-"))
        if unit == "day":
            start = date(year, month, day) - timedelta(days=count)
            low = start.strftime("%Y/%m/%d")
        else:
            months = year * 12 + month - 1 - (count * 12 if unit == "year" else count)
            low = f"{max(months // 12, 1):04d}/{months % 12 + 1:02d}/{min(day, 28):02d}"
        return Range(low, "3000", term.field)


def _in_all(phrase: str) -> Term:
    return Term(phrase, "all", True)


def _joined(operator: str, parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Joined(operator, tuple(parts))


def show(node: Node) -> str:
    """The query as PubMed prints a translation; it can be searched again and finds the same."""
    return _shown(node, outermost=True)


def _shown(node: Node, outermost: bool = False) -> str:
    if isinstance(node, Range):
        return f"{node.low}:{node.high}[{fields.BY_CODE[node.field].name}]"
    if isinstance(node, Joined):
        inside = f" {node.operator} ".join(_shown(part) for part in node.parts)
        return inside if outermost else f"({inside})"
    option = "" if node.explode else ":noexp"
    option = option if node.within is None else f":~{node.within}"
    field = fields.BY_CODE[node.field]
    if field.kind in ("number", "date"):
        return f"{node.words}[{field.name}{option}]"
    text = node.words.lower().replace('"', " ")
    quoted = f'"{text}{"*" if node.stem else ""}"'
    if field.kind == "author" and not node.quoted:
        quoted = text + ("*" if node.stem else "")
    return f"{quoted}[{field.name}{option}]"
