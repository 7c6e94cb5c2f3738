"""Article -> claims: sentences and items are read in order, taken apart, completed from what stands before, and sorted.

One pass; every step is linear in the text. An unrelated paragraph changes no other claim's id, which is made of the article's key and the
claim's own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence import mesh, pico
from evidence import text as prose
from evidence.claims import antecedents, atoms, clauses, features, items, model, reading, sorting, tables, worth
from evidence.claims.antecedents import Memory, Mention
from evidence.claims.atoms import Atom, Piece
from evidence.errors import ArticleError
from evidence.model import Article, Claim, Concept, Kind, PassageKind, Pico, Quantity, Span, content_id
from evidence.pico import Topic

LONGEST, MOST = 2_000_000, 40_000  # about 300,000 words
_OF_PEOPLE = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON)
_OF_CONDITION = (Kind.SYMPTOM, Kind.PREVALENCE, Kind.RISK_FACTOR)
_OF_TREATMENT = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON, Kind.PHARMACOKINETICS, Kind.SAFETY)


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement before it is sorted."""

    atom: Atom
    parent: Span
    context: str
    heading: str
    column: str = ""
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A statement read: its words and place, what it names, and what it looks like; before its kind is settled."""

    found: _Found
    words: str
    place: Span
    rewritten: bool
    question: Pico
    named: tuple[Concept, ...]
    fired: frozenset[str]
    numbers: tuple[Quantity, ...]
    scores: dict[Kind, float]
    worth: float
    story: bool


def extract(article: Article) -> tuple[Claim, ...]:
    """The article's claims in document order; an article without any gives ().

    ArticleError for more than ``LONGEST`` characters or ``MOST`` passages: the time grows with the text, and no article is that long.
    """
    if len(article.text) > LONGEST or len(article.passages) > MOST:
        size = f"{len(article.text):,} characters in {len(article.passages):,} passages"
        raise ArticleError(
            f"The article is too long: {size}; claims are looked for in at most {LONGEST:,} characters and {MOST:,} passages.",
            advice="Split it into parts and audit them one by one.",
        )
    topic = pico.article_defaults(article)
    lower = frozenset(word for word in article.text.split() if word.islower())
    drafts = [draft for found in _statements(article, topic) if _claims(draft := _draft(article.text, found, topic, lower))]
    leanings = _leanings(drafts)
    numbers: Counter[str] = Counter()
    claims: list[Claim] = []
    for draft in drafts:
        claim = _claim(draft, topic, leanings.get(draft.found.group) if draft.found.group else None)
        key = " ".join(prose.normal(claim.text).rstrip(".").split())
        numbers[key] += 1
        # The first of equal statements keeps the plain id, so that a later repetition orphans no review.
        parts = ("claim", article.key, key) if numbers[key] == 1 else ("claim", article.key, key, str(numbers[key]))
        claims.append(replace(claim, id=content_id(*parts)))
    return tuple(claims)


def statement(text: str) -> Claim:
    """One free sentence as a claim, for a search: never refused, never taken apart."""
    words = " ".join(text.split())
    if not words:
        raise ValueError("a claim needs words")
    whole = Span(0, len(words))
    found = _Found(Atom((whole,), whole), whole, "", "")
    claim = _claim(_draft(words, found, Topic(), frozenset()), Topic(), None)
    return replace(claim, id=content_id("claim", "", prose.normal(words).rstrip(".")))


def _claims(draft: _Draft) -> bool:
    """Whether a statement claims anything: a figure, a cue, a concept, or the trained model's word for it.

    "Spaces fill quickly." has none of them.
    """
    if draft.story:
        return True
    if draft.numbers or sorting.telling(draft.words, worth.OF_HEALTH, draft.fired) or draft.named:
        return draft.worth >= worth.LEAST or sorting.best(draft.scores) == Kind.PROMOTIONAL
    return draft.worth >= worth.ENOUGH


def _leanings(drafts: list[_Draft]) -> dict[Span, dict[Kind, float]]:
    """What the statements of one list, or of one column, are together: the mean of their scores. Items of one list are of one kind."""
    sums: dict[Span, Counter[Kind]] = {}
    counts: Counter[Span] = Counter()
    for draft in drafts:
        if draft.found.group is not None and not draft.story:
            sums.setdefault(draft.found.group, Counter()).update(draft.scores)
            counts[draft.found.group] += 1
    return {group: {sort: value / counts[group] for sort, value in total.items()} for group, total in sums.items() if counts[group] > 1}


# ---------------------------------------------------------------- statements of the article


def _statements(article: Article, topic: Topic) -> Iterator[_Found]:
    text = article.text
    memory = Memory(topic=topic.condition.name if topic.condition else "")
    leads: dict[Span, tuple[items.Lead, tuple[Piece, ...]]] = {}
    previous = ""
    default = _first_mention(text, topic)
    for unit in reading.units(article):
        start, end = unit.span.start, unit.span.end
        if unit.kind == PassageKind.HEADING:
            memory.clear()
        if unit.refused in worth.DOUBTFUL and unit.kind == PassageKind.PARAGRAPH and _surely(text, unit, topic):
            unit = replace(unit, refused="")
        if unit.refused:
            if end - start <= 300 and (unit.kind == PassageKind.HEADING or unit.refused in ("heading", "question")):
                memory.note(antecedents.mentions(text, start, end, pico.concepts(text[start:end], topic.short)))
            previous = text[start : min(end, start + 300)]
            continue
        named = pico.concepts(text[start:end], topic.short)
        inside = antecedents.mentions(text, start, end, named)
        if unit.row is not None and unit.column is not None:
            context = f"{text[unit.row.start : unit.row.end]} | {text[unit.column.start : unit.column.end]}"
            made = tables.statements(text, unit.span, unit.row, unit.column, default)
        elif unit.kind == PassageKind.LIST_ITEM:
            lead, subject = _lead(text, unit.lead, leads, memory) if unit.lead and _introduces(text, unit.lead) else (None, ())
            context = text[unit.lead.start : unit.lead.end] if unit.lead else unit.heading
            subject = subject or default
            made = items.statements(text, unit.span, lead, subject)
        else:
            context = ""
            made = _sentence(text, unit)
        seen: set[str] = set()
        first_meant: Mention | None = None
        for atom in made:
            whole, meant = _resolved(text, atom, memory, start, inside)
            first_meant = first_meant or meant
            event = antecedents.event(text, _first(whole), end)
            words, _, _ = atoms.read(text, whole)
            if words not in seen:
                seen.add(words)
                column = text[unit.column.start : unit.column.end] if unit.column else ""
                group = unit.column or (unit.lead if unit.lead and _begins_outside(whole, unit.span) else None)
                yield _Found(whole, unit.span, context or (previous if event else ""), unit.heading, column, group)
        item = unit.kind == PassageKind.LIST_ITEM
        memory.note(tuple(replace(m, lead=False) for m in inside) if item else inside, None if item else first_meant)
        previous = text[start:end]


def _surely(text: str, unit: reading.Unit, topic: Topic) -> bool:
    """Whether the trained model is sure that a sentence claims something though a rule of little weight refuses it."""
    start, end = unit.span.start, unit.span.end
    if end - start > 400 or not reading.asserts(text, start, end):
        return False
    words = text[start:end]
    named = pico.concepts(words, topic.short)
    return bool(named) and model.worth_score(features.features(words, named, unit.heading)) >= worth.SURE


def _begins_outside(atom: Atom, span: Span) -> bool:
    """Whether the statement begins with words of the lead-in."""
    first = next((piece for piece in atom.pieces if isinstance(piece, Span)), span)
    return not span.start <= first.start < span.end


def _first(atom: Atom) -> int:
    return next((piece.start for piece in atom.pieces if isinstance(piece, Span)), 0)


def _sentence(text: str, unit: reading.Unit) -> tuple[Atom, ...]:
    """A sentence's statements; of one that opens a list only what is complete without the list; a personal story stays whole."""
    if sorting.story(text[unit.span.start : unit.span.end]):
        return (Atom((unit.span,), unit.span),)
    if not unit.opens_list:
        return clauses.split(text, unit.span.start, unit.span.end)
    lead = items.Lead(text, unit.span)
    if not lead.open and lead.complete:
        end = lead.span.end
        return clauses.split(text, unit.span.start, end)
    before = clauses.before_last(text, unit.span.start, lead.span.start)
    if before is None or not reading.asserts(text, *before):
        return ()
    return clauses.split(text, *before)


