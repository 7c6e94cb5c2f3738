"""Every row of the tables behind claims and wording shows what it catches and what it lets go; a row without a line here fails."""
# ruff: noqa: E501 - an example is a line

from __future__ import annotations

import re

import pytest

from evidence import mesh
from evidence.claims import antecedents as standing
from evidence.claims import reading, sorting
from evidence.model import Kind
from evidence.rules import antecedents, joints, kinds, leadins, overstatement, refusals, unapproved, verbs, worth

KIND_EXAMPLES: dict[str, tuple[str, str]] = {
    "regulatory.body": ("The FDA cleared it.", "A fad diet."),
    "regulatory.status": ("Its use here is off-label.", "The label is off."),
    "prevalence.share": ("About 5% of adults have it.", "Pain fell by 5% in a week."),
    "prevalence.affects": ("It affects some 3 million homes.", "It affects sleep."),
    "prevalence.word": ("Its prevalence is unknown.", "It prevails."),
    "prevalence.common": ("Gout is more common now.", "A common question."),
    "prevalence.groups": ("Rates are higher in women than in men.", "Rates are higher in summer."),
    "prevalence.sexes": ("Men are less often affected than women.", "Women eat well."),
    "kinetics.word": ("Its half-life is short.", "Half of life is sleep."),
    "kinetics.dose": ("Tablets deliver a fifth of the dose.", "The dose is small."),
    "kinetics.verb": ("It is poorly absorbed.", "An absorbing read."),
    "onset.within": ("It works within two hours.", "Within reason."),
    "onset.word": ("A fast-acting spray.", "A fast car."),
    "comparison.than": ("It is better than rest.", "It is better."),
    "comparison.versus": ("Yoga versus rest.", "A verse."),
    "comparison.alike": ("Both had similar effects.", "Both are similar shapes."),
    "comparison.best": ("It is the gold standard.", "A gold ring."),
    "safety.effects": ("Side effects are rare.", "The side door."),
    "safety.symptoms": ("Nausea may come during the infusion.", "Nausea is common in spring."),
    "safety.causes": ("High doses can damage the liver.", "High doses can be costly."),
    "safety.reported": ("Stroke was reported after injections.", "It was reported on the news."),
    "safety.harm": ("It sent two people to hospital.", "It sent a letter."),
    "safety.make": ("Alcohol makes it less effective.", "It makes a sound."),
    "safety.takers": ("People taking zinc get nausea.", "People get nausea."),
    "safety.commoner": ("It was more common with zinc than with placebo.", "It was more common then."),
    "safety.risks": ("Surgery carries risks.", "He took risks."),
    "risk.factor": ("Stress can trigger a flare.", "Pull the lever."),
    "risk.begins": ("Asthma often begins after a cold.", "The show begins after dinner-time soon.".replace("after", "at")),
    "risk.cause": ("Smoking leads to cancer.", "She leads the team."),
    "mechanism.word": ("It acts on opioid receptors.", "She received a letter."),
    "mechanism.process": ("It lowers inflammation.", "It lowers the price."),
    "mechanism.body": ("The liver breaks it up.", "The teacher breaks chalk."),
    "mechanism.mediated": ("The effect is mediated by sleep.", "The effect is large."),
    "mechanism.verb": ("It works by cooling the joint.", "It works well."),
    "symptom.include": ("Symptoms include fever.", "The price includes lunch."),
    "symptom.is": ("Gout is a painful disease.", "Gout is painful."),
    "symptom.described": ("It is characterized by fever.", "A charming person."),
    "symptom.class": ("It is derived from willow bark.", "It drove away."),
    "symptom.source": ("Nuts are rich in zinc.", "He is rich."),
    "symptom.leaves": ("It leaves you tired.", "The train leaves."),
    "symptom.attack": ("An attack can bring nausea.", "The army can attack."),
    "symptom.report": ("People with gout often report pain.", "People with gout report relief after treatment."),
    "symptom.worse": ("Pain is aggravated by cold.", "An angry man."),
    "efficacy.helps": ("Zinc helps.", "Zinc is a metal."),
    "efficacy.noun": ("A therapy for gout.", "A theory of gout."),
}


