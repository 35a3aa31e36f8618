"""Paths of the project that texts name: in documents, in messages, in docstrings and comments."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import LONGEST_FIRST

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("assets", "bench", "checks", "deploy", "docs", "pipelines", "reports", "sources", "tests")
TEXTS = (".csv", ".j2", ".js", ".md", ".py", ".sql", ".toml", ".yaml", "")
PATH = re.compile(rf"(?<![\w/.~-])(?:{'|'.join(FOLDERS)})(?:/(?:<\w+>|{{\w+}}|\*+|[\w.-])+)+")
PLACEHOLDER = re.compile(r"[<{*]|_vN\b")
"""What stands for a name: everything from there on is for the reader to fill in."""


def texts() -> list[Path]:
    """Decision records and the list of changes tell what was, and locks what others have; they are left alone."""
    above = [path for path in ROOT.iterdir() if path.is_file() and path.name not in ("CHANGELOG.md", ".git", ".env")]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "beslut" not in path.parts]
    return sorted(path for path in [*above, *below] if path.is_file() and path.suffix in TEXTS)


def said(path: Path) -> str:
    """The text of a file; of a test only its docstrings, since its strings are what it holds against the product."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py" or ROOT / "tests" not in path.parents:
        return text
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return "\n".join(ast.get_docstring(n) or "" for n in ast.walk(ast.parse(text)) if isinstance(n, nodes))


@cache
def named_in_texts() -> dict[str, list[str]]:
    """File → the paths that it names, for every file that is read."""
    return {path.relative_to(ROOT).as_posix(): PATH.findall(said(path)) for path in texts()}


def is_there(named: str) -> bool:
    """Whether a named path exists: a file or folder, a module without its ending, an attribute of it, a numbered record."""
    parts = named.rstrip("./-").split("/")
    filled_in = next((number for number, part in enumerate(parts) if PLACEHOLDER.search(part)), len(parts))
    path = ROOT.joinpath(*parts[:filled_in])
    attribute = re.fullmatch(r"(.+)\.[A-Z_]+", path.name)
    if attribute:
        path = path.with_name(attribute[1])
    if re.fullmatch(r"\d{4}", path.name):
        return len(list(path.parent.glob(f"{path.name}-*"))) == 1
    return path.exists() or path.with_name(f"{path.name}.py").exists()


def dead(named: list[str]) -> list[str]:
    return [each for each in named if not is_there(each)]


def test_every_path_that_a_text_names_exists():
    assert {file: found for file, named in named_in_texts().items() if (found := dead(named))} == {}


def test_the_texts_are_read():
    read = named_in_texts()
    assert {"README.md", "Makefile", "docs/arkitektur.md", "sources/scb/client.py", "checks/gate.py"} <= set(read)
    assert sum(len(named) for named in read.values()) > 100
    assert "docs/beslut/0002-grinden-ar-kod.md" not in read


def test_the_tests_that_begin_first_exist():
    assert [name for name in LONGEST_FIRST if not (ROOT / "tests" / name).is_file()] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rätta valet i sources/catalog.py.", ["sources/catalog.py."]),
        ("Gränserna står i assets/reference/granser_v0.csv", ["assets/reference/granser_v0.csv"]),
        ("`tests/unit/test_gone.py`, checks/suites/staged", ["tests/unit/test_gone.py", "checks/suites/staged"]),
        ("docs/beslut/0999", ["docs/beslut/0999"]),
        ("assets/gone/<subject>.py", ["assets/gone/<subject>.py"]),
        ("assets/gone.VERSION", ["assets/gone.VERSION"]),
    ],
)
def test_a_dead_path_is_found(text: str, found: list[str]):
    assert dead(PATH.findall(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Rätta i assets/contracts/ads.py.",
        "Öppna assets/reference, assets/methods/ eller docs/beslut/0002.",
        "Spara som assets/reference/granser_vN.csv",
        "assets/marts/<subject>/<module>.py, tests/**, {name}",
        "`assets/methods.VERSION`, checks/gate",
        "publicerat/reports/x.html, https://example.test/assets/x.png, ./docs/x",
    ],
)
def test_what_exists_or_is_to_be_filled_in_is_not(text: str):
    assert dead(PATH.findall(text)) == []
