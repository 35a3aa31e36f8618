"""mart.anstallda_ssyk4 from hand-made tables. SSYK 251 has seven groups in the classification, 331 five, 121 two, 443 one."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.employees import EMPLOYEES_SSYK4
from assets.marts.employees import employees_ssyk4 as mart
from assets.marts.places.dimensions import dim_geo
from assets.methods import raking
from assets.methods.raking import NotFittedError
from assets.reference.occupations import ssyk2012

GEO = dim_geo("14")
DELREGIONER = ("borasregionen", "fyrbodal", "goteborgsregionen", "skaraborg")
CODES = [code for code in ssyk2012() if code[:3] in ("121", "251", "443")]
EVERY = mart._by_ssyk3()
MONTHS = [str(p) for p in pd.period_range("2023-08", periods=37, freq="M")]
Totals = dict[tuple[str, str], float | None]


def of_delregioner(changes: Totals | None = None, years: tuple[int, ...] = (2023, 2024)) -> pa.Table:
    """100 employees per SSYK3 in Boråsregionen, 200 in Fyrbodal, 300 and 400; other years and sexes are other numbers."""
    rows = [
        ("delregion", area, ssyk3, sex, year, number if (year, sex) == (2024, "totalt") else 9999)
        for year in years
        for number, area in zip((100, 200, 300, 400), DELREGIONER, strict=True)
        for ssyk3 in ("121", "251", "443", "0002")
        for sex in ("totalt", "kvinnor")
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "kon", "ar", "varde"]).astype(
        {"varde": "Int64"}
    )
    for (area, ssyk3), value in (changes or {}).items():
        frame.loc[(frame["geo_kod"] == area) & (frame["ssyk3"] == ssyk3) & (frame["kon"] == "totalt"), "varde"] = value
    return pa.Table.from_pandas(frame, preserve_index=False)


def of_county(counts: dict[str, tuple[float | None, float | None]] | None = None, year: int = 2024) -> pa.Table:
    """Women and men per four-digit group, together 1 000 in each SSYK3."""
    numbers: dict[str, tuple[float | None, float | None]] = {
        "1211": (300, 300), "1212": (100, 300), "4430": (600, 400),
        "2511": (50, 50), "2512": (300, 300), "2513": (40, 60), "2514": (50, 50), "2515": (20, 30), "2516": (20, 30), "2519": (0, 0),
        **(counts or {}),
    }  # fmt: skip
    rows = [
        (area, code, sex, when, value if (area, when) == ("14", year) else 7)
        for area in ("14", "12", "00")
        for when in (year - 1, year)
        for code, pair in numbers.items()
        for sex, value in zip(("kvinnor", "män"), pair, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["region_kod", "ssyk4", "kon", "ar", "varde"]).astype({"varde": "Int64"})
    return pa.Table.from_pandas(frame, preserve_index=False)


def of_ads(posts: dict[tuple[str, str], int], month: str = MONTHS[-1]) -> pa.Table:
    """Posts per area and group in one month; every month from the first to the last has an ad of unknown occupation."""
    rows = [("lan" if area == "14" else "delregion", area, code, month, n) for (area, code), n in posts.items()]
    rows += [("lan", "14", "okänt", when, 50) for when in MONTHS]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk4", "manad", "platser_rensade"])
    frame = frame.assign(geo_namn="x", af_yrkesomrade="3", annonser_rensade=1)
    return pa.Table.from_pandas(frame, preserve_index=False)


ADS = {
    ("14", "2511"): 10,
    ("14", "2512"): 10,
    ("fyrbodal", "2511"): 9,
    ("fyrbodal", "2512"): 1,
    ("skaraborg", "2512"): 5,
}


def made(
    employees: pa.Table | None = None, groups: pa.Table | None = None, ads: pa.Table | None = None
) -> dict[tuple[str, str], dict[str, Any]]:
    given = ((employees, of_delregioner()), (groups, of_county()), (ads, of_ads(ADS)))
    tables = [usual if table is None else table for table, usual in given]
    out = EMPLOYEES_SSYK4.conform(mart.employees_ssyk4(*tables, GEO, "14"))
    return {(row["geo_kod"], row["ssyk4"]): row for row in out.to_pylist()}


@pytest.fixture(autouse=True, scope="module")
def few_groups():
    """Four of the 148 groups on three digits; of the last one the sources know nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mart, "_by_ssyk3", lambda: {code: EVERY[code] for code in ("121", "251", "443", "222")})
        yield


def test_every_group_is_in_one_ssyk3():
    assert sorted(code for codes in EVERY.values() for code in codes) == sorted(ssyk2012())
    assert len(EVERY) == 148
    assert len(made()) == 5 * (len(CODES) + len(EVERY["222"]))


