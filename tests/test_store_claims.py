"""Edits of claims in the store: append-only, in both databases; who comes second is told; a claim's own audit is kept beside."""

from __future__ import annotations

from dataclasses import replace

import nouns
import pytest
from hypothesis import Phase, assume, given, settings
from test_store import CHECKS, postgresql, postgresql_url, sqlite_url, store, url  # noqa: F401 - fixtures

from evidence import editing
from evidence.claims import selection
from evidence.errors import ClaimError, Conflict, NotStored
from evidence.installation import JUDGE, Installation
from evidence.model import Audit, Claim, Edit, EditKind, Finding, LibraryState, Run, State
from evidence.revision import Revision
from evidence.settings import Settings
from evidence.store import Store, codec


@pytest.fixture
def audit(store: Store) -> Audit:  # noqa: F811
    made = nouns.audit()
    store.put_citations([nouns.citation("11"), nouns.citation("12")])
    store.record(made)
    return made


def softer(audit: Audit, by: str = "Dr A") -> Edit:
    first = audit.findings[0].claim
    after = selection.reworded(audit.article, first, "Ketamine may lower fatigue")
    return Edit(EditKind.EDIT, (first,), (after,), (audit.article.text[after.start : after.end],), "hedge", by)


def test_an_edit_comes_back_as_it_was_made_and_stands_in_the_chain(store: Store, audit: Audit) -> None:  # noqa: F811
    written = store.edit_claims(audit.article.key, softer(audit), run="run-1")
    assert written.number
    assert written.at
    assert store.claim_edits(audit.article.key) == (written,)
    assert replace(written, number=0, at="") == softer(audit)
    assert store.verify_log() == written.number
    assert store.events(article=audit.article.key)[-1].kind == "claim_edited"
    assert store.audit("run-1") == audit


def test_the_second_writer_is_told_who_was_first_and_nothing_is_lost(store: Store, audit: Audit) -> None:  # noqa: F811
    store.edit_claims(audit.article.key, softer(audit))
    drop = Edit(EditKind.DROP, (audit.findings[0].claim,), reason="no claim", actor="Dr B")
    with pytest.raises(Conflict, match="Dr A was first"):
        store.edit_claims(audit.article.key, drop)
    other = replace(drop, before=(audit.findings[1].claim,))
    store.edit_claims(audit.article.key, other)
    assert len(store.claim_edits(audit.article.key)) == 2


def test_an_article_that_is_not_there_has_no_claims_to_edit(store: Store, audit: Audit) -> None:  # noqa: F811
    with pytest.raises(NotStored):
        store.edit_claims("b2:none", softer(audit))


@settings(max_examples=15, deadline=None, suppress_health_check=CHECKS, phases=[Phase.generate])
@given(nouns.claims())
def test_any_claim_survives_the_log(claim: Claim) -> None:
    assume("\ud800\udfff" not in codec.text(claim))  # two halves that stand together are one letter in JSON
    opened = Store.open("sqlite://")
    try:
        made = nouns.audit()
        opened.record(made)
        edit = Edit(EditKind.DROP, (claim,), reason="any", actor="Dr A")
        assert opened.edit_claims(made.article.key, edit).before == (claim,)
        assert opened.claim_edits(made.article.key)[0].before == (claim,)
    finally:
        opened.close()


def test_a_claims_own_audit_is_its_finding_until_what_it_says_changes(store: Store, audit: Audit) -> None:  # noqa: F811
    revision = Revision(store)
    edit = revision.edit("run-1", audit.findings[0].claim.id, by="Dr A", words="Ketamine may lower fatigue")
    assert revision.standing("run-1").findings[0].state == State.NOT_SEARCHED
    mark = store.claims_mark(audit.article.key)
    own = Finding(edit.after[0], State.SEARCH_FAILED, explanation="Nobody answered.")
    run = Run("claim-1", nouns.AT, nouns.AT, "library", LibraryState(2, "b2:00"), "made-up-1", "clinical-1", "x")
    store.record_alone(audit.article.key, own, run)
    assert store.claims_mark(audit.article.key) > mark
    standing = revision.standing("run-1")
    assert standing.findings[0] == own
    assert standing.findings[1:] == audit.findings[1:]
    assert [one.kind for one in standing.edits] == [EditKind.EDIT]
    again = revision.edit("run-1", own.claim.id, by="Dr A", words="Ketamine might lower fatigue")
    assert revision.standing("run-1").findings[0].state == State.NOT_SEARCHED
    assert store.verify_log()
    assert editing.said(again.after[0]) != editing.said(own.claim)


def test_who_starts_from_a_claim_that_stands_no_more_is_led_to_what_does(store: Store, audit: Audit) -> None:  # noqa: F811
    revision = Revision(store)
    first = audit.findings[0].claim.id
    made = revision.split("run-1", first, ["Ketamine lowers fatigue", "Fatigue goes down"], by="Dr A")
    with pytest.raises(ClaimError) as refused:
        revision.drop("run-1", first, by="Dr B", reason="x")
    assert all(claim.id in refused.value.advice for claim in made.after)
    with pytest.raises(ClaimError, match="reason"):
        revision.drop("run-1", made.after[0].id, by="Dr B", reason=" ")
    with pytest.raises(ClaimError, match="named"):
        revision.drop("run-1", made.after[0].id, by=" ", reason="x")
    with pytest.raises(ClaimError, match="two parts"):
        revision.split("run-1", made.after[0].id, ["Only one"], by="Dr B")
    assert len(store.claim_edits(audit.article.key)) == 1


def test_the_claims_own_audit_searches_judges_and_keeps(tmp_path: object) -> None:
    installation = Installation.open(Settings(data_folder=tmp_path))  # type: ignore[arg-type]
    try:
        made = nouns.audit()
        made = replace(made, run=replace(made.run, judge=JUDGE))
        installation.store.record(made)
        added = installation.revision.add("run-1", 25, 45, by="Dr A", words="Ketamine reduces depression")
        finding = installation.audit_claim("run-1", added.after[0].id)
        assert finding.searches
        assert finding.state == State.JUDGED
        assert installation.revision.standing("run-1").findings.count(finding) == 1
        assert installation.store.events(subject=added.after[0].id)[-1].kind == "claim_audited"
        with pytest.raises(ClaimError):
            installation.audit_claim("run-1", "b2:nobody")
        with pytest.raises(ClaimError, match="selection"):
            installation.revision.add("run-1", 3, 3, by="Dr A")
    finally:
        installation.close()
