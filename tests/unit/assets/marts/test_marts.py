from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import (
    ADS,
)
from assets.contracts.edition import (
    SOURCES,
)
from assets.contracts.employees import (
    EMPLOYEES,
)
from assets.contracts.mismatch import (
    MISMATCH,
)
from assets.contracts.model import (
    TableContract,
)
from assets.contracts.places import (
    DIM_GEO,
    DIM_OCCUPATION,
)
from assets.contracts.pxweb import (
    STAGED_EMPLOYEES,
)
from assets.contracts.unemployed import (
    STAGED_UNEMPLOYED,
    UNEMPLOYED,
)
from assets.contracts.words import NO_MUNICIPALITY, REPORTING_GROUP, UNKNOWN
from assets.errors import MartError
from assets.marts.edition.sources import source_row, source_table
from assets.marts.employees import demand
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.marts.unemployed import supply
from assets.methods import mismatch as method
from assets.methods.aggregate import PART_MISSING
from assets.reference import UNKNOWN_SSYK3, af_areas, delregioner, membership
from sources.catalogue.ads import AF_ADS
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.registry import CATALOG
from sources.errors import SourceUnavailable
from sources.refresh import ABSENT, LAST_GOOD, Fetched, fetch_or_last_good
from sources.snapshot import Origin, Snapshot

GEO = dim_geo("14")
OCCUPATIONS = dim_occupation()
MEMBERS = {d.code: d.municipalities for d in delregioner("14")}
MONTHS = [str(p) for p in pd.period_range("2025-09", periods=12, freq="M")]
AREA, OTHER_AREA = list(af_areas())[:2]


def find(table: pa.Table, **where: Any) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if all(row[name] == value for name, value in where.items())]


def one(table: pa.Table, **where: Any) -> dict[str, Any]:
    (row,) = find(table, **where)
    return row


# Areas and occupations


def test_dim_geo():
    geo = DIM_GEO.conform(GEO)
    assert geo.num_rows == 1 + 1 + 4 + 49
    assert one(geo, geo_niva="riket")["lan_kod"] is None
    assert one(geo, geo_kod="1480")["delregion_kod"] == "goteborgsregionen"
    assert one(geo, geo_kod="1480")["giltig_fran"] == "2023-01-01"
    assert one(geo, geo_kod="skaraborg")["rad"] == "Kompetensforum Skaraborg"
    assert DIM_GEO.conform(dim_geo("01")).num_rows == 2


def test_dim_occupation():
    occupations = DIM_OCCUPATION.conform(OCCUPATIONS)
    sizes = pd.Series(occupations["yrkesniva"].to_pylist()).value_counts().to_dict()
    assert (sizes["ssyk3"], sizes["af_yrkesomrade"], sizes[REPORTING_GROUP]) == (149, 22, 126)
    groups = {r["yrke_kod"]: r["redovisningsgrupp"] for r in find(occupations, yrkesniva="ssyk3")}
    assert (groups["222"], groups["223"], groups["251"], groups[UNKNOWN_SSYK3]) == ("222+223", "222+223", "251", None)
    assert one(occupations, yrkesniva="ssyk4", yrke_kod="2221")["redovisningsgrupp"] == "222+223"
    assert {r["redovisningsgrupp"] for r in find(occupations, yrkesniva="af_yrkesomrade")} == {None}
    named = {r["yrke_kod"] for r in find(occupations, yrkesniva=REPORTING_GROUP)}
    assert named - {UNKNOWN_SSYK3} == set(groups.values()) - {None}
    assert one(occupations, yrkesniva="ssyk3", yrke_kod=UNKNOWN_SSYK3)["yrke_namn"] == "Yrke okänt"
    assert len(find(occupations, yrke_kod=UNKNOWN)) == 2


# Employees


def staged_employees(value: dict[tuple[str, str], int | None], ssyk3: str = "251", year: int = 2024) -> pa.Table:
    """The county complete: 1 per municipality and sex, 60 in the county and 900 in the nation, but for what is given."""
    rows = []
    for code in ("00", "14", *(m.municipality for m in membership("14"))):
        for sex in ("kvinnor", "män"):
            number = value.get((code, sex), {"00": 900, "14": 60}.get(code, 1))
            rows.append((code, ssyk3, sex, year, number, None if number is not None else ".."))
    names = [c.name for c in STAGED_EMPLOYEES.columns]
    return STAGED_EMPLOYEES.conform(pa.table(dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True))))


