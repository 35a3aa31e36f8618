"""The nation beside the county, and occupations on four digits, as the projections have them."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.words import AF_AREA, SSYK3_LEVEL, SSYK4_LEVEL
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.marts.long_term.projection import members_of_areas, projection
from assets.methods import backtest as trial
from assets.methods.nation import national_growth
from tests.unit.assets.marts.long_term.registers import CODES, employees, registers
from tests.unit.assets.marts.long_term.test_long_term import people, tried
from tests.unit.rows import one


def made(four: str = trial.BASE, nation: str = trial.BASE, **changed: pa.Table) -> pa.Table:
    """With the families' trend unless told otherwise, and every size class let through."""
    frame = tried().to_pandas()
    there = frame["publiceras"].notna()
    frame.loc[there, ["publiceras", "klarade"]] = [trial.BASE, "ja"]
    frame.loc[there & (frame["yrkesniva"] == SSYK4_LEVEL), "publiceras"] = four
    of_nation = frame["urval"].isin([trial.NATIONWIDE, trial.NATIONWIDE_SIZE])
    frame.loc[of_nation, "publiceras"] = nation
    let_through = ACCURACY.conform(pa.Table.from_pandas(frame, preserve_index=False))
    return PROJECTION.conform(projection(employees(), let_through, people(), **{**registers(), **changed}, county="14"))


@cache
def found() -> pa.Table:
    return made()


def test_the_nation_grows_as_its_counties_together() -> None:
    """Its own total, which rests on the counties' growth, and another one than the county's."""
    panel = county_panel(**registers())
    assert panel is not None
    rows = found().to_pandas()
    total = rows[rows["ar"] == 2029].groupby("geo_niva")["tillvaxt_alla"].unique()
    assert total["riket"].tolist() == pytest.approx([national_growth(panel.summed(3), 5)])
    assert total["lan"].tolist() != pytest.approx(total["riket"].tolist())
    row = one(found(), geo_kod="00", yrkesniva=SSYK3_LEVEL, yrke_kod=CODES[20], ar=2029)
    assert row["personer"] == pytest.approx(row["anstallda"] * (1 + row["forandring_andel"]) * row["tillvaxt_alla"])
    assert row["nedre"] < row["personer"] < row["ovre"]


def test_shares_of_the_nation_stay_constant_where_its_own_trial_says_so() -> None:
    """Whatever the counties have."""
    table = made(nation=trial.CONSTANT)
    row = one(table, geo_kod="00", yrkesniva=SSYK3_LEVEL, yrke_kod=CODES[20], ar=2029)
    county = one(table, geo_kod="14", yrkesniva=SSYK3_LEVEL, yrke_kod=CODES[20], ar=2029)
    assert (row["metod"], row["riktning"], county["metod"]) == (trial.CONSTANT, None, trial.BASE)
    assert "här var länens framskrivning inte säkert bättre" in row["anmarkning"]


@pytest.mark.parametrize("method", [trial.BASE, trial.CONSTANT, trial.PROFILE])
def test_four_digits_move_together_as_three_do(method: str) -> None:
    """Whichever method four digits have; in this register each group has one occupation, so it moves as the group."""
    rows = (
        made(four=method)
        .to_pandas()
        .set_index(["geo_kod", "yrkesniva", "ar", "yrke_kod"])["forandring_andel"]
        .sort_index()
    )
    for place in ("00", "14"):
        three = rows[place, SSYK3_LEVEL, 2029].dropna()
        four = rows[place, SSYK4_LEVEL, 2029].dropna()
        four.index = four.index.str[:3]
        both = pd.concat({"three": three, "four": four}, axis=1).dropna()
        assert len(both) > 5
        assert both["four"].to_numpy() == pytest.approx(both["three"].to_numpy())


def test_who_only_follows_the_group_says_so_and_has_no_direction() -> None:
    """Constant on four digits is a part of the group that does not change, not a share of all."""
    row = one(made(four=trial.CONSTANT), geo_kod="14", yrkesniva=SSYK4_LEVEL, yrke_kod=f"{CODES[20]}1", ar=2029)
    assert (row["metod"], row["riktning"]) == (trial.CONSTANT, None)
    assert row["forandring_andel"] != 0
    assert "Följer sin yrkesgrupp på tre siffror" in row["anmarkning"]


