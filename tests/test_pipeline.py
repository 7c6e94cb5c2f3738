"""The whole way over small fakes: one claim never spoils another, and a failed search never reads as unsourced."""

from __future__ import annotations

from dataclasses import replace

import nouns
from fakes import AT, Shelf, Words, failing

from evidence import pipeline, readers
from evidence.errors import QueryError, SourceRefused, SourceUnreachable
from evidence.model import Article, Audit, Claim, Label, Query, Rung, State
from evidence.verdicts import CLINICAL_1

# Our own sentences: five claims that PubMed could settle, one about approval.
TEXT = """# Lumoxin for fatigue

Lumoxin infusions reduce fatigue in adults with chronic fatigue syndrome. Ketamine relieves depression within two hours.
Ketamine can cause nausea. The FDA has not approved lumoxin for fatigue.

Chronic fatigue syndrome affects 1% of adults. Naltrexone improves sleep in fibromyalgia.
"""
RECORD = nouns.citation(
    "101",
    "Lumoxin infusions for chronic fatigue syndrome: a randomised trial",
    abstract="Lumoxin infusions reduced fatigue in adults with chronic fatigue syndrome. It was well tolerated.",
    publication_types=(("D016449", "Randomized Controlled Trial"),),
)


def article(text: str = TEXT) -> Article:
    return readers.read(text.encode(), "lumoxin.md")


def audit(source: pipeline.Source, of: Article | None = None, **more: object) -> Audit:
    return pipeline.audit(of or article(), source, Words(), CLINICAL_1, clock=lambda: AT, run_id="run", **more)  # type: ignore[arg-type]


def test_an_article_is_audited_in_order() -> None:
    shelf = Shelf(RECORD)
    made = audit(shelf, software="test 1")
    assert [one.claim.start for one in made.findings] == sorted(one.claim.start for one in made.findings)
    assert len(made.findings) >= 5
    assert {one.state for one in made.findings} == {State.JUDGED, State.NOT_CHECKABLE}
    first = made.findings[0]
    assert made.article.text[first.claim.start : first.claim.end] == first.claim.text or first.claim.rewritten
    assert first.label == Label.SUPPORTED
    assert first.judgements[0].rationale[0].text == "Lumoxin infusions reduced fatigue in adults with chronic fatigue syndrome."
    assert first.verdict is not None
    assert first.verdict.explanation
    assert Label.UNSOURCED in {one.label for one in made.findings}
    assert (made.run.id, made.run.source, made.run.judge, made.run.policy, made.run.software) == (
        "run", "library", "words-1", "clinical-1", "test 1",
    )  # fmt: skip
    assert made.run.library.records == 1
    assert made.flags


def test_every_rung_is_recorded_and_the_counter_query_runs() -> None:
    made = audit(Shelf(RECORD), limit=7)
    for finding in made.findings:
        if finding.state == State.JUDGED:
            assert [search.rung for search in finding.searches][-1] == Rung.COUNTER
            assert all(
                search.query and search.translation and search.at == AT and search.source == "library" for search in finding.searches
            )
            assert all((search.count, search.fetched, search.pmids) == (1, 1, ("101",)) for search in finding.searches)
        else:
            assert finding.searches == ()


def test_each_query_is_sent_once() -> None:
    shelf = Shelf(RECORD)
    made = audit(shelf, article("Ketamine reduces pain.\n\nSome more words.\n\nKetamine reduces pain."))
    searches = [search for one in made.findings for search in one.searches]
    assert len(made.findings) >= 2
    assert len(shelf.asked) == len({query.text for query in shelf.asked}) == len({search.query for search in searches}) < len(searches)


def test_what_pubmed_cannot_settle_is_not_searched() -> None:
    shelf = Shelf()
    made = audit(shelf, article("The FDA has not approved lumoxin for fatigue."))
    assert [one.state for one in made.findings] == [State.NOT_CHECKABLE]
    assert "regulat" in made.findings[0].explanation
    assert shelf.asked == []


def test_progress_names_each_claim_and_ends_whole() -> None:
    seen: list[tuple[int, int, Claim | None]] = []
    made = audit(Shelf(), progress=lambda *step: seen.append(step))
    total = len(made.findings)
    assert [(done, many) for done, many, _ in seen] == [(number, total) for number in range(total + 1)]
    assert [claim for _, _, claim in seen] == [*(one.claim for one in made.findings), None]


