"""Claims: what is found, how it is taken apart and completed, what is refused, and what holds for any text."""
# ruff: noqa: E501 - an example is a line

from __future__ import annotations

import json
from pathlib import Path

import claims_gold
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import extraction as benchmark
from evidence import claims, readers
from evidence import text as prose
from evidence.errors import ArticleError
from evidence.model import Article, Certainty, Claim, Direction, Kind, Passage, PassageKind, Risk, Span, content_id


def paragraphs(*texts: str, title: str = "") -> Article:
    """An article of plain paragraphs; a text that begins with "# " is a heading, one with "- " an item of the paragraph before it."""
    text, passages, heading, lead = "", [], "", None
    for piece in texts:
        kind = PassageKind.HEADING if piece.startswith("# ") else PassageKind.LIST_ITEM if piece.startswith("- ") else PassageKind.PARAGRAPH
        words = piece[2:] if kind != PassageKind.PARAGRAPH else piece
        span = Span(len(text), len(text) + len(words))
        level = 0 if kind == PassageKind.PARAGRAPH else 1
        passages.append(Passage(span.start, span.end, kind, level, lead if kind == PassageKind.LIST_ITEM else None, heading))
        heading = words if kind == PassageKind.HEADING else heading
        lead = lead if kind == PassageKind.LIST_ITEM else span
        text += words + "\n\n"
    return Article("key", title, text, tuple(passages), "test.txt")


def said(*texts: str) -> list[str]:
    return [claim.text.rstrip(".") for claim in claims.extract(paragraphs(*texts))]


# ---------------------------------------------------------------- taken apart, and left whole

SPLIT = (
    ("Zinc reduces the length of colds and boosts immunity.", ["Zinc reduces the length of colds", "Zinc boosts immunity"]),
    ("Fish oil and exercise can lower triglycerides and blood pressure.",
     ["Fish oil can lower triglycerides", "Fish oil can lower blood pressure", "exercise can lower triglycerides", "Exercise can lower blood pressure"]),
    ("Yoga may ease pain, improve sleep, and lift mood.", ["Yoga may ease pain", "Yoga may improve sleep", "Yoga may lift mood"]),
    ("While garlic lowers blood pressure, ginger has no such effect.", ["garlic lowers blood pressure", "ginger has no such effect"]),
    ("Statins prevent strokes, but they can cause muscle pain.", ["Statins prevent strokes", "Statins can cause muscle pain"]),
    ("Gout attacks come after surgery because the body makes more uric acid.", ["Gout attacks come after surgery", "the body makes more uric acid"]),
    ("Gout attacks come after surgery because of dehydration.", ["Gout attacks come after surgery", "Gout attacks come after surgery because of dehydration"]),
    ("Malaria is spread by mosquitoes, which also carry dengue.", ["Malaria is spread by mosquitoes", "Mosquitoes also carry dengue"]),
    ("Metformin works by lowering glucose production and improving insulin sensitivity.",
     ["Metformin works by lowering glucose production", "Metformin works by improving insulin sensitivity"]),
    ("Acupuncture is safe and effective for migraine.", ["Acupuncture is safe for migraine", "Acupuncture is effective for migraine"]),
    ("Zinc prevents or shortens colds.", ["Zinc prevents colds", "Zinc shortens colds"]),
    ("Retinol should not be used during pregnancy or by people with liver disease.",
     ["Retinol should not be used during pregnancy", "Retinol should not be used by people with liver disease"]),
    ("In adults with asthma and eczema, zinc eased cough and itching.", ["In adults with asthma and eczema, zinc eased cough", "In adults with asthma and eczema, zinc eased itching"]),
    ("Loss of smell and lack of appetite are signs of zinc deficiency.", ["Loss of smell are signs of zinc deficiency".replace("are", "is"), "Lack of appetite is signs of zinc deficiency"]),
)  # fmt: skip

WHOLE = (
    "The risks and benefits of surgery differ between hospitals.",  # one pair
    "Myalgic encephalomyelitis or chronic fatigue syndrome affects many adults.",  # two names of one thing
    "The syrup combines zinc with honey and ginger.",  # bound by the verb
    "Adults with asthma and eczema sleep badly.",  # people who have both
    "Asthma is not relieved by rest and sleep.",  # denied together
    "Children aged 2 and 3 catch colds often.",  # numbers
    "Massage is a safe and gentle treatment for back pain.",  # adjectives of one thing
    "Women with asthma and men have different rates of pain.",  # not of one sort
)


