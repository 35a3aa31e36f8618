"""mart.oppna_mot_inskrivna from hand-made tables: both stocks, what is corrected, and why a number is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.ads import COVERAGE, OPEN_ADS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import SEXES
from assets.methods.open_now import stock_interval, unemployed_per_open_post
from assets.methods.standard_errors import effective_ads
from assets.reference.occupations import af_areas
from tests.unit.rows import find, one, rows
from tests.unit.world.numbers import squares
from tests.unit.world.places import DELREGIONER, geo
from tests.unit.world.world import World

END, LATER, TODAY = date(2026, 8, 31), date(2026, 11, 19), date(2026, 11, 20)
COMPANIES, STATE = "privat sektor", "staten"
PLACES = (*DELREGIONER, "14")
Open = tuple[str, str, str, date, int, int]
POSTS: tuple[Open, ...] = (
    ("fyrbodal", "8", COMPANIES, END, 40, 60),
    ("fyrbodal", "8", STATE, END, 20, 20),
    ("fyrbodal", "3", COMPANIES, END, 4, 4),
    ("14", "8", COMPANIES, END, 100, 200),
)
FACTORS = (("14", "privat", 1.5), ("14", "stat", 0.5), ("00", "privat", 9.0))


def of_ads(posts: Iterable[Open] = POSTS) -> pa.Table:
    """Before the cleaning there are a thousand more; the fetching's own day was not over."""
    return rows(
        OPEN_ADS,
        (
            {**geo(place), "ssyk4": "2221", "af_yrkesomrade": area, "sektor": sector, "dag": day, "preliminar": day == TODAY,
             "oppna_annonser": 1000, "platser_i_oppna": 1000, "oppna_rensade": ads, "platser_i_oppna_rensade": number,
             "platser_i_oppna_rensade_kvadrat": squares(ads, number)}
            for place, area, sector, day, ads, number in posts
        ),
        grund="raknad",
    )  # fmt: skip


def of_people(changes: dict[tuple[str, str], int | None] | None = None) -> pa.Table:
    return rows(
        UNEMPLOYED,
        (
            {**geo(place), "af_yrkesomrade": area, "kon": sex, "manad": month,
             "varde": None if number is None else number * (2 if sex == "totalt" else 1)}
            for place in PLACES
            for area in (*af_areas(), "okänt")
            for month, number in (("2026-07", 7), ("2026-08", (changes or {}).get((place, area), 80)))
            for sex in SEXES
        ),
        grund="raknad",
    )  # fmt: skip


def of_coverage(factors: Iterable[tuple[str, str, float | None]] = FACTORS) -> pa.Table:
    found = ({**geo(place), "sektor_i_enkaten": sector, "tackning": n} for place, sector, n in factors)
    return rows(COVERAGE, found, kvartal_fran="2025K4", kvartal_till="2026K3", grund="raknad")


def made(ads: pa.Table | None = None, people: pa.Table | None = None, coverage: pa.Table | None = None) -> pa.Table:
    stated = {OPEN_ADS: (ads, of_ads), UNEMPLOYED: (people, of_people), COVERAGE: (coverage, of_coverage)}
    return World({table: usual() if given is None else given for table, (given, usual) in stated.items()})[OPEN_NOW]


def row(table: pa.Table, place: str = "fyrbodal", area: str = "8") -> dict[str, Any]:
    return one(table, geo_kod=place, af_yrkesomrade=area)


def test_both_stocks_stand_side_by_side():
    shown = row(made())
    assert (shown["dag"], shown["manad"], shown["anmarkning"]) == (END, "2026-08", None)
    assert (shown["oppna_annonser"], shown["platser_oppna"], shown["inskrivna_arbetslosa"]) == (60, 80, 160)
    assert (shown["inskrivna_kvinnor"], shown["inskrivna_man"]) == (80, 80)
    assert shown["inskrivna_per_oppen_plats"] == unemployed_per_open_post(80, 160) == 2
    sure = effective_ads(60, 80, squares(40, 60) + squares(20, 20))
    assert (shown["nedre"], shown["ovre"]) == pytest.approx([end.item() for end in stock_interval(2, sure, 160)])


def test_each_sectors_posts_are_corrected_with_the_countys_factor():
    shown = row(made())
    assert shown["platser_oppna_rattade"] == 60 * 1.5 + 20 * 0.5
    assert shown["inskrivna_per_oppen_plats_rattad"] == pytest.approx(160 / 100)


def test_every_known_area_has_a_row_and_all_of_them_together_one():
    table = made()
    assert len(find(table)) == len(PLACES) * (len(af_areas()) + 1)
    assert (row(table, area="alla")["platser_oppna"], row(table, area="alla")["inskrivna_arbetslosa"]) == (84, 160 * 21)
    assert row(table, "skaraborg", "alla")["platser_oppna"] == 0


def test_a_protected_part_is_missing_in_the_sum_too():
    table = made(people=of_people({("fyrbodal", "8"): None}))
    for area in ("8", "alla"):
        shown = row(table, area=area)
        assert (shown["inskrivna_arbetslosa"], shown["inskrivna_per_oppen_plats"], shown["nedre"]) == (None, None, None)
        assert shown["anmarkning"].startswith("Minst en uppgift om inskrivna är skyddad eller saknas")
        assert shown["platser_oppna"] > 0


@pytest.mark.parametrize(
    ("area", "people", "said"),
    [
        ("8", 5, None),
        ("8", 4, "Färre än 10 inskrivna"),
        ("3", 80, "Färre än 5 öppna platser"),
        ("17", 80, "Färre än 5 öppna"),
    ],
)
def test_a_number_of_few_says_why_it_is_not_shown(area, people, said):
    shown = row(made(people=of_people({("fyrbodal", area): people})), area=area)
    assert (
        (shown["inskrivna_per_oppen_plats"] is None)
        == (shown["inskrivna_per_oppen_plats_rattad"] is None)
        == bool(said)
    )
    assert (shown["anmarkning"] or "").startswith(said or "")


def test_without_open_ads_nothing_is_said_of_posts():
    shown = row(made(ads=of_ads(())))
    assert (shown["dag"], shown["platser_oppna"], shown["platser_oppna_rattade"], shown["inskrivna_arbetslosa"]) == (
        None, None, None, 160,
    )  # fmt: skip
    assert shown["anmarkning"] == "Underlaget om öppna annonser saknas: inga platser kan visas."


@pytest.mark.parametrize(
    "factors", [(), (("14", "privat", None), ("12", "privat", 2.0))], ids=["no survey", "no factor"]
)
def test_without_a_factor_of_the_county_nothing_is_corrected(factors):
    shown = row(made(coverage=of_coverage(factors)))
    assert (shown["platser_oppna"], shown["platser_oppna_rattade"]) == (80, None)
    assert (shown["inskrivna_per_oppen_plats"], shown["inskrivna_per_oppen_plats_rattad"]) == (2, None)
    assert shown["anmarkning"] == "Tal för länets täckning saknas: platserna är inte rättade."


def test_days_that_differ_are_said():
    moved = [(*rest[:3], day, *rest[4:]) for rest in POSTS for day in (LATER, TODAY)]
    shown = row(made(ads=of_ads(moved)))
    assert (shown["dag"], shown["anmarkning"]) == (
        LATER,
        "Platserna är från 2026-11-19 och de inskrivna från 2026-08: inte samma tid.",
    )
    only = row(made(ads=of_ads([(*rest[:3], TODAY, *rest[4:]) for rest in POSTS])))
    assert only["anmarkning"].endswith("inte samma tid. Dagen var inte slut när annonserna hämtades.")
