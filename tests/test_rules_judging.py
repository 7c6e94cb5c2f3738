"""Every row of the tables behind designs, directions, assertion, outcomes and frames shows what it catches and what it lets go."""
# ruff: noqa: E501 - an example is a line

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from evidence import text
from evidence.model import Design, Kind
from evidence.rules import antonyms, assertion, designs, directions, frames, outcomes
from evidence.rules.cue import Cue, one_of

EXAMPLES: dict[str, dict[str, tuple[str, str]]] = {
    "designs.BY_WORDS": {
        "notice": ("Correction: A trial of rest.", "A correction of posture."),
        "protocol": ("Study protocol for a trial of rest.", "Patients kept to the protocols."),
        "meta-analysis": ("A meta-analysis of nine trials.", "A metabolic analysis."),
        "systematic review": ("We systematically reviewed the trials.", "A review of the chart."),
        "mendelian": ("A two-sample Mendelian randomization of rest.", "Mendelian inheritance of gout."),
        "randomised": ("Adults were randomly assigned to rest.", "A non-randomised comparison."),
        "double-blind": ("A placebo-controlled study.", "A blind spot."),
        "guideline": ("A clinical guideline for rest.", "We kept to the guide."),
        "controlled": ("A quasi-experimental study.", "Blood pressure was controlled."),
        "case report": ("A case report of rest.", "In this case we rest."),
        "single arm": ("An open-label trial of rest.", "An open question."),
        "case-control": ("Fifty patients and 20 healthy controls.", "The controls of the machine."),
        "cross-sectional": ("A cross-sectional questionnaire.", "A cross section of tissue."),
        "cohort": ("A prospective study over two years.", "A prospect of rest."),
        "hypothesis": ("A narrative review of rest.", "Patients reviewed their diaries."),
    },
    "designs.POOLED": {
        "of randomised trials": ("A meta-analysis of 24 RCTs.", "A meta-analysis of 24 studies."),
        "of observational studies": ("A review of 15 case-control studies.", "A review of 15 studies."),
    },
    "designs.HOW_MANY": {
        "total": ("We enrolled 120 adults with gout.", "We enrolled adults in 2019."),
        "total n": ("All were asked (N = 412).", "Sodium (Na) was 140."),
        "people": ("In 48 adult patients pain fell.", "In 2019 patients were few."),
        "n of a group": ("The zinc group (n = 17) rested.", "The nth patient."),
    },
    "directions.UP": {
        "increase": ("Pain increased.", "Pain was in a crease."),
        "raise": ("Zinc raises scores.", "The finding raises concern."),
        "elevate": ("Elevated scores.", "They took the elevator."),
        "higher": ("Scores were higher.", "The high road."),
        "enhance": ("Sleep enhances memory.", "By chance."),
        "promote": ("Rest promotes growth.", "A prompt reply."),
        "activate": ("Zinc activates the enzyme.", "An active group."),
        "accelerate": ("Rest accelerates healing.", "A celery stick."),
        "gain": ("They gained weight.", "Again they fell."),
        "commoner": ("It is more common in winter.", "A common cold."),
    },
    "directions.CAUSE": {
        "cause": ("Zinc leads to pain.", "The lead author."),
        "precede": ("Infection preceded fatigue.", "In the proceedings."),
    },
    "directions.DOWN": {
        "decrease": ("Pain decreased.", "At the crease."),
        "reduce": ("Zinc reduces pain.", "A red uce."),
        "lower": ("Scores were lower.", "The low road."),
        "fall": ("Scores fell.", "A felt hat."),
        "suppress": ("Zinc inhibits the enzyme.", "The inhibitor was stored."),
        "down-regulate": ("The gene was down-regulated.", "It is regulated."),
        "attenuate": ("Rest attenuates pain.", "Our view is limited by the sample."),
        "prevent": ("Zinc prevents colds.", "In the event of colds."),
        "lose": ("They lost weight.", "It was lost to follow-up."),
        "rarer": ("Colds are less likely.", "A rare disease."),
    },
    "directions.BETTER": {
        "improve": ("Sleep improved.", "An improvised bed."),
        "relieve": ("Zinc relieves pain.", "We believe it."),
        "benefit": ("Rest benefits patients.", "A fit patient."),
        "effective": ("Rest is effective.", "Rest is not effective."),
        "superior": ("Rest was superior.", "The super market."),
        "protect": ("Zinc protects cells.", "A project."),
        "recover": ("They recovered.", "A cover letter."),
        "promising": ("A promising drug.", "A compromise."),
    },
    "directions.WORSE": {
        "worsen": ("Pain worsened.", "A sworn statement."),
        "impair": ("Zinc impairs memory.", "A pair of socks."),
        "adverse": ("Adverse events occurred.", "A hazard ratio of 1."),
        "inferior": ("It was inferior.", "It was non-inferior."),
        "fail": ("The drug failed.", "We failed to reject it."),
    },
    "directions.NULL": {
        "no difference": ("There was no significant difference.", "There was a difference."),
        "did not differ": ("Scores did not change.", "Scores changed."),
        "not significant": ("The fall was not significant.", "The fall was significant."),
        "similar": ("Both were comparable.", "Both were compared."),
        "p above 0.05": ("Pain fell (p = 0.21).", "Pain fell (p = 0.01)."),
        "vanished": ("The effect vanished.", "The varnish dried."),
    },
    "directions.SIGNIFICANT": {
        "significant": ("A significant fall.", "A not significant fall."),
        "p below 0.05": ("Pain fell (p < 0.001).", "Pain fell (p = 0.21)."),
    },
    "directions.LINK": {"association": ("Sleep was associated with mood.", "The society met.")},
    "assertion.NEGATION": {
        "not": ("It does not help.", "A knot in the rope."),
        "n't": ("It doesn't help.", "The tent is dry."),
        "no": ("No pain was felt.", "There is no doubt of it."),
        "without": ("They slept without pain.", "With pain."),
        "un-": ("It is unrelated.", "It is related."),
        "rather than": ("Rest rather than work.", "Rather good."),
        "dispensable": ("The gene is dispensable.", "A dispenser."),
    },
    "assertion.HEDGE": {
        "may": ("It may help.", "In the month of June."),
        "suggest": ("Our data suggest it.", "The digest of it."),
        "hypothesis": ("We propose a role.", "On purpose."),
    },
    "assertion.UNSETTLED": {
        "unclear": ("The cause is unclear.", "The cause is clear."),
        "more research": ("Further studies are needed.", "Earlier studies were large."),
        "insufficient": ("There is insufficient evidence.", "There is evidence."),
    },
    "assertion.COMPARED": {
        "than": ("Better than rest.", "Then rest."),
        "compared with": ("Compared with rest.", "A compass."),
    },
    "assertion.AIM_OR_METHOD": {
        "we aimed": ("We aimed to assess rest.", "We found that rest helps."),
        "we investigated whether": ("We tested whether rest helps.", "The test was positive."),
        "to determine": ("To determine the effect of rest.", "Rest helps to determine mood."),
        "were assigned": ("Forty patients were randomly assigned to rest.", "Scores were higher."),
        "we used": ("We recruited 40 adults.", "We found a fall."),
        "registered": ("Registered at ClinicalTrials.gov.", "The register was full."),
    },
    "assertion.FINDING": {
        "we found": ("We found that rest helps.", "We rested."),
        "in conclusion": ("In conclusion, rest helps.", "The conclusion is far."),
    },
    "outcomes.OUTCOMES": {
        "fatigue scales": ("The MFIS fell.", "The scales fell."),
        "depression scales": ("MADRS scores fell.", "The mad doctor."),
        "pain scales": ("Pain scores fell.", "Scores fell."),
        "sleep scales": ("The PSQI fell.", "Sleep fell."),
        "function scales": ("SF-36 rose.", "36 rose."),
        "fatigue": ("Fatigue fell.", "Fat fell."),
        "pain": ("Headache eased.", "The head of it."),
        "depression": ("Anxiety fell.", "The press."),
        "death": ("Mortality fell.", "More fell."),
        "disease": ("Infections fell.", "It affects."),
        "harm": ("Adverse events were few.", "Events were few."),
        "risk": ("The risk fell.", "A risk factor."),
        "survival": ("Survival rose.", "A survey."),
        "quality of life": ("Quality of life rose.", "The quality."),
        "function": ("Memory improved.", "A memo."),
        "benefit": ("Efficacy was shown.", "A fit."),
    },
    "frames.OF_THE_POPULATION": {"prevalence": ("The prevalence was 2%.", "Pain fell by 2%.")},
    "frames.OPEN": {
        "plans": ("It plans to enrol 110.", "A plane landed."),
        "proposes": ("The paper proposes a link.", "On purpose."),
        "open": ("The cause is unknown.", "Groups: viral, none and unknown."),
    },
    "frames.DENYING": {"not": ("Not by stress.", "No less than 10%.")},
}
TABLES: dict[str, Iterable[Cue]] = {
    name: getattr({"designs": designs, "directions": directions, "assertion": assertion, "outcomes": outcomes, "frames": frames}[name.split(".")[0]], name.split(".")[1])
    for name in EXAMPLES
}
ROWS = [(table, cue) for table, cues in TABLES.items() for cue in cues]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_has_a_line_and_every_line_a_row(table: str) -> None:
    assert [cue.name for cue in TABLES[table]] == list(EXAMPLES[table])


