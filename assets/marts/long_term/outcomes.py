"""What earlier frozen editions said of years that have come: mart.utfall_mot_framskrivning and mart.utfall_per_niva."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.asset_graph import ORDER
from assets.contracts.columns import OCCUPATION_LEVELS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_outcomes import OUTCOME_SHARES, OUTCOMES
from assets.contracts.words import COMPUTED, REPORTING_GROUP, SSYK3_LEVEL
from assets.declaration import Mart
from assets.methods import outcomes as method
from assets.methods.register_release import published
from assets.reference.occupations import reporting_groups

SAID = (
    *("geo_niva", "geo_kod", "geo_namn", "yrkesniva", "yrke_kod", "yrke_namn"),
    *("ar_anstallda", "ar", "horisont", "personer", "nedre", "ovre"),
)
"""The columns of mart.framskrivning that an edition keeps for those after it."""
_MISSING = "Utfallet saknas i registret eller är skyddat."
_ANOTHER_REGISTER = "Registret har bytts mellan åren, och antal jämförs inte över ett byte."
_NOTHING = "Inget utfall kan jämföras. Skälet står vid varje yrke i utfall_mot_framskrivning."

Kept = Mapping[str, Sequence[Any]]


def kept(projected: pa.Table) -> Kept:
    """What an edition keeps of its projections: rows with a number, on the levels whose outcome is known, as JSON-ready columns.

    Args:
        projected: mart.framskrivning.
    """
    levels = pc.is_in(projected["yrkesniva"], pa.array(OCCUPATION_LEVELS))
    rows = projected.filter(pc.and_(levels, pc.is_valid(projected["personer"])))
    return {name: rows[name].to_pylist() for name in SAID}


def outcomes(order: Mapping[str, Any], employees: pa.Table) -> pa.Table:
    """Every number of an earlier edition whose year is in the register.

    Args:
        order: what the run was asked for; ``tidigare`` is earlier editions' names and what they kept.
        employees: mart.anstallda.

    Returns:
        Columns of mart.utfall_mot_framskrivning; no rows until a year has come.
    """
    frame, came = _said(order), _came(employees)
    frame = frame[frame["ar"] <= came.dropna(subset="varde")["ar"].max()].rename(columns={"personer": "framskrivet"})
    if frame.empty:
        return OUTCOMES.schema.empty_table()
    register = came.drop_duplicates("ar").set_index("ar")["register"]
    known = came.set_index(["geo_kod", "yrkesniva", "yrke_kod", "ar"])["varde"].rename("utfall")
    frame = frame.join(known, on=["geo_kod", "yrkesniva", "yrke_kod", "ar"])
    another = frame["ar"].map(register) != frame["ar_anstallda"].map(register)
    frame["utfall"] = frame["utfall"].mask(another)
    there = frame["utfall"].notna()
    frame["fel"] = method.error(frame["framskrivet"], frame["utfall"])
    frame["fel_andel"] = method.relative_error(frame["framskrivet"], frame["utfall"])
    within = method.inside(frame["nedre"], frame["utfall"], frame["ovre"])
    frame["inom_granserna"] = pd.Series(np.where(within, "ja", "nej"), frame.index, dtype="object").where(there, None)
    reason = pd.Series(_MISSING, frame.index, dtype="object").mask(another, _ANOTHER_REGISTER)
    frame["anmarkning"] = reason.mask(there, None)
    frame["utfall"] = frame["utfall"].astype("Int64")
    frame["grund"] = COMPUTED
    return pa.Table.from_pandas(
        frame[[c.name for c in OUTCOMES.columns]], OUTCOMES.written_schema, preserve_index=False
    )


def outcome_shares(order: Mapping[str, Any], compared: pa.Table) -> pa.Table:
    """How each edition's years have been hit, and when those that have not come are expected.

    Args:
        order: as in ``outcomes``.
        compared: mart.utfall_mot_framskrivning.

    Returns:
        Columns of mart.utfall_per_niva; no rows when no earlier edition has projected anything.
    """
    said = _said(order)
    unit = ["utgava", "geo_niva", "yrkesniva", "ar_anstallda", "ar", "horisont"]
    if said.empty:
        return OUTCOME_SHARES.schema.empty_table()
    of = dict(list(compared.to_pandas().groupby(unit)))
    rows = []
    for key in sorted(set(zip(*(said[name] for name in unit), strict=True))):
        cells = of.get(key)
        there = None if cells is None else cells.dropna(subset="inom_granserna")
        number = 0 if there is None else len(there)
        within = int((there["inom_granserna"] == "ja").sum()) if there is not None else 0
        row = {**dict(zip(unit, key, strict=True)), "celler": number, "inom": within, "grund": COMPUTED}
        if there is None:
            why = f"Året har inte kommit: registret för {row['ar']} väntas {published(row['ar'])}."
            rows.append({**row, "andel_inom": None, "medianfel": None, "anmarkning": why})
        elif not number:
            rows.append({**row, "andel_inom": None, "medianfel": None, "anmarkning": _NOTHING})
        else:
            typical = method.typical_error(there["fel_andel"].astype("float64"))
            typical_or_none = None if np.isnan(typical) else typical
            rows.append({**row, "andel_inom": within / number, "medianfel": typical_or_none, "anmarkning": None})
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in OUTCOME_SHARES.columns]))


def _said(order: Mapping[str, Any]) -> pd.DataFrame:
    """Every number that earlier editions kept, with the edition's name."""
    parts = [
        pd.DataFrame(dict(edition["framskrivning"])).assign(utgava=edition["utgava"])
        for edition in order["tidigare"]
        if edition["framskrivning"]
    ]
    parts = [part for part in parts if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*SAID, "utgava"])


def _came(employees: pa.Table) -> pd.DataFrame:
    """Employees of both sexes by area, occupation on three digits or redovisningsgrupp, and year, with the register."""
    frame = employees.to_pandas()
    frame = frame[frame["geo_niva"].isin(OUTCOMES.column("geo_niva").allowed) & (frame["kon"] == "totalt")]
    frame = frame[["geo_kod", "ssyk3", "ar", "register", "varde"]].assign(varde=lambda f: f["varde"].astype("float64"))
    group_of = {code: group.code for group in reporting_groups() for code in group.ssyk3}
    groups = frame.assign(yrke_kod=frame["ssyk3"].map(group_of)).dropna(subset="yrke_kod")
    sums = groups.groupby(["geo_kod", "yrke_kod", "ar", "register"])["varde"].sum(skipna=False).reset_index()
    threes = frame.rename(columns={"ssyk3": "yrke_kod"}).assign(yrkesniva=SSYK3_LEVEL)
    both: pd.DataFrame = pd.concat([threes, sums.assign(yrkesniva=REPORTING_GROUP)], ignore_index=True)
    return both


MARTS = (
    Mart(OUTCOMES, outcomes, {"order": ORDER, "employees": EMPLOYEES}),
    Mart(OUTCOME_SHARES, outcome_shares, {"order": ORDER, "compared": OUTCOMES}),
)