def _first_mention(text: str, topic: Topic) -> tuple[Piece, ...]:
    """Where the article first names its treatment: the subject of items that have none ("What it does: - Restores iron stores")."""
    words = topic.treatment.words if topic.treatment else ""
    at = text.find(words) if words else -1
    return (Span(at, at + len(words)),) if at >= 0 else ()


def _introduces(text: str, span: Span) -> bool:
    """Whether a sentence really opens the list: by a colon, or as a heading-like phrase; a finished sentence does not."""
    words = text[span.start : span.end].rstrip(" *_")
    return words.endswith((":", "-", "–", "—", "…")) or not words.endswith((".", "!", "?"))


def _lead(
    text: str, span: Span, leads: dict[Span, tuple[items.Lead, tuple[Piece, ...]]], memory: Memory
) -> tuple[items.Lead, tuple[Piece, ...]]:
    """The lead-in, read once, with its pronoun resolved, and what it is about."""
    if span not in leads:
        plain = items.Lead(text, span)
        named = pico.concepts(text[span.start : span.end])
        inside = antecedents.mentions(text, span.start, span.end, named)
        meant = antecedents.resolve(text, plain.span.start, plain.span.end, memory, span.start, inside)
        if meant is not None and (match := antecedents.pronoun(text, plain.span.start, plain.span.end)):
            rest = Span(plain.span.start + match.end(), plain.span.end)
            subject: tuple[Piece, ...] = (meant.span,)
            leads[span] = items.Lead(text, span, (meant.span, rest)), subject
        else:
            at = [c for c in named if span.start + c.start >= plain.span.start]
            first = at[0] if at else None
            subject = (Span(span.start + first.start, span.start + first.end),) if first else ()
            leads[span] = plain, subject
    return leads[span]