NO_EMPLOYEES = STAGED_EMPLOYEES.schema.empty_table()


def in_registers(now: pa.Table, in_2019: pa.Table = NO_EMPLOYEES, in_2014: pa.Table = NO_EMPLOYEES) -> pa.Table:
    return EMPLOYEES.conform(demand.employees(now, in_2019, in_2014, GEO, "14"))


def employees(value: dict[tuple[str, str], int | None]) -> pa.Table:
    return in_registers(staged_employees(value))


def test_delregioner_are_sums_and_others_are_the_sources_own():
    table = employees({("1480", "kvinnor"): 1000})
    women = {row["geo_kod"]: row for row in find(table, kon="kvinnor")}
    assert women["goteborgsregionen"]["varde"] == 1000 + 11
    assert [women[c]["varde"] for c in ("fyrbodal", "borasregionen", "skaraborg")] == [14, 8, 15]
    assert (women["14"]["varde"], women["00"]["varde"]) == (60, 900)
    assert {c: women[c]["grund"] for c in ("00", "14", "1480", "fyrbodal")} == {
        "00": "observerad",
        "14": "observerad",
        "1480": "observerad",
        "fyrbodal": "raknad",
    }
    assert (women["1480"]["geo_niva"], women["1480"]["geo_namn"]) == ("kommun", "Göteborg")
    assert table.num_rows == (1 + 1 + 4 + 49) * 3


def test_totalt_is_women_and_men():
    table = employees({("1480", "kvinnor"): 1000, ("1480", "män"): 7})
    assert one(table, geo_kod="1480", kon="totalt") | {"geo_namn": ""} == {
        "geo_niva": "kommun",
        "geo_kod": "1480",
        "geo_namn": "",
        "ssyk3": "251",
        "kon": "totalt",
        "ar": 2024,
        "varde": 1007,
        "status": None,
        "register": "BAS",
        "grund": "raknad",
    }
    assert one(table, geo_kod="goteborgsregionen", kon="totalt")["varde"] == 1007 + 22


def of_years(number: int, *years: int) -> pa.Table:
    return pa.concat_tables([staged_employees({("1480", "kvinnor"): number}, year=year) for year in years])


def test_a_year_is_that_of_the_newest_register_that_has_it():
    table = in_registers(of_years(30, 2020, 2021), of_years(20, 2019, 2020, 2021), of_years(10, 2018))
    rows = {(r["ar"], r["register"]): r["varde"] for r in find(table, geo_kod="goteborgsregionen", kon="kvinnor")}
    assert rows == {
        (2018, "RAMS, kontrolluppgifter"): 10 + 11,
        (2019, "RAMS, månadsuppgifter"): 20 + 11,
        (2020, "BAS"): 30 + 11,
        (2021, "BAS"): 30 + 11,
    }


def test_without_the_earlier_registers_the_series_begins_with_todays():
    assert {row["ar"] for row in in_registers(of_years(30, 2020)).to_pylist()} == {2020}


def test_levels_are_compared_within_todays_register_only():
    before = pa.compute.subtract(mart_employees()["ar"], 3)
    usual = mart_employees()
    older = usual.set_column(usual.schema.get_field_index("ar"), "ar", before).set_column(
        usual.schema.get_field_index("register"), "register", pa.array(["RAMS, månadsuppgifter"] * usual.num_rows)
    )
    both = EMPLOYEES.conform(pa.concat_tables([usual, older.filter(pa.compute.less(older["ar"], 2020))]))
    assert obalans(both).equals(obalans(usual))


def test_a_missing_municipality_makes_the_sum_missing():
    table = employees({("1480", "kvinnor"): None, ("1490", "män"): 0})
    for code, status in (("1480", ".."), ("goteborgsregionen", PART_MISSING)):
        row = one(table, geo_kod=code, kon="kvinnor")
        assert (row["varde"], row["status"]) == (None, status)
        total = one(table, geo_kod=code, kon="totalt")
        assert (total["varde"], total["status"]) == (None, PART_MISSING)
    assert one(table, geo_kod="goteborgsregionen", kon="män")["varde"] == 12
    assert one(table, geo_kod="borasregionen", kon="män")["varde"] == 7
    assert one(table, geo_kod="14", kon="totalt")["varde"] == 120
    assert [r["geo_kod"] for r in find(table, varde=None, kon="totalt")] == ["goteborgsregionen", "1480"]


