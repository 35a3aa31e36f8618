"""Areas and occupations, from the reference data."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.words import REPORTING_GROUP, UNKNOWN
from assets.declaration import Mart
from assets.reference.areas import NATION, counties, delregioner, membership, municipalities
from assets.reference.occupations import (
    UNKNOWN_SSYK3,
    af_area_of_ssyk4,
    af_areas,
    occupation_fields,
    occupations_ssyk3,
    occupations_ssyk4,
    reporting_group_of,
    reporting_groups,
)


def dim_geo(county: str) -> pa.Table:
    """Nation, the county, its delregioner and municipalities: columns of mart.dim_geo."""
    rows = [
        {"geo_niva": "riket", "geo_kod": NATION, "geo_namn": "Riket", "lan_kod": None},
        {"geo_niva": "lan", "geo_kod": county, "geo_namn": counties()[county], "lan_kod": county},
    ]
    rows += [
        {
            "geo_niva": "delregion",
            "geo_kod": d.code,
            "geo_namn": d.name,
            "lan_kod": county,
            "organisation": d.organisation or None,
            "rad": d.council or None,
        }
        for d in delregioner(county)
    ]
    rows += [
        {
            "geo_niva": "kommun",
            "geo_kod": m.municipality,
            "geo_namn": municipalities()[m.municipality],
            "lan_kod": county,
            "delregion_kod": m.delregion,
            "giltig_fran": m.valid_from or None,
            "giltig_till": m.valid_to or None,
        }
        for m in membership(county)
    ]
    names = ["delregion_kod", "organisation", "rad", "giltig_fran", "giltig_till"]
    frame = pd.DataFrame(rows)
    for name in names:
        if name not in frame:
            frame[name] = None
    return pa.Table.from_pandas(frame, preserve_index=False)


def level_and_name(areas: pd.DataFrame) -> pd.DataFrame:
    """``geo_niva`` and ``geo_namn`` of every area of mart.dim_geo, by ``geo_kod``."""
    return areas.drop_duplicates("geo_kod").set_index("geo_kod")[["geo_niva", "geo_namn"]]


def delregion_of(areas: pd.DataFrame) -> pd.Series:
    """Municipality → its delregion.

    Args:
        areas: mart.dim_geo.
    """
    member: pd.Series = areas[areas["geo_niva"] == "kommun"].set_index("geo_kod")["delregion_kod"]
    return member


def dim_occupation() -> pa.Table:
    """Columns of mart.dim_yrke, with one row per level for what is unknown."""
    area, group = af_area_of_ssyk4(), reporting_group_of()
    rows: list[tuple[str, str, str, str | None, str | None]] = [
        ("ssyk3", code, name, None, group[code]) for code, name in occupations_ssyk3().items()
    ]
    rows.append(("ssyk3", UNKNOWN_SSYK3, "Yrke okänt", None, None))
    rows += [("ssyk4", code, name, area.get(code), group.get(code[:3])) for code, name in occupations_ssyk4().items()]
    rows.append(("ssyk4", UNKNOWN, "Yrke okänt", None, None))
    rows += [(REPORTING_GROUP, g.code, g.name, None, g.code) for g in reporting_groups()]
    rows.append((REPORTING_GROUP, UNKNOWN_SSYK3, "Yrke okänt", None, None))
    rows += [("af_yrkesomrade", code, name, code, None) for code, name in af_areas().items()]
    rows.append(("af_yrkesomrade", UNKNOWN, "AF-yrkesområde okänt", None, None))
    names = ["yrkesniva", "yrke_kod", "yrke_namn", "af_yrkesomrade", "redovisningsgrupp"]
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    fields = occupation_fields()
    return pa.table({**columns, "yrkesfalt": [fields.get(code or "") for code in columns["redovisningsgrupp"]]})


MARTS = (Mart(DIM_GEO, dim_geo), Mart(DIM_OCCUPATION, dim_occupation))
