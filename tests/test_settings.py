"""Settings: defaults that work, values refused by name, secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence import settings
from evidence.errors import SettingsError


def test_defaults_work(own_data_folder: Path) -> None:
    held = settings.load()
    assert held.data_folder == own_data_folder
    assert held.database == f"sqlite:///{(own_data_folder / 'evidence.sqlite3').as_posix()}"
    assert held.eutils_url == settings.NCBI
    assert held.people == "single"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EVIDENCE_EUTILS_URL", "ftp://secret.example/"),
        ("EVIDENCE_NCBI_TOOL", "two words"),
        ("EVIDENCE_DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("EVIDENCE_DATABASE_URL", "not an address hunter2"),
        ("EVIDENCE_PEOPLE", "everybody"),
        ("EVIDENCE_ENDPOINT_URL", "http://far.example/v1"),
        ("EVIDENCE_ENDPOINT_URL", "https://someone:hunter2@far.example/v1"),
        ("EVIDENCE_ENDPOINT_URL", "https://far.example/v1?key=hunter2"),
        ("EVIDENCE_ENDPOINT_URL", "https://far.example:notaport/v1"),
    ],
)
def test_a_bad_value_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        settings.load()
    assert name in str(caught.value)
    assert value not in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_NCBI_API_KEY", "k3y-that-must-not-leak")
    monkeypatch.setenv("EVIDENCE_DATABASE_URL", "postgresql+psycopg://someone:hunter2@localhost/evidence")
    held = settings.load()
    shown = repr(held) + str(held) + str(held.describe())
    assert "k3y-that-must-not-leak" not in shown
    assert "hunter2" not in shown
    assert held.describe()["EVIDENCE_NCBI_API_KEY"] == "set"


def test_every_setting_of_the_contract_is_described() -> None:
    assert list(settings.load().describe()) == sorted([
        "EVIDENCE_DATABASE_URL", "EVIDENCE_DATA_FOLDER", "EVIDENCE_EUTILS_URL", "EVIDENCE_NCBI_EMAIL", "EVIDENCE_NCBI_API_KEY",
        "EVIDENCE_NCBI_TOOL", "EVIDENCE_DASK_SCHEDULER", "EVIDENCE_PEOPLE", "EVIDENCE_JUDGES_FOLDER", "EVIDENCE_ENDPOINT_URL",
        "EVIDENCE_ENDPOINT_MODEL", "EVIDENCE_ENDPOINT_KEY", "EVIDENCE_ENDPOINT_REQUESTS", "EVIDENCE_ENDPOINT_TOKENS",
        "EVIDENCE_ENDPOINT_SECONDS",
    ])
