"""Skills that ads name, per occupation group and area: mart.kompetenser."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import SKILLS, STAGED_SKILLS
from assets.contracts.places import DIM_GEO
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of
from assets.methods.skills import top_skills
from assets.reference.areas import counties
from assets.reference.occupations import occupations_ssyk4

_CELL = ["geo_niva", "geo_kod", "geo_namn", "ssyk4"]
_SELECTION = ["urval", "period_fran", "period_till"]


def skills(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """The skills that most ads name in each delregion and in the county.

    Args:
        staged: staged.kompetenser; none of its rows when the source is missing.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.kompetenser. Ads without a municipality count in the county alone.
    """
    schema = pa.schema([(c.name, c.type) for c in SKILLS.columns])
    if not staged.num_rows:
        return schema.empty_table()
    frame, areas = staged.to_pandas(), geo.to_pandas()
    member = delregion_of(areas)
    names = areas[areas["geo_niva"] == "delregion"].set_index("geo_kod")["geo_namn"]
    whole = frame.assign(geo_niva="lan", geo_kod=county, geo_namn=counties()[county])
    parts = frame.assign(geo_niva="delregion", geo_kod=frame["kommun_kod"].map(member)).dropna(subset=["geo_kod"])
    parts["geo_namn"] = parts["geo_kod"].map(names)
    placed = pd.concat([whole, parts], ignore_index=True)
    # The ads of a municipality stand in each of its skills' rows.
    ads = placed.drop_duplicates([*_CELL, "kommun_kod"]).groupby(_CELL)["annonser"].sum()
    naming = placed.groupby([*_CELL, "kompetens", *_SELECTION], as_index=False)["annonser_med"].sum()
    top = top_skills(naming.join(ads, on=_CELL), _CELL)
    top["ssyk4_namn"] = top["ssyk4"].map(occupations_ssyk4())
    return pa.Table.from_pandas(top[schema.names], schema, preserve_index=False)


MARTS = (Mart(SKILLS, skills, {"staged": STAGED_SKILLS, "geo": DIM_GEO}),)
