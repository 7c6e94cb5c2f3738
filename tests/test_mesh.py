"""The vocabulary: what is found in text, what is let go, and how headings stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.mesh import Vocabulary, folded, uninverted, vocabulary
from evidence.model import Concept
from evidence.rules import ambiguous, lay, letters

FOUND = (
    ("Ketamine for chronic fatigue syndrome (ME/CFS)", (("Ketamine", "Ketamine"), ("chronic fatigue syndrome", "Fatigue Syndrome, Chronic"),
     ("ME/CFS", "Fatigue Syndrome, Chronic"))),
    ("NAD+ and long-COVID", (("NAD+", "NAD"), ("long-COVID", "Post-Acute COVID-19 Syndrome"))),
    ("vitamin B12, Vitamin B-12 and vitamin b 12", (
        ("vitamin B12", "Vitamin B 12"), ("Vitamin B-12", "Vitamin B 12"), ("vitamin b 12", "Vitamin B 12"))),
    ("anaemia, oedema, diarrhoea", (("anaemia", "Anemia"), ("oedema", "Edema"), ("diarrhoea", "Diarrhea"))),
    ("β-catenin", (("β-catenin", "beta Catenin"),)),
    ("headaches and a headache", (("headaches", "Headache"), ("headache", "Headache"))),
    ("low back pain", (("low back pain", "Low Back Pain"),)),
    ("St. John's wort", (("St. John's wort", "Hypericum"),)),
    ("HbA1c and A1c", (("HbA1c", "Glycated Hemoglobin"), ("A1c", "Glycated Hemoglobin"))),
    ("AIDS", (("AIDS", "Acquired Immunodeficiency Syndrome"),)),
    ("semaglutide (Ozempic)", (("semaglutide", "semaglutide"), ("Ozempic", "semaglutide"))),
)

LET_GO = (
    "This aids sleepers.",  # AIDS
    "He said all of it will work.",
    "A gene",  # the inverted entry term "Genes, A"
    "It may lead to a new role for the table.",
    "light blue",  # Light, Blue
    "pots and pans",
)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    found = vocabulary().find(text)
    assert tuple((c.words, c.name) for c in found) == expected
    assert all(text[c.start : c.end] == c.words for c in found)


@pytest.mark.parametrize("text", LET_GO)
def test_lets_go(text: str) -> None:
    names = {c.name for c in vocabulary().find(text)}
    assert not names & {"Acquired Immunodeficiency Syndrome", "Blue Light", "Genes, vif", "Lead", "Role", "Tables", "Volition", "Work",
                        "Simian Acquired Immunodeficiency Syndrome", "Postural Orthostatic Tachycardia Syndrome"}


def test_a_term_crosses_no_comma_and_no_stop() -> None:
    assert [c.name for c in vocabulary().find("It eases pain, low back. Pain stays.")] == ["Pain", "Pain"]


def test_headings_by_id_name_and_entry_term() -> None:
    words = vocabulary()
    heading = words.heading("D015673")
    assert heading is not None
    assert heading.name == "Fatigue Syndrome, Chronic"
    assert words.heading("fatigue syndrome, chronic") == heading
    assert words.heading("Royal Free Disease") is None  # an entry term is no name
    assert words.entry("royal free disease") == heading
    assert words.entry("Chronic Fatigue Syndrome") == heading
    assert words.entry("no such thing at all") is None
    assert "ME/CFS" in words.synonyms("D015673")
    assert words.synonyms("D0") == ()
    assert len(words) == 30_764


def test_an_entry_term_is_found_even_where_running_text_vetoes_it() -> None:
    entry = vocabulary().entry("lead")
    assert entry is not None
    assert entry.name == "Lead"


def test_expand_gives_all_narrower_headings() -> None:
    words = vocabulary()
    names = {words.heading(ui).name for ui in words.expand("D003866")}  # type: ignore[union-attr]
    assert {"Depressive Disorder, Major", "Depressive Disorder, Treatment-Resistant"} <= names
    assert "D003866" not in words.expand("D003866")
    assert words.expand("nothing") == ()


def _one(text: str) -> Concept:
    (concept,) = vocabulary().find(text)
    return concept


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("depressive disorders", "major depressive disorder", "broader"),
        ("major depressive disorder", "depressive disorders", "narrower"),
        ("CFS", "myalgic encephalomyelitis", "same"),
        ("multiple sclerosis", "ketamine", "other"),
        ("esketamine", "ketamine", "narrower"),
        ("ketamine", "Spravato", "broader"),
        ("esketamine", "Spravato", "same"),
        ("type 1 diabetes", "type 2 diabetes", "sibling"),
        ("bipolar disorder", "chronic fatigue syndrome", "other"),
    ],
)
def test_relations(a: str, b: str, expected: str) -> None:
    assert vocabulary().relation(_one(a), _one(b)) == expected


def test_concepts_of_words_alone_are_the_same_by_name() -> None:
    a, b = Concept("", "Clinic drip", "clinic drip"), Concept("", "clinic-drip", "Clinic-drip")
    assert vocabulary().relation(a, b) == "same"
    assert vocabulary().relation(a, Concept("", "other", "other")) == "other"


def test_every_own_word_leads_to_its_heading() -> None:
    words = vocabulary()
    for row in lay.SYNONYMS:
        assert row.source, row
        for word in row.words:
            found = words.find(word)
            assert any(c.name == row.heading for c in found), (word, found)
    for thing in lay.NEWER:
        assert words.heading(thing.below) is not None
        for word in (thing.name, *thing.words):
            assert [c.name for c in words.find(word)] == [thing.name]


def test_every_british_spelling_is_used() -> None:
    words = {"anaemia", "haemoglobin", "oedema", "oesophagus", "oestrogen", "paediatrics", "anaesthesia", "gynaecology", "foetus", "ageing",
             "coeliac disease",
             "diarrhoea", "dyspnoea", "tumour", "behaviour", "dietary fibre", "colour vision", "sulphur", "caecal diseases"}
    for british, _ in letters.BRITISH:
        carriers = [word for word in words if british in word]
        assert carriers, british
        assert all(vocabulary().entry(word) is not None for word in carriers), carriers
    for greek, name in letters.GREEK:
        assert folded(f"{greek}-x") == f"{name} x"


def test_vetoed_words_are_no_concepts_and_capitals_are() -> None:
    words = vocabulary()
    for word in sorted(ambiguous.VETO):
        if all(folded(word) != folded(w) for row in lay.SYNONYMS for w in row.words):
            assert words.find(word) == (), word
    for word in sorted(ambiguous.ONLY_CAPITALS):
        assert words.find(word) == (), word
    for word, after in sorted(ambiguous.NOT_BEFORE.items()):
        for text in after:
            assert not any(c.start == 0 and c.end == len(word) for c in words.find(f"{word} {text} something")), (word, text)
    assert all(words.find(f"{word} gene") == () or words.find(f"{word} gene")[0].words == "gene" for word in sorted(ambiguous.NEVER_FIRST))
    assert {tree[0] for concept in words.find("pain and ketamine in women") for tree in concept.trees} <= ambiguous.FIELDS | {"I", "J"}


@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans_that_reproduce(text: str) -> None:
    end = 0
    for concept in vocabulary().find(text):
        assert end <= concept.start < concept.end <= len(text)
        assert text[concept.start : concept.end] == concept.words
        end = concept.end


@given(st.text(alphabet="abs ,'-IV1", max_size=60))
def test_folding_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_inverted_names_turn_round() -> None:
    assert uninverted("Fatigue Syndrome, Chronic") == "Chronic Fatigue Syndrome"
    assert uninverted("Ketamine") == "Ketamine"


def test_a_small_vocabulary_of_ones_own() -> None:
    table = b"D1\tPain\tAche|Aches\tC23.1\t\nD2\tBack Pain\t\tC23.1.1\t\n"
    small = Vocabulary(table, (lay.Lay("Back Pain", ("bad back",), "lay"),), (lay.Newer("phantom pain", "Pain", (), "lay"),))
    assert [c.ui for c in small.find("An ache, a bad back and phantom pain")] == ["D1", "D2", ""]
    assert small.expand("D1") == ("D2",)
    assert small.relation("D2", "D1") == "narrower"
