"""Edits of claims: replayed they give one state, both texts stay, nothing is lost, and an article audited again keeps them."""

from __future__ import annotations

from dataclasses import replace

import nouns
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import claims, editing, readers
from evidence.claims import selection
from evidence.editing import Outcome
from evidence.model import Article, Claim, Edit, EditKind, Finding, Kind, Reason, Span, State

TEXT = (
    "Infusions\n\nKetamine infusions reduce pain and fatigue in adults with chronic pain. The effect lasts for two weeks.\n\n"
    "Oral ketamine is less effective than intravenous ketamine. Nearly 30% of patients report dizziness during the infusion."
)


def article(text: str = TEXT) -> Article:
    return replace(readers.read(text.encode(), "infusions.txt"), key="b2:" + "0" * 32)


ARTICLE = article()
MACHINE = claims.extract(ARTICLE)


def quotes(*made: Claim, of: Article = ARTICLE) -> tuple[str, ...]:
    return tuple(of.text[claim.start : claim.end] for claim in made)


def edit(kind: EditKind, before: tuple[Claim, ...] = (), after: tuple[Claim, ...] = (), number: int = 1, reason: str = "because") -> Edit:
    return Edit(kind, before, after, quotes(*after), reason, "Dr A", nouns.AT, number)


def words(outcome: Outcome) -> list[str]:
    return [one.claim.text for one in outcome.claims]


def test_without_edits_the_machines_claims_stand() -> None:
    outcome = editing.replay(TEXT, MACHINE, ())
    assert tuple(one.claim for one in outcome.claims) == MACHINE
    assert all(one.machine == (one.claim,) for one in outcome.claims)


def test_an_edit_keeps_both_texts_and_takes_a_new_id_with_new_words() -> None:
    first = MACHINE[0]
    softer = selection.reworded(ARTICLE, first, "Ketamine infusions may reduce pain")
    outcome = editing.replay(TEXT, MACHINE, [edit(EditKind.EDIT, (first,), (softer,))])
    standing = outcome.claims[0]
    assert standing.claim.text == "Ketamine infusions may reduce pain"
    assert standing.machine == (first,)
    assert standing.claim.id != first.id
    assert outcome.heirs(first.id) == (softer.id,)
    assert standing.claim.rewritten
    assert ARTICLE.text[standing.claim.start : standing.claim.end] == quotes(first)[0]


def test_a_change_of_kind_or_question_keeps_the_id() -> None:
    changed = selection.reread(MACHINE[0], Kind.SAFETY, {"population": "Depression", "route": "oral", "dose": "0.5 mg/kg"})
    assert changed.id == MACHINE[0].id
    assert (changed.kind, changed.pico.route) == (Kind.SAFETY, "oral")
    assert changed.pico.population[0].ui
    assert changed.pico.dose
    assert changed.pico.dose.value == 0.5


@pytest.mark.parametrize(
    "parts", [{"route": "by pigeon"}, {"dose": "a little"}, {"regimen": "often"}, {"species": "martian"}, {"colour": "red"}]
)
def test_parts_nobody_knows_are_refused_in_words(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no "):
        selection.reread(MACHINE[0], None, parts)


def test_a_selection_reproduces_its_words_and_leaves_white_space_out() -> None:
    start = TEXT.index(" The effect lasts")
    made = selection.selected(ARTICLE, start, start + len(" The effect lasts for two weeks. "))
    assert TEXT[made.start : made.end] == made.text == "The effect lasts for two weeks."
    assert made.numbers
    assert not made.rewritten


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 11), (0, 10**6)])
def test_a_selection_without_words_or_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"selection"):
        selection.selected(ARTICLE, start, end)


def test_the_person_and_the_machine_name_the_same_words_alike() -> None:
    """So an added claim that the machine finds by itself one day is the same claim, not a second one."""
    plain = next(claim for claim in MACHINE if not claim.rewritten)
    assert selection.selected(ARTICLE, plain.start, plain.end).id == plain.id


def test_split_and_merge() -> None:
    target = MACHINE[-1]
    parts = tuple(selection.reworded(ARTICLE, target, part) for part in ("Patients report dizziness", "Dizziness comes with the infusion"))
    split = edit(EditKind.SPLIT, (target,), parts)
    outcome = editing.replay(TEXT, MACHINE, [split])
    assert words(outcome)[-2:] == ["Patients report dizziness", "Dizziness comes with the infusion"]
    whole = selection.joined(ARTICLE, parts, "Patients report dizziness with the infusion")
    merged = editing.replay(TEXT, MACHINE, [split, edit(EditKind.MERGE, parts, (whole,), 2)])
    assert words(merged)[-1] == whole.text
    assert merged.claims[-1].machine == (target, target)
    assert len(merged.claims) == len(MACHINE)


