"""A source that a table is said to read without using changes no number of it when it is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.asset_graph import ORDER
from assets.contracts.edition import SOURCES
from assets.contracts.employees import EMPLOYEES, EMPLOYEES_IN_ALL
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.contracts.words import BAS
from assets.declaration import Mart
from assets.marts.registry import MARTS
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES, SCB_EMPLOYEES_2014, SCB_EMPLOYEES_2019
from sources.catalogue.unemployed import AF_UNEMPLOYED
from tests.unit.world.world import WORKING_FIGURES

Gone = Callable[[pa.Table], pa.Table]


def todays_register(employees: pa.Table) -> pa.Table:
    return employees.filter(pc.equal(employees["register"], BAS))


def blank(*beginnings: str) -> Gone:
    """Without every value of the columns that begin so."""

    def emptied(table: pa.Table) -> pa.Table:
        for at, field in enumerate(table.schema):
            if field.name.startswith(beginnings):
                table = table.set_column(at, field, pa.nulls(table.num_rows, field.type))
        return table

    return emptied


IN_TODAYS_REGISTER = {EMPLOYEES: todays_register, EMPLOYEES_IN_ALL: todays_register}
WITHOUT: dict[str, dict[TableContract, Gone]] = {
    SCB_EMPLOYEES_2019.dataset: IN_TODAYS_REGISTER,
    SCB_EMPLOYEES_2014.dataset: IN_TODAYS_REGISTER,
    SCB_COUNTY_SSYK4.dataset: {staged_of(SCB_COUNTY_SSYK4): lambda table: table.slice(0, 0)},
    AF_BAROMETER.dataset: {ASSESSMENT: blank("af_", "motsager_af")},
    COUNCIL_FORMS.dataset: {ASSESSMENT: blank("radets_", "gemensam_")},
    SCB_EMPLOYEES.dataset: {MISMATCH: blank("anstallda", "andel_kvinnor", "forandring", "platser_per_100")},
    AF_UNEMPLOYED.dataset: {MISMATCH: blank("inskrivna", "platser_per_arbetslos")},
}
"""Dataset → the tables that it comes along with, and how each is without it."""
CLAIMS = [(mart, dataset) for mart in MARTS if mart.contract is not SOURCES for dataset in mart.not_used]


def made(mart: Mart, home: Path, scratch: Path, dataset: str = "") -> pa.Table:
    without = WITHOUT.get(dataset, {})
    read: dict[str, Any] = {}
    for name, contract in mart.reads.items():
        if contract == ORDER:
            read[name] = WORKING_FIGURES
            continue
        assert isinstance(contract, TableContract)
        path = home / "exempel/14/data" / contract.layer / f"{contract.name}.parquet"
        whole = path if mart.wants_file(name) else pq.read_table(path)
        gone = without.get(contract)
        read[name] = gone(whole) if gone and isinstance(whole, pa.Table) else whole
    given = {"county": "14", "scratch": scratch}
    return mart.contract.conform(mart.make(**read, **{name: given[name] for name in mart.given}))


@pytest.fixture(scope="module")
def published(made_up: Path) -> Callable[[Mart], pa.Table]:
    def as_published(mart: Mart) -> pa.Table:
        return pq.read_table(made_up / "exempel/14/data/mart" / f"{mart.contract.name}.parquet")

    return as_published


@pytest.mark.parametrize(("mart", "dataset"), CLAIMS, ids=lambda v: v if isinstance(v, str) else v.contract.name)
def test_nothing_changes_without_the_source(mart: Mart, dataset: str, made_up: Path, tmp_path: Path, published):
    assert any(table in mart.reads.values() for table in WITHOUT[dataset])
    assert made(mart, made_up, tmp_path, dataset).equals(published(mart))


def doubled(employees: pa.Table) -> pa.Table:
    at = employees.schema.get_field_index("varde")
    return employees.set_column(at, "varde", pc.multiply(employees["varde"], 2))


def test_a_source_that_is_used_changes_the_table(
    made_up: Path, tmp_path: Path, published, monkeypatch: pytest.MonkeyPatch
):
    (mart,) = (m for m in MARTS if m.contract is MISMATCH)
    monkeypatch.setitem(WITHOUT, "prov", {EMPLOYEES: doubled})
    assert not made(mart, made_up, tmp_path, "prov").equals(published(mart))
