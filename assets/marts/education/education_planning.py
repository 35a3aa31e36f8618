"""What education groups are called when places are ordered, and what one who plans needs: mart.dim_utbildning, utbildningsplanering."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES
from assets.contracts.education_planning import DIM_EDUCATION, EDUCATION_PLANNING
from assets.contracts.places import DIM_GEO
from assets.contracts.words import COUNTY, DELREGION_LEVEL
from assets.declaration import Mart
from assets.marts.education.education import SEPARATOR, about_rate, listed, with_losses
from assets.methods import matching as method
from assets.methods.long_term_difference import DIFFERENCE_CLASSES
from assets.methods.quoted import spelled
from assets.methods.replacement_demand import HORIZONS
from assets.methods.score import POSITIONS
from assets.reference.educations import education_groups
from assets.reference.orders import FORMS, education_orders

UNKNOWN_AHEAD = "går inte att säga"
"""The heading of occupations whose need against supply is not known."""
_KEY = ["geo_kod", "utbildningsgrupp"]
_RATE = "matchad_forvarvsgrad"
_AT_WORK = ("helt_matchade", "delvis_matchade", "inte_matchade", "uppgift_saknas")
"""Counts of mart.utbildning that together are everybody who works."""


def dim_education() -> pa.Table:
    """Columns of mart.dim_utbildning, from the reference data alone."""
    orders = education_orders()
    return pa.Table.from_pylist(
        [
            {
                "utbildningsgrupp": group.code,
                "utbildning_namn": group.name,
                "niva": group.level,
                "allman": "ja" if group.general else "nej",
                **{form: SEPARATOR.join(orders[group.code].names[form]) or None for form in FORMS},
                "koppling": orders[group.code].basis,
                "skal": orders[group.code].said,
            }
            for group in education_groups()
        ],
        DIM_EDUCATION.written_schema,
    )


def education_planning(
    named: pa.Table, education: pa.Table, links: pa.Table, graduates: pa.Table, geo: pa.Table
) -> pa.Table:
    """Every education group in the county and its delregioner, whether or not anything is known of it.

    Args:
        named: mart.dim_utbildning.
        education: mart.utbildning; no rows when its source is missing.
        links: mart.utbildning_yrke.
        graduates: mart.examinerade; no rows when its source is missing.
        geo: mart.dim_geo.

    Returns:
        Columns of mart.utbildningsplanering. What is missing has its reason.
    """
    areas = geo.to_pandas()
    areas = areas[areas["geo_niva"].isin([DELREGION_LEVEL, COUNTY])][["geo_niva", "geo_kod", "geo_namn"]]
    out = areas.merge(named.to_pandas(), how="cross")
    people = education.to_pandas()
    people = people[(people["kon"] == "totalt") & (people["ar"] == people["ar"].max())].set_index(_KEY)
    people["bortfall"] = with_losses(people)
    people["arbetar_inte"] = method.not_working(people[list(_AT_WORK)].sum(axis=1, skipna=False), people["befolkning"])
    asked = [
        "arbetar_inte",
        "ar",
        "befolkning",
        "befolkning_i_kvoten",
        _RATE,
        "rikets_forvarvsgrad",
        "medelfel",
        "bortfall",
    ]
    out = out.join(people[asked], on=_KEY)
    out["nedre"], out["ovre"] = method.matched_rate_interval(out[_RATE], out["medelfel"])
    out["mot_riket"] = method.against_nation(out[_RATE], out["rikets_forvarvsgrad"], out["medelfel"])
    exams = graduates.to_pandas()
    exams = exams[(exams["kon"] == "totalt") & exams["geo_kod"].isin(areas.loc[areas["geo_niva"] == COUNTY, "geo_kod"])]
    newest = exams.loc[exams["examinerade"].notna(), "ar"].max()
    out = out.join(exams[exams["ar"] == newest].set_index("utbildningsgrupp")["examinerade"], on="utbildningsgrupp")
    out["ar_examinerade"] = pd.Series([newest] * len(out), out.index, dtype="Int64")
    said = {key: _occupations(rows) for key, rows in links.to_pandas().groupby(_KEY)}
    told = pd.DataFrame([said.get(key, {"yrken": 0}) for key in zip(*(out[name] for name in _KEY), strict=True)])
    out = pd.concat([out, told.set_index(out.index).reindex(columns=_SAID)], axis=1)
    general = {group.code for group in education_groups() if group.general}
    out["anmarkning"] = [_remark(row, row["utbildningsgrupp"] in general) for row in out.to_dict("records")]
    out = out.rename(columns={"examinerade": "examinerade_lan"})
    numbers = ["ar", "befolkning", "examinerade_lan", *(f"ar_om_{spelled(years)}" for years in HORIZONS)]
    out = out.astype(dict.fromkeys(numbers, "Int64"))
    return pa.Table.from_pandas(out[[c.name for c in EDUCATION_PLANNING.columns]], preserve_index=False)


_SAID = ["yrken", "yrken_nu", *(f"{what}_om_{spelled(years)}" for years in HORIZONS for what in ("ar", "yrken"))]


def _occupations(rows: pd.DataFrame) -> dict[str, Any]:
    """What is said of the occupations that an education leads to in an area, never as one."""
    found: dict[str, Any] = {"yrken": len(rows), "yrken_nu": _under(rows, "signaler", tuple(POSITIONS))}
    for word in map(spelled, HORIZONS):
        year, known = rows[f"ar_om_{word}"].iloc[0], rows[f"behov_om_{word}"].notna().any()
        found[f"ar_om_{word}"] = year
        # Where nothing at all is known, a list of what can not be said would only look like knowledge.
        found[f"yrken_om_{word}"] = (
            _under(rows.fillna({f"behov_om_{word}": UNKNOWN_AHEAD}), f"behov_om_{word}", _AHEAD) if known else None
        )
    return found


_AHEAD = (*DIFFERENCE_CLASSES, UNKNOWN_AHEAD)


def _under(rows: pd.DataFrame, column: str, order: Sequence[str]) -> str:
    return listed(dict(zip(rows["yrke_namn"], rows[column], strict=True)), order)


def _remark(row: Mapping[Hashable, Any], general: bool) -> str | None:
    """Why a number or a list is missing, as sentences."""
    said = []
    if pd.isna(row["examinerade"]):
        said.append("Antalet examinerade är skyddat eller saknas.")
    if pd.isna(row["ar"]):
        said.append("Uppgift om dem som har utbildningen saknas.")
    else:
        said += about_rate(row, general)
        if pd.isna(row["arbetar_inte"]) and not pd.isna(row["befolkning"]):
            said.append("Hur många som inte arbetar visas inte: en uppgift är skyddad, eller för få har utbildningen.")
    if not row["yrken"]:
        said.append("" if general else "Inget yrke är länkat.")
    elif any(pd.isna(row[f"yrken_om_{spelled(years)}"]) for years in HORIZONS):
        said.append("Yrkenas behov på lång sikt går inte att säga.")
    return " ".join(filter(None, said)) or None


MARTS = (
    Mart(DIM_EDUCATION, dim_education),
    Mart(
        EDUCATION_PLANNING,
        education_planning,
        {
            "named": DIM_EDUCATION,
            "education": EDUCATION,
            "links": EDUCATION_OCCUPATIONS,
            "graduates": GRADUATES,
            "geo": DIM_GEO,
        },
    ),
)
