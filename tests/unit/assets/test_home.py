from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from assets.errors import HomeError, HomeLocked
from assets.home import Home


def test_scratch_is_private_and_empty_before_and_after(tmp_path: Path):
    home = Home(tmp_path / "hem")
    home.create()
    home.scratch.mkdir()
    (home.scratch / "rest").write_text("x", encoding="utf-8")
    with home.locked("prov"):
        assert list(home.scratch.iterdir()) == []
        assert stat.S_IMODE(home.scratch.stat().st_mode) == stat.S_IRWXU
        (home.scratch / "ny").write_text("x", encoding="utf-8")
    assert list(home.scratch.iterdir()) == []


def test_what_a_killed_run_was_writing_is_swept_and_nothing_else(tmp_path: Path):
    home = Home(tmp_path)
    home.create()
    stale = [home.data / "mart/.x.parquet.7.tmp", home.checks / ".y.json.7.tmp", home.published / "senaste/.z.7.tmp"]
    kept = [home.data / "mart/x.parquet", home.checks / "y.json", home.published / "senaste/z", home.raw / "a/.b.7.tmp"]
    for path in (*stale, *kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    with home.locked("prov"):
        assert [path for path in (*stale, *kept) if path.exists()] == kept


def test_the_second_run_is_told_who_holds_the_home_since_when(tmp_path: Path):
    home = Home(tmp_path)
    with home.locked("körning abc"), pytest.raises(HomeLocked) as caught, home.locked("andra", wait=0):
        pass
    assert "körning abc" in str(caught.value)
    assert "sedan 20" in str(caught.value)


def test_nobody_holds_a_free_home_even_if_a_killed_run_left_its_note(tmp_path: Path):
    home = Home(tmp_path)
    with home.locked("prov"):
        assert "prov" in home.holder()
    (tmp_path / "las.json").write_text(json.dumps({"vad": "dödad"}), encoding="utf-8")
    assert home.holder() == ""


def test_a_home_that_is_held_is_held_though_nobody_has_said_by_whom(tmp_path: Path):
    home = Home(tmp_path)
    with home.locked("prov"):
        (tmp_path / "las.json").unlink()
        assert home.holder() == "okänd körning"


def test_an_unwritable_home_is_one_sentence(tmp_path: Path):
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(HomeError, match=r"går inte att skriva i .*KOMPETENS_HOME"):
        Home(tmp_path / "fil" / "hem").create()
