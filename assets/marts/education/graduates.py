"""Graduates of each education group, and how many of them are established: mart.examinerade."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.education import GRADUATES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, OBSERVED
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.places.dimensions import level_and_name
from assets.methods.aggregate import sum_or_missing
from assets.methods.matching import LEAST_PEOPLE, share_of_people
from assets.reference.areas import NATION
from assets.reference.educations import education_groups
from sources.catalogue.education import SCB_ESTABLISHED, SCB_GRADUATES

_KEY = ["geo_kod", "utbildningsgrupp", "kon", "ar"]
_FOLLOWED = {"etablerade": "etablerade", "examinerade": "examinerade_foljda"}
_COUNTS = ["examinerade", *_FOLLOWED.values()]


def graduates(graduated: pa.Table, established: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Every education group in the county and the nation, every year that either source has.

    Args:
        graduated: staged.examinerade; no rows when its source is missing.
        established: staged.etablerade; no rows when its source is missing, and then nobody is known to be established.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.examinerade. A number that is missing has its reason.

    Raises:
        MartError: a source has an education group that is not known.
    """
    exams = _with_both_sexes(graduated.to_pandas().assign(matt="examinerade"), county)
    followed = _with_both_sexes(established.to_pandas(), county).rename(columns=_FOLLOWED)
    out = exams.join(followed, how="outer") if len(followed) else exams
    out = out.reindex(columns=_COUNTS).reset_index()
    if out.empty:
        return GRADUATES.schema.empty_table()
    named = {group.code: group for group in education_groups()}
    if unknown := sorted(set(out["utbildningsgrupp"].unique()) - named.keys()):
        raise MartError(
            f"Källan har utbildningsgrupper som inte är kända: {', '.join(unknown)}. "
            "Rätta assets/reference/utbildningsgrupper.csv."
        )
    out["andel_etablerade"] = share_of_people(out["etablerade"], out["examinerade_foljda"])
    years = set(followed.index.get_level_values("ar")) if len(followed) else set()
    out["anmarkning"] = [_remark(row, years) for row in out.to_dict("records")]
    out = out.join(level_and_name(geo.to_pandas()), on="geo_kod").astype(dict.fromkeys(_COUNTS, "Int64"))
    out["utbildning_namn"] = [named[code].name for code in out["utbildningsgrupp"]]
    out["niva"] = [named[code].level for code in out["utbildningsgrupp"]]
    out["grund"] = out["kon"].map({"totalt": COMPUTED}).fillna(OBSERVED)
    return pa.Table.from_pandas(out[[c.name for c in GRADUATES.columns]], preserve_index=False)


def _with_both_sexes(staged: pd.DataFrame, county: str) -> pd.DataFrame:
    """The county's and the nation's counts by ``_KEY``, one column per measure (persons, NaN for missing)."""
    wanted = staged[staged["region_kod"].isin([NATION, county])].rename(columns={"region_kod": "geo_kod"})
    wanted = wanted.assign(varde=wanted["varde"].astype("Int64"))
    by = ["geo_kod", "utbildningsgrupp", "ar", "matt"]
    rows = pd.concat([wanted, sum_or_missing(wanted, by).assign(kon="totalt")], ignore_index=True)
    return rows.assign(varde=rows["varde"].astype("float64")).pivot(index=_KEY, columns="matt", values="varde")


def _remark(row: Mapping[Hashable, Any], years: set[int]) -> str | None:
    """Why a number is missing."""
    said = []
    if pd.isna(row["examinerade"]):
        said.append("Antalet examinerade är skyddat eller saknas.")
    if row["ar"] not in years:
        said.append(f"Källan har inte räknat etableringen för {row['ar']}.")
    elif pd.isna(row["etablerade"]) or pd.isna(row["examinerade_foljda"]):
        said.append("Antalet etablerade är skyddat eller saknas.")
    elif row["examinerade_foljda"] < LEAST_PEOPLE:
        said.append(f"Andelen etablerade visas inte: färre än {LEAST_PEOPLE} examinerade.")
    return " ".join(said) or None


MARTS = (
    Mart(
        GRADUATES,
        graduates,
        {"graduated": staged_of(SCB_GRADUATES), "established": staged_of(SCB_ESTABLISHED), "geo": DIM_GEO},
    ),
)
