from __future__ import annotations

import re

import pytest

from assets.reference.areas import county_of
from reports.web.maps import REGION, STEPS, MapMeasure, Region, municipality_map, region_map, shapes


def measure(**values: float | None) -> MapMeasure:
    codes = {code.removeprefix("k"): value for code, value in values.items()}
    return MapMeasure("Karta: prov.", codes, {code: f"Kommun {code}" for code in codes})


def fills(drawn: str) -> list[str]:
    return re.findall(r'fill="(#\w+)"', drawn)


def test_every_municipality_has_a_shape():
    assert set(shapes()) == set(county_of())


def test_a_missing_number_is_white_and_two_dots_and_the_largest_is_darkest():
    drawn = municipality_map(measure(k1485=50.0, k1488=4.0, k1461=None))
    assert fills(drawn) == ["#6C8798", "#F3F5F6", "#fff"]
    assert [">50,0<" in drawn, ">4,0<" in drawn, ">..<" in drawn] == [True] * 3
    assert 'role="img" aria-label="Karta: prov."' in drawn


def test_equal_numbers_do_not_divide_by_zero():
    assert fills(municipality_map(measure(k1485=5.0, k1488=5.0))) == ["#F3F5F6"] * 2


def test_an_unknown_municipality_is_an_error():
    with pytest.raises(KeyError, match="9999"):
        municipality_map(measure(k9999=1))


def test_a_delregion_is_a_link_with_its_name_and_what_is_said():
    regions = [
        Region(["1485", "1488"], "Ett & annat", "3 yrken", "a.html"),
        Region(["1461"], "Två", "inget yrke", "b.html"),
    ]
    drawn = region_map(regions)
    assert re.findall(r'href="([^"]+)"', drawn) == ["a.html", "b.html"]
    assert "Ett &amp; annat" in drawn
    assert re.findall(r"<tspan[^>]*>([^<]+)<", drawn) == ["3 yrken", "inget yrke"]
    assert drawn == region_map(regions)


def test_delregioner_have_one_fill_that_is_no_step_of_a_measure_and_edges_of_their_own():
    drawn = region_map([Region([code], code, "", f"{code}.html") for code in ("1485", "1488", "1461")])
    assert fills(drawn) == [REGION] * 3
    assert REGION not in STEPS
    assert drawn.count('class="grans"') == 3
