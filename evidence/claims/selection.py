"""Claims that a person makes: of words selected in the article, of other words for a claim, of a changed reading of it.

What is found out about them (kind, question, certainty, risk) is read as for the machine's own claims, and may be set by the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from evidence import pico
from evidence import text as prose
from evidence.claims import worth
from evidence.claims.atoms import Atom
from evidence.claims.extraction import _claim, _draft, _Found
from evidence.model import Article, Claim, Concept, Kind, Passage, Pico, Span, content_id
from evidence.rules.routes import ROUTES

LONGEST = 1500
PARTS = ("population", "intervention", "comparator", "outcome")
SPECIES = ("", "human", "animal", "in vitro")
REGIMENS = ("", "single", "series")


def selected(article: Article, start: int, end: int, words: str = "") -> Claim:
    """The claim of the selected stretch of the article's text, white space at its ends left out, in its own or in other ``words``.

    ValueError says what is wrong with the selection.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"The selection must lie within the text's {len(article.text):,} characters.")
    piece = article.text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
    if start >= end or not any(sign.isalnum() for sign in article.text[start:end]):
        raise ValueError("The selection holds no words.")
    if end - start > LONGEST:
        raise ValueError(f"The selection is longer than {LONGEST:,} characters: a claim is one statement.")
    passage = _passage(article, start)
    span = Span(start, end)
    context = article.text[passage.lead_in.start : passage.lead_in.end] if passage and passage.lead_in else ""
    heading = passage.heading if passage else ""
    if words.strip() and " ".join(words.split()) != " ".join(article.text[start:end].split()):
        return _made(article, words, span, _sentence(article, passage, span), context, heading)
    made = _read(article.text, _Found(Atom((span,), span), span, context, heading), pico.article_defaults(article))
    said = article.text[start:end]
    parent = _sentence(article, passage, span)
    return replace(made, id=named(article, said), text=said, start=start, end=end, rewritten=False, parent=parent)


def reworded(article: Article, claim: Claim, words: str) -> Claim:
    """The claim in other words. Words that stand so within its own sentence are marked there, others at the claim's place."""
    sentence = claim.parent or Span(claim.start, claim.end)
    plain = " ".join(words.split())
    if not any(sign.isalnum() for sign in plain):
        raise ValueError("The claim has no words.")
    if len(plain) > LONGEST:
        raise ValueError(f"A claim is one statement of at most {LONGEST:,} characters.")
    at = article.text.find(plain, sentence.start, sentence.end)
    if at >= 0:
        return selected(article, at, at + len(plain))
    return _made(article, plain, Span(claim.start, claim.end), sentence, claim.context, claim.heading)


def joined(article: Article, claims: Sequence[Claim], words: str) -> Claim:
    """Several claims as one. It stands over all of them where they share a sentence, else at the first."""
    first = min(claims, key=lambda claim: (claim.start, claim.end))
    sentences = {claim.parent or Span(claim.start, claim.end) for claim in claims}
    within = Span(min(span.start for span in sentences), max(span.end for span in sentences))
    near = within.end - within.start <= LONGEST // 2 and "\n" not in article.text[within.start : within.end]
    together = len(sentences) == 1 or near
    place = Span(min(c.start for c in claims), max(c.end for c in claims)) if together else Span(first.start, first.end)
    sentence = within if together else first.parent or place
    return reworded(article, replace(first, start=place.start, end=place.end, rewritten=True, parent=sentence), words)


def reread(claim: Claim, kind: Kind | None = None, parts: Mapping[str, str] | None = None) -> Claim:
    """The claim with another kind or other parts of its question, as words ("" empties a part); risk and worth follow.

    ``parts``: population, intervention, comparator, outcome, route, dose, regimen, species, age. ValueError names what is not known.
    """
    question = _question(claim.pico, parts or {})
    sort = kind or claim.kind
    worthy, why_worthy = worth.check_worthy(claim.text, sort, question, claim.numbers)
    tier, why_tier = worth.risk(claim.text, sort, question)
    return replace(
        claim, kind=sort, pico=question, check_worthy=worthy, check_worthy_reason=why_worthy, risk=tier, risk_reason=why_tier
    )


def named(article: Article, words: str) -> str:
    """The id of a claim of these words: the same that the machine gives to them where it finds them first."""
    return content_id("claim", article.key, " ".join(prose.normal(words).rstrip(".").split()))


# ---------------------------------------------------------------- how


def _read(text: str, found: _Found, topic: pico.Topic) -> Claim:
    """The statement as the machine reads its own."""
    return _claim(_draft(text, found, topic, frozenset()), topic, None)


def _made(article: Article, words: str, place: Span, sentence: Span, context: str, heading: str) -> Claim:
    plain = " ".join(words.split())
    topic = pico.article_defaults(article)
    whole = Span(0, len(plain))
    made = _read(plain, _Found(Atom((whole,), whole), whole, context, heading), topic)
    return replace(made, id=named(article, plain), text=plain, start=place.start, end=place.end, rewritten=True, parent=sentence)


def _passage(article: Article, start: int) -> Passage | None:
    return next((passage for passage in article.passages if passage.start <= start < passage.end), None)


def _sentence(article: Article, passage: Passage | None, span: Span) -> Span:
    """The sentences that the stretch touches."""
    if passage is None:
        return span
    touched = [one for one in prose.sentences(article.text, passage.start, passage.end) if one.overlap(span)]
    return Span(min([span.start, *(one.start for one in touched)]), max([span.end, *(one.end for one in touched)]))


def _question(question: Pico, parts: Mapping[str, str]) -> Pico:
    for name, said in parts.items():
        words = " ".join(said.split())
        if name in PARTS:
            question = _with(question, name, _concepts(words))
        elif name == "dose":
            amount = pico.dose(words) if words else None
            if words and amount is None:
                raise ValueError(f"{words!r} is no dose: write an amount with its unit, such as 0.5 mg/kg.")
            question = replace(question, dose=amount)
        elif name == "age":
            question = replace(question, age=words)
        else:
            known = {"route": ("", *dict.fromkeys(route.name for route in ROUTES)), "regimen": REGIMENS, "species": SPECIES}.get(name)
            if known is None:
                raise ValueError(f"A claim has no part {name!r}.")
            if words not in known:
                raise ValueError(f"{words!r} is no {name}; known are: {', '.join(each for each in known if each)}.")
            question = _with(question, name, words)
    return question


def _with(question: Pico, name: str, value: Any) -> Pico:
    return replace(question, **{name: value})


def _concepts(words: str) -> tuple[Concept, ...]:
    """The MeSH concepts that the words name, parts after a semicolon or comma each for itself; what MeSH has not stays as words."""
    found: list[Concept] = []
    for piece in (each.strip() for each in words.replace(",", ";").split(";")):
        named_here = pico.concepts(piece)
        found += named_here or ((Concept("", piece, piece),) if piece else ())
    return tuple(dict.fromkeys(found))
