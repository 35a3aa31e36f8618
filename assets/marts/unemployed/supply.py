"""Supply by residence: registered unemployed, where they are and who they are."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.model import TableContract
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import (
    STAGED_DURATION,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
    WITHOUT_WORK,
)
from assets.contracts.words import COMPUTED, EVERYBODY, NO_MUNICIPALITY, NO_SOUGHT_OCCUPATION, OBSERVED, UNKNOWN
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of
from assets.methods.aggregate import share_within, sum_or_missing
from assets.reference.occupations import af_areas

_GEO = ["geo_niva", "geo_kod"]


def registered_unemployed(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Registered unemployed per area, AF-yrkesområde, sex and month: columns of mart.inskrivna_arbetslosa.

    The source writes no record where there is nobody, so an absent combination is 0. The county includes persons
    without a known municipality; a delregion does not.
    """
    frame = staged.to_pandas().drop(columns="lan_kod")
    months = pd.DataFrame({"manad": sorted(frame["manad"].unique())})
    groups = pd.DataFrame({"af_yrkesomrade": [*af_areas(), UNKNOWN]}).merge(months, how="cross")
    by_sex = _over_areas(frame, groups, ["kvinnor", "män"], geo, county)
    out = pd.concat([by_sex, _both_sexes(by_sex)], ignore_index=True)
    out["andel"] = share_within(out, [*_GEO, "kon", "manad"])
    out["af_yrkesomrade_namn"] = out["af_yrkesomrade"].map({**af_areas(), UNKNOWN: NO_SOUGHT_OCCUPATION})
    return _named(out, geo, UNEMPLOYED)


def unemployed_profile(profile: pa.Table, duration: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Registered unemployed by one characteristic at a time: columns of mart.inskrivna_arbetslosa_profil.

    Absent combinations and residuals are as in ``registered_unemployed``; a group that the source does not have in a
    month has no rows for it.

    Args:
        profile: staged.inskrivna_profil; no rows when its source is missing.
        duration: staged.inskrivna_tid; likewise.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        One row per area, month, group and sex. Both sexes together are the sum of women and men, except for the time
        without work, where the source has a number of its own that is protected less often.
    """
    people = profile.to_pandas().drop(columns="lan_kod")
    times = duration.to_pandas().drop(columns="lan_kod")
    times = times[times["egenskap"] == EVERYBODY].drop(columns=["egenskap", "grupp"])
    times = times.rename(columns={"tid": "grupp"}).assign(egenskap=WITHOUT_WORK)
    by_sex = _over_areas(people, _groups(people), ["kvinnor", "män"], geo, county)
    by_time = _over_areas(times, _groups(times), ["totalt", "kvinnor", "män"], geo, county)
    return _named(pd.concat([by_sex, _both_sexes(by_sex), by_time], ignore_index=True), geo, UNEMPLOYED_PROFILE)


def _groups(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["manad", "egenskap", "grupp"]].drop_duplicates()


def _over_areas(
    frame: pd.DataFrame, groups: pd.DataFrame, sexes: list[str], geo: pa.Table, county: str
) -> pd.DataFrame:
    """Municipalities, delregioner and the county × groups × sexes, with 0 where the source has no record."""
    frame = frame.assign(varde=frame["varde"].astype("Int64"))
    areas = geo.to_pandas()
    areas = areas[areas["geo_niva"].isin(["kommun", "delregion", "lan"])]
    by = [*_GEO, *groups.columns, "kon"]
    member = delregion_of(areas)
    known = frame[frame["kommun_kod"] != NO_MUNICIPALITY]
    own = known.rename(columns={"kommun_kod": "geo_kod"}).assign(geo_niva="kommun", grund=OBSERVED)
    delregion = known.assign(geo_niva="delregion", geo_kod=known["kommun_kod"].map(member))
    whole = frame.assign(geo_niva="lan", geo_kod=county)
    sums = pd.concat([sum_or_missing(part, by) for part in (delregion, whole)]).assign(grund=COMPUTED)
    grid = areas[_GEO].merge(groups, how="cross").merge(pd.DataFrame({"kon": sexes}), how="cross")
    out = grid.merge(pd.concat([own, sums], ignore_index=True), how="left", on=by, indicator=True)
    absent = out["_merge"] == "left_only"
    out["varde"] = out["varde"].mask(absent, 0)
    out["grund"] = out["grund"].mask(absent & (out["geo_niva"] == "kommun"), OBSERVED).fillna(COMPUTED)
    made: pd.DataFrame = out[[*by, "varde", "status", "grund"]]
    return made


def _both_sexes(by_sex: pd.DataFrame) -> pd.DataFrame:
    by = [name for name in by_sex.columns if name not in ("kon", "varde", "status", "grund")]
    return sum_or_missing(by_sex, by).assign(kon="totalt", grund=COMPUTED)


def _named(out: pd.DataFrame, geo: pa.Table, contract: TableContract) -> pa.Table:
    out = out.join(geo.to_pandas().set_index(_GEO)["geo_namn"], on=_GEO)
    return pa.Table.from_pandas(out[[c.name for c in contract.columns]], preserve_index=False)


MARTS = (
    Mart(UNEMPLOYED, registered_unemployed, {"staged": STAGED_UNEMPLOYED, "geo": DIM_GEO}),
    Mart(
        UNEMPLOYED_PROFILE,
        unemployed_profile,
        {"profile": STAGED_PROFILE, "duration": STAGED_DURATION, "geo": DIM_GEO},
    ),
)
