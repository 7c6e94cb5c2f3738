"""What a statement and a study are about: roles, routes, doses, numbers, people; every table row shows what it catches and lets go."""
# ruff: noqa: E501 - an example is a line

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import mesh, pico
from evidence.model import Article, Citation, Concept, MeshTerm, Passage, PassageKind, StarterNote
from evidence.rules import people, roles, routes, units


def named(concepts: tuple[Concept, ...]) -> list[str]:
    return [concept.name for concept in concepts]


STATEMENTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("Vitamin D prevents falls in older adults.", {"intervention": ["Vitamin D"], "outcome": ["Accidental Falls"], "population": ["Aged"]}),
    ("Probiotics may ease bloating in people with IBS.",
     {"intervention": ["Probiotics"], "outcome": ["Flatulence"], "population": ["Irritable Bowel Syndrome"]}),
    ("Smoking causes lung cancer.", {"intervention": ["Smoking"], "outcome": ["Lung Neoplasms"], "population": []}),
    ("Migraine can be triggered by stress.", {"population": ["Migraine Disorders"], "intervention": ["Stress, Psychological"]}),
    ("The symptoms of lupus include fatigue.", {"population": ["Lupus Erythematosus, Systemic"], "outcome": ["Fatigue"]}),
    ("Turmeric is as effective as ibuprofen for knee osteoarthritis.",
     {"intervention": ["Curcuma"], "comparator": ["Ibuprofen"], "population": ["Osteoarthritis, Knee"]}),
    ("Zolandrine improves sleep in adults.", {"intervention": ["zolandrine"], "outcome": ["Sleep"]}),
    ("It improves sleep.", {"intervention": [], "outcome": ["Sleep"]}),
    ("Fatigue in multiple sclerosis responds to exercise.", {"population": ["Multiple Sclerosis"], "intervention": ["Exercise"]}),
    ("Multiple sclerosis fatigue is common.", {"population": ["Multiple Sclerosis"], "outcome": ["Fatigue"]}),
    ("Exercise was compared with placebo.", {"intervention": ["Exercise"], "comparator": ["Placebos"]}),
)


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_roles(text: str, expected: dict[str, list[str]]) -> None:
    found = pico.of_text(text)
    assert {part: named(getattr(found, part)) for part in expected} == expected


def test_same_substance_by_two_routes() -> None:
    found = pico.of_text("IV lidocaine is better than oral lidocaine for pain.")
    assert (found.route, found.comparator_route) == ("intravenous", "oral")
    assert named(found.intervention) == named(found.comparator) == ["Lidocaine"]


def test_context_fills_only_what_is_missing() -> None:
    found = pico.of_text("Headaches", "The symptoms of lupus can include")
    assert named(found.population) == ["Lupus Erythematosus, Systemic"]
    assert named(found.outcome) == ["Headache"]


def test_abbreviations_of_the_article_are_used() -> None:
    known = dict(pico.abbreviations("Restless legs syndrome (RLS) is common. The Sleep Habit Score (SHS) rose. It fell (see Box A)."))
    assert known["RLS"].name == "Restless Legs Syndrome"
    assert known["SHS"].words == "Sleep Habit Score"
    assert set(known) == {"RLS", "SHS"}
    assert named(pico.of_text("Iron helps people with RLS.", abbreviations=known).population) == ["Restless Legs Syndrome"]


@pytest.mark.parametrize(
    ("words", "value", "unit", "low", "high"),
    [
        ("Nearly 2% of the population", 2, "%", 1.6, 2.04),
        ("around 30%", 30, "%", 24, 36),
        ("over 800,000 followers", 800_000, "", 800_000, 8_000_000),
        ("1 in 10 patients", 10, "%", 9.5, 10.5),
        ("20-30%", 25, "%", 20, 30),
        ("two thirds of them", 66.666667, "%", 63.333333, 70),
        ("100% bioavailability", 100, "%", 95, 100),
        ("up to 40 percent", 40, "%", 0, 40),
        ("at least 5 million Americans", 5e6, "n", 5e6, 5e7),
        ("within 24 hours", 24, "hours", 0, 24),
    ],
)
def test_quantities(words: str, value: float, unit: str, low: float, high: float) -> None:
    (found,) = pico.quantities(words)
    assert (found.value, found.unit, found.low, found.high) == (value, unit, low, high)
    assert words[found.start : found.end] == found.words


