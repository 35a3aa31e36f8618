"""The divisions of the counties beside the list of FA regions that they are made from. Needs ../shared beside the project."""

from __future__ import annotations

from collections import defaultdict

import openpyxl
import pytest

from assets.reference.areas import counties, county_of, parts_of
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED
OWN = "14"
"""Divided by its agreement."""


@pytest.fixture(scope="module")
def regions() -> dict[str, list[set[str]]]:
    """County → the municipalities of each FA region that lie in it."""
    sheet = openpyxl.load_workbook(SHARED / "real/regions/fa15_kommun_lan.xlsx").active
    assert sheet is not None
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for region, _, municipality, *_ in sheet.iter_rows(min_row=2, values_only=True):
        found[str(municipality)[:2]][str(region)].add(str(municipality))
    return {county: list(pieces.values()) for county, pieces in found.items()}


def test_the_list_has_every_municipality(regions: dict[str, list[set[str]]]):
    assert {code for pieces in regions.values() for piece in pieces for code in piece} == set(county_of())


@pytest.mark.parametrize("county", [code for code in counties() if code != OWN])
def test_a_county_is_divided_by_the_rule(county: str, regions: dict[str, list[set[str]]]):
    several = [piece for piece in regions[county] if len(piece) > 1]
    alone = {code for piece in regions[county] if len(piece) == 1 for code in piece}
    wanted = [*several, *([alone] if alone else [])]
    if len(wanted) < 2 or len(alone) == 1:
        wanted = []
    assert sorted(sorted(piece) for piece in wanted) == sorted(sorted(part.municipalities) for part in parts_of(county))
