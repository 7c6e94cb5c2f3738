"""What an installation may set, from the environment, in one class (the contract's list).

The one room besides the doors that reads the environment. ``describe`` is what ``evidence check`` prints:
secrets appear only as set or not set.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from evidence.errors import SettingsError

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"


def default_data_folder() -> Path:
    """The platform's folder for a user's data: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "evidence-review"


class Settings(BaseSettings):
    """All settings, read from ``EVIDENCE_*``; every one has a working default."""

    model_config = SettingsConfigDict(env_prefix="EVIDENCE_", frozen=True, extra="ignore")

    data_folder: Path = Field(default_factory=default_data_folder)
    database_url: SecretStr = SecretStr("")
    eutils_url: str = NCBI
    ncbi_email: str = ""
    ncbi_api_key: SecretStr = SecretStr("")
    ncbi_tool: str = "evidence-review"
    dask_scheduler: str = ""
    people: Literal["single", "oidc"] = "single"
    judges_folder: Path | None = None
    endpoint_url: str = ""
    endpoint_model: str = ""
    endpoint_key: SecretStr = SecretStr("")
    endpoint_requests: int = Field(default=500, ge=1)
    endpoint_tokens: int = Field(default=1_000_000, ge=1)
    endpoint_seconds: float = Field(default=60.0, gt=0, le=600)

    @field_validator("endpoint_url")
    @classmethod
    def _endpoint(cls, value: str) -> str:
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            loopback, _ = parts.hostname in ("localhost", "127.0.0.1", "::1"), parts.port
        except ValueError:
            raise ValueError("is not an address such as https://host/v1") from None
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("must be an address such as https://host/v1, without a user, a key or a question mark in it")
        if parts.scheme == "http" and not loopback:
            raise ValueError("must start with https:// unless the server runs on this machine")
        return value.rstrip("/")

    @field_validator("data_folder")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("eutils_url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value if value.endswith("/") else value + "/"

    @field_validator("ncbi_tool")
    @classmethod
    def _one_word(cls, value: str) -> str:
        if not value or " " in value:
            raise ValueError("must be one word (NCBI asks for a tool name without spaces)")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            try:
                backend = make_url(value.get_secret_value()).get_backend_name()
            except ArgumentError:
                # `from None`: SQLAlchemy's message repeats the address, which may hold a password.
                raise ValueError("is not a database address such as postgresql+psycopg://user@host/name") from None
            if backend not in ("sqlite", "postgresql"):
                raise ValueError("must be sqlite or postgresql")
        return value

    @property
    def database(self) -> str:
        """The database address in use: the one set, else SQLite in the data folder."""
        return self.database_url.get_secret_value() or f"sqlite:///{(self.data_folder / 'evidence.sqlite3').as_posix()}"

    @property
    def index_folder(self) -> Path:
        """Where the library's full-text index lies."""
        return self.data_folder / "index"

    @property
    def pair_folder(self) -> Path:
        """Where a person puts the folders of pair judges."""
        return (self.judges_folder or self.data_folder / "judges").expanduser().absolute()

    def describe(self) -> dict[str, str]:
        """Every setting under its environment name, with secrets only as set or not set."""
        shown = {
            "EVIDENCE_DATA_FOLDER": str(self.data_folder),
            "EVIDENCE_DATABASE_URL": make_url(self.database).render_as_string(hide_password=True),
            "EVIDENCE_EUTILS_URL": self.eutils_url,
            "EVIDENCE_NCBI_EMAIL": self.ncbi_email or "not set",
            "EVIDENCE_NCBI_API_KEY": "set" if self.ncbi_api_key.get_secret_value() else "not set",
            "EVIDENCE_NCBI_TOOL": self.ncbi_tool,
            "EVIDENCE_DASK_SCHEDULER": self.dask_scheduler or "not set",
            "EVIDENCE_PEOPLE": self.people,
            "EVIDENCE_JUDGES_FOLDER": str(self.pair_folder),
            "EVIDENCE_ENDPOINT_URL": self.endpoint_url or "not set",
            "EVIDENCE_ENDPOINT_MODEL": self.endpoint_model or "not set",
            "EVIDENCE_ENDPOINT_KEY": "set" if self.endpoint_key.get_secret_value() else "not set",
            "EVIDENCE_ENDPOINT_REQUESTS": str(self.endpoint_requests),
            "EVIDENCE_ENDPOINT_TOKENS": str(self.endpoint_tokens),
            "EVIDENCE_ENDPOINT_SECONDS": f"{self.endpoint_seconds:g}",
        }
        return dict(sorted(shown.items()))


def load() -> Settings:
    """The settings of this installation; a bad value is named without being repeated."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "EVIDENCE_" + "_".join(str(part) for part in first["loc"]).upper()
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}.") from None
