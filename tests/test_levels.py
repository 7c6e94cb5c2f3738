"""Design and level: NLM's word first, then the record's own, each with its reason; every question on its own row."""
# ruff: noqa: E501 - a record is a line

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence import levels
from evidence.model import Citation, Correction, Design, Kind, MeshTerm, Section, StarterNote
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


# ---------------------------------------------------------------- records as they are, traps and all; titles and abstracts are our own

RCT, SYN, PRE, OPI, PROTO, COH, CC, XS, CASE, ARM, CTRL, GUIDE, NOTICE, UNCLEAR = (
    Design.RCT, Design.SYNTHESIS, Design.PRECLINICAL, Design.OPINION, Design.PROTOCOL, Design.COHORT, Design.CASE_CONTROL,
    Design.CROSS_SECTIONAL, Design.CASE_REPORT, Design.SINGLE_ARM, Design.CONTROLLED, Design.GUIDELINE, Design.NOTICE, Design.UNCLEAR,
)  # fmt: skip
JOURNAL = "Journal Article"
TRIAL_TYPE = "Randomized Controlled Trial"
E, S, P, K = Kind.EFFICACY, Kind.SAFETY, Kind.PREVALENCE, Kind.RISK_FACTOR
# (title, abstract, types, MeSH, kind, design, level)
RECORDS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], Kind, Design, int | None], ...] = (
    # protocols
    ("Rest for gout: study protocol for a randomised controlled trial", "We will enrol 80 adults.", (TRIAL_TYPE,), ("Humans",), E, PROTO, None),
    ("Protocol for a systematic review of rest", "We will search three databases.", (JOURNAL,), (), E, PROTO, None),
    ("The REST trial: rationale and design", "Adults are enrolled.", (JOURNAL,), (), E, PROTO, None),
    ("Rest for gout", "Participants will be randomised to rest or walking.", (JOURNAL,), (), E, PROTO, None),
    ("Rest for gout", "Two hundred adults will receive rest or usual care.", (JOURNAL,), (), E, PROTO, None),
    ("Rest for gout", "Words.", ("Clinical Trial Protocol", JOURNAL), (), E, PROTO, None),
    ("Protocol for the management of gout in clinics", "Seventy adults were followed for two years.", (JOURNAL,), ("Humans",), E, COH, 3),
    ("Effect of a dosing protocol on gout: a randomised trial", "Sixty adults took part.", (JOURNAL,), ("Humans",), E, RCT, 2),
    # "randomised" that belongs to somebody else
    ("Rest at home", "Randomised trials have shown that rest helps. We surveyed 300 adults with gout.", (JOURNAL,), ("Humans",), P, XS, 3),
    ("Rest at home", "A large randomised trial has suggested a benefit. In a retrospective cohort of 90 patients pain fell.", (JOURNAL,), (), E, COH, 3),
    ("Rest at home", "Pain fell in 40 adults. A randomised trial is needed.", (JOURNAL,), (), E, UNCLEAR, 4),
    ("Rest at home", "Previous randomised studies disagree. We followed 400 adults with a prospective design.", (JOURNAL,), (), E, COH, 3),
    ("Rest at home", "Trials suggest that rest helps, double-blind or not. We describe a patient with gout.", (JOURNAL,), (), E, CASE, 4),
    ("A non-randomised comparison of rest and walking", "Fifty adults chose.", (JOURNAL,), (), E, CTRL, 3),
    ("Rest and walking compared without randomisation: a quasi-experimental study", "Fifty adults chose.", (JOURNAL,), (), E, CTRL, 3),
    ("Urate and heart disease: a Mendelian randomisation study", "Genes of 200,000 adults were used.", (JOURNAL,), ("Humans",), K, COH, 3),
    ("Two-sample Mendelian randomized analysis of urate", "Genes of 200,000 adults were used.", (JOURNAL,), ("Humans",), E, COH, 3),
    # comments, editorials, letters, news
    ("Comment on: a randomised trial of rest", "", ("Comment",), (), E, OPI, 5),
    ("A randomised, placebo-controlled trial of rest: what now?", "", ("Editorial",), (), E, OPI, 5),
    ("Trial finds rest helps in randomised study", "", ("News",), (), E, OPI, 5),
    ("Rest for gout: a randomised trial", "We randomly assigned 40 adults.", ("Letter",), (), E, RCT, 2),
    ("Rest for gout", "", ("Letter",), (), E, OPI, 5),
    ("Rest for gout: a randomised trial", "Adults were randomised.", (TRIAL_TYPE, "Comment"), ("Humans",), E, RCT, 2),
    # reviews that are and are not systematic
    ("Rest for gout: a placebo-controlled world", "We review rest.", ("Review",), (), E, OPI, 5),
    ("Rest for gout: a systematic review and meta-analysis of randomised trials", "Nine RCTs.", ("Review",), (), E, SYN, 1),
    ("Rest for gout: an umbrella review", "Eleven systematic reviews of randomised trials were read.", (JOURNAL,), (), E, SYN, 1),
    ("Rest for gout: a scoping review", "Twenty papers were charted.", (JOURNAL,), (), E, SYN, 3),
    ("Rest for gout", "We systematically reviewed cohort studies.", (JOURNAL,), (), E, SYN, 3),
    ("Rest for gout", "Words.", ("Meta-Analysis",), (), E, SYN, 3),
    ("Network meta-analysis of rest, walking and sleep", "Forty randomized trials were pooled.", ("Network Meta-Analysis",), (), E, SYN, 1),
    ("Prevalence of gout: a systematic review", "Sixty surveys.", ("Systematic Review",), (), P, SYN, 1),
    ("A narrative review of rest", "We discuss rest.", (JOURNAL,), (), E, OPI, 5),
    ("Rest: a hypothesis paper", "We propose that rest helps.", (JOURNAL,), (), E, OPI, 5),
    # animals and laboratory
    ("Rest in mice with gout", "Mice were randomly assigned to rest.", (JOURNAL,), ("Animals", "Mice"), E, PRE, 5),
    ("Rest for lameness in dogs: a randomised trial", "Dogs were randomised.", (TRIAL_TYPE,), ("Animals", "Dogs"), E, PRE, 5),
    ("Rest in rats: a systematic review of animal studies", "Words.", ("Systematic Review",), ("Animals", "Rats"), E, PRE, 5),
    ("Urate in cultured cells", "Cell lines were exposed in vitro.", (JOURNAL,), (), Kind.MECHANISM, PRE, 5),
    ("Rest in rats and in patients: a randomised trial", "Adults were randomised.", (TRIAL_TYPE,), ("Animals", "Rats", "Humans"), E, RCT, 2),
    ("Urate in donors' blood cells ex vivo", "Cells of 20 healthy volunteers were stimulated.", (JOURNAL,), ("Humans",), Kind.MECHANISM, UNCLEAR, 4),
    # trials
    ("Rest for gout", "Adults were randomly assigned to rest or usual care.", (JOURNAL,), (), E, RCT, 2),
    ("A double-blind, sham-controlled crossover study of rest", "Twelve adults took part.", (JOURNAL,), (), E, RCT, 2),
    ("Rest for gout", "Words.", ("Equivalence Trial",), ("Humans",), E, RCT, 2),
    ("Rest for gout", "Words.", ("Pragmatic Clinical Trial",), ("Humans",), S, RCT, 2),
    ("A cluster randomised trial of rest in schools", "Ten schools.", (JOURNAL,), ("Humans",), E, RCT, 2),
    ("A crossover study of rest", "Twelve adults took part.", (JOURNAL,), ("Humans",), E, CTRL, 3),
    ("Rest for gout: an open-label study", "Thirty adults.", ("Clinical Trial, Phase II",), ("Humans",), E, ARM, 4),
    ("Rest for gout", "Thirty adults rested.", ("Clinical Trial",), ("Humans",), E, ARM, 4),
    ("Rest for gout: phase 1 dose escalation", "Nine adults.", (JOURNAL,), ("Humans",), S, ARM, 4),
    # observation
    ("Rest and gout: a prospective cohort", "We followed 900 adults for six years.", (JOURNAL,), ("Humans",), K, COH, 3),
    ("Gout after infection: an inception cohort", "We followed 300 adults from acute infection.", (JOURNAL,), ("Humans",), K, COH, 2),
    ("Rest and gout: a nested case-control study", "Fifty cases.", (JOURNAL,), ("Humans",), K, CC, 4),
    ("Gout in a population-based survey", "A cross-sectional survey of 5,000 adults.", (JOURNAL,), ("Humans",), P, XS, 1),
    ("Gout in one clinic", "A cross-sectional study of 90 patients.", (JOURNAL,), ("Humans",), P, XS, 3),
    ("Gout and rest", "Words.", (JOURNAL,), ("Humans", "Retrospective Studies"), E, COH, 3),
    ("Gout and rest", "Words.", ("Observational Study",), ("Humans",), E, COH, 3),
    ("Gout in patients and healthy controls", "Forty patients with gout and 40 healthy controls.", (JOURNAL,), ("Humans",), K, CC, 4),
    ("Rest in a man with gout", "A 54-year-old man rested.", ("Case Reports",), ("Humans",), E, CASE, 4),
    ("Rest for gout: a case series", "Eight patients.", (JOURNAL,), ("Humans",), S, CASE, 4),
    # guidelines, notices, retracted and corrected papers
    ("Guideline on gout", "Words.", ("Practice Guideline", "Systematic Review"), (), E, SYN, 3),
    ("Consensus statement on gout", "Words.", ("Consensus Statement",), (), E, GUIDE, None),
    ("Expert opinion on gout", "Words.", (JOURNAL,), (), E, GUIDE, None),
    ("Retraction: Rest for gout: a randomised trial", "", ("Retraction Notice",), (), E, NOTICE, None),
    ("Erratum: Rest for gout", "", ("Published Erratum",), (), E, NOTICE, None),
    ("Correction to: Rest for gout: a randomised trial", "", (JOURNAL,), (), E, NOTICE, None),
    ("RETRACTED: Rest for gout: a randomised trial", "Adults were randomised.", ("Retracted Publication", TRIAL_TYPE), ("Humans",), E, RCT, 2),
    ("Rest for gout", "", (), (), E, UNCLEAR, 5),
)  # fmt: skip


@pytest.mark.parametrize("row", RECORDS, ids=lambda row: f"{row[0][:50]} {'/'.join(row[2])}")
def test_designs_and_levels_of_records_as_they_are(row: tuple[str, str, tuple[str, ...], tuple[str, ...], Kind, Design, int | None]) -> None:
    title, abstract, types, mesh, kind, design, level = row
    graded = levels.grade(record(title, abstract, *types, mesh=mesh), kind)
    assert (graded.design, graded.level) == (design, level), graded.why
    assert graded.why


def test_what_was_known_before_makes_no_design() -> None:
    abstract = "In a randomised trial rest helped. We followed a cohort of 90 adults."
    sections = (Section("BACKGROUND", "BACKGROUND", 0, 34), Section("METHODS", "METHODS", 35, len(abstract)))
    assert levels.grade(record("Rest", abstract), Kind.EFFICACY).design == Design.RCT
    assert levels.grade(replace(record("Rest", abstract), sections=sections), Kind.EFFICACY).design == Design.COHORT


def test_there_are_enough_records() -> None:
    assert len(RECORDS) >= 60
