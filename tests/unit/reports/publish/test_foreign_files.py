"""What somebody has put in ``publicerat``: left alone and named, or refused before anything is changed; and what is ours is known."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reports.errors import PublicationRefused
from reports.publish import publication
from reports.publish.publication import left_alone
from tests.unit.reports.publish.test_publication import edition, pointed, publish, whole


def everything(root: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(root)): p.read_bytes() if p.is_file() else None for p in root.rglob("*")}


@pytest.mark.parametrize("name", ["löpande", "2026-12"])
@pytest.mark.parametrize("foreign", ["minmapp", "egen.txt", ".egen.txt", "Thumbs.db"])
def test_what_is_not_ours_among_the_stable_names_is_left_alone_and_named(tmp_path: Path, foreign: str, name: str):
    root = tmp_path / "publicerat"
    assert publish(root, edition(tmp_path)).foreign == ()
    path = root / "senaste" / foreign
    path.mkdir() if foreign == "minmapp" else path.write_text("mitt", encoding="utf-8")
    for text in ("två", "två", "tre"):
        done = publish(root, edition(tmp_path, text, name=name if text == "två" else "2027-01"))
        assert done.foreign == ((path,) if foreign in ("minmapp", "egen.txt") else ())
        assert path.exists()
        assert foreign not in (root / "senaste" / publication.SUMS).read_text(encoding="utf-8")
        assert (root / "senaste" / "bok.xlsx").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("place", ["senaste/ny.csv", "senaste", "index.html", "senaste.json"])
def test_what_lies_where_a_first_edition_will_be_written_is_refused(tmp_path: Path, place: str):
    root = tmp_path / "publicerat"
    path = root / place
    path.parent.mkdir(parents=True)
    path.write_text("mitt", encoding="utf-8") if place.startswith("senaste") and not place.endswith(
        "json"
    ) else path.mkdir()
    first = edition(tmp_path)
    coming = replace(first, files={**first.files, "csv/ny.csv": next(iter(first.files.values()))})
    before = everything(root)
    with pytest.raises(PublicationRefused, match=f"Flytta undan {path.name} och kör igen"):
        publish(root, coming)
    assert everything(root) == before


def test_a_folder_where_a_stable_copy_lies_is_refused_before_anything_is_changed(tmp_path: Path):
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path))
    path = root / "senaste" / "bok.xlsx"
    path.unlink()
    path.mkdir()
    before = everything(root)
    with pytest.raises(PublicationRefused, match=r"Flytta undan bok.xlsx och kör igen\."):
        publish(root, edition(tmp_path, "två"))
    assert everything(root) == before
    path.rename(tmp_path / "undan")
    publish(root, edition(tmp_path, "två"))
    assert whole(root / "senaste")


def test_what_is_not_ours_among_the_published_folders_is_left_alone_and_named(tmp_path: Path):
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path, "juni", name="2026-06"))
    first = publish(root, edition(tmp_path, "a")).folder
    copies = {
        shutil.copytree(first, first.with_name(f"{first.name} kopia")),
        shutil.copytree(root / "utgavor/2026-06", root / "utgavor/2099-01"),
        shutil.copytree(root / "utgavor/2026-06", root / "lopande/2026-06"),
    }
    empty = {root / "lopande/minmapp", root / "utgavor/2099-12", root / "utgavor/anteckningar"}
    for folder in empty:
        folder.mkdir()
    files = {root / "lopande/egen.txt", root / "utgavor/2099-11"}
    for file in files:
        file.write_text("mitt", encoding="utf-8")
    for text in ("b", "c", "d", "e"):
        done = publish(root, edition(tmp_path, text))
        assert set(done.foreign) == copies | empty | files
        assert pointed(root) == root / "utgavor/2026-06"
    assert all(path.exists() for path in copies | empty | files)
    assert not first.exists()
    assert len(list((root / "lopande").iterdir())) == 3 + 4
    said = left_alone(done.foreign)
    assert all(str(path) in said for path in copies | empty | files)
    assert "2099" not in (root / "index.html").read_text(encoding="utf-8")


def test_an_edition_that_somebody_has_moved_away_leaves_readers_the_one_before(tmp_path: Path):
    """As docs/drift.md says of one whose month was wrong."""
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path, "dec", name="2026-12"))
    wrong = publish(root, edition(tmp_path, "fel", name="2062-12")).folder
    wrong.rename(tmp_path / "undan")
    publish(root, edition(tmp_path, "natt"))
    assert pointed(root) == root / "utgavor/2026-12"
    assert whole(root / "senaste")
    assert (root / "senaste/bok.xlsx").read_text(encoding="utf-8") == "dec"


def test_an_edition_is_not_frozen_over_what_is_not_ours(tmp_path: Path):
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path))
    (root / "utgavor/2026-12").mkdir(parents=True)
    before = everything(root)
    with pytest.raises(PublicationRefused, match="Flytta undan 2026-12 och kör igen"):
        publish(root, edition(tmp_path, name="2026-12"))
    assert everything(root) == before


def test_a_folder_that_was_being_removed_when_the_process_was_killed_is_removed_by_the_next(
    tmp_path: Path, monkeypatch
):
    root = tmp_path / "publicerat"
    for text in ("a", "b", "c"):
        publish(root, edition(tmp_path, text))

    def killed(folder: Path) -> None:
        (folder / "utgava.json").unlink()
        raise KeyboardInterrupt

    monkeypatch.setattr(publication.shutil, "rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(root, edition(tmp_path, "d"))
    monkeypatch.undo()
    done = publish(root, edition(tmp_path, "e"))
    assert done.foreign == ()
    assert len(list((root / "lopande").iterdir())) == 3
    assert all(whole(folder) for folder in (root / "lopande").iterdir())


def test_after_several_that_were_killed_all_that_they_left_is_ours(tmp_path: Path, monkeypatch):
    """Each left stable copies without sums, one of a file that no other has, and a file half written."""
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path, "noll"))

    def killed(latest: Path, folder: Path, name: str) -> None:
        (latest / "SHA256SUMS").unlink(missing_ok=True)
        (latest / f"{folder.name}.csv").write_text("x", encoding="utf-8")
        (latest / ".bok.xlsx.0123abcd.tmp").write_text("halv", encoding="utf-8")
        raise KeyboardInterrupt

    for text in ("ett", "två"):
        made = edition(tmp_path, text)
        made = replace(made, files={**made.files, f"csv/{text}.csv": made.files["excel/bok.xlsx"]})
        monkeypatch.setattr(
            publication, "_copy_latest", lambda latest, folder, name, t=text: killed(latest, Path(t), name)
        )
        with pytest.raises(KeyboardInterrupt):
            publish(root, made)
    monkeypatch.undo()
    assert {p.name for p in (root / "senaste").iterdir()} >= {"ett.csv", "två.csv", ".bok.xlsx.0123abcd.tmp"}
    publish(root, edition(tmp_path, "tre"))
    assert {p.name for p in (root / "senaste").iterdir()} == {"bok.xlsx", "lager.duckdb", "utgava.json", "SHA256SUMS"}
    assert whole(root / "senaste")