@pytest.mark.parametrize(("sentence", "expected"), SPLIT)
def test_compound_sentences_come_apart(sentence: str, expected: list[str]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize("sentence", WHOLE)
def test_what_is_one_statement_stays_one(sentence: str) -> None:
    (claim,) = claims.extract(paragraphs(sentence))
    assert claim.text == sentence
    assert not claim.rewritten


def test_a_first_part_that_stands_by_itself_is_exact() -> None:
    article = paragraphs("Zinc reduces the length of colds and boosts immunity.")
    first, second = claims.extract(article)
    assert not first.rewritten
    assert article.text[first.start : first.end] == first.text
    assert second.rewritten
    assert second.parent == Span(0, 53)
    assert article.text[second.start : second.end] == "boosts immunity."


# ---------------------------------------------------------------- lists

LISTS = (
    (("The symptoms of lupus can include:", "- Joint pain", "- Heart problems (like pericarditis)"),
     ["The symptoms of lupus can include joint pain", "The symptoms of lupus can include heart problems (like pericarditis)"]),
    (("Gout has many faces. It can be triggered by:", "- Infections (influenza, COVID-19, etc.)", "- Physical or emotional stress"),
     ["Gout has many faces", "Gout can be triggered by infections", "Gout can be triggered by influenza", "Gout can be triggered by COVID-19",
      "Gout can be triggered by physical stress", "Gout can be triggered by emotional stress"]),
    (("Magnesium can:", "- ease cramps", "- improve sleep and mood"),
     ["Magnesium can ease cramps", "Magnesium can improve sleep", "Magnesium can improve mood"]),
    (("Common side effects of iron:", "- nausea", "- dark stools"), ["Common side effects of iron include nausea", "Common side effects of iron include dark stools"]),
    (("Lidocaine comes in several forms:", "- Topical - lowest cost, safest", "- Intravenous"),
     ["Lidocaine comes in several forms", "Topical lidocaine has lowest cost", "Topical lidocaine is safest"]),
    (("Symptoms of lupus include:", "- rash, possibly because of sunlight"),
     ["Symptoms of lupus include rash", "Rash in lupus is possibly because of sunlight"]),
    (("Three facts:", "- Zinc shortens colds.", "- Call us today!"), ["Zinc shortens colds"]),
    (("Our services:", "- Massage", "- Sauna"), []),
)  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), LISTS)
def test_list_items_take_their_lead_in(texts: tuple[str, ...], expected: list[str]) -> None:
    assert said(*texts) == expected


def test_an_item_keeps_its_place_and_its_lead_in() -> None:
    article = paragraphs("The symptoms of lupus can include:", "- Joint pain")
    (claim,) = claims.extract(article)
    assert article.text[claim.start : claim.end] == "Joint pain"
    assert claim.context == "The symptoms of lupus can include:"
    assert [c.name for c in claim.pico.population] == ["Lupus Erythematosus, Systemic"]
    assert [c.name for c in claim.pico.outcome] == ["Arthralgia"]


# ---------------------------------------------------------------- what "it" is

ANTECEDENTS = (
    (("Ketamine is an anesthetic. It is not related to opioids.",), "Ketamine is not related to opioids"),
    (("Gout is a painful disease.", "This disease affects more men than women."), "Gout affects more men than women"),
    (("Warfarin thins the blood. The drug can cause bleeding.",), "Warfarin can cause bleeding"),
    (("Ketamine is an anesthetic. Its half-life is short.",), "Ketamine's half-life is short"),
    (("Ketamine is an anesthetic. In adults with depression, it lifts mood.",), "In adults with depression, ketamine lifts mood"),
    (("Aspirin helps some adults. It is important to take it with food.",), "It is important to take it with food"),
    (("Serotonin rises after a meal. This may explain the calming effect of carbohydrates.",), "This may explain the calming effect of carbohydrates"),
)


@pytest.mark.parametrize(("texts", "expected"), ANTECEDENTS)
def test_pronouns_stand_for_the_nearest_fitting_thing(texts: tuple[str, ...], expected: str) -> None:
    found = said(*texts)
    if expected.startswith("It is important"):
        assert expected not in found  # advice claims nothing
    else:
        assert found[-1] == expected


# ---------------------------------------------------------------- what claims nothing

