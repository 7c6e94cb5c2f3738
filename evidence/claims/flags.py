"""What is said about the article as a whole: harms never named, no references, no off-label statement, price by a promise."""

from __future__ import annotations

import re

from evidence import pico
from evidence.model import Article, Claim, Flag, Kind, PassageKind, Span
from evidence.rules import unapproved, worth

_OFF_LABEL = re.compile(unapproved.OFF_LABEL, re.IGNORECASE)
_PRICE = re.compile(worth.PRICE, re.IGNORECASE)
_REFERENCES = re.compile(worth.REFERENCES)
_REFERENCE_HEADING = re.compile(r"^\W*(?:references?|sources?|citations?|bibliography)\W*$", re.IGNORECASE)
_STUDIES = re.compile(r"\b(?:stud(?:y|ies)|research|trials?|evidence|data|science|proven|shown|found|reviews?)\b", re.IGNORECASE)
_TREATS = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON)
_GENERIC_HARM = "Drug-Related Side Effects and Adverse Reactions"


def flags(article: Article, claims: tuple[Claim, ...]) -> tuple[Flag, ...]:
    """The article-level flags in a fixed order; codes are stable, texts are for people."""
    found: list[Flag] = []
    benefits = [claim for claim in claims if claim.kind in _TREATS]
    if benefits and not any(_names_harm(claim) for claim in claims):
        found.append(Flag("no_specific_harm", "Benefits of a treatment are claimed, and no specific harm is named anywhere."))
    if claims and not _has_references(article):
        found.append(Flag("no_references", "The article gives no references."))
    leaning = [claim for claim in claims if _STUDIES.search(claim.attribution)]
    if leaning and not _has_references(article):
        words = leaning[0].attribution
        first = Span(leaning[0].start, leaning[0].end)
        found.append(Flag("studies_without_reference", f"It leans on unnamed sources (\"{words}\") without a reference.", first))
    found += _off_label(article, claims)
    if not article.date:
        found.append(Flag("no_date", "The article carries no date."))
    if not article.author:
        found.append(Flag("no_author", "The article names no author."))
    story = next((claim for claim in claims if claim.kind == Kind.TESTIMONIAL), None)
    if story is not None:
        found.append(Flag("testimonial", "A personal story stands in for evidence.", Span(story.start, story.end)))
    price = _price_near(article, benefits)
    if price is not None:
        found.append(Flag("price_near_benefit", "A price or offer stands next to a claim of benefit.", price))
    return tuple(found)


def _names_harm(claim: Claim) -> bool:
    """A safety statement that names what may happen, not just "risks"."""
    if claim.kind != Kind.SAFETY:
        return False
    named = (*claim.pico.outcome, *claim.pico.population)
    return any(c.words and c.ui and c.name != _GENERIC_HARM and pico.kind(c.trees) in ("symptom", "condition", "outcome") for c in named)


def _has_references(article: Article) -> bool:
    if any(p.kind == PassageKind.HEADING and _REFERENCE_HEADING.match(article.text[p.start : p.end]) for p in article.passages):
        return True
    return _REFERENCES.search(article.text) is not None


def _off_label(article: Article, claims: tuple[Claim, ...]) -> list[Flag]:
    named = {c.name for claim in claims for c in claim.pico.intervention}
    rows = [row for row in unapproved.UNAPPROVED if row.heading in named]
    if not rows:
        return []
    told = _OFF_LABEL.search(article.text)
    names = ", ".join(row.heading for row in rows)
    sources = "; ".join(dict.fromkeys(f"{row.source}, {row.date}" for row in rows))
    if told:
        said = f"Says that the use of {names} is off-label or not approved ({sources})."
        return [Flag("off_label_statement_present", said, Span(*told.span()))]
    return [Flag("off_label_statement_missing", f"Never says that the use of {names} is off-label or not approved ({sources}).")]


def _price_near(article: Article, benefits: list[Claim]) -> Span | None:
    """A price or offer in the same passage as a claim of benefit, or in the next one."""
    if not benefits or not _PRICE.search(article.text):
        return None
    starts = sorted(claim.start for claim in benefits)
    ends = [passage.end for passage in article.passages]
    at = 0
    for i, passage in enumerate(article.passages):
        match = _PRICE.search(article.text, passage.start, passage.end)
        if match is None:
            continue
        low = article.passages[max(0, i - 1)].start
        high = ends[min(len(ends) - 1, i + 1)]
        while at < len(starts) and starts[at] < low:
            at += 1
        if at < len(starts) and starts[at] < high:
            return Span(*match.span())
    return None
