"""Arbetsförmedlingen's own assessment, in words that say what it rests on: mart.yrkesbarometer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from assets.contracts.barometer import (
    BAROMETER,
    NO_GROUP,
    OCCUPATION_KEY,
    PART_OF_GROUP,
    PART_OF_SEVERAL,
    STAGED_BAROMETER,
)
from assets.contracts.model import Record
from assets.contracts.words import UNKNOWN
from assets.declaration import Mart
from assets.reference.areas import NATION, counties
from assets.reference.occupations import occupations_ssyk4
from assets.staged.barometer import applies_to

_ASSESSED_FOR = {"län": "länet", "nuts2": "riksområdet (NUTS 2)", "nationellt": "riket"}
_EXTENT = {"helt": "hela bedömningen", "delvis": "en del av bedömningen"}
_VALUES = {
    "jobbmojligheter": "jobbmöjligheterna",
    "rekryteringssituation": "rekryteringssituationen",
    "efterfragan_om_fem_ar": "efterfrågan på fem år",
}


def barometer(staged: pa.Table, key: pa.Table, county: str) -> pa.Table:
    """The assessments for the nation and one county, with groups of SSYK 2012 for Arbetsförmedlingen's.

    Nothing is weighed together: a group that several occupations of the barometer fall within has a row for each.

    Args:
        staged: staged.yrkesbarometer.
        key: mart.yrkesnyckel; without rows, groups that are not SSYK 2012's keep Arbetsförmedlingen's code.
        county: two-digit code.

    Returns:
        Columns of mart.yrkesbarometer.
    """
    covered: dict[str, list[str]] = defaultdict(list)
    versions = {}
    for row in key.select(["af_grupp", "ssyk4", "taxonomiversion"]).to_pylist():
        covered[row["af_grupp"]].append(row["ssyk4"])
        versions[row["af_grupp"]] = row["taxonomiversion"]
    version = next(iter(versions.values()), None)
    # Unfolded by concept, so that a group that is named both on its own and within another is listed once.
    rows: dict[tuple[str, ...], Record] = {}
    for row in staged.to_pylist():
        if row["lan_kod"] not in (NATION, county):
            continue
        groups = [g for g in covered.get(row["ssyk4"], []) if g != UNKNOWN] or [row["ssyk4"]]
        for ssyk4 in groups:
            cell = (row["omgang"], row["lan_kod"], row["koncept_id"], ssyk4)
            rows.setdefault(cell, _row(row, ssyk4, len(groups) > 1, version))
    several = Counter((r["omgang"], r["geo_kod"], r["ssyk4"]) for r in rows.values() if r["ssyk4"] != UNKNOWN)
    out = [{**r, "anmarkning": _remark(r, several[r["omgang"], r["geo_kod"], r["ssyk4"]] > 1)} for r in rows.values()]
    return pa.Table.from_pylist(out, pa.schema([(c.name, c.type) for c in BAROMETER.columns]))


def _row(row: Record, ssyk4: str, merged: bool, version: str | None) -> Record:
    national = row["lan_kod"] == NATION
    given = row["galler"]
    several = merged or row["antal_ssyk"] > 1
    part = given in (PART_OF_GROUP, PART_OF_SEVERAL)
    return {
        "omgang": row["omgang"],
        "geo_niva": "riket" if national else "lan",
        "geo_kod": row["lan_kod"],
        "geo_namn": "Riket" if national else counties()[row["lan_kod"]],
        "koncept_id": row["koncept_id"],
        "yb_yrke": row["yb_yrke"],
        "ssyk4": ssyk4,
        "ssyk4_namn": occupations_ssyk4().get(ssyk4),
        "galler": given if given == NO_GROUP else applies_to(several, part),
        **{name: row[name] for name in _VALUES},
        "bedomd_for": _ASSESSED_FOR.get(row["bedomningsniva"]),
        "omfattning": _EXTENT.get(row["delvis_helt"]),
        "taxonomiversion": row["taxonomiversion"],
        "nyckelversion": version,
    }


def _remark(row: Mapping[str, Any], several: bool) -> str | None:
    """Why a value is missing or weaker, as sentences; nothing when there is nothing to say."""
    place = "riket" if row["geo_niva"] == "riket" else "länet"
    missing = [words for name, words in _VALUES.items() if row[name] is None]
    said = []
    if len(missing) == len(_VALUES):
        said.append(f"Arbetsförmedlingen har inte bedömt yrket i {place}.")
    elif missing:
        said.append(f"Arbetsförmedlingen har inte bedömt {' och '.join(missing)} i {place}.")
    if place == "länet" and len(missing) < len(_VALUES) and row["bedomd_for"] not in (None, "länet"):
        what = "En del av bedömningen" if row["omfattning"] == _EXTENT["delvis"] else "Bedömningen"
        said.append(f"{what} är gjord för ett större område än länet.")
    if several:
        said.append("Yrkesgruppen har flera bedömningar; de visas var för sig och vägs inte ihop.")
    if row["ssyk4"] == UNKNOWN:
        said.append("Arbetsförmedlingen anger ingen yrkesgrupp för yrket.")
    elif row["ssyk4_namn"] is None:
        said.append("Yrkesgruppen är inte känd.")
    return " ".join(said) or None


MARTS = (Mart(BAROMETER, barometer, {"staged": STAGED_BAROMETER, "key": OCCUPATION_KEY}),)
