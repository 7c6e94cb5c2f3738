"""Made-up audits for tests of what keeps and shows them: hypothesis strategies and one small audit written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from evidence.model import (
    Article,
    Audit,
    Citation,
    Claim,
    Concept,
    Counts,
    Design,
    Directness,
    Dose,
    Finding,
    Flag,
    Graded,
    Judgement,
    Kind,
    LibraryState,
    Mismatch,
    MismatchCode,
    Passage,
    PassageKind,
    Pico,
    PublicationStatus,
    Quantity,
    Rationale,
    Reason,
    Review,
    Risk,
    Run,
    Rung,
    Search,
    Section,
    Span,
    Stance,
    StarterNote,
    State,
    Strength,
    Verdict,
    Weighed,
    Wording,
    content_id,
)

AT = "2026-11-22T10:00:00Z"

# ---------------------------------------------------------------- by hand


def citation(pmid: str, title: str = "Ketamine infusions in adults with fatigue", **more: Any) -> Citation:
    return Citation(pmid, title, **{"abstract": "Fatigue fell after one infusion.", "year": 2019, "journal": "J Made Up", **more})


def judgement(pmid: str, stance: Stance = Stance.SUPPORTS, **more: Any) -> Judgement:
    values: dict[str, Any] = {
        "score": 0.9,
        "strength": Strength.HIGH,
        "rationale": (Rationale(0, 32, "Fatigue fell after one infusion."),) if stance != Stance.NEUTRAL else (),
        "directness": Directness.DIRECT,
        "mismatches": (),
        "graded": Graded(Design.RCT, 2, "treatment", "randomised", 40),
        "status": PublicationStatus.CURRENT,
        "judge": "made-up-1",
        "title": "Ketamine infusions in adults with fatigue",
        "year": 2019,
    }
    return Judgement(pmid, stance, **{**values, **more})


def article(text: str = "Ketamine lowers fatigue. It cures everything.\nCall us today.", title: str = "On ketamine") -> Article:
    return Article(content_id("article", title), title, text, (Passage(0, len(text), PassageKind.PARAGRAPH),), "made-up.txt")


def claim(of: Article, start: int, end: int, **more: Any) -> Claim:
    text = of.text[start:end]
    return Claim(content_id(of.key, text), text, start, end, **{"kind": Kind.EFFICACY, **more})


def verdict(reason: Reason, *pmids: str, level: int | None = 2, **counts: int) -> Verdict:
    weighed = tuple(Weighed(pmid, True) for pmid in pmids)
    return Verdict(reason, Counts(**counts), weighed, "clinical-1", f"Because of {reason.value}.", level)


def audit(run: str = "run-1", of: Article | None = None, finished_at: str = AT) -> Audit:
    """Four claims: supported by 11, unsourced at high risk, one whose search failed, one that PubMed cannot settle."""
    of = of or article()
    first = claim(of, 0, 24, pico=Pico(intervention=(Concept("D007649", "Ketamine", "Ketamine", 0, 8, ("D02.455.426",)),)))
    second = claim(of, 25, 45, risk=Risk.HIGH)
    third = replace(claim(of, 0, 16), rewritten=True, parent=Span(0, 24))
    fourth = claim(of, 46, 60, kind=Kind.PROMOTIONAL, risk=Risk.LOW)
    search = Search(Rung.STRICT, "ketamine[tiab] AND fatigue[tiab]", "library", AT, 2, 2, "translated", "strict", ("11", "12"))
    indirect = (Mismatch(MismatchCode.POPULATION, "fatigue", "bipolar disorder"),)
    findings = (
        Finding(
            first,
            State.JUDGED,
            (search,),
            (judgement("11"), judgement("12", Stance.NEUTRAL, directness=Directness.INDIRECT, mismatches=indirect)),
            verdict(Reason.DIRECT_SUPPORT, "11", supports=1, neutral=1),
            Wording(True, "too sure", "Ketamine may lower fatigue."),
        ),
        Finding(second, State.JUDGED, (replace(search, count=0, fetched=0, pmids=()),), (), verdict(Reason.NONE_FOUND, level=None)),
        Finding(
            third, State.SEARCH_FAILED, (replace(search, count=0, fetched=0, pmids=(), failed="PubMed did not answer."),), explanation="No."
        ),
        Finding(fourth, State.NOT_CHECKABLE, review=Review("approved", None, "Dr Who", "fine", AT), explanation="Promotion."),
    )
    return Audit(
        of,
        Run(run, AT, finished_at, "library", LibraryState(2, "b2:00"), "made-up-1", "clinical-1", "evidence-review 0.1.0"),
        findings,
        (Flag("no_references", "The article names no reference.", Span(0, 8)),),
    )


# ---------------------------------------------------------------- by hypothesis

# Any code points, with NUL, lone surrogates and what begins a formula more often than by chance.
TEXTS = st.text(max_size=12) | st.text("\0\ud800\udfff=+-@\t\r\n\u2028<|`*[]#_ aé漢😀\"',;", max_size=12)
WORDS = TEXTS.filter(lambda text: bool(text.strip()))
NUMBERS = st.floats(allow_nan=False) | st.integers(-5, 10**6)
COUNT = st.integers(0, 10**6)
PMIDS = st.integers(1, 99_999_999).map(str)


def tuples(of: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
CONCEPTS = st.builds(Concept, TEXTS, TEXTS, TEXTS, COUNT, COUNT, tuples(TEXTS))
DOSES = st.builds(Dose, NUMBERS, TEXTS, TEXTS, st.none() | NUMBERS)
PICOS = st.builds(Pico, *[tuples(CONCEPTS)] * 4, TEXTS, st.none() | DOSES, TEXTS, TEXTS, TEXTS, TEXTS)
QUANTITIES = st.builds(Quantity, NUMBERS, TEXTS, NUMBERS, NUMBERS, TEXTS, COUNT, COUNT)
SECTIONS = st.builds(Section, TEXTS, TEXTS, COUNT, COUNT)
NOTES = st.builds(StarterNote, TEXTS, TEXTS, n=st.none() | COUNT, confirmed=st.booleans())
CITATIONS = st.builds(
    Citation,
    PMIDS,
    TEXTS,
    TEXTS,
    tuples(SECTIONS),
    year=st.none() | st.integers(1800, 2100),
    publication_types=tuples(st.tuples(TEXTS, TEXTS)),
    grants=tuples(st.tuples(TEXTS, TEXTS, TEXTS)),
    keywords=tuples(TEXTS),
    revised=st.sampled_from(("", "2001-02-03", "2020")),
    version=st.integers(1, 3),
    note=st.none() | NOTES,
)
RATIONALES = st.builds(
    lambda span, text, part: Rationale(span.start, span.end, text, part), SPANS, TEXTS, st.sampled_from(("abstract", "title"))
)
GRADES = st.builds(Graded, st.sampled_from(Design), st.none() | st.integers(1, 5), TEXTS, TEXTS, st.none() | COUNT, tuples(TEXTS))


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    stance = draw(st.sampled_from(Stance))
    mismatches = draw(tuples(st.builds(Mismatch, st.sampled_from(MismatchCode), TEXTS, TEXTS)))
    return Judgement(
        draw(PMIDS),
        stance,
        draw(st.floats(0, 1)),
        draw(st.sampled_from(Strength)),
        draw(st.lists(RATIONALES, min_size=int(stance != Stance.NEUTRAL), max_size=2).map(tuple)),
        Directness.INDIRECT if mismatches else Directness.DIRECT,
        mismatches,
        draw(GRADES),
        draw(st.sampled_from(PublicationStatus)),
        draw(TEXTS),
        draw(tuples(TEXTS)),
        draw(TEXTS),
        draw(st.booleans()),
        draw(TEXTS),
        draw(st.none() | st.integers(1800, 2100)),
        draw(st.booleans()),
    )


SEARCHES = st.builds(
    Search, st.sampled_from(Rung), TEXTS, TEXTS, TEXTS, COUNT, COUNT, TEXTS, TEXTS, tuples(PMIDS), tuples(TEXTS), TEXTS
)  # fmt: skip
COUNTS = st.builds(Counts, COUNT, COUNT, COUNT, COUNT)
VERDICTS = st.builds(
    Verdict,
    st.sampled_from(Reason),
    COUNTS,
    tuples(st.builds(Weighed, PMIDS, st.booleans(), TEXTS)),
    TEXTS,
    TEXTS,
    st.none() | st.integers(1, 5),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    span, rewritten = draw(SPANS), draw(st.booleans())
    return Claim(
        content_id(draw(TEXTS)),
        draw(WORDS),
        span.start,
        span.end,
        draw(st.sampled_from(Kind)),
        risk=draw(st.sampled_from(Risk)),
        pico=draw(PICOS),
        numbers=draw(tuples(QUANTITIES)),
        rewritten=rewritten,
        parent=draw(SPANS) if rewritten else draw(st.none() | SPANS),
        context=draw(TEXTS),
    )


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    state = draw(st.sampled_from(State))
    judged = state in (State.JUDGED, State.STALE)
    return Finding(
        draw(claims()),
        state,
        draw(tuples(SEARCHES)),
        draw(tuples(judgements())),
        draw(VERDICTS) if judged else None,
        Wording(draw(st.booleans()), draw(TEXTS), draw(TEXTS), draw(tuples(TEXTS))),
        Review(draw(TEXTS), None, draw(TEXTS), draw(TEXTS), draw(TEXTS)),
        draw(TEXTS),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text, title = draw(WORDS), draw(TEXTS)
    whole = Passage(0, len(text), draw(st.sampled_from(PassageKind)), draw(COUNT), draw(st.none() | SPANS), draw(TEXTS))
    return Article(content_id("article", title), title, text, (whole,), draw(TEXTS), author=draw(TEXTS), date=draw(TEXTS))


@st.composite
def audits(draw: st.DrawFn, run: str = "run") -> Audit:
    facts = Run(run, AT, AT, draw(TEXTS), LibraryState(draw(COUNT), draw(TEXTS)), draw(TEXTS), draw(TEXTS), draw(TEXTS))
    return Audit(draw(articles()), facts, draw(tuples(findings(), 3)), draw(tuples(st.builds(Flag, TEXTS, TEXTS, st.none() | SPANS))))
