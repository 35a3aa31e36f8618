"""What lies in the inbox, whatever it is called and whoever is writing it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sources.councils.forms import REFUSED, REFUSED_FOLDER, TAKEN, TAKEN_FOLDER, take_in
from sources.councils.inbox import STILL_SECONDS, Inbox
from tests.unit.sources.council import Council
from tests.unit.sources.good_forms import TODAY, Given, form


def test_what_lies_in_the_inbox_is_taken_in_or_refused_and_lies_there_no_more(council: Council):
    council.put(form(), "a.xlsx")
    council.put(b"", "b.xlsx")
    council.put(form(Given("skaraborg")), "c.xlsx")
    assert [(o.name, o.became) for o in council.take_in_all()] == [
        ("a.xlsx", TAKEN),
        ("b.xlsx", REFUSED),
        ("c.xlsx", TAKEN),
    ]
    assert sorted(path.name for path in council.inbox.iterdir()) == [REFUSED_FOLDER, TAKEN_FOLDER]
    assert sorted(p.name for p in (council.inbox / REFUSED_FOLDER).iterdir()) == ["b – fel.xlsx", "b.xlsx"]
    assert sorted(p.name for p in (council.inbox / TAKEN_FOLDER).iterdir()) == ["a.xlsx", "c.xlsx"]
    assert council.take_in_all() == []


def test_no_file_replaces_another(council: Council):
    for data in (b"", b"1", b"22"):
        council.put(data, "x.xlsx")
        council.take_in_all()
    marked = council.put(b"333", "x – fel.xlsx")
    council.take_in_all()
    assert not marked.exists()
    sizes = sorted(path.stat().st_size for path in (council.inbox / REFUSED_FOLDER).iterdir())
    assert sizes[:4] == [0, 1, 2, 3]
    assert len(sizes) == 8


@pytest.mark.parametrize("name", ["~$lås.xlsx", ".dold.xlsx"])
def test_what_a_program_has_put_there_for_itself_is_left(name: str, council: Council):
    council.put(form(), name)
    assert council.take_in_all() == []
    assert (council.inbox / name).exists()


def test_folders_links_and_pipes_are_left(council: Council, tmp_path: Path):
    (tmp_path / "annan.xlsx").write_bytes(form())
    os.utime(tmp_path / "annan.xlsx", (1, 1))
    (council.inbox / "mapp.xlsx").mkdir()
    (council.inbox / "länk.xlsx").symlink_to(tmp_path / "annan.xlsx")
    (council.inbox / "borta.xlsx").symlink_to(tmp_path / "finns inte")
    os.mkfifo(council.inbox / "rör.xlsx")
    assert council.take_in_all() == []
    assert not council.raw.exists()


@pytest.mark.parametrize(
    ("age", "waits"), [(1, True), (STILL_SECONDS + 5, False), (-3600, True), (-10 * 86_400, False)], ids=str
)
def test_a_file_that_may_be_being_copied_waits(age: float, waits: bool, council: Council):
    council.put(form(), age=age)
    assert (council.take_in_all() == []) is waits


def test_a_file_that_goes_away_while_it_is_looked_for_is_not_there(council: Council, monkeypatch: pytest.MonkeyPatch):
    gone = council.put(form())
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([gone]))
    gone.unlink()
    assert Inbox(council.inbox, council.store, "14", TODAY).waiting() == []


@pytest.mark.parametrize(
    "name",
    [
        "rad ett\nrad två.xlsx",
        "\x1b[31mröd.xlsx",
        "å" * 120 + ".xlsx",
        "x" * 250 + ".xl",
        "..xlsx",
        "..\\..\\x.xlsx",
        "=1+1.xlsx",
        "form",
        os.fsdecode(b"\xff\xfe.xlsx"),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("data", [b"", "god"], ids=["refused", "taken"])
def test_a_file_may_be_called_anything(name: str, data: Any, council: Council):
    council.put(form() if data else b"", "x")
    (council.inbox / "x").rename(council.inbox / name)
    if name.startswith("."):
        assert council.take_in_all() == []
        return
    (outcome,) = council.take_in_all()
    assert outcome.became == (TAKEN if data else REFUSED)
    assert outcome.name.isprintable()
    folder = council.inbox / (TAKEN_FOLDER if data else REFUSED_FOLDER)
    assert all(path.name.isprintable() for path in folder.iterdir())
    assert [path.name for path in council.inbox.iterdir()] == [folder.name]


def test_a_path_leads_nowhere_else(council: Council):
    below = council.sender / "a" / "b"
    below.mkdir(parents=True)
    (council.sender / "x.xlsx").write_bytes(b"")
    outcome = take_in(below / ".." / ".." / "x.xlsx", council.store, council.inbox, "14", TODAY)
    assert outcome.marked == council.inbox / REFUSED_FOLDER / "x – fel.xlsx"
