"""Design and level: NLM's word first, then the record's own, each with its reason; every question on its own row."""

from __future__ import annotations

import pytest

from evidence import levels
from evidence.model import Citation, Correction, Design, Kind, MeshTerm, StarterNote
from evidence.rules.designs import BY_MESH, BY_TYPE, BY_TYPE_LAST, OPINION_TYPES


def record(
    title: str = "Rest and gout",
    abstract: str = "Words.",
    *types: str,
    mesh: tuple[str, ...] = (),
    note: StarterNote | None = None,
) -> Citation:
    return Citation(
        "1", title, abstract, publication_types=tuple(("D1", name) for name in types),
        mesh=tuple(MeshTerm(f"D{n}", name) for n, name in enumerate(mesh)), note=note,
    )


@pytest.mark.parametrize(("name", "design"), [*BY_TYPE, *BY_TYPE_LAST])
def test_every_publication_type_gives_its_design(name: str, design: Design) -> None:
    graded = levels.grade(record("Rest", "Words.", "Journal Article", name), Kind.EFFICACY)
    assert graded.design == design
    assert name in graded.why


@pytest.mark.parametrize(("name", "flag"), OPINION_TYPES)
def test_opinions_are_told_apart(name: str, flag: str) -> None:
    graded = levels.grade(record("Rest", "Words.", name), Kind.EFFICACY)
    assert (graded.design, graded.level) == (Design.OPINION, 5)
    assert flag in graded.flags


@pytest.mark.parametrize(("heading", "design"), BY_MESH)
def test_a_mesh_heading_names_the_design_where_nothing_else_does(heading: str, design: Design) -> None:
    assert levels.grade(record(mesh=(heading, "Humans")), Kind.EFFICACY).design == design


def test_indexers_stand_above_words() -> None:
    both = record("A randomised trial, reviewed", "Words.", "Systematic Review")
    assert levels.grade(both, Kind.EFFICACY).design == Design.SYNTHESIS


def test_a_systematic_review_that_is_only_typed_review() -> None:
    graded = levels.grade(record("Rest for gout: a systematic review of randomized trials", "Words.", "Review"), Kind.EFFICACY)
    assert (graded.design, graded.level) == (Design.SYNTHESIS, 1)


@pytest.mark.parametrize(("mesh", "design"), [
    (("Animals", "Mice"), Design.PRECLINICAL), (("Animals", "Humans"), Design.UNCLEAR), (("In Vitro Techniques",), Design.PRECLINICAL),
])
def test_animals_without_people(mesh: tuple[str, ...], design: Design) -> None:
    assert levels.grade(record(mesh=mesh), Kind.EFFICACY).design == design


def test_animals_in_words_alone() -> None:
    assert levels.grade(record("Rest in mice", "The mice slept."), Kind.MECHANISM).design == Design.PRECLINICAL
    assert levels.grade(record("Rest in mice and in patients", "Both slept."), Kind.MECHANISM).design != Design.PRECLINICAL


def test_words_about_other_studies_do_not_count() -> None:
    graded = levels.grade(record("Rest", "Pain fell in 40 adults. Future randomised trials are needed."), Kind.EFFICACY)
    assert graded.design == Design.UNCLEAR


def test_the_first_named_observational_design_wins() -> None:
    note = StarterNote(design="prospective cohort with nested case-control", species="human")
    assert levels.grade(record(note=note), Kind.RISK_FACTOR).design == Design.COHORT


# design words of a starter note -> (design, level for a treatment)
NOTES = (
    ("double-blind randomised placebo-controlled pilot", Design.RCT, 2),
    ("meta-analysis of 24 RCTs", Design.SYNTHESIS, 1),
    ("systematic review, 15 case-control studies", Design.SYNTHESIS, 3),
    ("systematic review, 21 studies", Design.SYNTHESIS, 3),
    ("protocol, phase II RCT", Design.PROTOCOL, None),
    ("population survey with clinical evaluation", Design.CROSS_SECTIONAL, 4),
    ("clinic series", Design.CASE_REPORT, 4),
    ("narrative review", Design.OPINION, 5),
    ("international expert opinion", Design.GUIDELINE, None),
    ("open-label uncontrolled pilot", Design.SINGLE_ARM, 4),
    ("prospective cohort", Design.COHORT, 3),
    ("", Design.UNCLEAR, 5),
)