def test_every_kind_cue_catches_and_lets_go() -> None:
    assert {cue.name for cue in kinds.KINDS} == set(KIND_EXAMPLES)
    for cue in kinds.KINDS:
        caught, let_go = KIND_EXAMPLES[cue.name]
        assert re.search(cue.pattern, caught, re.IGNORECASE), cue.name
        assert not re.search(cue.pattern, let_go, re.IGNORECASE), cue.name
        assert cue.weight > 0
    assert set(kinds.ORDER) == set(Kind)


HEADING_EXAMPLES = {
    "heading.safety": ("Is it safe?", "Zinc"), "heading.mechanism": ("How Zinc Works", "How to buy zinc"), "heading.onset": ("How fast does it work?", "How it tastes"),
    "heading.symptoms": ("What gout feels like", "Gout in art"), "heading.causes": ("Causes of gout", "Gout in art"), "heading.comparison": ("Zinc versus iron", "Zinc"),
    "heading.efficacy": ("The benefits of zinc", "Zinc in art"),
}  # fmt: skip


def test_every_heading_cue_catches_and_lets_go() -> None:
    assert {cue.name for cue in kinds.HEADINGS} == set(HEADING_EXAMPLES)
    for cue in kinds.HEADINGS:
        caught, let_go = HEADING_EXAMPLES[cue.name]
        assert re.search(cue.pattern, caught, re.IGNORECASE), cue.name
        assert not re.search(cue.pattern, let_go, re.IGNORECASE), cue.name


CERTAINTY_EXAMPLES = {
    "certainty.some": ("Some studies show a gain.", "Studies show a gain."),
    "certainty.may": ("It may help.", "It helps."),
    "certainty.likely": ("It usually helps.", "It helps."),
    "certainty.denied": ("It does not help.", "It helps not only adults.".replace("not only ", "")),
    "direction.none": ("It made no difference.", "It made a difference."),
    "direction.harm": ("It may damage the liver.", "It is blue."),
    "direction.benefit": ("It relieves pain.", "It is blue."),
    "direction.association": ("It is linked to rain.", "It is blue."),
    "attribution.studies": ("Recent research suggests a gain.", "We went on a search."),
    "attribution.in": ("In some trials, pain fell.", "In some towns, rain fell."),
    "attribution.a_study": ("A small study found a gain.", "A small shop sold it."),
    "attribution.experts": ("Experts believe it helps.", "An expert came."),
    "attribution.proven": ("It has been shown to help.", "It has been long."),
}


def test_every_certainty_direction_and_attribution_cue() -> None:
    cues = [cue for _, cue in kinds.CERTAINTY] + [kinds.DENIED] + [cue for _, cue in kinds.DIRECTIONS] + list(kinds.ATTRIBUTION)
    assert {cue.name for cue in cues} == set(CERTAINTY_EXAMPLES)
    for cue in cues:
        caught, let_go = CERTAINTY_EXAMPLES[cue.name]
        assert cue.found.search(caught), cue.name
        assert not cue.found.search(let_go), cue.name