def test_a_dropped_claim_is_kept_aside_and_can_come_back() -> None:
    drop = edit(EditKind.DROP, (MACHINE[1],))
    outcome = editing.replay(TEXT, MACHINE, [drop])
    assert MACHINE[1].text not in words(outcome)
    assert [one.claim for one in outcome.dropped] == [MACHINE[1]]
    back = editing.replay(TEXT, MACHINE, [drop, edit(EditKind.RESTORE, (), (MACHINE[1],), 2)])
    assert words(back) == [claim.text for claim in MACHINE]
    assert back.dropped == ()


def test_a_claim_is_dropped_for_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        edit(EditKind.DROP, (MACHINE[0],), reason=" ")


# ---------------------------------------------------------------- audited again


def test_an_added_claim_finds_its_place_in_a_changed_text() -> None:
    start = TEXT.index("The effect")
    added = selection.selected(ARTICLE, start, start + len("The effect lasts for two weeks."))
    other = article("A new first paragraph about pain.\n\n" + TEXT)
    outcome = editing.replay(other.text, (), [edit(EditKind.ADD, (), (added,))])
    found = outcome.claims[0].claim
    assert other.text[found.start : found.end] == "The effect lasts for two weeks."
    assert found.start == start + len("A new first paragraph about pain.\n\n")


def test_what_fits_no_more_is_shown_as_orphaned_and_comes_back_with_its_claim() -> None:
    first = MACHINE[0]
    edits = [edit(EditKind.EDIT, (first,), (selection.reworded(ARTICLE, first, "Ketamine may help"),))]
    gone = editing.replay("Something else altogether.", (), edits)
    assert gone.claims == ()
    assert [one.orphaned for one in gone.edits] == [True]
    assert words(editing.replay(TEXT, MACHINE, edits))[0] == "Ketamine may help"


def test_what_the_machine_finds_by_itself_now_is_not_doubled() -> None:
    own = MACHINE[-1]
    outcome = editing.replay(TEXT, MACHINE, [edit(EditKind.ADD, (), (own,))])
    assert words(outcome) == [claim.text for claim in MACHINE]
    assert outcome.of(own.id)
    assert outcome.of(own.id).machine == (own,)


# ---------------------------------------------------------------- what cannot be done


def test_an_edit_of_a_claim_that_somebody_changed_first_names_him() -> None:
    first = MACHINE[0]
    his = edit(EditKind.DROP, (first,))
    mine = edit(EditKind.EDIT, (first,), (selection.reworded(ARTICLE, first, "Other words"),), 0)
    assert editing.overtaken([his], mine) == his
    assert editing.overtaken([], mine) is None
    assert "not stand" in editing.refusal(editing.replay(TEXT, MACHINE, [his]), mine)
    restored = edit(EditKind.RESTORE, (), (first,), 2)
    assert editing.overtaken([his, restored], mine) is None


def test_the_same_claim_twice_and_a_change_of_nothing_are_refused() -> None:
    standing = editing.replay(TEXT, MACHINE, ())
    assert "already" in editing.refusal(standing, edit(EditKind.ADD, (), (MACHINE[0],)))
    assert "Nothing" in editing.refusal(standing, edit(EditKind.EDIT, (MACHINE[0],), (MACHINE[0],)))
    twice = selection.reworded(ARTICLE, MACHINE[0], "Ketamine helps")
    assert "same" in editing.refusal(standing, edit(EditKind.SPLIT, (MACHINE[0],), (twice, twice)))


# ---------------------------------------------------------------- findings


def finding(claim: Claim) -> Finding:
    return Finding(claim, State.JUDGED, (), (nouns.judgement("11"),), nouns.verdict(Reason.DIRECT_SUPPORT, "11", supports=1))