def test_a_dead_source_marks_every_claim_and_is_not_asked_for_each() -> None:
    text = "\n\n".join(f"Ketamine reduces {what}." for what in ("pain", "fatigue", "anxiety", "insomnia", "fever", "asthma", "migraine"))
    shelf = Shelf(trouble=failing(SourceUnreachable("Nobody answered.")))
    made = audit(shelf, article(text))
    assert len(made.findings) == 7
    assert {one.state for one in made.findings} == {State.SEARCH_FAILED}
    assert all(one.label is None and one.verdict is None and one.searches for one in made.findings)
    assert all("says nothing about the evidence" in one.explanation for one in made.findings)
    assert len(shelf.asked) == 3
    assert {search.failed for one in made.findings for search in one.searches[:1]} >= {"Nobody answered."}


def test_a_source_that_comes_back_is_asked_again() -> None:
    shelf = Shelf(RECORD, trouble=failing(SourceUnreachable("Nobody answered."), 2))
    states = [one.state for one in audit(shelf).findings if one.state != State.NOT_CHECKABLE]
    assert states[:2] == [State.SEARCH_FAILED] * 2
    assert set(states[2:]) == {State.JUDGED}


def test_one_refused_claim_spoils_no_other() -> None:
    def trouble(query: Query) -> None:
        if "epression" in query.text:
            raise SourceRefused("PubMed said no.")

    made = audit(Shelf(RECORD, trouble=trouble))
    failed = [one for one in made.findings if one.state == State.SEARCH_FAILED]
    assert failed
    assert all("depression" in one.claim.text for one in failed)
    assert made.findings[0].label == Label.SUPPORTED


def test_one_refused_rung_leaves_a_label_with_a_caution_but_never_unsourced() -> None:
    def trouble(query: Query) -> None:
        if query.rung == Rung.COUNTER:
            raise QueryError("This query cannot be read.")

    made = audit(Shelf(RECORD, trouble=trouble))
    first = made.findings[0]
    assert first.state == State.JUDGED
    assert first.verdict is not None
    assert "failed" in first.verdict.explanation
    assert first.searches[-1].failed == "This query cannot be read."
    others = [one for one in made.findings[1:] if one.state != State.NOT_CHECKABLE]
    assert State.SEARCH_FAILED in {one.state for one in others}
    assert not any(one.label == Label.UNSOURCED for one in made.findings)


def test_a_stopped_audit_keeps_what_was_found() -> None:
    shelf = Shelf(RECORD)
    made = audit(shelf, cancelled=lambda: len(shelf.asked) >= 6)
    states = [one.state for one in made.findings]
    assert states[0] == State.JUDGED
    assert states[-1] == State.NOT_SEARCHED
    whole = audit(Shelf(RECORD))
    assert [one.claim for one in made.findings] == [one.claim for one in whole.findings]
    assert made.findings[0] == whole.findings[0]


def test_a_keyboard_interrupt_in_the_middle_keeps_what_was_found() -> None:
    shelf = Shelf(RECORD)

    def trouble(query: Query) -> None:
        if len(shelf.asked) == 6:
            raise KeyboardInterrupt

    shelf._trouble = trouble
    states = [one.state for one in audit(shelf).findings]
    assert (states[0], states[-1]) == (State.JUDGED, State.NOT_SEARCHED)


def test_same_input_same_output() -> None:
    assert audit(Shelf(RECORD)) == audit(Shelf(RECORD))


def test_an_article_without_claims_is_an_answer() -> None:
    made = audit(Shelf(), article("Call us today!"))
    assert [one for one in made.findings if one.state == State.JUDGED] == []


def test_settle_is_pure() -> None:
    made = audit(Shelf(RECORD))
    first = made.findings[0]
    again = pipeline.settle(first.claim, [RECORD], first.searches, Words(), CLINICAL_1)
    assert again == first
    dead = pipeline.settle(first.claim, [], [replace(one, failed="no") for one in first.searches], Words(), CLINICAL_1)
    assert dead.state == State.SEARCH_FAILED
