"""Whether the analysts' tables agree with the tables that they are made of, computed another way than they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from assets.contracts.words import ALL, UNKNOWN
from assets.reference import UNKNOWN_SSYK3

PERSONS = 0.5
"""How far a raked sum may be from the number that it is made of."""
ROUNDING = 1e-6
_Judgement = tuple[list[str], str]
_PARTS = ["anstallda_riket", "anstallda_yrkesmix", "anstallda_egen"]
_SCORES = ["signalpoang_lagst", "signalpoang_hogst"]


def raked_meets_its_margins(tables: Callable[[str], Path]) -> _Judgement:
    """Four-digit groups make the SSYK3 of each delregion, and the delregioner the county's group, rescaled."""
    made = pq.read_table(tables("mart.anstallda_ssyk4")).to_pandas()
    years = made["ar"].unique().tolist()
    given = pq.read_table(
        tables("mart.anstallda"), filters=[("kon", "=", "totalt"), ("geo_niva", "=", "delregion"), ("ar", "in", years)]
    ).to_pandas()
    raked = made[made["geo_niva"] == "delregion"]
    by_area = ["geo_kod", "ssyk3"]
    rows = pd.DataFrame(
        {
            "raked": _sum(raked.set_index(by_area)["varde"], by_area),
            "given": given.set_index(by_area)["varde"].astype("float64"),
        }
    ).dropna()
    county = made[made["geo_niva"] == "lan"].set_index("ssyk4")
    columns = pd.DataFrame(
        {
            "raked": _sum(raked.set_index("ssyk4")["varde"], "ssyk4"),
            "given": county["varde"] * (1 + county["marginal_skillnad"]),
        }
    ).dropna()
    faults = [
        f"{row.geo_kod} SSYK {row.ssyk3}: {row.raked:.1f} fördelade, {row.given:.0f} anställda"
        for row in rows[(rows["raked"] - rows["given"]).abs() > PERSONS].reset_index().itertuples()
    ]
    faults += [
        f"SSYK {row.ssyk4}: {row.raked:.1f} fördelade, {row.given:.1f} i länet"
        for row in columns[(columns["raked"] - columns["given"]).abs() > PERSONS].reset_index().itertuples()
    ]
    return faults, f"{len(rows)} yrkesgrupper i delregionerna och {len(columns)} undergrupper i länet"


def gap_is_its_parts(tables: Callable[[str], Path]) -> _Judgement:
    """Every number of the table from posts and unemployed, which are read again."""
    made = pq.read_table(tables("mart.skillnad")).to_pandas().set_index("af_yrkesomrade")
    known = made.dropna(subset="netto")
    if known.empty:
        return [], "inget att jämföra med: inga summor visas"
    day, month, county = (known[name].iloc[0] for name in ("dag", "manad", "geo_kod"))
    ads = pq.read_table(
        tables("mart.annonser_oppna"), filters=[("dag", "=", day), ("geo_niva", "in", ["delregion", "lan"])]
    ).to_pandas()
    people = pq.read_table(
        tables("mart.inskrivna_arbetslosa"), filters=[("manad", "=", month), ("kon", "=", "totalt")]
    ).to_pandas()
    by = ["geo_kod", "af_yrkesomrade"]
    cells = pd.DataFrame(
        {
            "posts": ads.groupby(by)["platser_i_oppna"].sum(),
            "people": people.set_index(by)["varde"].astype("float64"),
        }
    )
    small = set(people.loc[people["geo_niva"] == "delregion", "geo_kod"])
    cells = cells[~cells.index.isin([UNKNOWN], level="af_yrkesomrade")]
    cells = cells[cells.index.isin([county, *small], level="geo_kod")]
    # No row of posts is none; no number of persons is missing, and then so are the sums.
    posts, apart = cells["posts"].fillna(0.0), cells["posts"].fillna(0.0) - cells["people"]
    own = pd.DataFrame(
        {
            "summa_bristomraden": apart.clip(lower=0),
            "summa_overskottsomraden": (-apart).clip(lower=0),
            "netto": apart,
            "platser": posts,
        }
    ).xs(county)
    own.loc[ALL] = own.sum(skipna=False)
    sums = own.reindex(known.index)
    sums["overhang"] = (sums["summa_bristomraden"] / sums["platser"]).where(sums["platser"] > 0)
    in_parts = apart[apart.index.isin(small, level="geo_kod")]
    together = _sum(in_parts, "af_yrkesomrade").clip(lower=0)
    movable = in_parts.clip(lower=0).sum(skipna=False) - together.sum(skipna=False)
    sums["losbar_genom_rorlighet"] = float("nan")
    sums.loc[sums.index == ALL, "losbar_genom_rorlighet"] = movable
    shown = known[sums.columns].astype("float64")
    wrong = ((shown - sums).abs() > ROUNDING) | (shown.isna() != sums.isna())
    faults = [
        f"{code} {name}: {there:g} i tabellen, {again:g} ur delarna"
        for name in map(str, wrong.columns)
        for code, there, again, differs in zip(wrong.index, shown[name], sums[name], wrong[name], strict=True)
        if differs
    ]
    return faults, f"{len(known)} rader, platser {day} och inskrivna {month}"