def both_occupations(unknown: dict[tuple[str, str], int | None]) -> pa.Table:
    known, others = staged_employees({}), staged_employees(unknown, ssyk3=UNKNOWN_SSYK3)
    staged = STAGED_EMPLOYEES.conform(pa.concat_tables([known, others]))
    return in_registers(staged)


def test_unknown_occupation_is_in_no_sum_but_its_own():
    places = ["00", "14", *(m.municipality for m in membership("14"))]
    many = both_occupations({(code, sex): 50_000 for code in places for sex in ("kvinnor", "män")})
    missing = both_occupations({("1480", "kvinnor"): None})
    for table in (many, missing):
        assert find(table, ssyk3="251") == employees({}).to_pylist()
        assert len(find(table, ssyk3=UNKNOWN_SSYK3)) == table.num_rows / 2
    assert one(many, ssyk3=UNKNOWN_SSYK3, geo_kod="borasregionen", kon="totalt")["varde"] == 8 * 2 * 50_000
    assert one(missing, ssyk3=UNKNOWN_SSYK3, geo_kod="goteborgsregionen", kon="totalt")["varde"] is None


@pytest.mark.parametrize("code", ["99", "9999"])
def test_those_who_cannot_be_placed_are_in_no_sum_and_have_no_name_that_a_contract_allows(code):
    staged = staged_employees({})
    nowhere = [{**row, "region_kod": code, "varde": 50_000} for row in find(staged, region_kod="1480")]
    with_them = pa.concat_tables([staged, pa.Table.from_pylist(nowhere, staged.schema)])
    table = in_registers(with_them)
    placed = [row for row in table.to_pylist() if row["geo_kod"] != code]
    assert placed == employees({}).to_pylist()
    assert {row["geo_namn"] for row in find(table, geo_kod=code)} == {None}
    assert not EMPLOYEES.column("geo_namn").nullable


# Registered unemployed


def unemployed(*rows: tuple[str, str, int | None], month: str = "2026-08") -> pa.Table:
    """Rows of (municipality, sex, value) in one area."""
    names = [c.name for c in STAGED_UNEMPLOYED.columns]
    full = [(month, sex, AREA, "14", code, n, "<5" if n is None else None) for code, sex, n in rows]
    columns = (list(c) for c in zip(*full, strict=True))
    staged = STAGED_UNEMPLOYED.conform(pa.table(dict(zip(names, columns, strict=True))))
    return UNEMPLOYED.conform(supply.registered_unemployed(staged, GEO, "14"))


def test_unemployed_are_summed_and_the_residual_is_only_the_countys():
    table = unemployed(("1480", "män", 20), ("1481", "män", 3), ("1490", "kvinnor", 8), (NO_MUNICIPALITY, "män", 5))
    values = {(r["geo_kod"], r["kon"]): r["varde"] for r in find(table, af_yrkesomrade=AREA)}
    assert values[("goteborgsregionen", "män")] == values[("goteborgsregionen", "totalt")] == 23
    assert values[("borasregionen", "totalt")] == 8
    assert (values[("14", "män")], values[("14", "kvinnor")], values[("14", "totalt")]) == (28, 8, 36)
    assert sum(values[(code, "totalt")] for code in MEMBERS) == 31
    assert NO_MUNICIPALITY not in {code for code, _ in values}


def test_an_absent_combination_is_zero():
    table = unemployed(("1480", "män", 20))
    assert table.num_rows == (49 + 4 + 1) * (21 + 1) * 3
    empty = one(table, geo_kod="1481", af_yrkesomrade=AREA, kon="kvinnor")
    assert (empty["varde"], empty["status"], empty["grund"]) == (0, None, "observerad")
    assert one(table, geo_kod="skaraborg", af_yrkesomrade=OTHER_AREA, kon="totalt")["grund"] == "raknad"
    assert sum(r["varde"] for r in find(table, af_yrkesomrade=OTHER_AREA)) == 0


