from __future__ import annotations

import os
from pathlib import Path

import pytest

from assets import folder_tree
from assets.folder_tree import Seen, read_tree

PARTS = ("raw",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw/b").mkdir(parents=True)
    (tmp_path / "raw/b/svar.json").write_text("två", encoding="utf-8")
    return tmp_path


def test_a_tree_is_what_its_files_hold_and_not_when_they_were_written(folder: Path, tmp_path: Path):
    before = read_tree(folder, PARTS, Seen())
    os.utime(folder / "raw/b/svar.json", ns=(1, 1))
    assert read_tree(folder, PARTS, Seen()).digest == before.digest
    for change in (
        lambda p: p.chmod(0o444),
        lambda p: p.rename(p.with_name("annat")),
        lambda p: p.parent.joinpath("tom").mkdir(),
    ):
        change(folder / "raw/b/svar.json")
        now = read_tree(folder, PARTS, Seen())
        assert now.digest != before.digest
        before = now
        if (folder / "raw/b/annat").exists():
            (folder / "raw/b/annat").rename(folder / "raw/b/svar.json")
            before = read_tree(folder, PARTS, Seen())


def test_a_digest_that_was_read_is_read_again_only_when_the_file_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    seen = Seen()
    first = read_tree(folder, PARTS, seen)
    read: list[Path] = []
    monkeypatch.setattr(folder_tree, "sha256", lambda path: read.append(path) or "0" * 64)
    assert read_tree(folder, PARTS, seen).digest == first.digest
    assert read == []
    (folder / "raw/b/svar.json").write_text("TVÅ", encoding="utf-8")
    assert read_tree(folder, PARTS, seen).digest != first.digest
    assert read == [folder / "raw/b/svar.json"]
