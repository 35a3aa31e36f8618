"""A county is divided in a copy of the project, in four files, and the whole job runs on its real figures."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from assets.reference.areas import county_of, delregioner, divisions, municipalities
from tests.integration.project_copy import NEEDS_GIT, changed, copy_project
from tests.integration.test_whole_run import kompetens
from tests.real.served import NEEDS_SHARED, served_world, shared_world
from tests.shared import head_row

pytestmark = [NEEDS_SHARED, NEEDS_GIT]
COUNTY = "12"
CODES = [code for code, county in county_of().items() if county == COUNTY]
SAID = "Delregionerna är norra och södra delen."
MEMBERS = {"norra": CODES[1::2], "sodra": CODES[0::2]}


def divide_the_county(folder: Path) -> None:
    """Two delregioner, their municipalities, how it is said, and where that is known from."""
    rows = {
        "delregioner.csv": [f"{code},{code.title()} delen,{COUNTY},Kommunerna,Rådet\n" for code in MEMBERS],
        "delregion_kommuner.csv": [f"{m},{code},2023-01-01,\n" for code, members in MEMBERS.items() for m in members],
    }
    whole = delregioner(COUNTY)[0].code
    for name, added in rows.items():
        path = folder / "assets/reference" / name
        kept = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if whole not in line]
        path.write_text("".join([*kept, *added]), encoding="utf-8")
    said = folder / "assets/reference/lanens_indelning.csv"
    text = said.read_text(encoding="utf-8")
    said.write_text(
        text.replace(f"{COUNTY},länet,{divisions()[COUNTY].said}", f"{COUNTY},två,{SAID}"), encoding="utf-8"
    )
    origin = folder / "assets/reference/ursprung.csv"
    text = origin.read_text(encoding="utf-8")
    origin.write_text(
        text.replace("De fyra kommunalförbunden", "De fyra kommunalförbunden, Skånes kommuner"), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def published(module_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project, home = tmp_path_factory.mktemp("projekt"), module_folder
    original = copy_project(project)
    divide_the_county(project)
    assert changed(project, original) == {
        f"assets/reference/{name}.csv" for name in ("delregioner", "delregion_kommuner", "lanens_indelning", "ursprung")
    }
    with served_world(shared_world(tmp_path_factory, COUNTY)) as settings:
        done = kompetens(home, "run", "--source", "live", "--region", COUNTY, cwd=project, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STOPPANDE" not in done.stdout
    return home / "skarp" / COUNTY / "publicerat"


def test_the_county_has_its_own_workbooks(published: Path):
    names = {p.name for p in (published / "senaste").glob("*.xlsx")}
    assert names == {f"kompetensbehov_{area}.xlsx" for area in ("norra", "sodra", "skane")}
    book = openpyxl.load_workbook(published / "senaste/kompetensbehov_norra.xlsx")
    shown = {row[1] for row in book["Kommuner"].iter_rows(min_row=head_row(book["Kommuner"]) + 1, values_only=True)}
    assert shown == {municipalities()[code] for code in MEMBERS["norra"]}


def test_the_county_has_its_own_pages_with_charts_and_maps(published: Path):
    (page,) = published.glob("lopande/*/rapport/norra.html")
    text = page.read_text(encoding="utf-8")
    assert f"Norra delen består av {len(MEMBERS['norra'])} kommuner: " in text
    assert text.count('class="karta"') == 1
    assert text.count('class="staplar"') == 2
    assert "EXEMPELDATA" not in text
    assert SAID in text