def _sum(values: pd.Series, level: str | list[str]) -> pd.Series:
    """Sums that are missing when a part is."""
    sums: pd.Series = values.groupby(level).agg(lambda v: v.sum(skipna=False))
    return sums


def analysis_adds_up(tables: Callable[[str], Path]) -> _Judgement:
    """The parts of a change make it, the change is that of the employees, and the scores are the assessment's."""
    made = pq.read_table(tables("mart.analys")).to_pandas()
    whole = made[made["yrkesniva"] == ALL].pivot(index=["geo_kod", "period"], columns="matt", values="varde")
    changes = whole.reindex(columns=["anstallda_forandring", *_PARTS]).dropna()
    apart = (changes[_PARTS].sum(axis=1) - changes["anstallda_forandring"]).abs()
    faults = [
        f"{code}: delarna skiljer {value:.3f} personer från förändringen"
        for (code, _), value in apart[apart > ROUNDING * changes["anstallda_forandring"].abs().clip(lower=1)].items()
    ]
    employees = pq.read_table(tables("mart.anstallda"), filters=[("kon", "=", "totalt")]).to_pandas()
    employees = employees[employees["ssyk3"] != UNKNOWN_SSYK3].assign(varde=lambda f: f["varde"].astype("float64"))
    totals = employees.groupby(["geo_kod", "ar"])["varde"].sum()
    for (code, period), change in changes["anstallda_forandring"].items():
        first, last = (totals.get((code, int(year)), float("nan")) for year in period.split("–"))
        if not abs(last - first - change) <= PERSONS:
            faults.append(f"{code} {period}: förändringen är {change:.0f}, av anställda {last - first:.0f}")
    assessed = pq.read_table(tables("mart.bedomning")).to_pandas()
    cell = ["geo_kod", "yrkesniva", "yrke_kod"]
    scores = assessed.set_index(cell)["signalpoang"]
    steady = made[made["matt"].isin(_SCORES)].set_index(cell)
    other = steady[(steady["jamforelse"] - scores.reindex(steady.index)).abs() > ROUNDING]
    faults += [f"{' '.join(map(str, index))}: signalpoängen är inte den i bedomning" for index in other.index]
    spread = steady.set_index("matt", append=True)["varde"].unstack()
    spread = spread.reindex(columns=_SCORES)
    turned = spread[spread["signalpoang_lagst"] > spread["signalpoang_hogst"] + ROUNDING]
    faults += [f"{' '.join(map(str, index))}: lägsta poäng är över högsta" for index in turned.index]
    return faults, f"{len(changes)} förändringar och {len(spread.dropna())} signalpoäng jämförda"