def test_both_margins_are_met_and_the_county_is_as_observed():
    rows = made()
    for number, area in zip((100, 200, 300, 400), DELREGIONER, strict=True):
        for ssyk3 in ("121", "251", "443"):
            values = [rows[area, code]["varde"] for code in CODES if code[:3] == ssyk3]
            assert sum(values) == pytest.approx(number)
    for code in CODES:
        county = rows["14", code]
        assert sum(rows[area, code]["varde"] for area in DELREGIONER) == pytest.approx(county["varde"])
        assert (county["grund"], county["anmarkning"]) == ("observerad", None)
    assert rows["14", "2512"]["varde"] == 600
    assert {row["ar"] for row in rows.values()} == {2024}
    assert rows["fyrbodal", "2511"]["ssyk4_namn"] == ssyk2012()["2511"]
    assert rows["fyrbodal", "2511"]["ssyk3"] == "251"


def test_the_delregions_own_ads_and_half_the_countys_make_the_pattern():
    rows = made()
    share = {area: rows[area, "2511"]["varde"] / rows[area, "2512"]["varde"] for area in DELREGIONER}
    # Half the county's posts are in each group; odds ratios survive raking.
    half = raking.COUNTY_SHARE / 2
    fyrbodal, skaraborg = (0.9 + half) / (0.1 + half), half / (1 + half)
    assert share["fyrbodal"] / share["skaraborg"] == pytest.approx(fyrbodal / skaraborg)
    # Without ads of its own a delregion follows the county.
    assert share["fyrbodal"] / share["borasregionen"] == pytest.approx(fyrbodal)
    assert share["borasregionen"] == pytest.approx(share["goteborgsregionen"])
    assert rows["fyrbodal", "2511"]["grund"] == "fordelad"
    assert rows["fyrbodal", "2511"]["anmarkning"] is None


def test_the_margins_alone_stand_beside_it():
    rows = made()
    assert [rows[area, "2512"]["varde_utan_annonser"] for area in DELREGIONER] == pytest.approx([60, 120, 180, 240])
    assert rows["14", "2512"]["varde_utan_annonser"] is None
    plain = made(ads=of_ads({("14", "2511"): 10, ("14", "2512"): 90}))
    assert all(
        r["varde"] == pytest.approx(r["varde_utan_annonser"]) for k, r in plain.items() if k[0] != "14" and r["varde"]
    )


def test_the_parts_of_an_area_are_one():
    pattern = raking.pattern_of_ads(np.array([[9.0, 0.0], [1.0, 0.0]]), np.array([[10.0], [10.0]]))
    assert pattern.sum(axis=0) == pytest.approx([1, 1])
    assert pattern[:, 1] == pytest.approx([0.5, 0.5])
    assert raking.pattern_of_ads(np.zeros((2, 1)), np.zeros((2, 1))).tolist() == [[0], [0]]


def test_a_group_without_ads_is_spread_as_the_whole_and_says_so():
    assert all(made()[area, "2514"]["varde"] > 0 for area in DELREGIONER)
    rows = made(ads=of_ads({("14", "2511"): 10, ("14", "2512"): 90, ("fyrbodal", "2511"): 1, ("fyrbodal", "2512"): 9}))
    assert [rows[area, "2514"]["varde"] for area in DELREGIONER] == pytest.approx([10, 20, 30, 40])
    assert rows["fyrbodal", "2514"]["anmarkning"].startswith("Inga annonser i länet på 36 månader")
    assert [rows[area, "2519"]["varde"] for area in (*DELREGIONER, "14")] == [0, 0, 0, 0, 0]


def test_ads_older_than_36_months_do_not_count():
    assert made(ads=of_ads(ADS, MONTHS[0])) == made(ads=of_ads({}))
    assert made(ads=of_ads(ADS, MONTHS[1])) == made()


def test_ads_of_a_merged_group_are_split_evenly():
    merged = {("14", "1210"): 20, ("fyrbodal", "1210"): 5}
    rows = made(ads=of_ads(merged))
    halves = {
        (area, code): n // 2
        for (area, _), n in {("14", ""): 20, ("fyrbodal", ""): 4}.items()
        for code in ("1211", "1212")
    }
    assert {k: r["varde"] for k, r in rows.items()} == {k: r["varde"] for k, r in made(ads=of_ads(halves)).items()}
    # Between the two every delregion follows the county, 600 and 400.
    assert rows["fyrbodal", "1211"]["varde"] == pytest.approx(120)
    assert rows["fyrbodal", "1211"]["anmarkning"] == (
        "Arbetsförmedlingen skiljer inte på 1211 och 1212: deras annonser är delade lika."
    )


