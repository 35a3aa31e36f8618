"""mart.uppfoljning: made of small tables, and held against what they give by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import ADS, COUNTY_ADS
from assets.contracts.employees import EMPLOYEES_IN_ALL
from assets.contracts.follow_up import FOLLOW_UP, WITHOUT_VALUE
from assets.contracts.model import TableContract
from assets.contracts.unemployed import STAGED_LABOUR_FORCE
from assets.marts.follow_up.follow_up import MARTS, follow_up
from assets.marts.follow_up.matched import vocational
from assets.marts.places.dimensions import dim_geo
from assets.methods.employers import SECTORS
from assets.methods.follow_up import EARLIER_YEARS, FOLLOWED_YEARS
from assets.reference.areas import county_of, delregioner, membership
from assets.reference.educations import education_groups
from assets.reference.follow_up import CHANCE, HIDDEN, OUTCOME, PROCESS, REFERENCE_COUNTIES, indicators
from tests.unit.rows import rows, tuples

READS = {name: table for name, table in MARTS[0].reads.items() if isinstance(table, TableContract)}
FYRBODAL = [m.municipality for m in membership("14") if m.delregion == "fyrbodal"]
Row = dict[str, Any]


def made(editions: Sequence[Row] = (), **given: pa.Table) -> dict[tuple[str, str, int], Row]:
    """The table by indicator, area and year; what is not given has no rows."""
    tables = {name: table.schema.empty_table() for name, table in READS.items()} | given
    order = {"tidigare": editions}
    found = FOLLOW_UP.conform(follow_up(**{**tables, "geo": dim_geo("14")}, order=order, county="14"))
    return {(r["indikator"], r["geo_kod"], r["ar"]): r for r in found.to_pylist()}


def levels(change: dict[tuple[str, int], int | None] | None = None) -> pa.Table:
    """How many of 10 000 are matched: 4 000 everywhere and always, but where it is changed; municipalities a tenth."""
    places = ["00", "14", *REFERENCE_COUNTIES, *(m.municipality for m in membership("14"))]
    found = []
    for place in places:
        for year in (2021, 2022, 2023, 2024):
            size = 1_000 if len(place) == 4 else 1_000_000
            matched = (change or {}).get((place, year), size * 4 // 10)
            counts = {
                "befolkning": size,
                "helt matchade": matched,
                "delvis matchade": size // 10,
                "inte matchade": size // 10,
                "uppgift saknas": size // 10,
            }
            found += [
                (place, group, what, year, n) for group in ("totalt", "kvinnor", "män") for what, n in counts.items()
            ]
    return tuples(READS["levels"], "region_kod grupp matt ar varde", found, utbildningsniva="totalt")  # type: ignore[arg-type]


def test_without_sources_every_cell_has_a_row_with_its_reason():
    found = made()
    own = ["14", *(d.code for d in delregioner("14"))]
    expected = {
        (one.code, place, year)
        for one in indicators()
        for place in (own if one.kind == PROCESS else [*own, "00", *REFERENCE_COUNTIES])
        for year in FOLLOWED_YEARS
    }
    assert found.keys() == expected
    assert all(r["varde"] is None and r["besked"] in WITHOUT_VALUE and r["anmarkning"] for r in found.values())


def test_a_rate_is_held_against_the_nation_and_the_base_year():
    found = made(levels=levels({("14", 2024): 410_000, ("00", 2024): 402_000}))
    row = found["matchade", "14", 2024]
    assert (row["varde"], row["riket"]) == (pytest.approx(41.0), pytest.approx(40.2))
    assert row["skillnad_mot_riket"] == pytest.approx(0.8)
    assert (row["forandring"], row["forandring_mot_riket"]) == (pytest.approx(1.0), pytest.approx(0.8))
    assert row["besked"] == "säker förändring"
    assert 0 < row["forandring_nedre"] < 0.8 < row["forandring_ovre"]
    # Its own change has not the nation's error as well.
    assert row["forandring_nedre"] + 0.2 < row["egen_nedre"] < 1.0 < row["egen_ovre"]
    assert found["matchade", "14", 2022]["egen_nedre"] is None
    assert found["matchade", "14", 2022]["besked"] == "basår"
    assert found["matchade", "14", 2023]["besked"] == "ingen säker förändring"
    assert found["matchade", "00", 2024]["besked"] == "jämförelse"
    assert found["matchade", "00", 2024]["skillnad_mot_riket"] is None
    assert found["i_arbete", "14", 2024]["varde"] == pytest.approx(71.0)


def test_a_change_that_has_turned_since_the_year_before_is_not_sure():
    found = made(levels=levels({("14", 2023): 380_000, ("14", 2024): 402_000}))
    before, row = found["matchade", "14", 2023], found["matchade", "14", 2024]
    assert (before["besked"], before["anmarkning"]) == ("säker förändring", None)
    assert row["forandring_nedre"] > 0
    assert (row["besked"], row["anmarkning"]) == (
        "ingen säker förändring",
        "Året före pekade förändringen mot riket åt andra hållet.",
    )
    steady = made(levels=levels({("14", 2023): 401_000, ("14", 2024): 402_000}))["matchade", "14", 2024]
    assert (steady["besked"], steady["anmarkning"]) == ("säker förändring", None)


def test_no_programme_that_prepares_for_university_counts_as_vocational():
    every = education_groups()
    upper = {group.code for group in every if group.level == "gymnasial"}
    assert upper - set(vocational(every)) == {"03A", "03N", "23E", "23M", "33E", "53A"}


def test_parts_and_intervals_of_the_list_are_known():
    codes = {one.code for one in indicators()}
    assert {one.part_of for one in indicators() if one.part_of} == {"matchade"} < codes
    counted = [one for one in indicators() if one.kind == OUTCOME and not one.why_not]
    assert {one.interval for one in counted if one.code != "paradoxyrken"} == {CHANCE, HIDDEN}
    assert {one.interval for one in indicators() if one not in counted or one.code == "paradoxyrken"} == {""}


def test_a_year_that_has_not_come_is_not_published_yet():
    row = made(levels=levels())["matchade", "14", 2025]
    assert (row["varde"], row["besked"], row["anmarkning"]) == (
        None,
        "inte publicerat än",
        "Underlaget räcker till 2024.",
    )


def test_a_protected_municipality_is_on_neither_side_unless_too_many_are():
    one = made(levels=levels({(FYRBODAL[0], 2024): None}))["matchade", "fyrbodal", 2024]
    assert one["varde"] == pytest.approx(40.0)
    many = made(levels=levels({(code, 2024): None for code in FYRBODAL[:3]}))["matchade", "fyrbodal", 2024]
    assert (many["varde"], many["besked"]) == (None, "saknas")
    assert "skyddad" in many["anmarkning"]


def labour_force(months: int = 12) -> pa.Table:
    """In every municipality 5 of 100 are registered, in the county's 6."""
    found = [
        (f"{year}-{month:02d}", of, code, what, 6.0 if of == "14" and what == "inskrivna" else size)
        for code, of in county_of().items()
        for what, size in (("inskrivna", 5.0), ("arbetskraft", 100.0))
        for year in (2023, 2024)
        for month in range(1, 13 if year == 2023 else months + 1)
    ]
    return tuples(STAGED_LABOUR_FORCE, "manad lan_kod kommun_kod matt varde", found, kon="totalt")


