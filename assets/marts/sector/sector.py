"""Sectors: who employs in an area, and who advertises for which occupations. mart.sektor and mart.sektor_yrke."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS, STAGED_ADS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.pxweb import staged_of
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION, WELFARE
from assets.contracts.words import COMPUTED, OBSERVED, REPORTING_GROUP
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.ads.ads import ads_database, rows
from assets.marts.mismatch.mismatch import ads_of_groups
from assets.marts.places.dimensions import delregion_of
from assets.methods.aggregate import SECTOR_MONTHS, sum_or_missing
from assets.methods.employers import (
    LEAST_FOR_SHARES,
    PRIVATE,
    SECTORS,
    few_employers,
    share_of_ads,
)
from assets.reference.areas import NATION
from assets.reference.employers import sectors_of_scb, welfare_industries
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.sector import SCB_INDUSTRY, SCB_SECTOR
from sources.catalogue.unemployed import AF_UNEMPLOYED

EVERY_SECTOR, OVERLAPPING = "totalt", "OFF"
"""The source's codes of all sectors together, and of three of them together."""
_PLACE = ["geo_niva", "geo_kod", "geo_namn"]
_CELL = ["geo_niva", "geo_kod", "sektor", "kon", "manad"]


def sector(sectors: pa.Table, industries: pa.Table, geo: pa.Table) -> pa.Table:
    """People at work per sector, and in welfare whoever employs.

    Args:
        sectors: staged.sysselsatta_sektor; no rows when its source is missing, and then there are none here.
        industries: staged.sysselsatta_naringsgren; without rows there is no row of welfare.
        geo: mart.dim_geo.

    Returns:
        Columns of mart.sektor: the newest ``SECTOR_MONTHS`` months of the county, its delregioner and municipalities.

    Raises:
        MartError: the source has a sector that is not known, or lacks one of the welfare's industries.
    """
    frame = _at_workplace(sectors)
    if frame.empty:
        return SECTOR.schema.empty_table()
    if unknown := sorted(set(frame["sektor"]) - {*sectors_of_scb(), EVERY_SECTOR, OVERLAPPING}):
        raise MartError(
            f"Källan har sektorer som inte är kända: {', '.join(unknown)}. Rätta assets/reference/sektorer_scb.csv."
        )
    months = sorted(frame["manad"].unique())[-SECTOR_MONTHS:]
    frame = frame[frame["manad"].isin(months) & (frame["sektor"] != OVERLAPPING)]
    frame["sektor"] = frame["sektor"].map({**sectors_of_scb(), EVERY_SECTOR: EVERY_SECTOR})
    areas = geo.to_pandas()
    every = _in_areas(frame.assign(grund=OBSERVED), areas)
    every = pd.concat([every, _in_areas(_welfare(industries, months), areas)], ignore_index=True)
    cell = ["geo_niva", "geo_kod", "kon", "manad"]
    whole = every[every["sektor"] == EVERY_SECTOR].set_index(cell)["varde"].astype("float64").rename("whole")
    out = every[every["sektor"] != EVERY_SECTOR].join(whole, on=cell)
    out["andel"] = out["varde"].astype("float64") / out["whole"].where(out["whole"] > 0)
    out["overlappar"] = (out["sektor"] == WELFARE).map({True: "ja", False: "nej"})
    out = out.merge(areas[_PLACE], on=_PLACE[:2])
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in SECTOR.columns]), preserve_index=False)


