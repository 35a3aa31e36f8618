"""A copy of the project as git knows it, for tests that change its code."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.integration.test_whole_run import ROOT

NEEDS_GIT = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="git saknas: projektet kan inte kopieras"
)


def copy_project(folder: Path) -> dict[str, bytes]:
    """Copy every file that git tracks or would track; what was copied, by name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.rstrip("\0").split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Name → bytes of every file."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def changed(folder: Path, original: dict[str, bytes]) -> set[str]:
    """Names of the files that differ from the original."""
    return {name for name, content in contents(folder).items() if original.get(name) != content}


def put(path: Path, mark: str, before: str = "", after: str = "") -> None:
    """Write beside a mark that stands exactly once in the file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(mark) == 1, (path.name, mark)
    path.write_text(text.replace(mark, before + mark + after), encoding="utf-8")