def test_a_level_after_a_break_is_told_and_no_change():
    found = made(labour_force=labour_force())
    row = found["inskrivna_andel", "fyrbodal", 2024]
    assert row["varde"] == pytest.approx(6.0)
    assert row["skillnad_mot_riket"] == pytest.approx(6.0 - row["riket"])
    assert (row["forandring"], row["forandring_mot_riket"], row["besked"]) == (None, None, "kan inte prövas")
    assert "Serien bryts 2023" in row["anmarkning"]
    assert found["inskrivna_andel", "12", 2024]["varde"] == pytest.approx(5.0)
    assert found["inskrivna_andel", "14", 2022]["anmarkning"] == "Underlaget som är hämtat börjar 2023."


def test_a_year_that_lacks_a_month_has_no_mean():
    assert made(labour_force=labour_force(11))["inskrivna_andel", "14", 2024]["varde"] is None


def in_all(**hidden: int) -> pa.Table:
    places = [("riket", "00", 1_000_000), ("lan", "14", 100_000), ("delregion", "fyrbodal", 10_000)]
    found = [
        {"geo_niva": level, "geo_kod": code, "ar": year, "kon": "totalt",
         "varde": None if hidden.get(code) == year else size + (size // 10 if year == 2024 and code == "14" else 0)}
        for level, code, size in places
        for year in (2022, 2024)
    ]  # fmt: skip
    return rows(EMPLOYEES_IN_ALL, found)


def test_an_index_is_100_in_the_base_year_and_missing_without_it():
    found = made(in_all=in_all())
    base, row = found["anstallda_index", "14", 2022], found["anstallda_index", "14", 2024]
    assert (base["varde"], base["medelfel"], base["nedre"]) == (100.0, 0.0, 100.0)
    assert row["varde"] == pytest.approx(110.0)
    # Chance √x and the noise of both years, as a share.
    cells = 2 * 149
    variance = [n + cells * 1.5**2 for n in (110_000, 100_000)]
    expected = 110 * (variance[0] / 110_000**2 + variance[1] / 100_000**2) ** 0.5
    assert row["medelfel"] == pytest.approx(expected, rel=1e-3)
    hidden = made(in_all=in_all(fyrbodal=2022))["anstallda_index", "fyrbodal", 2024]
    assert (hidden["varde"], hidden["besked"]) == (None, "saknas")


def test_commuting_is_told_between_what_small_flows_can_be():
    own, other = FYRBODAL[:2]
    found = [(own, own, 900.0), (own, other, 50.0), (own, "0180", 50.0), ("0180", own, 100.0), ("0114", own, None)]
    flows = pd.DataFrame(found, columns=["bostad_kod", "arbete_kod", "varde"]).assign(
        ar=2023, kon="totalt", status=None
    )
    table = READS["flows"].conform(pa.Table.from_pandas(flows, preserve_index=False))  # type: ignore[union-attr]
    row = made(flows=table)["bor_och_arbetar", "fyrbodal", 2023]
    assert row["varde"] == pytest.approx(95.0)
    assert row["anmarkning"] == "Tal för 2022 saknas: ingen förändring kan räknas."
    work = made(flows=table)["inpendling", "fyrbodal", 2023]
    assert work["varde"] == pytest.approx(50 * (100 / 1050 + 104 / 1054) * 1.0, rel=1e-3)
    nation = made(flows=table)["inpendling", "00", 2023]
    assert (nation["varde"], nation["besked"]) == (None, "saknas")


def posts(years: Sequence[int]) -> pa.Table:
    """As many posts in the county each month as the year's last two digits."""
    found = [
        {
            "geo_niva": level,
            "geo_kod": place,
            "manad": f"{year}-{month:02d}",
            "platser_rensade": year - 2000,
            "annonser_rensade": 5,
        }
        for level, place in (("lan", "14"), ("riket", "00"))
        for year in years
        for month in range(1, 13)
    ]
    return rows(ADS, found, sektor=SECTORS[0])


def test_a_flow_has_its_mean_of_the_years_before_the_pandemic_where_they_are_known():
    found = made(ads=posts([*EARLIER_YEARS, 2022, 2023]))
    row = found["platser_index", "14", 2023]
    assert row["varde"] == pytest.approx(100 * 23 / 22)
    assert row["medel_tidigare"] == found["platser_index", "14", 2022]["medel_tidigare"] == pytest.approx(100 * 18 / 22)
    assert found["platser_index", "14", 2022]["anmarkning"] is None


def test_ads_without_a_municipality_are_counted_once_in_the_county():
    """They stand by themselves under its code, beside its own sum of them all."""
    alone = [
        {"geo_kod": "14", "manad": f"{year}-{month:02d}", "platser_rensade": number, "annonser_rensade": 1}
        for year, number in ((2022, 1), (2023, 9))
        for month in range(1, 13)
    ]
    beside = rows(ADS, alone, sektor=SECTORS[0], geo_niva="kommun_saknas")
    known = {"in_all": in_all()}
    without, found = (
        made(ads=ads, **known)
        for ads in (posts([2022, 2023]), pa.concat_tables([posts([2022, 2023]), beside]).cast(ADS.schema))
    )
    for code in ("platser_index", "platser_per_100"):
        assert without[code, "14", 2023]["varde"] is not None
        assert found[code, "14", 2023] == without[code, "14", 2023]


@pytest.mark.parametrize("months", [0, 11])
def test_a_year_in_which_the_nations_ads_lack_a_month_is_not_known_of_the_nation_alone(months: int):
    whole = posts([2022, 2023])
    lacking = [
        not (r["geo_niva"] == "riket" and r["manad"][:4] == "2023" and int(r["manad"][5:]) > months)
        for r in whole.to_pylist()
    ]
    before, after = made(ads=whole), made(ads=whole.filter(pa.array(lacking)))
    assert before["platser_index", "00", 2023]["varde"] == pytest.approx(100 * 23 / 22)
    assert after["platser_index", "00", 2023]["varde"] is None
    assert after["platser_index", "00", 2022] == before["platser_index", "00", 2022]
    assert after["platser_index", "14", 2023]["varde"] == before["platser_index", "14", 2023]["varde"]


def test_a_flow_without_its_mean_says_why():
    known = made(ads=posts([2022, 2023]), in_all=in_all(), levels=levels())
    without = "Medeltalet 2017–2019 saknas: underlaget har inte de åren."
    row = known["platser_index", "14", 2022]
    assert (row["medel_tidigare"], row["anmarkning"]) == (None, without)
    assert known["platser_per_100", "14", 2022]["anmarkning"].endswith(without)
    assert {row["medel_tidigare"] for (code, _, _), row in known.items() if code == "platser_per_100"} == {None}
    assert known["matchade", "14", 2022]["anmarkning"] is None, "a stock has no such mean"


def test_a_mean_of_years_before_a_break_is_withheld_for_the_break():
    years = [*EARLIER_YEARS, 2022, 2023]
    people = [
        {"geo_niva": "lan", "geo_kod": "14", "ar": year - 1, "kon": "totalt", "varde": 100_000.0} for year in years
    ]
    row = made(ads=posts(years), in_all=rows(EMPLOYEES_IN_ALL, people))["platser_per_100", "14", 2022]
    assert row["varde"] is not None
    assert (row["medel_tidigare"], row["anmarkning"]) == (None, "Medeltalet 2017–2019 saknas: serien bryts 2019.")


def county_posts(years: Sequence[int]) -> pa.Table:
    """As ``posts``, of a county beside."""
    found = [
        {"geo_kod": "12", "manad": f"{year}-{month:02d}", "platser_rensade": year - 2000, "annonser_rensade": 5}
        for year in years
        for month in range(1, 13)
    ]
    return rows(COUNTY_ADS, found, sektor=SECTORS[0])


def test_an_index_whose_base_year_alone_is_missing_says_that():
    found = made(ads=posts([2023, 2025]), county_ads=county_posts([2025]))
    said = "Tal för 2022 saknas: index kan inte räknas."
    for place in ("14", "12", "00"):
        row = found["platser_index", place, 2025]
        assert (row["varde"], row["besked"], row["anmarkning"]) == (None, "saknas", said)
    assert found["platser_index", "12", 2023]["anmarkning"].startswith("Annonser i andra län finns bara för")
    assert found["platser_index", "14", 2024]["anmarkning"] != said
    assert made(in_all=in_all(fyrbodal=2022))["anstallda_index", "fyrbodal", 2024]["anmarkning"] == said
    assert made(in_all=in_all(fyrbodal=2024))["anstallda_index", "fyrbodal", 2024]["anmarkning"] != said


def test_what_is_counted_during_a_year_is_a_flow():
    flows = {
        "platser_index",
        "platser_per_100",
        "platser_gap_sektor",
        "etablerade",
        "examinerade_mot_behov",
        "utbildningsplatser",
    }
    assert {one.code for one in indicators() if one.flow} == flows


def test_every_table_of_an_indicator_is_read():
    read = {table.id for table in READS.values()}
    assert {table for one in indicators() for table in one.tables} <= read
    assert all(bool(one.tables) != bool(one.why_not) for one in indicators())