REFUSAL_EXAMPLES = {
    "question": ("Does zinc help?", "Zinc helps."),
    "call": ("Call us for a chat.", "Calls to doctors rose."),
    "call.if": ("If you feel ill, contact a nurse.", "If zinc is low, wounds heal slowly."),
    "call.today": ("It is easy to book a free consultation.", "The book is free."),
    "advice.doctor": ("People should talk to their doctor first.", "Doctors talk."),
    "advice.should": ("It is important to eat well.", "Zinc is important for growth."),
    "advice.you": ("You should rest.", "Rest helps."),
    "advice.eligible": ("This may not be right for you.", "It is right."),
    "disclaimer": ("This is not a substitute for care.", "Zinc can substitute copper."),
    "motivation": ("You deserve better.", "Zinc deserves study."),
    "motivation.you": ("You have been in pain too long.", "You are more likely to fall when tired."),
    "meta": ("In this article we look at zinc.", "Zinc is an article of trade."),
    "meta.read": ("Last reviewed by a nurse", "Reviewing helps."),
    "meta.by": ("By the Brightwell Wellness team", "By one estimate, close to half of adults have it."),
    "navigation": ("Table of contents", "Contents may vary by brand."),
    "copyright": ("All rights reserved.", "All rights of patients matter."),
    "price": ("A bag costs $40.", "Costs are high."),
    "bio.person": ("Dr. Ada Brill is a surgeon.", "Dr. Brill's trial found a gain."),
    "bio.profession": ("Ada Brill is a nurse.", "Ada is a town."),
    "bio.credentials": ("She is board-certified.", "The board met."),
    "bio.name": ("Ada Brill, MD", "Zinc, a metal"),
    "date": ("May 3, 2024", "In May 2024 a trial began."),
    "reference": ("doi: 10.1000/x", "A trial found a gain."),
    "contact": ("Write to a@b.org", "Write a diary."),
    "intent": ("We hope to see you soon.", "We found a gain."),
}


def test_every_refusal_catches_and_lets_go() -> None:
    assert {cue.name for cue in refusals.REFUSALS} == set(REFUSAL_EXAMPLES)
    for cue in refusals.REFUSALS:
        caught, let_go = REFUSAL_EXAMPLES[cue.name]
        flags = 0 if cue.name in reading._AS_WRITTEN else re.IGNORECASE
        assert re.search(cue.pattern, caught, flags), cue.name
        assert not re.search(cue.pattern, let_go, flags), cue.name
        assert reading.refusal(caught), cue.name
        assert cue.says


def test_other_patterns_of_passages() -> None:
    assert re.match(refusals.REFERENCE_HEADINGS, "References", re.IGNORECASE)
    assert not re.match(refusals.REFERENCE_HEADINGS, "Referenced trials of zinc", re.IGNORECASE)
    assert re.match(refusals.BIO_HEADINGS, "About the author", re.IGNORECASE)
    assert not re.match(refusals.BIO_HEADINGS, "About zinc", re.IGNORECASE)
    assert re.match(refusals.LABEL_HEADINGS, "How zinc works", re.IGNORECASE)
    assert not re.match(refusals.LABEL_HEADINGS, "Zinc shortens colds", re.IGNORECASE)
    assert re.match(refusals.PERSON, "She studied law.", re.IGNORECASE)
    assert not re.match(refusals.PERSON, "Sheep graze.", re.IGNORECASE)
    assert re.search(refusals.TESTIMONIAL, "I slept at last.")
    assert not re.search(refusals.TESTIMONIAL, "People with ME/CFS sleep badly; type I diabetes differs little from this.".replace("type I", "type 1"))
    assert re.search(refusals.PROMOTION, "Our clinic is near.", re.IGNORECASE)
    assert not re.search(refusals.PROMOTION, "A clinic is near.", re.IGNORECASE)


LEAD_EXAMPLES = {
    "open.include": ("Symptoms include", "Symptoms"), "open.passive": ("It can be caused by", "It can be caused"), "open.is": ("The signs are", "The signs"),
    "open.verb": ("Zinc may cause", "Zinc may"), "open.preposition": ("It is good for", "It is good"), "open.modal": ("Zinc can", "Zinc"),
    "open.who": ("It suits people who", "It suits people"), "class.symptoms": ("Common signs", "Common songs"), "class.benefits": ("The benefits of zinc", "The benches"),
    "class.harms": ("Possible side effects", "Possible sides"), "class.causes": ("There are many causes", "There are many"), "class.conditions": ("Related conditions", "Related air"),
    "class.treatments": ("Other treatments", "Other trees"), "class.mechanisms": ("It has several properties", "It has several"), "class.findings": ("Key findings", "Key rings"),
}  # fmt: skip


