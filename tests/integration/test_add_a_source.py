"""A PxWeb table is added to a copy of the project in three files, and the whole job runs with it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.integration.project_copy import NEEDS_GIT, changed, copy_project, put
from tests.integration.test_whole_run import kompetens
from tests.shared import unpublished

pytestmark = NEEDS_GIT
ENTRY = """
MONTHLY_POPULATION = PxTable(
    dataset="scb_tab6471",
    title="Folkmängd efter kommun, kön och månad",
    publisher="SCB",
    table_id="TAB6471",
    landing="https://www.statistikdatabasen.scb.se/",
    licence="CC0",
    release="Varje månad",
    release_months=tuple(range(1, 13)),
    why="Utbud: hur många som bor i varje kommun.",
    without="Folkmängden visas inte.",
    max_age_days=62,
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Alder", {"TotSA": "totalt"}),
        PxVariable("Kon", SEX, "kon"),
        PxVariable("ContentsCode", Labelled({"Folkmängden per månad": "folkmängd"})),
        PxVariable("Tid", Periods(), "manad"),
    ),
)
"""
CONTRACT = """
STAGED_POPULATION = TableContract(
    "folkmangd_per_manad",
    "staged",
    "Folkmängd efter kommun och kön",
    "Källans svar med egna kolumnnamn: en rad per värde, värde och status åtskilda.",
    "område × kön × månad, som i källan",
    ("region_kod", "kon", "manad"),
    (
        _text("region_kod", "Källans områdeskod: 00, län eller kommun"),
        _text("kon", "Kön", allowed=("kvinnor", "män")),
        MONTH_COLUMN,
        *VALUE,
    ),
    ("scb_tab6471",),
    published=False,
)
"""
SUITE = """
    Suite(
        "staged.folkmangd_per_manad",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 12_000_000},
                STOPPING,
                "Folkmängden är aldrig negativ, och landet har inte tolv miljoner av ett kön.",
                _LOOK_AT_SOURCE,
            ),
        ),
    ),
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as git knows it, with the table added."""
    folder = tmp_path_factory.mktemp("projekt")
    original = copy_project(folder)
    put(
        folder / "sources/catalog.py",
        "CATALOG: tuple[SourceTable, ...] = (",
        before=ENTRY.lstrip(),
        after="MONTHLY_POPULATION, ",
    )
    put(folder / "assets/tables.py", "DIM_GEO = TableContract(", before=CONTRACT.lstrip())
    put(folder / "assets/tables.py", "\nCONTRACTS: tuple[TableContract, ...] = (", after="\n    STAGED_POPULATION,")
    put(folder / "checks/suites/staged.py", "\nSUITES = (", after=SUITE.rstrip())
    assert changed(folder, original) == {"sources/catalog.py", "assets/tables.py", "checks/suites/staged.py"}
    return folder


@pytest.fixture(scope="module")
def home(project: Path, made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = unpublished(made_up, tmp_path_factory.mktemp("hem") / "kopia")
    done = kompetens(folder, "run", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Publicerat:" in done.stdout
    assert "STOPPANDE" not in done.stdout
    return folder / "exempel/14"


def test_the_table_is_staged_as_its_contract_says(home: Path):
    table = pq.read_table(home / "data/staged/folkmangd_per_manad.parquet")
    assert table.schema.metadata[b"titel"].decode() == "Folkmängd efter kommun och kön"
    assert table.column_names == ["region_kod", "kon", "manad", "varde", "status"]
    assert table.num_rows == 51 * 2 * 24
    rows = {(r["region_kod"], r["kon"], r["manad"]): r["varde"] for r in table.to_pylist()}
    assert min(rows.values()) >= 0
    assert (
        rows["00", "kvinnor", "2026-08"] > rows["14", "kvinnor", "2026-08"] > rows["1480", "kvinnor", "2026-08"] > 1000
    )


def test_the_source_and_its_checks_stand_in_the_warehouse(home: Path):
    with duckdb.connect(str(home / "publicerat/senaste/kompetensbehov.duckdb"), read_only=True) as connection:
        source = connection.execute(
            "select tabell_id, period_fran, period_till, hamtstatus from mart.kalla where underlag = 'scb_tab6471'"
        ).fetchall()
        checks = connection.execute(
            "select kontroll, utfall from mart.kvalitet where tabell = 'staged.folkmangd_per_manad' order by kontroll"
        ).fetchall()
    assert source == [("TAB6471", "2024-09", "2026-08", "aktuell")]
    assert checks == [("kontrakt", "godkänd"), ("varde_rimligt", "godkänd")]


def test_doctor_names_the_source(project: Path, home: Path):
    done = kompetens(home.parents[1], "doctor", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SCB TAB6471: Folkmängd efter kommun, kön och månad" in done.stdout
