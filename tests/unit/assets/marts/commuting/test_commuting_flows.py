from __future__ import annotations

from typing import Any

from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.pxweb import staged_of
from sources.catalogue.commuting import SCB_COMMUTING
from tests.unit.rows import tuples
from tests.unit.world.world import World

STAGED = staged_of(SCB_COMMUTING)
ROWS = [
    ("1485", "1485", 100), ("1485", "1486", 5), ("1486", "1485", None), ("1486", "1486", 50),
    ("1485", "1480", 20), ("1480", "1485", 0), ("1485", "0180", 7), ("1485", "1280", None), ("1486", "0180", 3),
    ("0180", "1485", 4),
]  # fmt: skip
"""Uddevalla and Strömstad in Fyrbodal, Göteborg, and two municipalities of other counties."""


def made() -> dict[tuple[str, str, str], dict[str, Any]]:
    found = [(*ends, 2024, value, None if value is not None else "..") for *ends, value in ROWS]
    found += [("1485", "1485", 2023, 1, None)]
    staged = tuples(STAGED, "bostad_kod arbete_kod ar varde status", found, kon="totalt")
    out = World({STAGED: staged})[COMMUTING_FLOWS].to_pylist()
    assert {r["ar"] for r in out} == {2024}
    return {(r["geo_niva"], r["bostad_kod"], r["arbete_kod"]): r for r in out}


def test_a_flow_between_municipalities_is_the_sources_own():
    rows = made()
    row = rows["kommun", "1485", "1486"]
    assert (row["varde"], row["minst"], row["skyddade_floden"], row["grund"]) == (5, 5, 0, "observerad")
    assert (row["bostad_namn"], row["arbete_namn"], row["status"]) == ("Uddevalla", "Strömstad", None)
    nobody = rows["kommun", "1480", "1485"]
    assert (nobody["varde"], nobody["minst"]) == (0, 0)


def test_a_protected_flow_stays_missing_with_the_sources_sign():
    row = made()["kommun", "1486", "1485"]
    assert (row["varde"], row["status"], row["minst"], row["skyddade_floden"]) == (None, "..", None, 1)


def test_the_rest_of_the_country_is_a_sum_that_says_what_it_lacks():
    rows = made()
    row = rows["kommun", "1485", "ovriga_sverige"]
    assert (row["varde"], row["status"], row["minst"], row["skyddade_floden"]) == (None, "del saknas", 7, 1)
    assert (row["arbete_namn"], row["grund"]) == ("Övriga Sverige", "raknad")
    assert rows["kommun", "ovriga_sverige", "1485"]["varde"] == 4
    assert ("kommun", "ovriga_sverige", "ovriga_sverige") not in rows


def test_delregioner_are_sums_of_municipal_flows():
    rows = made()
    row = rows["delregion", "fyrbodal", "fyrbodal"]
    assert (row["varde"], row["minst"], row["skyddade_floden"], row["status"]) == (None, 155, 1, "del saknas")
    assert rows["delregion", "fyrbodal", "goteborgsregionen"]["varde"] == 20
    assert rows["delregion", "fyrbodal", "ovriga_sverige"]["minst"] == 10


def test_without_a_source_there_are_no_rows():
    assert World({})[COMMUTING_FLOWS].num_rows == 0