@pytest.mark.parametrize("words", ["type 2 diabetes", "in 2019", "one of the best", "COVID-19", "p < 0.05", "vitamin B12", "omega-3"])
def test_numbers_that_are_no_amounts(words: str) -> None:
    assert pico.quantities(words) == ()


UNIT_EXAMPLES = {
    "mg/kg": "0.5 mg/kg", "mcg/kg": "5 mcg/kg", "mg/dl": "12 mg/dL", "mmol/l": "2 mmol/l", "ng/ml": "20 ng/mL", "nmol/l": "50 nmol/L",
    "mm Hg": "5 mm Hg", "g": "2 g", "mg": "40 milligrams", "mcg": "100 µg", "ml": "5 mL", "IU": "800 IU", "CFU": "10 billion CFU", "%": "3 percent",
    "percentage points": "2 percentage points", "points": "4 points", "times": "3 times", "minutes": "40 minutes", "hours": "2 hours", "days": "3 days",
    "weeks": "6 wks", "months": "2 months", "years": "5 years", "years of age": "50 years old", "cm": "2 cm", "kg": "5 kg", "lb": "10 pounds",
    "kcal": "200 calories", "n": "30 patients",
}  # fmt: skip


def test_every_unit_has_an_example() -> None:
    assert set(UNIT_EXAMPLES) == {unit.name for unit in units.UNITS}
    for name, words in UNIT_EXAMPLES.items():
        assert [q.unit for q in pico.quantities(words)] == [name], words
    assert pico.quantities("4 gadgets")[0].unit == ""


def test_every_tolerance_has_an_example() -> None:
    examples = ("nearly 50%", "about 50%", "over 50%", "up to 50%", "exactly 50%")
    assert len(examples) == len(units.TOLERANCES)
    for row, words in zip(units.TOLERANCES, examples, strict=True):
        (found,) = pico.quantities(words)
        assert found.low == pytest.approx(50 * row.low)
        assert found.high == pytest.approx(min(50 * row.high, 100))
        assert found.words == words


def test_doses_and_regimens() -> None:
    dose = pico.dose("given 0.5 mg/kg over 40 minutes")
    assert dose is not None
    assert (dose.value, dose.unit, dose.high) == (0.5, "mg/kg", None)
    ranged = pico.dose("40 to 60 mg daily")
    assert ranged is not None
    assert (ranged.value, ranged.high) == (40, 60)
    assert pico.dose("over 40 minutes") is None
    assert pico.regimen("a single infusion") == "single"
    assert pico.regimen("a series of six infusions") == "series"
    assert pico.regimen("a single dose or repeated doses") == ""


ROUTE_EXAMPLES = {
    "intravenous": ("IV ketamine", "type IV allergy"), "intramuscular": ("an IM shot", "I'm sure"), "intranasal": ("a nasal spray", "in the nose bone"),
    "sublingual": ("held under the tongue", "tongue cancer"), "buccal": ("buccal film", "the cheek"), "oral": ("oral ketamine", "oral health"),
    "subcutaneous": ("injected under the skin", "skin care"), "epidural": ("epidural steroids", "epidural hematoma"), "intrathecal": ("intrathecal pump", "spine"),
    "intra-articular": ("knee injections", "knee pain"), "transdermal": ("a skin patch", "a patch of hair"), "topical": ("topical lidocaine", "a hot topic"),
    "inhaled": ("inhaled budesonide", "take a breath"), "rectal": ("a rectal suppository", "rectal cancer"), "vaginal": ("vaginal estrogen", "vaginal birth"),
}  # fmt: skip


