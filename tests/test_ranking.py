"""What is read first and why: relevance to the claim, places for counter-evidence, records of one study told as such."""

from __future__ import annotations

from dataclasses import replace

import nouns
import pytest
from fakes import AT
from hypothesis import given
from hypothesis import strategies as st

from evidence import claims, ranking
from evidence.model import Author, Citation, Correction, Directness, Found, Graded, Mismatch, MismatchCode, Query, Rung, Search, Stance
from evidence.ranking import relevance
from evidence.ranking.rarity import rarity
from evidence.verdicts import CLINICAL_1, weigh

CLAIM = claims.statement("Lumoxin reduces fatigue in adults with chronic fatigue syndrome.")
TRIAL = nouns.citation("1", "Lumoxin for chronic fatigue syndrome", abstract="Lumoxin reduced fatigue in adults.", year=2010)
NAMED = nouns.citation("2", "Lumoxin for myalgic encephalomyelitis", abstract="Lumoxin reduced exhaustion in adults.", year=2012)
OTHER = nouns.citation("3", "Lumoxin for athlete's foot", abstract="Lumoxin cleared the skin.", year=2020)
APART = nouns.citation("4", "A survey of lighthouses", abstract="Lighthouses are painted white.", year=2021)


def found(rung: Rung, *citations: Citation) -> Found:
    return Found(Query("q", rung), citations, len(citations), "", "library", AT)


def search(rung: Rung, *pmids: str) -> Search:
    return Search(rung, "q", "library", AT, pmids=pmids)


def pmids(placed: tuple[ranking.Placed, ...]) -> list[str]:
    return [one.citation.pmid for one in placed]


def test_the_most_relevant_stands_first_whatever_order_it_was_found_in() -> None:
    one_way = ranking.order(CLAIM, [found(Rung.STRICT, APART, OTHER), found(Rung.BROAD, NAMED, TRIAL)])
    other_way = ranking.order(CLAIM, [found(Rung.BROAD, TRIAL, NAMED, OTHER, APART)])
    assert pmids(one_way) == pmids(other_way) == ["1", "2", "3", "4"]
    assert [one.relevance for one in one_way] == [one.relevance for one in other_way]
    assert all(0 <= one.relevance <= 1 for one in one_way)


def test_what_speaks_against_the_claim_is_as_relevant() -> None:
    against = replace(TRIAL, pmid="9", abstract="Lumoxin never reduced fatigue in adults.")
    asked = relevance.wanted(CLAIM)
    assert relevance.held(asked, against).score == pytest.approx(relevance.held(asked, TRIAL).score, abs=0.02)


def test_why_a_record_stands_where_it_does() -> None:
    first, second, *_ = ranking.order(CLAIM, [found(Rung.STRICT, TRIAL), found(Rung.COUNTER, TRIAL, NAMED, APART)])
    assert "found by the strict and counter search" in first.why
    assert "in its title" in first.why
    assert "by another name: " in second.why
    assert "found by the counter search" in second.why
    last = ranking.order(CLAIM, [found(Rung.BROAD, APART)])[0]
    assert last.why.startswith("holds 0 of the ")
    assert "not: Lumoxin, reduces, fatigue and" in last.why


def test_another_form_of_a_word_counts_in_part() -> None:
    asked = relevance.wanted(claims.statement("Mitochondrial damage."))
    exact, form, none = (
        relevance.held(asked, nouns.citation("5", title, abstract="")).score
        for title in ("Mitochondrial damage", "Mitochondrion damage", "Damage to bridges")
    )
    assert exact > form > none > 0


def test_rare_words_tell_more_than_common_ones_and_figures_little() -> None:
    assert rarity("ketamin") > rarity("patient") > 0
    assert rarity("lumoxin") >= rarity("ketamin")
    assert rarity("37") < rarity("ketamin")


def test_counter_evidence_has_places_of_its_own() -> None:
    many = [nouns.citation(str(number)) for number in range(1, 31)]
    against = [nouns.citation(str(number), "Bridges", abstract="Nothing on it.") for number in range(100, 110)]
    answers = [found(Rung.STRICT, *many), found(Rung.COUNTER, *against)]
    chosen = pmids(ranking.choose(CLAIM, answers, 20))
    assert len(chosen) == 20
    assert sum(pmid in {one.pmid for one in against} for pmid in chosen) == 5
    few = [found(Rung.STRICT, TRIAL), found(Rung.COUNTER, *against)]
    assert pmids(ranking.choose(CLAIM, few, 4))[0] == "1"
    assert len(ranking.choose(CLAIM, few, 4)) == 4, "places that nothing else wants stay with it"


@given(st.lists(st.sampled_from("12345678"), max_size=8), st.lists(st.sampled_from("56789"), max_size=5), st.integers(1, 12))
def test_never_more_than_the_limit_and_none_twice(first: list[str], against: list[str], limit: int) -> None:
    answers = [found(Rung.STRICT, *map(nouns.citation, first)), found(Rung.COUNTER, *map(nouns.citation, against))]
    chosen = pmids(ranking.choose(CLAIM, answers, limit))
    assert len(chosen) == len(set(chosen)) <= limit
    assert set(chosen) <= {*first, *against}


