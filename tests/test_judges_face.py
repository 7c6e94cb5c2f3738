"""Judges as people meet them: ``evidence judges`` on the command line, two judges in an audit, and the Settings page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_network
from chat_server import Turn, running
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from evidence import cli
from evidence.installation import JUDGE
from evidence.judges import figures

KEY = "sk-that-must-not-leak"
TEXT = "Ketamine infusions reduce fatigue in chronic fatigue syndrome. Ketamine can cause nausea."
NEUTRAL = json.dumps({"stance": "neutral", "sentences": [], "quotes": [], "strength": "low"})


class Said:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> int:
        self._capsys.readouterr()
        self.code = cli.run([str(each) for each in arguments])
        self.out, self.err = self._capsys.readouterr()
        return self.code


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    place = tmp_path / "a.txt"
    place.write_text(TEXT, encoding="utf-8")
    return place


def endpoint(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("EVIDENCE_ENDPOINT_URL", address)
    monkeypatch.setenv("EVIDENCE_ENDPOINT_MODEL", "tiny")
    monkeypatch.setenv("EVIDENCE_ENDPOINT_KEY", KEY)


def test_the_figures_that_ship_say_where_they_come_from() -> None:
    held = figures.shipped()
    assert held.of(JUDGE), "the judge in use was measured"
    for one in held.measured:
        assert one.n > 0
        assert one.date[:2] == "20"
        assert all(0 <= share <= 1 for share in (one.accuracy, one.macro_f1, one.supports, one.refutes, one.neutral, one.ece, one.hit_at_3))
    for ref in held.references:
        assert 0 < ref.value < 1
        assert ref.source
    assert all(held.is_about(one.judge).what for one in held.measured)


def test_a_file_of_a_newer_version_is_read() -> None:
    row = figures.row(figures.Measured("a-1", "set", "2026-11-22", 1, 1, 1, 1, 1, 1, 0, 1, 1, (1, 1), (1, 1), 1))
    assert figures.parse(json.dumps({"measured": [row | {"later": 1}], "news": 3}).encode()).of("a-1")[0].firm_supports == (1, 1)


def test_judges_are_listed_with_their_figures_and_faults(said: Said, own_data_folder: Path) -> None:
    tiny_network.folder(own_data_folder / "judges" / "mine-1", {"reduced": (1.0, 0.0, 0.0)})
    tiny_network.folder(own_data_folder / "judges" / "torn-1", {"reduced": (1.0, 0.0, 0.0)})
    (own_data_folder / "judges" / "torn-1" / "judge.json").write_text("{")
    assert said("judges", "list", "--json", "-") == 0
    document = json.loads(said.out)
    assert document["judges"][0]["name"] == JUDGE
    assert document["judges"][0]["in_use"]
    assert any(row["name"].startswith("mine-1@") for row in document["judges"])
    assert "not JSON" in document["faults"]["torn-1"]
    assert said("judges", "list") == 0
    assert "not measured here" in said.out
    assert "torn-1" in said.err


def test_a_downloaded_network_is_described(said: Said, tmp_path: Path) -> None:
    place = tiny_network.folder(tmp_path / "net", {"reduced": (1.0, 0.0, 0.0)})
    assert said("judges", "describe", place, "--name", "my-nli") == 2, "the labels stand nowhere"
    (place / "config.json").write_text(json.dumps({"id2label": {"0": "contradiction", "1": "neutral", "2": "entailment"}}))
    assert said("judges", "describe", place, "--name", "my-nli", "--evidence-first", "--trained-on", "MNLI") == 0
    card = json.loads((place / "judge.json").read_text())
    assert (card["labels"], card["order"], card["trained_on"]) == (["refutes", "neutral", "supports"], ["evidence", "claim"], ["MNLI"])


def test_the_endpoint_asks_for_consent_first(said: Said, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("judges", "allow", "--yes") == 2
    assert "off" in said.err
    with running(lambda number, body: Turn(NEUTRAL)) as server:
        endpoint(monkeypatch, server.address)
        assert said("audit", article, "--judge", "endpoint") == 2
        assert server.bodies == []
        assert said("judges", "allow", "--yes") == 0
        assert server.address in said.err
        assert said("audit", article, "--beside", "endpoint", "--limit", "3", "--json", "-") == 0
        document = json.loads(said.out)
        assert server.bodies
    assert document["run"]["judge"] == JUDGE
    assert document["agreement"]["judges"] == [JUDGE, "endpoint:tiny:prompt-1"]
    assert document["agreement"]["table"][0][0] == 0
    assert any(claim.get("beside") for claim in document["claims"])
    assert KEY not in said.out + said.err


def test_a_mute_judge_is_no_source_that_failed(said: Said, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(lambda number, body: Turn("no JSON")) as server:
        endpoint(monkeypatch, server.address)
        assert said("judges", "allow", "--yes") == 0
        assert said("audit", article, "--judge", "endpoint", "--limit", "2") == 4
    assert "gave no answer" in said.err
    assert "The source" not in said.err


# ---------------------------------------------------------------- the page


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, own_data_folder: Path) -> Callable[[], AppTest]:
    monkeypatch.chdir(ROOT)

    def opened() -> AppTest:
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        return test.switch_page("pages/8_Settings.py").run()

    return opened


def words(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html") if not element.proto.body.startswith("<style>"))


def test_the_page_shows_figures_sources_and_rules(page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_NCBI_API_KEY", KEY)
    shown = words(page())
    for expected in (JUDGE, "SciFact dev", "in use", "Local library", "clinical-1", "EVIDENCE_DATABASE_URL", "10 requests a second"):
        assert expected in shown
    for one in figures.shipped().references:
        assert f"{one.value:.2f}" in shown
    assert KEY not in shown


def test_the_page_shows_faults_escaped(page: Callable[[], AppTest], own_data_folder: Path) -> None:
    place = tiny_network.folder(own_data_folder / "judges" / "<b>torn", {"reduced": (1.0, 0.0, 0.0)}, name="torn-1", labels=["a"])
    shown = words(page())
    assert place.name not in shown
    assert "&lt;b&gt;torn" in shown
    assert "cannot be used" in shown


def test_the_notice_is_accepted_on_the_page(page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint(monkeypatch, "http://127.0.0.1:9/v1")
    test = page()
    assert "waits for your consent" in words(test)
    test.button(key="allow.endpoint").click().run()
    shown = words(test)
    assert "accepted" in shown
    assert "waits for your consent" not in shown
    assert KEY not in shown
    assert not [one for one in test.button if one.key == "allow.endpoint"]
