"""mart.inskrivna_arbetslosa: sums of municipalities, and what a protected number leaves."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.unemployed import STAGED_UNEMPLOYED, UNEMPLOYED
from assets.contracts.words import NO_MUNICIPALITY, UNKNOWN
from assets.methods.aggregate import PART_MISSING
from assets.reference.occupations import af_areas
from tests.unit.rows import find, one, tuples
from tests.unit.world.places import COUNTY, DELREGIONER
from tests.unit.world.world import World

AREA, OTHER_AREA = list(af_areas())[:2]


def registered(found: Iterable[tuple[str, str, str, int | None, str | None]]) -> pa.Table:
    names = "kon af_yrkesomrade kommun_kod varde status"
    return World({STAGED_UNEMPLOYED: tuples(STAGED_UNEMPLOYED, names, found, manad="2026-08", lan_kod=COUNTY)})[
        UNEMPLOYED
    ]


def unemployed(*found: tuple[str, str, int | None]) -> pa.Table:
    """Rows of (municipality, sex, value) in one area."""
    return registered((sex, AREA, code, n, "<5" if n is None else None) for code, sex, n in found)


def test_unemployed_are_summed_and_the_residual_is_only_the_countys():
    table = unemployed(("1480", "män", 20), ("1481", "män", 3), ("1490", "kvinnor", 8), (NO_MUNICIPALITY, "män", 5))
    values = {(r["geo_kod"], r["kon"]): r["varde"] for r in find(table, af_yrkesomrade=AREA)}
    assert values[("goteborgsregionen", "män")] == values[("goteborgsregionen", "totalt")] == 23
    assert values[("borasregionen", "totalt")] == 8
    assert (values[("14", "män")], values[("14", "kvinnor")], values[("14", "totalt")]) == (28, 8, 36)
    assert sum(values[(code, "totalt")] for code in DELREGIONER) == 31
    assert NO_MUNICIPALITY not in {code for code, _ in values}


def test_an_absent_combination_is_zero():
    table = unemployed(("1480", "män", 20))
    assert table.num_rows == (49 + 4 + 1) * (21 + 1) * 3
    empty = one(table, geo_kod="1481", af_yrkesomrade=AREA, kon="kvinnor")
    assert (empty["varde"], empty["status"], empty["grund"]) == (0, None, "observerad")
    assert one(table, geo_kod="skaraborg", af_yrkesomrade=OTHER_AREA, kon="totalt")["grund"] == "raknad"
    assert sum(r["varde"] for r in find(table, af_yrkesomrade=OTHER_AREA)) == 0


def test_a_protected_municipality_makes_its_sums_missing():
    table = unemployed(("1480", "män", None), ("1481", "män", 30), ("1490", "män", 9))
    expected = {
        ("1480", "män"): (None, "<5"),
        ("1480", "kvinnor"): (0, None),
        ("1480", "totalt"): (None, PART_MISSING),
        ("goteborgsregionen", "män"): (None, PART_MISSING),
        ("goteborgsregionen", "totalt"): (None, PART_MISSING),
        ("14", "totalt"): (None, PART_MISSING),
        ("14", "kvinnor"): (0, None),
        ("borasregionen", "totalt"): (9, None),
    }
    for (code, sex), found in expected.items():
        row = one(table, geo_kod=code, kon=sex, af_yrkesomrade=AREA)
        assert (row["varde"], row["status"]) == found, (code, sex)


def test_a_protected_residual_is_only_the_countys():
    table = unemployed(("1480", "män", 20), (NO_MUNICIPALITY, "män", None))
    assert one(table, geo_kod="14", kon="totalt", af_yrkesomrade=AREA)["varde"] is None
    assert one(table, geo_kod="goteborgsregionen", kon="totalt", af_yrkesomrade=AREA)["varde"] == 20


def test_the_unknown_area_has_its_own_name_and_share():
    areas = ((AREA, 60), (OTHER_AREA, 15), (UNKNOWN, 25))
    found = [("män", area, "1480", n, None) for area, n in areas]
    found += [("kvinnor", UNKNOWN, "1490", None, "<5"), ("kvinnor", AREA, "1490", 9, None)]
    table = registered(found)
    unknown = one(table, geo_kod="1480", af_yrkesomrade=UNKNOWN, kon="män")
    assert (unknown["af_yrkesomrade_namn"], unknown["andel"]) == ("Sökt yrke saknas", 0.25)
    assert one(table, geo_kod="1480", af_yrkesomrade=AREA, kon="totalt")["andel"] == 0.6
    assert one(table, geo_kod="14", af_yrkesomrade=AREA, kon="män")["af_yrkesomrade_namn"] == af_areas()[AREA]
    assert one(table, geo_kod="goteborgsregionen", af_yrkesomrade=OTHER_AREA, kon="totalt")["andel"] == 0.15
    # A protected part of the sum leaves none of its shares; where nobody is registered there is none either.
    for code, sex in (("1490", "kvinnor"), ("1490", "totalt"), ("14", "totalt"), ("skaraborg", "män")):
        assert {row["andel"] for row in find(table, geo_kod=code, kon=sex)} == {None}
