"""Open ads as a stock: from the state to one row per ad, and from there to a count per area and day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.ads import (
    OPEN_ADS,
    STAGED_OPEN_ADS,
)
from assets.contracts.words import NO_MUNICIPALITY, UNKNOWN
from assets.marts.ads.open_ads import open_ads, published_days
from assets.marts.places.dimensions import dim_geo
from assets.reference.areas import membership
from assets.reference.employers import staffing_agencies
from assets.staged.open_ads import stage_open_ads
from sources.arbetsformedlingen.ad_state import STATE_SCHEMA
from tests.unit.rows import rows

GEO = dim_geo("14")
KNOWN = {
    "id": "1",
    "publication_date": datetime(2026, 6, 1, 23, 59),
    "occupation_group": "2512",
    "occupation_field": "3",
    "duration": "1",
    "municipality_code": "1480",
    "region_code": "14",
    "country_code": "199",
    "number_of_vacancies": 2,
    "organization_number": "2120001234",
    "fingerprint": 7,
    "stream_id": "1",
    "seen_at": datetime(2026, 6, 1, 22, tzinfo=UTC),
    "closed_at": None,
    "closed_estimated": False,
}


def staged_row(**more: Any) -> dict[str, Any]:
    staged = stage_open_ads(pa.Table.from_pylist([KNOWN | more], STATE_SCHEMA))
    (row,) = STAGED_OPEN_ADS.conform(staged).to_pylist()
    return dict(row)


def test_an_ad_gets_our_names():
    assert staged_row() == {
        "annons_id": "1", "publicerad": date(2026, 6, 1), "stangd": None, "stangd_uppskattad": False, "ssyk4": "2512",
        "af_yrkesomrade": "3", "kommun_kod": "1480", "lan_kod": "14", "land_kod": "199", "platser_i_annons": 2,
        "organisationsnummer": "2120001234", "tillsvidare": True, "rubrik_kand": True,
        "dubblett_av": None, "bemanning_av_namn": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 2, 21, 59, 59, tzinfo=UTC), date(2026, 6, 2)),
        (datetime(2026, 6, 2, 22, tzinfo=UTC), date(2026, 6, 3)),
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_an_ad_is_closed_on_a_swedish_day(moment, day):
    row = staged_row(closed_at=moment, closed_estimated=True)
    assert (row["stangd"], row["stangd_uppskattad"]) == (day, True)


def test_a_state_that_knows_no_names_has_no_staffing_agencies_by_name():
    assert [staged_row(staffing_by_name=known)["bemanning_av_namn"] for known in (None, False, True)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("code", "answer"), [("1", True), ("2", False), (None, None), ("", None)])
def test_until_further_notice(code, answer):
    assert staged_row(duration=code)["tillsvidare"] is answer


def test_an_empty_code_is_missing():
    row = staged_row(occupation_group="", occupation_field="", municipality_code="", region_code="", country_code="")
    assert {row[name] for name in ("ssyk4", "af_yrkesomrade", "kommun_kod", "lan_kod", "land_kod")} == {None}


@pytest.mark.parametrize(
    ("known", "days"),
    [
        ([], {}),
        ([("2026-06-10", "2026-06-10")], {"2026-06-10": True}),
        ([("2026-06-10", "2026-06-12")], {"2026-06-11": False, "2026-06-12": True}),
        ([("2026-06-30", "2026-06-30")], {"2026-06-30": True}),
        (
            [("2026-06-10", "2026-08-03")],
            {"2026-06-30": False, "2026-07-31": False, "2026-08-02": False, "2026-08-03": True},
        ),
        ([("2026-06-10", "2026-06-29"), ("2026-09-01", "2026-09-02")], {"2026-09-01": False, "2026-09-02": True}),
        ([("2026-06-10", "2026-06-30"), ("2026-09-02", "2026-09-02")], {"2026-06-30": False, "2026-09-02": True}),
    ],
    ids=["nothing", "first day", "three days", "last of a month, not over", "months", "a gap", "a month before a gap"],
)
def test_which_days_are_published(known, days):
    found = published_days([(date.fromisoformat(first), date.fromisoformat(last)) for first, last in known])
    assert found == {date.fromisoformat(day): preliminary for day, preliminary in days.items()}
    assert list(found) == sorted(found)


DAY = date(2026, 6, 30)
USUAL = {
    "publicerad": date(2026, 6, 1),
    "stangd": None,
    "stangd_uppskattad": False,
    "ssyk4": "2512",
    "af_yrkesomrade": "3",
    "kommun_kod": "1480",
    "lan_kod": "14",
    "land_kod": "199",
    "platser_i_annons": 2,
    "organisationsnummer": "2120001234",
    "tillsvidare": None,
    "rubrik_kand": True,
    "dubblett_av": None,
}


def repeated(*ads: dict[str, Any]) -> dict[str, str]:
    """Of ads that are numbered from 1: which each repeats."""
    known = [KNOWN | {"id": str(number)} | ad for number, ad in enumerate(ads, start=1)]
    staged = STAGED_OPEN_ADS.conform(stage_open_ads(pa.Table.from_pylist(known, STATE_SCHEMA)))
    return {row["annons_id"]: row["dubblett_av"] for row in staged.to_pylist() if row["dubblett_av"]}


def test_an_open_ad_that_repeats_another_points_to_it_as_in_the_flow():
    ads = [
        {},
        {"publication_date": datetime(2026, 7, 1)},  # thirty days
        {"publication_date": datetime(2026, 7, 2)},  # thirty-one days after the one that was kept
        {"fingerprint": 8},
        {"municipality_code": "1481"},
        {"occupation_group": "2221"},
        {"organization_number": "2120005678"},
    ]
    assert repeated(*ads) == {"2": "1"}
    assert repeated({"closed_at": datetime(2026, 6, 3, tzinfo=UTC)}, {}) == {"2": "1"}


@pytest.mark.parametrize(
    "hidden",
    [
        {"fingerprint": None},
        {"organization_number": "enskild"},
        {"organization_number": None},
        {"municipality_code": ""},
        {"occupation_group": None},
    ],
)
def test_where_nobody_can_tell_an_open_ad_stands_for_itself(hidden: dict[str, Any]):
    assert repeated(hidden, hidden) == {}
    assert staged_row(**hidden)["rubrik_kand"] is ("fingerprint" not in hidden)


def test_repeats_and_staffing_agencies_do_not_count_among_the_cleaned():
    agency = next(iter(staffing_agencies()))
    made = stock(
        {"platser_i_annons": 40},
        {"dubblett_av": "0"},
        {"organisationsnummer": agency},
        {"organisationsnummer": agency, "dubblett_av": "2"},
        {"organisationsnummer": "5560000001", "bemanning_av_namn": True},
    )
    measures = ("oppna_annonser", "platser_i_oppna", "oppna_rensade", "platser_i_oppna_rensade")
    sums = {name: sum(row[name] for row in county(made)) for name in measures}
    assert sums == {"oppna_annonser": 5, "platser_i_oppna": 18, "oppna_rensade": 1, "platser_i_oppna_rensade": 10}


def stock(*ads: dict[str, Any], days: dict[date, bool] | None = None) -> pa.Table:
    staged = rows(STAGED_OPEN_ADS, ({"annons_id": str(i), **ad} for i, ad in enumerate(ads)), **USUAL)
    made = open_ads(staged, GEO, "14", {DAY: False} if days is None else days)
    return OPEN_ADS.conform(made)


def county(table: pa.Table) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if row["geo_niva"] == "lan"]


def test_open_ads_are_counted_per_area():
    table = stock({}, {"kommun_kod": "1490"}, {"kommun_kod": "1481", "platser_i_annons": 1}, {"kommun_kod": None})
    assert {(r["geo_niva"], r["geo_kod"]): (r["oppna_annonser"], r["platser_i_oppna"], r["grund"]) for r in table.to_pylist()} == {
        ("kommun", "1480"): (1, 2, "observerad"),
        ("kommun", "1481"): (1, 1, "observerad"),
        ("kommun", "1490"): (1, 2, "observerad"),
        ("delregion", "goteborgsregionen"): (2, 3, "raknad"),
        ("delregion", "borasregionen"): (1, 2, "raknad"),
        (NO_MUNICIPALITY, "14"): (1, 2, "observerad"),
        ("lan", "14"): (4, 7, "raknad"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("published", "closed", "is_open"),
    [
        ("2026-06-30", None, True),
        ("2026-07-01", None, False),
        ("2026-06-01", "2026-06-30", False),
        ("2026-06-01", "2026-07-01", True),
        ("2026-06-30", "2026-06-30", False),
    ],
    ids=["published that day", "published later", "closed that day", "closed the day after", "a day's fly"],
)
def test_an_ad_is_open_at_the_end_of_a_day(published, closed, is_open):
    ad = {"publicerad": date.fromisoformat(published), "stangd": date.fromisoformat(closed) if closed else None}
    assert bool(county(stock(ad))) is is_open


def test_the_same_ad_is_open_on_several_days():
    days = {date(2026, 5, 31): False, DAY: False, date(2026, 7, 2): True}
    table = stock({"stangd": date(2026, 7, 2)}, {"publicerad": date(2026, 5, 1)}, days=days)
    assert [(r["dag"], r["oppna_annonser"], r["preliminar"]) for r in county(table)] == [
        (date(2026, 5, 31), 1, False), (DAY, 2, False), (date(2026, 7, 2), 1, True),
    ]  # fmt: skip


def test_ads_abroad_and_in_other_counties_are_not_counted():
    outside = [{"land_kod": "155"}, {"kommun_kod": "1384", "lan_kod": "13"}, {"kommun_kod": None, "lan_kod": None}]
    assert stock(*outside).num_rows == 0
    (row,) = county(stock(*outside, {"lan_kod": None, "land_kod": None}))
    assert row["oppna_annonser"] == 1


@pytest.mark.parametrize(("stated", "posts"), [(None, 1), (0, 1), (-3, 1), (1, 1), (10, 10), (999, 10), (9999, 1)])
def test_posts_of_an_open_ad(stated, posts):
    assert county(stock({"platser_i_annons": stated}))[0]["platser_i_oppna"] == posts


def test_sector_and_codes_that_are_not_known_have_rows_of_their_own():
    ads = [
        {},
        {"organisationsnummer": None},
        {"organisationsnummer": "5566778899"},
        {"ssyk4": None},
        {"af_yrkesomrade": None},
    ]
    table = stock(*ads)
    found = [(r["ssyk4"], r["af_yrkesomrade"], r["sektor"]) for r in county(table)]
    assert found == [
        ("2512", "3", "kommuner"), ("2512", "3", UNKNOWN), ("2512", "3", "privat sektor"), ("2512", UNKNOWN, "kommuner"),
        (UNKNOWN, "3", "kommuner"),
    ]  # fmt: skip


def test_without_days_there_is_nothing():
    assert stock({}, days={}).num_rows == 0


BEGIN = date(2026, 6, 25)
AD = st.fixed_dictionaries(
    {
        "kommun_kod": st.sampled_from([None, *(m.municipality for m in membership("14"))]),
        "publicerad": st.integers(0, 10).map(lambda n: BEGIN + timedelta(days=n)),
        "stangd": st.none() | st.integers(0, 12).map(lambda n: BEGIN + timedelta(days=n)),
        "platser_i_annons": st.none() | st.integers(0, 20),
    }
)


@settings(deadline=None, max_examples=20)
@given(st.lists(AD, min_size=1, max_size=25))
def test_every_day_is_its_parts_and_what_a_count_by_hand_gives(ads):
    days = {BEGIN + timedelta(days=n): False for n in range(12)}
    sums: dict[tuple[date, str], int] = {}
    for row in stock(*ads, days=days).to_pylist():
        at = (row["dag"], row["geo_niva"])
        sums[at] = sums.get(at, 0) + row["oppna_annonser"]
    for day in days:
        by_hand = sum(ad["publicerad"] <= day and (ad["stangd"] is None or day < ad["stangd"]) for ad in ads)
        whole, rest = sums.get((day, "lan"), 0), sums.get((day, NO_MUNICIPALITY), 0)
        assert whole == by_hand == sums.get((day, "delregion"), 0) + rest == sums.get((day, "kommun"), 0) + rest
