"""Where people of the county's areas live and work: mart.pendling."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.commuting import COMMUTING_FLOWS, ELSEWHERE
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, OBSERVED
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of
from assets.methods.aggregate import sum_or_missing
from sources.catalogue.commuting import SCB_COMMUTING

_ENDS = ["bostad_kod", "arbete_kod"]
_FLOW = [*_ENDS, "kon", "ar"]
_NAME_ELSEWHERE = "Övriga Sverige"


def commuting(staged: pa.Table, geo: pa.Table) -> pa.Table:
    """Flows between municipalities, between delregioner, and to and from the rest of the country.

    A flow that the source protects is missing, and so is every sum that it is a part of; ``minst`` is the sum of the rest.

    Args:
        staged: staged.pendling; no rows when its source is missing, and then there are none here.
        geo: mart.dim_geo.

    Returns:
        Columns of mart.pendling, the newest year.
    """
    frame = staged.to_pandas()
    if frame.empty:
        return COMMUTING_FLOWS.schema.empty_table()
    frame = frame[frame["ar"] == frame["ar"].max()]
    frame = frame.assign(varde=frame["varde"].astype("Int64"))
    areas = geo.to_pandas()
    member = delregion_of(areas)
    own = {code: code for code in member.index}
    levels = {"kommun": own, "delregion": member.to_dict()}
    out = pd.concat([_flows(frame, to).assign(geo_niva=level) for level, to in levels.items()], ignore_index=True)
    names = {**areas.set_index("geo_kod")["geo_namn"].to_dict(), ELSEWHERE: _NAME_ELSEWHERE}
    out["bostad_namn"], out["arbete_namn"] = (out[end].map(names) for end in _ENDS)
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in COMMUTING_FLOWS.columns]), preserve_index=False)


def _flows(frame: pd.DataFrame, to: dict[str, str]) -> pd.DataFrame:
    """Sums between areas; a municipality that is in none is elsewhere."""
    parts = frame.assign(**{end: frame[end].map(to).fillna(ELSEWHERE) for end in _ENDS})
    sums = sum_or_missing(parts, _FLOW).set_index(_FLOW)
    grouped = parts.groupby(_FLOW)
    sums["minst"] = grouped["varde"].sum(min_count=1)
    sums["skyddade_floden"] = grouped["varde"].size() - grouped["varde"].count()
    alone = grouped["varde"].size() == 1
    sums["grund"] = alone.map({True: OBSERVED, False: COMPUTED})
    # A flow that is no sum keeps the source's own sign.
    sums["status"] = grouped["status"].first().where(alone, sums["status"])
    return sums.reset_index()


MARTS = (Mart(COMMUTING_FLOWS, commuting, {"staged": staged_of(SCB_COMMUTING), "geo": DIM_GEO}),)
