from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.mismatch import MUNICIPALITIES
from assets.marts.mismatch.municipalities import municipalities
from assets.marts.places.dimensions import dim_geo

MONTHS = [str(p) for p in pd.period_range("2025-09", periods=12, freq="M")]
PLACES = [r for r in dim_geo("14").to_pylist() if r["geo_niva"] == "kommun"]


def place(code: str) -> dict[str, Any]:
    return {"geo_niva": "kommun", "geo_kod": code, "geo_namn": "x"}


def made(employees: dict[str, Any] | None = None, people: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    workers = [
        {**place(p["geo_kod"]), "ssyk3": occupation, "kon": sex, "ar": year, "varde": number, "status": None}
        for p in PLACES
        for occupation in ("222", "532")
        for sex, number in (("kvinnor", 40), ("män", 20), ("totalt", 60))
        for year in (2023, 2024)
    ]
    unemployed = [
        {**place(p["geo_kod"]), "af_yrkesomrade": area, "kon": sex, "manad": month, "varde": number, "status": None}
        for p in PLACES
        for area in ("3", "8")
        for sex, number in (("kvinnor", 6), ("män", 3), ("totalt", 9))
        for month in ["2025-08", *MONTHS]
    ]
    for rows, change in ((workers, employees), (unemployed, people)):
        if change:
            hit = {k: v for k, v in change.items() if k != "varde"}
            for row in rows:
                if all(row[k] == v for k, v in hit.items()):
                    row["varde"] = change["varde"]
    counts = {"annonser_rensade": 2, "platser_rensade": 5}
    ads = [
        {**place("1485"), "ssyk4": "2221", "af_yrkesomrade": "8", "manad": m, **counts} for m in ["2025-08", *MONTHS]
    ]
    window = pa.table({"period_fran": [MONTHS[0]], "period_till": [MONTHS[-1]]})
    frames = [pd.DataFrame(rows).convert_dtypes() for rows in (workers, ads, unemployed)]
    tables = [pa.Table.from_pandas(f, preserve_index=False) for f in frames]
    out = MUNICIPALITIES.conform(municipalities(*tables, dim_geo("14"), window))
    return {r["geo_kod"]: r for r in out.to_pylist()}


def test_sums_over_occupations_and_areas_in_the_window_and_the_newest_year():
    rows = made()
    assert len(rows) == 49
    row = rows["1485"]
    assert (row["anstallda"], row["anstallda_kvinnor"], row["anstallda_man"], row["ar_anstallda"]) == (
        120,
        80,
        40,
        "2024",
    )
    assert row["andel_kvinnor"] == pytest.approx(2 / 3)
    assert (row["annonser"], row["annonserade_platser"]) == (24, 60)
    assert (row["annonser_rensade"], row["platser_rensade"]) == (24, 60)
    assert row["platser_per_100_anstallda"] == pytest.approx(50)
    assert (row["inskrivna_arbetslosa"], row["inskrivna_kvinnor"], row["inskrivna_man"]) == (18, 12, 6)
    assert (row["delregion_kod"], row["anmarkning"]) == ("fyrbodal", None)


def test_a_municipality_without_ads_has_none():
    assert made()["1486"]["annonserade_platser"] == 0


def test_a_protected_part_makes_the_sum_missing_and_says_so():
    row = made(people={"geo_kod": "1485", "af_yrkesomrade": "3", "kon": "totalt", "manad": "2026-01", "varde": None})[
        "1485"
    ]
    assert row["inskrivna_arbetslosa"] is None
    assert row["inskrivna_kvinnor"] == 12
    assert row["anmarkning"] == "Minst en uppgift om inskrivna arbetslösa är skyddad eller saknas."


def test_missing_employees_withhold_what_is_computed_from_them():
    row = made(employees={"geo_kod": "1485", "ssyk3": "222", "ar": 2024, "varde": None})["1485"]
    assert (row["anstallda"], row["andel_kvinnor"], row["platser_per_100_anstallda"]) == (None, None, None)
    assert "anställda" in row["anmarkning"]


def test_what_happened_before_the_window_or_another_year_is_not_counted():
    old = made(employees={"ar": 2023, "varde": 9999}, people={"manad": "2025-08", "varde": 999})
    assert old == made()
