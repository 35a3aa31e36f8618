from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from tests import conftest


def left(memory: Path, name: str) -> Path:
    folder = memory / f"kompetens-prov-{name}"
    (folder / "prov").mkdir(parents=True)
    (folder / "las").touch()
    return folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(conftest, "MEMORY", tmp_path)
    return tmp_path


def test_what_a_killed_run_left_is_removed_and_a_live_run_s_stays(memory: Path):
    killed, alive = left(memory, "a"), left(memory, "b")
    with FileLock(alive / "las"):
        conftest._sweep()
    assert not killed.exists()
    assert alive.is_dir()


def test_another_run_that_removes_the_same_at_once_stops_nothing(memory: Path, monkeypatch: pytest.MonkeyPatch):
    first, second = left(memory, "a"), left(memory, "b")
    remove = shutil.rmtree

    def beaten(folder: Path) -> None:
        remove(folder)
        remove(folder)

    monkeypatch.setattr(shutil, "rmtree", beaten)
    conftest._sweep()
    assert not first.exists()
    assert not second.exists()
