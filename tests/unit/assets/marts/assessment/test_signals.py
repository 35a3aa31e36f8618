"""mart.signaler: whose value each indicator has, what it weighs, and what is missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.ads import ADS, COVERAGE, STAGED_OPEN_ADS
from assets.contracts.assessment import SIGNALS
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES
from assets.contracts.words import COMPUTED, FROM_COUNTY, OF_AREA, REPORTING_GROUP, WITH_COUNTY
from assets.lineage import LINEAGE
from assets.methods.method_3 import FAMILY_OF
from assets.methods.signals import (
    ADS_RATE,
    AGAIN,
    DURATION,
    EMPLOYMENT_GROWTH,
    INDICATORS,
    MATCHED,
    MATCHED_CHANGE,
    OPEN_RATE,
    POSTS_RATE,
    READVERTISED,
    TIGHTNESS,
    UNEMPLOYMENT,
    Indicator,
)
from assets.methods.standard_errors import effective_ads
from assets.reference.areas import counties
from assets.reference.occupations import af_areas, occupations_ssyk3, reporting_groups
from assets.reference.signal_score import cut_points
from tests.unit.rows import chosen, shuffled
from tests.unit.world.numbers import (
    AREA_OF,
    EDUCATIONS,
    GROUP_OF_NURSES,
    STAGED_COMMUTING,
    STAGED_MATCHING,
    signalled,
    squares,
    usual,
    world,
)
from tests.unit.world.places import COUNTY, DELREGIONER, MEMBERS, MONTHS, OTHER

pytestmark = pytest.mark.filterwarnings("error")
COUNTY_NAME = counties()[COUNTY]
HERE = "fyrbodal"
SURE = effective_ads(120, 150, squares(120, 150))
"""As many ads with a post each would tell as much as these, of which some have two."""
_OF_METHOD_3 = ("poang", "poang_pendling", "poang_lan", "vikt")


def cell(table: pa.Table, indicator: Indicator, ssyk3: str = "251", place: str = HERE, **level: str) -> dict[str, Any]:
    wanted = level or {"yrkesniva": "ssyk3", "yrke_kod": ssyk3}
    (row,) = chosen(table, geo_kod=place, indikator=indicator.code, **wanted).to_pylist()
    return row


def whose(row: dict[str, Any]) -> tuple[str, float, str | None]:
    return row["grund"], row["vikt"], row["lanad_fran"]


def test_every_occupation_has_every_indicator_in_every_delregion_and_county():
    _, table = usual()
    units = len(occupations_ssyk3()) + len(reporting_groups())
    assert table.num_rows == (4 + 21) * units * len(INDICATORS)
    assert set(table["geo_kod"].to_pylist()) == {*DELREGIONER, *counties()}
    for column, expected in (
        ("period_fran", MONTHS[0]),
        ("period_till", MONTHS[-1]),
        ("ar_anstallda", "2024"),
        ("ar_matchning", "2024"),
    ):
        assert set(table[column].to_pylist()) == {expected}
    missing = table.filter(pc.is_null(table["varde"]))
    for column in ("medelfel", *_OF_METHOD_3, "grund", "lanad_fran"):
        assert missing[column].null_count == missing.num_rows
    known = table.filter(pc.is_valid(table["varde"]))
    for column in ("medelfel", "grund"):
        assert known[column].null_count == 0
    # Only what method 3 scored has points.
    scored = pc.is_valid(known["familj"])
    for column in _OF_METHOD_3:
        assert known.filter(scored)[column].null_count == 0
        assert known.filter(pc.invert(scored))[column].null_count == known.filter(pc.invert(scored)).num_rows
    assert set(chosen(table, i_poangen="ja")["indikator"].to_pylist()) == {ADS_RATE.code}
    # An occupation without employees in the figures has nothing.
    assert set(chosen(table, yrke_kod="512", yrkesniva="ssyk3")["varde"].to_pylist()) == {None}


def test_the_values_equal_the_formulas():
    _, table = usual()
    expected = {
        ADS_RATE: (100 * 120 / 1000, 12 * np.sqrt(2 / 120)),
        # Twenty are expected, so the own value is weighed with the county's, which is the same.
        OPEN_RATE: (100 * 20 / 1000, 2 * np.sqrt(2 / (20 + 20))),
        AGAIN: (12 / 10, None),
        DURATION: (30, 30 / np.sqrt(120)),
        POSTS_RATE: (100 * 150 / 1000, 15 * np.sqrt(2 / SURE)),
        # Half an ad of each kind beside the 120: 30.5 of 121.
        READVERTISED: (100 * 30 / 120, 100 * np.sqrt(30.5 * 90.5 / 121**2 / 120)),
        TIGHTNESS: (150 / 100, 1.5 * np.sqrt(2 / SURE + 1 / 100)),
        UNEMPLOYMENT: (100 * 100 / 1100, 100 * 100 / 1100 / 10),
        MATCHED_CHANGE: (0, None),
        EMPLOYMENT_GROWTH: (0, 100 / 2 * 1.5 * np.sqrt(2 * 2 * 2 * len(MEMBERS[HERE])) / 1000),
    }
    cells = 3 * len(MEMBERS[HERE])
    people = 100 * cells
    noise = 1.5**2 * cells * (1 + 0.5**2) / people
    expected[MATCHED] = (0, 100 * np.sqrt((0.25 + noise) / people))
    for indicator, (value, error) in expected.items():
        row = cell(table, indicator)
        assert row["varde"] == pytest.approx(value, abs=1e-9), indicator
        assert error is None or row["medelfel"] == pytest.approx(error), indicator
        assert row["familj"] == FAMILY_OF.get(indicator)
        assert (row["poang"] in {0, 1, 2, 3}) == (indicator in FAMILY_OF)
        assert row["poang_pendling"] == row["poang_lan"] == row["poang"]
    # The county's register has one group on four digits and the two sexes.
    assert cell(table, EMPLOYMENT_GROWTH, place=COUNTY)["medelfel"] == pytest.approx(
        100 / 2 * 1.5 * np.sqrt(2 * 2 * 2) / 4000
    )


# Borrowing


def test_a_delregion_borrows_below_twenty_expected_ads_is_weighed_between_and_stands_alone_from_a_hundred():
    # A quarter of the county's employees work here, so a quarter of its ads are expected; here there are twice as many posts.
    ads = {"222": 79, "251": 80, "711": 399, "131": 400}
    in_county = {(COUNTY, ssyk3): (number, number, number, 0) for ssyk3, number in ads.items()}
    table = signalled(world(advertised=in_county | {(HERE, c): (40, n // 2, 0, 0) for c, n in ads.items()}))
    rates = {ssyk3: 100 * number / 4000 for ssyk3, number in ads.items()}
    assert whose(cell(table, POSTS_RATE, "222")) == (FROM_COUNTY, 0.5, COUNTY_NAME)
    assert cell(table, POSTS_RATE, "222")["varde"] == pytest.approx(rates["222"])
    for ssyk3, expected in (("251", 20), ("711", 99.75)):
        row = cell(table, POSTS_RATE, ssyk3)
        assert whose(row) == (WITH_COUNTY, 0.75, COUNTY_NAME)
        own = 100 * (ads[ssyk3] // 2) / 1000
        weight = expected / (expected + 20)
        assert row["varde"] == pytest.approx(weight * own + (1 - weight) * rates[ssyk3])
        posts = ads[ssyk3] // 2
        sure = effective_ads(40, posts, squares(40, posts))
        # The own value weighs as its forty ads do, and is only as sure as fewer of them.
        together = (40 + 20) ** 2 / (40**2 / sure + 20)
        assert row["medelfel"] == pytest.approx(row["varde"] * np.sqrt(2 / together))
    assert whose(cell(table, POSTS_RATE, "131")) == (COMPUTED, 1, None)
    assert cell(table, POSTS_RATE, "131")["varde"] == pytest.approx(100 * 200 / 1000)
    # A county has nobody to borrow from and always stands alone.
    for ssyk3, rate in rates.items():
        assert whose(cell(table, POSTS_RATE, ssyk3, COUNTY)) == (COMPUTED, 1, None)
        assert cell(table, POSTS_RATE, ssyk3, COUNTY)["varde"] == pytest.approx(rate)


def test_readvertising_is_borrowed_by_how_many_could_be_followed():
    followed = {"222": 19, "251": 20, "711": 99, "131": 100}
    table = signalled(
        world(advertised={(HERE, ssyk3): (200, 200, number, number) for ssyk3, number in followed.items()})
    )
    assert whose(cell(table, READVERTISED, "222")) == (FROM_COUNTY, 0.5, COUNTY_NAME)
    assert cell(table, READVERTISED, "222")["varde"] == pytest.approx(25)
    assert cell(table, READVERTISED, "251")["varde"] == pytest.approx((100 + 25) / 2)
    assert whose(cell(table, READVERTISED, "711")) == (WITH_COUNTY, 0.75, COUNTY_NAME)
    assert whose(cell(table, READVERTISED, "131")) == (COMPUTED, 1, None)
    assert cell(table, READVERTISED, "131")["varde"] == pytest.approx(100)


def test_no_row_of_ads_is_no_ad():
    table = signalled(world(advertised={(HERE, "251"): (0, 0, 0, 0)}))
    row = cell(table, POSTS_RATE)
    assert (row["varde"], row["poang"], row["grund"]) == (0, 0, COMPUTED)
    ads = usual()[0][ADS]
    without = ads.filter(pc.invert(pc.and_(pc.equal(ads["geo_kod"], HERE), pc.equal(ads["ssyk4"], "2512"))))
    assert cell(signalled(usual()[0].but({ADS: without})), POSTS_RATE) == row


def test_an_af_area_is_inherited_marked_and_weighs_at_most_half():
    # 222 and 223 share one area: both meet its 300 posts and 80 unemployed. In another area they are protected.
    table = signalled(
        world(unemployed={(HERE, AREA_OF["222"]): 80, (HERE, AREA_OF["251"]): None, (HERE, AREA_OF["711"]): 8})
    )
    for ssyk3 in ("222", "223"):
        row = cell(table, TIGHTNESS, ssyk3)
        assert (row["varde"], whose(row)) == (pytest.approx(300 / 80), (OF_AREA, 0.5, af_areas()[AREA_OF["222"]]))
        assert cell(table, UNEMPLOYMENT, ssyk3)["varde"] == pytest.approx(100 * 80 / 2080)
    assert cell(table, TIGHTNESS, **GROUP_OF_NURSES)["varde"] == pytest.approx(300 / 80)
    for ssyk3 in ("251", "711"):
        twice = (OF_AREA, 0.25, f"{af_areas()[AREA_OF[ssyk3]]}, {COUNTY_NAME}")
        for indicator, value in ((TIGHTNESS, 600 / 400), (UNEMPLOYMENT, 100 * 400 / 4400)):
            row = cell(table, indicator, ssyk3)
            assert (row["varde"], whose(row)) == (pytest.approx(value), twice)
    marked = table.filter(pc.equal(table["grund"], OF_AREA))
    assert set(marked["indikator"].to_pylist()) == {TIGHTNESS.code, UNEMPLOYMENT.code}
    assert pc.max(marked["vikt"]).as_py() == 0.5


def test_protected_unemployed_in_the_county_too_are_missing():
    table = signalled(world(unemployed={(HERE, AREA_OF["251"]): None, (COUNTY, AREA_OF["251"]): None}))
    for indicator in (TIGHTNESS, UNEMPLOYMENT):
        assert cell(table, indicator)["varde"] is None
        assert cell(table, indicator, place=COUNTY)["varde"] is None
        assert cell(table, indicator, place="skaraborg")["varde"] is not None


def without_the_last_months(where: pc.Expression) -> pa.Table:
    """The signals when the other county has no row of unemployed there after the ninth month."""
    sources = usual()[0]
    gone = where & (pc.field("lan_kod") == OTHER) & (pc.field("manad") > MONTHS[8])
    return signalled(sources.but({STAGED_UNEMPLOYED_COUNTIES: sources[STAGED_UNEMPLOYED_COUNTIES].filter(~gone)}))


def test_a_month_without_a_row_is_one_without_unemployed():
    fewer = without_the_last_months(pc.field("af_yrkesomrade") == AREA_OF["251"])
    assert cell(usual()[1], TIGHTNESS, place=OTHER)["varde"] == pytest.approx(450 / 300)
    assert cell(fewer, TIGHTNESS, place=OTHER)["varde"] == pytest.approx(450 / (300 * 9 / 12))


def test_a_county_without_any_row_in_a_month_is_not_known():
    table = without_the_last_months(pc.scalar(True))
    assert cell(table, TIGHTNESS, place=OTHER)["varde"] is None
    assert cell(table, TIGHTNESS, place=COUNTY)["varde"] == pytest.approx(600 / 400)


def test_employees_who_are_missing_in_an_area_are_not_nobody():
    # The rate of a whole AF-yrkesområde needs every occupation in it; without one it is the county's.
    table = signalled(world(employed={(HERE, "223"): (1000, None)}))
    assert whose(cell(table, UNEMPLOYMENT, "222")) == (OF_AREA, 0.25, f"{af_areas()[AREA_OF['222']]}, {COUNTY_NAME}")
    assert cell(table, UNEMPLOYMENT, "222")["varde"] == pytest.approx(100 * 400 / 8400)
    assert whose(cell(table, UNEMPLOYMENT, "251"))[1] == 0.5
    for indicator in INDICATORS:
        assert cell(table, indicator, "223")["varde"] is None
        assert cell(table, indicator, **GROUP_OF_NURSES)["varde"] is None
    in_county = signalled(world(employed={(COUNTY, "223"): (4000, None)}))
    assert cell(in_county, UNEMPLOYMENT, "222")["varde"] is None
    assert cell(in_county, UNEMPLOYMENT, "222", COUNTY)["varde"] is None
    assert cell(in_county, TIGHTNESS, "222")["varde"] is not None


# Matching


def test_a_protected_municipality_is_left_out_on_both_sides():
    hidden = dict(zip(DELREGIONER, ((None, 100), (None, None), (50, None)), strict=False))
    others = dict.fromkeys([(m, "53B") for place in hidden for m in MEMBERS[place][1:]], (80, 200))
    table = signalled(world(matched=others | {(MEMBERS[place][0], "53B"): pair for place, pair in hidden.items()}))
    for place in hidden:
        row = cell(table, MATCHED, "711", place)
        assert (row["varde"], row["grund"], row["vikt"]) == (pytest.approx(40 - 50), COMPUTED, 1)


def test_more_than_a_tenth_protected_makes_it_missing_and_then_the_countys():
    *some, untouched = DELREGIONER
    hidden = dict(zip(some, ((None, 400), (None, None), (200, None)), strict=True))
    large = {place: MEMBERS[place][0] for place in some}
    # Its other groups say how large the municipality is when the people of this group are not known.
    size = {(m, g): (200, 400) for m in large.values() for g in EDUCATIONS}
    protected = {(large[place], "53B"): pair for place, pair in hidden.items()}
    table = signalled(world(matched=size | protected | {(COUNTY, "53B"): (2940, 4900)}))
    for place in some:
        for indicator, value in ((MATCHED, 10), (MATCHED_CHANGE, 0)):
            row = cell(table, indicator, "711", place)
            assert (row["varde"], whose(row)) == (pytest.approx(value, abs=1e-9), (FROM_COUNTY, 0.5, COUNTY_NAME))
        assert cell(table, MATCHED, "251", place)["grund"] == COMPUTED
    assert cell(table, MATCHED, "711", untouched)["grund"] == COMPUTED


def test_a_delregion_and_a_county_without_a_group_have_no_value():
    hidden = {(m, "53B"): (None, None) for m in MEMBERS[HERE]}
    table = signalled(world(matched=hidden | {(COUNTY, "53B"): (None, 4900)}))
    assert [cell(table, MATCHED, "711", place)["varde"] for place in (HERE, COUNTY)] == [None, None]
    assert cell(table, MATCHED, "711", "skaraborg")["varde"] == pytest.approx(0)


def test_what_no_education_leads_to_does_not_have_matching_and_is_not_expected_to():
    _, table = usual()
    for indicator in INDICATORS:
        of_education = indicator in (MATCHED, MATCHED_CHANGE)
        row = cell(table, indicator, "131")
        assert (row["tillampas"], row["varde"] is None) == (("nej", True) if of_education else ("ja", False))
        assert cell(table, indicator, "251")["tillampas"] == "ja"


# Levels


def test_a_group_is_counted_again_and_is_no_mean_of_its_parts():
    table = signalled(
        world(
            employed={(HERE, "222"): (1000, 1500), (HERE, "223"): (500, 500)},
            advertised={(HERE, "222"): (500, 900, 300, 150), (HERE, "223"): (120, 100, 30, 3)},
        )
    )
    nurses = {i: cell(table, i, **GROUP_OF_NURSES)["varde"] for i in INDICATORS}
    parts = {i: [cell(table, i, code)["varde"] for code in ("222", "223")] for i in INDICATORS}
    assert nurses[POSTS_RATE] == pytest.approx(100 * (900 + 100) / (1500 + 500))
    assert nurses[READVERTISED] == pytest.approx(100 * (150 + 3) / (300 + 30))
    share = (2000 / 5000) / (1500 / 4500)
    assert nurses[EMPLOYMENT_GROWTH] == pytest.approx(100 * (share ** (1 / 2) - 1))
    for indicator in (POSTS_RATE, READVERTISED, EMPLOYMENT_GROWTH):
        assert nurses[indicator] != pytest.approx(np.mean(parts[indicator]))
    assert nurses[TIGHTNESS] == parts[TIGHTNESS][0] == parts[TIGHTNESS][1]
    # A group of one occupation is that occupation.
    for indicator in INDICATORS:
        row = cell(table, indicator, yrkesniva=REPORTING_GROUP, yrke_kod="251")
        assert row["varde"] == cell(table, indicator, "251")["varde"]


def test_fewer_than_fifty_employees_have_no_indicator():
    table = signalled(world(employed={(HERE, "251"): (1000, 49), (HERE, "711"): (1000, None)}))
    for code in ("251", "711"):
        assert {cell(table, i, code)["varde"] for i in INDICATORS} == {None}
        assert None not in {cell(table, i, code, COUNTY)["varde"] for i in INDICATORS}


# Commuting


def test_the_unemployed_are_counted_where_they_can_work_and_in_the_whole_county_beside():
    low, high = cut_points()[TIGHTNESS.code][0], cut_points()[TIGHTNESS.code][2]
    posts = round(high * 100) + 1
    # A hundred unemployed here, and as many of the employed of Göteborg's largest work here as at home.
    flows = {(m, MEMBERS[HERE][0]): 1000 for m in MEMBERS["goteborgsregionen"]}
    numbers = {(HERE, "251"): (120, posts, 120, 30), (COUNTY, "251"): (480, round(low * 400) - 5, 480, 120)}
    far = world(advertised=numbers, unemployed={("goteborgsregionen", AREA_OF["251"]): 9000}, flows=flows)
    row = cell(signalled(far), TIGHTNESS)
    assert (row["poang"], row["poang_pendling"], row["poang_lan"]) == (3, 0, 0)
    assert cell(signalled(far), POSTS_RATE)["poang_pendling"] == cell(signalled(far), POSTS_RATE)["poang"]


def test_tightness_ranks_occupations_otherwise_than_the_posts_rate():
    people = {(HERE, AREA_OF[code]): n for code, n in {"222": 60, "251": 400, "711": 150, "131": 30}.items()}
    posts = {"222": 100, "223": 300, "251": 200, "711": 250, "131": 150}
    table = signalled(world(unemployed=people, advertised={(HERE, c): (120, n, 120, 30) for c, n in posts.items()}))
    frame = pd.DataFrame(
        {i.code: {c: cell(table, i, c)["varde"] for c in posts} for i in (TIGHTNESS, POSTS_RATE)}
    ).astype("float64")
    assert frame.corr("spearman").iloc[0, 1] < 0.9


# What is not there, and in which order


@pytest.mark.parametrize(
    ("source", "gone"),
    [
        (STAGED_MATCHING, {MATCHED, MATCHED_CHANGE}),
        (COVERAGE, set()),
        (STAGED_COMMUTING, set()),
        (STAGED_OPEN_ADS, {OPEN_RATE}),
    ],
    ids=["matching", "coverage", "commuting", "open ads"],
)
def test_a_missing_source_still_gives_a_table(source, gone):
    sources, full = usual()
    table = signalled(sources.but({source: source.written_schema.empty_table()}))
    assert table.num_rows == full.num_rows
    for indicator in INDICATORS:
        row = cell(table, indicator)
        assert (row["varde"] is None) == (indicator in gone)
        assert indicator in gone or row["poang_pendling"] == row["poang"]
        assert row["tillampas"] == "ja"
    assert set(table["ar_matchning"].to_pylist()) == ({None} if MATCHED in gone else {"2024"})


def test_the_order_of_the_rows_is_irrelevant():
    flows = {(m, MEMBERS[HERE][0]): 333 + at for at, m in enumerate(MEMBERS["skaraborg"])}
    people = {(place, AREA_OF["251"]): 71 + 13 * at for at, place in enumerate(DELREGIONER)}
    factors = {(COUNTY, "privat"): 1.1, (OTHER, "privat"): 1 / 3}
    sources = world(flows=flows, unemployed=people, factors=factors)
    other = sources.but({contract: shuffled(sources[contract]) for contract in LINEAGE.reads(SIGNALS)})
    assert signalled(other).equals(signalled(sources))