@pytest.mark.parametrize(("words", "design", "level"), NOTES)
def test_a_notes_own_design_line(words: str, design: Design, level: int | None) -> None:
    graded = levels.grade(record(note=StarterNote(design=words, species="human")), Kind.EFFICACY)
    assert (graded.design, graded.level) == (design, level)


def test_a_notes_species_settles_it() -> None:
    assert levels.grade(record(note=StarterNote(design="randomised", species="mouse")), Kind.EFFICACY).design == Design.PRECLINICAL


# (kind, design words, level): one study is worth different things to different questions.
ROWS = (
    (Kind.PREVALENCE, "population survey", 1),
    (Kind.PREVALENCE, "cross-sectional", 3),
    (Kind.PREVALENCE, "systematic review", 1),
    (Kind.PREVALENCE, "randomised trial", 3),
    (Kind.SYMPTOM, "case-control", 3),
    (Kind.RISK_FACTOR, "prospective cohort after acute infection", 2),
    (Kind.RISK_FACTOR, "retrospective cohort", 3),
    (Kind.RISK_FACTOR, "case-control", 4),
    (Kind.SAFETY, "case series", 4),
    (Kind.SAFETY, "meta-analysis of RCTs", 1),
)


@pytest.mark.parametrize(("kind", "words", "level"), ROWS)
def test_every_question_has_its_own_row(kind: Kind, words: str, level: int) -> None:
    assert levels.grade(record(note=StarterNote(design=words, species="human")), kind).level == level


@pytest.mark.parametrize(("abstract", "n"), [
    ("We enrolled 120 adults with gout.", 120),
    ("A total of 1,234 patients took part; 40 patients left.", 1234),
    ("Rest was given to patients (n = 17) or not (n = 7).", 24),
    ("In 2019 patients were few.", None),
    ("Overall, 36 of the women slept.", None),
])
def test_people_studied(abstract: str, n: int | None) -> None:
    assert levels.grade(record("A cohort", abstract), Kind.EFFICACY).n == n


def test_a_count_of_people_lifts_an_unstated_design_to_four() -> None:
    graded = levels.grade(record("Rest and gout", "Pain fell in 40 adults."), Kind.SYMPTOM)
    assert (graded.design, graded.level, graded.n) == (Design.UNCLEAR, 4, 40)


def test_flags() -> None:
    trial = record("A pilot non-inferiority trial", "We randomly assigned 12 adults.", "Randomized Controlled Trial", "Preprint")
    assert levels.grade(trial, Kind.EFFICACY).flags == ("preprint", "small", "pilot", "equivalence")
    case = record("A 34-year-old man: case report", "Words.", "Case Reports")
    assert levels.grade(case, Kind.SAFETY).flags == ("n of 1",)
    assert levels.grade(record("Rest", "Words.", "Practice Guideline"), Kind.EFFICACY).flags == ("guideline",)


def test_the_notice_type_is_no_study() -> None:
    notice = Citation("1", "Retraction", corrections=(Correction("RetractionOf"),), publication_types=(("D1", "Retraction Notice"),))
    assert (levels.grade(notice, Kind.EFFICACY).design, levels.grade(notice, Kind.EFFICACY).level) == (Design.NOTICE, None)


def test_an_empty_record_is_unclear_not_an_error() -> None:
    graded = levels.grade(Citation("1", ""), Kind.EFFICACY)
    assert (graded.design, graded.level, graded.n) == (Design.UNCLEAR, 5, None)
