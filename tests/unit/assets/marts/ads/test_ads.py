"""mart.annonser: counts as published and cleaned, and what the cleaning left out."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets import reference
from assets.contracts.ads import ADS, ADS_DROPPED, STAGED_ADS
from assets.contracts.words import NO_MUNICIPALITY, UNKNOWN
from assets.methods.ads import DUPLICATE_DAYS, READVERTISED_DAYS, readvertised, repeats
from assets.reference.areas import counties, membership
from assets.reference.employers import public_companies, sector_prefixes, staffing_agencies
from assets.reference.occupations import af_areas
from tests.unit.rows import find, rows
from tests.unit.world.world import World

AREA = next(iter(af_areas()))
COUNTS = [c.name for c in ADS.columns if c.unit]
AGENCY, COMPANY = "5569000001", "5569000002"
"""A staffing agency and a publicly owned company."""


@pytest.fixture(autouse=True)
def lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.marts.ads.ad_lookups.staffing_agencies", lambda: frozenset({AGENCY}))
    monkeypatch.setattr("assets.marts.ads.ad_lookups.public_companies", lambda: frozenset({COMPANY}))


def staged(*ads: dict[str, Any]) -> pa.Table:
    usual = {
        "publicerad": date(2026, 3, 2),
        "manad": "2026-03",
        "ssyk4": "2512",
        "af_yrkesomrade": AREA,
        "kommun_kod": "1480",
        "lan_kod": "14",
        "land_kod": "199",
        "platser_i_annons": 2,
        "arkiv": "2026-Q1",
        "aterannonserad": False,
        "annonser_i_grupp": 1,
    }
    return rows(STAGED_ADS, ({"annons_id": str(at), **ad} for at, ad in enumerate(ads)), **usual)


def ads(*given: dict[str, Any]) -> pa.Table:
    return World({STAGED_ADS: staged(*given)})[ADS]


def dropped(*given: dict[str, Any]) -> pa.Table:
    return World({STAGED_ADS: staged(*given)})[ADS_DROPPED]


ELSEWHERE = [{"kommun_kod": None, "lan_kod": code, "ssyk4": "9629"} for code in counties() if code != "14"]
"""An ad in each other county, of an occupation that the tests do not ask for, so that the nation is known."""


def county(*given: dict[str, Any], **where: Any) -> dict[str, Any]:
    (row,) = find(ads(*given), geo_niva="lan", **where)
    return row


def test_ads_are_counted_per_area():
    table = ads({}, {"kommun_kod": "1490"}, {"kommun_kod": "1481", "platser_i_annons": 1}, *ELSEWHERE)
    found = {
        r["geo_kod"]: (r["geo_niva"], r["annonser"], r["annonserade_platser"], r["grund"])
        for r in find(table, ssyk4="2512")
    }
    assert found == {
        "1480": ("kommun", 1, 2, "observerad"),
        "1481": ("kommun", 1, 1, "observerad"),
        "1490": ("kommun", 1, 2, "observerad"),
        "goteborgsregionen": ("delregion", 2, 3, "raknad"),
        "borasregionen": ("delregion", 1, 2, "raknad"),
        "14": ("lan", 3, 5, "raknad"),
        "00": ("riket", 3, 5, "raknad"),
    }


def test_an_ad_without_municipality_is_in_the_county_and_a_row_of_its_own():
    table = ads({"kommun_kod": None}, *ELSEWHERE)
    assert [(r["geo_niva"], r["geo_kod"], r["geo_namn"], r["grund"]) for r in find(table, ssyk4="2512")] == [
        (NO_MUNICIPALITY, "14", "Västra Götalands län, kommun saknas", "observerad"),
        ("lan", "14", "Västra Götalands län", "raknad"),
        ("riket", "00", "Riket", "raknad"),
    ]


def test_ads_in_other_counties_are_the_nations_and_ads_abroad_nobodys():
    abroad = [{"land_kod": "155", "kommun_kod": None}, {"land_kod": "155"}]
    elsewhere = [
        {"kommun_kod": "1384", "lan_kod": "13"},
        {"kommun_kod": "1384", "lan_kod": None},
        {"kommun_kod": None, "lan_kod": None},
    ]
    assert ads(*abroad).num_rows == 0
    odd = {"kommun_kod": None, "lan_kod": "90"}
    earlier = [{**ad, "manad": "2026-02"} for ad in ({}, *ELSEWHERE)]
    lacking = ads(*elsewhere, {}, *ELSEWHERE[1:], odd, *earlier)
    assert {r["manad"] for r in find(lacking, geo_niva="riket")} == {"2026-02"}, "a county lacks ads in the month after"
    (row,) = find(ads(*abroad, *elsewhere, {}, *ELSEWHERE), geo_niva="riket", ssyk4="2512")
    assert row["annonser"] == 4
    assert county(*abroad, *elsewhere, {"lan_kod": None, "land_kod": None})["annonser"] == 1


@pytest.mark.parametrize(
    ("stated", "posts", "capped"),
    [
        (None, 1, 1),
        (0, 1, 1),
        (-3, 1, 1),
        (1, 1, 1),
        (10, 10, 10),
        (11, 11, 10),
        (999, 999, 10),
        (1000, 1, 1),
        (9999, 1, 1),
    ],
)
def test_posts_of_an_ad(stated, posts, capped):
    row = county({"platser_i_annons": stated})
    assert (row["annonserade_platser"], row["platser_rensade_utan_tak"], row["platser_rensade"]) == (
        posts,
        posts,
        capped,
    )
    assert row["annonser_rensade"] == 1


def test_unknown_codes_have_their_own_rows():
    table = ads({"ssyk4": None}, {"af_yrkesomrade": None}, {})
    assert {(r["ssyk4"], r["af_yrkesomrade"]) for r in find(table, geo_niva="lan")} == {
        (UNKNOWN, AREA),
        ("2512", UNKNOWN),
        ("2512", AREA),
    }


@pytest.mark.parametrize(
    ("number", "sector"),
    [
        ("2021001234", "staten"),
        ("2120001234", "kommuner"),
        ("2220001234", "kommuner"),
        ("2321001234", "regionen"),
        ("2999999999", "okänt"),
        (COMPANY, "offentligt ägda företag"),
        ("5569999999", "privat sektor"),
        ("8020001234", "privat sektor"),
        (AGENCY, "privat sektor"),
        ("enskild", "privat sektor"),
        (None, "okänt"),
    ],
)
def test_the_sector_is_the_employers(number, sector):
    assert county({"organisationsnummer": number})["sektor"] == sector


def test_the_cleaned_measure_leaves_out_repeats_and_staffing_agencies():
    row = county(
        {"platser_i_annons": 3},
        {"platser_i_annons": 40, "dubblett_av": "0"},
        {"platser_i_annons": 12, "organisationsnummer": None},
        sektor="okänt",
    )
    assert (row["annonser"], row["annonserade_platser"], row["annonser_dubbletter"]) == (3, 55, 1)
    assert (row["annonser_publicerade"], row["platser_publicerade"]) == (3, 55)
    assert (row["annonser_rensade"], row["platser_rensade"], row["platser_rensade_utan_tak"]) == (2, 13, 15)
    agency = {"organisationsnummer": AGENCY, "platser_i_annons": 11}
    row = county(agency, {**agency, "dubblett_av": "0"}, {"organisationsnummer": "5569999999"}, sektor="privat sektor")
    assert (row["annonser"], row["annonser_dubbletter"]) == (3, 1)
    assert (row["annonser_bemanning"], row["platser_bemanning"]) == (1, 10)
    assert (row["annonser_rensade"], row["platser_rensade"]) == (1, 2)


@pytest.mark.parametrize(("number", "agencies"), [("5569999999", 1), ("enskild", 1), (None, 1), ("2120001234", 0)])
def test_a_staffing_agency_is_known_by_its_name_too_but_a_public_body_never_is_one(number, agencies):
    row = county({"organisationsnummer": number, "bemanning_av_namn": True}, {"organisationsnummer": number})
    assert (row["annonser"], row["annonser_bemanning"], row["annonser_rensade"]) == (2, agencies, 2 - agencies)


def test_employment_without_an_end_is_counted_apart():
    lasting = {"tillsvidare": True, "platser_i_annons": 12}
    row = county(lasting, {**lasting, "dubblett_av": "0"}, {"tillsvidare": False}, {"tillsvidare": None})
    assert (row["annonser_rensade"], row["annonser_tillsvidare"], row["platser_tillsvidare"]) == (3, 1, 10)


def test_readvertising_is_counted_among_ads_that_could_be_followed():
    last = date(2026, 6, 30)
    followed = last - timedelta(days=READVERTISED_DAYS)
    row = county(
        {"publicerad": last, "manad": "2026-03"},
        {"avslutad": followed, "aterannonserad": True, "annonser_i_grupp": 7},
        {"avslutad": followed, "annonser_i_grupp": 2},
        {"avslutad": followed + timedelta(days=1), "aterannonserad": True},
        {"avslutad": followed, "aterannonserad": True, "annonser_i_grupp": 7, "dubblett_av": "0"},
    )
    assert (row["annonser_foljda"], row["annonser_aterannonserade"], row["annonser_foljda_kvadrat"]) == (2, 1, 9)


def test_a_headline_that_comes_again_stands_beside_what_chance_gives():
    last = date(2026, 6, 30)
    followed = last - timedelta(days=READVERTISED_DAYS)
    known = {"avslutad": followed, "samma_rubrik_igen": True, "samma_rubrik_av_slump": 0.25}
    row = county(
        {"publicerad": last, "manad": "2026-03"},
        known,
        known | {"samma_rubrik_igen": False},
        known | {"samma_rubrik_igen": None, "samma_rubrik_av_slump": None},
        known | {"avslutad": followed + timedelta(days=1)},
        known | {"dubblett_av": "0"},
    )
    counts = (
        "annonser_foljda",
        "annonser_foljda_med_rubrik",
        "annonser_samma_rubrik_igen",
        "vantade_samma_rubrik_igen",
    )
    assert [row[name] for name in counts] == [3, 2, 1, 0.5]
    assert row["samma_rubrik_mot_slump"] is None
    row = county({"publicerad": last, "manad": "2026-03"}, *[known] * 20)
    assert (row["vantade_samma_rubrik_igen"], row["samma_rubrik_mot_slump"]) == (5, 4)


def test_days_out_are_summed_where_both_days_are_known():
    row = county(
        {"avslutad": date(2026, 3, 12), "avslutad_uppskattad": False},
        {"avslutad": date(2026, 3, 2), "avslutad_uppskattad": True},
        {"avslutad": date(2026, 3, 1), "avslutad_uppskattad": False},
        {"avslutad": None},
    )
    assert (row["annonsdagar"], row["annonser_med_slut"], row["annonser_uppskattat_slut"]) == (10, 2, 1)


def test_what_was_left_out_can_be_looked_at():
    table = dropped(
        {},
        {"dubblett_av": "0", "organisationsnummer": "2120001234", "platser_i_annons": None},
        {"dubblett_av": "0", "kommun_kod": "1384"},
    )
    assert table.to_pylist() == [
        {
            "annons_id": "1",
            "dubblett_av": "0",
            "geo_niva": "kommun",
            "geo_kod": "1480",
            "geo_namn": "Göteborg",
            "publicerad": date(2026, 3, 2),
            "manad": "2026-03",
            "ssyk4": "2512",
            "sektor": "kommuner",
            "platser_i_annons": 1,
        }
    ]


places = st.sampled_from([None, *(m.municipality for m in membership("14"))])
ad = st.fixed_dictionaries(
    {
        "kommun_kod": places,
        "manad": st.sampled_from(["2026-02", "2026-03"]),
        "ssyk4": st.sampled_from([None, "2512", "2221"]),
        "platser_i_annons": st.none() | st.integers(0, 20),
        "organisationsnummer": st.sampled_from([None, AGENCY, COMPANY, "2120001234"]),
        "dubblett_av": st.sampled_from([None, "x"]),
        "tillsvidare": st.sampled_from([None, True, False]),
    }
)


@settings(deadline=None, max_examples=8)
@given(st.lists(ad, min_size=1, max_size=25))
def test_the_county_is_its_delregioner_and_the_rest(given_ads):
    before = [{**ad, "manad": "2026-02"} for ad in ELSEWHERE]
    # The county is known in both months too, by ads that are not counted here.
    own = [{"ssyk4": ELSEWHERE[0]["ssyk4"], "manad": month} for month in ("2026-02", "2026-03")]
    table = ads(*given_ads, *own, *ELSEWHERE, *before).to_pandas()
    frame = table[table["ssyk4"] != ELSEWHERE[0]["ssyk4"]].groupby("geo_niva")[COUNTS].sum()
    frame = frame.reindex(["riket", "lan", "delregion", "kommun", NO_MUNICIPALITY], fill_value=0)
    assert frame.loc["lan", "annonser"] == len(given_ads)
    whole = frame["annonser_rensade"] + frame["annonser_bemanning"] + frame["annonser_dubbletter"]
    assert (whole == frame["annonser"]).all()
    for column in frame:
        rest = frame.loc[NO_MUNICIPALITY, column]
        assert frame.loc["lan", column] == frame.loc["delregion", column] + rest == frame.loc["kommun", column] + rest
        assert frame.loc["lan", column] == frame.loc["riket", column]


# The rules themselves, against the slowest way to say them

spells = st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 200), st.integers(0, 60)), max_size=40).map(sorted)


@given(spells)
def test_repeats_are_those_of_a_walk_from_ad_to_ad(ads):
    kept: dict[int, int] = {}
    expected = []
    for at, (group, day, _) in enumerate(ads):
        first = kept.get(group)
        if group >= 0 and first is not None and day - ads[first][1] <= DUPLICATE_DAYS:
            expected.append(first)
        else:
            kept[group] = at
            expected.append(-1)
    assert repeats([g for g, _, _ in ads], [d for _, d, _ in ads]).tolist() == expected


@given(spells)
def test_readvertised_looks_at_every_later_ad(ads):
    expected = [
        group >= 0 and any(g == group and 1 <= d - (day + out) <= READVERTISED_DAYS for g, d, _ in ads)
        for group, day, out in ads
    ]
    groups, days, ends = [a[0] for a in ads], [a[1] for a in ads], [a[1] + a[2] for a in ads]
    assert readvertised(groups, days, ends).tolist() == expected


@pytest.mark.parametrize(("group", "day"), [([2, 1], [0, 0]), ([1, 1], [5, 4])])
def test_unsorted_ads_are_refused(group, day):
    with pytest.raises(ValueError, match="not sorted"):
        repeats(group, day)


def test_no_ads_at_all():
    assert repeats([], []).tolist() == readvertised([], [], []).tolist() == []
    assert ads().num_rows == dropped().num_rows == 0
    assert repeats(np.zeros(0), np.zeros(0)).dtype == np.int64


# The lists behind it


def _check_digit(number: str) -> bool:
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(number))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


@pytest.mark.parametrize("name", ["offentligt_agda_foretag.csv", "bemanningsforetag.csv"])
def test_listed_companies_are_legal_persons_with_right_numbers_and_a_source(name):
    text = (Path(reference.__file__).parent / name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    made_up = [r for r in rows if r["kalla"].startswith("EXEMPELDATA")]
    assert len(made_up) == 8
    # A made-up number belongs to nobody, because its check digit is wrong.
    assert [r for r in rows if _check_digit(r["organisationsnummer"]) == (r in made_up)] == []
    numbers = [r["organisationsnummer"] for r in rows]
    assert [n for n in numbers if not (n.isdigit() and len(n) == 10 and n[2] >= "2")] == []
    assert numbers == sorted(set(numbers))
    assert [r for r in rows if not r["kalla"] or not r["namn"]] == []


def test_no_company_is_both_and_every_prefix_has_a_sector():
    assert public_companies() & staffing_agencies() == frozenset()
    assert {"2021": "staten", "2120": "kommuner", "2220": "kommuner", "2321": "regionen"}.items() <= (
        sector_prefixes().items()
    )
    assert set(sector_prefixes().values()) <= {"staten", "kommuner", "regionen", "privat sektor"}
