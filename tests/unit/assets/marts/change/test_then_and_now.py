"""mart.da_och_nu: both years of every unit, what the interval allows to be said, and why nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import ADS
from assets.contracts.change import PEOPLE_MEASURE, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.mismatch import MISMATCH
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import SEXES
from assets.methods.then_and_now import dispersion, ratio_of_counts
from assets.reference.occupations import af_areas, occupations_ssyk3, reporting_groups
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import DELREGIONER, MEMBERS, MONTHS, geo
from tests.unit.world.world import World

THEN = [str(month) for month in pd.period_range("2024-09", periods=12, freq="M")]
NURSE, CARE, UNKNOWN = ("2221", "8"), ("5321", "8"), ("okänt", "okänt")
WINDOW = rows(MISMATCH, [{}], period_fran=MONTHS[0], period_till=MONTHS[-1])
Posts = Mapping[tuple[str, tuple[str, str]], tuple[int, int]]


def uneven(base: int) -> dict[tuple[str, tuple[str, str]], tuple[int, int]]:
    """Now and then per municipality; every other one has more now and the others more then."""
    return {
        (town, NURSE): (base + 4 * (-1) ** at, base) for members in MEMBERS.values() for at, town in enumerate(members)
    }


def of_ads(posts: Posts, without: str = "") -> pa.Table:
    """All of a year's posts in one month of it; a municipality's are also in its delregion and the county."""
    member = {town: area for area, towns in MEMBERS.items() for town in towns}
    sums: dict[tuple[str, tuple[str, str], str], int] = {}
    for (town, unit), years in posts.items():
        for month, number in zip((MONTHS[2], THEN[5]), years, strict=True):
            for place in {town, member.get(town, "14"), "14"}:
                sums[place, unit, month] = sums.get((place, unit, month), 0) + number
    for month in (*MONTHS, *THEN):
        sums.setdefault(("14", UNKNOWN, month), 1)
    return rows(
        ADS,
        (
            {**geo(place), "ssyk4": ssyk4, "af_yrkesomrade": area, "manad": month, "platser_rensade": number}
            for (place, (ssyk4, area), month), number in sums.items()
            if month != without
        ),
        sektor="okänt",
        grund="raknad",
    )


def of_people(changes: Mapping[tuple[str, str], int | None] | None = None, area: str = "8") -> pa.Table:
    """Ten women and ten men in every municipality now, and five of each then; changes name a place and a month."""
    places = [
        ("14", 1),
        *((d, len(MEMBERS[d])) for d in DELREGIONER),
        *((t, 1) for d in DELREGIONER for t in MEMBERS[d]),
    ]
    return rows(
        UNEMPLOYED,
        (
            {**geo(place), "af_yrkesomrade": area, "kon": sex, "manad": month,
             "varde": (changes or {}).get((place, month), number * times * (2 if sex == "totalt" else 1))}
            for place, times in places
            for months, number in ((MONTHS, 10), (THEN, 5))
            for month in months
            for sex in SEXES
        ),
        grund="raknad",
    )  # fmt: skip


def made(posts: Posts | None = None, people: pa.Table | None = None, without: str = "") -> pa.Table:
    stated = {
        ADS: of_ads(uneven(20) if posts is None else posts, without),
        UNEMPLOYED: of_people() if people is None else people,
        MISMATCH: WINDOW,
    }
    return World(stated)[THEN_AND_NOW]


def row(table: pa.Table, place: str, level: str = "ssyk3", code: str = "222", **more: Any) -> dict[str, Any]:
    return one(
        table,
        **{"geo_kod": place, "yrkesniva": level, "yrke_kod": code, "matt": POSTS_MEASURE, "kon": "totalt", **more},
    )


def test_every_known_unit_has_a_row_in_every_area():
    table = made()
    units = len(occupations_ssyk3()) + len(reporting_groups()) + len(af_areas())
    assert len(find(table, matt=POSTS_MEASURE)) == 5 * units
    assert len(find(table, matt=PEOPLE_MEASURE)) == 5 * 3 * len(af_areas())
    assert {
        (r["period_fran"], r["period_till"], r["period_fran_da"], r["period_till_da"]) for r in table.to_pylist()
    } == {(MONTHS[0], MONTHS[-1], THEN[0], THEN[-1])}
    assert {r["geo_niva"] for r in table.to_pylist()} == {"delregion", "lan"}


def test_a_row_is_the_method_on_its_two_years():
    posts = uneven(20)
    table = made(posts)
    cells = {town: at for at, towns in enumerate(MEMBERS.values()) for town in towns}
    spread = dispersion(
        [now for now, _ in posts.values()], [then for _, then in posts.values()], [cells[town] for town, _ in posts]
    )
    for place, towns in {**MEMBERS, "14": [town for town, _ in posts]}.items():
        now, then = (sum(posts[town, NURSE][at] for town in towns) for at in (0, 1))
        found = ratio_of_counts(now, then, spread)
        for level, code in (("ssyk3", "222"), ("redovisningsgrupp", "222+223"), ("af_yrkesomrade", "8")):
            shown = row(table, place, level, code)
            assert (shown["nu"], shown["da"], shown["enhet"], shown["anmarkning"]) == (now, then, "platser", None)
            assert [shown["kvot"], shown["nedre"], shown["ovre"]] == pytest.approx(
                [part.item() for part in (found.value, found.lower, found.upper)]
            )
            assert shown["spridning"] == pytest.approx(spread)


@pytest.mark.parametrize(("times", "word"), [(3.0, "fler"), (1.0, "oförändrat"), (0.4, "färre")])
def test_the_word(times, word):
    posts = {(town, unit): (round(now * times), then) for (town, unit), (now, then) in uneven(20).items()}
    assert row(made(posts), "goteborgsregionen")["ord"] == word


def test_posts_without_a_municipality_are_only_the_countys():
    posts = {**uneven(20), ("14", NURSE): (40, 10)}
    table = made(posts)
    parts = [row(table, place) for place in DELREGIONER]
    whole = row(table, "14")
    assert [whole[name] - sum(part[name] for part in parts) for name in ("nu", "da")] == [40, 10]


def test_registered_unemployed_are_means_by_sex():
    table = made()
    for sex, times in (("totalt", 2), ("kvinnor", 1), ("män", 1)):
        shown = row(table, "fyrbodal", "af_yrkesomrade", "8", matt=PEOPLE_MEASURE, kon=sex)
        number = len(MEMBERS["fyrbodal"]) * times
        assert (shown["nu"], shown["da"], shown["ord"]) == pytest.approx((10 * number, 5 * number, "fler"))
        assert (shown["kvot"], shown["spridning"], shown["enhet"]) == (pytest.approx(2), 1, "personer")


@pytest.mark.parametrize("where", [("fyrbodal", MONTHS[3]), ("fyrbodal", THEN[3])])
def test_a_protected_month_leaves_the_year_missing(where):
    table = made(people=of_people({where: None}))
    hidden = row(table, "fyrbodal", "af_yrkesomrade", "8", matt=PEOPLE_MEASURE)
    assert (hidden["kvot"], hidden["ord"]) == (None, None)
    assert hidden["anmarkning"].startswith("Minst en uppgift om inskrivna arbetslösa är skyddad eller saknas")
    assert row(table, "skaraborg", "af_yrkesomrade", "8", matt=PEOPLE_MEASURE)["ord"] == "fler"


def test_a_municipality_that_is_protected_is_left_out_of_the_spread_with_its_delregion():
    town = MEMBERS["fyrbodal"][0]
    table = made(people=of_people({(town, MONTHS[0]): None, (MEMBERS["fyrbodal"][1], MONTHS[0]): 9_999}))
    assert row(table, "skaraborg", "af_yrkesomrade", "8", matt=PEOPLE_MEASURE)["spridning"] == 1


@pytest.mark.parametrize(
    ("years", "said"), [((5, 5), None), ((4, 90), "Färre än 5"), ((90, 4), "Färre än 5"), ((0, 0), "Färre än 5")]
)
def test_too_few_posts_say_why(years, said):
    shown = row(made({**uneven(20), (MEMBERS["fyrbodal"][0], CARE): years}), "fyrbodal", code="532")
    assert (shown["nu"], shown["da"]) == years
    assert (shown["ord"] is None) == (shown["kvot"] is None) == (said is not None)
    assert (shown["anmarkning"] or "").startswith(said or "")
    assert bool(shown["anmarkning"]) == bool(said)


def test_a_year_before_that_is_not_whole_is_no_comparison():
    shown = row(made(without=THEN[0]), "fyrbodal")
    assert (shown["nu"] > 0, shown["da"], shown["ord"], shown["manader_da"]) == (True, None, None, 11)
    assert shown["anmarkning"] == (
        "Underlaget om annonserade platser har bara 11 av 12 månader året före: ingen jämförelse kan göras."
    )


def test_a_spread_that_nothing_tells_of_is_said():
    shown = row(made({("14", NURSE): (50, 50)}), "14")
    assert (shown["nu"], shown["da"], shown["kvot"], shown["ord"]) == (50, 50, None, None)
    assert shown["anmarkning"].startswith("Hur mycket talen varierar av slumpen kan inte skattas")


def test_the_order_of_the_rows_does_not_matter():
    ads, people = of_ads(uneven(20)), of_people()
    other = World({ADS: shuffled(ads), UNEMPLOYED: shuffled(people), MISMATCH: WINDOW})[THEN_AND_NOW]
    assert other.equals(made())