def test_every_route_catches_and_lets_go() -> None:
    assert set(ROUTE_EXAMPLES) == {row.name for row in routes.ROUTES}
    for name, (caught, let_go) in ROUTE_EXAMPLES.items():
        assert pico.route(caught) == name
        assert pico.route(let_go) != name
    for row in routes.ROUTES:
        assert mesh.vocabulary().heading(row.heading) is not None, row
    assert pico.route("a ketamine infusion") == "intravenous"
    assert pico.route("an infusion under the skin") == "subcutaneous"  # strong beats weak
    assert pico.route("a daily capsule") == "oral"


GROUP_EXAMPLES = {
    "Infant, Newborn": "preterm babies", "Infant": "infants", "Child, Preschool": "toddlers", "Child": "children", "Adolescent": "teens",
    "Aged, 80 and over": "people over 80", "Aged": "older adults", "Middle Aged": "middle-aged men", "Adult": "adults", "in vitro": "cultured cells",
    "animal": "in mice", "human": "patients", "Pregnant Women": "during pregnancy", "Suicidal Ideation": "suicidal thoughts", "Neoplasms": "chemotherapy",
    "Immunocompromised Host": "immunocompromised people",
}  # fmt: skip


def test_every_group_has_an_example() -> None:
    rows = (*people.AGES, *people.SPECIES, *people.GROUPS)
    assert {row.name for row in rows} == set(GROUP_EXAMPLES)
    for row in rows:
        words = GROUP_EXAMPLES[row.name]
        assert re.search(row.pattern, words, re.IGNORECASE), row.name
        assert set(row.words) & set(re.findall("[a-z]+", words.lower())), row.name
        assert not re.search(row.pattern, "a clinic in town", re.IGNORECASE)
    assert pico.age("older adults") == "Aged"
    assert pico.age("a clinic") == ""
    assert [pico.species(words) for words in ("mice and patients", "mice", "cultured cells", "a pill")] == ["human", "animal", "in vitro", ""]


CUE_EXAMPLES = {
    "comparator.than": ("better than aspirin", "comparator"), "comparator.as": ("as effective as aspirin", "comparator"),
    "population.who": ("people with asthma", "population"), "population.treat": ("effective for asthma", "population"),
    "population.in": ("among smokers in severe asthma", "population"), "population.features": ("the hallmark of asthma", "population"),
    "population.prevalence": ("adults have asthma", "population"), "exposure.by": ("preceded by influenza", "intervention"),
    "exposure.effect": ("the effect of sleep", "intervention"), "exposure.after": ("after surgery and using aspirin", "intervention"),
    "outcome.change": ("it prevents asthma", "outcome"), "outcome.risk": ("the risk of asthma", "outcome"), "outcome.linked": ("linked to asthma", "outcome"),
    "outcome.effects_on": ("its effect on asthma", "outcome"), "outcome.include": ("side effects include asthma", "outcome"),
    "outcome.related": ("cancer-related fatigue", "outcome"), "outcome.includes": (" can include asthma", "outcome"), "outcome.on": ("aspirin on asthma", "outcome"),
    "population.related": ("asthma-related cough", "population"), "population.people": ("asthma patients cough", "population"),
    "exposure.causes": ("influenza can trigger asthma", "intervention"), "outcome.scores": ("depression scores fell", "outcome"),
}  # fmt: skip


def test_every_role_cue_has_an_example() -> None:
    assert {cue.name for cue in (*roles.BEFORE, *roles.AFTER)} == set(CUE_EXAMPLES)
    for cue in roles.BEFORE:
        text, role = CUE_EXAMPLES[cue.name]
        assert cue.role == role
        assert any(re.search(cue.pattern, text[start:i], re.IGNORECASE) for start in (0, 7) for i in range(len(text))), cue.name
        assert not re.search(cue.pattern, "nothing to see ", re.IGNORECASE), cue.name
    for cue in roles.AFTER:
        text, role = CUE_EXAMPLES[cue.name]
        assert cue.role == role
        assert any(re.search(cue.pattern, text[i:], re.IGNORECASE) for i in range(len(text))), cue.name
        assert not re.search(cue.pattern, " and nothing", re.IGNORECASE), cue.name