def test_every_lead_in_cue_catches_and_lets_go() -> None:
    rows = (*leadins.OPEN, *leadins.CLASSES)
    assert {cue.name for cue in rows} == set(LEAD_EXAMPLES)
    for cue in rows:
        caught, let_go = LEAD_EXAMPLES[cue.name]
        assert cue.found.search(caught), cue.name
        assert not cue.found.search(let_go), cue.name
    assert re.search(leadins.KINDS_ONLY, "It comes in many forms", re.IGNORECASE)
    assert not re.search(leadins.KINDS_ONLY, "Symptoms", re.IGNORECASE)
    assert re.search(leadins.TRAILING, "Symptoms include the following:", re.IGNORECASE)
    assert re.match(leadins.HEAD_DASH, "Oral - lowest cost")
    assert not re.match(leadins.HEAD_DASH, "well-known fact")
    assert re.search(leadins.SUPERLATIVE, "lowest cost", re.IGNORECASE)
    assert re.search(leadins.HAD, "lowest cost", re.IGNORECASE)


ANTECEDENT_EXAMPLES = {
    "class.treatment": ("therapy", "tree"), "class.condition": ("disease", "desk"), "class.people": ("patients", "patterns"),
    "fits.condition": ("It is diagnosed late.", "It is blue."), "fits.treatment": ("It is injected.", "It is blue."),
}  # fmt: skip


def test_every_antecedent_cue_catches_and_lets_go() -> None:
    rows = (*antecedents.CLASSES, *antecedents.FITS)
    assert {cue.name for cue in rows} == set(ANTECEDENT_EXAMPLES)
    for cue in rows:
        caught, let_go = ANTECEDENT_EXAMPLES[cue.name]
        assert cue.found.search(caught), cue.name
        assert not cue.found.search(let_go), cue.name


@pytest.mark.parametrize(("text", "stands"), [
    ("It can cause pain.", True), ("It is important that patients rest.", False), ("There is no cure.", False), ("This may explain the gain.", False),
    ("This therapy is new.", True), ("The symptoms of gout are known.", False), ("They help.", False), ("They often help.", True), ("Item one is new.", False),
])  # fmt: skip
def test_pronouns_that_stand_for_something(text: str, stands: bool) -> None:
    assert (standing.pronoun(text, 0, len(text)) is not None) is stands


def test_vague_rows_and_patterns_of_worth() -> None:
    examples = {"vague.praise": ("A powerful option.", "A small option."), "vague.many": ("There are many options.", "Options differ.")}
    assert {cue.name for cue in worth.VAGUE} == set(examples)
    for cue in worth.VAGUE:
        assert cue.found.search(examples[cue.name][0])
        assert not cue.found.search(examples[cue.name][1])
    assert re.search(worth.PRICE, "only $99")
    assert not re.search(worth.PRICE, "99 trials")
    assert re.search(worth.REFERENCES, "(Brill et al., 2019)")
    assert not re.search(worth.REFERENCES, "Brill wrote in 2019")


def test_unapproved_rows_name_known_things_with_source_and_date() -> None:
    for row in unapproved.UNAPPROVED:
        assert [c.name for c in mesh.vocabulary().find(row.heading)] == [row.heading] or mesh.vocabulary().heading(row.heading), row.heading
        assert row.source
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row.date)
        assert all(mesh.vocabulary().heading(name) for name in row.approved_for), row.approved_for
    assert re.search(unapproved.OFF_LABEL, "This use is off-label.", re.IGNORECASE)
    assert not re.search(unapproved.OFF_LABEL, "The label is approved.", re.IGNORECASE)


STRONG_EXAMPLES = {
    "cure": ("It cures gout.", "Cure rates rose."), "proven": ("It is proven to help.", "It was proven wrong."), "clinically shown": ("Clinically tested.", "A clinic."),
    "guaranteed": ("Relief is guaranteed.", "A guard came."), "miracle": ("A miracle cure.", "A mirror."), "breakthrough": ("A breakthrough.", "A break."),
    "no side effects": ("It has no side effects.", "It has few side effects."), "completely safe": ("It is completely safe.", "It is complete."),
    "safe": ("It is safe.", "It is safe when taken as told."), "gold standard": ("The gold standard.", "A gold ring."), "best": ("The best pill.".replace("pill", "one"), "A good one."),
    "always works": ("It always works.", "It works."), "reverses": ("It reverses aging.", "It reverses the car."), "prevents disease": ("It prevents cancer.", "It prevents rust."),
    "permanent": ("It works permanently.", "Permanent damage may follow."), "instant": ("Instant relief.", "Instant soup."), "studies prove": ("Studies prove it.", "Studies cost money."),
}  # fmt: skip


