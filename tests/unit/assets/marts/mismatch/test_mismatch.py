"""mart.obalans: formulas, what is withheld with its reason, and how groups are counted."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import REPORTING_GROUP, UNKNOWN
from assets.errors import MartError
from assets.methods import mismatch as method
from assets.reference.occupations import UNKNOWN_SSYK3, af_areas
from tests.unit.rows import find, one
from tests.unit.world.numbers import ads, employees, unemployed
from tests.unit.world.places import MONTHS, OCCUPATIONS
from tests.unit.world.world import World

AREA, OTHER_AREA = list(af_areas())[:2]
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


def mart_employees(**changes: tuple[int | None, int | None]) -> pa.Table:
    """Before and now per place and occupation, a third of them women; a change is named place_occupation.

    Before is 2020 and 2022, and now is 2023 and 2024.
    """
    numbers = {**USUAL_EMPLOYEES, **{tuple(k.split("_")): v for k, v in changes.items()}}
    every = {where: (before, before, now, now) for where, (before, now) in numbers.items()}
    return employees(every, (2020, 2022, 2023, 2024), one_in=3)


def mart_ads(*counts: tuple[str, str, str, int, int]) -> pa.Table:
    """Place, SSYK4, area, ads and posts."""
    return ads(ADS, {row[:3]: row[3:] for row in counts}, "2026-03", "okänt")


def mart_unemployed(months: list[str] = MONTHS, **monthly: list[int | None]) -> pa.Table:
    """Men per month and area code in Fyrbodal (and the same in the county); as many women."""
    men = {area: monthly.get(area, monthly.get(f"a{area}", [100] * 12)) for area in (AREA, OTHER_AREA, UNKNOWN)}
    both = {area: [None if number is None else 2 * number for number in numbers] for area, numbers in men.items()}
    return unemployed({(place, area): both[area] for place in ("fyrbodal", "14") for area in both}, months)


ADS_ROWS = (("fyrbodal", "2512", AREA, 30, 60), ("14", "2512", AREA, 300, 600), ("fyrbodal", UNKNOWN, UNKNOWN, 3, 7))


def obalans(
    employees: pa.Table | None = None, ads: pa.Table | None = None, unemployed: pa.Table | None = None
) -> pa.Table:
    return World(
        {
            EMPLOYEES: employees or mart_employees(),
            ADS: ads or mart_ads(*ADS_ROWS),
            UNEMPLOYED: unemployed or mart_unemployed(),
        }
    )[MISMATCH]


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
    assert row["anmarkning"].startswith("33,3 procent av de inskrivna saknar sökt yrke. Ingen kvot: okänt betyder")
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
    assert (row["annonser_rensade"], row["platser_rensade"]) == (3, 7)
    assert row["anmarkning"] == "Yrket är inte känt. Visas bara som antal."


def test_unknown_occupation_is_in_no_total_that_others_are_compared_with():
    pairs: list[tuple[float | None, float | None]] = [(5_000_000, 9_000_000), (None, None), (None, 1), (0, 0)]
    expected = [row for row in usual().to_pylist() if row["yrke_kod"] != UNKNOWN_SSYK3]
    for pair in pairs:
        table = obalans(mart_employees(**{f"{place}_{UNKNOWN_SSYK3}": pair for place in ("00", "14", "fyrbodal")}))
        assert [row for row in table.to_pylist() if row["yrke_kod"] != UNKNOWN_SSYK3] == expected
        unknown = find(table, yrkesniva="ssyk3", yrke_kod=UNKNOWN_SSYK3)
        assert {row["anstallda"] for row in unknown} == {pair[1]}
        assert all(row[name] is None for row in unknown for name in INDICATORS)


INDICATORS = (
    "andel_kvinnor",
    "lokaliseringskvot_lan",
    "lokaliseringskvot_riket",
    "andel_av_lanet",
    "forandring_anstallda",
    "forandring_netto",
    "forandring_andel",
    "forandring_utover_lanet",
    "platser_per_100_anstallda",
)


@pytest.mark.parametrize(
    ("now", "before", "withheld", "says"),
    [
        (50, 50, (), None),
        (49, 500, ("andel_kvinnor", "forandring_andel", "platser_per_100_anstallda"), "Färre än 50 anställda"),
        (
            500,
            49,
            ("forandring_netto", "forandring_andel", "forandring_utover_lanet"),
            "För få anställda 2020: förändringen sedan dess",
        ),
        (
            500,
            None,
            ("forandring_netto", "forandring_andel", "forandring_utover_lanet"),
            "Uppgift om anställda saknas för 2020: förändringen sedan dess",
        ),
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


STEP = {("fyrbodal", "251"): (1000, 1040, 1180, 1200), ("00", "251"): (100_000, 100_000, 112_000, 110_000)}


@pytest.mark.parametrize(
    ("years", "since", "how", "change", "net"),
    [
        ((2020, 2022, 2023, 2024), "2023", "antal rakt av", 1200 - 1180, 1200 - 1000 * 1.12),
        ((2021, 2022, 2023, 2026), "2023", "antal rakt av", 1200 - 1180, 1200 - 1000 * 1.12),
        (
            (2020, 2021, 2022, 2023),
            "2020",
            "utan rikets hopp 2022–2023",
            1200 - 1000 * 110 / 112,
            1200 - 1000 * 110 / 112,
        ),
        ((2023, 2024, 2025, 2026), "2023", "antal rakt av", 1200 - 1000, 1200 - 1000),
    ],
)
def test_a_change_never_goes_straight_over_the_break(years, since, how, change, net):
    table = obalans(employees({**dict.fromkeys(USUAL_EMPLOYEES, (5000,) * 4), **STEP}, years))
    for row in (group_row(table), one(table, geo_kod="fyrbodal", yrkesniva=REPORTING_GROUP, yrke_kod="251")):
        assert (row["forandring_fran"], row["forandring_satt"]) == (since, how)
        assert (row["forandring_anstallda"], row["forandring_netto"]) == pytest.approx((change, net))
        assert row["anmarkning"] is None


def test_without_the_year_of_the_break_the_change_says_so():
    row = group_row(obalans(mart_employees().filter(pc.field("ar") != 2023)))
    assert (row["forandring_anstallda"], row["forandring_netto"]) == (None, None)
    assert row["anmarkning"] == (
        "Uppgift om anställda saknas för 2023: förändringen sedan dess visas inte. "
        "Rikets tal för yrket saknas när serien bröts: förändringen sedan 2020 visas inte."
    )


def test_a_step_of_the_nation_that_is_not_known_says_so():
    nation = (pc.field("ar") == 2022) & (pc.field("geo_kod") == "00") & (pc.field("ssyk3") == "251")
    row = group_row(obalans(mart_employees().filter(~nation)))
    assert (row["forandring_anstallda"], row["forandring_netto"]) == (0, None)
    assert row["anmarkning"] == "Rikets tal för yrket saknas när serien bröts: förändringen sedan 2020 visas inte."


def test_levels_are_compared_within_todays_register_only():
    before = pc.subtract(mart_employees()["ar"], 3)
    usual = mart_employees()
    older = usual.set_column(usual.schema.get_field_index("ar"), "ar", before).set_column(
        usual.schema.get_field_index("register"), "register", pa.array(["RAMS, månadsuppgifter"] * usual.num_rows)
    )
    both = EMPLOYEES.conform(pa.concat_tables([usual, older.filter(pc.less(older["ar"], 2020))]))
    assert obalans(both).equals(obalans(usual))


def test_an_occupation_that_is_new_has_no_change():
    then = (pc.field("ar") == 2020) & (pc.field("ssyk3") == "251") & (pc.field("geo_kod") == "fyrbodal")
    row = group_row(obalans(mart_employees().filter(~then)))
    assert row["forandring_andel"] is None
    assert row["anmarkning"].startswith("Uppgift om anställda saknas för 2020: förändringen sedan dess")


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