def test_role_tables_name_real_headings() -> None:
    words = mesh.vocabulary()
    assert [name for name in sorted(roles.GENERIC) if words.heading(name) is None] == []
    assert [heading for _, heading in roles.OUTCOME_WORDS if heading and words.heading(heading) is None] == []
    assert {name for _, name in roles.KINDS} <= set(roles.KIND_ORDER)


@pytest.mark.parametrize(("pattern", "heading"), roles.OUTCOME_WORDS)
def test_every_outcome_word_is_caught(pattern: str, heading: str) -> None:
    words = re.sub(r"\(\?:([^|)]*)[^)]*\)\??", r"\1", pattern).replace("?", "").replace("  ", " ").strip()
    found = pico.of_text(f"Quorvex changed {words} for the better.")
    assert found.outcome, words
    assert not re.fullmatch(pattern, "weather")


@pytest.mark.parametrize(("name", "kind"), [("Asthma", "condition"), ("Fatigue", "symptom"), ("Ketamine", "treatment"), ("Exercise", "treatment"),
                                            ("Smoking", "exposure"), ("Quality of Life", "outcome"), ("Women", "people"), ("Receptors, AMPA", "target")])
def test_kinds(name: str, kind: str) -> None:
    heading = mesh.vocabulary().heading(name)
    assert heading is not None
    assert pico.kind(heading.trees) == kind


def test_a_study_from_title_index_and_abstract() -> None:
    study = Citation(
        "1", "A trial of cinnamon.", "Adults with type 2 diabetes took 1 g of oral cinnamon or placebo daily. Fasting glucose fell.",
        mesh=(MeshTerm("D003924", "Diabetes Mellitus, Type 2", True), MeshTerm("D006801", "Humans"), MeshTerm("D000328", "Adult")),
    )  # fmt: skip
    found = pico.of_citation(study)
    assert named(found.population) == ["Adult", "Diabetes Mellitus, Type 2"] or named(found.population) == ["Diabetes Mellitus, Type 2"]
    assert named(found.comparator) == ["Placebos"]
    assert (found.species, found.route, found.age) == ("human", "oral", "Adult")
    assert found.dose is not None
    assert found.dose.unit == "g"


def test_a_starter_notes_fields_come_first() -> None:
    note = StarterNote(population="adults with bipolar depression", intervention="single ketamine 0.5 mg/kg", comparator="saline", outcome="fatigue score",
                       route="intravenous", species="human", n=20, confirmed=True)
    found = pico.of_citation(Citation("2", "A secondary analysis", "Fatigue fell.", note=note))
    assert "Bipolar Disorder" in named(found.population)
    assert named(found.intervention) == ["Ketamine"]
    assert (found.route, found.regimen, found.species) == ("intravenous", "single", "human")
    assert found.comparator
    assert named(found.outcome) == ["Fatigue"]
    odd = pico.of_citation(Citation("3", "Notes", note=StarterNote(population="zorbs", intervention="blips")))
    assert (named(odd.population), named(odd.intervention)) == (["zorbs"], ["blips"])


def test_the_topic_of_an_article() -> None:
    text = "Iron and restless legs\n\nRestless legs syndrome (RLS) keeps people awake. Iron helps some people with RLS."
    passages = (Passage(0, 22, PassageKind.HEADING, 1), Passage(24, len(text), PassageKind.PARAGRAPH))
    topic = pico.article_defaults(Article("k", "Iron and restless legs", text, passages, "a.txt"))
    assert topic.condition is not None
    assert topic.condition.name == "Restless Legs Syndrome"
    assert topic.treatment is not None
    assert topic.treatment.name == "Iron"
    assert set(topic.short) == {"RLS"}


@given(st.text(alphabet="in 10%mgkof,.-vt2IVabc ", max_size=80))
def test_any_text_has_a_question_and_spans_reproduce(text: str) -> None:
    found = pico.of_text(text)
    for concept in (*found.population, *found.intervention, *found.outcome):
        assert concept.end == 0 or text[concept.start : concept.end] == concept.words
    for quantity in pico.quantities(text):
        assert quantity.low <= quantity.value <= quantity.high
        assert quantity.words in text