def test_a_protected_municipality_makes_its_sums_missing():
    table = unemployed(("1480", "män", None), ("1481", "män", 30), ("1490", "män", 9))
    expected = {
        ("1480", "män"): (None, "<5"),
        ("1480", "kvinnor"): (0, None),
        ("1480", "totalt"): (None, PART_MISSING),
        ("goteborgsregionen", "män"): (None, PART_MISSING),
        ("goteborgsregionen", "totalt"): (None, PART_MISSING),
        ("14", "totalt"): (None, PART_MISSING),
        ("14", "kvinnor"): (0, None),
        ("borasregionen", "totalt"): (9, None),
    }
    for (code, sex), found in expected.items():
        row = one(table, geo_kod=code, kon=sex, af_yrkesomrade=AREA)
        assert (row["varde"], row["status"]) == found, (code, sex)


def test_a_protected_residual_is_only_the_countys():
    table = unemployed(("1480", "män", 20), (NO_MUNICIPALITY, "män", None))
    assert one(table, geo_kod="14", kon="totalt", af_yrkesomrade=AREA)["varde"] is None
    assert one(table, geo_kod="goteborgsregionen", kon="totalt", af_yrkesomrade=AREA)["varde"] == 20


def test_the_unknown_area_has_its_own_name_and_share():
    names = [c.name for c in STAGED_UNEMPLOYED.columns]
    areas = ((AREA, 60), (OTHER_AREA, 15), (UNKNOWN, 25))
    rows = [("2026-08", "män", area, "14", "1480", n, None) for area, n in areas]
    rows += [
        ("2026-08", "kvinnor", UNKNOWN, "14", "1490", None, "<5"),
        ("2026-08", "kvinnor", AREA, "14", "1490", 9, None),
    ]
    staged = STAGED_UNEMPLOYED.conform(
        pa.table(dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True)))
    )
    table = UNEMPLOYED.conform(supply.registered_unemployed(staged, GEO, "14"))
    unknown = one(table, geo_kod="1480", af_yrkesomrade=UNKNOWN, kon="män")
    assert (unknown["af_yrkesomrade_namn"], unknown["andel"]) == ("Sökt yrke saknas", 0.25)
    assert one(table, geo_kod="1480", af_yrkesomrade=AREA, kon="totalt")["andel"] == 0.6
    assert one(table, geo_kod="14", af_yrkesomrade=AREA, kon="män")["af_yrkesomrade_namn"] == af_areas()[AREA]
    assert one(table, geo_kod="goteborgsregionen", af_yrkesomrade=OTHER_AREA, kon="totalt")["andel"] == 0.15
    # A protected part of the sum leaves none of its shares; where nobody is registered there is none either.
    for code, sex in (("1490", "kvinnor"), ("1490", "totalt"), ("14", "totalt"), ("skaraborg", "män")):
        assert {row["andel"] for row in find(table, geo_kod=code, kon=sex)} == {None}


# Mismatch


def frame(rows: Iterable[dict[str, Any]], contract: TableContract) -> pa.Table:
    schema = pa.schema([(c.name, c.type) for c in contract.columns])
    return contract.conform(pa.Table.from_pylist(list(rows), schema))


PLACES = {"00": ("riket", "Riket"), "14": ("lan", "Länet"), "fyrbodal": ("delregion", "Fyrbodal")}
USUAL_EMPLOYEES = {
    ("fyrbodal", "251"): (1000, 1200),
    ("fyrbodal", "222"): (4000, 4000),
    ("fyrbodal", UNKNOWN_SSYK3): (900, 100),
    ("14", "251"): (10_000, 12_000),
    ("14", "222"): (40_000, 48_000),
    ("14", UNKNOWN_SSYK3): (5000, 900),
    ("00", "251"): (100_000, 110_000),
    ("00", "222"): (300_000, 310_000),
    ("00", UNKNOWN_SSYK3): (30_000, 9000),
}