@pytest.mark.parametrize(("table", "cue"), ROWS, ids=lambda value: value if isinstance(value, str) else value.name)
def test_a_row_catches_and_lets_go(table: str, cue: Cue) -> None:
    catches, lets_go = EXAMPLES[table][cue.name]
    normal = (lambda words: words) if table.startswith("designs") or table.startswith("assertion.AIM") else text.normal
    assert cue.found.search(normal(catches)), catches
    assert not cue.found.search(normal(lets_go)), lets_go


@pytest.mark.parametrize(("table", "cue"), [row for row in ROWS if row[1].hints], ids=lambda value: value if isinstance(value, str) else value.name)
def test_hints_never_hide_a_match(table: str, cue: Cue) -> None:
    for line in EXAMPLES[table][cue.name]:
        assert bool(cue.search(line, line.casefold())) == bool(cue.found.search(line))


# label -> the role it opens; the second of each pair is no label of this kind.
SECTIONS = {
    "mixed sections": ("METHODS AND FINDINGS", "METHODS"),
    "background": ("BACKGROUND", "GROUND"),
    "aim": ("OBJECTIVE", "OBJECT"),
    "method": ("STUDY DESIGN", "DESIGNER"),
    "result": ("RESULTS", "RESULTING"),
    "conclusion": ("CONCLUSIONS AND RELEVANCE", "CONCLUDING"),
}