def test_delregioner_have_no_four_digits() -> None:
    """Nothing is invented where no source has it."""
    rows = found().to_pandas()
    assert set(rows.loc[rows["yrkesniva"].isin([SSYK4_LEVEL, AF_AREA]), "geo_niva"]) == {"riket", "lan"}


def test_an_area_is_the_sum_of_its_occupations() -> None:
    """On four digits, without those that are never projected; where none is, the row says so, and where one is not known is no sum."""
    members = members_of_areas()
    assert "9520" not in members["5"]
    register = registers()["staged"].to_pandas()
    known = set(register["ssyk4"])
    # The source has every occupation, also those that nobody has.
    empty = pd.DataFrame({"ssyk4": [code for code in members["5"] if code not in known]})
    empty = empty.assign(region_kod="14", kon="män", ar=2024, varde=0)
    every = pd.concat([register, empty]).reindex(columns=register.columns)
    table = made(staged=REGISTERS["staged"].conform(pa.Table.from_pandas(every, preserve_index=False)))
    rows, lacking = (
        frame[(frame["geo_kod"] == "14") & (frame["ar"] == 2029)].set_index(["yrkesniva", "yrke_kod"])
        for frame in (table.to_pandas(), found().to_pandas())
    )
    parts = [rows.loc[(SSYK4_LEVEL, code), "anstallda"] for code in members["5"]]
    assert rows.loc[(AF_AREA, "5"), "anstallda"] == sum(parts) > 0
    assert pd.isna(lacking.loc[(AF_AREA, "5"), "anstallda"])
    assert "beslut" in rows.loc[(AF_AREA, "22"), "anmarkning"]


def test_the_nation_has_on_four_digits_the_people_that_it_has_on_three() -> None:
    """The source's own row of the nation stands among its counties', and is not added to them."""
    register = registers()["staged"].to_pandas()
    assert "00" in set(register["region_kod"])
    rows = found().to_pandas()
    nation = rows[(rows["geo_kod"] == "00") & (rows["ar"] == 2029) & (rows["yrkesniva"] == SSYK4_LEVEL)]
    people = register[(register["region_kod"] == "00") & (register["ar"] == 2024)].groupby("ssyk4")["varde"].sum()
    there = nation.set_index("yrke_kod")["anstallda"].reindex(people.index).dropna()
    assert len(there) > 50
    assert there.tolist() == people[there.index].tolist()


def test_a_protected_number_is_missing_and_no_row_is_nobody() -> None:
    """In the nation when any county lacks it."""
    frame = registers()["staged"].to_pandas()
    code = f"{CODES[20]}1"
    hidden = (frame["ssyk4"] == code) & (frame["region_kod"] == "10") & (frame["ar"] == 2024) & (frame["kon"] == "män")
    frame.loc[hidden, "varde"] = None
    elsewhere = f"{CODES[24]}1"
    frame = frame[~((frame["ssyk4"] == elsewhere) & (frame["region_kod"] == "14") & (frame["ar"] == 2024))]
    table = made(staged=REGISTERS["staged"].conform(pa.Table.from_pandas(frame, preserve_index=False)))
    row = one(table, geo_kod="00", yrkesniva=SSYK4_LEVEL, yrke_kod=code, ar=2029)
    assert (row["anstallda"], row["personer"]) == (None, None)
    assert "saknas" in row["anmarkning"]
    assert one(table, geo_kod="14", yrkesniva=SSYK4_LEVEL, yrke_kod=code, ar=2029)["anstallda"] is not None
    nobody = one(table, geo_kod="14", yrkesniva=SSYK4_LEVEL, yrke_kod=elsewhere, ar=2029)
    assert (nobody["anstallda"], nobody["personer"]) == (0, None)
    # A code that the register has nowhere is another's, or new: how many they are is not known.
    unknown = one(table, geo_kod="14", yrkesniva=SSYK4_LEVEL, yrke_kod=f"{CODES[20]}2", ar=2029)
    assert (unknown["anstallda"], unknown["personer"]) == (None, None)
    assert "saknas" in unknown["anmarkning"]
