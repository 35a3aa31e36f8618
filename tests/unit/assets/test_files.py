from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from assets.files import force, replace_text, replace_text_for_good, replacing, sha256


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_old_file_stands_until_the_block_ends(tmp_path: Path):
    target = tmp_path / "tabell.parquet"
    target.write_text("gammal", encoding="utf-8")
    with replacing(target) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.startswith(".")
        temporary.write_text("ny", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "gammal"
    assert target.read_text(encoding="utf-8") == "ny"
    assert names(tmp_path) == ["tabell.parquet"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("before", ["gammal", None])
def test_a_writer_that_fails_leaves_the_target_as_it_was_and_nothing_else(
    tmp_path: Path, error: type[BaseException], before: str | None
):
    target = tmp_path / "tabell.parquet"
    if before:
        target.write_text(before, encoding="utf-8")
    with pytest.raises(error), replacing(target) as temporary:
        temporary.write_text("halv", encoding="utf-8")
        raise error
    assert names(tmp_path) == (["tabell.parquet"] if before else [])
    assert not before or target.read_text(encoding="utf-8") == before


def test_two_that_write_at_once_with_one_process_number_do_not_take_each_other_s(tmp_path: Path):
    target = tmp_path / "dagster.yaml"
    with replacing(target) as one, replacing(target) as other:
        one.write_text("hel", encoding="utf-8")
        other.write_text("också hel", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "hel"
    assert names(tmp_path) == ["dagster.yaml"]


def test_a_full_disk_at_the_last_step_leaves_nothing_unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "tabell.parquet"
    replace_text(target, "gammal")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        replace_text(target, "ny")
    assert names(tmp_path) == ["tabell.parquet"]
    assert target.read_text(encoding="utf-8") == "gammal"


def test_a_writer_that_writes_nothing_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "tabell.parquet"):
        pass


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_that_may_not_be_written_to_is_replaced_and_a_new_mode_is_kept(tmp_path: Path):
    target = tmp_path / "post.json"
    replace_text(target, "gammal")
    target.chmod(0o444)
    with replacing(target) as temporary:
        temporary.write_text("ny", encoding="utf-8")
        temporary.chmod(0o444)
    assert stat.S_IMODE(target.stat().st_mode) == 0o444
    assert target.read_text(encoding="utf-8") == "ny"


def test_text_is_utf_8_in_a_folder_that_is_made(tmp_path: Path):
    replace_text(tmp_path / "kontroller" / "mart.json", "åäö")
    assert (tmp_path / "kontroller" / "mart.json").read_bytes() == "åäö".encode()


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be forced on Windows")
def test_text_that_nothing_can_make_again_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seen: list[str] = []
    monkeypatch.setattr(
        "assets.files.force", lambda path: seen.append(f"{path.read_text()} {(tmp_path / 'x').exists()}")
    )
    replace_text_for_good(tmp_path / "x", "ny")
    assert seen == ["ny False"]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_file_and_a_folder_are_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    forced = []
    monkeypatch.setattr("os.fsync", lambda number: forced.append(os.fstat(number).st_ino))
    replace_text(tmp_path / "lager", "innehåll")
    assert forced == []
    force(tmp_path / "lager")
    force(tmp_path)
    assert forced == [(tmp_path / "lager").stat().st_ino, tmp_path.stat().st_ino]
    assert (tmp_path / "lager").read_text(encoding="utf-8") == "innehåll"


def test_the_checksum_is_the_contents(tmp_path: Path):
    path = tmp_path / "fil"
    path.write_bytes(b"x" * 1_000_000)
    assert sha256(path) == hashlib.sha256(b"x" * 1_000_000).hexdigest()
