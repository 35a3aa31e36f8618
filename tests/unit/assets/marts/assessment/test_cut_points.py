"""The limits between points: over all counties, weighed by employees, never of what is missing."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.assessment import SIGNALS
from assets.errors import MartError
from assets.marts.assessment.cut_points import made_cut_points
from assets.methods.signals import INDICATORS, POSTS_RATE, indicator_points
from assets.reference import counties, cut_points
from tests.unit.rows import shuffled, tuples
from tests.unit.world.numbers import SSYK4, STAGED_COUNTIES, usual
from tests.unit.world.places import COUNTY, OTHER


def signals(*values: tuple[str, str, float | None], **usual_row: str) -> pa.Table:
    """County, SSYK3 and value, the same of every indicator."""
    found = [(where, ssyk3, i.code, i.family, value) for where, ssyk3, value in values for i in INDICATORS]
    shared = {"geo_niva": "lan", "yrkesniva": "ssyk3", "period_fran": "2025-09", "period_till": "2026-08"}
    shared |= {"tillampas": "ja", "ar_anstallda": "2024"}
    return tuples(SIGNALS, "geo_kod yrke_kod indikator familj varde", found, **{**shared, **usual_row})


def employees(*numbers: tuple[str, str, int | None], year: int = 2024) -> pa.Table:
    """County, SSYK4 and women; as many men."""
    both = [(*one, sex) for one in numbers for sex in ("kvinnor", "män")]
    return tuples(STAGED_COUNTIES, "region_kod ssyk4 varde kon", both, ar=year)


PEOPLE = (("14", "2221", 500), ("14", "2222", 500), ("12", "2221", 25), ("01", "2221", 24), ("14", "2512", 100))


def test_limits_are_weighed_by_employees():
    values = (("14", "222", 7.0), ("12", "222", 1.0), ("01", "222", 0.5), ("14", "251", 3.0))
    made = made_cut_points(signals(*values), employees(*PEOPLE))
    # 2,000 of 2,250 employees are in the cell with 7; a county with 48 is left out.
    assert made["indikator"].tolist() == [i.code for i in INDICATORS]
    assert made[["c25", "c50", "c75"]].to_numpy().tolist() == [[7, 7, 7]] * 7
    assert set(made["celler"]) == {3}
    assert set(made["period"]) == {"2025-09–2026-08"}
    even = employees(("14", "2221", 100), ("12", "2221", 100), ("01", "2221", 100), ("14", "2512", 100))
    assert made_cut_points(signals(*values), even).loc[0, ["c25", "c50", "c75"]].tolist() == [0.5, 1, 3]


def test_only_counties_own_occupations_and_the_newest_year_count():
    values = (("14", "222", 1.0), ("12", "222", 2.0), ("01", "222", 3.0))
    even = employees(("14", "2221", 100), ("12", "2221", 100), ("01", "2221", 100))
    expected = made_cut_points(signals(*values), even)
    others = [
        signals(("14", "222", 900.0), yrkesniva="redovisningsgrupp"),
        signals(("fyrbodal", "222", 900.0), geo_niva="delregion"),
        signals(("14", "251", None)),
    ]
    old = employees(("14", "2221", 9000), year=2020)
    made = made_cut_points(pa.concat_tables([signals(*values), *others]), pa.concat_tables([even, old]))
    assert made.equals(expected)


def test_an_indicator_without_values_is_an_error_that_names_it():
    table = signals(("14", "222", 1.0)).to_pandas()
    table.loc[table["indikator"] == POSTS_RATE.code, "varde"] = None
    nothing = SIGNALS.conform(pa.Table.from_pandas(table, preserve_index=False))
    with pytest.raises(MartError, match="Indikatorn platser_per_100_anstallda har inget värde i något län"):
        made_cut_points(nothing, employees(*PEOPLE))
    with pytest.raises(MartError, match="har inget värde"):
        made_cut_points(signals(("14", "222", 1.0)), employees(("14", "2221", 24)))


def test_the_order_of_the_rows_is_irrelevant():
    sources, table = usual()
    made = made_cut_points(table, sources[STAGED_COUNTIES])
    assert made.equals(made_cut_points(shuffled(table), shuffled(sources[STAGED_COUNTIES])))
    assert made.set_index("indikator").at[POSTS_RATE.code, "celler"] == len(SSYK4) * len((COUNTY, OTHER))


def test_the_limits_in_use_are_for_every_indicator_and_rise():
    used = cut_points()
    assert set(used) == {i.code for i in INDICATORS}
    for indicator in INDICATORS:
        assert indicator_points(0.0, used[indicator.code].points).shape == ()
        assert used[indicator.code].cells > 1000
        assert used[indicator.code].status in ("fastställd", "preliminär")
    assert max(c.cells for c in used.values()) <= 148 * len(counties())