def mart_employees(**changes: tuple[float | None, float | None]) -> pa.Table:
    """Before and now per place and occupation, a third of them women; a change is named place_occupation."""
    numbers = {**USUAL_EMPLOYEES, **{tuple(k.split("_")): v for k, v in changes.items()}}  # type: ignore[dict-item]
    rows = []
    for (place, ssyk3), pair in numbers.items():
        for year, number in zip((2020, 2024), pair, strict=True):
            women = None if number is None else int(number) // 3
            men = None if number is None or women is None else int(number) - women
            for sex, value in (("totalt", number), ("kvinnor", women), ("män", men)):
                rows.append(
                    {
                        "geo_niva": PLACES[place][0],
                        "geo_kod": place,
                        "geo_namn": PLACES[place][1],
                        "ssyk3": ssyk3,
                        "kon": sex,
                        "ar": year,
                        "varde": value,
                        "status": PART_MISSING if value is None else None,
                        "register": "BAS",
                        "grund": "raknad",
                    }
                )
    return frame(rows, EMPLOYEES)


def mart_ads(*counts: tuple[str, str, str, int, int], month: str = "2026-03") -> pa.Table:
    """Place, SSYK4, area, ads and posts."""
    rows = [
        {
            "geo_niva": PLACES[place][0],
            "geo_kod": place,
            "geo_namn": PLACES[place][1],
            "ssyk4": ssyk4,
            "af_yrkesomrade": area,
            "sektor": "okänt",
            "manad": m,
            **{c.name: 0 for c in ADS.columns if c.unit},
            "annonser_rensade": number if m == month else 0,
            "platser_rensade": posts if m == month else 0,
            "grund": "raknad",
        }
        for place, ssyk4, area, number, posts in counts
        for m in MONTHS
    ]
    return frame(rows, ADS)


def mart_unemployed(months: list[str] = MONTHS, **monthly: list[int | None]) -> pa.Table:
    """Men per month and area code in Fyrbodal (and the same in the county); as many women."""
    rows = []
    for place in ("fyrbodal", "14"):
        for area in (AREA, OTHER_AREA, UNKNOWN):
            for month, men in zip(months, monthly.get(area, monthly.get(f"a{area}", [100] * 12)), strict=True):
                for sex, value in (("män", men), ("kvinnor", men), ("totalt", None if men is None else 2 * men)):
                    rows.append(
                        {
                            "geo_niva": PLACES[place][0],
                            "geo_kod": place,
                            "geo_namn": PLACES[place][1],
                            "af_yrkesomrade": area,
                            "kon": sex,
                            "manad": month,
                            "varde": value,
                            "status": "<5" if value is None else None,
                            "grund": "raknad",
                        }
                    )
    return frame(rows, UNEMPLOYED)


ADS_ROWS = (("fyrbodal", "2512", AREA, 30, 60), ("14", "2512", AREA, 300, 600), ("fyrbodal", UNKNOWN, UNKNOWN, 3, 7))


def obalans(
    employees: pa.Table | None = None, ads: pa.Table | None = None, unemployed: pa.Table | None = None
) -> pa.Table:
    made = mismatch(
        employees or mart_employees(), ads or mart_ads(*ADS_ROWS), unemployed or mart_unemployed(), OCCUPATIONS, "14"
    )
    return MISMATCH.conform(made)


@cache
def usual() -> pa.Table:
    return obalans()


def area_row(table: pa.Table, code: str = AREA, place: str = "fyrbodal") -> dict[str, Any]:
    return one(table, geo_kod=place, yrkesniva="af_yrkesomrade", yrke_kod=code)


def group_row(table: pa.Table, code: str = "251", place: str = "fyrbodal") -> dict[str, Any]:
    return one(table, geo_kod=place, yrkesniva="ssyk3", yrke_kod=code)


def test_area_rows_equal_the_formulas():
    rising = list(range(100, 112))
    row = area_row(obalans(unemployed=mart_unemployed(**{f"a{AREA}": rising})))
    assert row["inskrivna_man"] == row["inskrivna_kvinnor"] == pytest.approx(105.5)
    assert row["inskrivna_arbetslosa"] == pytest.approx(211)
    assert (row["annonser"], row["annonserade_platser"]) == (30, 60)
    assert row["platser_per_arbetslos"] == pytest.approx(60 / 211)
    assert (row["period_fran"], row["period_till"], row["anmarkning"]) == ("2025-09", "2026-08", None)
    assert row["yrke_namn"] == af_areas()[AREA]
    assert row["anstallda"] is None


def test_an_area_without_ads_has_none():
    row = area_row(usual(), OTHER_AREA)
    assert (row["annonser"], row["annonserade_platser"], row["platser_per_arbetslos"]) == (0, 0, 0.0)
    assert row["anmarkning"] is None


