from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from reports.errors import PublicationRefused
from reports.publish import publication
from reports.publish.edition_name import EditionName
from reports.publish.publication import Edition, Published
from reports.publish.publication import publish as publish_with
from reports.web.front_page import front_page
from reports.web.start_page import FORM


def front(name: str, corrects: str | None = None) -> dict[str, object]:
    """A start page of one delregion without occupations."""
    return {
        "form": FORM,
        "titel": "Kompetensbehov i länet",
        "exempel": True,
        "utgava": name,
        "rattar": corrects,
        "skal": "fel i underlaget" if corrects else None,
        "datum": "2026-11-20",
        "kalla": "Källa: SCB.",
        "ingress": "Ingress.",
        "fynd": {"mening": "Just nu.", "yrken": [], "underlag": "Underlag."},
        "motsatt": {"mening": "Inget.", "yrken": []},
        "klasser": [],
        "kolumner": [],
        "rader": [],
        "forsta": 12,
        "not": "",
        "omraden": [
            {"namn": "Fyrbodal", "kort": "Fyrbodal", "mening": "Mening.", "antal": [], "yrken": [],
             "sida": "rapport/fyrbodal.html", "filer": []}
        ],
        "karta": "Yrken att ta upp per delregion.",
        "tabell": "Yrken i länet och delregionerna",
        "ordning": "Flest delregioner först.",
        "allt": "arbetsböckerna",
        "indelning": "Delregionerna är de fyra kommunalförbunden i länet.",
        "regioner": [{"namn": "Fyrbodal", "mening": "3 yrken", "sida": "rapport/fyrbodal.html", "kommuner": ["1485"]}],
        "kommuner": [],
        "nytt": {"mening": "Inget.", "rader": []},
        "uppgifter": [],
        "data": "metadata/data.html",
        "uppfoljning": "rapport/uppfoljning.html",
    }  # fmt: skip


def edition(
    tmp_path: Path, text: str = "ett", database: str = "a", name: str = "löpande", corrects: str | None = None
) -> Edition:
    source = tmp_path / f"kalla_{text}_{database}_{name}"
    source.mkdir(exist_ok=True)
    suffix = "" if name == "löpande" else f"_{name}"
    for file, content in (("bok.xlsx", text), ("lager.duckdb", database), ("index.html", "<p>")):
        (source / file).write_text(content, encoding="utf-8")
    files = {
        f"excel/bok{suffix}.xlsx": source / "bok.xlsx",
        f"duckdb/lager{suffix}.duckdb": source / "lager.duckdb",
        "index.html": source / "index.html",
    }
    return Edition(name, f"lager-{text}", "2026-11-20", front(name, corrects), files)


def publish(root: Path, content: Edition) -> Published:
    return publish_with(root, content, front_page)


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
    second = publish(root, replace(other, warehouse_digest="lager-ett"))
    assert second.folder != first.folder
    assert pointed(root) == second.folder


def test_the_three_newest_are_kept_and_what_is_gone_leaves_the_stable_names(tmp_path: Path):
    root = tmp_path / "publicerat"
    for number, text in enumerate(["a", "b", "c", "d"]):
        made = edition(tmp_path, text)
        made = replace(made, files={**made.files, "excel/gammal.xlsx": made.files["excel/bok.xlsx"]})
        folder = publish(root, made).folder
        os.utime(folder, (number, number))
    assert (root / "senaste" / "gammal.xlsx").is_file()
    publish(root, edition(tmp_path, "e"))
    assert len(list((root / "lopande").iterdir())) == 3
    assert not (root / "senaste" / "gammal.xlsx").exists()
    assert whole(root / "senaste")


def test_what_was_published_last_is_pointed_to_whatever_the_clock_says(tmp_path: Path):
    """Folders from a night when the clock was ahead do not stand above the ones that follow."""
    root = tmp_path / "publicerat"
    ahead = 2_082_758_400
    for text in ("a", "b", "c", "d"):
        folder = publish(root, edition(tmp_path, text)).folder
        assert pointed(root) == folder
        os.utime(folder, (ahead, ahead))
    assert len(list((root / "lopande").iterdir())) == 3
    # What is published again lies there already, as the oldest of the three, and becomes what readers get.
    again = publish(root, edition(tmp_path, "b"))
    assert again.unchanged
    assert pointed(root) == again.folder
    assert (root / "senaste" / "bok.xlsx").read_text(encoding="utf-8") == "b"


def test_an_edition_is_never_changed(tmp_path: Path):
    root = tmp_path / "publicerat"
    frozen = publish(root, edition(tmp_path, name="2026-12")).folder
    assert publish(root, edition(tmp_path, name="2026-12")).unchanged
    with pytest.raises(PublicationRefused, match="2026-12 finns redan med annat innehåll"):
        publish(root, edition(tmp_path, "två", name="2026-12"))
    assert (frozen / "excel/bok_2026-12.xlsx").read_text(encoding="utf-8") == "ett"
    assert whole(frozen)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_files_of_an_edition_are_read_only_and_its_stable_copies_are_not(tmp_path: Path):
    root = tmp_path / "publicerat"
    frozen = publish(root, edition(tmp_path, name="2026-12")).folder
    modes = {
        p.name: stat.S_IMODE(p.stat().st_mode) for p in frozen.rglob("*") if p.is_file() and p.name != "SHA256SUMS"
    }
    assert set(modes.values()) == {0o444}
    publish(root, edition(tmp_path, "nyare", name="2027-06"))
    assert (root / "senaste/bok.xlsx").read_text(encoding="utf-8") == "nyare"


