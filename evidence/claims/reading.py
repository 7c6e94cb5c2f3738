"""The article's sentences and list items in order, each with what it stands under, and the reason why it claims nothing, if it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence import text as prose
from evidence.claims import tables
from evidence.claims.grammar import finite, words
from evidence.model import Article, Passage, PassageKind, Span
from evidence.rules import refusals, verbs

_AS_WRITTEN = ("bio.name", "bio.profession", "reference", "contact", "meta.by")  # rules that go by capitals
_REFUSALS = tuple(
    (cue.says, re.compile(cue.pattern, 0 if cue.name in _AS_WRITTEN else re.IGNORECASE)) for cue in refusals.REFUSALS
)
_REFERENCES = re.compile(refusals.REFERENCE_HEADINGS, re.IGNORECASE)
_BIO = re.compile(refusals.BIO_HEADINGS, re.IGNORECASE)
_LABEL = re.compile(refusals.LABEL_HEADINGS, re.IGNORECASE)
_PERSON = re.compile(refusals.PERSON, re.IGNORECASE)
_CALL = re.compile(refusals.IMPERATIVE, re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*—\s*")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, list item, heading or cell; ``refused``: why it claims nothing, or ""; ``lead``: what introduces an item.

    ``row`` and ``column``: of a table's cell, the first cells of its row and of its column.
    """

    span: Span
    kind: PassageKind
    refused: str = ""
    lead: Span | None = None
    heading: str = ""
    opens_list: bool = False
    new_passage: bool = False
    row: Span | None = None
    column: Span | None = None


def refusal(sentence: str) -> str:
    """The sort of a sentence that claims nothing (``rules/refusals.py``), or ""."""
    plain = sentence.strip().lstrip("*_>• ").replace("\xa0", " ")
    for dash in _DASH.finditer(plain):
        if _CALL.match(plain, dash.end()):
            plain = plain[: dash.start()]  # a statement with a call behind it is judged without the call
            break
    if len(plain) < 4 or not any(ch.isalpha() for ch in plain):
        return "fragment"
    return next((says for says, pattern in _REFUSALS if pattern.search(plain)), "")


def units(article: Article) -> Iterator[Unit]:
    """Every sentence, item, heading and cell of the article, refused or not, in document order."""
    section = ""
    leads: dict[Span, Span | None] = {}
    passages = article.passages
    heads = tables.heads(article)
    for i, passage in enumerate(passages):
        if passage.kind == PassageKind.HEADING:
            section = _section(article.text[passage.start : passage.end], section, passage)
            yield _heading(article, passage, section)
            continue
        following = passages[i + 1] if i + 1 < len(passages) else None
        opens = following is not None and following.kind == PassageKind.LIST_ITEM and following.lead_in == Span(passage.start, passage.end)
        if i in heads and not section:
            yield tables_unit(article, passage, *heads[i])
        elif passage.kind == PassageKind.PARAGRAPH:
            yield from _paragraph(article, passage, section, opens)
        else:
            yield from _item(article, passage, section, _lead(article, passage, leads))


def tables_unit(article: Article, passage: Passage, row: Span, column: Span) -> Unit:
    """A cell under its column's head and beside its row's; doses, prices and bare marks claim nothing."""
    span = Span(passage.start, passage.end)
    why = refusal(article.text[span.start : min(span.end, span.start + _LONGEST)])
    if not why and (span.end - span.start > _LONGEST or not tables.tells(article.text, span, column)):
        why = "fragment"
    return Unit(span, passage.kind, why, heading=passage.heading, new_passage=True, row=row, column=column)


def _section(words_: str, before: str, passage: Passage) -> str:
    if _REFERENCES.match(words_):
        return "reference"
    if _BIO.match(words_):
        return "bio"
    if refusal(words_) == "byline":
        return "byline"
    return "" if passage.level <= 2 or before != "reference" else before


