"""mart.kommun_yrke: what is counted, and what is too little to be shown."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.reference.occupations import reporting_groups
from tests.unit.rows import one, rows, shuffled
from tests.unit.world.places import IN_COUNTY, MONTHS, geo
from tests.unit.world.world import World

WINDOW = rows(MISMATCH, [{}], period_fran=MONTHS[0], period_till=MONTHS[-1])


def made(nurses: int | None = 60, midwives: int | None = 40, posts: int = 30) -> pa.Table:
    """In Uddevalla, with as many women and another year beside; the posts of a month before the window do not count."""
    employees = rows(
        EMPLOYEES,
        (
            {**geo("1485"), "ssyk3": code, "varde": number, "kon": sex, "ar": year}
            for code, number in (("222", nurses), ("223", midwives), ("0002", 500))
            for sex in ("totalt", "kvinnor")
            for year in (2023, 2024)
        ),
        register="BAS",
        grund="observerad",
    )
    ads = rows(
        ADS,
        (
            {**geo("1485"), "ssyk4": code, "manad": month, "platser_rensade": posts}
            for code in ("2221", "okänt")
            for month in (MONTHS[3], "2025-08")
        ),
        sektor="okänt",
        grund="raknad",
    )
    world = World({EMPLOYEES: shuffled(employees), ADS: shuffled(ads), MISMATCH: WINDOW})
    return world[MUNICIPALITY_OCCUPATIONS]


def nurses(**given: int | None) -> tuple[object, ...]:
    row = one(made(**given), geo_kod="1485", yrke_kod="222+223")
    return (row["anstallda"], row["platser_rensade"], row["platser_per_100_anstallda"], row["anmarkning"])


def test_every_municipality_has_every_group_of_the_newest_year():
    table = made()
    assert table.num_rows == len(IN_COUNTY) * len(reporting_groups())
    row = one(table, geo_kod="1485", yrke_kod="222+223")
    assert (row["yrke_namn"], row["delregion_kod"], row["ar_anstallda"]) == ("Sjuksköterskor", "fyrbodal", "2024")
    assert (row["period_fran"], row["period_till"]) == (MONTHS[0], MONTHS[-1])
    assert nurses() == (100, 30, 30.0, None)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            {"nurses": 10, "midwives": 10},
            (20, 30, None, "Färre än 50 anställda: platser per 100 anställda visas inte."),
        ),
        ({"nurses": 10, "midwives": 9}, (None, 30, None, "Färre än 20 anställda: antalet visas inte.")),
        ({"nurses": 10, "midwives": 40}, (50, 30, 60.0, None)),
        ({"midwives": None}, (None, 30, None, "Uppgiften om anställda är skyddad eller saknas.")),
        ({"posts": 20}, (100, 20, 20.0, None)),
        ({"posts": 19}, (100, None, None, "Färre än 20 annonserade platser: antalet visas inte.")),
    ],
)
def test_a_number_that_is_too_small_or_lacks_a_part_is_not_shown(given, shown):
    assert nurses(**given) == shown


def test_a_group_that_the_source_lacks_in_a_municipality_has_both_reasons():
    row = one(made(), geo_kod="1480", yrke_kod="532")
    assert (row["anstallda"], row["platser_rensade"]) == (None, None)
    assert row["anmarkning"] == (
        "Uppgiften om anställda är skyddad eller saknas. Färre än 20 annonserade platser: antalet visas inte."
    )