REFUSED = (
    "# How Does Zinc Work?", "# Understanding Gout", "Ask your doctor before you take zinc.", "Book a free consultation today!", "Is zinc safe?",
    "Dr. Ada Brill is a board-certified surgeon. She lives in Leeds with two dogs.", "You deserve to feel well again.", "Ada Brill, MD", "May 3, 2024",
    "Zinc lozenges cost $9 a box.", "This article does not replace medical advice.", "In this article, we look at zinc.", "All rights reserved.",
    "Back to top", "Brill A, et al. Zinc for colds. J Zinc. 2019;3(2):11-19.",
)  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_claims_nothing_is_left_out(text: str) -> None:
    assert said(text) == []


def test_reference_lists_and_bios_are_left_out_as_a_whole() -> None:
    assert said("# References", "Zinc shortens colds in children.", "# About the author", "She says zinc shortens colds.") == []


def test_a_heading_that_asserts_is_a_claim() -> None:
    assert said("# Zinc Shortens Colds") == ["Zinc Shortens Colds"]


def test_a_call_behind_a_dash_is_cut_off() -> None:
    article = paragraphs("Zinc is a promising treatment for colds - learn more about zinc")
    (claim,) = claims.extract(article)
    assert claim.text == "Zinc is a promising treatment for colds"
    assert not claim.rewritten


# ---------------------------------------------------------------- sorted


@pytest.mark.parametrize(("sentence", "kind", "certainty", "direction"), [
    ("Zinc may shorten colds.", Kind.EFFICACY, Certainty.POSSIBLE, Direction.BENEFIT),
    ("Some studies show that zinc shortens colds.", Kind.EFFICACY, Certainty.EXISTENTIAL, Direction.BENEFIT),
    ("Zinc does not prevent pneumonia.", Kind.EFFICACY, Certainty.DENIED, Direction.NO_DIFFERENCE),
    ("Zinc can cause nausea.", Kind.SAFETY, Certainty.POSSIBLE, Direction.HARM),
    ("Nearly 2% of adults have gout.", Kind.PREVALENCE, Certainty.ASSERTED, Direction.QUANTITY),
    ("Oral ketamine has a bioavailability of around 20%.", Kind.PHARMACOKINETICS, Certainty.ASSERTED, Direction.QUANTITY),
    ("Gout is often triggered by alcohol.", Kind.RISK_FACTOR, Certainty.PROBABLE, Direction.HARM),
    ("Relief comes within two hours of the first dose of ketamine.", Kind.ONSET, Certainty.ASSERTED, Direction.BENEFIT),
    ("Ibuprofen is more effective than acetaminophen for cramps.", Kind.COMPARISON, Certainty.ASSERTED, Direction.BENEFIT),
    ("Ketamine blocks the NMDA receptor.", Kind.MECHANISM, Certainty.ASSERTED, Direction.UNSTATED),
    ("Symptoms of gout include swelling.", Kind.SYMPTOM, Certainty.ASSERTED, Direction.ASSOCIATION),
    ("The FDA has approved zinc acetate for Wilson disease.", Kind.REGULATORY, Certainty.ASSERTED, Direction.UNSTATED),
    ("Our clinic offers world-class ketamine infusions.", Kind.PROMOTIONAL, Certainty.ASSERTED, Direction.UNSTATED),
    ("I slept through the night after my first ketamine infusion.", Kind.TESTIMONIAL, Certainty.ASSERTED, Direction.UNSTATED),
])  # fmt: skip
def test_kind_certainty_direction(sentence: str, kind: Kind, certainty: Certainty, direction: Direction) -> None:
    (claim,) = claims.extract(paragraphs(sentence))
    assert (claim.kind, claim.certainty, claim.direction) == (kind, certainty, direction)


def test_worth_and_risk_have_reasons() -> None:
    high, vague, low = (claims.statement(text) for text in ("Ketamine cures depression.", "Ketamine is a powerful medicine.", "Gout is an old disease."))
    assert high.risk == Risk.HIGH
    assert "2023-10-10" in high.risk_reason
    assert not vague.check_worthy
    assert vague.check_worthy_reason
    assert low.risk == Risk.LOW
    child = claims.statement("Zinc helps children with diarrhea.")
    assert child.risk == Risk.HIGH
    assert "Child" in child.risk_reason


def test_numbers_attribution_and_question() -> None:
    (claim,) = claims.extract(paragraphs("Studies show that zinc shortens colds by about 30% in adults."))
    assert [(q.value, q.unit) for q in claim.numbers] == [(30, "%")]
    assert claim.attribution == "Studies show"
    assert [c.name for c in claim.pico.intervention] == ["Zinc"]