def test_every_strong_word_catches_and_lets_go() -> None:
    assert {row.name for row in overstatement.WORDS} == set(STRONG_EXAMPLES)
    for row in overstatement.WORDS:
        caught, let_go = STRONG_EXAMPLES[row.name]
        assert re.search(row.pattern, caught, re.IGNORECASE), row.name
        assert not re.search(row.pattern, let_go, re.IGNORECASE), row.name
        assert 0 <= row.needs <= 5
        assert row.source


STRENGTH_EXAMPLES = {
    "association.with": ("linked to", "long"), "association.predict": ("a risk factor", "a factory"), "association.more": ("more likely", "more"),
    "association.risk": ("higher risk", "a risk"), "association.compared": ("higher in men than in boys", "higher"), "cause.changes": ("reduces", "red"),
    "cause.causes": ("causes", "cats"), "cause.works": ("effective", "affable"), "condition.may": ("may", "day"),
}  # fmt: skip


def test_every_cue_of_strength() -> None:
    rows = (*overstatement.ASSOCIATION, *overstatement.CAUSE, *overstatement.CONDITION)
    assert {cue.name for cue in rows} == set(STRENGTH_EXAMPLES)
    for cue in rows:
        caught, let_go = STRENGTH_EXAMPLES[cue.name]
        assert cue.found.search(caught), cue.name
        assert not cue.found.search(let_go), cue.name
    assert re.search(overstatement.NO_FINDING, "Further research is needed.", re.IGNORECASE)
    assert not re.search(overstatement.NO_FINDING, "Zinc shortens colds.", re.IGNORECASE)


def test_joints() -> None:
    assert re.match(joints.OPENERS, "However, zinc", re.IGNORECASE)
    assert not re.match(joints.OPENERS, "Howe took zinc", re.IGNORECASE)
    assert re.match(joints.OPPOSED, "While zinc helps", re.IGNORECASE)
    assert re.match(joints.EXAMPLES, ", such as zinc", re.IGNORECASE)
    assert all(" " in pair for pair in joints.PAIRS)
    assert set(joints.CAUSES) >= {"because", "due to"}
    assert {"but", "while", "whereas", "although", "though", "yet", "and", "so"} == joints.SPLITTERS
    assert "means" in joints.WHOLE_CLAUSE
    assert {"then", "also"} <= joints.THEN
    assert {"more", "others"} <= joints.OPEN_ENDS


@pytest.mark.parametrize(("lemma", "expected"), [
    ("reduce", ("reduce", "reduces", "reduced", "reduced", "reducing")), ("stop", ("stop", "stops", "stopped", "stopped", "stopping")),
    ("carry", ("carry", "carries", "carried", "carried", "carrying")), ("show", ("show", "shows", "showed", "shown", "showing")),
    ("die", ("die", "dies", "died", "died", "dying")), ("reach", ("reach", "reaches", "reached", "reached", "reaching")),
])  # fmt: skip
def test_verb_forms(lemma: str, expected: tuple[str, ...]) -> None:
    assert verbs.forms(lemma) == expected


def test_verb_tables_agree() -> None:
    assert set(verbs.IRREGULAR) <= verbs.LEMMAS
    assert not verbs.MODALS & verbs.LEMMAS
    assert not verbs.PREPOSITIONS & verbs.CONJUNCTIONS


def test_a_story_is_told_by_a_person() -> None:
    assert sorting.story("I felt better after a week.")
    assert not sorting.story("People felt better after a week.")
