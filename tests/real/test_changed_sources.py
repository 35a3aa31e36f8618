"""SCB changes a classification, a code or a year, served on loopback: read rightly, or refused by name. Needs ../shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.sector import WELFARE
from assets.marts.employees.demand import newest_common_year
from assets.marts.sector.sector import sector
from assets.staged.pxweb import stage_snapshot
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES
from sources.catalogue.entry import PxTable
from sources.catalogue.sector import SCB_INDUSTRY, SCB_SECTOR
from sources.refresh import ABSENT, CURRENT, LAST_GOOD, Fetched
from tests.real.served import NEEDS_SHARED
from tests.real.test_scb_bad_days import Day, day, on, world
from tests.unit.world.places import GEO

__all__ = ["day", "world"]
"""Fixtures."""
pytestmark = NEEDS_SHARED
TO_2025 = {"A-U": "A-V", "Q": "R", "P": "Q", "O": "P"}
SWAPPED = {"P": "Q", "Q": "P"}
Start = Callable[..., Day]


def renamed(table: str, variable: str, codes: dict[str, str]) -> list[dict[str, Any]]:
    """The codes change from the first call of a run; labels stay with what they name."""
    return [on("/config", "rename_code", table=table, variable=variable, codes=codes)]


def fetched(day: Day, entry: PxTable) -> Fetched:
    return day.sources().fetch(entry)


def staged(found: Fetched, entry: PxTable) -> pa.Table:
    (snapshot,) = found.snapshots
    return stage_snapshot(snapshot, entry)


def welfare(sectors: pa.Table, industries: pa.Table) -> dict[tuple[Any, ...], float]:
    """Welfare's share of the newest month in the county, by sex."""
    table = sector(sectors, industries, GEO).to_pandas()
    newest = table[(table["sektor"] == WELFARE) & (table["manad"] == table["manad"].max()) & (table["geo_kod"] == "14")]
    return dict(zip(newest["kon"], newest["andel"], strict=True))


def test_sni_2025_under_the_same_name_gives_the_same_welfare(day: Start):
    usual = day()
    sectors = staged(fetched(usual, SCB_SECTOR), SCB_SECTOR)
    before = welfare(sectors, staged(fetched(usual, SCB_INDUSTRY), SCB_INDUSTRY))
    changed = day(renamed("TAB3784", "SNI2007", TO_2025))
    found = fetched(changed, SCB_INDUSTRY)
    assert found.status == CURRENT
    (snapshot,) = found.snapshots
    assert any(line.startswith("Källans indelning är SNI 2025") for line in snapshot.origin.facts["decisions"])
    after = welfare(sectors, staged(found, SCB_INDUSTRY))
    assert after == before
    assert 0.28 < after["totalt"] < 0.36, "and not the fifth that letters read as they stand would give"


def test_another_division_leaves_the_last_good_table_and_says_why(day: Start):
    usual = fetched(day(), SCB_INDUSTRY)
    changed = day(renamed("TAB3784", "SNI2007", SWAPPED))
    found = fetched(changed, SCB_INDUSTRY)
    assert ([s.id for s in found.snapshots], found.status) == ([s.id for s in usual.snapshots], LAST_GOOD)
    assert "Tabellen TAB3784 har en annan indelning i SNI2007 än SNI 2007, SNI 2025: koden" in found.problem


def test_without_an_earlier_one_the_table_is_missing_and_never_wrong(day: Start):
    changed = day(renamed("TAB3784", "SNI2007", SWAPPED))
    found = fetched(changed, SCB_INDUSTRY)
    assert (found.snapshots, found.status) == ((), ABSENT)


def test_a_sector_under_a_new_code_is_named_and_counted_as_unknown(day: Start):
    usual = staged(fetched(day(), SCB_SECTOR), SCB_SECTOR)
    found = fetched(day(renamed("TAB2597", "ArbetsSektor", {"OFFAG": "HIO"})), SCB_SECTOR)
    (snapshot,) = found.snapshots
    assert snapshot.origin.facts["unknown_codes"] == 1
    assert any(
        "Okänd kod: ArbetsSektor HIO offentligt ägda företag" in line for line in snapshot.origin.facts["decisions"]
    )
    after = staged(found, SCB_SECTOR)

    def of(table: pa.Table, *codes: str) -> int:
        chosen = table.filter(pc.is_in(table["sektor"], pa.array(codes)))
        return int(pc.sum(chosen["varde"]).as_py())

    assert of(after, "US") == of(usual, "US", "OFFAG")
    assert of(after, "PRIV") == of(usual, "PRIV")


def test_a_new_year_in_one_register_waits_for_the_other(day: Start):
    usual = day()
    counties = staged(fetched(usual, SCB_COUNTY_SSYK4), SCB_COUNTY_SSYK4)
    ahead = day([on("/config", "new_year", table="TAB4434")])
    employees = staged(fetched(ahead, SCB_EMPLOYEES), SCB_EMPLOYEES)
    assert employees.schema.names == [c.name for c in STAGED_EMPLOYEES.columns]
    assert pc.max(employees["ar"]).as_py() == pc.max(counties["ar"]).as_py() + 1
    assert newest_common_year(employees, counties) == pc.max(counties["ar"]).as_py()
