"""`evidence claims`: from list to history, with the exit codes and the JSON that were promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evidence import cli

WORDS = "Ketamine infusions reduce pain in adults with chronic pain. They also lift the mood.\n"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("EVIDENCE_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("EVIDENCE_DATABASE_URL", raising=False)
    (tmp_path / "article.txt").write_text(WORDS)
    assert cli.run(["audit", str(tmp_path / "article.txt")]) == 0
    capsys.readouterr()
    return tmp_path


def run(*arguments: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, object]:
    assert cli.run([*arguments, "--json", "-"]) == code
    out = capsys.readouterr().out
    return json.loads(out) if out else {}


def test_the_whole_way_of_a_claim(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(_export(capsys))
    assert "edits" not in before
    listed = run("claims", "list", "latest", capsys=capsys)
    first = listed["claims"][0]  # type: ignore[index]
    assert first["machine"] == [first["text"]]
    short = first["id"][3:13]
    softer = ["--words", "Ketamine infusions may reduce pain", "--by", "Dr A", "--reason", "hedge"]
    edited = run("claims", "edit", "latest", short, *softer, capsys=capsys)
    assert edited["claims"][0]["text"] == "Ketamine infusions may reduce pain"  # type: ignore[index]
    assert edited["claims"][0]["searches"]  # type: ignore[index] - it was audited at once
    where = ["--quote", "adults with chronic pain", "--by", "Dr A", "--route", "oral"]
    added = run("claims", "add", "latest", *where, "--no-audit", capsys=capsys)
    new = added["edit"]["after"][0]  # type: ignore[index]
    assert WORDS[new["start"] : new["end"]] == new["text"]
    assert new["pico"]["route"] == "oral"
    halves = ["--part", "Ketamine lifts the mood", "--part", "Ketamine calms", "--no-audit"]
    split = run("claims", "split", "latest", new["id"], *halves, capsys=capsys)
    parts = [one["id"] for one in split["edit"]["after"]]  # type: ignore[index]
    run("claims", "merge", "latest", *parts, "--words", "Ketamine lifts the mood and calms", "--no-audit", capsys=capsys)
    run("claims", "drop", "latest", edited["claims"][0]["id"], "--reason", "not ours", capsys=capsys)  # type: ignore[index]
    after = json.loads(_export(capsys))
    assert [one["kind"] for one in after["edits"]] == ["edit", "add", "split", "merge", "drop"]
    assert after["edits"][0]["before"][0]["text"] == first["text"]
    assert "Ketamine lifts the mood and calms" in [one["text"] for one in after["claims"]]
    assert after["summary"]["claims"] == len(after["claims"])
    history = run("claims", "history", "latest", first["id"], capsys=capsys)
    assert [one["kind"] for one in history["edits"]] == ["edit", "drop"]  # type: ignore[union-attr]
    run("claims", "restore", "latest", edited["claims"][0]["id"], capsys=capsys)  # type: ignore[index]
    assert cli.run(["claims", "list", "latest"]) == 0
    shown = capsys.readouterr().out
    assert "machine: Ketamine infusions reduce pain" in shown
    assert cli.run(["database", "verify-log"]) == 0


def _export(capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run(["export", "latest", "--format", "json"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["add", "latest"],
        ["add", "latest", "--quote", "words that stand nowhere"],
        ["add", "latest", "--start", "5", "--end", "5"],
        ["edit", "latest", "zzzz", "--words", "x"],
        ["edit", "latest", ""],
        ["drop", "latest", "00"],
        ["list", "b2:nothing"],
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence_and_exits_2(house: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert cli.run(["claims", *wrong]) == 2
    told = capsys.readouterr().err
    assert told.startswith("evidence: ")
    assert "Traceback" not in told