def test_the_newest_edition_is_what_readers_get_whatever_is_published_after(tmp_path: Path):
    root = tmp_path / "publicerat"
    publish(root, edition(tmp_path, "natt ett"))
    publish(root, edition(tmp_path, "juni", name="2026-06"))
    publish(root, edition(tmp_path, "dec", name="2026-12"))
    publish(root, edition(tmp_path, "natt två"))
    publish(root, edition(tmp_path, "juni rättad", name="2026-06-r2", corrects="2026-06"))
    assert pointed(root) == root / "utgavor/2026-12"
    assert (root / "senaste/bok.xlsx").read_text(encoding="utf-8") == "dec"
    assert not list((root / "senaste").glob("*.html"))
    page = (root / "index.html").read_text(encoding="utf-8")
    assert 'href="utgavor/2026-12/rapport/fyrbodal.html"' in page
    assert "Rättad, se utgåva 2026-06-r2." in page
    assert "Rättelse av 2026-06. Skäl: fel i underlaget" in page
    assert page.index("Utgåva 2026-12</a>") < page.index("Utgåva 2026-06-r2</a>") < page.index("Utgåva 2026-06</a>")
    assert page.count("Löpande siffror 2026-11-20</a>") == 1


def test_a_folder_from_before_there_were_pages_is_kept_but_not_shown(tmp_path: Path):
    root = tmp_path / "publicerat"
    old = root / "utgavor/2027-06"
    old.mkdir(parents=True)
    (old / "utgava.json").write_text('{"utgava": "2027-06"}', encoding="utf-8")
    published = publish(root, edition(tmp_path))
    assert pointed(root) == published.folder
    assert "2027-06" not in (root / "index.html").read_text(encoding="utf-8")
    assert old.is_dir()


def test_a_folder_with_a_start_page_of_another_form_is_listed(tmp_path: Path):
    root = tmp_path / "publicerat"
    old = front("2026-06") | {"form": 1, "titel": "Kompetensbehov som förr"}
    publish(root, replace(edition(tmp_path, "juni", name="2026-06"), front=old))
    page = (root / "index.html").read_text(encoding="utf-8")
    assert "<h1>Kompetensbehov som förr</h1>" in page
    assert "EXEMPELDATA" in page
    assert 'href="utgavor/2026-06/index.html">Utgåva 2026-06</a>' in page
    publish(root, edition(tmp_path, "dec", name="2026-12"))
    assert "Just nu." in (root / "index.html").read_text(encoding="utf-8")


def test_a_correction_becomes_the_newest_and_says_why(tmp_path: Path):
    root = tmp_path / "publicerat"
    first = publish(root, edition(tmp_path, "dec", name="2026-12")).folder
    publish(root, edition(tmp_path, "rättad", name="2026-12-r2", corrects="2026-12"))
    assert pointed(root) == root / "utgavor/2026-12-r2"
    assert "rättelse av utgåva 2026-12. Skäl: fel i underlaget" in (root / "index.html").read_text(encoding="utf-8")
    assert (first / "excel/bok_2026-12.xlsx").read_text(encoding="utf-8") == "dec"


@pytest.mark.parametrize("stop_at", range(1, 12))
def test_broken_off_anywhere_it_is_whole_or_absent_and_the_next_finishes(tmp_path: Path, monkeypatch, stop_at: int):
    root = tmp_path / "publicerat"
    old = publish(root, edition(tmp_path)).folder
    calls = 0

    def break_off(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise OSError(28, "No space left on device")
        os.rename(source, target)

    monkeypatch.setattr(publication.os, "replace", break_off)
    broken = False
    try:
        publish(root, edition(tmp_path, "två"))
    except OSError:
        broken = True
    monkeypatch.undo()
    assert broken == (calls == stop_at)
    # Half of one edition and half of another never has sums that say it is whole.
    assert not (root / "senaste" / "SHA256SUMS").exists() or whole(root / "senaste")
    assert whole(old)
    assert whole(pointed(root))
    (linked,) = set(re.findall(r'href="(lopande/[^/]+)/rapport', (root / "index.html").read_text(encoding="utf-8")))
    assert whole(root / linked)
    for folder in (p for p in (root / "lopande").iterdir() if not p.name.startswith(".")):
        assert whole(folder)
    publish(root, edition(tmp_path, "två"))
    assert whole(root / "senaste")
    assert (root / "senaste" / "bok.xlsx").read_text(encoding="utf-8") == "två"


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-1", "26-12", "december", "2026-12-r1", "2026-12-r", "../x", "ÅÅÅÅ-MM"]
)
def test_a_malformed_name_is_a_sentence(text: str):
    assert not EditionName.is_name(text)
    with pytest.raises(PublicationRefused, match="år och månad, till exempel 2026-12"):
        EditionName.parse(text)