@pytest.mark.parametrize(
    ("men", "posts", "says"),
    [
        ([5] * 12, 60, None),
        ([4] * 12, 60, "Färre än 10 inskrivna arbetslösa"),
        ([100] * 12, 5, None),
        ([100] * 12, 4, "Färre än 5 annonserade platser"),
        ([4] * 12, 4, "Färre än 10 inskrivna"),
        ([100] * 11 + [None], 60, "Minst en kommuns uppgift om inskrivna är skyddad"),
    ],
)
def test_a_withheld_ratio_says_why(men, posts, says):
    table = obalans(ads=mart_ads(("fyrbodal", "2512", AREA, 1, posts)), unemployed=mart_unemployed(**{f"a{AREA}": men}))
    row = area_row(table)
    assert (row["platser_per_arbetslos"] is None) == (says is not None)
    assert (row["anmarkning"] or "").startswith(says or "")
    assert bool(row["anmarkning"]) == bool(says)


def test_an_unknown_area_has_counts_but_no_ratio():
    row = area_row(usual(), UNKNOWN)
    assert (row["annonserade_platser"], row["inskrivna_arbetslosa"]) == (7, 200)
    assert row["platser_per_arbetslos"] is None
    assert row["anmarkning"].startswith(
        "33,3 procent av de inskrivna saknar sökt yrke. Kvoten beräknas inte: okänt AF-yrk"
    )
    hidden = obalans(unemployed=mart_unemployed(**{f"a{AREA}": [100] * 11 + [None]}))
    assert area_row(hidden, UNKNOWN)["anmarkning"].startswith(
        "Andelen av de inskrivna som saknar sökt yrke visas inte: ett"
    )


def test_occupation_rows_equal_the_formulas():
    row = group_row(usual())
    assert (row["anstallda"], row["anstallda_kvinnor"], row["anstallda_man"]) == (1200, 400, 800)
    assert (row["ar_anstallda"], row["ar_jamforelse"]) == ("2024", "2020")
    assert row["andel_kvinnor"] == pytest.approx(400 / 1200)
    assert row["lokaliseringskvot_lan"] == pytest.approx((1200 / 5200) / (12_000 / 60_000))
    assert row["lokaliseringskvot_riket"] == pytest.approx((1200 / 5200) / (110_000 / 420_000))
    assert row["andel_av_lanet"] == pytest.approx(1200 / 60_000)
    assert row["forandring_andel"] == pytest.approx(1200 / 60_000 - 1000 / 50_000)
    assert row["forandring_utover_lanet"] == pytest.approx(1200 - 1000 * 60_000 / 50_000)
    assert (row["annonser"], row["annonserade_platser"]) == (30, 60)
    assert row["platser_per_100_anstallda"] == pytest.approx(100 * 60 / 1200)
    assert (row["yrke_namn"], row["anmarkning"], row["inskrivna_arbetslosa"]) == (
        one(OCCUPATIONS, yrkesniva="ssyk3", yrke_kod="251")["yrke_namn"],
        None,
        None,
    )
    assert group_row(usual(), place="14")["lokaliseringskvot_lan"] == pytest.approx(1)


def test_ads_of_unknown_occupation_are_counted_there():
    row = group_row(usual(), UNKNOWN_SSYK3)
    assert (row["annonser"], row["annonserade_platser"], row["anstallda"]) == (3, 7, 100)
    assert row["anmarkning"] == "Yrket är inte känt. Visas bara som antal."


def test_unknown_occupation_is_in_no_total_that_others_are_compared_with():
    pairs: list[tuple[float | None, float | None]] = [(5_000_000, 9_000_000), (None, None), (None, 1), (0, 0)]
    expected = [row for row in usual().to_pylist() if row["yrke_kod"] != UNKNOWN_SSYK3]
    for pair in pairs:
        table = obalans(mart_employees(**{f"{place}_{UNKNOWN_SSYK3}": pair for place in PLACES}))
        assert [row for row in table.to_pylist() if row["yrke_kod"] != UNKNOWN_SSYK3] == expected
        unknown = find(table, yrkesniva="ssyk3", yrke_kod=UNKNOWN_SSYK3)
        assert {row["anstallda"] for row in unknown} == {pair[1]}
        assert all(row[name] is None for row in unknown for name in INDICATORS)