def _resolved(text: str, atom: Atom, memory: Memory, sentence: int, inside: tuple[Mention, ...]) -> tuple[Atom, Mention | None]:
    """The atom with its opening pronoun replaced by what it stands for, where that is known."""
    pieces = atoms.merged(text, atom.pieces)
    first = pieces[0]
    if not isinstance(first, Span):
        return atom, None
    end = max(first.end, max(piece.end for piece in pieces if isinstance(piece, Span)))
    start = antecedents.subject(text, first.start, first.end)
    match = antecedents.pronoun(text, start, end)
    outside = tuple(m for m in inside if not first.start <= m.span.start < start)
    meant = antecedents.resolve(text, start, end, memory, sentence, outside) if match else None
    if meant is None or match is None or start + match.end() > first.end:
        return atom, None
    before: tuple[Piece, ...] = (Span(first.start, start),) if start > first.start else ()
    whose: tuple[Piece, ...] = ("'s",) if match.group("whose") else ()
    cut = start + match.end()
    rest: tuple[Piece, ...] = (Span(cut, first.end),) if text[cut : first.end].strip() else ()
    return Atom((*before, meant.span, *whose, *rest, *pieces[1:]), atom.core, atom.tail, atom.predicate), meant


# ---------------------------------------------------------------- one claim


