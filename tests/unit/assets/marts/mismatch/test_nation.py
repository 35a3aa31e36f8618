"""mart.riket_yrkesomrade: the counties together beside the nation's ads, by the formula of mart.obalans."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.ads import ADS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.nation import NATION_AREAS
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES
from assets.methods.mismatch import tightness
from assets.reference.occupations import af_areas
from tests.unit.rows import one, rows, shuffled
from tests.unit.world.places import MONTHS
from tests.unit.world.world import World

WINDOW = rows(MISMATCH, [{}], period_fran=MONTHS[0], period_till=MONTHS[-1])
HEALTH = "8"


def made(number: int | None = 8, posts: int = 3, month: str = MONTHS[2], lacking: str | None = None) -> pa.Table:
    """Of health care, in two counties; the second has another number in one month. A month before the window is beside."""
    unemployed = rows(
        STAGED_UNEMPLOYED_COUNTIES,
        (
            {
                "manad": at,
                "af_yrkesomrade": area,
                "lan_kod": county,
                "varde": number if county == "12" and at == month else 8,
            }
            for at in ("2025-08", *MONTHS)
            for area in (HEALTH, "okänt")
            for county in ("14", "12")
        ),
    )
    ads = rows(
        ADS,
        (
            {"geo_niva": level, "geo_kod": code, "geo_namn": "x", "manad": at, "platser_rensade": posts}
            for at in ("2025-08", *MONTHS)
            for level, code in (("riket", "00"), ("lan", "14"))
            if level != lacking
        ),
        ssyk4="2221",
        af_yrkesomrade=HEALTH,
        sektor="okänt",
        grund="raknad",
    )
    world = World({STAGED_UNEMPLOYED_COUNTIES: shuffled(unemployed), ADS: shuffled(ads), MISMATCH: WINDOW})
    return world[NATION_AREAS]


def test_the_nation_is_its_counties_over_the_window():
    table = made()
    assert {row["af_yrkesomrade"] for row in table.to_pylist()} == set(af_areas())
    row = one(table, af_yrkesomrade=HEALTH)
    assert (row["geo_niva"], row["geo_kod"], row["geo_namn"]) == ("riket", "00", "Riket")
    assert (row["inskrivna_arbetslosa"], row["platser_rensade"], row["anmarkning"]) == (16.0, 36, None)
    assert row["platser_per_arbetslos"] == pytest.approx(tightness(36, 16.0).item()) == pytest.approx(2.25)
    assert (row["period_fran"], row["period_till"]) == (MONTHS[0], MONTHS[-1])


def test_a_protected_month_leaves_no_number_and_says_so():
    row = one(made(number=None), af_yrkesomrade=HEALTH)
    assert (row["inskrivna_arbetslosa"], row["platser_per_arbetslos"], row["platser_rensade"]) == (None, None, 36)
    assert row["anmarkning"].startswith("Minst en kommuns uppgift om inskrivna är skyddad")


def test_nobody_registered_is_none_and_no_ratio():
    row = one(made(), af_yrkesomrade="22")
    assert (row["inskrivna_arbetslosa"], row["platser_rensade"], row["platser_per_arbetslos"]) == (0.0, 0, None)
    assert row["anmarkning"] == "Färre än 10 inskrivna arbetslösa: kvoten visas inte."


def test_without_the_nations_ads_its_posts_are_not_known_and_it_says_so():
    row = one(made(lacking="riket"), af_yrkesomrade=HEALTH)
    assert (row["inskrivna_arbetslosa"], row["platser_rensade"], row["platser_per_arbetslos"]) == (16.0, None, None)
    assert row["anmarkning"] == "Minst ett län saknar annonser. Rikets platser är därför inte kända."


def test_no_posts_is_no_post_per_unemployed():
    row = one(made(posts=0), af_yrkesomrade=HEALTH)
    assert (row["platser_per_arbetslos"], row["anmarkning"]) == (0.0, None)
