"""The pages of the review: the desk, bulk assignment, signature and lock, the log; nothing at all for who is not signed in."""

from __future__ import annotations

import pytest
import specimen
from test_pages import PAGES, app, said, seeded  # noqa: F401 - fixtures

from evidence.review import Decision
from pages.parts import decision, state, wiring

ARTICLE = specimen.article().key
CLAIMS = [finding.claim.id for finding in specimen.audit().findings]


def field(test, kind: str, label: str):
    return next(one for one in test.get(kind) if one.label == label)


def test_several_claims_are_laid_on_two_desks(seeded) -> None:  # noqa: F811
    test = seeded("pages/5_Review.py")
    field(test, "text_input", "Your name").set_value("Di").run()
    test.query_params["view"] = "unassigned"
    test.run()
    field(test, "multiselect", "Or these claims").set_value(CLAIMS[2:4])
    field(test, "text_input", "To").set_value("Ana, Bea")
    next(one for one in test.button if one.label == "Assign").click().run()
    assert not test.exception
    assert wiring.store().standing(CLAIMS[3]).assigned.to == ("Ana", "Bea")
    assert [event.actor for event in wiring.store().events() if event.kind == "assigned"] == ["Di", "Di"]


def test_a_signature_locks_the_article_and_says_so(seeded) -> None:  # noqa: F811
    test = seeded("pages/5_Review.py", view="sign-off")
    sign = next(one for one in test.button if one.label == "Sign off and lock")
    field(test, "text_input", "Your name is your signature").set_value("Dr Di")
    field(test, "text_input", "Reason").set_value("ready")
    test = sign.click().run()
    assert "not decided yet" in said(test)
    assert not wiring.store().signing(ARTICLE).locked
    test.checkbox[0].check()
    next(one for one in test.button if one.label == "Sign off and lock").click().run()
    assert not test.exception
    assert wiring.store().signing(ARTICLE).by == "Dr Di"
    assert "Signed off and locked" in said(test)


def test_the_log_shows_nothing_blind_and_is_checked(seeded) -> None:  # noqa: F811
    wiring.store().set_reviewers(ARTICLE, 2, by="Di")
    wiring.store().decide(CLAIMS[0], Decision.CHANGES, by="Ana", wording="SECRET WORDS")
    test = seeded("pages/6_History.py")
    next(one for one in test.button if one.label == "Check the log").click().run()
    assert not test.exception
    assert "The log is whole: 3 events" in said(test)
    assert "SECRET" not in str(test)


def test_a_decision_overtaken_is_told_and_can_be_made_again(seeded, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """The click carries what it saw: an approval at once is refused where somebody decided meanwhile."""
    wiring.store().decide(CLAIMS[0], Decision.APPROVE, by="Bea")
    kept: dict[str, object] = {state.PERSON: "Ana"}
    monkeypatch.setattr(decision.st, "session_state", kept)
    decision.ask(specimen.audit(), {"act": "approve", "claim": CLAIMS[0], "seen": 0})
    assert state.ASKED in kept, "the dialog opens instead"
    assert [event.actor for event in wiring.store().events() if event.kind == "decided"] == ["Bea"]


@pytest.mark.parametrize("page", ["", *PAGES])
def test_who_is_not_signed_in_sees_nothing(seeded, monkeypatch: pytest.MonkeyPatch, page: str) -> None:  # noqa: F811
    monkeypatch.setenv("EVIDENCE_PEOPLE", "oidc")
    test = seeded(page)
    assert not test.exception
    assert "Sign in" in said(test)
    assert specimen.article().title not in str(test)
