"""mart.uppfoljning: made of small tables, and held against what they give by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import ADS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.council_work import COUNCIL_PRIORITIES, STAGED_DIALOGUES
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.employees import EMPLOYEES_IN_ALL
from assets.contracts.follow_up import FOLLOW_UP, WITHOUT_VALUE
from assets.contracts.model import TableContract
from assets.contracts.unemployed import STAGED_LABOUR_FORCE
from assets.marts.follow_up.follow_up import MARTS, follow_up
from assets.marts.follow_up.matched import vocational
from assets.marts.follow_up.process import (
    NO_COUNCIL,
    NO_DIALOGUE,
    NO_EDITION,
    NO_MUNICIPALITY,
    NOT_ASKED,
    TOO_FEW,
)
from assets.marts.places.dimensions import dim_geo
from assets.methods.employers import SECTORS
from assets.methods.follow_up import EARLIER_YEARS, FOLLOWED_YEARS
from assets.reference import county_of, delregioner, education_groups, membership
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
        {"geo_kod": place, "manad": f"{year}-{month:02d}", "platser_rensade": year - 2000, "annonser_rensade": 5}
        for place in ("14", "00")
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


def test_a_flow_without_its_mean_says_why():
    known = made(ads=posts([2022, 2023]), in_all=in_all(), levels=levels())
    row = known["platser_index", "14", 2022]
    assert (row["medel_tidigare"], row["anmarkning"]) == (
        None,
        "Medeltalet 2017–2019 saknas: underlaget har inte de åren.",
    )
    assert known["platser_per_100", "14", 2022]["anmarkning"].endswith(
        "Medeltalet 2017–2019 saknas: serien bryts 2019."
    )
    assert {row["medel_tidigare"] for (code, _, _), row in known.items() if code == "platser_per_100"} == {None}
    assert known["matchade", "14", 2022]["anmarkning"] is None, "a stock has no such mean"


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


def rounds(*given: tuple[str, str, str, str]) -> dict[tuple[str, int], Row]:
    """What is said of rounds, of forms with council, round, turn and day."""
    forms = tuples(COUNCIL_ASSESSMENTS, "geo_kod omgang runda behandlat", given, yrke_kod="532")
    found = made(assessments=forms)
    return {(place, year): row for (code, place, year), row in found.items() if code == "omgangar"}


def test_a_round_counts_once_in_the_year_it_was_first_treated():
    found = rounds(
        ("fyrbodal", "2026-2", "1", "2026-11-20"),
        ("fyrbodal", "2026-2", "2", "2027-01-10"),
        ("fyrbodal", "2027-1", "1", "2027-06-01"),
        ("skaraborg", "2026-2", "1", "2026-11-02"),
    )
    numbers = {cell: row["varde"] for cell, row in found.items() if cell[1] in (2026, 2027)}
    assert [numbers["fyrbodal", year] for year in (2026, 2027)] == [1.0, 1.0]
    assert [numbers["skaraborg", year] for year in (2026, 2027)] == [1.0, 0.0]
    assert [numbers["borasregionen", year] for year in (2026, 2027)] == [0.0, 0.0]
    assert [numbers["14", year] for year in (2026, 2027)] == [2.0, 1.0]
    row = found["14", 2027]
    assert (row["besked"], row["anmarkning"]) == (
        "räknat",
        "Räknat till det senaste formuläret, 2027-06-01. Fler kan komma.",
    )
    assert found["14", 2026]["anmarkning"] is None
    assert {row[name] for name in ("skillnad_mot_riket", "forandring", "medelfel", "nedre")} == {None}


def test_years_before_the_first_form_and_after_the_newest_have_no_number():
    found = rounds(("fyrbodal", "2026-2", "1", "2026-11-20"))
    assert (found["skaraborg", 2025]["varde"], found["skaraborg", 2025]["besked"]) == (None, "saknas")
    assert found["skaraborg", 2025]["anmarkning"] == "Underlaget som är hämtat börjar 2026."
    assert (found["14", 2027]["varde"], found["14", 2027]["besked"]) == (None, "inte publicerat än")


def owned(*given: tuple[str, int, str | None, str, str]) -> dict[tuple[str, int], Row]:
    """What is said of priorities, with council, number, owner, state of the decision and day of the form."""
    rows_ = tuples(COUNCIL_PRIORITIES, "geo_kod nr agare beslutslage behandlat", given)
    return {
        (place, year): row
        for (code, place, year), row in made(priorities=rows_).items()
        if code == "prioriteringar_agare"
    }


def test_a_priority_counts_when_it_has_an_owner_and_a_decision():
    found = owned(
        ("fyrbodal", 1, "Kommunerna", "beslutad", "2026-11-20"),
        ("fyrbodal", 2, "Kommunerna", "förslag", "2026-11-20"),
        ("skaraborg", 1, None, "beslutad", "2026-11-02"),
        ("skaraborg", 2, "Förbundet", "beslutad", "2026-11-02"),
        ("skaraborg", 3, "Förbundet", "beslutad", "2026-11-02"),
    )
    numbers = {place: found[place, 2026]["varde"] for place in ("fyrbodal", "skaraborg", "borasregionen", "14")}
    assert numbers == {"fyrbodal": 50.0, "skaraborg": pytest.approx(200 / 3), "borasregionen": None, "14": 60.0}
    assert found["borasregionen", 2026]["anmarkning"] == "Rådet lämnade ingen prioritering det året."
    assert (found["14", 2026]["besked"], found["14", 2027]["varde"]) == ("räknat", None)
    assert {found["14", 2026][name] for name in ("skillnad_mot_riket", "forandring", "medelfel", "nedre")} == {None}


def test_before_a_council_has_given_a_priority_there_is_no_number():
    assert {row["varde"] for row in owned().values()} == {None}


KINDS = ("kommun", "region", "stat", "privat företag", "ideell organisation")


def reached(*given: tuple[str, str, str | None], **same: str) -> dict[tuple[str, int], Row]:
    """What is said of municipalities, of dialogues with council, day and municipality, each with another employer."""
    found = [
        {
            "formular": f"f {area}", "delregion": area, "omgang": "2026-2", "runda": "1", "behandlat": "2027-01-20", "rad": at,
            "arbetsgivare_typ": KINDS[at % len(KINDS)], "arbetsgivare_storlek": "10–49", "yrke_kod": "532", "behov_nar": "nu",
            "datum": day, "kommun": place, **same,
        }
        for at, (area, day, place) in enumerate(given)
    ]  # fmt: skip
    made_of = made(dialogues=rows(STAGED_DIALOGUES, found, yrke_namn="Undersköterskor"))
    return {(place, year): row for (code, place, year), row in made_of.items() if code == "kommuner_nadda"}


def test_a_municipality_is_reached_once_a_year_however_many_dialogues():
    day = "2026-10-01"
    found = reached(
        *[("fyrbodal", day, "Tanum"), ("fyrbodal", day, "Åmål"), ("fyrbodal", day, "Tanum"), ("fyrbodal", day, None)],
        *[("skaraborg", day, "Skara"), ("skaraborg", day, "Hjo"), ("skaraborg", day, "Vara")],
        *[("fyrbodal", "2027-01-12", None)] * 3,
    )
    numbers = {cell: row["varde"] for cell, row in found.items() if row["varde"] is not None}
    assert numbers == {("fyrbodal", 2026): 2.0, ("skaraborg", 2026): 3.0, ("14", 2026): 5.0}
    assert found["14", 2026]["anmarkning"] == "Länet har 49 kommuner. Länets tal är två av fyra råds."
    assert found["borasregionen", 2026]["anmarkning"] == NO_DIALOGUE
    assert found["fyrbodal", 2027]["anmarkning"] == NO_MUNICIPALITY
    assert found["14", 2027]["anmarkning"] == NO_COUNCIL
    assert (found["14", 2025]["varde"], found["14", 2028]["besked"]) == (None, "inte publicerat än")


def test_nothing_is_told_of_fewer_than_three_employers_nor_can_it_be_counted_from_the_countys():
    day = "2026-10-01"
    three = [("skaraborg", day, "Skara"), ("skaraborg", day, "Hjo"), ("skaraborg", day, "Vara")]
    few = [("fyrbodal", day, "Tanum"), ("fyrbodal", day, "Åmål")]
    found = reached(*three, *few)
    assert (found["fyrbodal", 2026]["varde"], found["fyrbodal", 2026]["anmarkning"]) == (None, TOO_FEW)
    assert found["14", 2026]["varde"] == found["skaraborg", 2026]["varde"] == 3.0
    assert "Tanum" not in str(found)
    one = reached(*[("fyrbodal", day, place) for place in ("Tanum", "Åmål", "Orust")], arbetsgivare_typ="kommun")
    assert one["fyrbodal", 2026]["anmarkning"] == TOO_FEW, "one employer in three municipalities"


def test_one_employer_that_is_asked_about_three_occupations_is_one():
    said = {"arbetsgivare_typ": "kommun", "arbetsgivare_storlek": "10–49", "behov_nar": "nu", "datum": "2026-10-01",
            "formular": "f", "delregion": "fyrbodal", "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20",
            "kommun": "Tanum", "yrke_namn": "Y"}  # fmt: skip
    forms = rows(STAGED_DIALOGUES, [{**said, "rad": at, "yrke_kod": code} for at, code in enumerate(("1", "2", "3"))])
    assert made(dialogues=forms)["kommuner_nadda", "fyrbodal", 2026]["anmarkning"] == TOO_FEW


def test_forms_that_did_not_ask_for_municipalities_give_no_number():
    found = reached(*[("fyrbodal", "2026-10-01", None)] * 4)
    assert {(row["varde"], row["anmarkning"]) for row in found.values()} == {(None, NOT_ASKED)}


def in_time(rounds: Sequence[str], *editions: tuple[str, str | None]) -> dict[tuple[str, int], Row]:
    """What is said of editions, with name and day, beside the rounds that are known."""
    barometer = rows(
        STAGED_BAROMETER, [{"omgang": each} for each in rounds], lan_kod="14", bedomningsniva=None, ssyk4="5321"
    )
    earlier = [{"utgava": name, "fryst": day} for name, day in editions]
    found = made(editions=earlier, barometer=barometer)
    return {(place, year): row for (code, place, year), row in found.items() if code == "utgavor_i_tid"}


def test_an_edition_is_in_time_when_it_is_frozen_soon_after_the_round():
    found = in_time(
        ["2025-2", "2026-1", "2026-2", "2027-1", "2027-2"], ("2026-06", "2026-07-31"), ("2026-12-r2", "2027-02-01")
    )
    assert {year: row["varde"] for (place, year), row in found.items() if place == "14"} == {
        **dict.fromkeys(FOLLOWED_YEARS),
        2026: 50.0,
        2027: 0.0,
    }
    assert found["14", 2026]["anmarkning"].startswith("I tid är en utgåva som fryses senast 31 dagar efter månaden")
    assert found["fyrbodal", 2026]["anmarkning"] == "En utgåva gäller hela länet."


def test_where_no_edition_is_known_nothing_is_counted():
    assert {r["anmarkning"] for (place, _), r in in_time(["2026-1"]).items() if place == "14"} == {NO_EDITION}
    undated = in_time(["2026-1", "2026-2"], ("2026-06", None))["14", 2026]
    assert (undated["varde"], undated["besked"]) == (None, "saknas")
    assert undated["anmarkning"] == "Dagen då utgåvan frystes är inte antecknad."
    without = made(editions=[{"utgava": "2026-06", "fryst": "2026-07-01"}])["utgavor_i_tid", "14", 2026]
    assert (without["varde"], without["anmarkning"]) == (None, "Underlaget saknas.")


def test_every_table_of_an_indicator_is_read():
    read = {table.id for table in READS.values()}
    assert {table for one in indicators() for table in one.tables} <= read
    assert all(bool(one.tables) != bool(one.why_not) for one in indicators())