def test_the_articles_condition_stands_in_where_a_sentence_names_none() -> None:
    found = claims.extract(paragraphs("# Zinc for the common cold", "Zinc is studied in the common cold. Zinc lozenges bring relief."))
    (concept,) = found[-1].pico.population
    assert (concept.name, concept.words) == ("Common Cold", "")


def test_a_free_statement() -> None:
    claim = claims.statement("  Zinc   shortens colds and fevers. ")
    assert claim.text == "Zinc shortens colds and fevers."
    assert claim.id == content_id("claim", "", "zinc shortens colds and fevers")
    assert claims.statement("Buy now!").text == "Buy now!"
    with pytest.raises(ValueError, match="needs words"):
        claims.statement("  ")


def test_equal_statements_have_ids_of_their_own() -> None:
    first, second = claims.extract(paragraphs("Zinc shortens colds.", "Zinc shortens colds."))
    assert first.id == content_id("claim", "key", "zinc shortens colds")
    assert second.id == content_id("claim", "key", "zinc shortens colds", "2")


# ---------------------------------------------------------------- the article as a whole


def codes(*texts: str, **fields: str) -> list[str]:
    article = paragraphs(*texts)
    article = Article(article.key, article.title, article.text, article.passages, article.source, **fields)
    return [flag.code for flag in claims.flags(article, claims.extract(article))]


def test_flags_of_a_promotional_page() -> None:
    found = codes("Ketamine relieves depression. Studies show that ketamine works fast. A course costs $900.", "“I got my life back after my infusion,” says Ann.")
    assert found == ["no_specific_harm", "no_references", "studies_without_reference", "off_label_statement_missing", "no_date", "no_author",
                     "testimonial", "price_near_benefit"]


def test_flags_of_a_careful_page() -> None:
    found = codes("Ketamine may relieve depression [1]. Ketamine can cause nausea. Its use here is off-label.", "# References", "1. doi:10.1000/x",
                  date="2024-01-02", author="A. Brill")
    assert found == ["off_label_statement_present"]


# ---------------------------------------------------------------- gold

FLOORS = {"sentence_recall": 0.95, "negative_precision": 0.85, "atomic_recall": 0.80, "offsets_exact": 1.0, "kinds_accuracy": 0.75}


SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"


def reaches(name: str, article: Article, gold: dict[str, object]) -> None:
    scores = benchmark.score(article, claims.extract(article), gold)
    low = {key: (scores[key], floor) for key, floor in FLOORS.items() if scores[key] < floor}
    assert not low, f"{name}: {low}"


@pytest.mark.parametrize("name", claims_gold.NAMES)
def test_our_own_gold(name: str) -> None:
    article = readers.read((claims_gold.ARTICLES / name).read_bytes(), name)
    reaches(name, article, claims_gold.gold(name, article.text))


@pytest.mark.parametrize("name", claims_gold.SAMPLES)
def test_the_sample_articles(name: str) -> None:
    article = readers.read((SAMPLES / name).read_bytes(), name)
    reaches(name, article, claims_gold.gold(name, article.text, claims_gold.ARTICLES / "samples"))


def test_the_dev_gold_of_the_first_article(shared: Path) -> None:
    path = shared / "articles" / "ketamine_for_chronic_fatigue.txt"
    gold = json.loads((shared / "gold" / "ketamine_for_chronic_fatigue_dev.json").read_text("utf-8"))
    reaches(path.name, readers.read(path.read_bytes(), path.name), gold)


# ---------------------------------------------------------------- what holds for any text

WORDS = ("Zinc", "Ketamine", "gout", "pain", "fatigue", "and", "or", "may", "reduces", "causes", "which", "because of", "it", "This", "women", "2%", "in", "of", "the",
         "not", ",", "(", ")", "-", ":", ".", "while", "is", "safe", "effective", "better than", "your", "doctor", "infection", "such as", "É", "NAD+")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    blocks = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=18).map(" ".join), min_size=1, max_size=5))
    marks = draw(st.lists(st.sampled_from(("", "", "- ", "# ")), min_size=len(blocks), max_size=len(blocks)))
    return paragraphs(*(f"{mark}{block}" for mark, block in zip(marks, blocks, strict=True)))


def content(words: str) -> set[str]:
    return set(prose.content_words(words))