def test_a_merged_group_that_has_its_own_code_is_one_of_those_it_covers():
    assert mart._covered()["5321"] == ["5321", "5322"]
    assert mart._covered()["1210"] == ["1211", "1212"]
    assert "" not in mart._covered()


def test_the_only_group_of_its_ssyk3_is_the_observed_sum():
    row = made()["fyrbodal", "4430"]
    assert (row["varde"], row["grund"]) == (pytest.approx(200), "raknad")
    assert row["anmarkning"] == "Yrkesgruppen har bara den här undergruppen: talet är delregionens observerade summa."


def test_margins_that_differ_are_rescaled_and_said_over_one_percent():
    rows = made(of_delregioner({("fyrbodal", "251"): 230.0}))
    assert rows["fyrbodal", "2512"]["marginal_skillnad"] == pytest.approx(0.03)
    assert sum(rows[area, "2512"]["varde"] for area in DELREGIONER) == pytest.approx(600 * 1.03)
    assert rows["14", "2512"]["varde"] == 600
    assert rows["skaraborg", "2512"]["anmarkning"] == (
        "Delregionernas summa för yrkesgruppen skiljer +3,0 procent från länets tal på fyra siffror."
    )
    fewer = made(of_delregioner({("fyrbodal", "251"): 180.0}))
    assert "skiljer −2,0 procent" in fewer["skaraborg", "2512"]["anmarkning"]
    assert made(of_delregioner({("fyrbodal", "251"): 210.0}))["skaraborg", "2512"]["anmarkning"] is None


@pytest.mark.parametrize(
    ("employees", "groups", "county"),
    [
        (of_delregioner({("fyrbodal", "251"): None}), None, 600),
        (None, of_county({"2512": (None, 300)}), None),
    ],
    ids=["delregion", "county"],
)
def test_a_protected_margin_leaves_the_whole_ssyk3_missing_with_its_reason(employees, groups, county):
    rows = made(employees, groups)
    for code in (c for c in CODES if c[:3] == "251"):
        for area in DELREGIONER:
            row = rows[area, code]
            assert (row["varde"], row["varde_utan_annonser"], row["marginal_skillnad"]) == (None, None, None)
            assert row["anmarkning"] == (
                "Yrkesgruppen kan inte fördelas: en uppgift på tre eller fyra siffror är skyddad eller saknas."
            )
    assert rows["14", "2512"]["varde"] == county
    assert rows["14", "2511"]["varde"] == 100
    assert bool(rows["14", "2512"]["anmarkning"]) == (county is None)
    assert rows["fyrbodal", "1211"]["varde"] is not None


def test_a_county_without_anybody_is_said():
    rows = made(groups=of_county({"4430": (0, 0)}))
    assert rows["fyrbodal", "4430"]["varde"] is None
    assert "länet har ingen anställd" in rows["fyrbodal", "4430"]["anmarkning"]
    assert (rows["14", "4430"]["varde"], rows["14", "4430"]["anmarkning"]) == (0, None)


def test_a_raking_that_does_not_end_is_said_and_stops_nothing(monkeypatch):
    real = mart.rake

    def stubborn(seed, rows, columns):
        if len(rows) == 7:
            raise NotFittedError("no table")
        return real(seed, rows, columns)

    monkeypatch.setattr(mart, "rake", stubborn)
    rows = made()
    assert rows["fyrbodal", "2512"]["varde"] is None
    assert "ingen fördelning stämmer" in rows["fyrbodal", "2512"]["anmarkning"]
    assert rows["fyrbodal", "1211"]["varde"] == pytest.approx(120)


def test_a_group_that_the_sources_lack_is_a_row_that_says_so():
    row = made()["fyrbodal", "2221"]
    assert (row["varde"], row["grund"]) == (None, "fordelad")
    assert "skyddad eller saknas" in row["anmarkning"]


def test_without_the_table_on_four_digits_every_number_is_missing():
    rows = made(groups=of_county().slice(0, 0))
    assert {row["varde"] for row in rows.values()} == {None}
    assert all(row["anmarkning"] for row in rows.values())


def test_the_newest_year_that_both_tables_have_is_used():
    rows = made(groups=of_county(year=2023))
    assert {row["ar"] for row in rows.values()} == {2023}
    assert rows["14", "2512"]["varde"] == 600


@settings(deadline=None, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(order: random.Random):
    def shuffled(table: pa.Table) -> pa.Table:
        at = list(range(table.num_rows))
        order.shuffle(at)
        return table.take(at)

    again = made(*(shuffled(t) for t in (of_delregioner(), of_county(), of_ads(ADS))))
    for key, row in made().items():
        assert again[key] == {**row, "varde": pytest.approx(row["varde"]) if row["varde"] is not None else None}
