"""What is needed less what there would be, by occupation and by education: mart.langsiktig_skillnad."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.education import EDUCATION
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import NOT_TRIED, SUPPLY
from assets.contracts.model import Record
from assets.contracts.words import EDUCATION_LEVEL, PROJECTED, REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.education.education import linked_groups
from assets.methods.arrays import Array
from assets.methods.long_term_difference import Balance, balance, difference_class

NUMBERS = ("behov", "tillgang", "skillnad", "nedre", "ovre", "riktning")
_NO_SUPPLY = "Tillgången är inte känd för alla utbildningsgrupper i området. Därför kan ingen skillnad räknas."
_NO_NEED = "Behovet är inte framskrivet, se framskrivning."
_LEADS_NOWHERE = "Utbildningen leder inte till något särskilt yrke. Skillnaden visas inte."
_FEW = "Ingen eller nästan ingen tillgång att jämföra med."


def difference(projected: pa.Table, supply: pa.Table, education: pa.Table) -> pa.Table:
    """One row per area, year and occupation or education; what can not be said has a reason.

    Args:
        projected: mart.framskrivning.
        supply: mart.tillgang.
        education: mart.utbildning, for how many of those who work are matched.

    Returns:
        Columns of mart.langsiktig_skillnad; no rows when nothing is projected or no supply is known.
    """
    need, people, stock = (table.to_pandas() for table in (projected, supply, education))
    need = need[need["yrkesniva"] == REPORTING_GROUP]
    people = people[people["kon"] == "totalt"]
    stock = stock[stock["kon"] == "totalt"]
    rows: list[Record] = []
    for area, year in sorted({*zip(people["geo_kod"], people["till_ar"], strict=True)}):
        wanted = need[(need["geo_kod"] == area) & (need["ar"] == year)].sort_values("yrke_kod")
        found = people[(people["geo_kod"] == area) & (people["till_ar"] == year)].sort_values("utbildningsgrupp")
        if len(wanted):
            rows += _area(wanted, found, stock[stock["geo_kod"] == area])
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in DIFFERENCE.columns]))


def _area(wanted: pd.DataFrame, found: pd.DataFrame, stock: pd.DataFrame) -> list[Record]:
    """The rows of an area and a year."""
    links, first = linked_groups(), wanted.iloc[0]
    shared: Record = {
        **{name: str(first[name]) for name in ("geo_niva", "geo_kod", "geo_namn")},
        "ar": int(first["ar_anstallda"]),
        "till_ar": int(first["ar"]),
        "provning": NOT_TRIED,
        "grund": PROJECTED,
    }
    occupations, educations = list(wanted["yrke_kod"]), list(found["utbildningsgrupp"])
    working, then = (found[name].to_numpy(np.float64, na_value=np.nan) for name in ("arbetande", "tillgang"))
    known = not (np.isnan(working).any() or np.isnan(then).any())
    employees = wanted["anstallda"].to_numpy(np.float64, na_value=np.nan)
    change, low, high = (
        wanted[name].to_numpy(np.float64, na_value=np.nan)
        for name in ("forandring_andel", "forandring_nedre", "forandring_ovre")
    )
    growth = float(first["tillvaxt_alla"])
    there = ~np.isnan(employees) & (employees > 0)
    made: Balance | None = None
    if known and there.any():
        leads_to = np.array([[code in links.get(e, ()) for code in np.array(occupations)[there]] for e in educations])
        # What is not projected is still work that somebody does: it keeps its share.
        need = employees[there] * growth * (1 + np.nan_to_num(change[there]))
        made = balance(working, working * _matched_share(stock, educations), then, employees[there], need, leads_to)
        below, above = (employees[there] * growth * (1 + limit[there]) for limit in (low, high))
    rows: list[Record] = []
    place = np.cumsum(there) - 1
    for at, code in enumerate(occupations):
        row: Record = {**shared, "enhet": REPORTING_GROUP, "kod": code, "namn": str(wanted["yrke_namn"].iloc[at])}
        if made is None:
            rows.append(_without(row, None, _NO_SUPPLY))
        elif not there[at] or np.isnan([change[at], low[at], high[at]]).any():
            rows.append(_without(row, made.scale, _NO_NEED))
        else:
            p = int(place[at])
            rows.append(_with(row, made.scale, need[p], made.occupation_supply[p], below[p], above[p]))
    for at, code in enumerate(educations):
        row = {**shared, "enhet": EDUCATION_LEVEL, "kod": code, "namn": str(found["utbildning_namn"].iloc[at])}
        if made is None:
            rows.append(_without(row, None, _NO_SUPPLY))
        elif code not in links:
            rows.append(_without(row, made.scale, _LEADS_NOWHERE))
        else:
            # Where an occupation has no limits its share of the need is taken as it is.
            under, over = (float(made.shares[at] @ np.where(np.isnan(b), need, b)) for b in (below, above))
            rows.append(_with(row, made.scale, made.education_need[at], made.education_supply[at], under, over))
    return rows


def _matched_share(stock: pd.DataFrame, educations: Sequence[str]) -> Array:
    """Of those who work in a known occupation, the share whose occupation matches, in the newest year; 0 where it is not known."""
    newest = stock[stock["ar"] == stock["ar"].max()].set_index("utbildningsgrupp").reindex(educations)
    a, b, c = (
        newest[name].to_numpy(np.float64, na_value=np.nan)
        for name in ("helt_matchade", "delvis_matchade", "inte_matchade")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(a / (a + b + c)))


def _with(row: Record, scale: float, need: float, supply: float, below: float, above: float) -> Record:
    if supply < 1:
        return _without(row, scale, _FEW)
    low, high = below - supply, above - supply
    numbers = dict(
        zip(
            NUMBERS,
            (need, supply, need - supply, low, high, difference_class(need - supply, low, high, supply)),
            strict=True,
        )
    )
    return {**row, **numbers, "skalning": scale, "anmarkning": None}


def _without(row: Record, scale: float | None, why: str) -> Record:
    return {**row, **dict.fromkeys(NUMBERS), "skalning": scale, "anmarkning": why}


MARTS = (Mart(DIFFERENCE, difference, {"projected": PROJECTION, "supply": SUPPLY, "education": EDUCATION}),)
