"""The long-term tables made of the real register, for Västra Götaland. Needs ../shared."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_supply import WORKFORCE
from assets.marts.long_term.accuracy import accuracy
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.marts.long_term.projection import projection
from assets.methods.backtest import PROFILE
from tests.real.long_term_panel import panel
from tests.real.served import NEEDS_SHARED, SHARED
from tests.unit.rows import one, rows

pytestmark = NEEDS_SHARED

YEARS = {"staged": (2020, 2024), "staged_2019": (2019, 2019), "staged_2014": (2014, 2018)}


@cache
def registers() -> dict[str, pa.Table]:
    """The figures as the three registers would have them staged."""
    frame = pd.read_parquet(SHARED / "real/scb/yreg60-lan-ssyk4/yreg60_lan_ssyk1-4_kon_2014-2024.parquet")
    frame = frame[frame["level"] == "SSYK4"].assign(kon=lambda f: f["sex"].map({"men": "män", "women": "kvinnor"}))
    names = {"county_code": "region_kod", "ssyk_code": "ssyk4", "year": "ar", "value": "varde"}
    frame = frame.rename(columns=names).assign(status=None)
    made = {}
    for name, (first, last) in YEARS.items():
        some = frame[frame["ar"].between(first, last)]
        columns = [column.name for column in REGISTERS[name].columns]
        made[name] = REGISTERS[name].conform(pa.Table.from_pandas(some[columns], preserve_index=False))
    return made


@cache
def projected() -> tuple[pa.Table, pa.Table]:
    """mart.traffsakerhet and mart.framskrivning."""
    tried = ACCURACY.conform(accuracy(**registers(), county="14"))
    three = panel(3)
    where = three.counties.index("14")
    now = [{"ssyk3": code, "varde": int(n)} for code, n in zip(three.codes, three.now[:, where], strict=True)]
    employees = rows(EMPLOYEES, now, geo_niva="lan", geo_kod="14", geo_namn="Västra Götaland", ar=2024, kon="totalt")
    return tried, PROJECTION.conform(
        projection(employees, tried, WORKFORCE.schema.empty_table(), **registers(), county="14")
    )


def test_the_panel_is_the_register() -> None:
    """Whatever way its years come."""
    made = county_panel(**registers())
    assert made is not None
    assert (made.codes, made.counties, made.first_year) == (panel(4).codes, panel(4).counties, 2014)
    assert (made.persons == panel(4).persons).all()


def test_every_level_and_number_of_years_publishes_the_first_method() -> None:
    """Nothing failed on the register 2014–2024."""
    frame = projected()[0].to_pandas()
    assert set(frame["publiceras"].dropna()) == {PROFILE}
    assert frame["anmarkning"].isna().all()


@pytest.mark.parametrize(
    ("code", "change", "lower", "upper", "word"),
    [
        ("251", 35288.8422 / 30428, 31851.4 / 30428, 38856.4 / 30428, "ökande"),
        ("532", 27905.3237 / 29958, None, None, "minskande"),
        ("812", 905.8096 / 974, 656.9 / 974, 1201.2 / 974, "osäkert"),
    ],
)
def test_shares_of_2029(code: str, change: float, lower: float | None, upper: float | None, word: str) -> None:
    """The fixtures' persons at the total of 2024, as changes of the share."""
    row = one(projected()[1], yrkesniva="ssyk3", yrke_kod=code, ar=2029)
    assert row["forandring_andel"] == pytest.approx(change - 1, abs=1e-6)
    for name, limit in (("forandring_nedre", lower), ("forandring_ovre", upper)):
        if limit is not None:
            assert row[name] == pytest.approx(limit - 1, abs=1e-4)
    assert row["riktning"] == word
    assert row["nedre"] < row["personer"] < row["ovre"]
