"""The product's promise: the policy's whole truth table, what is counted, what never gives "supported", and monotonicity."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import verdicts
from evidence.model import (
    LABEL_OF,
    Certainty,
    Claim,
    Concept,
    Design,
    Directness,
    Graded,
    Judgement,
    Kind,
    Label,
    Mismatch,
    MismatchCode,
    Pico,
    PublicationStatus,
    Rationale,
    Reason,
    Stance,
    Strength,
)
from evidence.rules.comparatives import HARMS_ALONE
from evidence.rules.telling import OPENING
from evidence.verdicts import CLINICAL_1

POPULATION = Mismatch(MismatchCode.POPULATION, "ME/CFS", "bipolar disorder")
SPECIES = Mismatch(MismatchCode.SPECIES, "human", "animal")
DESIGN_AT = {1: Design.SYNTHESIS, 2: Design.RCT, 3: Design.COHORT, 4: Design.CASE_REPORT, 5: Design.OPINION}


def claim(kind: Kind = Kind.EFFICACY, certainty: Certainty = Certainty.ASSERTED) -> Claim:
    return Claim("b2:1", "Ketamine relieves fatigue.", 0, 26, kind, certainty)


def judged(
    stance: Stance = Stance.SUPPORTS,
    level: int | None = 2,
    *,
    pmid: str = "100",
    design: Design | None = None,
    mismatches: tuple[Mismatch, ...] = (),
    strength: Strength = Strength.HIGH,
    status: PublicationStatus = PublicationStatus.CURRENT,
    n: int | None = 100,
    flags: tuple[str, ...] = (),
    **more: object,
) -> Judgement:
    design = design or (Design.GUIDELINE if level is None else DESIGN_AT[level])
    return Judgement(
        pmid, stance, 0.9, strength, (Rationale(0, 5, "Words"),), Directness.INDIRECT if mismatches else Directness.DIRECT, mismatches,
        Graded(design, level, "treatment", "told", n, flags), status, "lexical-1", year=2020, **more,  # type: ignore[arg-type]
    )


S, R, N = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
FULL = judged(S, 2, pmid="1")
OVERSTATED = judged(S, 2, pmid="2", overstated="study: 1.3 %; claim: nearly 2 %")
WEAK = judged(S, 4, pmid="3")
LOWER = judged(R, 4, pmid="4")
COMPARABLE = judged(R, 2, pmid="5")
INDIRECT = judged(S, 1, pmid="6", mismatches=(POPULATION,))

# supports at the needed level | below it | refutes | indirect -> reason. Every combination is written out.
TABLE = (
    ("none", "", "none", "", "none_found"),
    ("none", "", "none", "indirect", "indirect_only"),
    ("none", "", "lower", "", "contradicted"),
    ("none", "", "lower", "indirect", "contradicted"),
    ("none", "", "comparable", "", "contradicted"),
    ("none", "", "comparable", "indirect", "contradicted"),
    ("none", "weak", "none", "", "weak_only"),
    ("none", "weak", "none", "indirect", "weak_only"),
    ("none", "weak", "lower", "", "conflicting"),
    ("none", "weak", "lower", "indirect", "conflicting"),
    ("none", "weak", "comparable", "", "conflicting"),
    ("none", "weak", "comparable", "indirect", "conflicting"),
    ("full", "", "none", "", "direct_support"),
    ("full", "", "none", "indirect", "direct_support"),
    ("full", "", "lower", "", "support_outweighs"),
    ("full", "", "lower", "indirect", "support_outweighs"),
    ("full", "", "comparable", "", "conflicting"),
    ("full", "", "comparable", "indirect", "conflicting"),
    ("full", "weak", "none", "", "direct_support"),
    ("full", "weak", "none", "indirect", "direct_support"),
    ("full", "weak", "lower", "", "support_outweighs"),
    ("full", "weak", "lower", "indirect", "support_outweighs"),
    ("full", "weak", "comparable", "", "conflicting"),
    ("full", "weak", "comparable", "indirect", "conflicting"),
    ("overstated", "", "none", "", "overstated"),
    ("overstated", "", "none", "indirect", "overstated"),
    ("overstated", "", "lower", "", "conflicting"),
    ("overstated", "", "lower", "indirect", "conflicting"),
    ("overstated", "", "comparable", "", "conflicting"),
    ("overstated", "", "comparable", "indirect", "conflicting"),
    ("overstated", "weak", "none", "", "overstated"),
    ("overstated", "weak", "none", "indirect", "overstated"),
    ("overstated", "weak", "lower", "", "conflicting"),
    ("overstated", "weak", "lower", "indirect", "conflicting"),
    ("overstated", "weak", "comparable", "", "conflicting"),
    ("overstated", "weak", "comparable", "indirect", "conflicting"),
)
PIECES = {"none": (), "": (), "full": (FULL,), "overstated": (OVERSTATED,), "weak": (WEAK,), "lower": (LOWER,),
          "comparable": (COMPARABLE,), "indirect": (INDIRECT,)}


def reason(of: Claim, *judgements: Judgement) -> Reason:
    return verdicts.weigh(of, judgements, CLINICAL_1).reason


def test_the_table_is_whole() -> None:
    cells = {row[:4] for row in TABLE}
    whole = set(itertools.product(("none", "full", "overstated"), ("", "weak"), ("none", "lower", "comparable"), ("", "indirect")))
    assert cells == whole
    assert len(TABLE) == len(cells)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(part or "0" for part in row))
def test_the_truth_table(row: tuple[str, ...]) -> None:
    pieces = [piece for name in row[:4] for piece in PIECES[name]]
    assert reason(claim(), *pieces) == row[4]
    assert reason(claim(), *reversed(pieces)) == row[4]


def test_read_without_a_stance_is_not_nothing_found() -> None:
    assert reason(claim(), judged(N)) == Reason.NO_STANCE
    assert reason(claim(), judged(S, strength=Strength.LOW)) == Reason.NO_STANCE
    assert reason(claim(), judged(S, status=PublicationStatus.RETRACTED)) == Reason.NO_STANCE


# kind -> the levels (1-5) of one direct supporting study that give "supported".
NEEDED = (
    (Kind.EFFICACY, (1, 2, 3)),
    (Kind.ONSET, (1, 2, 3)),
    (Kind.COMPARISON, (1, 2, 3)),
    (Kind.SAFETY, (1, 2, 3, 4)),
    (Kind.PREVALENCE, (1, 2, 3, 4)),
    (Kind.SYMPTOM, (1, 2, 3, 4)),
    (Kind.RISK_FACTOR, (1, 2, 3, 4)),
    (Kind.MECHANISM, (1, 2, 3, 4, 5)),
    (Kind.PHARMACOKINETICS, (1, 2, 3, 4, 5)),
    (Kind.REGULATORY, (1,)),
    (Kind.PROMOTIONAL, (1,)),
    (Kind.TESTIMONIAL, (1,)),
)


def test_every_kind_has_its_needed_level() -> None:
    assert {kind for kind, _ in NEEDED} == set(Kind)


@pytest.mark.parametrize(("kind", "levels"), NEEDED, ids=lambda value: value.value if isinstance(value, Kind) else "")
def test_the_level_that_a_kind_needs(kind: Kind, levels: tuple[int, ...]) -> None:
    for level in range(1, 6):
        expected = Label.SUPPORTED if level in levels else Label.MIXED
        assert verdicts.weigh(claim(kind), (judged(S, level),), CLINICAL_1).label == expected, level


@pytest.mark.parametrize("kind", [Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON, Kind.SAFETY])
@pytest.mark.parametrize(("design", "level", "flags"), [
    (Design.PRECLINICAL, 5, ()), (Design.OPINION, 5, ("narrative review",)), (Design.CASE_REPORT, 4, ("n of 1",)),
    (Design.GUIDELINE, None, ()),
])
def test_the_ceiling_over_a_benefit_to_people(kind: Kind, design: Design, level: int | None, flags: tuple[str, ...]) -> None:
    assert reason(claim(kind), judged(S, level, design=design, flags=flags)) == Reason.WEAK_ONLY


def test_preclinical_evidence_alone_is_weak_for_a_mechanism_and_indirect_for_a_benefit() -> None:
    animal = judged(S, 5, design=Design.PRECLINICAL, mismatches=(SPECIES,))
    assert reason(claim(Kind.MECHANISM), animal) == Reason.WEAK_ONLY
    assert reason(claim(Kind.EFFICACY), animal) == Reason.INDIRECT_ONLY
    assert reason(claim(Kind.MECHANISM), dataclasses.replace(animal, mismatches=(SPECIES, POPULATION))) == Reason.INDIRECT_ONLY


def test_a_guideline_settles_a_definition_and_nothing_else() -> None:
    assert reason(claim(Kind.SYMPTOM), judged(S, None)) == Reason.DIRECT_SUPPORT
    assert reason(claim(Kind.RISK_FACTOR), judged(S, None)) == Reason.WEAK_ONLY


@pytest.mark.parametrize(("judgement", "why"), [
    (judged(S, status=PublicationStatus.RETRACTED), "retracted"),
    (judged(S, None, design=Design.PROTOCOL), "protocol, no results"),
    (judged(S, None, design=Design.NOTICE), "a notice about another paper"),
    (judged(S, 5, flags=("editorial",)), "editorial"),
    (judged(S, 5, flags=("comment",)), "comment"),
    (judged(S, 5, flags=("news",)), "news"),
    (judged(S, strength=Strength.LOW), "tentative: for a person to look at"),
    (judged(N), "takes no stand"),
])
def test_what_is_not_counted_says_why(judgement: Judgement, why: str) -> None:
    verdict = verdicts.weigh(claim(), (judgement,), CLINICAL_1)
    assert verdict.weighed[0].why_not_counted == why
    assert not verdict.weighed[0].counted
    assert (verdict.counts.neutral, verdict.counts.excluded) == ((1, 0) if why == "takes no stand" else (0, 1))


def test_firm_means_medium_or_high() -> None:
    assert reason(claim(), judged(S, strength=Strength.MEDIUM)) == Reason.DIRECT_SUPPORT


def test_a_concern_lowers_the_level_by_one_and_is_told() -> None:
    concern = judged(S, 3, status=PublicationStatus.CONCERN)
    verdict = verdicts.weigh(claim(), (concern,), CLINICAL_1)
    assert verdict.reason == Reason.WEAK_ONLY
    assert verdict.best_level == 4
    assert "expression of concern" in verdict.explanation


def test_an_unknown_status_counts() -> None:
    assert reason(claim(), judged(S, status=PublicationStatus.UNKNOWN)) == Reason.DIRECT_SUPPORT


def test_some_studies_show_is_satisfied_by_one_direct_study() -> None:
    existential = claim(certainty=Certainty.EXISTENTIAL)
    assert reason(existential, judged(S, 4)) == Reason.DIRECT_SUPPORT
    assert reason(existential, judged(S, 4), judged(R, 1)) == Reason.SUPPORT_OUTWEIGHS
    assert reason(existential, judged(S, 5)) == Reason.WEAK_ONLY
    assert reason(existential, judged(S, 1, mismatches=(POPULATION,))) == Reason.INDIRECT_ONLY


def test_a_small_null_cannot_alone_outweigh_a_larger_study_of_equal_design() -> None:
    null = judged(R, 2, pmid="7", n=10, underpowered=True)
    assert reason(claim(), judged(S, 2, n=60), null) == Reason.SUPPORT_OUTWEIGHS
    assert reason(claim(), judged(S, 2, n=8), null) == Reason.CONFLICTING
    assert reason(claim(), judged(S, 3, n=60), null) == Reason.CONFLICTING
    assert reason(claim(), judged(S, 2, n=60), null, COMPARABLE) == Reason.CONFLICTING
    assert reason(claim(), null) == Reason.CONTRADICTED
    assert "a null result in few people" in verdicts.weigh(claim(), (null,), CLINICAL_1).explanation


def test_an_overstated_number_yields_to_a_study_that_gives_the_full_one() -> None:
    assert reason(claim(), FULL, OVERSTATED) == Reason.DIRECT_SUPPORT
    assert reason(claim(), FULL, judged(S, 1, overstated="study: 1 %")) == Reason.OVERSTATED


def test_no_vote_counting() -> None:
    weak = tuple(judged(S, 4, pmid=str(number)) for number in range(10, 20))
    assert reason(claim(), *weak, COMPARABLE) == Reason.CONFLICTING
    against = tuple(judged(R, 4, pmid=str(number)) for number in range(10, 20))
    assert reason(claim(), *against, FULL) == Reason.SUPPORT_OUTWEIGHS


def test_a_failed_search_never_reads_as_unsourced() -> None:
    with pytest.raises(ValueError, match="search_failed"):
        verdicts.weigh(claim(), (), CLINICAL_1, failed=True)
    verdict = verdicts.weigh(claim(), (FULL,), CLINICAL_1, failed=True)
    assert "At least one search failed" in verdict.explanation


def test_the_paragraph_names_counts_level_scope_date_and_source() -> None:
    verdict = verdicts.weigh(
        claim(), (FULL, COMPARABLE, INDIRECT, judged(N, pmid="8"), judged(S, pmid="9", status=PublicationStatus.RETRACTED)), CLINICAL_1,
        searched_at="2026-11-22T09:30:00Z", source="library",
    )
    assert verdict.explanation == (
        "Mixed: direct evidence speaks on both sides. "
        "Search of 22 Nov 2026, local library: 5 read; 2 support, 1 refutes, 1 takes no stand, 1 not counted. "
        "Best direct support: randomised trial (PMID 1, 2020, n = 100, level 2). "
        "Against it: randomised trial (PMID 5, 2020, n = 100, level 2). "
        "1 of those that take a stand is indirect: population (bipolar disorder, not ME/CFS). "
        "Not counted: PMID 9 (retracted). "
        "A refutation found by the machine is for a person to check."
    )
    assert verdict.best_level == 2
    assert verdict.policy == "clinical-1"


@pytest.mark.parametrize("case", list(Reason))
def test_every_reason_opens_with_its_label(case: Reason) -> None:
    assert OPENING[case].casefold().startswith(LABEL_OF[case].value)


def test_nothing_found_is_dated() -> None:
    verdict = verdicts.weigh(claim(), (), CLINICAL_1, searched_at="2026-01-05T00:00:00Z", source="pubmed")
    assert verdict.explanation.endswith(" found no citation on the claim. Search of 5 Jan 2026, PubMed: nothing found.")


def test_the_policy_is_frozen_under_its_name() -> None:
    assert verdicts.POLICIES == {"clinical-1": CLINICAL_1}
    with pytest.raises(dataclasses.FrozenInstanceError):
        CLINICAL_1.existential = 5  # type: ignore[misc]


# ---------------------------------------------------------------- monotonicity

KINDS = st.sampled_from([Kind.EFFICACY, Kind.SAFETY, Kind.PREVALENCE, Kind.SYMPTOM, Kind.RISK_FACTOR, Kind.MECHANISM])
CLAIMS = st.builds(claim, KINDS, st.sampled_from([Certainty.ASSERTED, Certainty.POSSIBLE, Certainty.EXISTENTIAL]))


@st.composite
def judgements(draw: st.DrawFn, stances: tuple[Stance, ...] = (S, R, N), *, plain: bool = False) -> Judgement:
    return judged(
        draw(st.sampled_from(stances)),
        draw(st.sampled_from([1, 2, 3, 4, 5, None])),
        pmid=str(draw(st.integers(1, 10**6))),
        mismatches=draw(st.sampled_from([(), (), (POPULATION,), (SPECIES,)])),
        strength=draw(st.sampled_from(list(Strength))),
        status=draw(st.sampled_from([PublicationStatus.CURRENT, PublicationStatus.CONCERN, PublicationStatus.RETRACTED])),
        n=draw(st.sampled_from([None, 8, 25, 200])),
        overstated="" if plain else draw(st.sampled_from(["", "study: 1 %"])),
        underpowered=draw(st.booleans()),
    )


SETS = st.lists(judgements(), max_size=6)


@given(CLAIMS, SETS, st.randoms())
def test_the_order_of_citations_changes_no_verdict(of: Claim, found: list[Judgement], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reason(of, *found) == reason(of, *shuffled)


@given(CLAIMS, SETS, judgements((R,)))
def test_a_refutation_never_makes_a_claim_supported(of: Claim, found: list[Judgement], more: Judgement) -> None:
    before, after = (verdicts.weigh(of, items, CLINICAL_1).label for items in (found, [*found, more]))
    assert after != Label.SUPPORTED or before == Label.SUPPORTED


@given(CLAIMS, SETS, judgements((S,), plain=True))
def test_support_never_takes_supported_away(of: Claim, found: list[Judgement], more: Judgement) -> None:
    before, after = (verdicts.weigh(of, items, CLINICAL_1).label for items in (found, [*found, more]))
    assert before != Label.SUPPORTED or after == Label.SUPPORTED
    assert before != Label.MIXED or after != Label.UNSOURCED


@given(CLAIMS, SETS, judgements((N,)))
def test_a_neutral_citation_changes_nothing_but_nothing_found(of: Claim, found: list[Judgement], more: Judgement) -> None:
    before, after = reason(of, *found), reason(of, *found, more)
    assert after == (Reason.NO_STANCE if before == Reason.NONE_FOUND else before)


@given(CLAIMS, SETS, judgements((S, R)))
def test_a_tentative_or_retracted_stance_changes_no_label(of: Claim, found: list[Judgement], more: Judgement) -> None:
    for uncounted in (dataclasses.replace(more, strength=Strength.LOW), dataclasses.replace(more, status=PublicationStatus.RETRACTED)):
        before, after = reason(of, *found), reason(of, *found, uncounted)
        assert after == (Reason.NO_STANCE if before == Reason.NONE_FOUND else before)


@given(CLAIMS, SETS)
def test_the_counts_add_up_and_supported_rests_on_direct_human_support(of: Claim, found: list[Judgement]) -> None:
    verdict = verdicts.weigh(of, found, CLINICAL_1)
    counts = verdict.counts
    assert counts.supports + counts.refutes + counts.neutral + counts.excluded == len(found) == len(verdict.weighed)
    if verdict.label == Label.SUPPORTED:
        assert any(item.stance == S and item.directness == Directness.DIRECT and item.strength != Strength.LOW for item in found)
    if verdict.label == Label.UNSOURCED:
        assert counts.supports == counts.refutes == 0


# ---------------------------------------------------------------- what a claim leaves open, and what carries no benefit


def compared(text: str, kind: Kind = Kind.SAFETY, **parts: object) -> Claim:
    return Claim("b2:2", text, 0, len(text), kind, pico=Pico(**parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (compared("Ketamine has fewer side effects."), False),
        (compared("Ketamine is superior.", Kind.COMPARISON), False),
        (compared("Ketamine works faster.", Kind.ONSET), False),
        (compared("Ketamine has fewer side effects than electroconvulsive therapy."), True),
        (compared("Ketamine has fewer side effects.", comparator=(Concept("", "tablets", "tablets"),)), True),
        (compared("Intravenous ketamine has fewer side effects.", route="intravenous", comparator_route="oral"), True),
        (compared("Ketamine causes nausea."), True),
        (compared("Ketamine gives better sleep.", Kind.EFFICACY), True),
    ],
)
def test_a_comparison_with_nothing_is_never_refuted_for_sure(said: Claim, counted: bool) -> None:
    verdict = verdicts.weigh(said, [judged(R, 2)], CLINICAL_1)
    assert verdict.weighed[0].counted is counted
    assert (verdict.reason == Reason.CONTRADICTED) is counted
    assert counted or "does not say with what" in verdict.weighed[0].why_not_counted
    assert verdicts.weigh(said, [judged(S, 2)], CLINICAL_1).counts.supports == 1


def test_a_finding_on_harms_carries_no_benefit() -> None:
    harms = judged(S, 1, mismatches=(Mismatch(MismatchCode.OUTCOME, "Depression", HARMS_ALONE),))
    verdict = verdicts.weigh(claim(), [harms], CLINICAL_1)
    assert (verdict.counts.supports, verdict.counts.excluded, verdict.reason) == (0, 1, Reason.NO_STANCE)


def test_animals_of_a_high_level_are_weak_evidence_on_mechanism() -> None:
    verdict = verdicts.weigh(claim(Kind.MECHANISM), [judged(S, 1, mismatches=(SPECIES,))], CLINICAL_1)
    assert verdict.reason == Reason.WEAK_ONLY
