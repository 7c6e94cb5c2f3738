"""Sentences, words, normal form and stems."""

from __future__ import annotations

import string

import pytest
import sentences_gold
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import content_words, normal, sentences, stem, words

# Letters, stops, breaks, bullets, quotes, emoji: what sentences are cut at, in every order.
ALPHABET = st.text(alphabet=string.ascii_letters + "0123456789 .!?…\n\r\t•-*()[]\"'“”,;:%/+é\u00a0\u200bβ😊", max_size=300)


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_gold_seen_is_exact() -> None:
    for name, marked in sentences_gold.SEEN:
        text, gold = sentences_gold.parse(marked)
        assert tuple((span.start, span.end) for span in sentences(text)) == gold, name


@pytest.mark.parametrize("cases", [sentences_gold.BLIND, sentences_gold.BLIND_2], ids=["first", "second"])
def test_gold_blind_stays_good(cases: tuple[tuple[str, str], ...]) -> None:
    figures = sentences_gold.measure(cases)
    assert figures["sentences"] >= 120
    assert figures["precision"] >= 0.95
    assert figures["recall"] >= 0.95


@given(ALPHABET)
def test_spans_are_in_order_trimmed_and_cover_all_words(text: str) -> None:
    spans = sentences(text)
    end = 0
    for span in spans:
        assert span.start >= end
        assert not any(character.isalnum() for character in text[end : span.start]), "words between two sentences"
        piece = text[span.start : span.end]
        assert piece == piece.strip()
        assert piece
        end = span.end
    assert not any(character.isalnum() for character in text[end:])


@given(ALPHABET, st.integers(0, 50), st.integers(0, 300))
def test_a_part_of_a_text_is_split_as_if_it_stood_alone(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), max(start, min(end, len(text)))
    inside = sentences(text, start, end)
    assert all(start <= span.start < span.end <= end for span in inside)
    alone = sentences(text[start:end])
    assert [(span.start - start, span.end - start) for span in inside] == [(span.start, span.end) for span in alone]


@given(ALPHABET)
def test_a_paragraph_after_a_blank_line_changes_nothing_before_it(text: str) -> None:
    before = split(text + "\n\n")
    assert split(text + "\n\nAn unrelated paragraph. It stands apart.")[: len(before)] == before


@pytest.mark.parametrize(
    "piece",
    [".", "word ", "(", "A. b ", "a\n", " ", "• ", '" ', "Dr. ", ".[1,1", "(a) ", "1. ", ". - ", "\n    ", "..\n", "x(", "[1] ", "😊"],
)
def test_monotonous_texts_end_with_an_answer(piece: str) -> None:
    """100,000 characters of one pattern: anything but linear work would not come back."""
    text = piece * (100_000 // len(piece))
    assert sum(span.end - span.start for span in sentences(text)) <= len(text)
    assert len(words(text)) <= len(text)


def test_words_keep_their_places() -> None:
    text = "NAD+ at 0.5 mg/kg, 5mg or 1,000mg: Dr. Okafor’s long-COVID patients didn't improve (p<.05)."
    tokens = words(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [token.text for token in tokens] == [
        "NAD+", "at", "0.5", "mg", "kg", "5", "mg", "or", "1,000", "mg", "Dr", "Okafor’s", "long", "COVID", "patients", "didn't",
        "improve", "p", "05",
    ]  # fmt: skip


@given(ALPHABET)
def test_words_are_in_order_and_reproduce(text: str) -> None:
    end = 0
    for token in words(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


@given(st.text(max_size=200))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


def test_normal_form_folds_what_looks_alike() -> None:
    assert normal("“Keta\u00admine” —\u00a0the ﬁrst\u200b™") == '"ketamine" - the first'
    assert normal("ME/CFS") == normal("me/cfs") == "me/cfs"


def test_content_words_leave_out_what_says_nothing_and_keep_negation() -> None:
    assert content_words("It does not improve the fatigue of patients with ME/CFS.") == ("not", "improv", "fatigu", "patient", "me", "cfs")
    assert content_words("Tell me more") == ("tell", "mor")
    assert content_words("See [the trial](https://example.org/a-b) at www.example.org") == ("see", "trial")


@pytest.mark.parametrize(
    "family",
    [
        ("improve", "improves", "improved", "improving", "improvement", "improvements"),
        ("dose", "doses", "dosed", "dosing"),
        ("therapy", "therapies"),
        ("analysis", "analyses"),
        ("diagnosis", "diagnoses"),
        ("woman", "women"),
        ("mouse", "mice"),
        ("randomised", "randomized", "randomise"),
        ("anaesthetic", "anesthetic", "anaesthetics"),
        ("tumour", "tumors"),
        ("relieve", "relieved", "relief"),
        ("stop", "stopped", "stopping"),
        ("use", "used", "using"),
    ],
)
def test_forms_of_one_word_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("operate", "opera"), ("infection", "inflammation"), ("depression", "depressant"), ("dose", "dosage"), ("pain", "paint"),
     ("bias", "bia"), ("exercise", "exert"), ("new", "news"), ("ill", "illness")],
)  # fmt: skip
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=20))
def test_a_stem_is_never_empty_and_never_much_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 4
