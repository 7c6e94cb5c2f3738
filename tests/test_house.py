"""The law of the house, read from the imports with ``ast`` (docs/house.md)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import evidence

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "evidence"

FLOORS: dict[str, int] = {
    "errors": 0, "model": 0,
    "settings": 1, "rules": 1,
    "text": 2,
    "mesh": 3,
    "pico": 4, "levels": 4, "status": 4,
    "scope": 5, "records": 5,
    "readers": 6, "claims": 6, "editing": 6, "alike": 6,
    "queries": 6, "ranking": 6, "judges": 6, "references": 6, "wording": 6, "verdicts": 6,
    "review": 6,
    "pipeline": 7, "revision": 7, "tables": 7, "exports": 7, "sources": 7, "store": 7, "jobs": 7,
    "installation": 8,
    "server": 9,
    "cli": 10, "catalogue": 10, "__main__": 11,
}

# Law 3: which room may import which outside package or which of Python's own doors. What is not named here is refused.
OUTSIDE: dict[str, set[str]] = {
    "settings": {"pydantic", "pydantic_settings", "sqlalchemy"},
    "text": {"regex"},
    "judges": {"numpy", "onnxruntime", "tokenizers"},
    "readers": {"docx", "lxml", "markdown_it", "pypdf", "trafilatura"},
    "records": {"lxml"},
    "tables": {"pandas"},
    "sources": {"Bio", "lxml", "tantivy", "tenacity"},
    "store": {"alembic", "sqlalchemy"},
    "jobs": {"sqlalchemy"},
    "cli": {"click", "rich"},
    "server": {"lxml", "starlette", "uvicorn"},
}

# Python's own doors to the world: network, disk, processes, clock, environment, randomness.
WORLD = {
    "asyncio", "concurrent", "fcntl", "glob", "http", "multiprocessing", "os", "pathlib", "platform", "random", "secrets", "select",
    "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser",
}
DOORS = {"settings", "sources", "store", "jobs", "installation", "cli", "server"}
# One file below the doors reads the checkout's own frozen data, like importing a table.
FROZEN_MATERIAL = {HOUSE / "rules" / "material.py"}

FILES = sorted(HOUSE.rglob("*.py"))
PAGES = sorted([ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")])


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


BELOW_THE_DOORS = [path for path in FILES if room_of(path) not in DOORS and path not in FROZEN_MATERIAL]


def files_of(room: str) -> list[Path]:
    """The files of a room, be it a module or a folder; a room that is not there fails the test that asks."""
    found = [path for path in FILES if room_of(path) == room]
    assert found, f"{room} is not there"
    return found


def imports(path: Path) -> list[tuple[str, int]]:
    """Every imported module of a file as a dotted name with its line, ``from evidence import x`` as ``evidence.x``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} relative import: name the room"
            if node.module == "evidence":
                found += [(f"evidence.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((node.module or "", node.lineno))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_leans_only_on_floors_below(path: Path) -> None:
    if path == HOUSE / "__init__.py":
        assert imports(path) == []
        return
    room = room_of(path)
    assert room in FLOORS, f"{room} is not in the plan: give it a floor here and in evidence/__init__.py"
    for name, line in imports(path):
        if name.split(".")[0] != "evidence" or name == "evidence":
            continue
        other = name.split(".")[1]
        assert other == room or FLOORS[other] < FLOORS[room], f"{path.name}:{line}: {room} must not lean on {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_doors_touch_the_world(path: Path) -> None:
    room = room_of(path)
    for name, line in imports(path):
        top = name.split(".")[0]
        if top in ("evidence", "__future__"):
            continue
        if top in sys.stdlib_module_names:
            allowed = room in DOORS or path in FROZEN_MATERIAL or top not in WORLD
            assert allowed, f"{path.name}:{line}: {room} is no door, it must not import {top}"
        else:
            assert top in OUTSIDE.get(room, set()), f"{path.name}:{line}: {room} on {top}: a new dependency is a decision, add it above"


@pytest.mark.parametrize("path", BELOW_THE_DOORS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_clock_no_file_below_the_doors(path: Path) -> None:
    """``open()`` and ``datetime.now()`` need no import of their own, so they are looked for by name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            bare = isinstance(node.func, ast.Name)
            assert not (bare and name in {"open", "input", "exec", "eval"}), f"{path.name}:{node.lineno} calls {name}()"
            assert name not in {"now", "utcnow", "today"}, f"{path.name}:{node.lineno} asks the clock"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_house_never_imports_its_faces(path: Path) -> None:
    for name, line in imports(path):
        assert name.split(".")[0] not in {"streamlit", "plotly", "pages", "dashboard"}, f"{path.name}:{line}: {name}"


def test_pipeline_names_no_door() -> None:
    for path in files_of("pipeline"):
        rooms = {name.split(".")[1] for name, _ in imports(path) if name.startswith("evidence.")}
        assert not rooms & DOORS, path.name


def test_verdicts_never_read_an_abstract() -> None:
    for path in files_of("verdicts"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert not names & {"abstract", "rationale", "sections"}, path.name


def test_judges_never_see_a_verdict() -> None:
    for path in files_of("judges"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
        assert not names & {"Verdict", "Policy", "Label"}, path.name


def test_exports_never_see_the_store() -> None:
    for path in files_of("exports"):
        assert not any(name.startswith("evidence.store") for name, _ in imports(path)), path.name


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_page_imports_no_page_and_only_wiring_builds_doors(path: Path) -> None:
    wiring = path.name == "wiring.py"
    for name, line in imports(path):
        if name.startswith("pages."):
            assert name.startswith("pages.parts"), f"{path.name}:{line}: a page imports no page"
        if name.startswith("evidence."):
            room = name.split(".")[1]
            assert wiring or room not in DOORS, f"{path.name}:{line}: only wiring builds doors, not {path.name} with {room}"


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.name == "pages"], ids=lambda p: p.name)
def test_a_page_only_begins_asks_calls_and_draws(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Try | ast.While), f"{path.name}:{node.lineno}"
    assert not any(name in {"re", "regex", "sqlalchemy", "sqlite3", "os", "time"} for name, _ in imports(path)), path.name


def test_no_page_lets_markup_through() -> None:
    for path in PAGES:
        assert "unsafe_allow_html" not in path.read_text("utf-8"), path.name


def test_the_map_names_every_room() -> None:
    named = evidence.__doc__ or ""
    for room, floor in FLOORS.items():
        if room != "__main__":
            line = next((line for line in named.splitlines() if line.startswith(f"floor {floor} ")), "")
            assert room in line, f"evidence/__init__.py does not name {room} on floor {floor}"


def test_every_room_of_the_plan_stands() -> None:
    for room in FLOORS:
        assert (HOUSE / f"{room}.py").is_file() or (HOUSE / room / "__init__.py").is_file(), f"{room} is planned but not built"


def test_no_room_has_a_name_that_says_nothing() -> None:
    banned = {"utils", "util", "helpers", "helper", "common", "manager", "service", "core", "misc"}
    for path in [*FILES, *PAGES]:
        assert path.stem not in banned, path