INDICATORS = (
    "andel_kvinnor",
    "lokaliseringskvot_lan",
    "lokaliseringskvot_riket",
    "andel_av_lanet",
    "forandring_andel",
    "forandring_utover_lanet",
    "platser_per_100_anstallda",
)


@pytest.mark.parametrize(
    ("now", "before", "withheld", "says"),
    [
        (50, 50, (), None),
        (49, 500, ("andel_kvinnor", "forandring_andel", "platser_per_100_anstallda"), "Färre än 50 anställda"),
        (500, 49, ("forandring_andel", "forandring_utover_lanet"), "För få anställda jämförelseåret"),
        (500, None, ("forandring_andel", "forandring_utover_lanet"), "Uppgift om anställda saknas för jämförelseåret"),
        (None, 500, INDICATORS, "Minst en kommuns uppgift om anställda är skyddad"),
    ],
)
def test_a_withheld_indicator_says_why(now, before, withheld, says):
    row = group_row(obalans(mart_employees(fyrbodal_251=(before, now))))
    assert row["anstallda"] == now
    assert all(row[name] is None for name in withheld)
    assert (row["anmarkning"] or "").startswith(says or "")
    assert bool(row["anmarkning"]) == bool(says)


@pytest.mark.parametrize("code", ["251", UNKNOWN_SSYK3], ids=["few", "unknown"])
def test_where_only_counts_are_shown_no_indicator_is(code):
    row = group_row(obalans(mart_employees(fyrbodal_251=(500, 49))), code)
    assert "bara" in row["anmarkning"]
    assert "antal" in row["anmarkning"]
    assert [name for name in INDICATORS if row[name] is not None] == []


def test_a_quotient_withheld_for_a_rare_occupation_says_so():
    # all of the county's 60 work in a delregion that has one per cent of the county's employees
    rare = mart_employees(fyrbodal_251=(60, 60), **{"14_251": (60, 60), "14_222": (400_000, 480_000)})
    row = group_row(obalans(rare))
    assert (row["anstallda"], row["lokaliseringskvot_lan"]) == (60, None)
    assert row["anmarkning"]


def test_a_missing_occupation_does_not_inflate_the_others_quotients():
    third = {"fyrbodal_241": (500, 600), "14_241": (5000, 8000), "00_241": (50_000, 60_000)}
    row = group_row(obalans(mart_employees(fyrbodal_222=(4000, None), **third)))
    assert row["lokaliseringskvot_lan"] == pytest.approx((1200 / 1800) / (12_000 / 20_000))
    assert row["lokaliseringskvot_riket"] == pytest.approx((1200 / 1800) / (110_000 / 170_000))


def test_an_occupation_that_is_new_has_no_change():
    table = mart_employees()
    old = pd.DataFrame(table.to_pylist())
    new = old[~((old["ar"] == 2020) & (old["ssyk3"] == "251") & (old["geo_kod"] == "fyrbodal"))]
    row = group_row(obalans(frame(new.to_dict("records"), EMPLOYEES)))
    assert row["forandring_andel"] is None
    assert row["anmarkning"].startswith("Uppgift om anställda saknas för jämförelseåret")


def test_only_the_window_of_both_series_is_counted():
    months = [str(p) for p in pd.period_range("2025-11", periods=12, freq="M")]
    with pytest.raises(MartError, match="tolv månader i följd"):
        obalans(unemployed=mart_unemployed(months))
    long = [str(p) for p in pd.period_range("2024-09", periods=24, freq="M")]
    people = mart_unemployed(long, **{a: [999] * 12 + [100] * 12 for a in (f"a{AREA}", f"a{OTHER_AREA}", UNKNOWN)})
    assert area_row(obalans(unemployed=people))["inskrivna_arbetslosa"] == 200


def test_every_delregion_and_the_county_have_all_kinds_of_rows():
    table = usual()
    found = {(r["geo_kod"], r["yrkesniva"]) for r in table.to_pylist()}
    kinds = ("af_yrkesomrade", "ssyk3", REPORTING_GROUP)
    assert found == {(place, kind) for place in ("fyrbodal", "14") for kind in kinds}
    assert {r["grund"] for r in table.to_pylist()} == {"raknad"}


