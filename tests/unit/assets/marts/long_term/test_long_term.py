"""The trial as a table, and employees some years ahead, on registers made for it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.long_term import ACCURACY, BY_OWN_GROWTH, BY_PEOPLE, PROJECTION
from assets.contracts.long_term_supply import WORKFORCE
from assets.marts.long_term import reasons
from assets.marts.long_term.accuracy import MARTS as TRIALS
from assets.marts.long_term.accuracy import accuracy
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.marts.long_term.projection import projection
from assets.methods import backtest as trial
from assets.methods import projection_intervals as intervals
from assets.methods.county_total import projected_totals
from assets.reference.occupations import reporting_groups
from tests.unit.assets.marts.long_term.registers import CODES, SMALL, employees, persons, registers
from tests.unit.rows import one, rows

NOTHING = {name: table.written_schema.empty_table() for name, table in REGISTERS.items()}


def people(known: dict[int, float] | None = None) -> pa.Table:
    """mart.arbetskraft_framskriven of those who work in the county, year by year; nobody's work is known unless told."""
    given = [{"ar": year, "arbetande_arbetsplats": number} for year, number in (known or {2025: None}).items()]
    return rows(WORKFORCE, given, geo_niva="lan", geo_kod="14", kon="totalt")


@cache
def tried() -> pa.Table:
    return ACCURACY.conform(accuracy(employees(), **registers(), county="14"))


@cache
def ahead() -> pa.Table:
    """With the families' trend, whatever the trial says of it on figures that are made up."""
    let_through = saying(tried(), publiceras=trial.BASE, klarade="ja")
    return PROJECTION.conform(projection(employees(), let_through, people(), **registers(), county="14"))


def saying(table: pa.Table, **changes: str) -> pa.Table:
    """The trial with other answers in its rows on three digits."""
    frame = table.to_pandas()
    there = frame["publiceras"].notna()
    for column, value in changes.items():
        frame.loc[there, column] = value
    return ACCURACY.conform(pa.Table.from_pandas(frame, preserve_index=False))


def test_a_panel_has_the_newest_register_of_every_year() -> None:
    """Both sexes, known occupations, eleven years in a row."""
    panel = county_panel(**registers())
    assert panel is not None
    assert (panel.first_year, panel.last_year, len(panel.codes)) == (2014, 2024, len(CODES))
    order = [list(CODES).index(code[:3]) for code in panel.codes]
    assert panel.persons == pytest.approx(persons()[order])


def test_a_missing_register_begins_the_row_later() -> None:
    """And a year that a county lacks ends it."""
    without = county_panel(**{**registers(), "staged_2014": NOTHING["staged_2014"]})
    assert without is not None
    assert without.first_year == 2019
    frame = registers()["staged"].to_pandas()
    hole = pa.Table.from_pandas(frame[(frame["ar"] != 2022) | (frame["region_kod"] != "09")], preserve_index=False)
    broken = county_panel(**{**registers(), "staged": hole})
    assert broken is not None
    assert (broken.first_year, broken.last_year) == (2023, 2024)


def test_without_registers_the_tables_are_empty() -> None:
    """The source on four digits may be missing."""
    assert accuracy(employees(), **NOTHING, county="14").num_rows == 0
    assert projection(employees(), tried(), people(), **NOTHING, county="14").num_rows == 0


def test_every_horizon_says_what_it_publishes_and_why() -> None:
    """The first method or one below it, the reason when it is below; requirements stand only where something may be published."""
    frame = tried().to_pandas()
    tested = frame[frame["publiceras"].notna()]
    assert set(tested["horisont"]) == set(trial.TESTED_HORIZONS)
    assert tested["urval"].isin(trial.OF_NATION).any()
    for _, of in tested[tested["urval"].isin(trial.OF_COUNTIES)].groupby(["yrkesniva", "horisont"]):
        assert of["publiceras"].nunique() == 1
        first = of["publiceras"].iloc[0] in (trial.PROFILE, trial.FAMILIES)
        assert of["anmarkning"].isna().all() == first
    assert frame.loc[frame["metod"].isin([*trial.NAIVE]), "krav"].isna().all()
    assert (frame["krav"].isna() == frame["klarade"].isna()).all()