def test_a_verdict_goes_only_with_the_words_it_was_found_for() -> None:
    first, rest = MACHINE[0], MACHINE[1:]
    recorded = [finding(claim) for claim in MACHINE]
    softer = selection.reworded(ARTICLE, first, "Ketamine may help")
    changed = selection.reread(rest[0], Kind.SAFETY)
    edits = [edit(EditKind.EDIT, (first,), (softer,)), edit(EditKind.EDIT, (rest[0],), (changed,), 2)]
    outcome = editing.replay(TEXT, MACHINE, edits)
    made = editing.findings(outcome, recorded, {})
    assert [one.state for one in made[:2]] == [State.NOT_SEARCHED, State.STALE]
    assert "Dr A" in made[0].explanation
    assert "Dr A" in made[1].explanation
    assert made[2:] == tuple(recorded[2:])
    own = finding(softer)
    assert editing.findings(outcome, recorded, {editing.said(softer): own})[0] == own
    back = [*edits, edit(EditKind.EDIT, (softer,), (first,), 3)]
    assert editing.findings(editing.replay(TEXT, MACHINE, back), recorded, {})[0].state == State.JUDGED


# ---------------------------------------------------------------- properties


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Edits as people make them: each of what stands at that moment."""
    edits: list[Edit] = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        outcome = editing.replay(TEXT, MACHINE, edits)
        standing = [one.claim for one in outcome.claims]
        fresh = f"Ketamine statement number {number}"
        kind = draw(st.sampled_from(list(EditKind)))
        if kind == EditKind.ADD:
            start = draw(st.integers(0, len(TEXT) - 12))
            if not any(sign.isalnum() for sign in TEXT[start : start + 12]):
                continue
            made = edit(kind, (), (selection.selected(ARTICLE, start, start + 12, fresh),), number)
        elif kind == EditKind.RESTORE:
            if not outcome.dropped:
                continue
            made = edit(kind, (), (draw(st.sampled_from([one.claim for one in outcome.dropped])),), number)
        elif kind == EditKind.MERGE:
            if len(standing) < 2:
                continue
            chosen = tuple(draw(st.lists(st.sampled_from(standing), min_size=2, max_size=3, unique_by=lambda claim: claim.id)))
            made = edit(kind, chosen, (selection.joined(ARTICLE, chosen, fresh),), number)
        elif not standing:
            continue
        else:
            one = draw(st.sampled_from(standing))
            after = {
                EditKind.EDIT: (selection.reworded(ARTICLE, one, fresh),),
                EditKind.SPLIT: tuple(selection.reworded(ARTICLE, one, f"{fresh}, part {part}") for part in "ab"),
                EditKind.DROP: (),
            }[kind]
            made = edit(kind, (one,), after, number)
        if not editing.refusal(outcome, made):
            assert editing.overtaken(edits, made) is None
            edits.append(made)
    return edits


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(0, 8))
def test_replay_is_one_state_and_loses_nothing(edits: list[Edit], cut: int) -> None:
    outcome = editing.replay(TEXT, MACHINE, edits)
    assert outcome == editing.replay(TEXT, MACHINE, edits)
    assert not outcome.orphans
    ids = [one.claim.id for one in outcome.claims]
    assert len(ids) == len(set(ids))
    # Every claim of the machine is there: it stands, was dropped, or is what an edit started from.
    left = set(ids) | {one.claim.id for one in outcome.dropped}
    used = {claim.id for one in outcome.edits for claim in one.before}
    assert {claim.id for claim in MACHINE} <= left | used
    assert all(0 <= one.claim.start < one.claim.end <= len(TEXT) for one in outcome.claims)
    # What was audited again after part of the history gives the same state as all of it at once.
    assert editing.replay(TEXT, claims.extract(ARTICLE), outcome.edits[:cut] + outcome.edits[cut:]) == outcome


@settings(max_examples=40, deadline=None)
@given(histories(), st.sampled_from(["", "A paragraph before all.\n\n", "Two.\n\nMore paragraphs.\n\n"]), st.booleans())
def test_in_another_version_of_the_text_every_edit_stands_or_is_an_orphan(edits: list[Edit], before: str, shorter: bool) -> None:
    other = article(before + (TEXT[: len(TEXT) // 2] if shorter else TEXT))
    outcome = editing.replay(other.text, claims.extract(other), edits)
    assert [replace(one, orphaned=False) for one in outcome.edits] == edits
    assert len({one.claim.id for one in outcome.claims}) == len(outcome.claims)
    for one in outcome.claims:
        Span(one.claim.start, one.claim.end)
        assert one.claim.end <= len(other.text)
        if not one.claim.rewritten:
            assert other.text[one.claim.start : one.claim.end] == one.claim.text
