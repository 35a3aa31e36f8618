"""The long-term tables made of the real register, for Västra Götaland. Needs ../shared."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_supply import WORKFORCE
from assets.marts.long_term.accuracy import accuracy
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.marts.long_term.projection import projection
from assets.methods.backtest import OF_DELREGIONS, PROFILE, SEX
from assets.methods.employment_shares import families_and_profile
from assets.methods.nation import as_one, of_nation
from assets.methods.projection_intervals import known_pairs, quantiles
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
    three = panel(3)
    where = three.counties.index("14")
    places = (("lan", "14", "Västra Götaland", three.now[:, where]), ("riket", "00", "Riket", three.now.sum(axis=1)))
    now = [
        {"geo_niva": level, "geo_kod": area, "geo_namn": name, "ssyk3": code, "varde": int(n)}
        for level, area, name, persons in places
        for code, n in zip(three.codes, persons, strict=True)
    ]
    employees = rows(EMPLOYEES, now, ar=2024, kon="totalt")
    tried = ACCURACY.conform(accuracy(employees, **registers(), county="14"))
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
    other = frame["urval"].isin([*OF_DELREGIONS, SEX])
    assert frame.loc[~other, "anmarkning"].isna().all()


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
    row = one(projected()[1], geo_kod="14", yrkesniva="ssyk3", yrke_kod=code, ar=2029)
    assert row["forandring_andel"] == pytest.approx(change - 1, abs=1e-6)
    for name, limit in (("forandring_nedre", lower), ("forandring_ovre", upper)):
        if limit is not None:
            assert row[name] == pytest.approx(limit - 1, abs=1e-4)
    assert row["riktning"] == word
    assert row["nedre"] < row["personer"] < row["ovre"]


@pytest.mark.parametrize(
    ("code", "persons", "lower", "upper"), [("5321", 20924.6519, 18011.1, 23498.6), ("2512", 23142.9696, None, None)]
)
def test_four_digits_are_the_fixtures(code: str, persons: float, lower: float | None, upper: float | None) -> None:
    """Scaled to three digits, at the total of 2024."""
    row = one(projected()[1], geo_kod="14", yrkesniva="ssyk4", yrke_kod=code, ar=2029)
    assert row["anstallda"] * (1 + row["forandring_andel"]) == pytest.approx(persons, abs=1e-3)
    for name, limit in (("forandring_nedre", lower), ("forandring_ovre", upper)):
        if limit is not None:
            assert row["anstallda"] * (1 + row[name]) == pytest.approx(limit, abs=0.1)


def test_four_digits_sum_to_three_in_the_county_and_the_nation() -> None:
    """Every group whose parts all have a number; most have."""
    frame = projected()[1].to_pandas()
    four = frame[frame["yrkesniva"] == "ssyk4"].assign(yrke_kod=lambda f: f["yrke_kod"].str[:3])
    sums = four.groupby(["geo_kod", "ar", "yrke_kod"])["personer"].agg(lambda of: of.sum(skipna=False)).dropna()
    three = frame[frame["yrkesniva"] == "ssyk3"].set_index(["geo_kod", "ar", "yrke_kod"])["personer"].dropna()
    both = pd.concat({"three": three, "four": sums}, axis=1).dropna()
    assert both.groupby(level=0).size().to_dict() == {"00": 244, "14": 402}
    assert both["four"].to_numpy() == pytest.approx(both["three"].to_numpy())


@pytest.mark.parametrize(("level", "errors"), [("ssyk3", (0.885, 0.812, 0.872)), ("ssyk4", (0.928, 0.889, 0.932))])
def test_the_nation_is_tried_on_its_own(level: str, errors: tuple[float, ...]) -> None:
    """Surely better than constant shares two, five and eight years ahead; its limits hold as often as they should where that is known."""
    frame = projected()[0].to_pandas()
    frame = frame[(frame["yrkesniva"] == level) & (frame["metod"] == PROFILE)]
    nation = frame[(frame["urval"] == "riket") & (frame["matt"] == "relativt fel")].set_index("horisont")
    assert nation.loc[[2, 5, 8], "varde"].to_numpy() == pytest.approx(errors, abs=0.003)
    assert (nation["ovre"] < 1).all()
    held = frame[(frame["urval"] == "riket, storlek") & frame["horisont"].isin([2, 5])]
    assert held["varde"].between(0.75, 0.90).all()
    # On three digits a single year could have told of five, and it had too few errors before it.
    assert set(held["horisont"]) == ({2} if level == "ssyk3" else {2, 5})


def test_the_counties_limits_would_not_hold_in_the_nation() -> None:
    """Why it has its own: a fault that all counties share does not even out."""
    three = panel(3)
    whole = as_one(three)
    pairs = known_pairs(whole, of_nation(three, families_and_profile), 2)
    of_counties = known_pairs(three, families_and_profile, 2)
    inside = []
    for pair in pairs[2:]:
        limits = quantiles(of_counties, three.counties, 3, pair.origin)
        low, high = limits.of(pair.size, np.full(pair.size.shape, three.counties.index("03")))
        inside.append(((pair.error >= low) & (pair.error <= high))[~np.isnan(low)])
    assert np.concatenate(inside).mean() < 0.72
