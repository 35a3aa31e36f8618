from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from reports import publication
from reports.publication import Edition, PublicationRefused, publish
from reports.report_assets import edition_name, require_same


def edition(tmp_path: Path, text: str = "ett", database: str = "a") -> Edition:
    source = tmp_path / f"kalla_{text}_{database}"
    source.mkdir(exist_ok=True)
    (source / "bok.xlsx").write_text(text, encoding="utf-8")
    (source / "lager.duckdb").write_text(database, encoding="utf-8")
    files = {"excel/bok.xlsx": source / "bok.xlsx", "duckdb/lager.duckdb": source / "lager.duckdb"}
    return Edition(f"lager-{text}", "2026-11-20", True, files)


def whole(folder: Path) -> bool:
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS"}
    return there == set(sums) and all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items()
    )


def pointed(root: Path) -> Path:
    return root / json.loads((root / "senaste.json").read_text(encoding="utf-8"))["mapp"]


def test_published_whole_with_stable_names_and_a_pointer(tmp_path: Path):
    root = tmp_path / "publicerat"
    done = publish(root, edition(tmp_path))
    assert not done.unchanged
    assert pointed(root) == done.folder
    assert whole(done.folder)
    assert whole(root / "senaste")
    assert (root / "senaste" / "bok.xlsx").read_text(encoding="utf-8") == "ett"
    assert "EXEMPELDATA" in (done.folder / "utgava.json").read_text(encoding="utf-8")


def test_the_same_content_is_unchanged_even_when_the_database_file_differs(tmp_path: Path):
    root = tmp_path / "publicerat"
    first = publish(root, edition(tmp_path))
    again = publish(root, edition(tmp_path, database="b"))
    assert again.unchanged
    assert again.folder == first.folder
    assert (again.folder / "duckdb/lager.duckdb").read_text(encoding="utf-8") == "a"


def test_other_bytes_from_the_same_warehouse_are_a_new_folder(tmp_path: Path):
    root = tmp_path / "publicerat"
    first = publish(root, edition(tmp_path))
    other = edition(tmp_path, "två")
    second = publish(root, Edition("lager-ett", other.date, True, other.files))
    assert second.folder != first.folder
    assert pointed(root) == second.folder


def test_the_three_newest_are_kept_and_what_is_gone_leaves_the_stable_names(tmp_path: Path):
    root = tmp_path / "publicerat"
    for number, text in enumerate(["a", "b", "c", "d"]):
        folder = publish(root, edition(tmp_path, text)).folder
        os.utime(folder, (number, number))
    (root / "senaste" / "gammal.xlsx").write_text("x", encoding="utf-8")
    publish(root, edition(tmp_path, "e"))
    assert len(list((root / "lopande").iterdir())) == 3
    assert not (root / "senaste" / "gammal.xlsx").exists()
    assert whole(root / "senaste")


def test_an_edition_is_never_changed(tmp_path: Path):
    root = tmp_path / "publicerat"
    frozen = publish(root, edition(tmp_path), "2026-12").folder
    assert publish(root, edition(tmp_path), "2026-12").unchanged
    with pytest.raises(PublicationRefused, match="2026-12 finns redan med annat innehåll"):
        publish(root, edition(tmp_path, "två"), "2026-12")
    assert (frozen / "excel/bok.xlsx").read_text(encoding="utf-8") == "ett"
    assert whole(frozen)


@pytest.mark.parametrize("stop_at", range(1, 9))
def test_broken_off_anywhere_it_is_whole_or_absent_and_the_next_finishes(tmp_path: Path, monkeypatch, stop_at: int):
    root = tmp_path / "publicerat"
    old = publish(root, edition(tmp_path)).folder
    calls = 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise OSError(28, "No space left on device")
        os.rename(source, target)

    monkeypatch.setattr(publication.os, "replace", replace)
    broken = False
    try:
        publish(root, edition(tmp_path, "två"))
    except OSError:
        broken = True
    monkeypatch.undo()
    assert broken == (calls == stop_at)
    assert whole(old)
    assert whole(pointed(root))
    for folder in (p for p in (root / "lopande").iterdir() if not p.name.startswith(".")):
        assert whole(folder)
    publish(root, edition(tmp_path, "två"))
    assert whole(root / "senaste")
    assert (root / "senaste" / "bok.xlsx").read_text(encoding="utf-8") == "två"


def test_reports_of_another_warehouse_are_refused_by_name():
    require_same("a", "a", {"fyrbodal": {"digest": "a"}})
    with pytest.raises(PublicationRefused, match="Rapporterna fyrbodal, lan kommer ur ett annat lager"):
        require_same("a", "a", {"lan": {"digest": "b"}, "fyrbodal": {"digest": "c"}, "skaraborg": {"digest": "a"}})
    with pytest.raises(PublicationRefused, match="Lagret är inte byggt av de tabeller"):
        require_same("a", "b", {})


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "26-12", "december", "2026-12-r2", "../x"])
def test_a_malformed_edition_is_a_sentence(text: str):
    with pytest.raises(PublicationRefused, match="år och månad, till exempel 2026-12"):
        edition_name(text)


def test_no_edition_means_working_figures():
    assert edition_name("") is None
    assert edition_name("2026-12") == "2026-12"
