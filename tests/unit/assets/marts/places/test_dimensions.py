from __future__ import annotations

import pandas as pd

from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.words import REPORTING_GROUP, UNKNOWN
from assets.marts.places.dimensions import dim_geo
from assets.reference.occupations import UNKNOWN_SSYK3
from tests.unit.rows import find, one
from tests.unit.world.places import GEO, OCCUPATIONS


def test_dim_geo():
    geo = DIM_GEO.conform(GEO)
    assert geo.num_rows == 1 + 1 + 4 + 49
    assert one(geo, geo_niva="riket")["lan_kod"] is None
    assert one(geo, geo_kod="1480")["delregion_kod"] == "goteborgsregionen"
    assert one(geo, geo_kod="1480")["giltig_fran"] == "2023-01-01"
    assert one(geo, geo_kod="skaraborg")["rad"] == "Kompetensforum Skaraborg"


def test_a_county_that_is_not_divided_has_one_delregion_that_is_all_of_it():
    geo = DIM_GEO.conform(dim_geo("12"))
    assert geo.num_rows == 1 + 1 + 1 + 33
    assert one(geo, geo_niva="delregion")["rad"] is None
    assert one(geo, geo_kod="1280")["delregion_kod"] == one(geo, geo_niva="delregion")["geo_kod"]
    assert one(geo, geo_kod="1280")["giltig_fran"] is None


def test_dim_occupation():
    occupations = DIM_OCCUPATION.conform(OCCUPATIONS)
    sizes = pd.Series(occupations["yrkesniva"].to_pylist()).value_counts().to_dict()
    assert (sizes["ssyk3"], sizes["af_yrkesomrade"], sizes[REPORTING_GROUP]) == (149, 22, 126)
    groups = {r["yrke_kod"]: r["redovisningsgrupp"] for r in find(occupations, yrkesniva="ssyk3")}
    assert (groups["222"], groups["223"], groups["251"], groups[UNKNOWN_SSYK3]) == ("222+223", "222+223", "251", None)
    assert one(occupations, yrkesniva="ssyk4", yrke_kod="2221")["redovisningsgrupp"] == "222+223"
    assert {r["redovisningsgrupp"] for r in find(occupations, yrkesniva="af_yrkesomrade")} == {None}
    named = {r["yrke_kod"] for r in find(occupations, yrkesniva=REPORTING_GROUP)}
    assert named - {UNKNOWN_SSYK3} == set(groups.values()) - {None}
    assert one(occupations, yrkesniva="ssyk3", yrke_kod=UNKNOWN_SSYK3)["yrke_namn"] == "Yrke okänt"
    assert len(find(occupations, yrke_kod=UNKNOWN)) == 2


def test_a_field_is_that_of_the_redovisningsgrupp_on_every_level():
    occupations = DIM_OCCUPATION.conform(OCCUPATIONS)
    for level, code in (("ssyk3", "222"), ("ssyk4", "2231"), (REPORTING_GROUP, "222+223")):
        assert one(occupations, yrkesniva=level, yrke_kod=code)["yrkesfalt"] == "Vård och omsorg"
    assert {r["yrkesfalt"] for r in find(occupations, yrkesniva="af_yrkesomrade")} == {None}
    assert one(occupations, yrkesniva="ssyk3", yrke_kod=UNKNOWN_SSYK3)["yrkesfalt"] is None