def _draft(text: str, found: _Found, topic: Topic, lower: frozenset[str]) -> _Draft:
    words, place, rewritten = atoms.read(text, found.atom)
    if rewritten:
        words = _plain_case(text, words, found.atom, lower)
    question = pico.of_text(words, found.context or "", abbreviations=topic.short)
    named = pico.concepts(words, topic.short)
    above = found.column or found.heading
    fired = features.cues(words)
    seen = features.features(words, named, above, fired)
    weights = sorting.scores(words, question, seen, fired, topic.treatment is not None, above)
    numbers, told = pico.quantities(words), model.worth_score(seen)
    return _Draft(found, words, place, rewritten, question, named, fired, numbers, weights, told, Kind.TESTIMONIAL in weights)


def _claim(draft: _Draft, topic: Topic, leaning: dict[Kind, float] | None) -> Claim:
    found, words, question, numbers = draft.found, draft.words, draft.question, draft.numbers
    weights = draft.scores
    if leaning is not None and not draft.story:
        weights = {sort: weights.get(sort, 0.0) + value for sort, value in leaning.items()}
    sort = sorting.best(weights)
    if found.atom.tail == "cause" and sort not in (Kind.REGULATORY, Kind.PROMOTIONAL, Kind.TESTIMONIAL):
        sort = Kind.MECHANISM
    question = _with_defaults(question, sort, topic)
    worthy, why_worthy = worth.check_worthy(words, sort, question, numbers)
    tier, why_tier = worth.risk(words, sort, question)
    return Claim(
        id="",
        text=words,
        start=draft.place.start,
        end=draft.place.end,
        kind=sort,
        certainty=sorting.certainty(words),
        direction=sorting.direction(words, sort, bool(numbers)),
        check_worthy=worthy,
        check_worthy_reason=why_worthy,
        risk=tier,
        risk_reason=why_tier,
        pico=question,
        numbers=numbers,
        rewritten=draft.rewritten,
        parent=found.parent,
        context=found.context,
        heading=found.heading,
        attribution=sorting.attribution(words),
    )


def _plain_case(text: str, words: str, atom: Atom, lower: frozenset[str]) -> str:
    """An item's capital in the middle of a completed sentence becomes small, unless the word is a name ("Epstein-Barr", "Parkinson's")."""
    for piece in atom.pieces[1:]:
        if not isinstance(piece, Span):
            continue
        first, *others = (word.rstrip(".,;:)") for word in text[piece.start : piece.end].split(None, 2))
        small = first.lower()
        if first == small or not first[1:].islower() or (others and others[0][:1].isupper() and others[0][1:].islower()):
            continue
        heading = mesh.vocabulary().entry(first)
        name = first.endswith(("'s", "’s")) or (heading is not None and any(f"{first}'s" in term for term in heading.terms))
        if small in lower or not name:
            words = words.replace(f" {first}", f" {small}", 1)
    return words


def _with_defaults(question: Pico, sort: Kind, topic: Topic) -> Pico:
    """What the sentence leaves out and the article is about, marked by empty words: its condition, its treatment."""

    def given(concept: Concept | None, own: tuple[Concept, ...], *taken: tuple[Concept, ...]) -> tuple[Concept, ...]:
        if own or concept is None or any(c.name == concept.name for part in taken for c in part):
            return own
        return (Concept(concept.ui, concept.name, "", 0, 0, concept.trees),)

    population, intervention = question.population, question.intervention
    people_only = all(pico.kind(c.trees) == "people" for c in population)
    if sort in _OF_PEOPLE or (sort in _OF_CONDITION and not intervention):
        missing = given(topic.condition, (), population, intervention, question.outcome)
        population = (*population, *missing) if people_only else population
    if sort in _OF_TREATMENT:
        intervention = given(topic.treatment, intervention, question.comparator)
    return replace(question, population=population, intervention=intervention)
