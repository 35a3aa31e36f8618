"""A county that is not divided is read as the only area there is."""

from __future__ import annotations

from reports.warehouse import _of_whole_county


def test_what_is_said_of_its_only_delregion_is_left_out():
    rows = [
        {"geo_niva": "lan", "geo_kod": "12", "varde": 5},
        {"geo_niva": "delregion", "geo_kod": "hela_skane", "varde": 5},
        {"geo_niva": "riket", "geo_kod": "00", "varde": 9},
    ]
    assert [row["geo_kod"] for row in _of_whole_county(rows, "hela_skane", "12")] == ["12", "00"]


def test_its_municipalities_lie_in_the_county_and_its_streams_cross_the_countys_border():
    municipality = {"geo_niva": "kommun", "geo_kod": "1280", "delregion_kod": "hela_skane"}
    stream = {"geo_niva": "delregion", "bostad_kod": "hela_skane", "arbete_kod": "ovriga", "varde": 7}
    found = list(_of_whole_county([municipality, stream], "hela_skane", "12"))
    assert found == [{**municipality, "delregion_kod": "12"}, {**stream, "bostad_kod": "12"}]