@settings(max_examples=50, deadline=None)
@given(articles())
def test_spans_reproduce_and_rewritten_words_come_from_the_article(article: Article) -> None:
    found = claims.extract(article)
    assert [claim.id for claim in found] == [claim.id for claim in claims.extract(article)]
    assert len({claim.id for claim in found}) == len(found)
    places = [claim.parent.start for claim in found if claim.parent]
    assert places == sorted(places)
    for claim in found:
        own = article.text[claim.start : claim.end]
        assert claim.parent is not None
        assert claim.parent.start <= claim.start < claim.end <= claim.parent.end
        if claim.rewritten:
            # Its parent, its lead-in, or an antecedent, which stands before; nothing from further on.
            before = article.text[: claim.parent.end] + " " + claim.context
            assert content(claim.text) <= content(before) | {"includ", "ha", "hav"}
        else:
            assert own == claim.text


@settings(max_examples=30, deadline=None)
@given(articles())
def test_an_unrelated_paragraph_changes_no_other_id(article: Article) -> None:
    before = {claim.id for claim in claims.extract(article)}
    end = len(article.text)
    more = "Rivers carry sand to the sea."
    passages = (*article.passages, Passage(end, end + len(more), PassageKind.PARAGRAPH))
    longer = Article(article.key, article.title, article.text + more, passages, article.source)
    assert before <= {claim.id for claim in claims.extract(longer)}


def listed(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    some = st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)
    return some.map(lambda found: found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1])


@settings(max_examples=40, deadline=None)
@given(listed(("zinc", "yoga", "garlic")), st.sampled_from(("can ease", "may prevent", "can trigger")), listed(("asthma", "gout", "migraine", "eczema")))
def test_what_was_taken_apart_stays_apart(subject: str, verb: str, object_: str) -> None:
    once = said(f"{subject[0].upper()}{subject[1:]} {verb} {object_}.")
    assert said(*(f"{words[0].upper()}{words[1:]}." for words in once)) == [f"{words[0].upper()}{words[1:]}" for words in once]
    assert len(once) == (subject.count(",") + subject.count(" and ") + 1) * (object_.count(",") + object_.count(" and ") + 1)


def test_an_article_without_end_is_refused_with_the_limit() -> None:
    text = "zinc " * 500_000
    with pytest.raises(ArticleError, match=r"at most 2,000,000 characters"):
        claims.extract(Article("key", "", text, (Passage(0, len(text) - 1, PassageKind.PARAGRAPH),), "test.txt"))


TABLE = "Drug | Usual dose | Side effects | Benefit\nPropranolol | 80 mg | Cold hands, vivid dreams | As effective as candesartan"


def test_a_table_is_read_by_row_and_column() -> None:
    passages, at = [], 0
    for line in TABLE.split("\n"):
        for cell in line.split(" | "):
            start = TABLE.index(cell, at)
            at = start + len(cell)
            passages.append(Passage(start, at, PassageKind.TABLE_CELL))
    found = claims.extract(Article("key", "", TABLE, tuple(passages), "test.txt"))
    assert [claim.text for claim in found] == [
        "Side effects of propranolol include cold hands.", "Side effects of propranolol include vivid dreams.", "Propranolol is as effective as candesartan.",
    ]  # fmt: skip
    assert [claim.kind for claim in found] == [Kind.SAFETY, Kind.SAFETY, Kind.COMPARISON]


def test_a_comparison_keeps_what_it_compares_with() -> None:
    assert said("Injections have fewer side effects than tablets and work faster.") == [
        "Injections have fewer side effects than tablets", "Injections work faster than tablets",
    ]  # fmt: skip


def test_who_says_so_stands_before_each_statement() -> None:
    assert said("Studies show that zinc shortens colds, eases coughs and lifts mood.") == [
        "Studies show that zinc shortens colds", "Studies show that zinc eases coughs", "Studies show that zinc lifts mood",
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    if text.strip():
        for claim in claims.extract(readers.read(text.encode("utf-8", "replace"), "any.txt")) if _readable(text) else ():
            assert isinstance(claim, Claim)


def _readable(text: str) -> bool:
    try:
        readers.read(text.encode("utf-8", "replace"), "any.txt")
    except ArticleError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Acupuncture is an option for people with low back pain.", Kind.EFFICACY),
        ("Ketamine is a promising treatment for chronic fatigue syndrome.", Kind.EFFICACY),
        ("Botox is an approved treatment for chronic migraine.", Kind.REGULATORY),
        ("Melatonin is a hormone made by the pineal gland.", Kind.SYMPTOM),
    ],
)
def test_what_is_offered_as_a_treatment_is_said_to_help(text: str, kind: Kind) -> None:
    assert claims.statement(text).kind == kind