def test_the_county_and_its_delregion_move_alike() -> None:
    """By the county's share and its total, and by nothing else."""
    panel = county_panel(**registers())
    assert panel is not None
    panel = panel.summed(3)
    where = panel.counties.index("14")
    total = projected_totals(panel, 5)[where] / panel.totals[where, -1]
    found = ahead().to_pandas()
    found = found[(found["yrkesniva"] == "ssyk3") & (found["ar"] == 2029) & found["personer"].notna()]
    ratio = found.assign(k=found["personer"] / found["anstallda"]).pivot(
        index="yrke_kod", columns="geo_kod", values="k"
    )
    both = ratio.dropna()
    assert len(both) > 30
    assert both["14"].nunique() > 5
    assert both["fyrbodal"].to_numpy() == pytest.approx(both["14"].to_numpy())
    change = found[found["geo_kod"] == "14"].set_index("yrke_kod")["forandring_andel"]
    assert ratio["14"].dropna().to_numpy() == pytest.approx(((1 + change) * total).to_numpy())


def test_the_total_follows_people_where_they_are_known() -> None:
    """From the year that the labour force is known, and the county's own growth until then and where it is not."""
    let_through = saying(tried(), publiceras=trial.BASE, klarade="ja")
    known = people({2025: 1000.0, 2026: 1010.0, 2029: 1050.0})
    made = PROJECTION.conform(projection(employees(), let_through, known, **registers(), county="14")).to_pandas()
    years = made[made["geo_niva"] == "lan"].drop_duplicates("ar").set_index("ar")
    panel = county_panel(**registers())
    assert panel is not None
    where = panel.counties.index("14")
    to_2025 = float(projected_totals(panel, 1)[where] / panel.totals[where, -1])
    assert years["tillvaxt_av"].to_dict() == {2026: BY_PEOPLE, 2029: BY_PEOPLE, 2034: BY_OWN_GROWTH}
    assert years.loc[2029, "tillvaxt_alla"] == pytest.approx(1.05 * to_2025)
    assert years.loc[2034, "tillvaxt_alla"] == years.loc[2034, "tillvaxt_egen"]
    row = one(pa.Table.from_pandas(made), geo_kod="14", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    assert row["personer"] == pytest.approx(row["anstallda"] * (1 + row["forandring_andel"]) * 1.05 * to_2025)


def test_the_trial_reads_no_population() -> None:
    """What is known today of the coming years is nowhere in what was said of the past."""
    (made,) = (mart for mart in TRIALS if mart.contract is ACCURACY)
    assert set(made.reads) == {*REGISTERS, "employees"}


def test_intervals_hold_the_number_and_are_wider_in_the_smaller_of_two_of_a_class() -> None:
    """And the persons' is never narrower than the share's."""
    frame = ahead().to_pandas().dropna(subset=["personer"])
    assert (frame["nedre"] <= frame["personer"]).all()
    assert (frame["personer"] <= frame["ovre"]).all()
    share = (1 + frame["forandring_ovre"]) / (1 + frame["forandring_andel"])
    assert (frame["ovre"] / frame["personer"] >= share - 1e-9).all()
    threes = frame[frame["yrkesniva"] == "ssyk3"]
    threes = threes.assign(
        width=np.log((1 + threes["forandring_ovre"]) / (1 + threes["forandring_nedre"])),
        size=intervals.size_class(threes["anstallda"]),
    )
    threes = threes[threes["geo_niva"] != "riket"]
    same = threes.pivot(index=["yrke_kod", "ar", "size"], columns="geo_kod", values="width").dropna()
    assert len(same) > 20
    assert (same["fyrbodal"] > same["14"]).all()


def test_years_are_printed_and_the_first_of_them_has_been() -> None:
    """2026 is a reckoning of what is, 2029 and 2034 are ahead."""
    found = ahead().to_pandas()[["ar", "slag"]].drop_duplicates().set_index("ar")["slag"].to_dict()
    assert found == {2026: "beräknat läge", 2029: "framskrivning", 2034: "framskrivning"}


def test_what_is_not_projected_says_why() -> None:
    """Too few employees, officers, and what the register lacks."""
    few = one(ahead(), geo_kod="14", yrkesniva="ssyk3", yrke_kod=SMALL, ar=2029)
    assert (few["anstallda"], few["personer"], few["riktning"]) == (8, None, None)
    assert "färre än 50" in few["anmarkning"]
    officer = one(ahead(), geo_kod="14", yrkesniva="ssyk3", yrke_kod="011", ar=2029)
    assert officer["personer"] is None
    assert "beslut" in officer["anmarkning"]
    lacking = one(ahead(), geo_kod="14", yrkesniva="ssyk3", yrke_kod="941", ar=2029)
    assert (lacking["anstallda"], lacking["personer"]) == (None, None)
    assert "saknas" in lacking["anmarkning"]
    frame = ahead().to_pandas()
    assert frame.loc[frame["personer"].isna(), "anmarkning"].notna().all()


def test_a_group_is_the_sum_of_its_parts() -> None:
    """Where every part has a number."""
    frame = ahead().to_pandas()
    parts = frame[(frame["yrkesniva"] == "ssyk3") & (frame["geo_kod"] == "14") & (frame["ar"] == 2029)]
    persons_of = parts.set_index("yrke_kod")["personer"]
    compared = 0
    for group in reporting_groups():
        row = frame[(frame["yrke_kod"] == group.code) & (frame["yrkesniva"] == "redovisningsgrupp")]
        row = row[(row["geo_kod"] == "14") & (row["ar"] == 2029)].iloc[0]
        known = persons_of.reindex(list(group.ssyk3))
        if known.notna().all() and pd.notna(row["personer"]):
            assert row["personer"] == pytest.approx(known.sum())
            compared += 1
    assert compared > 20


def test_constant_shares_have_no_direction_and_say_so() -> None:
    """When the trial publishes them, and when nothing could be tried."""
    constant = projection(
        employees(), saying(tried(), publiceras=trial.CONSTANT, klarade=None), people(), **registers(), county="14"
    )
    row = one(constant, geo_kod="14", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    assert (row["metod"], row["forandring_andel"], row["riktning"]) == (trial.CONSTANT, 0.0, None)
    assert row["personer"] is not None
    assert "inte bättre i provet" in row["anmarkning"]
    untried = projection(employees(), ACCURACY.written_schema.empty_table(), people(), **registers(), county="14")
    row = one(untried, geo_kod="14", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    assert (row["metod"], row["riktning"]) == (trial.CONSTANT, None)
    assert "inga år att pröva" in row["anmarkning"]


def test_a_class_whose_intervals_have_not_held_is_unsure() -> None:
    """No number in it, and the word says why."""
    frame = saying(tried(), publiceras=trial.BASE).to_pandas()
    of_class = (frame["metod"] == trial.BASE) & (frame["matt"] == trial.COVERAGE) & (frame["grupp"] == "500–1 999")
    frame.loc[of_class, "klarade"] = "nej"
    frame.loc[(frame["matt"] == trial.COVERAGE) & ~of_class & frame["klarade"].notna(), "klarade"] = "ja"
    made = projection(
        employees(),
        ACCURACY.conform(pa.Table.from_pandas(frame, preserve_index=False)),
        people(),
        **registers(),
        county="14",
    )
    found = made.to_pandas()
    found = found[(found["ar"] == 2029) & (found["yrkesniva"] == "ssyk3") & (found["geo_niva"] != "riket")]
    found = found[~found["yrke_kod"].str.startswith(("0", "95"))]
    inside = found[found["anstallda"].between(500, 1999)]
    assert len(inside)
    assert (inside["riktning"] == intervals.UNSURE).all()
    assert inside["personer"].isna().all()
    assert found.loc[found["anstallda"].between(150, 499), "personer"].notna().all()


@pytest.mark.parametrize("held", ["ja", "nej"])
def test_a_class_that_could_not_be_tried_so_far_ahead_has_what_was_found_of_it_nearer(held: str) -> None:
    """Its number stands only where its limits held the longest time that could be tried, and it is said that it is not tried."""
    frame = saying(tried(), publiceras=trial.BASE).to_pandas()
    coverage = (frame["matt"] == trial.COVERAGE) & (frame["urval"] == trial.SIZE) & (frame["metod"] == trial.BASE)
    of_class = coverage & (frame["grupp"] == "500–1 999")
    frame.loc[coverage & frame["klarade"].notna(), "klarade"] = "ja"
    frame.loc[of_class, "klarade"] = held
    assert {2, 5} <= set(frame.loc[of_class, "horisont"])
    frame = frame[~(of_class & (frame["horisont"] >= 5))]
    accuracy = ACCURACY.conform(pa.Table.from_pandas(frame, preserve_index=False))
    found = projection(employees(), accuracy, people(), **registers(), county="14").to_pandas()
    found = found[(found["ar"] == 2029) & (found["yrkesniva"] == "ssyk3") & (found["geo_niva"] == "lan")]
    found = found[~found["yrke_kod"].str.startswith(("0", "95"))]
    inside = found[found["anstallda"].between(500, 1999)]
    assert len(inside)
    assert set(inside["anmarkning"]) == {reasons.LIMITS_UNTRIED if held == "ja" else reasons.UNSURE}
    assert inside["personer"].notna().all() == (held == "ja")
    others = found[found["anstallda"].between(150, 499)]
    assert others["personer"].notna().all()
    assert others["anmarkning"].isna().all()