def _heading(article: Article, passage: Passage, section: str) -> Unit:
    span = Span(passage.start, passage.end)
    words_ = article.text[passage.start : passage.end]
    why = refusal(words_) or section.replace("byline", "")
    if not why and (_LABEL.match(words_) or not asserts(article.text, passage.start, passage.end)):
        why = "heading"
    return Unit(span, passage.kind, why, heading=passage.heading, new_passage=True)


def asserts(text: str, start: int, end: int) -> bool:
    """Whether the words have a subject and a finite verb."""
    tokens = words(text, start, end)
    for verb in finite(tokens):
        before = [w for w in tokens[:verb] if w.sort not in ("adv", "not", "sign", "conj")]
        # "the share that reaches the blood": the verb of a relative clause carries no sentence.
        if before and not (len(before) > 1 and before[-1].low in ("that", "which", "who", "whom")):
            return True
    return False


def _told(sentence: str, text: str, span: Span) -> bool:
    """A finished sentence whose verb the tables know in another form: "Travelers who cross time zones gain the most."."""
    if sentence[-1] not in ".!”\"" or len(sentence.split()) < 5:
        return False
    return any(w.sort in ("verb", "base", "past") for w in words(text, span.start, span.end)[1:])


def _imperative(text: str, span: Span) -> bool:
    """Whether a bare verb opens the sentence: "Relax while the nurse does the rest"."""
    tokens = words(text, span.start, min(span.end, span.start + 80))
    return bool(tokens) and tokens[0].sort == "base" and tokens[0].low not in verbs.NOUNS_TOO and len(tokens) > 1


def _paragraph(article: Article, passage: Passage, section: str, opens: bool) -> Iterator[Unit]:
    spans = prose.sentences(article.text, passage.start, passage.end)
    refused = [refusal(article.text[span.start : min(span.end, span.start + _LONGEST)]) for span in spans]
    biography = section == "bio" or any(why in ("bio", "byline") for why in refused)
    if section == "byline":  # a name above a text: its biography, or the text that the person wrote
        biography = biography or any(_PERSON.match(article.text[span.start : span.end]) for span in spans[:1])
        section = "bio" if biography else ""
    for i, span in enumerate(spans):
        why = refused[i] or section
        sentence = article.text[span.start : span.end]
        last = opens and i == len(spans) - 1
        if not why and span.end - span.start > _LONGEST:
            why = "fragment"
        if biography and not why and _PERSON.match(sentence):
            why = "bio"
        if not why and not last and not (asserts(article.text, span.start, span.end) or _told(sentence, article.text, span)):
            why = "fragment"
        if not why and sentence[-1:].isalnum() and len(sentence) < 80 and _LABEL.match(sentence):
            why = "heading"
        if not why and _imperative(article.text, span):
            why = "call to action"
        yield Unit(span, passage.kind, why, heading=passage.heading, opens_list=last, new_passage=i == 0)


def _lead(article: Article, passage: Passage, known: dict[Span, Span | None]) -> Span | None:
    """The last sentence of the passage that introduces a list, found once for all its items."""
    if passage.lead_in is None:
        return None
    if passage.lead_in not in known:
        spans = prose.sentences(article.text, passage.lead_in.start, passage.lead_in.end)
        known[passage.lead_in] = spans[-1] if spans and spans[-1].end - spans[-1].start <= _LONGEST else None
    return known[passage.lead_in]


def _item(article: Article, passage: Passage, section: str, lead: Span | None) -> Iterator[Unit]:
    spans = prose.sentences(article.text, passage.start, passage.end)
    for i, span in enumerate(spans):
        why = section.replace("byline", "") or refusal(article.text[span.start : min(span.end, span.start + _LONGEST)])
        if not why and span.end - span.start > _LONGEST:
            why = "fragment"
        label = span.end - span.start < 40 and article.text[span.end - 1].isalnum() and _LABEL.match(article.text, span.start, span.end)
        if not why and label:
            why = "heading"
        if not why and lead is None and _imperative(article.text, span):
            why = "call to action"
        if not why and passage.kind == PassageKind.TABLE_CELL and not asserts(article.text, span.start, span.end):
            why = "fragment"
        yield Unit(span, passage.kind, why, lead, passage.heading, new_passage=i == 0)
