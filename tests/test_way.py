"""The whole way: one article over a small shelf, one sentence followed by its span to every export, the same bytes everywhere."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nouns
import pytest

from evidence import exports, readers, settings
from evidence.installation import Installation
from evidence.model import Audit, Citation, State

# Our own article and records. The sentence that is followed stands in the middle of a paragraph, behind letters of several bytes.
SENTENCE = "Intravenous ketamine reduced fatigue in adults with chronic fatigue syndrome."
TEXT = f"""# Ketamine – für wen? 😀

At our clinic we treat exhaustion. {SENTENCE} It may also help mood.

- Ketamine can cause nausea.
- The FDA has not approved ketamine for fatigue.
"""
QUOTE = "Intravenous ketamine reduced fatigue in adults with chronic fatigue syndrome compared with midazolam (p = 0.01)."
TRIAL = Citation(
    "900001",
    "Intravenous ketamine for fatigue in chronic fatigue syndrome: a randomised, double-blind trial",
    f"Sixty adults were randomised. {QUOTE} Nausea was frequent.",
    journal="The Journal of Made-up Trials",
    year=2019,
    publication_types=(("D016449", "Randomized Controlled Trial"),),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Audit]:
    """The audit, and the same audit as the database gives it back."""
    folder = tmp_path_factory.mktemp("way")
    installation = Installation.open(settings.Settings(data_folder=folder))
    installation.library.add([TRIAL])
    audit = installation.audit(readers.read(TEXT.encode(), "way.md"))
    kept = installation.store.audit(audit.run.id)
    installation.close()
    return audit, kept


def test_one_sentence_is_followed_from_the_article_to_the_exports(made: tuple[Audit, Audit]) -> None:
    audit, kept = made
    assert kept == audit
    finding = next(one for one in audit.findings if one.claim.text.rstrip(".") == SENTENCE.rstrip("."))
    claim = finding.claim
    assert audit.article.text[claim.start : claim.end] == claim.text
    assert finding.state == State.JUDGED
    judgement = next(one for one in finding.judgements if one.pmid == TRIAL.pmid)
    (rationale, *_) = judgement.rationale
    assert TRIAL.abstract[rationale.start : rationale.end] == rationale.text == QUOTE
    assert finding.label == "supported"
    document = json.loads(exports.FORMATS["json"].render(kept))
    shown = next(one for one in document["claims"] if one["id"] == claim.id)
    assert (shown["start"], shown["end"], shown["text"], shown["label"]) == (claim.start, claim.end, claim.text, "supported")
    assert audit.article.text[shown["start"] : shown["end"]] == shown["text"]
    line = next(
        line
        for line in csv.DictReader(io.StringIO(exports.FORMATS["csv"].render(kept).decode("utf-8-sig"), newline=""))
        if line["claim_id"] == claim.id and line["pmid"] == TRIAL.pmid
    )
    assert (line["start"], line["claim"], line["label"], line["stance"]) == (str(claim.start), claim.text, "supported", "supports")
    assert QUOTE in line["quote"]
    report = exports.FORMATS["md"].render(kept).decode()
    assert f"✔ supported: {claim.text}" in report
    assert f"[PMID {TRIAL.pmid}](https://pubmed.ncbi.nlm.nih.gov/{TRIAL.pmid}/)" in report


def test_every_quote_and_every_offset_is_verbatim(made: tuple[Audit, Audit]) -> None:
    audit, _ = made
    assert len(audit.findings) >= 3
    for finding in audit.findings:
        claim = finding.claim
        assert claim.rewritten or audit.article.text[claim.start : claim.end] == claim.text
        assert 0 <= claim.start < claim.end <= len(audit.article.text)
        for judgement in finding.judgements:
            if judgement.pmid == TRIAL.pmid:
                for one in judgement.rationale:
                    text = TRIAL.abstract if one.part == "abstract" else TRIAL.title
                    assert text[one.start : one.end] == one.text


def test_a_regulatory_statement_is_never_labelled(made: tuple[Audit, Audit]) -> None:
    finding = next(one for one in made[0].findings if "FDA" in one.claim.text)
    assert (finding.state, finding.label, finding.searches) == (State.NOT_CHECKABLE, None, ())


# ---------------------------------------------------------------- the same bytes in every process

PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_way import TEXT, TRIAL
from evidence import exports, readers, settings
from evidence.installation import Installation
installation = Installation.open(settings.Settings(data_folder=Path(sys.argv[1])))
installation.library.add([TRIAL])
audit = installation.audit(readers.read(TEXT.encode(), "way.md"))
sys.stdout.buffer.write(exports.FORMATS["json"].render(installation.store.audit(audit.run.id)))
"""


# What sets the number of threads of numpy's linear algebra and of the full-text index.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def test_processes_of_other_seeds_and_thread_counts_write_the_same_bytes(tmp_path: Path) -> None:
    program = PROGRAM.format(tests=str(Path(__file__).parent))
    written = [
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, **dict.fromkeys(THREADS, threads)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, threads in (("0", "1"), ("1", "2"), ("4242", "8"))
    ]
    assert len({timeless(one) for one in written}) == 1
    assert b"900001" in written[0]


def timeless(written: bytes) -> bytes:
    """The document without what the contract lets differ: the run's id and times."""
    without_times = re.sub(rb'"(started_at|finished_at|at)": "[^"]*"', b'"\\1": ""', written)
    return re.sub(rb'("run": \{\s+"id": )"[^"]*"', b'\\1""', without_times, count=1)


# ---------------------------------------------------------------- the files as they were agreed

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("name", exports.FORMATS)
def test_an_exported_file_is_the_golden_one(name: str) -> None:
    """A change here is a change for people's scripts. To accept it on purpose: write the new bytes to tests/golden/ and say why."""
    assert exports.FORMATS[name].render(nouns.audit()) == (GOLDEN / f"audit.{name}").read_bytes()