def _at_workplace(staged: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = staged.to_pandas()
    frame = frame[(frame["matt"] == "arbetsställe") & (frame["region_kod"] != NATION)]
    return frame.assign(varde=frame["varde"].astype("Int64"))


def _welfare(staged: pa.Table, months: list[str]) -> pd.DataFrame:
    """The welfare's industries together, per area of the source."""
    frame = _at_workplace(staged)
    frame = frame[frame["manad"].isin(months)]
    lacking = sorted(set(welfare_industries()) - set(frame["sni"]))
    if lacking and not frame.empty:
        raise MartError(
            f"Källan saknar näringsgren {', '.join(lacking)}. Rätta assets/reference/valfardens_naringsgrenar.csv."
        )
    parts = frame[frame["sni"].isin(welfare_industries())]
    return sum_or_missing(parts, ["region_kod", "kon", "manad"]).assign(sektor=WELFARE, grund=COMPUTED)


def _in_areas(frame: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """The source's municipalities and county, and the delregioner that the municipalities are."""
    level = areas.drop_duplicates("geo_kod").set_index("geo_kod")["geo_niva"]
    member = delregion_of(areas)
    own = frame.rename(columns={"region_kod": "geo_kod"})
    own["geo_niva"] = own["geo_kod"].map(level)
    own = own.dropna(subset="geo_niva")
    parts = own[own["geo_niva"] == "kommun"].assign(geo_niva="delregion", geo_kod=lambda f: f["geo_kod"].map(member))
    sums = sum_or_missing(parts, _CELL).assign(grund=COMPUTED)
    return pd.concat([own, sums], ignore_index=True)


def sector_occupation(
    staged: Path, ads: pa.Table, window: pa.Table, occupations: pa.Table, geo: pa.Table, county: str, scratch: Path
) -> pa.Table:
    """Cleaned ads and their posts per occupation and sector, and how many employers are behind them.

    Args:
        staged: Parquet file of staged.annonser, which alone has the employers.
        ads: mart.annonser.
        window: mart.obalans, whose months are used.
        occupations: mart.dim_yrke.
        geo: mart.dim_geo.
        county: two-digit code.
        scratch: folder for what does not fit in memory.

    Returns:
        Columns of mart.sektor_yrke; every sector of every redovisningsgrupp, 0 where nobody advertised.
    """
    first, last = window["period_fran"][0].as_py(), window["period_till"][0].as_py()
    counts = ["annonser_rensade", "platser_rensade"]
    frame = ads.select([*_PLACE, "ssyk4", "sektor", "manad", *counts]).to_pandas()
    frame = frame[frame["geo_niva"].isin(["delregion", "lan"]) & frame["manad"].between(first, last)]
    frame = ads_of_groups(frame).rename(columns={"ssyk3": "yrke_kod"})
    names = occupations.to_pandas()
    names = names[names["yrkesniva"] == REPORTING_GROUP].set_index("yrke_kod")["yrke_namn"]
    places = frame[_PLACE].drop_duplicates()
    grid = places.merge(pd.DataFrame({"yrke_kod": names.index}), how="cross")
    grid = grid.merge(pd.DataFrame({"sektor": list(SECTORS)}), how="cross")
    cell = ["geo_kod", "yrke_kod", "sektor"]
    out = grid.join(frame.groupby(cell)[counts].sum(), on=cell)
    groups = frame[["ssyk4", "yrke_kod"]].drop_duplicates()
    out = out.join(_employers(staged, groups, geo, scratch, {"lan": county, "fran": first, "till": last}), on=cell)
    out[[*counts, "arbetsgivare"]] = out[[*counts, "arbetsgivare"]].fillna(0).astype("int64")
    of_all = out.groupby(["geo_kod", "yrke_kod"])[counts].transform("sum")
    out[["andel_annonser", "andel_platser"]] = share_of_ads(out[counts], of_all)
    out["storsta_arbetsgivare"] = out["storsta"] / out["platser_rensade"].where(out["platser_rensade"] > 0)
    few = few_employers(out["arbetsgivare"], out["storsta_arbetsgivare"])
    out["fa_arbetsgivare"] = few & (out["sektor"] == PRIVATE)
    out["anmarkning"] = [
        f"Färre än {LEAST_FOR_SHARES} annonser: sektorns andel av annonserna visas inte." if too_few else None
        for too_few in of_all["annonser_rensade"] < LEAST_FOR_SHARES
    ]
    out["yrke_namn"] = out["yrke_kod"].map(names)
    out = out.assign(period_fran=first, period_till=last, grund=COMPUTED)
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in SECTOR_OCCUPATION.columns]), preserve_index=False)


def _employers(
    staged: Path, groups: pd.DataFrame, geo: pa.Table, scratch: Path, asked: dict[str, object]
) -> pd.DataFrame:
    """Number of employers and the posts of the largest, by area, occupation and sector."""
    with ads_database(staged, geo, scratch) as connection:
        connection.register("yrken", pa.Table.from_pandas(groups, preserve_index=False))
        found: pd.DataFrame = rows(connection, "arbetsgivare.sql", {"path": str(staged), **asked}).to_pandas()
    return found.set_index(["geo_kod", "yrke_kod", "sektor"])


MARTS = (
    Mart(
        SECTOR,
        sector,
        {"sectors": staged_of(SCB_SECTOR), "industries": staged_of(SCB_INDUSTRY), "geo": DIM_GEO},
    ),
    Mart(
        SECTOR_OCCUPATION,
        sector_occupation,
        {"staged": STAGED_ADS, "ads": ADS, "window": MISMATCH, "occupations": DIM_OCCUPATION, "geo": DIM_GEO},
        not_used={
            entry.dataset: "Ur obalans läses bara vilka månader som avses." for entry in (SCB_EMPLOYEES, AF_UNEMPLOYED)
        },
    ),
)
