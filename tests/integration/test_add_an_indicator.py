"""An indicator is added to a copy of the project in three files, and stands in everything that is published."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.integration.project_copy import NEEDS_GIT, changed, copy_project, put
from tests.integration.test_whole_run import kompetens
from tests.shared import unpublished

pytestmark = NEEDS_GIT
COLUMN = """
        _number(
            "platser_per_annons",
            "Annonserade platser delat med annonser under perioden",
            "platser per annons",
            term="Platser per annons",
            levels=(*_OCCUPATION_LEVELS, "af_yrkesomrade"),
        ),"""
FORMULA = '''

def posts_per_ad(posts: ArrayLike, ads: ArrayLike) -> Array:
    """Advertised posts divided by ads; missing without ads."""
    v, n = _float(posts), _float(ads)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where(n > 0, v / n)
'''
WIRE = '    out["platser_per_annons"] = method.posts_per_ad(out["annonserade_platser"], out["annonser"])\n'


def add_an_indicator(folder: Path) -> None:
    """A column in the contract, a formula, and the line that applies it."""
    put(folder / "assets/tables.py", "        _posts_rate(_OCCUPATION_LEVELS),", after=COLUMN)
    method = folder / "assets/methods/mismatch.py"
    method.write_text(method.read_text(encoding="utf-8") + FORMULA, encoding="utf-8")
    put(folder / "assets/marts/mismatch.py", "    out = out.assign(period_fran=first", before=WIRE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projekt")
    original = copy_project(folder)
    add_an_indicator(folder)
    assert changed(folder, original) == {
        "assets/tables.py",
        "assets/methods/mismatch.py",
        "assets/marts/mismatch.py",
    }
    return folder


@pytest.fixture(scope="module")
def published(project: Path, made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = unpublished(made_up, tmp_path_factory.mktemp("hem") / "kopia")
    done = kompetens(home, "run", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STOPPANDE" not in done.stdout
    return home / "exempel/14/publicerat"


def test_the_indicator_is_in_data_view_workbook_page_and_glossary(published: Path):
    table = pq.read_table(published / "senaste/obalans.parquet").to_pylist()
    row = next(r for r in table if r["geo_kod"] == "fyrbodal" and r["yrke_kod"] == "222")
    assert row["platser_per_annons"] == pytest.approx(row["annonserade_platser"] / row["annonser"])
    with duckdb.connect(str(published / "senaste/kompetensbehov.duckdb"), read_only=True) as connection:
        (said,) = connection.execute(
            "select comment from duckdb_columns() where schema_name = 'mart' and column_name = 'platser_per_annons'"
        ).fetchone() or ("",)
        assert connection.execute("select count(platser_per_annons) from vy.yrken_fyrbodal").fetchone() != (0,)
    assert said == "Annonserade platser delat med annonser under perioden (enhet: platser per annons)"
    book = openpyxl.load_workbook(published / "senaste/kompetensbehov_fyrbodal.xlsx")
    for sheet in ("Yrken", "AF-yrkesområden"):
        assert "Platser per annons" in [cell.value for cell in book[sheet][5]]
    assert "Platser per annons" in [row[0] for row in book["Ordlista"].iter_rows(min_row=6, values_only=True)]
    (page,) = published.glob("lopande/*/rapport/fyrbodal.html")
    assert ">Platser per annons</th>" in page.read_text(encoding="utf-8")
