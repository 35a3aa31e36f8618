from __future__ import annotations

import pytest

from assets.reference import county_of
from reports.web.maps import Measure, _shapes, municipality_map


def measure(kind: str, **values: float | None) -> Measure:
    codes = {code.removeprefix("k"): value for code, value in values.items()}
    return Measure(kind, "Titel", "Karta: prov.", codes, {code: f"Kommun {code}" for code in codes})


def test_every_municipality_has_a_shape():
    assert set(_shapes()) == set(county_of())


def test_a_missing_share_is_white_and_two_dots():
    drawn = municipality_map(measure("share", k1485=0.5, k1488=0.4, k1461=None), "k")
    assert ">..<" in drawn
    assert ">50,0\xa0%<" in drawn
    assert "fill: #ffffff" in drawn.lower()


def test_a_circle_grows_with_the_count_and_a_missing_one_is_not_drawn():
    drawn = municipality_map(measure("count", k1485=400, k1488=100, k1461=None), "k")
    assert ">400<" in drawn
    assert ">..<" in drawn
    assert 'aria-label="Karta: prov."' in drawn


def test_equal_shares_do_not_divide_by_zero():
    assert ">50,0\xa0%<" in municipality_map(measure("share", k1485=0.5, k1488=0.5), "k")


def test_an_unknown_municipality_is_an_error():
    with pytest.raises(KeyError, match="9999"):
        municipality_map(measure("count", k9999=1), "k")
