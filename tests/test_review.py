"""The rules of a review: what is incomplete, who may what, the fold over a claim's entries, blindness, agreement."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evidence import review
from evidence.model import Label
from evidence.review import Act, Assigned, Code, Comment, Decided, Decision, Entry, Kind, Linked, LinkState, Role, agreement, standing
from evidence.review.standing import STATES

CLAIM = "b2:claim"


def entries(*told: tuple[str, Kind, review.Content]) -> list[Entry]:
    """(by, kind, content) in order, numbered from 1."""
    return [Entry(n, kind, by, f"2026-11-22T10:00:{n:02}Z", CLAIM, content, "why") for n, (by, kind, content) in enumerate(told, 1)]


def said(by: str, decision: Decision, label: Label | None = None) -> tuple[str, Kind, review.Content]:
    return by, Kind.DECIDED, Decided(decision, label=label)


# ---------------------------------------------------------------- what is written at all

COMPLETE = (
    (Decided(Decision.APPROVE), ""),
    (Decided(Decision.REJECT, (Code.DOSE,)), ""),
    (Decided(Decision.REJECT, (Code.OTHER,)), "the trial is on rats"),
    (Decided(Decision.CHANGES, wording="may relieve"), ""),
    (Decided(Decision.WITHDRAW), "a slip"),
    (Decided(Decision.APPROVE, (Code.OVERSTATED,), Label.MIXED), ""),
    (Comment("see @Ana"), ""),
    (Assigned(("Ana",), "2026-12-01"), ""),
    (Linked("1", LinkState.ACCEPTED), ""),
    (Linked("1", LinkState.REJECTED), "another drug"),
)
INCOMPLETE = (
    (Decided(Decision.REJECT), "no code", "at least one reason"),
    (Decided(Decision.REJECT, (Code.OTHER,)), " ", "say it in words"),
    (Decided(Decision.CHANGES), "", "the words that would pass"),
    (Decided(Decision.WITHDRAW), "", "say why"),
    (Decided(Decision.APPROVE, label=Label.MIXED), "", "another label"),
    (Comment("  "), "", "needs words"),
    (Assigned(("Ana",), "soon"), "", "is no day"),
    (Linked("1", LinkState.REJECTED), "", "needs a reason"),
    (Linked("1", LinkState.ACCEPTED, level=3), "", "needs a reason"),
)


@pytest.mark.parametrize(("content", "reason"), COMPLETE)
def test_what_is_complete_is_let_through(content: review.Content, reason: str) -> None:
    assert review.incomplete(content, reason) == ""


@pytest.mark.parametrize(("content", "reason", "says"), INCOMPLETE)
def test_what_is_missing_is_named(content: review.Content, reason: str, says: str) -> None:
    assert says in review.incomplete(content, reason)


def test_mentions_know_names_with_blanks_and_leave_addresses_alone() -> None:
    known = ("Ana Li", "Ana", "bea@clinic.example")
    assert review.mentions("@Ana Li and @ana, please; also @bea@clinic.example.", known) == ("Ana Li", "Ana", "bea@clinic.example")
    assert review.mentions("write to someone@clinic.example or @Zoe", known) == ("Zoe",)
    assert review.mentions("@Analyst is nobody we know", known) == ("Analyst",)
    assert review.mentions("5 @ 3", known) == ()


# ---------------------------------------------------------------- roles


def test_every_act_has_a_role_and_nobody_may_all() -> None:
    assert set(review.acts.ALLOWED) == set(Act)
    for role in Role:
        assert not all(review.may([role], act) for act in Act), role
    assert not any(review.may([Role.READER], act) for act in Act)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.REVIEWER, Act.DECIDE, Act.ADJUDICATE),
        (Role.SECOND, Act.DECIDE_SECOND, Act.DECIDE),
        (Role.DIRECTOR, Act.SIGN, Act.PEOPLE),
        (Role.EXPORTER, Act.EXPORT, Act.COMMENT),
        (Role.ADMINISTRATOR, Act.PEOPLE, Act.DECIDE),
    ],
)
def test_a_role_opens_its_acts_and_no_others(role: Role, may: Act, may_not: Act) -> None:
    assert review.refusal("Ana", [role], may) == ""
    assert f"Ana is {role.value}" in review.refusal("Ana", [role], may_not)
    assert "not on the list" in review.refusal("Ana", [], may_not)


# ---------------------------------------------------------------- the fold


def test_one_reviewer_the_last_decision_stands() -> None:
    story = entries(said("Ana", Decision.APPROVE), said("Bea", Decision.REJECT), ("Ana", Kind.COMMENTED, Comment("hm")))
    assert standing(CLAIM, []).state == "draft"
    assert standing(CLAIM, story[:1]).review.state == "approved"
    now = standing(CLAIM, story)
    assert (now.state, now.review.reviewer, now.number, now.decided) == ("rejected", "Bea", 3, True)
    assert standing(CLAIM, entries(said("Ana", Decision.APPROVE), said("Ana", Decision.WITHDRAW))).state == "withdrawn"
    assert standing(CLAIM, entries(("Ana", Kind.ASSIGNED, Assigned(("Bea",))))).state == "in review"


def test_two_reviewers_see_nothing_of_each_other_until_both_have_decided() -> None:
    story = entries(
        said("Ana", Decision.APPROVE), ("Ana", Kind.COMMENTED, Comment("I approve")), ("Ana", Kind.LINKED, Linked("1", LinkState.REJECTED))
    )
    for viewer in ("Bea", "Director", ""):
        seen = standing(CLAIM, story, 2, viewer)
        assert (seen.state, seen.hidden, seen.number, seen.revealed) == ("in review", 1, 0, False)
        assert (seen.decisions, seen.comments, seen.links, seen.review.reviewer) == ((), (), (), "")
    own = standing(CLAIM, story, 2, "Ana")
    assert own.of("Ana") == story[0]
    assert (own.hidden, own.state, len(own.comments)) == (0, "in review", 1)
    both = standing(CLAIM, [*story, *entries(*[said("Bea", Decision.APPROVE)] * 4)[3:]], 2, "")
    assert (both.state, both.review.reviewer, both.hidden, len(both.comments)) == ("approved", "Ana, Bea", 0, 1)


def test_a_disagreement_is_settled_by_a_third_person() -> None:
    story = entries(said("Ana", Decision.APPROVE), said("Bea", Decision.REJECT))
    apart = standing(CLAIM, story, 2)
    assert (apart.disagreement, apart.state, apart.final) == (True, "in review", None)
    settle = Decided(Decision.REJECT, (Code.OVERSTATED,))
    assert "one of the two" in review.blocked(apart, {"Ana", "Bea"}, Kind.ADJUDICATED, settle, "Ana")
    assert "Two people have decided" in review.blocked(apart, {"Ana", "Bea"}, Kind.DECIDED, settle, "Cy")
    assert review.blocked(apart, {"Ana", "Bea"}, Kind.ADJUDICATED, settle, "Dr Di") == ""
    done = standing(CLAIM, [*story, Entry(3, Kind.ADJUDICATED, "Dr Di", "", CLAIM, settle)], 2)
    assert (done.state, done.disagreement, done.review.reviewer) == ("rejected", False, "Dr Di")
    assert "has settled" in review.blocked(done, {"Ana", "Bea"}, Kind.DECIDED, settle, "Ana")
    assert "no disagreement" in review.blocked(standing(CLAIM, []), set(), Kind.ADJUDICATED, settle, "Dr Di")


def test_another_label_is_a_disagreement_too() -> None:
    assert standing(CLAIM, entries(said("Ana", Decision.APPROVE), said("Bea", Decision.APPROVE, Label.MIXED)), 2).disagreement
    assert not standing(
        CLAIM, entries(said("Ana", Decision.APPROVE, Label.MIXED), said("Bea", Decision.APPROVE, Label.MIXED)), 2
    ).disagreement


def test_agreement_is_measured_on_what_was_said_blind() -> None:
    story = entries(said("Ana", Decision.APPROVE), said("Bea", Decision.REJECT), said("Bea", Decision.APPROVE))
    now = standing(CLAIM, story, 2)
    assert (now.state, now.disagreement) == ("approved", False)
    (told,) = review.agreements([now.first])
    assert (told.people, told.claims, told.agreed, told.table) == (("Ana", "Bea"), 1, 0, (("approve", "reject", 1),))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Bea", "Cy"]),
        st.one_of(
            st.tuples(st.just(Kind.DECIDED), st.builds(Decided, st.sampled_from(Decision), label=st.none() | st.sampled_from(Label))),
            st.tuples(st.just(Kind.COMMENTED), st.just(Comment("secret"))),
            st.tuples(st.just(Kind.ASSIGNED), st.builds(Assigned, st.sampled_from([(), ("Ana",), ("Ana", "Bea")]))),
            st.tuples(st.just(Kind.LINKED), st.builds(Linked, st.sampled_from("12"), st.sampled_from(LinkState))),
        ),
    ),
    max_size=12,
)


def allowed(acts: Sequence[tuple[str, tuple[Kind, review.Content]]], reviewers: int) -> list[Entry]:
    """The acts that the rules let through, as a log would hold them."""
    kept: list[Entry] = []
    for by, (kind, content) in acts:
        deciders = {one.by for one in kept if one.kind == Kind.DECIDED}
        if not review.blocked(standing(CLAIM, kept, reviewers, by), deciders, kind, content, by):
            kept.append(Entry(len(kept) + 1, kind, by, "", CLAIM, content))
    return kept


@settings(deadline=None)
@given(ACTS, st.sampled_from([1, 2]))
def test_whatever_is_done_the_blind_see_nothing_and_nothing_is_lost(acts: list, reviewers: int) -> None:
    kept = allowed(acts, reviewers)
    deciders = {one.by for one in kept if one.kind == Kind.DECIDED}
    assert len(deciders) <= 2 or reviewers == 1
    for viewer in ("Ana", "Bea", "Dr Di", ""):
        seen = standing(CLAIM, kept, reviewers, viewer)
        assert seen.state in STATES
        shown = {*seen.decisions, *seen.comments, *seen.links}
        if reviewers == 2 and len(deciders) < 2:
            assert all(one.by == viewer for one in shown)
            assert seen.final is None
            assert seen.hidden == len(deciders - {viewer})
        else:
            assert {one.by for one in seen.decisions} == deciders
            assert len(seen.comments) == sum(one.kind == Kind.COMMENTED for one in kept)
    assert standing(CLAIM, kept, reviewers) == standing(CLAIM, kept, reviewers, "nobody")


# ---------------------------------------------------------------- agreement


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["approve", "reject", "changes"]), st.sampled_from(["approve", "reject", "changes"])), min_size=1)
)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs])
    ours = agreement.kappa(pairs)
    assert (ours is None) == isnan(theirs)
    assert ours is None or ours == pytest.approx(theirs)


def test_kappa_by_hand() -> None:
    """A 2 x 2 table worked out by hand: 20 both yes, 15 both no, 5 and 10 apart: observed 0.7, expected 0.5."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert agreement.kappa(pairs) == pytest.approx(0.4)
    assert agreement.kappa([]) is None
    assert agreement.Agreement(("a", "b"), 0, 0, None).percent == 0
