"""The command line of the review: people, two blind reviewers to the signature, the log as a file, a tampered database."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import specimen

from evidence import cli, settings
from evidence.installation import Installation

CLAIM, OTHER = (finding.claim.id for finding in specimen.audit().findings[:2])


@pytest.fixture(autouse=True)
def house(own_data_folder: Path) -> Path:
    installation = Installation.open(settings.load())
    installation.store.record(specimen.audit())
    installation.close()
    return own_data_folder / "evidence.sqlite3"


def done(*arguments: str, code: int = 0) -> None:
    assert cli.run(list(arguments)) == code, arguments


def test_two_reviewers_on_the_command_line(capsys: pytest.CaptureFixture[str], house: Path) -> None:
    done("review", "reviewers", "run-specimen", "2", "--by", "Di")
    done("review", "assign", CLAIM, "--to", "Ana", "--to", "Bea", "--due", "2026-12-01", "--by", "Di")
    done("review", "decide", CLAIM, "--decision", "reject", "--code", "overstated", "--reason", "far too much", "--by", "Ana")
    capsys.readouterr()
    for command in (["show", CLAIM], ["history", "--format", "json"], ["queue", "mine", "--json", "-"]):
        done("review", *command, "--by", "Bea")
    assert "far too much" not in capsys.readouterr().out
    done("review", "decide", CLAIM[:20], "--decision", "approve", "--by", "Bea", "--seen", "0")
    assert "disagreement" in capsys.readouterr().out
    done("review", "settle", CLAIM, "--decision", "reject", "--code", "overstated", "--by", "Ana", code=2)
    done("review", "settle", CLAIM, "--decision", "reject", "--code", "overstated", "--by", "Di")
    capsys.readouterr()
    done("review", "agreement", "run-specimen", "--json", "-")
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert (pair["people"], pair["claims"], pair["agreed"], pair["kappa"]) == (["Ana", "Bea"], 1, 0, 0.0)
    done("review", "sign", "latest", "--name", "Di", "--reason", "ready", "--undecided", "14")
    done("review", "comment", OTHER, "too late", "--by", "Ana", code=5)
    assert "signed off" in capsys.readouterr().err
    done("review", "history", "--person", "Ana", "--kind", "decided", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [(line["actor"], line["kind"], line["reason"]) for line in lines] == [("Ana", "decided", "far too much")]
    done("database", "verify-log")
    said = capsys.readouterr()
    assert "1 reviewed claims and 1 signed articles stand" in said.out
    head = said.err.split("elsewhere: ")[1].strip()
    done("database", "verify-log", "--head", head)
    done("database", "verify-log", "--head", head[:-1] + "?", code=6)
    with closing(sqlite3.connect(house)) as connection:
        connection.executescript("UPDATE standings SET state = 'approved'")
    done("database", "verify-log", code=6)
    assert CLAIM in capsys.readouterr().err


def test_the_first_administrator_ends_the_typed_names(capsys: pytest.CaptureFixture[str]) -> None:
    done("people", "add", "Ana", "--role", "reviewer", code=2)
    done("people", "add", "Root", "--role", "administrator")
    done("review", "comment", CLAIM, "hello", "--by", "Ana", code=2)
    done("people", "add", "Ana", "--role", "reviewer", "--by", "Ana", code=2)
    done("people", "role", "Ana", "reviewer", "--by", "Root")
    done("review", "comment", CLAIM, "hello", "--by", "Ana")
    done("people", "remove", "Ana", "--by", "Root")
    capsys.readouterr()
    done("people", "list", "--json", "-")
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["people"]] == ["Root"]
    done("review", "decide", CLAIM, "--decision", "approve", "--by", "Ana", code=2)
    assert "not on the list" in capsys.readouterr().err
