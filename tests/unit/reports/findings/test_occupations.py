"""The row of an occupation, the tiles, and what stands in which list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from assets.methods.matching import sure_interval
from assets.methods.signals import ADS_RATE, DURATION, EMPLOYMENT_GROWTH, INDICATORS, UNEMPLOYMENT
from reports.findings.matrix import class_counts, matrix
from reports.findings.occupation import age_groups, lead, occupations
from reports.findings.occupations import contradicted, near_the_limit, occupation_rows, to_take_up
from reports.sheets.model import facts_of
from reports.texts import rounded_text
from reports.warehouse import Warehouse, read_warehouse

Make = Callable[..., Warehouse]


def test_a_row_has_the_areas_numbers_and_the_countys_beside(warehouse: Make):
    nurses, *_ = occupation_rows(facts_of(warehouse("example"), "fyrbodal"))
    assert (nurses.code, nurses.lifted, nurses.af_now, nurses.af_rank, nurses.af_later, nurses.beside_county) == (
        "222+223",
        True,
        "stora (3 yrken), medelstora (2 yrken)",
        3,
        "öka",
        "mer än länet",
    )
    assert nurses.years.bars[0] == ("21/22", None), "the year that lacks months"
    assert (nurses.years.percent, nurses.years.sure) == (-14, "fler (80\xa0%)"), "each as its own table says"
    county, *_ = occupation_rows(facts_of(warehouse("example"), "lan"))
    assert (county.beside_county, county.county_rate) == ("", None)


def test_lists_hold_what_the_assessment_says(warehouse: Make):
    facts = facts_of(warehouse("example"), "fyrbodal")
    assert to_take_up(facts, 0) == ("222+223",)
    assert (to_take_up(facts, 3), near_the_limit(facts), contradicted(facts)) == ((), (), ())
    assert class_counts(warehouse("example"), "fyrbodal") == (1, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("change", "detail", "weak"),
    [
        ("lyfts_fram = 'ja'", "samma i 93 av 100", False),
        ("lyfts_fram = 'nej', motsager_af = 'ja'", "AF säger emot", True),
        ("lyfts_fram = 'nej', annonsernas_grund = 'lanad_lan'", "lånat från länet", True),
        ("lyfts_fram = 'nej', nara_gransen = 'ja'", "nära gränsen", True),
        ("lyfts_fram = 'nej', chefer = 'ja'", "AF har inte bedömt", True),
        ("lyfts_fram = 'nej'", "ovanliga tal", True),
    ],
)
def test_a_tile_says_what_makes_it_less_sure(database: Callable[..., Path], change: str, detail: str, weak: bool):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"update mart.bedomning set {change} where geo_kod = 'fyrbodal' and yrke_kod = '222+223'")
    (row,) = [r for r in matrix(read_warehouse(path)) if r.code == "222+223"]
    tile = row.tiles[1]
    assert (tile.area, tile.position, tile.detail, tile.weak) == ("Fyrbodal", 0, detail, weak)
    assert row.lifted == (4 if not weak else 3)


def test_what_cannot_be_rated_stands_last_and_is_not_weak(warehouse: Make):
    *_, last = matrix(warehouse("example"))
    assert {(tile.word, tile.detail, tile.weak) for tile in last.tiles} == {("kan inte bedömas", "", False)}


def test_the_newest_round_of_the_county_is_what_arbetsformedlingen_says(warehouse: Make):
    (nurses,) = [o for o in occupations(warehouse("example")) if o.code == "222+223"]
    assert [(a.name, a.chances, a.later, a.made_for) for a in nurses.answers] == [
        ("Barnmorskor", "inte bedömt", "inte bedömt", "–"),
        ("Grundutbildade sjuksköterskor", "stora", "öka", "länet"),
    ]
    assert nurses.council == ()
    assert (nurses.strips[0].marks[0].name, nurses.strips[0].marks[0].kind) == ("Länet", "lan")


def test_the_lead_says_where_the_class_is_the_same(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update mart.bedomning set signaler = 'inga tydliga tecken' where geo_kod = 'skaraborg' and yrke_kod = '222+223'"
        )
    whole, parted = (
        next(o for o in occupations(read_warehouse(p)) if o.code == "222+223") for p in (database("live"), path)
    )
    assert whole.lead == "Tydliga tecken på brist i länet och i alla delregioner."
    assert parted.lead == (
        "Tydliga tecken på brist i länet och i Fyrbodal, Göteborgsregionen och Boråsregionen. Skaraborg: inga tydliga tecken."
    )
    none = next(o for o in occupations(read_warehouse(path)) if o.code == "011+021+031")
    assert lead(none.columns) == "Yrket kan inte bedömas i länet. Skälet står i tabellen."


def test_every_indicator_that_every_county_has_is_a_strip_and_the_scores_own_is_first(warehouse: Make):
    made = warehouse("example")
    other = [
        dict(r) | {"geo_kod": "12", "geo_niva": "lan", "varde": 4.0, "medelfel": None}
        for r in made.indicator_values
        if r["geo_kod"] == "14" and r["indikator"] != DURATION.code
    ]
    both = replace(made, indicator_values=(*made.indicator_values, *other))
    (nurses,) = [o for o in occupations(both) if o.code == "222+223"]
    assert [s.code for s in nurses.strips if s.in_score] == [nurses.strips[0].code] == [ADS_RATE.code]
    assert {s.code for s in nurses.strips} == {i.code for i in INDICATORS} - {DURATION.code}
    first = nurses.strips[0]
    assert first.marks[0].name == "Länet"
    assert (first.marks[0].shown, first.marks[0].limits, first.marks[0].whose) == ("1,25", "1,12 till 1,38", "eget")
    assert first.others == ("Skåne län 4,00",)
    assert first.marks[-1].limits == "okänt intervall"
    assert (first.marks[-1].place, first.ends) == (1.0, ("0,00", "4,00"))
    (turned,) = [s for s in nurses.strips if s.code == UNEMPLOYMENT.code]
    assert turned.right == "lägre tal till höger"
    assert turned.ends[1] == "0,00"
    assert turned.marks[0].place < turned.marks[-1].place


def test_the_limits_of_a_corrected_value_hold_the_surveys_error_too(warehouse: Make):
    made = warehouse("example")
    rows = tuple(
        dict(r) | {"medelfel": 0.3, "medelfel_tackning": 0.4} if r["indikator"] == ADS_RATE.code else r
        for r in made.indicator_values
    )
    (nurses,) = [o for o in occupations(replace(made, indicator_values=rows)) if o.code == "222+223"]
    low, high = sure_interval(1.25, 0.5)
    assert nurses.strips[0].marks[0].limits == f"{rounded_text(float(low), 2)} till {rounded_text(float(high), 2)}"


def test_a_strip_with_negative_values_says_where_0_is(warehouse: Make):
    made = warehouse("example")
    rows = tuple(
        dict(r) | {"varde": -1.0 if r["geo_kod"] == "14" else 3.0} if r["indikator"] == EMPLOYMENT_GROWTH.code else r
        for r in made.indicator_values
    )
    (nurses,) = [o for o in occupations(replace(made, indicator_values=rows)) if o.code == "222+223"]
    (growth,) = [s for s in nurses.strips if s.code == EMPLOYMENT_GROWTH.code]
    assert (growth.zero, growth.ends, growth.marks[0].place) == (0.25, ("−1,00", "3,00"), 0.0)


def test_ages_are_told_youngest_first_and_only_when_every_share_and_group_is_known():
    rows = [{"alder": age, "andel": share} for age, share in (("55-64", 0.3), ("16-24", 0.1), ("25-54", 0.6))]
    told = age_groups(rows)
    assert [(group.ages, group.older) for group in told] == [("16-24", False), ("25-54", False), ("55-64", True)]
    assert age_groups([*rows, {"alder": "totalt", "andel": 1.0}]) == ()
    assert age_groups([*rows, {"alder": "65+", "andel": None}]) == ()
