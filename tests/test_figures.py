"""A claim's figure beside a study's: units made equal, intervals, parts of a whole, what is no finding; both figures are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import claims
from evidence.judges.lexical import figures

# (claim, sentence, sign or None, words of the study that are shown, overstated)
COMPARED = (
    ("Nearly 2% of the population has gout.", "Prevalence was 1.9%.", 1, "1.9%", False),
    ("Nearly 2% of the population has gout.", "Prevalence was 1.3% (95% CI 1.1-1.5).", -1, "1.3% (95% CI 1.1-1.5)", False),
    ("Nearly 2% of the population has gout.", "Prevalence was 1.5% (95% CI 1.2 to 2.0).", 1, "1.5% (95% CI 1.2 to 2.0)", False),
    ("Nearly 2% of the population has gout.", "The pooled prevalence was 1.5%.", 1, "1.5%", True),
    ("Nearly 2% of the population has gout.", "The prevalence was 19 per 1,000.", 1, "19 per 1,000", False),
    ("Nearly 2% of the population has gout.", "Gout occurred in 1 in 50 adults.", 1, "1 in 50", False),
    ("Nearly 2% of the population has gout.", "Gout occurred in 40 of 2000 adults.", 1, "40 of 2000", False),
    ("Nearly 2% of the population has gout.", "Of the patients 83% were men.", None, "", False),
    ("About 1 in 10 people have migraine.", "The prevalence of migraine was 11.6%.", 1, "11.6%", False),
    ("About 1 in 10 people have migraine.", "The prevalence of migraine was 30%.", -1, "30%", False),
    ("Sublingual ketamine has a bioavailability of around 30%.", "Bioavailability was 0.29.", 1, "0.29", False),
    ("Sublingual ketamine has a bioavailability of around 30%.", "Sublingual bioavailability was 29% (90% CI 27-31).", 1,
     "29% (90% CI 27-31)", False),
    ("Sublingual ketamine has a bioavailability of around 30%.", "Oral bioavailability was 20%; sublingual bioavailability was 30%.", 1,
     "30%", False),
    ("Intravenous ketamine has 100% bioavailability.", "Oral bioavailability was 20%.", None, "", False),
    ("Intravenous ketamine has 100% bioavailability.", "Intravenous bioavailability is 100%.", 1, "100%", False),
    ("The half-life is about 3 hours.", "The half-life was 186 minutes.", 1, "186 minutes", False),
    ("The half-life is about 3 hours.", "The half-life was 12 hours.", -1, "12 hours", False),
    ("More than half of patients respond.", "Response was seen in 32 of 50 patients.", 1, "32 of 50", False),
    ("More than half of patients respond.", "The response rate was 32%.", -1, "32%", False),
    ("Up to 25% of patients relapse.", "Relapse occurred in 12 of 60 patients (20%).", 1, "20%", False),
    # a dose and a time of the study are no findings
    ("A dose of 500 mg lowers pain.", "Participants took 50 mg.", None, "", False),
    ("Ketamine relieves depression within 2 hours.", "The infusion lasted 40 minutes.", None, "", False),
    ("Ketamine relieves depression within 2 hours.", "Scores were lower for 7 days.", None, "", False),
)  # fmt: skip


@pytest.mark.parametrize(("said", "sentence", "sign", "shown", "overstated"), COMPARED)
def test_figures_are_compared_and_both_are_shown(said: str, sentence: str, sign: int | None, shown: str, overstated: bool) -> None:
    compared = figures.compare(claims.statement(said), sentence)
    if sign is None:
        assert compared is None
        return
    assert compared is not None
    assert (compared.sign, bool(compared.overstated)) == (sign, overstated)
    assert compared.words.endswith(f"the study {shown}")
    assert compared.words.startswith("the claim says ")


@given(st.text("0123456789.%, ()CIof per-to1", max_size=60))
def test_any_sentence_gives_figures_that_stand_in_it(sentence: str) -> None:
    for figure in figures.measured(sentence):
        assert 0 <= figure.start < figure.end <= len(sentence)
        assert figure.low <= figure.high
        assert figure.words.strip() in sentence


@given(st.integers(5, 5000), st.integers(0, 5000))
def test_so_many_of_so_many_is_a_share(whole: int, part: int) -> None:
    part = min(part, whole)
    shares = [one.value for one in figures.quantities(f"Nausea in {part} of {whole} patients") if one.unit == "%"]
    assert shares == [pytest.approx(100 * part / whole, abs=0.01)]