def test_every_section_label_opens_its_role() -> None:
    assert [cue.name for cue in assertion.SECTIONS] == list(SECTIONS)
    for cue in assertion.SECTIONS:
        label, other = SECTIONS[cue.name]
        assert re.fullmatch(cue.pattern, label, re.IGNORECASE)
        assert not re.fullmatch(cue.pattern, other, re.IGNORECASE)


SINGLE = {
    designs.NOT_THIS_STUDY: ("Further randomised trials are needed.", "In this trial pain fell."),
    designs.ANIMALS: ("Rats slept.", "Ratings fell."),
    designs.LABORATORY: ("Cultured liver cells grew.", "A cellar."),
    designs.PEOPLE: ("Women slept.", "Wombats slept."),
    designs.POPULATION_SAMPLE: ("A national survey.", "An international fair."),
    designs.INCEPTION: ("Patients with acute Q fever.", "Patients with Q fever."),
    designs.SINGLE_CASE: ("A 34-year-old man.", "Two cases."),
    designs.EQUIVALENCE: ("A non-inferiority trial.", "An inferior trial."),
    designs.PILOT: ("A pilot trial.", "A trial."),
    frames.PER_MANY: ("235 per 100,000 adults.", "235 of 400 adults."),
    frames.INTERVAL: (" CI 0.1", " of all"),
    frames.MORE_OFTEN: ("More often women.", "Often women."),
    frames.LESS_OFTEN: ("Less often men.", "Lesson one."),
    frames.RATIO: ("A sex ratio of 2:1.", "A ration."),
    frames.AFTER: ("Six months after mononucleosis.", "Pain and fatigue."),
    frames.MOST: ("The highest share.", "High shares."),
    frames.LEAST: ("The lowest share.", "Low shares."),
    frames.ON_HARMS: ("Fewest adverse effects.", "The effect."),
    frames.DAY_NUMBER: ("at day 28", "28 days later"),
}


@pytest.mark.parametrize("cue", list(SINGLE), ids=lambda cue: cue.name)
def test_a_single_rule_catches_and_lets_go(cue: Cue) -> None:
    catches, lets_go = SINGLE[cue]
    assert cue.found.search(catches)
    assert not cue.found.search(lets_go)


def test_a_table_as_one_pattern_catches_what_its_rows_catch() -> None:
    both = one_of(directions.DOWN)
    assert all(both.search(text.normal(EXAMPLES["directions.DOWN"][cue.name][0])) for cue in directions.DOWN)


def test_what_words_say_are_designs() -> None:
    assert {Design(cue.says) for cue in designs.BY_WORDS} <= set(Design)
    assert {design for _, design in (*designs.BY_TYPE, *designs.BY_TYPE_LAST, *designs.BY_MESH)} <= set(Design)


def test_every_kind_has_a_row_and_every_row_a_level_for_each_design() -> None:
    assert set(designs.ROW) == set(Kind)
    for row in designs.ROW.values():
        assert set(designs.LEVEL[row]) == set(Design)


def test_outcomes_name_their_source_and_their_side() -> None:
    assert {cue.says for cue in outcomes.OUTCOMES} == {"good", "bad"}
    assert all(cue.source for cue in outcomes.OUTCOMES)


def test_antonyms_are_pairs_of_stems() -> None:
    assert len(set(antonyms.PAIRS)) == len(antonyms.PAIRS)
    assert all(a != b and a == a.casefold() for a, b in antonyms.PAIRS)
