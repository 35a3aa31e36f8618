from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from assets import reference
from assets.contracts.sector import SECTOR
from assets.contracts.unemployed import PROFILE_KINDS
from assets.methods.employers import SECTORS, UNKNOWN_SECTOR
from assets.reference.areas import (
    counties,
    county_of,
    delregioner,
    divisions,
    has_councils,
    membership,
    municipalities,
    parts_of,
    word_of,
)
from assets.reference.employers import sectors_of_scb, sectors_of_survey, welfare_industries
from assets.reference.occupations import (
    UNKNOWN_SSYK3,
    af_area_of_ssyk4,
    af_areas,
    occupations_ssyk3,
    ssyk2012,
    without_af_group,
)
from assets.reference.origins import origins
from assets.reference.plausibility import Bound, plausible_bounds
from assets.reference.unemployed_groups import groups_of_unemployed

FOLDER = Path(reference.__file__).parent
FILES = sorted(path.name for path in FOLDER.glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_four_delregioner_have_49_municipalities():
    sizes = {d.code: len(d.municipalities) for d in delregioner("14")}
    assert sizes == {"goteborgsregionen": 12, "borasregionen": 8, "skaraborg": 15, "fyrbodal": 14}
    assert sum(sizes.values()) == 12 + 8 + 14 + 15 == 49


def test_every_municipality_of_the_county_is_in_exactly_one():
    members = [code for d in delregioner("14") for code in d.municipalities]
    assert sorted(members) == sorted(c for c, county in county_of().items() if county == "14")
    assert len(set(members)) == len(members)
    assert all(re.fullmatch(r"14\d\d", code) for code in members)


def test_kungsbacka_and_varberg_belong_to_halland():
    codes = {name: code for code, name in municipalities().items()}
    for name in ("Kungsbacka", "Varberg"):
        assert county_of()[codes[name]] == "13"
        assert codes[name] not in {m.municipality for m in membership("14")}


@pytest.mark.parametrize(
    ("code", "delregion"),
    [("1480", "goteborgsregionen"), ("1490", "borasregionen"), ("1496", "skaraborg"), ("1488", "fyrbodal")],
)
def test_known_towns(code, delregion):
    assert {m.municipality: m.delregion for m in membership("14")}[code] == delregion


def test_sizes():
    assert len(occupations_ssyk3()) == 148
    assert len(af_areas()) == 21
    assert len(municipalities()) == 290
    assert len(counties()) == 21
    assert len(af_area_of_ssyk4()) == 400


def test_municipalities_lie_in_the_county_of_their_code():
    for code, county in county_of().items():
        assert re.fullmatch(r"\d{4}", code)
        assert code[:2] == county
        assert county in counties()
    names = list(municipalities().values())
    assert len(set(names)) == len(names) == 290


def test_occupations():
    assert all(re.fullmatch(r"\d{3}", code) for code in occupations_ssyk3())
    assert UNKNOWN_SSYK3 not in occupations_ssyk3()
    for row in rows("yrken_ssyk4.csv"):
        assert re.fullmatch(r"\d{4}", row["ssyk4"])
        if row["indelning"] == "SSYK 2012":
            assert row["ssyk4"][:3] in occupations_ssyk3(), row
        assert row["af_yrkesomrade"] in {*af_areas(), ""}
    assert set(af_area_of_ssyk4().values()) == set(af_areas())


def test_every_group_of_scb_has_a_group_at_arbetsformedlingen_or_a_reason():
    scb, af, lacking = ssyk2012(), af_area_of_ssyk4(), without_af_group()
    assert (len(scb), len(lacking)) == (429, 54)
    assert set(scb) - set(af) == set(lacking)
    assert all(row.reason.endswith(".") for row in lacking.values())
    covered = {row.af_group for row in lacking.values()} - {""}
    assert covered <= set(af)
    merged = set(af) - set(scb)
    assert covered == merged | {"5321", "5323"}
    for code, row in lacking.items():
        if code[0] == "1":
            assert row.af_group == f"{code[:3]}0"
    assert {code for code, row in lacking.items() if not row.af_group} == {"4430", "7619"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("yrken_utan_af_grupp.csv", "ssyk4"),
        ("lan.csv", "lan_kod"),
        ("kommuner.csv", "kommun_kod"),
        ("yrken_ssyk3.csv", "ssyk3"),
        ("yrken_ssyk4.csv", "ssyk4"),
        ("redovisningsgrupper.csv", "redovisningsgrupp"),
        ("utbildningsgrupper.csv", "utbildningsgrupp"),
        ("af_yrkesomraden.csv", "af_yrkesomrade"),
        ("delregioner.csv", "delregion"),
        ("delregion_kommuner.csv", "kommun_kod"),
        ("lanens_indelning.csv", "lan_kod"),
        ("sektorer_scb.csv", "kod"),
        ("valfardens_naringsgrenar.csv", "sni"),
        ("ursprung.csv", "fil"),
        ("begrepp.csv", "begrepp"),
    ],
)
def test_codes_occur_once_and_have_a_name(name, key):
    codes = [row[key] for row in rows(name)]
    assert len(set(codes)) == len(codes)
    assert all(row.get("namn", "x").strip() == row.get("namn", "x") != "" for row in rows(name))


