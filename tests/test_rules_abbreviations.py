"""Every row of the tables that the text room uses shows what it catches and what it lets go."""

from __future__ import annotations

import pytest

from evidence.rules import abbreviations, spelling, stopwords
from evidence.rules.abbreviations import Ends
from evidence.text import sentences, stem
from evidence.text.forms import american as as_american

# Row -> one sentence that it holds together, two sentences that it leaves apart.
EXAMPLES = (
    ("latin", "Some routes, e.g. Nasal ones, are quick.", "He ate an egg. Then he slept."),
    ("title", "We asked Dr. Okafor.", "The wait was ten ms. Nobody noticed."),
    ("pointer", "The curve in Fig. 2 is flat.", "We ate one fig. It was ripe."),
    ("before number", "This was infusion no. 4 of six.", "The answer is no. Nobody knows why."),
    ("closing", "Doors open at 8 a.m. 365 days a year.", "Bring pills, creams, etc. We check them."),
    ("route", "They had i.v. Ketamine before.", "They had 0.5 mg/kg i.v. Controls had saline."),
    ("proper", "The U.S. Food and Drug Administration said no.", "It is legal in the U.S. However, states differ."),
)


@pytest.mark.parametrize(("row", "catches", "lets_go"), EXAMPLES, ids=[row for row, _, _ in EXAMPLES])
def test_a_row_catches_and_lets_go(row: str, catches: str, lets_go: str) -> None:
    assert len(sentences(catches)) == 1
    assert len(sentences(lets_go)) == 2


def test_every_row_has_an_example() -> None:
    assert [row.name for row in abbreviations.TABLE] == [row for row, _, _ in EXAMPLES]


_FRAMES = {
    Ends.NEVER: (("It was {} Smith there.",), ("It was {}\n\nSmith was there.",)),
    Ends.BEFORE_STARTER: (("It was {} Smith there.", "It was {} 5 there."), ("It was {} However, nobody came.",)),
    Ends.BEFORE_CAPITAL: (("It was {} 5 there.", "It was {} and over."), ("It was {} Smith was there.",)),
    Ends.AFTER_AMOUNT: (
        ("It was {} Smith there.", "It was {} 5 mg."),
        ("We gave 5 mg {} Smith slept.", "It was {} However, nobody slept."),
    ),
}


@pytest.mark.parametrize(("word", "ends"), sorted(abbreviations.ENDS.items()))
def test_every_abbreviation_behaves_as_its_row_says(word: str, ends: Ends) -> None:
    together, apart = _FRAMES[ends]
    for frame in together:
        assert len(sentences(frame.format(word + "."))) == 1, frame
    for frame in apart:
        assert len(sentences(frame.format(word + "."))) == 2, frame


def test_no_abbreviation_stands_in_two_rows() -> None:
    assert len(abbreviations.ENDS) == sum(len(row.words) for row in abbreviations.TABLE)


@pytest.mark.parametrize("word", sorted(abbreviations.LETTER_NAMES))
def test_a_letter_that_ends_a_name_may_end_a_sentence(word: str) -> None:
    assert len(sentences(f"They had {word} C. Smith did not.")) == 2
    assert len(sentences("They met C. Smith there.")) == 1


@pytest.mark.parametrize("word", sorted(abbreviations.STARTERS))
def test_starters_are_single_capitalised_words(word: str) -> None:
    assert word.isalpha()
    assert word[0].isupper()


# Row -> two spellings that must meet, and a word that the row must leave as it is.
FOLD_EXAMPLES = {
    "anaesth": ("anaesthesia", "anesthesia", "anastomosis"), "haem": ("haemoglobin", "hemoglobin", "ham"),
    "aemia": ("anaemia", "anemia", "aerobic"), "oedema": ("oedema", "edema", "node"), "oestr": ("oestrogen", "estrogen", "oyster"),
    "oesoph": ("oesophagus", "esophagus", "philosophy"), "paed": ("paediatric", "pediatric", "pad"),
    "orthopaed": ("orthopaedic", "orthopedic", "orthostatic"), "gynaec": ("gynaecology", "gynecology", "gyne"),
    "faec": ("faecal", "fecal", "face"), "foet": ("foetus", "fetus", "foe"), "diarrhoea": ("diarrhoea", "diarrhea", "diary"),
    "dyspnoea": ("dyspnoea", "dyspnea", "dysphoria"), "apnoea": ("apnoea", "apnea", "nap"), "tumour": ("tumour", "tumor", "humour"),
    "behaviour": ("behavioural", "behavioral", "behave"), "colour": ("colours", "colors", "colon"), "labour": ("labour", "labor", "lab"),
    "favour": ("favourable", "favorable", "flavour"), "odour": ("odour", "odor", "door"), "vapour": ("vapour", "vapor", "pour"),
    "centre": ("multicentre", "multicenter", "central"), "fibre": ("fibres", "fibers", "fibrosis"), "litre": ("litre", "liter", "little"),
    "sulph": ("sulphate", "sulfate", "sulky"),
    "isation": ("hospitalisation", "hospitalization", "sensation"), "ising": ("minimising", "minimizing", "exercising"),
    "ised": ("hospitalised", "hospitalized", "raised"), "ise": ("minimise", "minimize", "exercise"),
    "ises": ("minimises", "minimizes", "exercises"), "yse": ("analyse", "analyze", "yes"), "ysed": ("paralysed", "paralyzed", "eyed"),
    "ysing": ("analysing", "analyzing", "saying"), "judgement": ("judgements", "judgments", "judge"),
    "ageing": ("ageing", "aging", "again"), "grey": ("grey", "gray", "greed"),
}  # fmt: skip


@pytest.mark.parametrize("fold", spelling.FOLDS, ids=[fold.british for fold in spelling.FOLDS])
def test_every_fold_catches_and_lets_go(fold: spelling.Fold) -> None:
    british, american, other = FOLD_EXAMPLES[fold.british]
    assert stem(british) == stem(american)
    assert fold.british in british
    assert as_american(other) == other


def test_every_fold_has_an_example() -> None:
    assert set(FOLD_EXAMPLES) == {fold.british for fold in spelling.FOLDS}


@pytest.mark.parametrize(("form", "plain"), sorted(spelling.IRREGULAR.items()))
def test_irregular_forms_meet(form: str, plain: str) -> None:
    assert stem(form) == stem(plain)


@pytest.mark.parametrize("word", sorted(spelling.UNINFLECTED))
def test_uninflected_words_stay(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("word", sorted(spelling.NEVER_FOLDED))
def test_words_that_only_look_british_keep_their_s(word: str) -> None:
    assert "z" not in stem(word)


@pytest.mark.parametrize("word", ["no", "not", "never", "without", "more", "less", "fewer", "most", "least"])
def test_words_that_turn_a_claim_round_are_content(word: str) -> None:
    assert word not in stopwords.STOPWORDS
