"""mart.framskrivning_lan: the projections of every county, which in the edition's own are those of mart.framskrivning."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_counties import COUNTIES
from assets.contracts.words import SSYK3_LEVEL, SSYK4_LEVEL
from assets.marts.long_term import reasons
from assets.marts.long_term.every_county import every_county
from assets.marts.long_term.projection import projection
from assets.methods import backtest as trial
from assets.methods.projection_intervals import UNSURE
from assets.reference.areas import counties
from assets.reference.occupations import occupations_ssyk3, ssyk2012
from tests.unit.assets.marts.long_term.registers import CODES, SMALL, employees, registers
from tests.unit.assets.marts.long_term.test_long_term import NOTHING, people, saying, tried
from tests.unit.rows import one

NUMBERS = ["forandring_andel", "forandring_nedre", "forandring_ovre"]


def made(let_through: pa.Table, **changed: pa.Table) -> pa.Table:
    return COUNTIES.conform(every_county(employees(), let_through, **{**registers(), **changed}, county="14"))


@cache
def found(method: str = trial.BASE, held: str = "ja") -> pa.Table:
    return made(saying(tried(), publiceras=method, klarade=held))


@pytest.mark.parametrize("method", [trial.BASE, trial.CONSTANT])
def test_the_own_county_is_as_in_the_other_table(method: str) -> None:
    """Shares, limits, directions and remarks; the persons when both have the county's own growth."""
    let_through = saying(tried(), publiceras=method, klarade="ja")
    other = PROJECTION.conform(projection(employees(), let_through, people(), **registers(), county="14")).to_pandas()
    other = other[(other["geo_kod"] == "14") & other["yrkesniva"].isin([SSYK3_LEVEL, SSYK4_LEVEL])]
    own = found(method).to_pandas()
    both = own[own["geo_kod"] == "14"].merge(other, on=["yrkesniva", "yrke_kod", "ar"], suffixes=("", "_b"))
    assert len(both) >= 3 * (len(CODES) - 1)
    assert both["personer"].notna().sum() > len(CODES)
    for column in (*NUMBERS, "personer", "nedre", "ovre"):
        pd.testing.assert_series_equal(both[column], both[f"{column}_b"], check_names=False)
    for column in ("riktning", "anmarkning", "metod", "slag", "anstallda"):
        assert both[column].fillna("").tolist() == both[f"{column}_b"].fillna("").tolist()


def test_every_county_has_its_rows() -> None:
    frame = found().to_pandas()
    assert set(frame["geo_kod"]) == set(counties())
    assert set(frame["ar"] - frame["ar_anstallda"]) == {2, 5, 10}
    three = frame[(frame["yrkesniva"] == SSYK3_LEVEL) & (frame["ar"] == 2029)]
    assert len(three) > 0.9 * len(CODES) * len(counties())
    assert SMALL not in set(three["yrke_kod"])
    # Each county's own total, and shares that go each its own way.
    assert three.groupby("geo_kod")["tillvaxt_egen"].first().nunique() == len(counties())
    assert three[three["yrke_kod"] == CODES[20]]["forandring_andel"].nunique() > 1


def test_why_there_is_no_number_is_said() -> None:
    never = one(found(), geo_kod="01", yrkesniva=SSYK3_LEVEL, yrke_kod="011", ar=2029)
    assert (never["personer"], never["anmarkning"]) == (None, reasons.NOT_PROJECTED)
    frame = found().to_pandas()
    assert (frame["personer"].notna() | frame["anmarkning"].notna()).all()


def test_a_size_whose_limits_have_not_held_has_no_number() -> None:
    frame = found(held="nej").to_pandas()
    large = frame[(frame["horisont"] == 5) & (frame["anmarkning"] != reasons.NOT_PROJECTED)]
    assert large["personer"].isna().all()
    said = set(zip(large["anmarkning"], large["riktning"].fillna(""), strict=True))
    # The registers of the test have too few of the largest.
    assert said == {(reasons.UNSURE, UNSURE), (reasons.NO_INTERVAL, "")}


def test_a_number_that_is_missing_is_not_nobody() -> None:
    """Its group on three digits is missing too."""
    code = CODES[20]
    frame = registers()["staged"].to_pandas()
    here = (frame["region_kod"] == "09") & (frame["ssyk4"] == f"{code}1") & (frame["ar"] == 2024)
    frame.loc[here & (frame["kon"] == "kvinnor"), "varde"] = pd.NA
    staged = pa.Table.from_pandas(frame, registers()["staged"].schema, preserve_index=False)
    table = made(saying(tried(), publiceras=trial.BASE, klarade="ja"), staged=staged)
    row = one(table, geo_kod="09", yrkesniva=SSYK3_LEVEL, yrke_kod=code, ar=2029)
    assert (row["anstallda"], row["personer"], row["anmarkning"]) == (None, None, reasons.MISSING)
    assert one(table, geo_kod="08", yrkesniva=SSYK3_LEVEL, yrke_kod=code, ar=2029)["personer"] is not None


def test_without_registers_there_are_no_rows() -> None:
    assert every_county(employees(), ACCURACY.written_schema.empty_table(), **NOTHING, county="14").num_rows == 0


def test_only_known_occupations_have_rows() -> None:
    assert set(found().to_pandas()["yrke_kod"]) <= {*occupations_ssyk3(), *ssyk2012()}
