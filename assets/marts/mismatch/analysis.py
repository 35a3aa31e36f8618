"""Further measures for analysts, one number a row: mart.analys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import ANALYSIS, ANALYSIS_MEASURES, MISMATCH
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import ALL, COMPUTED
from assets.declaration import Mart
from assets.marts.employees.demand import without_older_registers
from assets.marts.places.dimensions import delregion_of
from assets.methods.arrays import Array
from assets.methods.commuting import least_self_containment, self_containment
from assets.methods.employment_change import before_step, comparable_from, crosses
from assets.methods.mismatch_index import ALPHAS, jackman_roper, mismatch_index, null_mismatch_index
from assets.methods.score import SEED
from assets.methods.shift_share import national_growth, shift_share
from assets.methods.signals import CHANGE_YEARS
from assets.reference.areas import NATION
from assets.reference.occupations import UNKNOWN_SSYK3, af_areas, occupations_ssyk3
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR
from sources.catalogue.commuting import SCB_COMMUTING

_PLACE = ["geo_niva", "geo_kod", "geo_namn"]
_NET = (
    "Räknat utan rikets hopp {before}–{first}, då fler fick ett känt yrke: första årets anställda är uppräknade med hur mycket varje "
    "yrke växte i riket då."
)
_PROTECTED = "Minst en uppgift är skyddad eller saknas. Talet kan därför inte visas."


@dataclass(frozen=True)
class AnalysisTables:
    """The tables that the measures are made of."""

    imbalance: pa.Table
    """mart.obalans"""
    employees: pa.Table
    """mart.anstallda"""
    commuting: pa.Table
    """staged.pendling; no rows when its source is missing"""
    geo: pa.Table
    """mart.dim_geo"""


@dataclass(frozen=True)
class _Measure:
    """One number; of the whole area unless it says which occupation."""

    geo_kod: str
    matt: str
    varde: float
    period: str
    jamforelse: float = np.nan
    percentil: float = np.nan
    antal_delar: float = np.nan
    anmarkning: str | None = None
    yrkesniva: str = ALL
    yrke_kod: str = ALL
    yrke_namn: str = ALL


def analysis(tables: AnalysisTables, county: str) -> pa.Table:
    """Every measure of the delregioner and the county.

    Args:
        tables: what the measures are made of.
        county: two-digit code.

    Returns:
        Columns of mart.analys. A number that cannot be made has a row that says why.
    """
    areas = tables.geo.to_pandas()
    own = areas[(areas["geo_niva"] == "delregion") | ((areas["geo_niva"] == "lan") & (areas["geo_kod"] == county))]
    codes = sorted(own["geo_kod"])
    rows = [
        *_mismatch(tables.imbalance.to_pandas(), codes),
        *_change(tables.employees.to_pandas(), codes),
        *_containment(tables.commuting.to_pandas(), areas, codes, county),
    ]
    out = pd.DataFrame(rows).merge(own[_PLACE], how="left", on="geo_kod")
    out["enhet"] = out["matt"].map({code: unit for code, (unit, _) in ANALYSIS_MEASURES.items()})
    out["antal_delar"] = out["antal_delar"].astype("Int64")
    return pa.Table.from_pandas(out.assign(grund=COMPUTED)[[c.name for c in ANALYSIS.columns]], preserve_index=False)


def _mismatch(imbalance: pd.DataFrame, codes: list[str]) -> Iterable[_Measure]:
    """How differently posts and unemployed are spread over the known AF-yrkesområden."""
    areas = list(af_areas())
    frame = imbalance[imbalance["yrkesniva"] == "af_yrkesomrade"].set_index(["geo_kod", "yrke_kod"])
    period = f"{frame['period_fran'].iloc[0]}–{frame['period_till'].iloc[0]}"
    for code in codes:
        here = frame.reindex(pd.MultiIndex.from_product([[code], areas]))
        posts, people = (here[name].to_numpy("float64") for name in ("annonserade_platser", "inskrivna_arbetslosa"))
        remark = _PROTECTED if np.isnan(posts + people).any() else None
        same: dict[str, Any] = {"period": period, "antal_delar": len(areas), "anmarkning": remark}
        for measure, alpha in ALPHAS.items():
            chance = null_mismatch_index(posts, people, np.random.default_rng(SEED), alpha)
            value = mismatch_index(posts, people, alpha)
            yield _Measure(code, measure, value, jamforelse=chance.mean, percentil=chance.percentile, **same)
        wrong = jackman_roper(posts, people)
        yield _Measure(code, "fel_omrade_andel", wrong.share, **same)
        yield _Measure(code, "fel_omrade_personer", wrong.persons, **same)


def _change(employees: pd.DataFrame, codes: list[str]) -> Iterable[_Measure]:
    """The change of employees with a known occupation, and its three parts."""
    frame = employees[(employees["kon"] == "totalt") & (employees["ssyk3"] != UNKNOWN_SSYK3)]
    last = int(frame["ar"].max())
    first = comparable_from(last, last - CHANGE_YEARS, FIRST_KNOWN_YEAR)
    over = crosses(last, first, FIRST_KNOWN_YEAR)
    occupations = list(occupations_ssyk3())
    wide = frame.assign(varde=frame["varde"].astype("float64")).set_index(["geo_kod", "ar", "ssyk3"])["varde"]
    years = [first, last, *([LAST_UNKNOWN_YEAR, FIRST_KNOWN_YEAR] if over else [])]
    wanted = pd.MultiIndex.from_product([[*codes, NATION], years, occupations])
    counts = wide.reindex(wanted).to_numpy().reshape(len(codes) + 1, len(years), len(occupations))
    before, after = counts[:, 0], counts[:, 1]
    if over:
        before = before_step(before, counts[-1, 3], counts[-1, 2])
    growth = national_growth(before[-1], after[-1])
    net = _NET.format(before=LAST_UNKNOWN_YEAR, first=FIRST_KNOWN_YEAR) if over else None
    for at, code in enumerate(codes):
        parts = shift_share(before[at], after[at], growth.total, growth.industry)
        sums = [float(part.sum()) for part in (after[at] - before[at], *parts)]
        base = float(before[at].sum())
        # A nation with a missing occupation has no growth, and then the parts are missing while the change is known.
        for measure, value in zip(_PARTS, sums, strict=True):
            remark = _PROTECTED if np.isnan(value) else net
            yield _Measure(
                code, measure, value, f"{first}–{last}", base, antal_delar=len(occupations), anmarkning=remark
            )


_PARTS = ("anstallda_forandring", "anstallda_riket", "anstallda_yrkesmix", "anstallda_egen")


def _containment(commuting: pd.DataFrame, areas: pd.DataFrame, codes: list[str], county: str) -> Iterable[_Measure]:
    """Who both lives and works in the area. The smallest flows, which the source does not show, are only in the comparison."""
    if commuting.empty:
        missing = "Underlaget om pendling saknas."
        yield from (_Measure(code, side, np.nan, "saknas", anmarkning=missing) for code in codes for side in _SIDES)
        return
    year = int(commuting["ar"].max())
    frame = commuting[(commuting["ar"] == year) & (commuting["kon"] == "totalt")]
    member = delregion_of(areas).dropna()
    for code in codes:
        inside = list(member.index if code == county else member.index[member == code])
        flows, hidden, shown = _flows(frame, inside)
        lowest = least_self_containment(flows, hidden)
        whole = _own_are_known(frame, inside)
        for axis, side, share, least in zip((1, 0), _SIDES, self_containment(flows), lowest, strict=True):
            left_out = int(hidden.sum(axis=axis)[0])
            remark = f"Källan visar inte de minsta strömmarna: {left_out} ingår inte." if left_out else None
            yield _Measure(
                code,
                side,
                float(share[0]) if whole else np.nan,
                str(year),
                float(least[0]) if whole else np.nan,
                antal_delar=float(shown.sum(axis=axis)[0]),
                anmarkning=remark if whole else _PROTECTED,
            )


_SIDES = ("boende_som_arbetar_har", "arbetande_som_bor_har")


def _own_are_known(frame: pd.DataFrame, inside: list[str]) -> bool:
    """Whether those who live and work in the same municipality are known in each; without them the share means nothing."""
    own = frame[(frame["bostad_kod"] == frame["arbete_kod"]) & frame["bostad_kod"].isin(inside)]
    return set(own.loc[own["varde"].notna(), "bostad_kod"]) == set(inside)


def _flows(frame: pd.DataFrame, inside: list[str]) -> tuple[Array, Array, Array]:
    """Persons, flows that are not shown and flows that are: residence × workplace, each inside and outside."""
    value = frame["varde"].to_numpy("float64")
    hidden = np.isnan(value)
    sides = tuple(np.where(frame[side].isin(inside), 0, 1) for side in ("bostad_kod", "arbete_kod"))
    made = np.zeros((3, 2, 2))
    for table, counts in zip(made, (np.nan_to_num(value), hidden, ~hidden), strict=True):
        np.add.at(table, sides, counts)
    return made[0], made[1], made[2]


def analysis_of_tables(county: str, **tables: pa.Table) -> pa.Table:
    """The same, of tables by the names of ``AnalysisTables``."""
    return analysis(AnalysisTables(**tables), county)


MARTS = (
    Mart(
        ANALYSIS,
        analysis_of_tables,
        {
            "imbalance": MISMATCH,
            "employees": EMPLOYEES,
            "commuting": staged_of(SCB_COMMUTING),
            "geo": DIM_GEO,
        },
        not_used=without_older_registers("Bara de senaste åren läses ur anstallda."),
    ),
)
