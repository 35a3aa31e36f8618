"""Editions as a person freezes them: once, corrected beside, rebuilt from raw alone, whole whenever the power goes."""

from __future__ import annotations

import json
import multiprocessing
import random
import re
import shutil
import signal
import tempfile
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from assets.home import Home
from pipelines.editions import Editions
from reports.publish.publication import Edition, publish
from reports.web.front_page import front_page
from tests.integration.test_whole_run import kompetens, verified_sums

HOME = "exempel/14"
KILLS = 20
LARGE = ("csv", "duckdb", "kommun", "pdf", "yrke", "zip")
"""What is most of an edition, and is written and put in place by the same functions as the rest."""


def published(home: Path) -> Path:
    return home / HOME / "publicerat"


def pointer(home: Path) -> dict[str, str]:
    return dict(json.loads((published(home) / "senaste.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def home(frozen: Path, module_folder: Path) -> Path:
    """The same home, going on to the edition 2026-12."""
    home = module_folder / "kopia"
    shutil.copytree(frozen, home)
    done = kompetens(home, "run", "--edition", "2026-12")
    assert done.returncode == 0, done.stdout + done.stderr
    return home


def test_an_edition_has_its_name_on_every_file_page_and_workbook(frozen: Path):
    folder = published(frozen) / "utgavor/2026-06"
    names = verified_sums(folder)
    assert "excel/kompetensbehov_fyrbodal_2026-06.xlsx" in names
    assert "duckdb/kompetensbehov_2026-06.duckdb" in names
    assert {f"{form}/obalans_2026-06.{form}" for form in ("parquet", "csv")} <= set(names)
    assert "zip/kompetensbehov_fyrbodal_2026-06.zip" in names
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == "2026-06"
    assert all((folder / resource["path"]).is_file() for resource in package["resources"])
    for page in folder.rglob("*.html"):
        assert "Utgåva 2026-06" in page.read_text(encoding="utf-8"), page
    stable = verified_sums(published(frozen) / "senaste")
    assert {"kompetensbehov_fyrbodal.xlsx", "kompetensbehov.duckdb", "obalans.parquet", "obalans.csv"} <= set(stable)


def test_the_next_edition_says_what_changed_and_the_first_stays_as_it_was(frozen: Path, home: Path):
    assert verified_sums(published(home) / "utgavor/2026-06") == verified_sums(published(frozen) / "utgavor/2026-06")
    page = (published(home) / "utgavor/2026-12/metadata/andringar.html").read_text(encoding="utf-8")
    assert "Jämfört med utgåva 2026-06" in page
    assert pointer(home)["mapp"] == "utgavor/2026-12"
    start = (published(home) / "index.html").read_text(encoding="utf-8")
    assert 'href="utgavor/2026-12/rapport/fyrbodal.html"' in start
    assert 'href="utgavor/2026-06/index.html"' in start


def test_the_same_edition_again_is_unchanged(home: Path):
    before = verified_sums(published(home) / "utgavor/2026-12"), pointer(home)
    done = kompetens(home, "run", "--edition", "2026-12")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Oförändrat:" in done.stdout
    assert (verified_sums(published(home) / "utgavor/2026-12"), pointer(home)) == before


def test_other_content_under_the_same_name_is_refused_and_a_correction_stands_beside(home: Path):
    before = verified_sums(published(home) / "utgavor/2026-12"), pointer(home)
    record = (home / HOME / "raw/utgavor/2026-12.json").read_bytes()
    other = {"KOMPETENS_PUBLISHER": "En annan avsändare"}
    refused = kompetens(home, "run", "--edition", "2026-12", **other)
    assert refused.returncode == 1
    # Nothing is rendered that could not be published.
    assert "klar: mart/utgava" in refused.stdout
    assert "klar: rapport/" not in refused.stdout
    assert "Utgåvan 2026-12 är fryst med annat innehåll och ändras aldrig." in refused.stdout
    assert (verified_sums(published(home) / "utgavor/2026-12"), pointer(home)) == before
    corrected = kompetens(home, "run", "--edition", "2026-12", "--correction", "fel avsändare", **other)
    assert corrected.returncode == 0, corrected.stdout + corrected.stderr
    assert pointer(home) | {"rattar": "2026-12", "skal": "fel avsändare", "mapp": "utgavor/2026-12-r2"} == pointer(home)
    assert verified_sums(published(home) / "utgavor/2026-12") == before[0]
    assert (home / HOME / "raw/utgavor/2026-12.json").read_bytes() == record
    start = (published(home) / "index.html").read_text(encoding="utf-8")
    assert "Det här är en rättelse av utgåva 2026-12. Skäl: fel avsändare" in start
    assert "Rättad, se utgåva 2026-12-r2." in start


def test_rebuilt_from_raw_alone_it_has_the_same_digest(frozen: Path, tmp_path: Path):
    home = tmp_path / "bara_raw"
    shutil.copytree(frozen / HOME / "raw", home / HOME / "raw")
    # A newer snapshot, which a run of today would use, must not come into an edition that was frozen before it.
    done = kompetens(home, "run", "--edition", "2026-06", KOMPETENS_PUBLISHER="En annan avsändare")
    assert done.returncode == 0, done.stdout + done.stderr
    assert pointer(home)["kontrollsumma"] == pointer(frozen)["kontrollsumma"]
    database = re.compile(r"\.duckdb$")
    then, now = (verified_sums(published(h) / "utgavor/2026-06") for h in (frozen, home))
    assert {k: v for k, v in now.items() if not database.search(k)} == {
        k: v for k, v in then.items() if not database.search(k)
    }


PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__, "pipelines.editions", "reports.publish.publication"])
"""A process that has imported everything begins at once; none of the tests' own threads and locks come with it."""


@pytest.fixture
def outlived(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the server of processes is removed by itself, after the tests' own have gone."""
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)


def record_and_publish(root: Path, source: Path, name: str, begun: Event) -> None:
    """What the end of a run does with what an edition is made of."""
    home = Home(root)
    order = json.loads((home.data / "uppdrag/utgava.json").read_text(encoding="utf-8")) | {"utgava": name}
    front = json.loads((source / "utgava.json").read_text(encoding="utf-8"))["startsida"] | {"utgava": name}
    skipped = ("utgava.json", "SHA256SUMS")
    files = {p.relative_to(source).as_posix(): p for p in source.rglob("*") if p.is_file() and p.name not in skipped}
    edition = Edition(name, name, "2026-11-20", front, files)
    begun.set()
    Editions(home, "A").record(order, edition.digest, name, "2026-11-20")
    publish(home.published, edition, front_page)


def freeze(home: Path, source: Path, name: str, kill_after: float | None = None) -> bool:
    """Freeze in a process of its own; killed so many seconds after it began. Whether it came to its end."""
    begun = PROCESSES.Event()
    process = PROCESSES.Process(target=record_and_publish, args=(home, source, name, begun))
    process.start()
    assert begun.wait(60)
    process.join(60 if kill_after is None else kill_after)
    process.kill()
    process.join(60)
    ended = process.exitcode
    process.close()
    assert ended in (0, -signal.SIGKILL)
    return ended == 0


@pytest.mark.usefixtures("outlived")
def test_killed_at_any_instant_readers_have_the_old_edition_or_the_new_never_something_between(
    frozen: Path, tmp_path: Path
):
    home = tmp_path / "hem"
    shutil.copytree(frozen / HOME, home)
    root = home / "publicerat"
    source = tmp_path / "utkast"
    shutil.copytree(root / "utgavor/2026-06", source, ignore=lambda _, names: set(LARGE) & set(names))
    chance = random.Random(20261123)
    ended, names = 0, [f"{2027 + n // 12}-{n % 12 + 1:02d}" for n in range(KILLS)]
    before, whole = "2026-06", set[Path]()
    for name in names:
        ended += freeze(home, source, name, kill_after=chance.uniform(0.0, 0.25))
        shown = json.loads((root / "senaste.json").read_text(encoding="utf-8"))
        assert shown["utgava"] in (before, name)
        verified_sums(root / shown["mapp"])
        start = (root / "index.html").read_text(encoding="utf-8")
        (linked,) = set(re.findall(r'href="(utgavor/[^/"]+)/rapport', start))
        assert linked in (f"utgavor/{before}", f"utgavor/{name}")
        verified_sums(root / linked)
        for folder in {p for p in (root / "utgavor").iterdir() if not p.name.startswith(".")} - whole:
            verified_sums(folder)
            assert (home / "raw/utgavor" / f"{folder.name}.json").is_file(), "nothing is shown without its record"
        assert freeze(home, source, name), "the next run finishes what was broken off"
        assert json.loads((root / "senaste.json").read_text(encoding="utf-8"))["utgava"] == name
        verified_sums(root / "senaste")
        before = name
        whole |= {root / "utgavor" / name}
    for folder in whole:
        verified_sums(folder)
    assert ended < KILLS, "every freeze was over before it was killed: the instants were too late"