def test_a_redovisningsgrupp_is_counted_again_from_its_parts():
    parts = {"fyrbodal_223": (400, 700), "14_223": (4000, 6000), "00_223": (30_000, 31_000)}
    ads = mart_ads(*ADS_ROWS, ("fyrbodal", "2221", AREA, 50, 90), ("fyrbodal", "2231", AREA, 5, 6))
    table = obalans(mart_employees(**parts), ads)
    row = one(table, geo_kod="fyrbodal", yrkesniva=REPORTING_GROUP, yrke_kod="222+223")
    assert (row["anstallda"], row["annonser"], row["annonserade_platser"]) == (4700, 55, 96)
    assert row["platser_per_100_anstallda"] == pytest.approx(100 * 96 / 4700)
    assert row["lokaliseringskvot_lan"] == pytest.approx((4700 / 5900) / (54_000 / 66_000))
    assert row["andel_av_lanet"] == pytest.approx(4700 / 66_000)
    # Shares of the total add, also over the parts of a group; quotients do not.
    both = [group_row(table, code) for code in ("222", "223")]
    assert row["forandring_andel"] == pytest.approx(sum(part["forandring_andel"] for part in both))
    assert one(table, geo_kod="fyrbodal", yrkesniva=REPORTING_GROUP, yrke_kod="251") == {
        **group_row(table),
        "yrkesniva": REPORTING_GROUP,
        "yrke_namn": one(OCCUPATIONS, yrkesniva=REPORTING_GROUP, yrke_kod="251")["yrke_namn"],
    }
    missing = obalans(mart_employees(**parts | {"fyrbodal_223": (400, None)}), ads)
    row = one(missing, geo_kod="fyrbodal", yrkesniva=REPORTING_GROUP, yrke_kod="222+223")
    assert (row["anstallda"], row["platser_per_100_anstallda"]) == (None, None)


def test_the_limits_in_the_remarks_are_the_methods():
    assert (method.MIN_EMPLOYEES, method.MIN_UNEMPLOYED, method.MIN_POSTS) == (50, 10, 5)


# Sources


def snapshot(day: int, **facts: Any) -> Snapshot:
    usual = {"period_from": "2024-01", "period_to": "2024-12", "lines": 1000}
    origin = Origin(
        "af", f"https://x/{day}", {}, f"2026-01-0{day}T00:00:00Z", None, "CC0", "live", {"a": "b"}, usual | facts
    )
    return Snapshot(f"id{day}", Path("raw"), origin)


def test_a_source_row_of_several_snapshots():
    snapshots = (snapshot(1, malformed=5, period_from="2023-01"), snapshot(3, malformed=1, lines=10), snapshot(2))
    row = source_row(AF_ADS, Fetched(snapshots, LAST_GOOD, "nere"))
    (stored,) = SOURCES.conform(source_table([row])).to_pylist()
    assert (stored["period_fran"], stored["period_till"]) == ("2023-01", "2024-12")
    assert (stored["rader_lasta"], stored["rader_fel"], stored["andel_fel"]) == (2010, 6, 0.1)
    assert (stored["hamtad"], stored["lank"]) == ("2026-01-03T00:00:00Z", "https://x/")
    assert (stored["ogonblicksbild"], stored["hamtstatus"], stored["anmarkning"]) == ("id1 id3 id2", LAST_GOOD, "nere")
    assert (stored["lage"], stored["uppdaterad"]) == ("live", None)


def test_a_source_without_counts_of_faults_has_none():
    row = source_row(SCB_EMPLOYEES, Fetched((snapshot(1), snapshot(2, lines=0)), "aktuell"))
    assert (row["rader_fel"], row["andel_fel"], row["anmarkning"]) == (0, 0.0, None)


def test_an_absent_source_has_a_row_that_says_what_that_means():
    entry = next(e for e in CATALOG if not e.required)
    fetched = fetch_or_last_good(entry, _down, tuple)
    (row,) = SOURCES.conform(source_table([source_row(entry, fetched)])).to_pylist()
    assert (row["underlag"], row["hamtstatus"], row["rader_lasta"]) == (entry.dataset, ABSENT, 0)
    assert entry.without in row["anmarkning"]
    assert (row["hamtad"], row["ogonblicksbild"], row["nasta_vantas"]) == (None, None, None)


def _down() -> tuple[Snapshot, ...]:
    raise SourceUnavailable("SCB svarade 503.")