def test_of_equal_relevance_the_direct_and_the_higher_level_stand_first() -> None:
    twins = [replace(TRIAL, pmid=pmid) for pmid in ("11", "12", "13")]
    level_4 = Graded(nouns.judgement("0").graded.design, 4, "treatment", "made up")
    judged = [
        nouns.judgement("11", graded=level_4, year=2010),
        nouns.judgement("12", Stance.REFUTES, year=2010),
        nouns.judgement("13", year=2010, directness=Directness.INDIRECT, mismatches=(Mismatch(MismatchCode.DOSE, "1 mg", "2 mg"),)),
    ]
    told, beside = ranking.settled(CLAIM, twins, [search(Rung.STRICT, "11", "12", "13")], judged, judged)
    assert [one.pmid for one in told] == ["12", "11", "13"] == [one.pmid for one in beside]
    assert all(one.placed and one.relevance == told[0].relevance for one in told)


def test_what_a_person_added_says_so() -> None:
    told, _ = ranking.settled(CLAIM, [TRIAL], [search(Rung.STRICT)], [nouns.judgement("1")])
    assert told[0].placed.endswith("added by a person")


# ---------------------------------------------------------------- records of one study

PEOPLE = (Author("Adams", initials="A"), Author("Brown", initials="B"))
RESULT = nouns.citation("21", "Lumoxin against fatigue in adults with long illness: a randomised trial", authors=PEOPLE, year=2022,
                        abstract="In 80 patients lumoxin reduced fatigue.")


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (replace(RESULT, pmid="22", publication_types=(("D000076942", "Preprint"),), year=2021), "preprint of PMID 21"),
        (replace(RESULT, pmid="22", title=f"{RESULT.title}: study protocol", abstract="We will enrol 80 patients.", year=2019),
         "protocol of PMID 21"),
        (replace(RESULT, pmid="22", year=2021, corrections=(Correction("UpdateIn", pmid="21"),)), "older version of PMID 21"),
        (replace(RESULT, pmid="22", title="Other words", year=2021, corrections=(Correction("CorrectedandRepublishedIn", pmid="21"),)),
         "older version of PMID 21"),
        (replace(RESULT, pmid="20", year=2021), "second record of PMID 21"),
        (replace(RESULT, pmid="22", title="Rationale and design of the LUMO trial", databank_ids=(("ClinicalTrials.gov", "NCT01234567"),)),
         ""),
    ],
)  # fmt: skip
def test_records_of_one_study_are_told(other: Citation, what: str) -> None:
    assert [relation.words for relation in ranking.pairs([other, RESULT])] == ([what] if what else [])
    assert ranking.pairs([other, RESULT]) == ranking.pairs([RESULT, other])


def test_a_protocol_and_results_under_one_number_are_one_study() -> None:
    number = (("ClinicalTrials.gov", "NCT01234567"),)
    protocol = nouns.citation("30", "Rationale and design of the LUMO trial", abstract="", databank_ids=number, year=2018)
    assert [one.words for one in ranking.pairs([protocol, replace(RESULT, databank_ids=number)])] == ["protocol of PMID 21"]


@pytest.mark.parametrize(
    "other",
    [
        replace(RESULT, pmid="23", authors=(Author("Clark", initials="C"),), publication_types=(("", "Preprint"),)),
        replace(RESULT, pmid="24", title="Lumoxin against fatigue in children with short illness: a cohort", year=2021),
        replace(RESULT, pmid="25", title="Reply", year=2022),
    ],
)
def test_other_studies_stay_apart(other: Citation) -> None:
    assert ranking.pairs([RESULT, other]) == ()


def test_a_chain_of_versions_leads_to_the_newest_and_a_circle_to_nothing() -> None:
    first = replace(RESULT, pmid="31", corrections=(Correction("UpdateIn", pmid="32"),))
    second = replace(RESULT, pmid="32", corrections=(Correction("UpdateIn", pmid="33"),))
    third = replace(RESULT, pmid="33")
    assert [(one.pmid, one.of) for one in ranking.pairs([first, second, third])] == [("31", "33"), ("32", "33")]
    assert ranking.pairs([replace(first, corrections=(Correction("UpdateIn", pmid="31"),))]) == ()
    circle = replace(second, corrections=(Correction("UpdateIn", pmid="31"),))
    assert len(ranking.pairs([first, circle])) <= 1


def test_one_study_counts_once() -> None:
    both = [nouns.judgement("21"), nouns.judgement("22", same_study="preprint of PMID 21")]
    verdict = weigh(CLAIM, both, CLINICAL_1)
    assert verdict.counts.supports == 1
    assert [(one.counted, one.why_not_counted) for one in verdict.weighed] == [(True, ""), (False, "preprint of PMID 21")]
