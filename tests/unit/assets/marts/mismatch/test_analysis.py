"""mart.analys from hand-made tables."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.mismatch import ANALYSIS, ANALYSIS_MEASURES
from assets.marts.mismatch import analysis as mart
from assets.marts.places.dimensions import dim_geo
from assets.methods.mismatch_index import jackman_roper, mismatch_index, null_mismatch_index
from assets.methods.score import SEED
from assets.methods.shift_share import shift_share
from assets.reference.areas import membership
from assets.reference.occupations import af_areas, occupations_ssyk3

GEO = dim_geo("14")
DELREGIONER = ("borasregionen", "fyrbodal", "goteborgsregionen", "skaraborg")
AREAS = (*DELREGIONER, "14")
OCCUPATIONS = list(occupations_ssyk3())
PLACES = sorted(m.municipality for m in membership("14"))
FYRBODAL = sorted(m.municipality for m in membership("14") if m.delregion == "fyrbodal")
CODES = list(af_areas())
V, U = [50, 30, 20], [100, 200, 300]


def table(rows: Sequence[tuple[object, ...]], *columns: str, numbers: str = "varde") -> pa.Table:
    """As a table is stored: what is missing is null, and nothing says how pandas had it."""
    frame = pd.DataFrame(rows, columns=list(columns)).astype({numbers: "Float64"})
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()


def of_areas(posts: Sequence[float] = V, people: Sequence[float | None] = U) -> pa.Table:
    """The three areas with numbers, the other 18 with none, in every delregion and the county."""
    v, u = ([*numbers, *[0] * (len(CODES) - len(numbers))] for numbers in (posts, people))
    rows = [("af_yrkesomrade", a, c, float(p), n) for a in AREAS for c, p, n in zip(CODES, v, u, strict=True)]
    rows += [("af_yrkesomrade", a, "okänt", 900.0, 900) for a in AREAS] + [
        ("ssyk3", a, "222", 7.0, None) for a in AREAS
    ]
    made = table(
        rows,
        "yrkesniva",
        "geo_kod",
        "yrke_kod",
        "annonserade_platser",
        "inskrivna_arbetslosa",
        numbers="inskrivna_arbetslosa",
    )
    return made.append_column("period_fran", pa.array(["2025-09"] * len(rows))).append_column(
        "period_till", pa.array(["2026-08"] * len(rows))
    )


def of_employees(
    changes: dict[tuple[str, str, int], float | None] | None = None, years: Sequence[int] = (2023, 2024)
) -> pa.Table:
    """The example of the method in Fyrbodal: two occupations, a nation that grows 2 percent, one 5 up and the other 3 down."""
    numbers: dict[tuple[str, str, int], float | None] = {
        ("fyrbodal", "111", 0): 1000, ("fyrbodal", "112", 0): 500, ("fyrbodal", "111", 1): 1040, ("fyrbodal", "112", 1): 470,
        ("00", "111", 0): 100_000, ("00", "112", 0): 60_000, ("00", "111", 1): 105_000, ("00", "112", 1): 58_200,
        **(changes or {}),
    }  # fmt: skip
    rows = [
        (area, code, sex, year, numbers.get((area, code, at), 0.0) if sex == "totalt" else 5.0)
        for area in (*AREAS, "00", "1485")
        for code in OCCUPATIONS
        for sex in ("totalt", "kvinnor")
        for at, year in enumerate(years)
    ]
    rows += [(area, "0002", "totalt", year, 99_999.0) for area in (*AREAS, "00") for year in (*years, 2022)]
    return table(rows, "geo_kod", "ssyk3", "kon", "ar", "varde")


def of_commuting(changes: dict[tuple[str, str], float | None] | None = None) -> pa.Table:
    """100 live and work in each municipality; 20 live in the first of Fyrbodal and work in the second."""
    flows: dict[tuple[str, str], float | None] = {(code, code): 100.0 for code in PLACES}
    flows |= {
        (FYRBODAL[0], FYRBODAL[1]): 20.0,
        (FYRBODAL[0], "1480"): 60.0,
        ("1380", FYRBODAL[0]): 40.0,
        (FYRBODAL[0], "0180"): None,
    }
    flows |= changes or {}
    rows = [(*pair, "totalt", year, n if year == 2024 else 1.0) for pair, n in flows.items() for year in (2023, 2024)]
    return table(
        [*rows, *((*pair, "män", 2024, 500.0) for pair in flows)], "bostad_kod", "arbete_kod", "kon", "ar", "varde"
    )


SOURCES = mart.AnalysisTables(of_areas(), of_employees(), of_commuting(), GEO)


def made(**changes: pa.Table) -> dict[tuple[str, str, str], dict[str, Any]]:
    out = ANALYSIS.conform(mart.analysis(replace(SOURCES, **changes), "14"))
    return {(row["geo_kod"], row["matt"], row["yrke_kod"]): row for row in out.to_pylist()}


def of(rows: dict[tuple[str, str, str], dict[str, Any]], area: str, *measures: str) -> list[float | None]:
    return [rows[area, measure, "alla"]["varde"] for measure in measures]


def test_every_measure_is_there_in_every_area():
    rows = made()
    assert set(rows) == {(a, m, "alla") for a in AREAS for m in ANALYSIS_MEASURES}
    assert {row["matt"]: row["enhet"] for row in rows.values()} == {
        m: unit for m, (unit, _) in ANALYSIS_MEASURES.items()
    }
    assert {row["yrkesniva"] for row in rows.values()} == {"alla"}


def test_mismatch_is_the_methods_with_what_chance_alone_gives():
    rows = made()
    for measure, alpha in mart.ALPHAS.items():
        row = rows["fyrbodal", measure, "alla"]
        chance = null_mismatch_index(V, U, np.random.default_rng(SEED), alpha)
        assert row["varde"] == pytest.approx(mismatch_index(V, U, alpha))
        assert row["jamforelse"] == pytest.approx(chance.mean, rel=0.2)
        assert row["percentil"] == 100
        assert (row["antal_delar"], row["period"], row["anmarkning"]) == (21, "2025-09–2026-08", None)
    assert rows["14", "missmatchning_05", "alla"]["varde"] == pytest.approx(0.0788693, abs=1e-6)
    assert of(rows, "fyrbodal", "fel_omrade_andel", "fel_omrade_personer") == pytest.approx(list(jackman_roper(V, U)))
    assert rows["fyrbodal", "fel_omrade_andel", "alla"]["percentil"] is None


def test_equal_shares_are_no_mismatch_and_no_more_than_chance():
    row = made(imbalance=of_areas([10, 20, 30], [20, 40, 60]))["fyrbodal", "missmatchning_05", "alla"]
    assert row["varde"] == pytest.approx(0, abs=1e-12)
    assert row["percentil"] == pytest.approx(0, abs=1)
    assert row["jamforelse"] > 0


def test_a_protected_area_leaves_mismatch_missing_with_its_reason():
    rows = made(imbalance=of_areas(V, [100, None, 300]))
    for measure in (*mart.ALPHAS, "fel_omrade_andel", "fel_omrade_personer"):
        row = rows["fyrbodal", measure, "alla"]
        assert (row["varde"], row["jamforelse"], row["percentil"]) == (None, None, None)
        assert row["anmarkning"].startswith("Minst en uppgift är skyddad")


def test_the_change_is_divided_as_the_method_does():
    rows = made()
    expected = shift_share([1000, 500], [1040, 470], 163_200 / 160_000 - 1, [0.05, -0.03])
    found = of(rows, "fyrbodal", *mart._PARTS)
    assert found == pytest.approx([10, *(part.sum() for part in expected)])
    assert sum(found[1:]) == pytest.approx(found[0])
    row = rows["fyrbodal", "anstallda_riket", "alla"]
    assert (row["jamforelse"], row["antal_delar"], row["period"], row["anmarkning"]) == (1500, 148, "2023–2024", None)
    assert of(rows, "skaraborg", *mart._PARTS) == [0, 0, 0, 0]


def test_an_occupation_that_is_new_in_the_nation_is_the_areas_own_beyond_the_nation():
    rows = made(employees=of_employees({("fyrbodal", "121", 1): 8.0, ("00", "121", 1): 50.0}))
    change, *parts = of(rows, "fyrbodal", *mart._PARTS)
    assert change == 18
    assert sum(parts) == pytest.approx(18)


def test_a_change_that_must_cross_the_break_is_without_the_nations_step():
    """2023 is the newest year. From 2022 to 2023 the one occupation grew by 5 percent in the nation, the other fell by 3."""
    nation = {("00", "111", 2): 100_000.0, ("00", "112", 2): 60_000.0}
    rows = made(employees=of_employees(nation, years=(2020, 2023, 2022)))
    change, *parts = of(rows, "fyrbodal", *mart._PARTS)
    assert change == pytest.approx(1510 - (1000 * 1.05 + 500 * 0.97))
    # What is left of the nation's own change since 2020 is none.
    assert parts == pytest.approx([0, 0, change], abs=1e-9)
    row = rows["fyrbodal", "anstallda_egen", "alla"]
    assert (row["period"], row["jamforelse"]) == ("2020–2023", pytest.approx(1535))
    assert row["anmarkning"].startswith("Räknat utan rikets hopp 2022–2023")


def test_a_step_that_is_not_known_leaves_the_change_missing():
    rows = made(employees=of_employees(years=(2020, 2023)))
    assert of(rows, "fyrbodal", *mart._PARTS) == [None] * 4


def test_years_after_the_break_say_nothing_of_it():
    row = made(employees=of_employees(years=(2023, 2026)))["fyrbodal", "anstallda_riket", "alla"]
    assert (row["period"], row["anmarkning"]) == ("2023–2026", None)


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        (("fyrbodal", "112", 0), [False] * 4),
        (("fyrbodal", "121", 1), [False, True, True, False]),
        (("00", "121", 1), [True, False, False, False]),
    ],
)
def test_a_missing_occupation_leaves_the_change_missing(cell, known):
    rows = made(employees=of_employees({cell: None}))
    assert [value is not None for value in of(rows, "fyrbodal", *mart._PARTS)] == known
    assert rows["fyrbodal", "anstallda_egen", "alla"]["anmarkning"].startswith("Minst en uppgift är skyddad")


def test_without_a_year_three_years_back_the_change_is_missing():
    rows = made(employees=of_employees(years=(2022, 2024)))
    assert of(rows, "fyrbodal", *mart._PARTS) == [None] * 4


def test_self_containment_on_both_sides_counts_moves_inside_the_area():
    rows = made()
    inside = 100.0 * len(FYRBODAL) + 20
    assert of(rows, "fyrbodal", *mart._SIDES) == pytest.approx([inside / (inside + 60), inside / (inside + 40)])
    lives = rows["fyrbodal", "boende_som_arbetar_har", "alla"]
    assert lives["jamforelse"] == pytest.approx(inside / (inside + 60 + 4))
    assert lives["anmarkning"] == "Källan visar inte de minsta strömmarna: 1 ingår inte."
    assert rows["skaraborg", "boende_som_arbetar_har", "alla"]["anmarkning"] is None
    assert (lives["period"], lives["antal_delar"]) == ("2024", len(FYRBODAL) + 2)
    # For the county those who go to Göteborg stay inside.
    whole = 100.0 * len(PLACES) + 80
    assert of(rows, "14", *mart._SIDES) == pytest.approx([1.0, whole / (whole + 40)])
    assert rows["14", "boende_som_arbetar_har", "alla"]["jamforelse"] == pytest.approx(whole / (whole + 4))


def test_a_municipality_without_its_own_flow_leaves_its_areas_missing():
    rows = made(commuting=of_commuting({(FYRBODAL[2], FYRBODAL[2]): None}))
    assert of(rows, "fyrbodal", *mart._SIDES) == [None, None]
    assert of(rows, "14", *mart._SIDES) == [None, None]
    assert of(rows, "skaraborg", *mart._SIDES) == pytest.approx([1.0, 1.0])
    assert "skyddad" in rows["fyrbodal", "boende_som_arbetar_har", "alla"]["anmarkning"]


def test_without_the_source_self_containment_says_so():
    row = made(commuting=of_commuting().slice(0, 0))["fyrbodal", "arbetande_som_bor_har", "alla"]
    assert (row["varde"], row["anmarkning"]) == (None, "Underlaget om pendling saknas.")


@settings(deadline=None, max_examples=4)
@given(st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(seed: int):
    order = random.Random(seed)

    def shuffled(given_table: pa.Table) -> pa.Table:
        at = list(range(given_table.num_rows))
        order.shuffle(at)
        return given_table.take(at)

    again = made(**{f.name: shuffled(getattr(SOURCES, f.name)) for f in fields(SOURCES)})
    usual = made()
    assert set(again) == set(usual)
    for key, row in usual.items():
        rounded = {**row, "varde": None if row["varde"] is None else pytest.approx(row["varde"], abs=1e-9)}
        assert again[key] == rounded