def test_every_file_has_an_origin():
    known = {row["fil"]: row for row in origins()}
    assert set(FILES) - {"ursprung.csv"} == set(known)
    for row in known.values():
        assert all(row[part] for part in ("innehall", "utgivare", "adress", "licens", "granskad_av"))
        assert date.fromisoformat(row["hamtad"])


FILLED_BY_PEOPLE = {"scb_regional_utblick.csv", "gemensamma_bedomningar.csv"}
"""Files that have no rows until a person has entered them."""


def test_every_row_has_every_column():
    for name in FILES:
        assert rows(name) or name in FILLED_BY_PEOPLE, name
        for row in rows(name):
            assert None not in row, (name, row)
            assert None not in row.values(), (name, row)


def test_every_plausible_bound_says_what_it_tells_apart():
    every = rows("rimlighet.csv")
    pairs = [(table, row["kontroll"]) for row in every for table in row["tabeller"].split()]
    assert len(set(pairs)) == len(pairs)
    assert set(plausible_bounds()) == set(pairs)
    assert all(row["enhet"] and row["granskad_av"] and row["motivering"].endswith(".") for row in every)


def test_plausible_bounds_leave_something_between_them():
    for key, bound in plausible_bounds().items():
        numbers = bound.numbers
        assert numbers, key
        assert numbers.get("lagst", 0) < numbers.get("hogst", float("inf")), key
        assert 0 < numbers.get("andel", 0.5) < 1, key
        assert (bound.unit == "andel") or set(numbers) & {"lagst", "hogst"}, key


def test_a_plausible_bound_is_a_whole_number_where_it_is_written_so():
    bounds = plausible_bounds()
    assert bounds["mart.obalans", "kvot_rimlig"] == Bound("gånger", {"hogst": 60})
    assert isinstance(bounds["mart.obalans", "kvot_rimlig"].numbers["hogst"], int)
    assert bounds["mart.anstallda", "delregioner_finns"].numbers == {"andel": 0.9}


def test_memberships_have_a_valid_time():
    for row in rows("delregion_kommuner.csv"):
        assert row["giltig_fran"] or not row["kommun_kod"].startswith("14")
        start = date.fromisoformat(row["giltig_fran"] or "2015-01-01")
        assert not row["giltig_till"] or start < date.fromisoformat(row["giltig_till"])
        assert row["delregion"] in {r["delregion"] for r in rows("delregioner.csv")}
        assert row["kommun_kod"] in municipalities()


def test_delregion_codes_are_plain_slugs_with_names():
    for item in delregioner("14"):
        assert re.fullmatch("[a-z]+", item.code)
        assert item.county == "14"
        assert all([item.name, item.organisation, item.council])


@pytest.mark.parametrize("county", counties())
def test_every_municipality_of_every_county_is_in_exactly_one(county):
    members = [code for d in delregioner(county) for code in d.municipalities]
    assert sorted(members) == sorted(c for c, of in county_of().items() if of == county)
    assert county in divisions()


def test_a_county_is_divided_when_every_part_has_two_municipalities():
    for county in counties():
        parts = parts_of(county)
        assert all(len(part.municipalities) > 1 for part in parts)
        assert len(parts) != 1
        assert ("inte delat" in divisions()[county].said) == (not parts)
    divided = [county for county in counties() if parts_of(county)]
    assert divided == ["04", "06", "13", "14", "18", "20", "22", "23", "24", "25"]
    assert [has_councils(county) for county in ("14", "06", "12")] == [True, False, False]


def test_words_of_a_county_are_its_own():
    assert {word_of(county, "regionen") for county in counties() if county != "14"} == {"Regionen"}


def test_the_sectors_of_scb_are_ours():
    assert set(sectors_of_scb().values()) == set(SECTORS)
    assert len(sectors_of_scb()) == len(SECTORS)


def test_the_welfare_is_whole_industries():
    assert welfare_industries() == ("O", "P", "Q")
    *others, last = welfare_industries()
    assert f"SNI {', '.join(others)} och {last})" in SECTOR.column("sektor").description


def test_each_known_sector_is_in_the_survey_once():
    covered = sectors_of_survey()
    assert sorted(sector for sectors in covered.values() for sector in sectors) == sorted({*SECTORS} - {UNKNOWN_SECTOR})
    # A code is looked up by its beginning, so that no name may be the beginning of another.
    assert not [(a, b) for a in covered for b in covered if a != b and a.startswith(b)]


def test_a_group_of_unemployed_has_each_name_once_in_small_letters():
    names = [(row["egenskap"], row["namn_i_kallan"]) for row in rows("grupper_inskrivna.csv")]
    assert len(set(names)) == len(names)
    assert all(name == name.strip().lower() for _, name in names)
    # Age is read from its digits.
    assert set(groups_of_unemployed()) == set(PROFILE_KINDS) - {"ålder"}
